package meridian.meeting.web;

import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import meridian.activity.Stories;
import meridian.activity.StoryPart.Telling;
import meridian.document.Attachments;
import meridian.document.FileShelf;
import meridian.identity.Permission;
import meridian.identity.Role;
import meridian.meeting.Meeting;
import meridian.meeting.MeetingSheets;
import meridian.meeting.Meetings;
import meridian.meeting.MinuteBook;
import meridian.meeting.Minutes;
import meridian.meeting.MinutesSheets;
import meridian.meeting.Repeats;
import meridian.project.ProjectAccess;
import meridian.project.ProjectSettings;
import meridian.project.Team;
import meridian.project.Teams;
import meridian.project.ThingFiles;
import meridian.tenancy.Actor;
import meridian.tenancy.MeetingId;
import meridian.tenancy.MemberId;
import meridian.tenancy.NotAllowed;
import meridian.tenancy.NotFound;
import meridian.tenancy.Reader;
import meridian.tenancy.Ref;
import meridian.tenancy.Refused;
import meridian.web.Answer;
import meridian.web.Choice;
import meridian.web.Entered;
import meridian.web.Ui;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The meetings of a project, one of them, and the form that calls and changes them. */
@Controller
@RequestMapping("/w/{slug}/p/{code}/meetings")
public class MeetingController {
    private final Meetings meetings;
    private final MeetingSheets sheets;
    private final Teams teams;
    private final MinutesSheets minutes;
    private final Stories stories;
    private final ProjectSettings settings;
    private final Clock clock;
    private final Attachments attachments;

    MeetingController(Meetings meetings, MeetingSheets sheets, Teams teams, MinutesSheets minutes, Stories stories, ProjectSettings settings, Clock clock, Attachments attachments) {
        this.attachments = attachments;
        this.meetings = meetings;
        this.sheets = sheets;
        this.teams = teams;
        this.minutes = minutes;
        this.stories = stories;
        this.settings = settings;
        this.clock = clock;
    }

    // ---- the list

    public record ListPage(ProjectAccess project, boolean past, MeetingSheets.Listing listing, boolean first, Instant now) {
        public boolean mayCall() {
            return project.may(Permission.CALL_MEETING);
        }

        /** Under which day a line stands; empty when it is the same as the line before. */
        public boolean newDay(int index, Ui ui) {
            return index == 0 || !day(index, ui).equals(day(index - 1, ui));
        }

        public LocalDate day(int index, Ui ui) {
            return LocalDate.ofInstant(listing.lines().get(index).startsAt(), ui.zone());
        }

        /** One answer is enough for a series: only the first of it asks. */
        public boolean asks(int index) {
            var line = listing.lines().get(index);
            if (past || line.mine() == null || line.status() != Meeting.Status.PLANNED) return false;
            return line.mine() != Meeting.Reply.NONE || line.series() == null || listing.lines().subList(0, index).stream().noneMatch(other -> line.series().equals(other.series()) && other.mine() == Meeting.Reply.NONE);
        }

        public String sign(MeetingSheets.Line line) {
            return MeetingController.sign(line.status(), line.startsAt(), line.endsAt(), now);
        }

        public String word(MeetingSheets.Line line) {
            return MeetingController.word(line.status(), line.startsAt(), line.endsAt(), now);
        }
    }

    @GetMapping
    Answer list(ProjectAccess here, @RequestParam(required = false) @Nullable String when, @RequestParam(required = false) @Nullable String after) {
        here.require(Permission.READ);
        var past = "past".equals(when);
        var key = MeetingSheets.Key.of(after);
        return Answer.page("meeting/list", new ListPage(here, past, sheets.list(here, past, key), key == null, clock.instant()));
    }

    static String sign(Meeting.Status status, Instant starts, Instant ends, Instant now) {
        return switch (status) {
            case PLANNED -> now.isAfter(ends) ? "warn" : now.isBefore(starts) ? "planned" : "doing";
            case BEGUN -> "doing";
            case HELD -> "done";
            case CANCELLED -> "cancelled";
        };
    }

    static String word(Meeting.Status status, Instant starts, Instant ends, Instant now) {
        return status == Meeting.Status.PLANNED && now.isAfter(ends) ? "meeting.not_ended" : "meeting.status." + status.text();
    }

    // ---- the form

    /** The form for a new meeting, or for one that is there. */
    public record FormPage(ProjectAccess project, @Nullable Meeting meeting, UUID id, Meeting.Kind kind, List<Choice> people, Set<String> chosen, List<MeetingSheets.Place> places, LocalDateTime suggested, int minutes, LocalDate until, @Nullable Telling origin, List<String> ownAgenda) {
        public boolean fresh() {
            return meeting == null;
        }

        public List<Meeting.Kind> kinds() {
            return List.of(Meeting.Kind.values());
        }

        public List<Choice> kindChoices(Ui ui) {
            return kinds().stream().map(one -> new Choice(one.text(), ui.t("meeting.kind." + one.text()))).toList();
        }

        public List<Choice> modes(Ui ui) {
            return Arrays.stream(Meeting.Mode.values()).map(one -> new Choice(one.text(), ui.t("meeting.mode." + one.text()))).toList();
        }

        public List<Choice> regions() {
            return places.stream().map(place -> new Choice(place.id().toString(), place.name() + " · " + place.zone().getId())).toList();
        }

        public List<Choice> repeats(Ui ui) {
            return Arrays.stream(Repeats.values()).map(one -> new Choice(one.text(), ui.t("meeting.repeats." + one.text()))).toList();
        }

        public String title(Ui ui) {
            if (meeting != null) return meeting.title();
            if (origin != null) return origin.title();
            return kind == Meeting.Kind.OTHER ? "" : ui.t("meeting.kind." + kind.text());
        }

        public String note() {
            return meeting != null ? meeting.note() : origin != null ? origin.text() : "";
        }

        public String starts() {
            return (meeting == null ? suggested : meeting.startsLocal()).toString();
        }

        public String region() {
            return (meeting == null ? project.homeRegion() : meeting.region()).toString();
        }

        public String host() {
            return (meeting == null ? project.member() : meeting.host()).toString();
        }

        public String recorder() {
            return meeting == null || meeting.recorder() == null ? "" : meeting.recorder().toString();
        }

        public String mode() {
            return meeting == null ? "online" : meeting.mode().text();
        }

        /** How such meetings usually return. */
        public String usual() {
            return switch (kind) {
                case STAND_UP -> "workdays";
                case WEEKLY -> "weekly";
                case REVIEW -> "monthly";
                case KICKOFF, DISPUTE, ACCEPTANCE, OTHER -> "";
            };
        }

        public String guests() {
            return meeting == null ? "" : meeting.participants().stream().filter(Meeting.Participant::guest).map(one -> one.name() + " <" + one.email() + ">").collect(Collectors.joining("\n"));
        }

        /** The topics such meetings usually have, one a line. */
        public String agenda(Ui ui) {
            if (!ownAgenda.isEmpty()) return String.join("\n", ownAgenda);
            var lines = new ArrayList<String>();
            for (int i = 1; ui.has("meeting.usual." + kind.text() + "." + i); i++) lines.add(ui.t("meeting.usual." + kind.text() + "." + i));
            return String.join("\n", lines);
        }
    }

    @GetMapping("/new")
    Answer form(ProjectAccess here, Reader reader, @RequestParam(defaultValue = "") String kind, @RequestParam(required = false) @Nullable String from, @RequestParam(defaultValue = "") String starts,
            @RequestParam(defaultValue = "") String minutes, @RequestParam(required = false) @Nullable List<String> people) {
        here.require(Permission.CALL_MEETING);
        var origin = origin(from, here, reader);
        var chosen = Meeting.Kind.of(kind).orElse(origin == null ? Meeting.Kind.WEEKLY : Meeting.Kind.OTHER);
        var team = teams.of(here.id());
        var today = LocalDate.ofInstant(clock.instant(), here.homeZone());
        var first = chosen == Meeting.Kind.WEEKLY ? today.with(TemporalAdjusters.next(DayOfWeek.MONDAY)) : today.plusDays(1);
        var usualTime = first.atTime(chosen == Meeting.Kind.STAND_UP ? LocalTime.of(9, 30) : LocalTime.of(10, 0));
        var found = MeetingForm.moment(new Refused.Check(), "starts", starts);
        var suggested = found == null ? usualTime : found;
        var length = new Entered().whole("minutes", minutes);
        var until = here.endsOn() != null && here.endsOn().isAfter(first) && here.endsOn().isBefore(first.plusDays(365)) ? here.endsOn() : first.plusMonths(3);
        return Answer.page("meeting/form", new FormPage(here, null, MeetingId.next().value(), chosen, people(team), people == null ? usual(team, chosen, here) : Set.copyOf(people), sheets.places(), suggested, length == null || length < 5 || length > 600 ? chosen.minutes() : length, until, origin, settings.agenda(here.id(), chosen == Meeting.Kind.REVIEW ? "phase_review" : chosen.text())));
    }

    private @Nullable Telling origin(@Nullable String from, ProjectAccess here, Reader reader) {
        if (from == null || from.isBlank()) return null;
        return stories.tell(Ref.parse(from), here.id(), reader).orElseThrow(NotFound::new);
    }

    static List<Choice> people(Team team) {
        var people = new LinkedHashMap<String, String>();
        for (var seat : team.seats()) if (!seat.left()) people.merge(seat.member().toString(), seat.partyName() == null ? seat.name() : seat.name() + " · " + seat.partyName(), (one, other) -> one.length() >= other.length() ? one : other);
        return people.entrySet().stream().map(person -> new Choice(person.getKey(), person.getValue())).toList();
    }

    // Who usually comes: whoever calls it can tick others.
    static Set<String> usual(Team team, Meeting.Kind kind, ProjectAccess here) {
        Set<Role> roles = switch (kind) {
            case KICKOFF -> Set.of(Role.SPONSOR, Role.CHIEF_COORDINATOR, Role.LEAD, Role.SUPPORT_HEAD, Role.BUSINESS_COORDINATOR, Role.EXECUTOR, Role.TECHNICAL_SUPPORT);
            case STAND_UP -> Set.of(Role.CHIEF_COORDINATOR, Role.LEAD, Role.BUSINESS_COORDINATOR, Role.EXECUTOR);
            case WEEKLY -> Set.of(Role.CHIEF_COORDINATOR, Role.LEAD, Role.SUPPORT_HEAD, Role.BUSINESS_COORDINATOR);
            case REVIEW -> Set.of(Role.SPONSOR, Role.CHIEF_COORDINATOR, Role.LEAD, Role.SUPPORT_HEAD);
            case ACCEPTANCE -> Set.of(Role.CHIEF_COORDINATOR, Role.REVIEWER);
            case DISPUTE, OTHER -> Set.of(Role.CHIEF_COORDINATOR);
        };
        var chosen = team.seats().stream().filter(seat -> !seat.left() && roles.contains(seat.role())).map(seat -> seat.member().toString()).collect(Collectors.toSet());
        chosen.add(here.member().toString());
        return chosen;
    }

    @PostMapping
    Answer call(ProjectAccess here, Reader reader, Actor actor, @RequestParam MeetingId id, @RequestParam(required = false) @Nullable String from, @RequestParam MultiValueMap<String, String> typed) {
        here.require(Permission.CALL_MEETING);
        var origin = origin(from, here, reader);
        int number = meetings.call(here.id(), id, MeetingForm.read(typed), origin == null ? null : origin.ref(), actor);
        return Answer.to(address(here, reader, number)).saying("meeting.said_called");
    }

    @GetMapping("/{meeting}/edit")
    Answer edit(ProjectAccess here, Reader reader, @PathVariable int meeting) {
        var found = readable(here, meeting);
        if (!Meetings.mayChange(here, found)) throw new NotAllowed();
        if (!found.planned()) return Answer.to(address(here, reader, meeting)).saying("meeting.not_planned");
        var team = teams.of(here.id());
        var chosen = found.participants().stream().map(Meeting.Participant::member).filter(Objects::nonNull).map(MemberId::toString).collect(Collectors.toSet());
        return Answer.page("meeting/form", new FormPage(here, found, found.id().value(), found.kind(), people(team), chosen, sheets.places(), found.startsLocal(), found.minutes(), found.startsLocal().toLocalDate(), null, List.of()));
    }

    @PostMapping("/{meeting}")
    Answer change(ProjectAccess here, Reader reader, Actor actor, @PathVariable int meeting, @RequestParam(defaultValue = "false") boolean following, @RequestParam int version, @RequestParam MultiValueMap<String, String> typed) {
        var found = readable(here, meeting);
        if (!Meetings.mayChange(here, found)) throw new NotAllowed();
        meetings.change(here.id(), found.id(), MeetingForm.read(typed), following, version, actor);
        return Answer.to(address(here, reader, meeting)).saying("meeting.said_changed");
    }

    // ---- one meeting

    /** One meeting and what the reader can do about it. */
    public record MeetingPage(ProjectAccess project, Meeting meeting, List<Choice> people, Stories.Around around, Minutes.@Nullable State minutes, List<MinutesSheets.Unfinished> unfinished, Instant now, FileShelf files) {
        public static final int BLANK = 3;

        public boolean mayChange() {
            return Meetings.mayChange(project, meeting);
        }

        public boolean mayKeep() {
            return Meetings.mayKeep(project, meeting);
        }

        public boolean mayMove() {
            return mayChange() && meeting.planned();
        }

        public boolean mayWriteAgenda() {
            return mayChange() && (meeting.planned() || meeting.status() == Meeting.Status.BEGUN);
        }

        public Meeting.@Nullable Participant me() {
            return meeting.participant(project.member()).orElse(null);
        }

        public boolean mayAnswer() {
            return me() != null && meeting.planned() && now.isBefore(meeting.endsAt());
        }

        public boolean mayTakeAttendance() {
            return mayKeep() && !meeting.cancelled() && minutes != Minutes.State.PUBLISHED && (meeting.near(now) || !now.isBefore(meeting.startsAt()));
        }

        public boolean attendanceKnown() {
            return meeting.participants().stream().anyMatch(one -> one.attendance() != null);
        }

        public boolean mayBegin() {
            return mayKeep() && meeting.planned() && meeting.near(now);
        }

        public boolean mayEnd() {
            return mayKeep() && (meeting.status() == Meeting.Status.BEGUN || meeting.planned() && !now.isBefore(meeting.endsAt()));
        }

        public String sign() {
            return MeetingController.sign(meeting.status(), meeting.startsAt(), meeting.endsAt(), now);
        }

        public String word() {
            return MeetingController.word(meeting.status(), meeting.startsAt(), meeting.endsAt(), now);
        }

        /** What is to be done next, and the first thing the page offers: the key of a sentence. */
        public String next() {
            if (meeting.cancelled()) return "cancelled";
            if (meeting.status() == Meeting.Status.HELD) return held();
            if (meeting.status() == Meeting.Status.BEGUN) return mayKeep() ? "end" : meeting.link().isEmpty() ? "begun" : "join";
            if (mayEnd()) return "over";
            if (mayBegin()) return "begin";
            if (meeting.near(now)) return meeting.link().isEmpty() ? "near" : "join";
            if (mayAnswer() && Objects.requireNonNull(me()).reply() == Meeting.Reply.NONE && !meeting.host().equals(project.member())) return "answer";
            if (mayWriteAgenda() && meeting.agenda().isEmpty()) return "agenda";
            return "planned";
        }

        private String held() {
            if (!attendanceKnown() && mayTakeAttendance()) return "attendance";
            if (minutes == Minutes.State.PUBLISHED) return "issued";
            return mayWriteMinutes() ? "minutes" : "held";
        }

        public boolean mayWriteMinutes() {
            return MinuteBook.mayWrite(project, meeting);
        }

        /** Whether there is something behind the link to the minutes. */
        public boolean toMinutes() {
            return minutes != null || mayWriteMinutes();
        }

        public String starts(ZoneId zone) {
            return LocalDateTime.ofInstant(meeting.startsAt(), zone).toString();
        }

        public String answerSign(Meeting.Participant one) {
            return switch (one.reply()) {
                case NONE -> "planned";
                case ACCEPTED -> "good";
                case TENTATIVE -> "doing";
                case DECLINED -> "bad";
            };
        }

        public List<Choice> attendances(Ui ui) {
            return Arrays.stream(Meeting.Attendance.values()).map(one -> new Choice(one.text(), ui.t("meeting.attendance." + one.text()))).toList();
        }

        /** Different clocks among those who come: each once, the earliest first. */
        public List<ZoneId> zones() {
            return meeting.participants().stream().map(Meeting.Participant::zone).distinct().sorted(java.util.Comparator.comparing(zone -> zone.getRules().getOffset(meeting.startsAt()).getTotalSeconds())).toList();
        }
    }

    @GetMapping("/{meeting}")
    Answer page(ProjectAccess here, Reader reader, @PathVariable int meeting) {
        var found = readable(here, meeting);
        var people = Meetings.mayChange(here, found) ? people(teams.of(here.id())) : List.<Choice>of();
        return Answer.page("meeting/meeting", new MeetingPage(here, found, people, here.guest() ? Stories.Around.none(found.ref()) : stories.around(found.ref(), here.id(), reader), minutes.state(found.id()).orElse(null),
                here.guest() || found.cancelled() || found.status() == Meeting.Status.HELD ? List.of() : minutes.unfinished(found), clock.instant(), attachments.on(found.ref(), ThingFiles.mayAttach(here, !found.cancelled()), ThingFiles.mayKeep(here, !found.cancelled()), reader.actor())));
    }

    private Meeting readable(ProjectAccess here, int number) {
        var found = sheets.get(here.id(), number);
        if (!Meetings.mayRead(here, found)) throw new NotFound();
        return found;
    }

    static String address(ProjectAccess here, Reader reader, int number) {
        return "/w/" + reader.slug() + "/p/" + here.code() + "/meetings/" + number;
    }
}
