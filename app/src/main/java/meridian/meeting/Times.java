package meridian.meeting;

import static db.identity.Tables.MEMBER;
import static db.identity.Tables.REGION;
import static db.meeting.Tables.MEETING;
import static db.meeting.Tables.PARTICIPANT;
import static db.project.Tables.PROJECT;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import meridian.calendar.Window;
import meridian.calendar.WorkCalendar;
import meridian.identity.Absences;
import meridian.identity.Calendars;
import meridian.project.ProjectAccess;
import meridian.tenancy.MemberId;
import meridian.tenancy.ProjectId;
import meridian.tenancy.RegionId;
import org.jooq.DSLContext;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Proposes times to meet, and keeps count of who took the early and the late ones (公平轮换). */
@Component
public class Times {
    private static final Duration COUNTED = Duration.ofDays(90);

    private final DSLContext db;
    private final Clock clock;
    private final Calendars calendars;
    private final Absences absences;

    Times(DSLContext db, Clock clock, Calendars calendars, Absences absences) {
        this.db = db;
        this.clock = clock;
        this.calendars = calendars;
        this.absences = absences;
    }

    /** How many early and late meetings of a project somebody is asked to, in the three months before and those after. */
    public record Turns(MemberId member, String name, int early, int late) {}

    /** Slots for these people, the turns they have taken, and the calendars of their regions by name for the picture. */
    public record Proposal(List<TimeFinder.Slot> slots, List<Turns> turns, Map<String, WorkCalendar> regions) {}

    private record Known(MemberId member, String name, WorkCalendar calendar) {}

    /** A meeting that one of these people is asked to, in whatever project: when is said, never what. */
    private record Asked(ProjectId project, MemberId member, Instant from, Instant to) {}

    @Transactional(readOnly = true)
    public Proposal propose(ProjectAccess here, Collection<MemberId> people, Duration length, LocalDate from, LocalDate until) {
        var known = known(here, people, calendars.all());
        var asked = asked(known, from, until);
        var turns = turns(here, known, asked);
        var persons = persons(known, turns, asked, from, until);
        var now = clock.instant();
        var begin = from.atStartOfDay(here.homeZone()).toInstant();
        var slots = TimeFinder.find(persons, length, begin.isBefore(now) ? now : begin, until.plusDays(1).atStartOfDay(here.homeZone()).toInstant());
        return new Proposal(slots, turns, regions(known));
    }

    /** When the meetings of a series take place that goes round ({@link TimeFinder#goingRound}); the turns taken before count. */
    List<LocalDateTime> goingRound(ProjectAccess here, Collection<MemberId> people, Duration length, List<LocalDateTime> regular, ZoneId zone) {
        var known = known(here, people, calendars.all());
        var from = regular.getFirst().toLocalDate();
        var until = regular.getLast().toLocalDate();
        var asked = asked(known, from, until);
        var persons = persons(known, turns(here, known, asked), asked, from, until);
        return TimeFinder.goingRound(persons, length, regular.stream().map(at -> at.atZone(zone).toInstant()).toList(), zone, clock.instant()).stream().map(at -> LocalDateTime.ofInstant(at, zone)).toList();
    }

    private List<Asked> asked(List<Known> known, LocalDate from, LocalDate until) {
        var counted = Stream.of(clock.instant().minus(COUNTED), from.minusDays(2).atStartOfDay(ZoneOffset.UTC).toInstant()).min(Comparator.naturalOrder()).orElseThrow();
        var ahead = Stream.of(clock.instant().plus(COUNTED), until.plusDays(2).atStartOfDay(ZoneOffset.UTC).toInstant()).max(Comparator.naturalOrder()).orElseThrow();
        return db.select(MEETING.PROJECT_ID, PARTICIPANT.MEMBER_ID, MEETING.STARTS_AT, MEETING.MINUTES)
                .from(MEETING)
                .join(PARTICIPANT).on(PARTICIPANT.WORKSPACE_ID.eq(MEETING.WORKSPACE_ID), PARTICIPANT.MEETING_ID.eq(MEETING.ID), PARTICIPANT.ANSWER.ne("declined"))
                .join(PROJECT).on(PROJECT.WORKSPACE_ID.eq(MEETING.WORKSPACE_ID), PROJECT.ID.eq(MEETING.PROJECT_ID), PROJECT.DELETED_AT.isNull())
                .where(MEETING.STARTS_AT.between(counted, ahead), MEETING.STATUS.ne("cancelled"), PARTICIPANT.MEMBER_ID.in(known.stream().map(Known::member).toList()))
                .fetch(row -> new Asked(row.value1(), row.value2(), row.value3(), row.value3().plus(Duration.ofMinutes(row.value4()))));
    }

    private List<TimeFinder.Person> persons(List<Known> known, List<Turns> turns, List<Asked> asked, LocalDate from, LocalDate until) {
        var off = new HashMap<MemberId, Set<LocalDate>>();
        for (var absence : absences.between(from, until)) {
            if (absence.off()) absence.firstDay().datesUntil(absence.lastDay().plusDays(1)).forEach(day -> off.computeIfAbsent(absence.member(), member -> new HashSet<>()).add(day));
        }
        var busy = asked.stream().collect(Collectors.groupingBy(Asked::member, Collectors.mapping(meeting -> new Window(meeting.from(), meeting.to()), Collectors.toList())));
        return known.stream().map(one -> new TimeFinder.Person(one.member(), one.name(), one.calendar(), off.getOrDefault(one.member(), Set.of()), busy.getOrDefault(one.member(), List.of()), turns.stream().filter(turn -> turn.member().equals(one.member())).mapToInt(turn -> turn.early() + turn.late()).sum())).toList();
    }

    private List<Known> known(ProjectAccess here, Collection<MemberId> people, Map<RegionId, WorkCalendar> all) {
        var home = Objects.requireNonNull(all.get(here.homeRegion()));
        return db.select(MEMBER.ID, MEMBER.DISPLAY_NAME, MEMBER.REGION_ID)
                .from(MEMBER)
                .where(MEMBER.ID.in(people))
                .orderBy(MEMBER.DISPLAY_NAME, MEMBER.ID)
                .fetch(row -> new Known(row.value1(), row.value2(), row.value3() == null ? home : all.getOrDefault(row.value3(), home)));
    }

    private Map<String, WorkCalendar> regions(List<Known> known) {
        var names = new LinkedHashMap<String, WorkCalendar>();
        for (var row : db.select(MEMBER.ID, REGION.NAME).from(MEMBER).join(REGION).on(REGION.WORKSPACE_ID.eq(MEMBER.WORKSPACE_ID), REGION.ID.eq(MEMBER.REGION_ID)).where(MEMBER.ID.in(known.stream().map(Known::member).toList())).orderBy(REGION.NAME).fetch()) {
            known.stream().filter(one -> one.member().equals(row.value1())).findFirst().ifPresent(one -> names.putIfAbsent(row.value2(), one.calendar()));
        }
        return names;
    }

    // Counted from the meetings themselves, so that nobody has to keep books; those that are planned too: a turn that is given is taken.
    private List<Turns> turns(ProjectAccess here, List<Known> known, List<Asked> asked) {
        var now = clock.instant();
        var from = now.minus(COUNTED);
        var early = new HashMap<MemberId, Integer>();
        var late = new HashMap<MemberId, Integer>();
        var windows = new HashMap<MemberId, List<Window>>();
        for (var one : known) windows.put(one.member(), one.calendar().openWindows(from.minus(Duration.ofDays(2)), now.plus(COUNTED).plus(Duration.ofDays(2))));
        for (var meeting : asked) {
            if (!meeting.project().equals(here.id()) || meeting.from().isBefore(from) || meeting.from().isAfter(now.plus(COUNTED))) continue;
            var one = known.stream().filter(each -> each.member().equals(meeting.member())).findFirst().orElseThrow();
            var person = new TimeFinder.Person(one.member(), one.name(), one.calendar(), Set.of(), 0);
            if (!one.calendar().isWorkingDay(LocalDate.ofInstant(meeting.from(), one.calendar().zone()))) {
                late.merge(one.member(), 1, Integer::sum);
                continue;
            }
            var burden = TimeFinder.burden(person, windows.get(one.member()), meeting.from(), meeting.to());
            if (burden != null) (burden.early() ? early : late).merge(one.member(), 1, Integer::sum);
        }
        var turns = new ArrayList<Turns>();
        for (var one : known) turns.add(new Turns(one.member(), one.name(), early.getOrDefault(one.member(), 0), late.getOrDefault(one.member(), 0)));
        return turns;
    }
}
