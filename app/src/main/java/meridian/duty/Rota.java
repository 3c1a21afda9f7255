package meridian.duty;

import static db.duty.Tables.SHIFT;
import static db.identity.Tables.MEMBER;
import static db.identity.Tables.REGION;
import static db.identity.Tables.ROLE_GRANT;

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
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import meridian.activity.Activities;
import meridian.activity.Event.Change;
import meridian.duty.Climb.Candidate;
import meridian.identity.Calendars;
import meridian.identity.Role;
import meridian.tenancy.Actor;
import meridian.tenancy.MemberId;
import meridian.tenancy.NotAllowed;
import meridian.tenancy.NotFound;
import meridian.tenancy.ProjectId;
import meridian.tenancy.Ref;
import meridian.tenancy.Refused;
import meridian.tenancy.RegionId;
import meridian.tenancy.ShiftId;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Who is on duty where in a project, and so who answers an emergency at any instant. */
@Component
public class Rota {
    private static final int LONGEST_DAYS = 92;

    private static final int LOOKS_AHEAD = 2 * 86_400; // seconds

    private final DSLContext db;
    private final java.time.Clock clock;
    private final Calendars calendars;
    private final Attendance attendance;
    private final ObjectProvider<DutyProjects> projects;
    private final Activities activities;

    Rota(DSLContext db, java.time.Clock clock, Calendars calendars, Attendance attendance, ObjectProvider<DutyProjects> projects, Activities activities) {
        this.db = db;
        this.clock = clock;
        this.calendars = calendars;
        this.attendance = attendance;
        this.projects = projects;
        this.activities = activities;
    }

    // ---- who answers

    /** Who answers in this project now. */
    @Transactional(readOnly = true)
    public Relay now(ProjectId project) {
        return at(project, clock.instant());
    }

    /** Who answers at an instant, as the rota, the calendars and the absences stand now. */
    @Transactional(readOnly = true)
    public Relay at(ProjectId project, Instant instant) {
        return at(project, instant, places(project), read(project, instant, instant.plusSeconds(LOOKS_AHEAD)));
    }

    private Relay at(ProjectId project, Instant instant, DutyProjects.Places places, List<Shift> shifts) {
        var posts = attendance.posts(List.of(project));
        var who = new HashSet<MemberId>();
        shifts.forEach(shift -> who.add(shift.member()));
        posts.forEach(post -> who.add(post.member()));
        var present = attendance.of(who, instant);
        var known = calendars.all();
        var taking = new ArrayList<Relay.Post>();
        for (var region : regions(project, places)) {
            var calendar = known.get(region);
            if (calendar == null) continue;
            var watches = shifts.stream().filter(shift -> shift.region().equals(region)).map(shift -> watch(shift, present)).filter(Objects::nonNull).toList();
            var leads = posts.stream().filter(post -> post.role() == Role.LEAD && post.party() != null && region.equals(places.regional().get(post.party()))).map(Attendance.Post::member).toList();
            taking.add(new Relay.Post(region, calendar, watches, present.here(leads)));
        }
        return Relay.at(instant, taking, present.here(posts.stream().filter(post -> post.role() == Role.CHIEF_COORDINATOR).map(Attendance.Post::member).toList()));
    }

    // Who is away is stood in for; otherwise their shift is a hole.
    private static Relay.@Nullable Watch watch(Shift shift, Attendance.Present present) {
        var person = present.people().get(shift.member());
        if (person == null) return null;
        var member = person.state() == Candidate.State.HERE ? person.member() : person.state() == Candidate.State.AWAY ? person.standIn() : null;
        return member == null ? null : new Relay.Watch(member, shift.from(), shift.until());
    }

    private DutyProjects.Places places(ProjectId project) {
        var source = projects.getIfAvailable();
        return source == null ? DutyProjects.Places.NONE : source.places(List.of(project));
    }

    // The home region first: of two that are equally good it answers.
    private static List<RegionId> regions(ProjectId project, DutyProjects.Places places) {
        var home = places.homes().get(project);
        return places.regional().values().stream().distinct().sorted(Comparator.comparing((RegionId region) -> !region.equals(home)).thenComparing(RegionId::toString)).toList();
    }

    // ---- the rota itself

    /** Somebody on duty for a region; starts and ends are that region's own time. */
    public record Shift(ShiftId id, RegionId region, ZoneId zone, MemberId member, String name, LocalDateTime startsAt, LocalDateTime endsAt) {
        public Instant from() {
            return startsAt.atZone(zone).toInstant();
        }

        public Instant until() {
            return endsAt.atZone(zone).toInstant();
        }
    }

    /**
     * What a rota’s page shows: the regions that take turns, the home region first; the shifts of these days, by region and time; the days
     * with holes; who answers now; and which regions’ shifts the reader may change.
     */
    public record Turns(List<RegionId> regions, List<Shift> shifts, Map<RegionId, List<LocalDate>> holes, Relay now, Predicate<RegionId> mayChange) {}

    @Transactional(readOnly = true)
    public Turns turns(ProjectId project, LocalDate first, LocalDate last, Actor actor) {
        var now = clock.instant();
        var places = places(project);
        var regions = regions(project, places);
        var shifts = around(project, first, last);
        var soon = shifts.stream().filter(shift -> shift.until().isAfter(now) && shift.from().isBefore(now.plusSeconds(LOOKS_AHEAD))).toList();
        return new Turns(regions, shifts, holes(regions, shifts, first, last), at(project, now, places, soon), mayChange(project, places, actor));
    }

    // Every shift that touches these days anywhere.
    private List<Shift> around(ProjectId project, LocalDate first, LocalDate last) {
        return read(project, first.minusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant(), last.plusDays(2).atStartOfDay(ZoneOffset.UTC).toInstant());
    }

    private List<Shift> read(ProjectId project, Instant from, Instant until) {
        // A local time is at most 14 hours from UTC.
        return db.select(SHIFT.ID, SHIFT.REGION_ID, REGION.ZONE, SHIFT.MEMBER_ID, MEMBER.DISPLAY_NAME, SHIFT.STARTS_AT, SHIFT.ENDS_AT)
                .from(SHIFT)
                .join(REGION).on(REGION.WORKSPACE_ID.eq(SHIFT.WORKSPACE_ID), REGION.ID.eq(SHIFT.REGION_ID))
                .join(MEMBER).on(MEMBER.WORKSPACE_ID.eq(SHIFT.WORKSPACE_ID), MEMBER.ID.eq(SHIFT.MEMBER_ID))
                .where(SHIFT.PROJECT_ID.eq(project), SHIFT.ENDS_AT.gt(utc(from).minusHours(14)), SHIFT.STARTS_AT.lt(utc(until).plusHours(14)))
                .orderBy(SHIFT.REGION_ID, SHIFT.STARTS_AT, SHIFT.ID)
                .fetch(row -> new Shift(row.value1(), row.value2(), ZoneId.of(row.value3()), row.value4(), row.value5(), row.value6(), row.value7()))
                .stream()
                .filter(shift -> shift.until().isAfter(from) && shift.from().isBefore(until))
                .toList();
    }

    private static LocalDateTime utc(Instant instant) {
        return LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
    }

    private List<RegionId> regions(ProjectId project) {
        return regions(project, places(project));
    }

    /** What is entered; times are the region's own. */
    public record NewShift(@Nullable RegionId region, @Nullable MemberId member, @Nullable LocalDateTime startsAt, @Nullable LocalDateTime endsAt) {}

    // The chief coordinator everywhere, a lead where their party is.
    private Predicate<RegionId> mayChange(ProjectId project, DutyProjects.Places places, Actor actor) {
        var held = db.select(ROLE_GRANT.ROLE, ROLE_GRANT.PARTY_ID).from(ROLE_GRANT).where(ROLE_GRANT.PROJECT_ID.eq(project), ROLE_GRANT.MEMBER_ID.eq(actor.person())).fetch();
        var everywhere = held.stream().anyMatch(grant -> grant.value1().equals(Role.CHIEF_COORDINATOR.text()));
        var own = new HashSet<RegionId>();
        for (var grant : held) if (grant.value1().equals(Role.LEAD.text()) && grant.value2() != null && places.regional().get(grant.value2()) != null) own.add(places.regional().get(grant.value2()));
        return region -> everywhere || own.contains(region);
    }

    @Transactional
    public ShiftId add(ShiftId id, ProjectId project, NewShift typed, Actor actor) {
        var may = mayChange(project, places(project), actor);
        if (db.fetchExists(SHIFT, SHIFT.ID.eq(id), SHIFT.PROJECT_ID.eq(project))) return id;
        var region = typed.region();
        var starts = typed.startsAt();
        var ends = typed.endsAt();
        var member = typed.member();
        var check = new Refused.Check();
        check.reject(region == null || !regions(project).contains(region), "region", "refused.not_a_choice");
        check.reject(member == null || !db.fetchExists(MEMBER.join(ROLE_GRANT).on(ROLE_GRANT.WORKSPACE_ID.eq(MEMBER.WORKSPACE_ID), ROLE_GRANT.MEMBER_ID.eq(MEMBER.ID)),
                MEMBER.ID.eq(member), MEMBER.STATE.ne("left"), ROLE_GRANT.PROJECT_ID.eq(project), ROLE_GRANT.ROLE.ne(Role.GUEST.text())), "member", "duty.shift_outsider");
        check.reject(starts == null || starts.getYear() < 2000 || starts.getYear() > 2100, "starts_at", "refused.not_a_date");
        check.reject(ends == null || ends.getYear() < 2000 || ends.getYear() > 2100, "ends_at", "refused.not_a_date");
        if (starts != null && ends != null) {
            check.reject(!ends.isAfter(starts), "ends_at", "duty.shift_backwards");
            check.reject(ends.isAfter(starts.plusDays(LONGEST_DAYS)), "ends_at", "duty.shift_long", LONGEST_DAYS);
            check.reject(check.good() && db.fetchExists(SHIFT, SHIFT.PROJECT_ID.eq(project), SHIFT.REGION_ID.eq(region), SHIFT.MEMBER_ID.eq(member), SHIFT.STARTS_AT.lt(ends), SHIFT.ENDS_AT.gt(starts)), "starts_at", "duty.shift_overlaps");
        }
        if (region != null && regions(project).contains(region) && !may.test(region)) throw new NotAllowed();
        check.done();
        db.insertInto(SHIFT)
                .set(SHIFT.ID, id)
                .set(SHIFT.PROJECT_ID, project)
                .set(SHIFT.REGION_ID, region)
                .set(SHIFT.MEMBER_ID, member)
                .set(SHIFT.STARTS_AT, starts)
                .set(SHIFT.ENDS_AT, ends)
                .set(SHIFT.ENTERED_BY, actor.member())
                .execute();
        activities.record(actor, new DutyActivity.ShiftEntered(Ref.of("shift", id), List.of(new Change("shift", "", "member:" + member + " " + starts + " – " + ends))), project, null);
        return id;
    }

    @Transactional
    public void remove(ShiftId id, ProjectId project, Actor actor) {
        var shift = db.selectFrom(SHIFT).where(SHIFT.ID.eq(id), SHIFT.PROJECT_ID.eq(project)).forUpdate().fetchOptional().orElseThrow(NotFound::new);
        if (!mayChange(project, places(project), actor).test(shift.getRegionId())) throw new NotAllowed();
        shift.delete();
        activities.record(actor, new DutyActivity.ShiftRemoved(Ref.of("shift", id), List.of(new Change("shift", "member:" + shift.getMemberId() + " " + shift.getStartsAt() + " – " + shift.getEndsAt(), ""))), project, null);
    }

    /** The days on which a region has nobody on duty for some of the time in which it is awake. */
    @Transactional(readOnly = true)
    public Map<RegionId, List<LocalDate>> holes(ProjectId project, LocalDate first, LocalDate last) {
        return holes(regions(project), around(project, first, last), first, last);
    }

    private static Map<RegionId, List<LocalDate>> holes(List<RegionId> regions, List<Shift> shifts, LocalDate first, LocalDate last) {
        var found = new HashMap<RegionId, List<LocalDate>>();
        for (var region : regions) {
            var own = shifts.stream().filter(shift -> shift.region().equals(region)).toList();
            var days = first.datesUntil(last.plusDays(1)).filter(day -> !covered(day, own)).toList();
            if (!days.isEmpty()) found.put(region, days);
        }
        return found;
    }

    // From waking to sleeping without a gap.
    private static boolean covered(LocalDate day, Collection<Shift> shifts) {
        var at = day.atTime(Relay.WAKES);
        var end = day.atTime(Relay.SLEEPS);
        for (var shift : shifts.stream().sorted(Comparator.comparing(Shift::startsAt)).toList()) {
            if (!shift.startsAt().isAfter(at) && shift.endsAt().isAfter(at)) at = shift.endsAt();
        }
        return !at.isBefore(end);
    }
}
