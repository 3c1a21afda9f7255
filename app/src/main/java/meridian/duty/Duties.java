package meridian.duty;

import static db.duty.Tables.DUTY;
import static db.duty.Tables.EXTENSION;
import static db.duty.Tables.RISE;
import static db.identity.Tables.MEMBER;
import static db.identity.Tables.ROLE_GRANT;

import db.duty.tables.records.DutyRecord;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import meridian.activity.Activities;
import meridian.activity.Event.Change;
import meridian.duty.Openings.Opening;
import meridian.identity.Grant;
import meridian.identity.Role;
import meridian.outbox.Notice;
import meridian.outbox.NoticeGroup;
import meridian.outbox.Notices;
import meridian.tenancy.Actor;
import meridian.tenancy.DutyId;
import meridian.tenancy.ExtensionId;
import meridian.tenancy.Id;
import meridian.tenancy.MemberId;
import meridian.tenancy.NotAllowed;
import meridian.tenancy.NotFound;
import meridian.tenancy.PartyId;
import meridian.tenancy.ProjectId;
import meridian.tenancy.Ref;
import meridian.tenancy.Refused;
import meridian.tenancy.RegionId;
import meridian.tenancy.Tenancy;
import meridian.web.Live;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * All duties. Opened, met and cancelled in the transaction of what they are about, together with the timers that watch
 * them.
 */
@Component
public class Duties {
    private static final int CHUNK = 500;

    /** The owner whom its opener named, whoever owns it now. */
    static final org.jooq.Field<MemberId> OPENED_FOR = DSL.coalesce(DUTY.OPENED_FOR_ID, DUTY.OWNER_ID);

    private final DSLContext db;
    private final java.time.Clock clock;
    private final Live live;
    private final Openings openings;
    private final Timers timers;
    private final Kinds kinds;
    private final Activities activities;
    private final Notices notices;
    private final Pauses pauses;
    private final StandIns standIns;
    private final Rota rota;

    Duties(DSLContext db, java.time.Clock clock, Live live, Openings openings, Timers timers, Kinds kinds, Activities activities, Notices notices, Pauses pauses,
            StandIns standIns, Rota rota) {
        this.db = db;
        this.clock = clock;
        this.live = live;
        this.openings = openings;
        this.timers = timers;
        this.kinds = kinds;
        this.activities = activities;
        this.notices = notices;
        this.pauses = pauses;
        this.standIns = standIns;
        this.rota = rota;
    }

    /**
     * A duty to open; {@code title} is in the words of what it is about (a task's title), never translated. Without a due instant it is due
     * when the clock of its rule has run out. {@code region} is the one whose working time counts; left out, its party's, else the
     * project's home.
     */
    public record NewDuty(
            String kind,
            @Nullable ProjectId project,
            @Nullable PartyId party,
            Ref subject,
            String title,
            MemberId owner,
            @Nullable MemberId owedTo,
            @Nullable LocalDate period,
            @Nullable Instant dueAt,
            @Nullable RegionId region) {

        public NewDuty(String kind, @Nullable ProjectId project, @Nullable PartyId party, Ref subject, String title, MemberId owner, @Nullable MemberId owedTo,
                @Nullable LocalDate period, @Nullable Instant dueAt) {
            this(kind, project, party, subject, title, owner, owedTo, period, dueAt, null);
        }

        String shortTitle() {
            return title.length() > 400 ? title.substring(0, 400) : title;
        }
    }

    // ---- opening

    /** Opens a duty; one that is already there for the same person, thing and period, open or met, stays as it is. */
    @Transactional
    public DutyId open(NewDuty duty) {
        var opened = insert(openings.of(List.of(duty), clock.instant()));
        return opened.isEmpty() ? db.select(DUTY.ID).from(DUTY).where(same(duty)).fetchSingle(DUTY.ID) : opened.getFirst();
    }

    /** As {@link #keep}, of a duty that is met or not there; one that is open stays as it is. */
    @Transactional
    public void openAgain(NewDuty duty) {
        if (!db.fetchExists(DUTY, same(duty), DUTY.STATE.eq("open"))) keep(duty);
    }

    /** Opens many at once; those that are there already stay as they are. */
    @Transactional
    public void openAll(Collection<NewDuty> duties) {
        if (!duties.isEmpty()) insert(openings.of(duties, clock.instant()));
    }

    private List<DutyId> insert(List<Opening> all) {
        var now = clock.instant();
        var opened = new ArrayList<DutyId>();
        var due = new ArrayList<Timers.Timer>();
        for (int from = 0; from < all.size(); from += CHUNK) {
            var chunk = all.subList(from, Math.min(from + CHUNK, all.size()));
            var ids = chunk.stream().map(opening -> DutyId.next()).toList();
            var insert = db.insertInto(DUTY).columns(DUTY.ID, DUTY.KIND, DUTY.PROJECT_ID, DUTY.PARTY_ID, DUTY.SUBJECT_KIND, DUTY.SUBJECT_ID, DUTY.TITLE, DUTY.OWNER_ID,
                    DUTY.OWED_TO_ID, DUTY.PERIOD, DUTY.OPENED_AT, DUTY.DUE_AT, DUTY.STATED_DUE_AT, DUTY.CLOCK, DUTY.REGION_ID, DUTY.MINUTES, DUTY.CLOCK_FROM,
                    DUTY.REMINDER_AT, DUTY.AGAIN_AT, DUTY.LEAD_AT, DUTY.CHIEF_AT, DUTY.SPONSOR_AT);
            for (int i = 0; i < chunk.size(); i++) {
                var opening = chunk.get(i);
                var duty = opening.duty();
                var table = opening.table();
                insert = insert.values(List.of(DSL.val(ids.get(i), DUTY.ID), DSL.val(duty.kind()), DSL.val(duty.project(), DUTY.PROJECT_ID), DSL.val(duty.party(), DUTY.PARTY_ID),
                        DSL.val(duty.subject().kind()), DSL.val(duty.subject().id()), DSL.val(duty.shortTitle()), DSL.val(duty.owner(), DUTY.OWNER_ID), DSL.val(duty.owedTo(), DUTY.OWED_TO_ID),
                        DSL.val(duty.period(), DUTY.PERIOD), DSL.val(now, DUTY.OPENED_AT), DSL.val(table.due(), DUTY.DUE_AT), DSL.val(table.due(), DUTY.STATED_DUE_AT), DSL.val(table.clock().text()),
                        DSL.val(opening.region(), DUTY.REGION_ID), DSL.val(opening.minutes(), DUTY.MINUTES), DSL.val(table.from(), DUTY.CLOCK_FROM), at(table, Rung.REMINDER),
                        at(table, Rung.OWNER), at(table, Rung.LEAD), at(table, Rung.CHIEF), at(table, Rung.SPONSOR)));
            }
            var made = insert.onConflictDoNothing().returning(DUTY.ID).fetchSet(DUTY.ID);
            for (int i = 0; i < chunk.size(); i++) {
                var id = ids.get(i);
                if (!made.contains(id)) continue;
                opened.add(id);
                var first = Timers.next(id, chunk.get(i).table().rungs(), null, chunk.get(i).emergency());
                if (first != null) due.add(first);
                if (kinds.relayed(chunk.get(i).duty().kind()) && chunk.get(i).duty().project() != null) due.add(new Timers.Timer(id, Timers.RELAY, rota.now(chunk.get(i).duty().project()).until(), true));
                tell(chunk.get(i).duty().owner());
            }
        }
        timers.write(due);
        if (!opened.isEmpty()) standIns.opened(all.stream().map(opening -> opening.duty().owner()).collect(java.util.stream.Collectors.toSet()));
        return opened;
    }

    private static org.jooq.Field<Instant> at(Timetable table, Rung rung) {
        return DSL.val(table.rungs().get(rung), Objects.requireNonNull(Timers.COLUMNS.get(rung)));
    }

    private static Condition same(NewDuty duty) {
        return DUTY.KIND.eq(duty.kind()).and(DUTY.SUBJECT_ID.eq(duty.subject().id())).and(OPENED_FOR.eq(duty.owner())).and(DUTY.STATE.notIn("cancelled", "missed"))
                .and(duty.period() == null ? DUTY.PERIOD.isNull() : DUTY.PERIOD.eq(duty.period()));
    }

    /**
     * Opens a duty, or gives the one there is (even if it was met) this title and due time: it is owed, as of now, once. A due time that
     * was moved (by a pause, or by more time that was granted) stays moved until another one is asked for; a clock of its own that runs
     * goes on.
     */
    @Transactional
    public void keep(NewDuty duty) {
        var found = db.select(DUTY.ID, DUTY.STATE, DUTY.STATED_DUE_AT, DUTY.EXTENSION_ID, DUTY.MINUTES, DUTY.OWNER_ID).from(DUTY).where(same(duty)).forUpdate().fetchOne();
        if (found == null) {
            open(duty);
            return;
        }
        var id = found.value1();
        var update = db.updateQuery(DUTY);
        update.addValue(DUTY.TITLE, duty.shortTitle());
        update.addValue(DUTY.PARTY_ID, duty.party());
        var reopened = !found.value2().equals("open");
        if (reopened || (duty.dueAt() == null ? found.value5() == null : !duty.dueAt().equals(found.value3()))) {
            start(update, id, openings.of(List.of(duty), clock.instant()).getFirst(), found.value4());
            update.addValue(DUTY.STATE, "open");
            update.addValue(DUTY.CLOSED_AT, (Instant) null);
            update.addValue(DUTY.CLOSED_BY, (MemberId) null);
        }
        update.addConditions(DUTY.ID.eq(id));
        update.execute();
        if (reopened) standIns.settle(Set.of(found.value6()));
        tell(duty.owner());
    }

    /** As {@link #keep}, of many at once: those there are get their new due instants, the others are opened. */
    @Transactional
    public void keepAll(Collection<NewDuty> duties) {
        if (duties.size() < 3) {
            duties.forEach(this::keep);
            return;
        }
        var now = clock.instant();
        var wanted = new HashMap<String, NewDuty>();
        for (var duty : duties) wanted.put(key(duty.kind(), duty.subject().id(), duty.owner()), duty);
        var found = db.select(DUTY.ID, DUTY.KIND, DUTY.SUBJECT_ID, OPENED_FOR, DUTY.STATED_DUE_AT, DUTY.EXTENSION_ID, DUTY.STATE)
                .from(DUTY)
                .where(DSL.condition("{0} = any({1})", DUTY.KIND, DSL.val(duties.stream().map(NewDuty::kind).distinct().toArray(String[]::new))), DSL.condition("{0} = any({1})", DUTY.SUBJECT_ID, DSL.val(duties.stream().map(duty -> duty.subject().id()).distinct().toArray(UUID[]::new))), DUTY.STATE.ne("cancelled"), DUTY.PERIOD.isNull())
                .orderBy(DUTY.ID)
                .forUpdate()
                .fetch();
        var moved = new LinkedHashMap<NewDuty, org.jooq.Record7<DutyId, String, UUID, MemberId, Instant, ExtensionId, String>>();
        for (var row : found) {
            var duty = wanted.remove(key(row.value2(), row.value3(), row.value4()));
            if (duty == null) continue;
            if (!row.value7().equals("open")) keep(duty);
            else if (duty.dueAt() != null && !duty.dueAt().equals(row.value5())) moved.put(duty, row);
        }
        openAll(wanted.values());
        if (moved.isEmpty()) return;
        var extensions = moved.values().stream().map(row -> row.value6()).filter(Objects::nonNull).toList();
        if (!extensions.isEmpty()) withdraw(extensions, now, Actor.system(Objects.requireNonNull(Tenancy.current())));
        var next = new ArrayList<Timers.Timer>();
        var restated = openings.of(moved.keySet(), now);
        for (var opening : restated) {
            var timer = Timers.next(Objects.requireNonNull(moved.get(opening.duty())).value1(), opening.table().rungs(), null, opening.emergency());
            if (timer != null) next.add(timer);
        }
        restate(restated, restated.stream().map(opening -> Objects.requireNonNull(moved.get(opening.duty())).value1()).toList());
        timers.remove(moved.values().stream().map(row -> row.value1()).toList());
        timers.write(next);
        tell(moved.keySet().stream().map(NewDuty::owner).collect(java.util.stream.Collectors.toSet()));
    }

    private static String key(String kind, UUID subject, MemberId owner) {
        return kind + subject + owner;
    }

    // A clock that begins now; what was said to be late about the one before is over.
    private void start(org.jooq.UpdateQuery<?> update, DutyId id, Opening opening, @Nullable ExtensionId asked) {
        if (asked != null) withdraw(List.of(asked), clock.instant(), Actor.system(Objects.requireNonNull(Tenancy.current())));
        restate(update, opening);
        timers.remove(List.of(id));
        timers.write(Timers.next(id, opening.table().rungs(), null, opening.emergency()));
    }

    private static void restate(org.jooq.UpdateQuery<?> update, Opening opening) {
        var table = opening.table();
        update.addValue(DUTY.DUE_AT, table.due());
        update.addValue(DUTY.STATED_DUE_AT, table.due());
        update.addValue(DUTY.CLOCK, table.clock().text());
        update.addValue(DUTY.REGION_ID, opening.region());
        update.addValue(DUTY.MINUTES, opening.minutes());
        update.addValue(DUTY.CLOCK_FROM, table.from());
        update.addValue(DUTY.ROUND, DUTY.ROUND.plus(1));
        update.addValue(DUTY.PAUSED_AT, (Instant) null);
        update.addValue(DUTY.PAUSE_CAUSE, (String) null);
        update.addValue(DUTY.PAUSE_REASON, "");
        update.addValue(DUTY.WAITING_FOR_ID, (MemberId) null);
        update.addValue(DUTY.SNOOZED_UNTIL, (Instant) null);
        Timers.set(update, table.rungs());
    }

    // As of one, of many at once: one parameter a column, however many rows.
    private void restate(List<Opening> openings, List<DutyId> ids) {
        for (int from = 0; from < openings.size(); from += CHUNK) {
            var some = openings.subList(from, Math.min(from + CHUNK, openings.size()));
            db.execute("""
                    update duty.duty d set due_at = r.due_at::timestamptz, stated_due_at = r.due_at::timestamptz, clock = r.clock, region_id = r.region_id, minutes = r.minutes, clock_from = r.clock_from::timestamptz, round = d.round + 1,
                        paused_at = null, pause_cause = null, pause_reason = '', waiting_for_id = null, snoozed_until = null,
                        reminder_at = r.reminder_at::timestamptz, again_at = r.again_at::timestamptz, lead_at = r.lead_at::timestamptz, chief_at = r.chief_at::timestamptz, sponsor_at = r.sponsor_at::timestamptz
                      from unnest({0}, {1}, {2}, {3}, {4}, {5}, {6}, {7}, {8}, {9}, {10}) as r (id, due_at, clock, region_id, minutes, clock_from, reminder_at, again_at, lead_at, chief_at, sponsor_at)
                     where d.workspace_id = tenancy.workspace() and d.id = r.id""",
                    DSL.val(ids.subList(from, from + some.size()).stream().map(DutyId::value).toArray(UUID[]::new)), instants(some, opening -> opening.table().due()),
                    DSL.val(some.stream().map(opening -> opening.table().clock().text()).toArray(String[]::new)), DSL.val(some.stream().map(opening -> opening.region() == null ? null : opening.region().value()).toArray(UUID[]::new)),
                    DSL.val(some.stream().map(Opening::minutes).toArray(Integer[]::new)), instants(some, opening -> opening.table().from()), instants(some, opening -> opening.table().rungs().get(Rung.REMINDER)),
                    instants(some, opening -> opening.table().rungs().get(Rung.OWNER)), instants(some, opening -> opening.table().rungs().get(Rung.LEAD)), instants(some, opening -> opening.table().rungs().get(Rung.CHIEF)),
                    instants(some, opening -> opening.table().rungs().get(Rung.SPONSOR)));
        }
    }

    private static org.jooq.Param<String[]> instants(List<Opening> openings, java.util.function.Function<Opening, @Nullable Instant> column) {
        return DSL.val(openings.stream().map(column).map(at -> at == null ? null : at.toString()).toArray(String[]::new));
    }

    /** The clock of every open duty of this kind about this thing begins anew: what it waited for has changed. */
    @Transactional
    public void restart(String kind, Id subject, Actor actor) {
        for (var found : db.select(DUTY.ID, DUTY.EXTENSION_ID).from(DUTY).where(DUTY.KIND.eq(kind), DUTY.SUBJECT_ID.eq(subject.value()), DUTY.STATE.eq("open")).forUpdate().fetch()) {
            var id = found.value1();
            var duty = again(id);
            var update = db.updateQuery(DUTY);
            start(update, id, openings.of(List.of(duty), clock.instant()).getFirst(), found.value2());
            update.addConditions(DUTY.ID.eq(id));
            update.execute();
            tell(duty.owner());
        }
    }

    // The same duty to be opened as it was, except that a clock of its own gives it a new due instant.
    NewDuty again(DutyId id) {
        return db.select(DUTY.KIND, DUTY.PROJECT_ID, DUTY.PARTY_ID, DUTY.SUBJECT_KIND, DUTY.SUBJECT_ID, DUTY.TITLE, DUTY.OWNER_ID, DUTY.OWED_TO_ID, DUTY.PERIOD, DUTY.DUE_AT, DUTY.MINUTES, DUTY.REGION_ID)
                .from(DUTY)
                .where(DUTY.ID.eq(id))
                .fetchSingle(row -> new NewDuty(row.get(DUTY.KIND), row.get(DUTY.PROJECT_ID), row.get(DUTY.PARTY_ID), new Ref(row.get(DUTY.SUBJECT_KIND), row.get(DUTY.SUBJECT_ID)),
                        row.get(DUTY.TITLE), row.get(DUTY.OWNER_ID), row.get(DUTY.OWED_TO_ID), row.get(DUTY.PERIOD), row.get(DUTY.MINUTES) != null ? null : row.get(DUTY.DUE_AT), row.get(DUTY.REGION_ID)));
    }

    /**
     * What was met is owed on, by the instant at which it was due (a solution that was rejected): its clock runs on. Rungs that took effect
     * stay so; where the time is over by now, those above count from now.
     */
    @Transactional
    public void reopen(String kind, Id subject, Actor actor) {
        var now = clock.instant();
        var met = db.select(DUTY.ID, DUTY.OWNER_ID, DUTY.DOER_ID, DUTY.CLOCK_FROM, DUTY.DUE_AT)
                .from(DUTY)
                .where(DUTY.KIND.eq(kind), DUTY.SUBJECT_ID.eq(subject.value()), DUTY.STATE.in("met", "met_late"))
                .forUpdate()
                .fetch();
        for (var duty : met) {
            var id = duty.get(DUTY.ID);
            var opening = openings.of(List.of(again(id)), now).getFirst();
            var table = Timetable.running(opening.rule(), opening.calendar(), Objects.requireNonNullElse(duty.get(DUTY.CLOCK_FROM), now), duty.get(DUTY.DUE_AT), now);
            var update = db.updateQuery(DUTY);
            update.addValue(DUTY.STATE, "open");
            update.addValue(DUTY.CLOSED_AT, (Instant) null);
            update.addValue(DUTY.CLOSED_BY, (MemberId) null);
            Timers.set(update, table.rungs());
            update.addConditions(DUTY.ID.eq(id));
            update.execute();
            timers.write(Timers.next(id, table.rungs(), pauses.risen(id), opening.emergency()));
            tell(duty.get(DUTY.OWNER_ID));
            tell(duty.get(DUTY.DOER_ID));
        }
    }

    // ---- standing still

    /** The clock stands still until somebody lets it go on: the owner waits for another one, and says why. An emergency does not wait. */
    @Transactional
    public void pause(DutyId id, String reason, @Nullable MemberId waitingFor, Actor actor) {
        var duty = hold(id, actor, Stake::mayArrange);
        var check = new Refused.Check();
        var why = check.text("reason", reason, 1000);
        check.reject(kinds.emergency(duty.get(DUTY.KIND)), "", "duty.emergency_runs");
        check.reject(duty.get(DUTY.PAUSED_AT) != null, "", "duty.paused_already");
        check.reject(waitingFor != null && (waitingFor.equals(duty.get(DUTY.DOER_ID)) || !here(waitingFor)), "waiting_for", "refused.not_a_choice");
        check.done();
        pauses.stop(List.of(id), Pauses.WAITING, why, waitingFor);
        activities.record(actor, new DutyActivity.DutyPaused(Ref.of("duty", id), why, waitingFor == null ? "" : "member:" + waitingFor), duty.get(DUTY.PROJECT_ID), duty.get(DUTY.PARTY_ID));
        tell(duty);
    }

    /** The clock goes on: what had not come yet comes later by as long as the clock stood, counted as it counts. Whoever is off is not awaited. */
    @Transactional
    public void resume(DutyId id, Actor actor) {
        var duty = hold(id, actor, Stake::mayResume);
        if (duty.get(DUTY.PAUSED_AT) == null) throw Refused.because("duty.not_paused");
        pauses.goOn(duty);
        activities.record(actor, new DutyActivity.DutyResumed(Ref.of("duty", id)), duty.get(DUTY.PROJECT_ID), duty.get(DUTY.PARTY_ID));
        tell(duty);
    }

    // ---- handing over

    /** Somebody else owes it from now on, by the same instant: who must be able to see the project. */
    @Transactional
    public void handOver(DutyId id, @Nullable MemberId to, String reason, Actor actor) {
        var duty = hold(id, actor, Stake::mayArrange);
        var check = new Refused.Check();
        var why = check.text("reason", reason, 1000);
        check.reject(kinds.power(duty.getKind()) != null, "", "duty.power_not_handed");
        check.reject(to == null, "to", "refused.missing");
        check.reject(to != null && !here(to), "to", "refused.not_a_choice");
        check.reject(to != null && duty.get(DUTY.PROJECT_ID) != null && !sees(to, duty.get(DUTY.PROJECT_ID)), "to", "duty.receiver_blind");
        check.reject(to != null && to.equals(duty.get(DUTY.OWNER_ID)), "to", "duty.receiver_same");
        check.done();
        if (to == null) throw new IllegalStateException();
        give(duty, to);
        timers.remove(id, Timers.RELAY);
        activities.record(actor, new DutyActivity.DutyHandedOver(Ref.of("duty", id), List.of(new Change("owner", "member:" + duty.get(DUTY.OWNER_ID), "member:" + to)), why),
                duty.get(DUTY.PROJECT_ID), duty.get(DUTY.PARTY_ID));
        tell(duty);
        tell(to);
        var by = actor.member() == null ? duty.getOwnerId() : actor.member();
        var when = clock.instant().toEpochMilli();
        var emergency = kinds.emergency(duty.getKind());
        if (!to.equals(by)) {
            var cause = "duty:" + id + ":given:" + when;
            notices.tell(by.equals(duty.getOwnerId())
                    ? new Notice("duty_handed_over", NoticeGroup.DUTY, List.of(to), cause, duty.getProjectId(), Ref.of("duty", id), duty.getTitle(), "/inbox/" + id, List.of(Notice.person(by), Notice.at(duty.getDueAt()), why), emergency)
                    : new Notice("duty_given", NoticeGroup.DUTY, List.of(to), cause, duty.getProjectId(), Ref.of("duty", id), duty.getTitle(), "/inbox/" + id, List.of(Notice.person(by), Notice.at(duty.getDueAt()), why, Notice.person(duty.getOwnerId())), emergency));
        }
        // Nobody loses a duty without hearing who took it and why.
        var before = Stream.of(duty.getOwnerId(), duty.getDoerId()).distinct().filter(member -> !member.equals(by) && !member.equals(to)).toList();
        if (!before.isEmpty()) {
            notices.tell(new Notice("duty_taken_over", NoticeGroup.DUTY, before, "duty:" + id + ":taken:" + when, duty.getProjectId(), Ref.of("duty", id), duty.getTitle(), "/duties/" + id,
                    List.of(Notice.person(by), Notice.person(to), why), false));
        }
    }

    /** A relayed duty moves to who answers now, if that is somebody else, and looks again when that may change. */
    void passOn(DutyId id) {
        var duty = lock(id);
        var project = duty.getProjectId();
        if (project == null) return;
        var turn = rota.now(project);
        timers.write(new Timers.Timer(id, Timers.RELAY, turn.until(), kinds.emergency(duty.getKind())));
        var to = turn.member();
        if (to == null || to.equals(duty.getOwnerId())) return;
        give(duty, to);
        var system = Actor.system(Objects.requireNonNull(Tenancy.current()));
        activities.record(system, new DutyActivity.DutyRelayed(Ref.of("duty", id), List.of(new Change("owner", "member:" + duty.getOwnerId(), "member:" + to))), project, duty.getPartyId());
        tell(duty);
        tell(to);
        notices.tell(new Notice("duty_relayed", kinds.emergency(duty.getKind()) ? NoticeGroup.EMERGENCY : NoticeGroup.DUTY, List.of(to), "duty:" + id + ":relay:" + clock.instant().toEpochMilli(), project, Ref.of("duty", id),
                duty.getTitle(), "/inbox/" + id, List.of(Notice.person(duty.getOwnerId()), Notice.at(duty.getDueAt())), kinds.emergency(duty.getKind())));
    }

    /**
     * Somebody else answers for a subject from now on: what is still open of a kind about it is theirs, by the same instant, and what they
     * were asked for already is not asked of them twice. Whoever took one over by hand keeps it.
     */
    @Transactional
    public void succeed(String kind, Id subject, MemberId to, Actor actor) {
        var left = db.selectFrom(DUTY)
                .where(DUTY.KIND.eq(kind), DUTY.SUBJECT_ID.eq(subject.value()), DUTY.STATE.eq("open"), OPENED_FOR.ne(to), OPENED_FOR.eq(DUTY.OWNER_ID))
                .forUpdate()
                .fetch();
        for (var duty : left) {
            var period = duty.getPeriod();
            var asked = db.fetchExists(DUTY, DUTY.KIND.eq(kind), DUTY.SUBJECT_ID.eq(subject.value()), OPENED_FOR.eq(to), DUTY.STATE.notIn("cancelled", "missed"),
                    period == null ? DUTY.PERIOD.isNull() : DUTY.PERIOD.eq(period));
            if (asked) {
                cancel(kind, subject, duty.getOwnerId(), period, actor);
                continue;
            }
            give(duty, to);
            db.update(DUTY).setNull(DUTY.OPENED_FOR_ID).where(DUTY.ID.eq(duty.getId())).execute();
            activities.record(actor, new DutyActivity.DutySucceeded(Ref.of("duty", duty.getId()), List.of(new Change("owner", "member:" + duty.getOwnerId(), "member:" + to))), duty.getProjectId(), duty.getPartyId());
            tell(duty);
            tell(to);
            notices.tell(new Notice("duty_succeeded", NoticeGroup.DUTY, List.of(to), "duty:" + duty.getId() + ":succeeded:" + clock.instant().toEpochMilli(), duty.getProjectId(), Ref.of("duty", duty.getId()), duty.getTitle(),
                    "/inbox/" + duty.getId(), List.of(Notice.person(duty.getOwnerId()), Notice.at(duty.getDueAt())), false));
        }
    }

    /** A clock that stood still for an absence goes on, unless its owner is still off. */
    void comeBack(DutyId id) {
        var duty = lock(id);
        if (Pauses.ABSENCE.equals(duty.getPauseCause())) standIns.settle(Set.of(duty.getOwnerId()));
    }

    /** Makes somebody the owner; its opener goes on naming it by whom it was opened for. */
    void give(DutyRecord duty, MemberId to) {
        db.update(DUTY)
                .set(DUTY.OPENED_FOR_ID, OPENED_FOR)
                .set(DUTY.OWNER_ID, to)
                .setNull(DUTY.ACTING_ID)
                .setNull(DUTY.READ_AT)
                .setNull(DUTY.SNOOZED_UNTIL)
                .where(DUTY.ID.eq(duty.getId()))
                .execute();
        standIns.settle(Set.of(to));
    }

    // ---- what the above stand on

    /** An open duty, held until the transaction ends. */
    DutyRecord lock(DutyId id) {
        return db.selectFrom(DUTY).where(DUTY.ID.eq(id), DUTY.STATE.eq("open")).forUpdate().fetchOptional().orElseThrow(NotFound::new);
    }

    /** As {@link #lock}, for an act that this person may do; who has nothing to do with the duty cannot tell that it exists. */
    DutyRecord hold(DutyId id, Actor actor, java.util.function.Predicate<Stake> may) {
        if (actor.member() != null) {
            var stake = stake(id, actor.person());
            if (!stake.mayRead()) throw new NotFound();
            if (!may.test(stake)) throw new NotAllowed();
        }
        var duty = db.selectFrom(DUTY).where(DUTY.ID.eq(id)).forUpdate().fetchOptional().orElseThrow(NotFound::new);
        if (!duty.getState().equals("open")) throw Refused.because("duty.closed");
        return duty;
    }

    /** What somebody has to do with a duty. */
    @Transactional(readOnly = true)
    public Stake stake(DutyId id, MemberId member) {
        var held = DSL.multiset(DSL.select(ROLE_GRANT.ROLE, ROLE_GRANT.PARTY_ID)
                        .from(ROLE_GRANT)
                        .where(ROLE_GRANT.WORKSPACE_ID.eq(DUTY.WORKSPACE_ID), ROLE_GRANT.PROJECT_ID.eq(DUTY.PROJECT_ID), ROLE_GRANT.MEMBER_ID.eq(member)))
                .convertFrom(rows -> rows.map(row -> new Grant(Role.of(row.value1()), row.value2())));
        var asked = DSL.field(DSL.exists(DSL.selectOne().from(RISE).where(RISE.WORKSPACE_ID.eq(DUTY.WORKSPACE_ID), RISE.DUTY_ID.eq(DUTY.ID), RISE.TO_MEMBER_ID.eq(member))));
        var auditor = DSL.field(DSL.exists(DSL.selectOne().from(MEMBER).where(MEMBER.WORKSPACE_ID.eq(DUTY.WORKSPACE_ID), MEMBER.ID.eq(member), MEMBER.WORKSPACE_ROLE.eq("auditor"))));
        return db.select(DUTY.OWNER_ID, DUTY.DOER_ID, DUTY.OWED_TO_ID, DUTY.PARTY_ID, held, asked, auditor)
                .from(DUTY)
                .where(DUTY.ID.eq(id))
                .fetchOptional(row -> new Stake(member.equals(row.value1()) || member.equals(row.value2()), member.equals(row.value3()),
                        row.value5().stream().anyMatch(grant -> (grant.role() == Role.LEAD || grant.role() == Role.SUPPORT_HEAD) && grant.party() != null && grant.party().equals(row.value4())),
                        row.value5().stream().anyMatch(grant -> grant.role() == Role.CHIEF_COORDINATOR),
                        row.value5().stream().anyMatch(grant -> grant.role() == Role.SPONSOR), row.value6(), row.value7()))
                .orElseThrow(NotFound::new);
    }

    /** For whom this person does an open duty of this kind about this thing, as their stand-in; null when for nobody. */
    @Transactional(readOnly = true)
    public @Nullable MemberId standsInFor(String kind, Id subject, MemberId member) {
        return db.select(DUTY.OWNER_ID)
                .from(DUTY)
                .where(DUTY.KIND.eq(kind), DUTY.SUBJECT_ID.eq(subject.value()), DUTY.STATE.eq("open"), DUTY.ACTING_ID.eq(member))
                .limit(1)
                .fetchOne(DUTY.OWNER_ID);
    }

    /** The duty of this kind about this thing that is open; of several, the one that was opened first. */
    @Transactional(readOnly = true)
    public Optional<DutyId> about(String kind, Id subject) {
        return db.select(DUTY.ID).from(DUTY).where(DUTY.KIND.eq(kind), DUTY.SUBJECT_ID.eq(subject.value()), DUTY.STATE.eq("open")).orderBy(DUTY.ID).limit(1).fetchOptional(DUTY.ID);
    }

    /** Whether this person has an open duty of this kind about this thing to do, their own or another one’s. */
    @Transactional(readOnly = true)
    public boolean owes(String kind, Id subject, MemberId member) {
        return db.fetchExists(DUTY, DUTY.KIND.eq(kind), DUTY.SUBJECT_ID.eq(subject.value()), DUTY.STATE.eq("open"), DUTY.DOER_ID.eq(member));
    }

    /** Whether this person does an open duty of this kind about this thing in the place of its owner. */
    @Transactional(readOnly = true)
    public boolean standsInFor(String kind, Id subject, MemberId owner, MemberId member) {
        return db.fetchExists(DUTY, DUTY.KIND.eq(kind), DUTY.SUBJECT_ID.eq(subject.value()), DUTY.STATE.eq("open"), DUTY.OWNER_ID.eq(owner), DUTY.ACTING_ID.eq(member));
    }

    private boolean here(MemberId member) {
        return db.fetchExists(MEMBER, MEMBER.ID.eq(member), MEMBER.STATE.ne("left"));
    }

    private boolean sees(MemberId member, ProjectId project) {
        return db.fetchExists(ROLE_GRANT, ROLE_GRANT.MEMBER_ID.eq(member), ROLE_GRANT.PROJECT_ID.eq(project), ROLE_GRANT.ROLE.ne(Role.GUEST.text()));
    }

    private void tell(DutyRecord duty) {
        var people = new HashSet<MemberId>(List.of(duty.get(DUTY.OWNER_ID), duty.get(DUTY.DOER_ID)));
        if (duty.get(DUTY.OWED_TO_ID) != null) people.add(duty.get(DUTY.OWED_TO_ID));
        tell(people);
    }

    // ---- closing

    /** Whatever was owed about these things is owed no more. */
    @Transactional
    public void cancelAll(Collection<? extends Id> subjects, Actor actor) {
        close(DUTY.SUBJECT_ID.in(subjects.stream().map(Id::value).toList()), CANCELLED, actor);
    }

    /** Every open duty of this kind about this thing is met, kept late where its time is over. */
    @Transactional
    public void meet(String kind, Id subject, Actor actor) {
        close(DUTY.KIND.eq(kind).and(DUTY.SUBJECT_ID.eq(subject.value())), MET, actor);
    }

    /** As {@link #meet(String, Id, Actor)}, of one person (for whom it was opened, or who does it) and one period only. */
    @Transactional
    public void meet(String kind, Id subject, MemberId owner, @Nullable LocalDate period, Actor actor) {
        var which = DUTY.KIND.eq(kind).and(DUTY.SUBJECT_ID.eq(subject.value())).and(OPENED_FOR.eq(owner).or(DUTY.DOER_ID.eq(owner)));
        close(period == null ? which : which.and(DUTY.PERIOD.eq(period)), MET, actor);
    }

    /** As {@link #meet(String, Id, Actor)}, of what was opened for one person only, whoever does it. */
    @Transactional
    public void meetFor(String kind, Id subject, MemberId openedFor, Actor actor) {
        close(DUTY.KIND.eq(kind).and(DUTY.SUBJECT_ID.eq(subject.value())).and(OPENED_FOR.eq(openedFor)), MET, actor);
    }

    /** As {@link #meet(String, Id, Actor)}, of one period only, whoever owes it. */
    @Transactional
    public void meet(String kind, Id subject, LocalDate period, Actor actor) {
        close(DUTY.KIND.eq(kind).and(DUTY.SUBJECT_ID.eq(subject.value())).and(DUTY.PERIOD.eq(period)), MET, actor);
    }

    @Transactional
    public void meet(DutyId duty, Actor actor) {
        close(DUTY.ID.eq(duty), MET, actor);
    }

    /** What was owed is owed no more. */
    @Transactional
    public void cancel(String kind, Id subject, Actor actor) {
        close(DUTY.KIND.eq(kind).and(DUTY.SUBJECT_ID.eq(subject.value())), CANCELLED, actor);
    }

    void cancelWhere(Condition which, Actor actor) {
        close(which, CANCELLED, actor);
    }

    /** As {@link #cancel(String, Id, Actor)}, of one person and one period only. */
    @Transactional
    public void cancel(String kind, Id subject, MemberId owner, @Nullable LocalDate period, Actor actor) {
        var which = DUTY.KIND.eq(kind).and(DUTY.SUBJECT_ID.eq(subject.value())).and(OPENED_FOR.eq(owner));
        close(period == null ? which : which.and(DUTY.PERIOD.eq(period)), CANCELLED, actor);
    }

    /**
     * Another one has to do it now, or nobody: whoever owed it and is late has missed it, and it counts so; what was not due yet is owed no
     * more.
     */
    @Transactional
    public void lapse(String kind, Id subject, Actor actor) {
        close(DUTY.KIND.eq(kind).and(DUTY.SUBJECT_ID.eq(subject.value())), LAPSED, actor);
    }

    /** What is open in a project that has ended, except of these kinds: what is late was missed, and counts so; the rest is owed no more. */
    @Transactional
    public void cancelRest(ProjectId project, Collection<String> except, Actor actor) {
        close(DUTY.PROJECT_ID.eq(project).and(DUTY.KIND.notIn(except)), LAPSED, actor);
    }

    /** What becomes of a duty that is closed in time, and of one whose time was over. What is done at its due instant is done in time, what is taken away then is not. */
    private record Ending(String inTime, String late) {}

    private static final Ending MET = new Ending("met", "met_late");
    private static final Ending CANCELLED = new Ending("cancelled", "cancelled");
    private static final Ending LAPSED = new Ending("cancelled", "missed");

    private void close(Condition which, Ending ending, Actor actor) {
        var now = clock.instant();
        var over = ending == LAPSED ? DUTY.DUE_AT.le(now) : DUTY.DUE_AT.lt(now);
        var closed = db.update(DUTY)
                .set(DUTY.STATE, DSL.when(over.and(DUTY.PAUSED_AT.isNull().or(DUTY.DUE_AT.lt(DUTY.PAUSED_AT))), ending.late()).otherwise(ending.inTime()))
                .set(DUTY.CLOSED_AT, now)
                .set(DUTY.CLOSED_BY, actor.member())
                .where(which, DUTY.STATE.eq("open"))
                .returning(DUTY.ID, DUTY.OWNER_ID, DUTY.DOER_ID, DUTY.EXTENSION_ID)
                .fetch();
        if (closed.isEmpty()) return;
        timers.remove(closed.getValues(DUTY.ID));
        var asked = closed.getValues(DUTY.EXTENSION_ID).stream().filter(Objects::nonNull).toList();
        if (!asked.isEmpty()) withdraw(asked, now, actor);
        var people = new HashSet<MemberId>();
        people.addAll(closed.getValues(DUTY.OWNER_ID));
        people.addAll(closed.getValues(DUTY.DOER_ID));
        tell(people);
    }

    // Nobody has to say any more whether there is more time.
    private void withdraw(List<ExtensionId> asked, Instant now, Actor actor) {
        db.update(DUTY).setNull(DUTY.EXTENSION_ID).where(DUTY.EXTENSION_ID.in(asked)).execute();
        db.update(EXTENSION).set(EXTENSION.GRANTED, false).set(EXTENSION.ANSWERED_AT, now).where(EXTENSION.ID.in(asked), EXTENSION.GRANTED.isNull()).execute();
        close(DUTY.KIND.eq(Extensions.ANSWER).and(DUTY.SUBJECT_ID.in(asked.stream().map(Id::value).toList())), CANCELLED, actor);
    }

    /** Hides a duty from its doer’s list until a moment before it is due; its clock runs on. */
    @Transactional
    public void snooze(DutyId id, @Nullable Instant until, Actor actor) {
        var duty = hold(id, actor, Stake::mayRead);
        if (!actor.person().equals(duty.getDoerId())) throw new NotAllowed();
        var check = new Refused.Check();
        check.reject(until == null, "until", "refused.missing");
        check.reject(until != null && !until.isAfter(clock.instant()), "until", "duty.snooze_past");
        check.reject(until != null && until.isAfter(duty.getDueAt()), "until", "duty.snooze_late");
        check.done();
        db.update(DUTY).set(DUTY.SNOOZED_UNTIL, until).where(DUTY.ID.eq(id)).execute();
        tell(duty.getDoerId());
    }

    private void tell(MemberId member) {
        tell(Set.of(member));
    }

    private void tell(Set<MemberId> members) {
        members.forEach(member -> live.changed("member:" + member));
    }
}
