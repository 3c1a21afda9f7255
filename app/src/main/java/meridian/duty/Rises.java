package meridian.duty;

import static db.duty.Tables.DUTY;
import static db.duty.Tables.RISE;
import static db.duty.Tables.TIMER;
import static org.jooq.impl.DSL.condition;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.val;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import meridian.activity.Activities;
import meridian.activity.Event.Change;
import meridian.outbox.Notice;
import meridian.outbox.NoticeGroup;
import meridian.outbox.Notices;
import meridian.tenancy.Actor;
import meridian.tenancy.DutyId;
import meridian.tenancy.MemberId;
import meridian.tenancy.Ref;
import meridian.tenancy.Tenancy;
import meridian.tenancy.WorkspaceId;
import meridian.web.Live;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/**
 * Lets rungs take effect. A batch belongs to one workspace and is one transaction: it takes timers that nobody else holds together
 * with their duties, does what is to be done and deletes them. Killed at any point it has done nothing, and the timers are there for
 * another node; committed it has done everything, once.
 */
@Component
class Rises {
    static final int BATCH = 500;
    // Few at a time, so that the first of many are told long before the last.
    private static final int EMERGENCIES = 100;
    private static final Set<String> OTHERS = Set.of(Timers.RELAY, Timers.RESUME);

    private final DSLContext db;
    private final TransactionTemplate transaction;
    private final java.time.Clock clock;
    private final Live live;
    private final Timers timers;
    private final Kinds kinds;
    private final Notices notices;
    private final Attendance attendance;
    private final Duties duties;
    private final Activities activities;
    private final JsonMapper json = JsonMapper.builder().addModule(new tools.jackson.databind.module.SimpleModule()
            .addSerializer(meridian.tenancy.Id.class, tools.jackson.databind.ser.std.ToStringSerializer.instance)).build();

    Rises(DSLContext db, TransactionTemplate transaction, java.time.Clock clock, Live live, Timers timers, Kinds kinds, Notices notices, Attendance attendance, Duties duties, Activities activities) {
        this.db = db;
        this.transaction = transaction;
        this.clock = clock;
        this.live = live;
        this.timers = timers;
        this.kinds = kinds;
        this.notices = notices;
        this.attendance = attendance;
        this.duties = duties;
        this.activities = activities;
    }

    /** Everything that is due by now takes effect, emergencies first; answers how many timers there were. */
    int drain() {
        int done = 0;
        for (int more = drainOnce(); more > 0; more = drainOnce()) done += more;
        return done;
    }

    /** One batch of each workspace: of emergencies while there are any, else of the rest. */
    int drainOnce() {
        for (short priority = 0; priority <= 1; priority++) {
            int done = 0;
            var tried = new HashSet<WorkspaceId>();
            // Where all that came first is in other hands, those behind it are not kept waiting.
            for (var next = waiting(priority, tried); done == 0 && !next.isEmpty(); next = waiting(priority, tried)) {
                for (var workspace : next) done += batch(workspace, priority);
                tried.addAll(next);
            }
            if (done > 0) return done;
        }
        return 0;
    }

    /** When the next timer of an emergency will be due, if that is no later than this. */
    @Nullable Instant nextEmergency(Instant until) {
        return db.select(TIMER.DUE_AT)
                .from(TIMER)
                .where(TIMER.PRIORITY.eq(inline((short) 0)), TIMER.DUE_AT.gt(clock.instant()), TIMER.DUE_AT.le(until))
                .orderBy(TIMER.DUE_AT)
                .limit(inline(1))
                .fetchOne(TIMER.DUE_AT);
    }

    // Looks without taking anything: a lock would be a write of its own.
    private List<WorkspaceId> waiting(short priority, Set<WorkspaceId> but) {
        return db.select(TIMER.WORKSPACE_ID)
                .from(TIMER)
                .where(TIMER.PRIORITY.eq(inline(priority)), TIMER.DUE_AT.le(clock.instant()), but.isEmpty() ? noCondition() : TIMER.WORKSPACE_ID.notIn(but))
                .orderBy(TIMER.DUE_AT)
                .limit(inline(BATCH))
                .fetch(TIMER.WORKSPACE_ID)
                .stream()
                .distinct()
                .toList();
    }

    private int batch(WorkspaceId workspace, short priority) {
        return Tenancy.get(workspace, () -> Objects.requireNonNull(transaction.execute(status -> batch(priority))));
    }

    private int batch(short priority) {
        var workspace = Objects.requireNonNull(Tenancy.current());
        var now = clock.instant();
        var taken = db.select(TIMER.RUNG, TIMER.DUE_AT, DUTY.ID, DUTY.KIND, DUTY.PROJECT_ID, DUTY.PARTY_ID, DUTY.SUBJECT_KIND, DUTY.SUBJECT_ID, DUTY.TITLE, DUTY.OWNER_ID, DUTY.DOER_ID,
                        DUTY.OWED_TO_ID, DUTY.DUE_AT, DUTY.STATE, DUTY.PAUSED_AT, DUTY.ROUND, DUTY.REMINDER_AT, DUTY.AGAIN_AT, DUTY.LEAD_AT, DUTY.CHIEF_AT, DUTY.SPONSOR_AT)
                .from(TIMER)
                .join(DUTY).on(DUTY.WORKSPACE_ID.eq(TIMER.WORKSPACE_ID), DUTY.ID.eq(TIMER.DUTY_ID))
                .where(TIMER.WORKSPACE_ID.eq(workspace), TIMER.PRIORITY.eq(priority), TIMER.DUE_AT.le(now))
                .orderBy(TIMER.DUE_AT)
                .limit(priority == 0 ? EMERGENCIES : BATCH)
                .forUpdate()
                .skipLocked()
                .fetch();
        if (taken.isEmpty()) return 0;
        db.execute("delete from duty.timer t using unnest({0}, {1}) as taken (duty_id, rung) where t.duty_id = taken.duty_id and t.rung = taken.rung",
                val(taken.stream().map(row -> row.get(DUTY.ID).value()).toArray(UUID[]::new)), val(taken.stream().map(row -> row.get(TIMER.RUNG)).toArray(String[]::new)));
        var open = taken.stream().filter(row -> row.get(DUTY.STATE).equals("open")).toList();
        climb(open.stream().filter(row -> row.get(DUTY.PAUSED_AT) == null && !OTHERS.contains(row.get(TIMER.RUNG))).toList(), priority == 0, now);
        for (var row : open) {
            if (row.get(TIMER.RUNG).equals(Timers.RELAY)) duties.passOn(row.get(DUTY.ID));
            if (row.get(TIMER.RUNG).equals(Timers.RESUME)) duties.comeBack(row.get(DUTY.ID));
        }
        return taken.size();
    }

    private void climb(List<? extends Record> late, boolean emergency, Instant now) {
        if (late.isEmpty()) return;
        var chains = new Chains(attendance, late, now);
        var told = told(late);
        var next = new ArrayList<Timers.Timer>();
        var topics = new HashSet<String>();
        var said = new ArrayList<Notice>();
        var risen = new ArrayList<Activities.Happening>();
        var reached = new ArrayList<Climb>();
        for (var duty : late) {
            var id = duty.get(DUTY.ID);
            var rung = Rung.of(duty.get(TIMER.RUNG));
            var climb = Climb.at(rung, chains.of(duty), told.getOrDefault(id, Set.of()));
            reached.add(climb);
            var after = Timers.next(id, Timers.rungs(duty), rung, emergency);
            if (after != null) next.add(after);
            said.addAll(words(duty, rung, climb, emergency));
            if (rung.climbs() && climb.to() != null) risen.add(new Activities.Happening(happened(duty, rung, climb), duty.get(DUTY.PROJECT_ID), duty.get(DUTY.PARTY_ID)));
            topics.add("member:" + duty.get(DUTY.DOER_ID));
            if (climb.to() != null) topics.add("member:" + climb.to());
        }
        // One parameter a column, however many rows: the statement stays the same, and its plan is kept.
        db.execute("insert into duty.rise (duty_id, round, rung, at, to_member_id, skipped) select r.duty_id, r.round, r.rung, {0}, r.to_member_id, r.skipped::jsonb from unnest({1}, {2}, {3}, {4}, {5}) as r (duty_id, round, rung, to_member_id, skipped) "
                        + "on conflict do nothing",
                val(now, RISE.AT), val(late.stream().map(duty -> duty.get(DUTY.ID).value()).toArray(UUID[]::new)), val(late.stream().map(duty -> duty.get(DUTY.ROUND)).toArray(Integer[]::new)),
                val(late.stream().map(duty -> duty.get(TIMER.RUNG)).toArray(String[]::new)), val(reached.stream().map(climb -> climb.to() == null ? null : climb.to().value()).toArray(UUID[]::new)),
                val(reached.stream().map(climb -> json.writeValueAsString(climb.skipped())).toArray(String[]::new)));
        timers.write(next);
        activities.recordAll(Actor.system(Objects.requireNonNull(Tenancy.current())), risen);
        notices.tellAll(said);
        topics.forEach(live::changed);
    }

    private static DutyActivity happened(Record duty, Rung rung, Climb climb) {
        return new DutyActivity.DutyRisen(Ref.of("duty", duty.get(DUTY.ID)), duty.get(DUTY.TITLE), duty.get(DUTY.KIND), rung, List.of(new Change("asked", "", "member:" + climb.to())), climb.skipped());
    }

    // Who is asked is asked to help, and the owner hears of it: nobody is reported behind their back.
    private List<Notice> words(Record duty, Rung rung, Climb climb, boolean emergency) {
        var to = climb.to();
        var owner = duty.get(DUTY.DOER_ID);
        var said = new ArrayList<Notice>();
        if (to == null) return said;
        if (to.equals(owner)) said.add(notice(duty, rung, rung == Rung.REMINDER ? "duty_reminder" : "duty_due", to, "/inbox/" + duty.get(DUTY.ID), List.of(), emergency));
        else {
            said.add(notice(duty, rung, "duty_help_asked", to, "/duties/" + duty.get(DUTY.ID), List.of(Notice.person(owner)), emergency));
            if (rung.climbs()) said.add(notice(duty, rung, "duty_risen", owner, "/duties/" + duty.get(DUTY.ID), List.of(Notice.person(to)), emergency));
        }
        return said;
    }

    private Notice notice(Record duty, Rung rung, String kind, MemberId to, String address, List<String> more, boolean emergency) {
        var id = duty.get(DUTY.ID);
        var arguments = new ArrayList<>(List.of(kinds.get(duty.get(DUTY.KIND)) == null ? duty.get(DUTY.TITLE) : Notice.word("duty." + duty.get(DUTY.KIND)), Notice.at(duty.get(DUTY.DUE_AT))));
        arguments.addAll(more);
        return new Notice(kind, rung.climbs() ? NoticeGroup.ESCALATION : NoticeGroup.DUTY, List.of(to), "duty:" + id + ":" + duty.get(DUTY.ROUND) + ":" + rung.text() + (kind.equals("duty_risen") ? ":owner" : ""), duty.get(DUTY.PROJECT_ID),
                Ref.of("duty", id), duty.get(DUTY.TITLE), address, arguments, emergency, to.equals(duty.get(DUTY.DOER_ID)) && !rung.climbs() ? new Ref(duty.get(DUTY.SUBJECT_KIND), duty.get(DUTY.SUBJECT_ID)) : null);
    }

    private Map<DutyId, Set<MemberId>> told(List<? extends Record> late) {
        var told = new HashMap<DutyId, Set<MemberId>>();
        db.select(RISE.DUTY_ID, RISE.TO_MEMBER_ID)
                .from(RISE)
                .join(DUTY).on(DUTY.WORKSPACE_ID.eq(RISE.WORKSPACE_ID), DUTY.ID.eq(RISE.DUTY_ID), DUTY.ROUND.eq(RISE.ROUND))
                .where(condition("{0} = any({1})", RISE.DUTY_ID, val(late.stream().map(duty -> duty.get(DUTY.ID).value()).toArray(UUID[]::new))), RISE.RUNG.in(inline(Rung.LEAD.text()), inline(Rung.CHIEF.text()), inline(Rung.SPONSOR.text())), RISE.TO_MEMBER_ID.isNotNull())
                .forEach(row -> told.computeIfAbsent(row.value1(), id -> new HashSet<>()).add(row.value2()));
        return told;
    }
}
