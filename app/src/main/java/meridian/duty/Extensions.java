package meridian.duty;

import static db.duty.Tables.DUTY;
import static db.duty.Tables.EXTENSION;
import static db.duty.Tables.RISE;

import db.duty.tables.records.DutyRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import meridian.activity.Activities;
import meridian.activity.Event.Change;
import meridian.duty.Climb.Candidate;
import meridian.outbox.Notice;
import meridian.outbox.NoticeGroup;
import meridian.outbox.Notices;
import meridian.tenancy.Actor;
import meridian.tenancy.DutyId;
import meridian.tenancy.ExtensionId;
import meridian.tenancy.MemberId;
import meridian.tenancy.NotAllowed;
import meridian.tenancy.NotFound;
import meridian.tenancy.Ref;
import meridian.tenancy.Refused;
import meridian.tenancy.Stale;
import meridian.web.Live;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * More time that is asked for (延期申请). Whom the duty is owed to says yes or no, or the chief coordinator; that answer is a duty itself. Until it is
 * given nothing climbs, except after a refusal: who was refused and asks again is not spared a second time. A refusal stands until the duty has
 * reached another rung of its ladder: so often, and no oftener, can be asked again.
 */
@Component
public class Extensions {
    /** The kind of duty that an answer is. */
    public static final String ANSWER = "extension_answer";

    private static final Duration EMERGENCY_ANSWER = Duration.ofMinutes(30);

    private final DSLContext db;
    private final java.time.Clock clock;
    private final Duties duties;
    private final Openings openings;
    private final Timers timers;
    private final Pauses pauses;
    private final Kinds kinds;
    private final Attendance attendance;
    private final Activities activities;
    private final Notices notices;
    private final Live live;

    Extensions(DSLContext db, java.time.Clock clock, Duties duties, Openings openings, Timers timers, Pauses pauses, Kinds kinds, Attendance attendance, Activities activities, Notices notices, Live live) {
        this.db = db;
        this.clock = clock;
        this.duties = duties;
        this.openings = openings;
        this.timers = timers;
        this.pauses = pauses;
        this.kinds = kinds;
        this.attendance = attendance;
        this.activities = activities;
        this.notices = notices;
        this.live = live;
    }

    /** Asks for a later due instant. Sent twice it is asked once. */
    @Transactional
    public void ask(ExtensionId extension, DutyId id, @Nullable Instant newDue, String reason, Actor actor) {
        var duty = duties.hold(id, actor, Stake::mayArrange);
        if (db.fetchExists(EXTENSION, EXTENSION.ID.eq(extension), EXTENSION.DUTY_ID.eq(id))) return;
        var now = clock.instant();
        var check = new Refused.Check();
        var why = check.text("reason", reason, 1000);
        check.reject(newDue == null, "due", "refused.missing");
        check.reject(newDue != null && (!newDue.isAfter(now) || !newDue.isAfter(duty.getDueAt())), "due", "duty.extension_not_later");
        check.reject(newDue != null && newDue.isAfter(now.plus(Duration.ofDays(366))), "due", "duty.extension_far");
        check.reject(duty.getExtensionId() != null, "", "duty.extension_open");
        check.reject(duty.getKind().equals(ANSWER), "", "duty.extension_of_answer");
        check.reject(duty.getExtensionId() == null && refused(id), "", "duty.extension_refused");
        check.done();
        if (newDue == null) throw new IllegalStateException();
        var refusedBefore = db.fetchExists(EXTENSION, EXTENSION.DUTY_ID.eq(id), EXTENSION.ROUND.eq(duty.getRound()), EXTENSION.GRANTED.isFalse(), EXTENSION.ANSWERED_BY.isNotNull());
        db.insertInto(EXTENSION)
                .set(EXTENSION.ID, extension)
                .set(EXTENSION.DUTY_ID, id)
                .set(EXTENSION.ROUND, duty.getRound())
                .set(EXTENSION.DUE_BEFORE, duty.getDueAt())
                .set(EXTENSION.ASKED_DUE_AT, newDue)
                .set(EXTENSION.REASON, why)
                .set(EXTENSION.ASKED_BY, actor.person())
                .set(EXTENSION.ASKED_AT, now)
                .execute();
        db.update(DUTY).set(DUTY.EXTENSION_ID, extension).where(DUTY.ID.eq(id)).execute();
        if (!refusedBefore) timers.removeRungs(List.of(id));
        var answerer = answerer(duty, actor.person());
        if (answerer != null) {
            // Of no party: an answer that is late is not late of the party that asked.
            duties.open(new Duties.NewDuty(ANSWER, duty.getProjectId(), null, Ref.of("extension", extension), duty.getTitle(), answerer, actor.person(), null,
                    kinds.emergency(duty.getKind()) ? now.plus(EMERGENCY_ANSWER) : null, duty.getRegionId()));
            notices.tell(new Notice("duty_more_time_asked", NoticeGroup.DUTY, List.of(answerer), "extension:" + extension, duty.getProjectId(), Ref.of("duty", id), duty.getTitle(), "/duties/" + id,
                    List.of(Notice.person(actor.person()), Notice.at(newDue), why), kinds.emergency(duty.getKind())));
        }
        activities.record(actor, new DutyActivity.MoreTimeAsked(Ref.of("duty", id), List.of(new Change("due_at", duty.getDueAt().toString(), newDue.toString())), why), duty.getProjectId(), duty.getPartyId());
        tell(duty);
    }

    /** Whether the last request was refused and nothing has changed since: no other rung took effect, no other clock began. */
    boolean refused(DutyId id) {
        var since = DSL.exists(DSL.selectOne().from(RISE).where(RISE.WORKSPACE_ID.eq(EXTENSION.WORKSPACE_ID), RISE.DUTY_ID.eq(EXTENSION.DUTY_ID), RISE.ROUND.eq(EXTENSION.ROUND), RISE.AT.gt(EXTENSION.ANSWERED_AT)));
        return db.fetchExists(EXTENSION.join(DUTY).on(DUTY.WORKSPACE_ID.eq(EXTENSION.WORKSPACE_ID), DUTY.ID.eq(EXTENSION.DUTY_ID), DUTY.ROUND.eq(EXTENSION.ROUND)),
                EXTENSION.DUTY_ID.eq(id), EXTENSION.GRANTED.isFalse(), EXTENSION.ANSWERED_BY.isNotNull(), DSL.not(since));
    }

    // Whom it is owed to, else up the ladder; never who asks or owes it.
    private @Nullable MemberId answerer(DutyRecord duty, MemberId asker) {
        var now = clock.instant();
        var chain = new Chains(attendance, List.of(duty), now).of(duty);
        var owedTo = duty.getOwedToId() == null ? null : attendance.of(java.util.Set.of(duty.getOwedToId()), now).people().get(duty.getOwedToId());
        return Stream.of(Stream.ofNullable(owedTo), chain.chiefs().stream(), chain.leads().stream(), chain.sponsors().stream(), chain.admins().stream())
                .flatMap(places -> places)
                .filter(candidate -> candidate.state() != Candidate.State.LEFT)
                .map(Candidate::member)
                .filter(member -> !member.equals(asker) && !member.equals(duty.getOwnerId()) && !member.equals(duty.getDoerId()))
                .findFirst()
                .orElse(null);
    }

    /** Says whether there is more time. Granted, the duty is due then, and its ladder begins anew before it; refused, it runs on as it was. */
    @Transactional
    public void answer(ExtensionId extension, boolean granted, String note, Actor actor) {
        var asked = db.selectFrom(EXTENSION).where(EXTENSION.ID.eq(extension)).forUpdate().fetchOptional().orElseThrow(NotFound::new);
        var id = asked.getDutyId();
        if (!duties.stake(id, actor.person()).mayRead() && !asked(extension, actor)) throw new NotFound();
        if (!mayAnswer(id, extension, actor)) throw new NotAllowed();
        if (asked.getGranted() != null) throw new Stale();
        var duty = duties.lock(id);
        var check = new Refused.Check();
        var words = granted ? check.optional("note", note, 1000) : check.text("note", note, 1000);
        check.done();
        var now = clock.instant();
        db.update(EXTENSION)
                .set(EXTENSION.GRANTED, granted)
                .set(EXTENSION.NOTE, words)
                .set(EXTENSION.ANSWERED_BY, actor.person())
                .set(EXTENSION.ANSWERED_AT, now)
                .where(EXTENSION.ID.eq(extension))
                .execute();
        run(duty, granted ? asked.getAskedDueAt() : null, now);
        duties.meet(ANSWER, extension, actor);
        activities.record(actor, granted
                ? new DutyActivity.MoreTimeGranted(Ref.of("duty", id), List.of(new Change("due_at", duty.getDueAt().toString(), asked.getAskedDueAt().toString())), words)
                : new DutyActivity.MoreTimeRefused(Ref.of("duty", id), words), duty.getProjectId(), duty.getPartyId());
        notices.tell(new Notice(granted ? "duty_more_time_granted" : "duty_more_time_refused", NoticeGroup.DUTY, List.of(asked.getAskedBy(), duty.getDoerId()), "extension:" + extension + ":answer", duty.getProjectId(),
                Ref.of("duty", id), duty.getTitle(), "/duties/" + id, List.of(Notice.person(actor.person()), Notice.at(granted ? asked.getAskedDueAt() : duty.getDueAt()), words), kinds.emergency(duty.getKind())));
        tell(duty);
    }

    /** Whether this person may say whether there is more time: whom it is owed to, the chief coordinator, or who was asked. */
    @Transactional(readOnly = true)
    public boolean mayAnswer(DutyId duty, ExtensionId extension, Actor actor) {
        var stake = duties.stake(duty, actor.person());
        return stake.mayGrant() || (!stake.owes() && asked(extension, actor));
    }

    private boolean asked(ExtensionId extension, Actor actor) {
        return db.fetchExists(DUTY, DUTY.KIND.eq(ANSWER), DUTY.SUBJECT_ID.eq(extension.value()), DUTY.STATE.eq("open"), DUTY.OWNER_ID.eq(actor.person()).or(DUTY.DOER_ID.eq(actor.person())));
    }

    /** The duty that more time was asked for. */
    @Transactional(readOnly = true)
    public DutyId about(ExtensionId extension) {
        return db.select(EXTENSION.DUTY_ID).from(EXTENSION).where(EXTENSION.ID.eq(extension)).fetchOptional(EXTENSION.DUTY_ID).orElseThrow(NotFound::new);
    }

    private void run(DutyRecord duty, @Nullable Instant newDue, Instant now) {
        var id = duty.getId();
        var opening = openings.of(List.of(duties.again(id)), now).getFirst();
        var from = Objects.requireNonNullElse(duty.getClockFrom(), duty.getOpenedAt());
        var update = db.updateQuery(DUTY);
        update.addValue(DUTY.EXTENSION_ID, (ExtensionId) null);
        Timetable table;
        if (newDue != null) {
            table = Timetable.of(opening.rule(), opening.calendar(), now, newDue, now);
            update.addValue(DUTY.DUE_AT, newDue);
            update.addValue(DUTY.MINUTES, (Integer) null);
            update.addValue(DUTY.CLOCK_FROM, table.from());
            update.addValue(DUTY.ROUND, duty.getRound() + 1);
        } else {
            table = Timetable.running(opening.rule(), opening.calendar(), from, duty.getDueAt(), now);
        }
        Timers.set(update, table.rungs());
        update.addConditions(DUTY.ID.eq(id));
        update.execute();
        timers.removeRungs(List.of(id));
        if (duty.getPausedAt() == null) timers.write(Timers.next(id, table.rungs(), newDue != null ? null : pauses.risen(id), opening.emergency()));
    }

    private void tell(DutyRecord duty) {
        Stream.of(duty.getOwnerId(), duty.getDoerId(), duty.getOwedToId()).filter(Objects::nonNull).distinct().forEach(member -> live.changed("member:" + member));
    }
}
