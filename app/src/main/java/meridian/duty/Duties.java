package meridian.duty;

import static db.duty.Tables.DUTY;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import meridian.tenancy.Actor;
import meridian.tenancy.DutyId;
import meridian.tenancy.Id;
import meridian.tenancy.MemberId;
import meridian.tenancy.PartyId;
import meridian.tenancy.ProjectId;
import meridian.tenancy.Ref;
import meridian.web.Live;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** All duties. Opened, met and cancelled in the transaction of what they are about. */
@Component
public class Duties {
    private final DSLContext db;
    private final Clock clock;
    private final Live live;

    Duties(DSLContext db, Clock clock, Live live) {
        this.db = db;
        this.clock = clock;
        this.live = live;
    }

    /** A duty to open; {@code title} is in the words of what it is about (a task's title), never translated. */
    public record NewDuty(
            String kind,
            @Nullable ProjectId project,
            @Nullable PartyId party,
            Ref subject,
            String title,
            MemberId owner,
            @Nullable MemberId owedTo,
            @Nullable LocalDate period,
            Instant dueAt) {}

    /** Opens a duty; one that is already open for the same person, thing and period stays as it is. */
    @Transactional
    public void open(NewDuty duty) {
        db.insertInto(DUTY)
                .set(DUTY.ID, DutyId.next())
                .set(DUTY.KIND, duty.kind())
                .set(DUTY.PROJECT_ID, duty.project())
                .set(DUTY.PARTY_ID, duty.party())
                .set(DUTY.SUBJECT_KIND, duty.subject().kind())
                .set(DUTY.SUBJECT_ID, duty.subject().id())
                .set(DUTY.TITLE, duty.title().length() > 400 ? duty.title().substring(0, 400) : duty.title())
                .set(DUTY.OWNER_ID, duty.owner())
                .set(DUTY.OWED_TO_ID, duty.owedTo())
                .set(DUTY.PERIOD, duty.period())
                .set(DUTY.OPENED_AT, clock.instant())
                .set(DUTY.DUE_AT, duty.dueAt())
                .onConflictDoNothing()
                .execute();
        live.changed("member:" + duty.owner());
    }

    /** Opens a duty, or gives the one there is (even if it was met) this title and due time: it is owed, as of now, once. */
    @Transactional
    public void keep(NewDuty duty) {
        var kept = db.update(DUTY)
                .set(DUTY.TITLE, duty.title().length() > 400 ? duty.title().substring(0, 400) : duty.title())
                .set(DUTY.PARTY_ID, duty.party())
                .set(DUTY.DUE_AT, duty.dueAt())
                .set(DUTY.STATE, "open")
                .setNull(DUTY.CLOSED_AT)
                .setNull(DUTY.CLOSED_BY)
                .where(DUTY.KIND.eq(duty.kind()), DUTY.SUBJECT_ID.eq(duty.subject().id()), DUTY.OWNER_ID.eq(duty.owner()), DUTY.STATE.ne("cancelled"))
                .and(duty.period() == null ? DUTY.PERIOD.isNull() : DUTY.PERIOD.eq(duty.period()))
                .execute();
        if (kept == 0) open(duty);
        else live.changed("member:" + duty.owner());
    }

    /** Opens many at once; those already open stay as they are. */
    @Transactional
    public void openAll(java.util.Collection<NewDuty> duties) {
        if (duties.isEmpty()) return;
        var now = clock.instant();
        var columns = java.util.List.of(DUTY.ID, DUTY.KIND, DUTY.PROJECT_ID, DUTY.PARTY_ID, DUTY.SUBJECT_KIND, DUTY.SUBJECT_ID, DUTY.TITLE, DUTY.OWNER_ID, DUTY.OWED_TO_ID,
                DUTY.PERIOD, DUTY.OPENED_AT, DUTY.DUE_AT);
        var batch = db.batch(db.insertInto(DUTY).columns(columns).values(java.util.Collections.nCopies(columns.size(), null)).onConflictDoNothing());
        for (var duty : duties) {
            var title = duty.title().length() > 400 ? duty.title().substring(0, 400) : duty.title();
            batch.bind(DutyId.next(), duty.kind(), duty.project(), duty.party(), duty.subject().kind(), duty.subject().id(), title, duty.owner(), duty.owedTo(), duty.period(), now, duty.dueAt());
        }
        batch.execute();
        duties.stream().map(NewDuty::owner).distinct().forEach(owner -> live.changed("member:" + owner));
    }

    /** Whatever was owed about these things is owed no more. */
    @Transactional
    public void cancelAll(java.util.Collection<? extends Id> subjects, Actor actor) {
        close(DUTY.SUBJECT_ID.in(subjects.stream().map(Id::value).toList()), "cancelled", actor);
    }

    /** Every open duty of this kind about this thing is met, kept late where its time is over. */
    @Transactional
    public void meet(String kind, Id subject, Actor actor) {
        close(DUTY.KIND.eq(kind).and(DUTY.SUBJECT_ID.eq(subject.value())), null, actor);
    }

    /** As {@link #meet(String, Id, Actor)}, of one person and one period only. */
    @Transactional
    public void meet(String kind, Id subject, MemberId owner, @Nullable LocalDate period, Actor actor) {
        var which = DUTY.KIND.eq(kind).and(DUTY.SUBJECT_ID.eq(subject.value())).and(DUTY.OWNER_ID.eq(owner));
        close(period == null ? which : which.and(DUTY.PERIOD.eq(period)), null, actor);
    }

    @Transactional
    public void meet(DutyId duty, Actor actor) {
        close(DUTY.ID.eq(duty), null, actor);
    }

    /** What was owed is owed no more. */
    @Transactional
    public void cancel(String kind, Id subject, Actor actor) {
        close(DUTY.KIND.eq(kind).and(DUTY.SUBJECT_ID.eq(subject.value())), "cancelled", actor);
    }

    /** As {@link #cancel(String, Id, Actor)}, of one person and one period only. */
    @Transactional
    public void cancel(String kind, Id subject, MemberId owner, LocalDate period, Actor actor) {
        close(DUTY.KIND.eq(kind).and(DUTY.SUBJECT_ID.eq(subject.value())).and(DUTY.OWNER_ID.eq(owner)).and(DUTY.PERIOD.eq(period)), "cancelled", actor);
    }

    private void close(org.jooq.Condition which, @Nullable String state, Actor actor) {
        var now = clock.instant();
        db.update(DUTY)
                .set(DUTY.STATE, state != null ? DSL.val(state) : DSL.when(DUTY.DUE_AT.lt(now), "met_late").otherwise("met"))
                .set(DUTY.CLOSED_AT, now)
                .set(DUTY.CLOSED_BY, actor.member())
                .where(which, DUTY.STATE.eq("open"))
                .returning(DUTY.OWNER_ID)
                .fetch(DUTY.OWNER_ID)
                .forEach(owner -> live.changed("member:" + owner));
    }
}
