package meridian.duty;

import static db.duty.Tables.DUTY;
import static db.duty.Tables.RISE;

import db.duty.tables.records.DutyRecord;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Objects;
import meridian.tenancy.DutyId;
import meridian.tenancy.MemberId;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Lets clocks stand still and go on. What it does to a duty's record it leaves to the caller to say aloud. */
@Component
class Pauses {
    /** Somebody else has to do something first. */
    static final String WAITING = "waiting";

    /** Its owner is off, and nobody stands in. */
    static final String ABSENCE = "absence";

    private final DSLContext db;
    private final java.time.Clock clock;
    private final Timers timers;
    private final Openings openings;
    private final Kinds kinds;

    Pauses(DSLContext db, java.time.Clock clock, Timers timers, Openings openings, Kinds kinds) {
        this.db = db;
        this.clock = clock;
        this.timers = timers;
        this.openings = openings;
        this.kinds = kinds;
    }

    /** Stops the clocks of open duties that are running. */
    void stop(Collection<DutyId> ids, String cause, String reason, @Nullable MemberId waitingFor) {
        if (ids.isEmpty()) return;
        db.update(DUTY)
                .set(DUTY.PAUSED_AT, clock.instant())
                .set(DUTY.PAUSE_CAUSE, cause)
                .set(DUTY.PAUSE_REASON, reason)
                .set(DUTY.WAITING_FOR_ID, waitingFor)
                .where(DUTY.ID.in(ids), DUTY.STATE.eq("open"), DUTY.PAUSED_AT.isNull())
                .execute();
        timers.removeRungs(ids);
    }

    /** What had not come yet comes later by as long as the clock stood, counted as it counts. */
    void goOn(DutyRecord duty) {
        var id = duty.getId();
        var now = clock.instant();
        var paused = Objects.requireNonNull(duty.getPausedAt());
        var region = duty.getRegionId();
        var passage = Timetable.of(Clock.of(duty.getClock()), region == null ? null : openings.calendars(List.of(region)).get(region));
        var rungs = new EnumMap<Rung, Instant>(Rung.class);
        Timers.rungs(duty).forEach((rung, at) -> rungs.put(rung, Timetable.shifted(passage, at, paused, now)));
        var update = db.updateQuery(DUTY);
        update.addValue(DUTY.DUE_AT, Timetable.shifted(passage, duty.getDueAt(), paused, now));
        var from = duty.getClockFrom();
        if (from != null && from.isBefore(paused)) update.addValue(DUTY.CLOCK_FROM, passage.add(now, passage.between(from, paused).negated()));
        Timers.set(update, rungs);
        update.addValue(DUTY.PAUSED_AT, (Instant) null);
        update.addValue(DUTY.PAUSE_CAUSE, (String) null);
        update.addValue(DUTY.PAUSE_REASON, "");
        update.addValue(DUTY.WAITING_FOR_ID, (MemberId) null);
        update.addConditions(DUTY.ID.eq(id));
        update.execute();
        timers.remove(id, Timers.RESUME);
        if (duty.getExtensionId() == null) timers.write(Timers.next(id, rungs, risen(id), kinds.emergency(duty.getKind())));
    }

    /** The highest rung that has taken effect in the duty's present round. */
    @Nullable Rung risen(DutyId id) {
        return db.select(RISE.RUNG)
                .from(RISE)
                .join(DUTY).on(DUTY.WORKSPACE_ID.eq(RISE.WORKSPACE_ID), DUTY.ID.eq(RISE.DUTY_ID), DUTY.ROUND.eq(RISE.ROUND))
                .where(RISE.DUTY_ID.eq(id))
                .fetch(row -> Rung.of(row.value1()))
                .stream()
                .max(Comparator.naturalOrder())
                .orElse(null);
    }
}
