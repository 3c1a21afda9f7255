package meridian.duty;

import static db.identity.Tables.MEMBER;

import db.duty.tables.records.DutyRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import meridian.calendar.WorkCalendar;
import meridian.duty.Duties.NewDuty;
import meridian.identity.Calendars;
import meridian.tenancy.DutyId;
import meridian.tenancy.MemberId;
import meridian.tenancy.ProjectId;
import meridian.tenancy.Ref;
import meridian.tenancy.RegionId;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Works out, for many duties in a few statements, by which rule and in which region’s time each runs, and when its rungs take effect. */
@Component
class Openings {
    private final DSLContext db;
    private final Rules rules;
    private final Kinds kinds;
    private final Calendars calendars;
    private final ObjectProvider<DutyProjects> projects;

    Openings(DSLContext db, Rules rules, Kinds kinds, Calendars calendars, ObjectProvider<DutyProjects> projects) {
        this.db = db;
        this.rules = rules;
        this.kinds = kinds;
        this.calendars = calendars;
        this.projects = projects;
    }

    /** A duty with its clock; {@code minutes} is the clock's length, null when the due instant was given. */
    record Opening(NewDuty duty, DutyRule rule, @Nullable RegionId region, @Nullable WorkCalendar calendar, Timetable table, boolean emergency) {
        @Nullable Integer minutes() {
            return duty.dueAt() == null ? rule.minutes() : null;
        }
    }

    List<Opening> of(Collection<NewDuty> duties, Instant now) {
        var book = rules.of(duties.stream().map(NewDuty::project).filter(Objects::nonNull).distinct().toList());
        var timed = duties.stream().filter(duty -> book.of(duty.project(), duty.kind()).clock() == Clock.WORKING_TIME).toList();
        var regions = regions(timed);
        var known = calendars(regions.values());
        var openings = new ArrayList<Opening>(duties.size());
        for (var duty : duties) {
            var rule = book.of(duty.project(), duty.kind());
            if (duty.dueAt() == null && rule.minutes() == null) throw new IllegalArgumentException("a duty of the kind " + duty.kind() + " is opened without a due instant");
            var region = regions.get(duty);
            var calendar = region == null ? null : known.get(region);
            openings.add(new Opening(duty, rule, region, calendar, Timetable.of(rule, calendar, now, duty.dueAt(), now), kinds.emergency(duty.kind())));
        }
        return openings;
    }

    // The duty's own region, else its party's, else the project's home, else where its owner works.
    private Map<NewDuty, RegionId> regions(Collection<NewDuty> duties) {
        var of = duties.stream().filter(duty -> duty.region() == null).map(NewDuty::project).filter(Objects::nonNull).distinct().toList();
        var places = places(of);
        var found = new HashMap<NewDuty, RegionId>();
        var lost = new ArrayList<NewDuty>();
        for (var duty : duties) {
            var region = duty.region();
            if (region == null && duty.party() != null) region = places.parties().get(duty.party());
            if (region == null && duty.project() != null) region = places.homes().get(duty.project());
            if (region == null) lost.add(duty);
            else found.put(duty, region);
        }
        if (lost.isEmpty()) return found;
        var homes = homes(lost.stream().map(NewDuty::owner).distinct().toList());
        for (var duty : lost) if (homes.containsKey(duty.owner())) found.put(duty, homes.get(duty.owner()));
        return found;
    }

    /** The regions of duties that have none yet. */
    Map<DutyId, RegionId> regionsOf(Collection<DutyRecord> duties) {
        var asked = new HashMap<DutyId, NewDuty>();
        for (var duty : duties) asked.put(duty.getId(), new NewDuty(duty.getKind(), duty.getProjectId(), duty.getPartyId(), new Ref(duty.getSubjectKind(), duty.getSubjectId()), duty.getTitle(), duty.getOwnerId(), null, duty.getPeriod(), duty.getDueAt()));
        var found = regions(asked.values());
        var regions = new HashMap<DutyId, RegionId>();
        asked.forEach((id, duty) -> { if (found.containsKey(duty)) regions.put(id, found.get(duty)); });
        return regions;
    }

    private DutyProjects.Places places(List<ProjectId> of) {
        var source = projects.getIfAvailable();
        return source == null || of.isEmpty() ? DutyProjects.Places.NONE : source.places(of);
    }

    Map<ProjectId, String> names(Collection<ProjectId> of) {
        var source = projects.getIfAvailable();
        var names = new HashMap<ProjectId, String>();
        if (source != null && !of.isEmpty()) source.names(of).forEach((id, name) -> names.put(id, name.name()));
        return names;
    }

    private Map<MemberId, RegionId> homes(List<MemberId> members) {
        return db.select(MEMBER.ID, MEMBER.REGION_ID).from(MEMBER).where(MEMBER.ID.in(members), MEMBER.REGION_ID.isNotNull()).fetchMap(MEMBER.ID, MEMBER.REGION_ID);
    }

    /** The calendars of these regions, in one statement. */
    Map<RegionId, WorkCalendar> calendars(Collection<RegionId> regions) {
        var distinct = regions.stream().distinct().toList();
        if (distinct.isEmpty()) return Map.of();
        return distinct.size() == 1 ? Map.of(distinct.getFirst(), calendars.of(distinct.getFirst())) : calendars.all();
    }
}
