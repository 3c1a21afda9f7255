package meridian.meeting.web;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import meridian.calendar.Meridian;
import meridian.identity.Permission;
import meridian.meeting.Meeting;
import meridian.meeting.TimeFinder;
import meridian.meeting.Times;
import meridian.project.ProjectAccess;
import meridian.project.Teams;
import meridian.tenancy.MemberId;
import meridian.tenancy.Reader;
import meridian.web.Answer;
import meridian.web.Choice;
import meridian.web.Entered;
import meridian.web.RegionDay;
import meridian.web.Ui;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The time finder: when everybody can meet, or whose turn it is to be early or late. */
@Controller
public class TimesController {
    private static final int DAYS = 14;

    private final Times times;
    private final Teams teams;
    private final Clock clock;

    TimesController(Times times, Teams teams, Clock clock) {
        this.times = times;
        this.teams = teams;
        this.clock = clock;
    }

    /** {@code asked}: somebody was chosen. The meridian is that of the first slot’s day. */
    public record TimesPage(
            ProjectAccess project, Meeting.Kind kind, List<Choice> people, Set<String> chosen, int minutes, LocalDate from, boolean asked, Times.Proposal proposal, LocalDate day, Instant dayBegins, Instant dayEnds, List<RegionDay> meridian) {
        public boolean common() {
            return proposal.slots().stream().anyMatch(TimeFinder.Slot::common);
        }

        public List<Times.Turns> turns() {
            return proposal.turns().stream().filter(turn -> turn.early() + turn.late() > 0).sorted(Comparator.comparingInt((Times.Turns turn) -> -turn.early() - turn.late())).toList();
        }

        /** Where a slot leads: to the form, with its time and its people. */
        public String form(TimeFinder.Slot slot) {
            var starts = LocalDateTime.ofInstant(slot.from(), project.homeZone());
            return "/meetings/new?kind=" + kind.text() + "&starts=" + starts + "&minutes=" + minutes + chosen.stream().map(person -> "&people=" + person).collect(Collectors.joining());
        }

        public List<Choice> kinds(Ui ui) {
            return java.util.Arrays.stream(Meeting.Kind.values()).map(one -> new Choice(one.text(), ui.t("meeting.kind." + one.text()))).toList();
        }
    }

    @GetMapping("/w/{slug}/p/{code}/meetings/times")
    Answer find(
            ProjectAccess here,
            Reader reader,
            @RequestParam(defaultValue = "") String kind,
            @RequestParam(required = false) @Nullable List<String> people,
            @RequestParam(defaultValue = "") String minutes,
            @RequestParam(defaultValue = "") String from) {
        here.require(Permission.CALL_MEETING);
        var team = teams.of(here.id());
        var choices = MeetingController.people(team);
        var wanted = Meeting.Kind.of(kind).orElse(Meeting.Kind.WEEKLY);
        var today = LocalDate.ofInstant(clock.instant(), here.homeZone());
        var chosen = new LinkedHashSet<String>();
        if (people == null) chosen.addAll(MeetingController.usual(team, wanted, here));
        else people.stream().filter(person -> choices.stream().anyMatch(choice -> choice.value().equals(person))).forEach(chosen::add);
        var entered = new Entered();
        var typed = entered.whole("minutes", minutes);
        int length = typed == null || typed < 5 || typed > 600 ? wanted.minutes() : typed;
        var day = entered.day("from", from);
        var begin = day == null || day.isBefore(today) || day.isAfter(today.plusYears(1)) ? today : day;
        var members = chosen.stream().map(MemberId::of).toList();
        var proposal = times.propose(here, members, Duration.ofMinutes(length), begin, begin.plusDays(DAYS - 1));
        var shown = proposal.slots().isEmpty() ? begin : LocalDate.ofInstant(proposal.slots().getFirst().from(), reader.zone());
        return Answer.page("meeting/times", new TimesPage(here, wanted, choices, chosen, length, begin, people != null, proposal, shown, shown.atStartOfDay(reader.zone()).toInstant(), shown.plusDays(1).atStartOfDay(reader.zone()).toInstant(), meridian(proposal, shown, reader)));
    }

    private List<RegionDay> meridian(Times.Proposal proposal, LocalDate day, Reader reader) {
        var names = List.copyOf(proposal.regions().keySet());
        var calendars = List.copyOf(proposal.regions().values());
        var picture = Meridian.of(reader.zone(), day, clock.instant(), calendars);
        var days = new ArrayList<RegionDay>();
        for (int i = 0; i < names.size(); i++) {
            var lane = picture.lanes().get(i);
            var spans = new ArrayList<RegionDay.Span>();
            lane.segments().forEach(segment -> spans.add(new RegionDay.Span(segment.left(), segment.left() + segment.width(), false)));
            picture.common().forEach(segment -> spans.add(new RegionDay.Span(segment.left(), segment.left() + segment.width(), true)));
            days.add(new RegionDay(names.get(i), "", lane.zone(), lane.awake(), spans));
        }
        return days;
    }
}
