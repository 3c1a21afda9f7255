package meridian.duty;

import static db.duty.Tables.DUTY;
import static db.identity.Tables.MEMBER;
import static db.identity.Tables.ROLE_GRANT;

import db.duty.tables.records.DutyRecord;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import meridian.activity.Activities;
import meridian.activity.Event.Change;
import meridian.identity.Departure;
import meridian.outbox.Notice;
import meridian.outbox.NoticeGroup;
import meridian.outbox.Notices;
import meridian.tenancy.Actor;
import meridian.tenancy.MemberId;
import meridian.tenancy.ProjectId;
import meridian.tenancy.Ref;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What becomes of somebody’s open duties when they leave: all of them go to another person in one step, before the tasks and meetings they had are given on. */
@Component
@Order(1) // After the panels: nobody inherits a verdict.
public class Departures implements Departure {
    private final DSLContext db;
    private final java.time.Clock clock;
    private final Attendance attendance;
    private final Duties duties;
    private final Activities activities;
    private final Notices notices;
    private final StandIns standIns;
    private final ObjectProvider<RecurringDuty> recurring;
    private final ObjectProvider<Departure> departures;

    Departures(DSLContext db, java.time.Clock clock, Attendance attendance, Duties duties, Activities activities, Notices notices, StandIns standIns, ObjectProvider<RecurringDuty> recurring, ObjectProvider<Departure> departures) {
        this.db = db;
        this.clock = clock;
        this.attendance = attendance;
        this.duties = duties;
        this.activities = activities;
        this.notices = notices;
        this.standIns = standIns;
        this.recurring = recurring;
        this.departures = departures;
    }

    @Override
    @Transactional(readOnly = true)
    public int left(MemberId member) {
        return db.fetchCount(DUTY, DUTY.OWNER_ID.eq(member), DUTY.STATE.eq("open"));
    }

    /** How many open duties of a project belong to somebody who has left. */
    @Transactional(readOnly = true)
    public int orphans(ProjectId project) {
        return db.fetchCount(DUTY.join(MEMBER).on(MEMBER.WORKSPACE_ID.eq(DUTY.WORKSPACE_ID), MEMBER.ID.eq(DUTY.OWNER_ID)), DUTY.PROJECT_ID.eq(project), DUTY.STATE.eq("open"), MEMBER.STATE.eq("left"));
    }

    /** Gives every open duty of a project that belongs to somebody who has left to the lead of its party, else to the chief coordinator, else to an admin; says how many. */
    @Transactional
    public int adopt(ProjectId project, Actor actor) {
        var left = db.select(DUTY.fields())
                .from(DUTY)
                .join(MEMBER).on(MEMBER.WORKSPACE_ID.eq(DUTY.WORKSPACE_ID), MEMBER.ID.eq(DUTY.OWNER_ID))
                .where(DUTY.PROJECT_ID.eq(project), DUTY.STATE.eq("open"), MEMBER.STATE.eq("left"))
                .orderBy(DUTY.ID)
                .forUpdate().of(DUTY)
                .fetchInto(DUTY);
        left.stream().collect(java.util.stream.Collectors.groupingBy(DutyRecord::getOwnerId, java.util.LinkedHashMap::new, java.util.stream.Collectors.toList())).forEach((member, duties) -> give(duties, member, null, actor));
        return left.size();
    }

    /** Gives the receiver all open duties whose project they can see; the others, and all of them without a receiver, each go to the lead of its party, else to the chief coordinator, else to an admin. */
    @Override
    @Transactional
    public void giveAll(MemberId member, @Nullable MemberId receiver, Actor actor) {
        give(db.selectFrom(DUTY).where(DUTY.OWNER_ID.eq(member), DUTY.STATE.eq("open")).orderBy(DUTY.ID).forUpdate().fetch(), member, receiver, actor);
    }

    /**
     * Whoever holds no role in a project any more owes nothing in it: what other modules keep of them is settled there, what returns for each
     * person is cancelled, the rest goes to the lead of its party, else to the chief coordinator, else to an admin.
     */
    @Transactional
    public void leaveProject(ProjectId project, MemberId member, Actor actor) {
        if (db.fetchExists(ROLE_GRANT, ROLE_GRANT.PROJECT_ID.eq(project), ROLE_GRANT.MEMBER_ID.eq(member))) return;
        departures.orderedStream().forEach(one -> one.leftProject(project, member, actor));
        var mine = DUTY.PROJECT_ID.eq(project).and(DUTY.OWNER_ID.eq(member)).and(DUTY.STATE.eq("open"));
        var returning = recurring.stream().flatMap(one -> one.kinds().stream()).toList();
        duties.cancelWhere(mine.and(DUTY.KIND.in(returning)), actor);
        give(db.selectFrom(DUTY).where(mine).orderBy(DUTY.ID).forUpdate().fetch(), member, null, actor);
        var stoodInFor = db.select(DUTY.OWNER_ID).from(DUTY).where(DUTY.PROJECT_ID.eq(project), DUTY.ACTING_ID.eq(member), DUTY.STATE.eq("open")).fetchSet(DUTY.OWNER_ID);
        if (!stoodInFor.isEmpty()) standIns.settle(stoodInFor);
    }

    private void give(List<DutyRecord> left, MemberId member, @Nullable MemberId receiver, Actor actor) {
        if (left.isEmpty()) return;
        var chains = new Chains(attendance, left, clock.instant());
        var seen = receiver == null ? Set.<ProjectId>of() : attendance.seeing(List.of(receiver), left.stream().map(DutyRecord::getProjectId).filter(Objects::nonNull).distinct().toList()).getOrDefault(receiver, Set.of());
        var given = new LinkedHashMap<MemberId, List<DutyRecord>>();
        for (var duty : left) {
            var to = receiver != null && (duty.getProjectId() == null || seen.contains(duty.getProjectId())) ? receiver : chains.heir(duty, member);
            if (to == null) continue;
            duties.give(duty, to);
            given.computeIfAbsent(to, key -> new ArrayList<>()).add(duty);
            activities.record(actor, new DutyActivity.DutyReassigned(Ref.of("duty", duty.getId()), List.of(new Change("owner", "member:" + member, "member:" + to))), duty.getProjectId(), duty.getPartyId());
        }
        given.forEach((to, taken) -> tell(member, to, taken));
    }

    private void tell(MemberId from, MemberId to, List<DutyRecord> taken) {
        var first = taken.getFirst();
        notices.tell(new Notice("duty_inherited", NoticeGroup.DUTY, List.of(to), "left:" + from + ":" + clock.instant().toEpochMilli(), null, Ref.of("duty", first.getId()), first.getTitle(), "/inbox",
                List.of(Notice.person(from), Integer.toString(taken.size())), false));
    }
}
