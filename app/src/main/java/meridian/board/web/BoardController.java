package meridian.board.web;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import meridian.board.Board;
import meridian.board.Boards;
import meridian.board.Portfolio;
import meridian.board.Readings;
import meridian.calendar.Meridian;
import meridian.calendar.WorkCalendar;
import meridian.duty.Kinds;
import meridian.identity.Calendars;
import meridian.identity.Permission;
import meridian.project.ProjectAccess;
import meridian.project.Stage;
import meridian.tenancy.Actor;
import meridian.tenancy.DutyId;
import meridian.tenancy.InstructionId;
import meridian.tenancy.MemberId;
import meridian.tenancy.Reader;
import meridian.tenancy.Refused;
import meridian.tenancy.RegionId;
import meridian.web.Answer;
import meridian.web.Choice;
import meridian.web.Live;
import meridian.web.RegionDay;
import meridian.web.Shared;
import meridian.web.Ui;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The chief coordinator's morning page, and the page over all projects. */
@Controller
@RequestMapping("/w/{slug}")
public class BoardController {
    private final Boards boards;
    private final Readings readings;
    private final Portfolio portfolio;
    private final Calendars calendars;
    private final Shared<Map<RegionId, WorkCalendar>> everywhere;
    private final Clock clock;
    private final Kinds kinds;

    BoardController(Boards boards, Readings readings, Portfolio portfolio, Calendars calendars, Live live, Clock clock, Kinds kinds) {
        this.boards = boards;
        this.readings = readings;
        this.portfolio = portfolio;
        this.calendars = calendars;
        this.everywhere = new Shared<>(live, clock);
        this.clock = clock;
        this.kinds = kinds;
    }

    /** What the board shows. {@code instruction} is the id of an instruction yet to be given; {@code tomorrow} the next working day where the project is at home. */
    public record BoardPage(ProjectAccess project, Board board, Meridian meridian, List<RegionDay> days, Readings.Readership readership, LocalDate today, LocalDate tomorrow, Instant now, UUID instruction, Map<DutyId, String> places) {
        /** Where a duty is done. */
        public @Nullable String place(Board.ClockLine line) {
            return places.get(line.duty().id());
        }

        public boolean mayInstruct() {
            return project.may(Permission.INSTRUCT);
        }

        public boolean mayConvert() {
            return project.may(Permission.RAISE_EMERGENCY);
        }

        public boolean mayReport() {
            return project.may(Permission.DO_TASKS);
        }

        public boolean mayRead() {
            return !project.auditor() && !project.closed();
        }

        public Instant from() {
            return meridian.day().atStartOfDay(meridian.reader()).toInstant();
        }

        public Instant until() {
            return meridian.day().plusDays(1).atStartOfDay(meridian.reader()).toInstant();
        }

        public List<String> stages(Ui ui) {
            return Stream.of(Stage.values()).limit(4).map(stage -> ui.t("stage." + stage.text())).toList();
        }

        /** When everybody is at work, in the reader's hours. */
        public String common(Ui ui) {
            if (meridian.common().isEmpty()) return ui.t("board.no_common");
            return ui.t("board.common", meridian.common().stream().map(span -> span.opens() + "–" + span.closes()).collect(Collectors.joining(", ")));
        }

        public String zones() {
            return days.stream().map(day -> day.zone().getId() + "=" + day.name()).collect(Collectors.joining(";"));
        }

        /** Which week of the plan this is, from 1; 0 before it starts. */
        public long week() {
            return today.isBefore(project.startsOn()) ? 0 : ChronoUnit.WEEKS.between(project.startsOn(), today) + 1;
        }

        /** Where in its plan the project is: week 6 of 12, or when it starts. */
        public String week(Ui ui) {
            if (week() == 0) return ui.t("board.starts", ui.date(project.startsOn()));
            if (project.endsOn() == null) return ui.t("board.week_open", week());
            return ui.t("board.week", week(), ChronoUnit.WEEKS.between(project.startsOn(), project.endsOn()) + 1);
        }

        public List<Choice> people() {
            return readership.people().stream().map(person -> new Choice(person.id().toString(), person.name())).toList();
        }
    }

    /** What one instruction's page shows. */
    public record InstructionPage(ProjectAccess project, Readings.Given instruction, boolean mine) {}

    /** What the portfolio shows. */
    public record PortfolioPage(List<Portfolio.Line> lines, @Nullable String next) {
        /** What the page wants to be told of: every project it shows figures of. */
        public String topics() {
            return lines.stream().filter(Portfolio.Line::inside).map(line -> "project:" + line.id()).collect(Collectors.joining(" "));
        }
    }

    @GetMapping("/projects")
    Answer portfolio(Reader reader, @RequestParam(required = false) @Nullable String after) {
        var lines = portfolio.of(reader, after);
        return Answer.page("board/portfolio", new PortfolioPage(lines, Portfolio.more(lines) ? lines.getLast().code() : null));
    }

    @GetMapping("/p/{code}/board")
    Answer board(ProjectAccess project, Reader reader) {
        var board = boards.of(project);
        var now = clock.instant();
        var hours = everywhere.of("project:" + project.id(), calendars::all);
        var shown = new LinkedHashMap<RegionId, String>();
        for (var line : board.parties()) {
            if (line.party() != null && line.party().isRegion()) shown.put(line.party().calendarRegion(), line.party().name());
        }
        if (shown.isEmpty()) shown.put(project.homeRegion(), "");
        var meridian = Meridian.of(reader.zone(), LocalDate.ofInstant(now, reader.zone()), now, shown.keySet().stream().map(hours::get).toList());
        var today = LocalDate.ofInstant(now, project.homeZone());
        return Answer.page("board/board", new BoardPage(project, board, meridian, days(meridian, List.copyOf(shown.values())), readings.of(project),
                today, hours.get(project.homeRegion()).nextWorkingDay(today), now, InstructionId.next().value(), places(board, reader)));
    }

    private Map<DutyId, String> places(Board board, Reader reader) {
        var places = new HashMap<DutyId, String>();
        for (var line : Stream.concat(board.clocks().stream(), board.duties().stream()).toList()) {
            var kind = kinds.get(line.duty().kind());
            if (kind == null) continue;
            var address = kind.address(line.duty(), reader);
            places.put(line.duty().id(), address.startsWith("/w/") ? address : "/w/" + reader.slug() + address);
        }
        return places;
    }

    // Regions in the order of their local time: where the day began first stands first.
    private static List<RegionDay> days(Meridian meridian, List<String> names) {
        return IntStream.range(0, names.size())
                .boxed()
                .sorted(Comparator.comparing((Integer i) -> meridian.lanes().get(i).localTime()).reversed())
                .map(i -> day(meridian, names.get(i), meridian.lanes().get(i)))
                .toList();
    }

    private static RegionDay day(Meridian meridian, String name, Meridian.Lane lane) {
        var spans = new ArrayList<RegionDay.Span>();
        lane.segments().forEach(segment -> spans.add(new RegionDay.Span(segment.left(), segment.left() + segment.width(), false)));
        meridian.common().forEach(segment -> spans.add(new RegionDay.Span(segment.left(), segment.left() + segment.width(), true)));
        return new RegionDay(name, "", lane.zone(), lane.awake(), List.copyOf(spans));
    }

    /** The project's first page for this reader. */
    @GetMapping("/p/{code}")
    Answer home(ProjectAccess project, Reader reader) {
        var page = project.may(Permission.READ_BOARD) ? "/p/" + project.code() + "/board" : project.may(Permission.READ) ? "/p/" + project.code() + "/plan" : "/inbox";
        return Answer.to("/w/" + reader.slug() + page);
    }

    @PostMapping("/p/{code}/board/reading")
    Answer read(ProjectAccess project, Reader reader, Actor actor) {
        readings.read(project.id(), actor);
        return Answer.to("/w/" + reader.slug() + "/p/" + project.code() + "/board");
    }

    @PostMapping("/p/{code}/board/instructions")
    Answer instruct(
            ProjectAccess project,
            Reader reader,
            Actor actor,
            @RequestParam UUID id,
            @RequestParam(defaultValue = "") String to,
            @RequestParam(defaultValue = "") String content,
            @RequestParam(name = "due_on", defaultValue = "") String dueOn) {
        readings.instruct(project.id(), new InstructionId(id), member(to), content, day(dueOn), actor);
        return Answer.to("/w/" + reader.slug() + "/p/" + project.code() + "/board").saying("board.instructed");
    }

    @GetMapping("/p/{code}/board/instructions/{id}")
    Answer instruction(ProjectAccess project, Reader reader, @PathVariable UUID id) {
        var found = readings.one(project, new InstructionId(id));
        return Answer.page("board/instruction", new InstructionPage(project, found, found.toMember().equals(reader.member())));
    }

    @PostMapping("/p/{code}/board/instructions/{id}/done")
    Answer carryOut(ProjectAccess project, Reader reader, Actor actor, @PathVariable UUID id) {
        readings.carryOut(project.id(), new InstructionId(id), actor);
        return Answer.to("/w/" + reader.slug() + "/inbox").saying("board.carried_out");
    }

    private static @Nullable MemberId member(String text) {
        try {
            return text.isBlank() ? null : MemberId.of(text);
        } catch (IllegalArgumentException e) {
            throw Refused.at("to", "refused.not_a_choice");
        }
    }

    private static @Nullable LocalDate day(String text) {
        try {
            return text.isBlank() ? null : LocalDate.parse(text.strip());
        } catch (DateTimeParseException e) {
            throw Refused.at("due_on", "refused.not_a_date");
        }
    }
}
