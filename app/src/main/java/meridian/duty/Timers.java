package meridian.duty;

import static db.duty.Tables.DUTY;
import static db.duty.Tables.TIMER;
import static org.jooq.impl.DSL.val;

import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import meridian.tenancy.DutyId;
import meridian.tenancy.Tenancy;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * What is to happen at an instant. A duty keeps the instants of all its rungs; the table of timers holds the next of them,
 * written in the transaction that opens or moves the duty. It is read by every node, so a row is worth its price.
 */
@Component
class Timers {
    static final Map<Rung, Field<Instant>> COLUMNS = new EnumMap<>(Map.of(
            Rung.REMINDER, DUTY.REMINDER_AT, Rung.OWNER, DUTY.AGAIN_AT, Rung.LEAD, DUTY.LEAD_AT, Rung.CHIEF, DUTY.CHIEF_AT, Rung.SPONSOR, DUTY.SPONSOR_AT));
    /** A duty that moves to the region that is awake. */
    static final String RELAY = "relay";

    /** A clock that goes on by itself. */
    static final String RESUME = "resume";

    private static final int CHUNK = 1_000;

    private final DSLContext db;
    private final List<Consumer<Instant>> impatient = new CopyOnWriteArrayList<>();

    Timers(DSLContext db) {
        this.db = db;
    }

    record Timer(DutyId duty, String rung, Instant at, boolean emergency) {}

    /** The timer of the first rung after {@code done} (null: of the first); none when the ladder ends there. */
    static @Nullable Timer next(DutyId duty, Map<Rung, Instant> rungs, @Nullable Rung done, boolean emergency) {
        for (var rung : Rung.values()) {
            var at = rungs.get(rung);
            if (at != null && (done == null || rung.compareTo(done) > 0)) return new Timer(duty, rung.text(), at, emergency);
        }
        return null;
    }

    /** The instants of a duty’s rungs, from a row that has these columns. */
    static Map<Rung, Instant> rungs(Record duty) {
        var rungs = new EnumMap<Rung, Instant>(Rung.class);
        COLUMNS.forEach((rung, column) -> {
            var at = duty.get(column);
            if (at != null) rungs.put(rung, at);
        });
        return rungs;
    }

    static void set(org.jooq.UpdateQuery<?> update, Map<Rung, Instant> rungs) {
        COLUMNS.forEach((rung, column) -> update.addValue(column, rungs.get(rung)));
    }

    void write(@Nullable Timer timer) {
        if (timer != null) write(List.of(timer));
    }

    /** Writes timers in the current transaction; a duty has one of each rung. */
    void write(Collection<Timer> timers) {
        if (timers.isEmpty()) return;
        var workspace = Objects.requireNonNull(Tenancy.current(), "in no workspace");
        var left = List.copyOf(timers);
        for (int from = 0; from < left.size(); from += CHUNK) {
            var chunk = left.subList(from, Math.min(from + CHUNK, left.size()));
            // One parameter a column, however many rows: the statement stays the same, and its plan is kept.
            db.execute("insert into duty.timer (workspace_id, duty_id, rung, due_at, priority) "
                            + "select {0}, t.duty_id, t.rung, t.due_at::timestamptz, case when t.emergency then 0 else 1 end from unnest({1}, {2}, {3}, {4}) as t (duty_id, rung, due_at, emergency) "
                            + "on conflict (duty_id, rung) do update set due_at = excluded.due_at",
                    val(workspace, TIMER.WORKSPACE_ID), val(chunk.stream().map(timer -> timer.duty().value()).toArray(UUID[]::new)), val(chunk.stream().map(Timer::rung).toArray(String[]::new)),
                    val(chunk.stream().map(timer -> timer.at().toString()).toArray(String[]::new)), val(chunk.stream().map(Timer::emergency).toArray(Boolean[]::new)));
        }
        wake(left.stream().map(Timer::at).min(Instant::compareTo).orElseThrow());
    }

    /** Nothing happens to these duties by itself any more. */
    void remove(Collection<DutyId> duties) {
        if (!duties.isEmpty()) db.deleteFrom(TIMER).where(DSL.condition("{0} = any({1})", TIMER.DUTY_ID, val(duties.stream().map(DutyId::value).toArray(UUID[]::new)))).execute();
    }

    /** Nothing climbs any more; what else was to happen stays. */
    void removeRungs(Collection<DutyId> duties) {
        var rungs = java.util.Arrays.stream(Rung.values()).map(Rung::text).toList();
        if (!duties.isEmpty()) db.deleteFrom(TIMER).where(TIMER.DUTY_ID.in(duties), TIMER.RUNG.in(rungs)).execute();
    }

    void remove(DutyId duty, String rung) {
        db.deleteFrom(TIMER).where(TIMER.DUTY_ID.eq(duty), TIMER.RUNG.eq(rung)).execute();
    }

    /** Hears of the instant of each timer once it is committed on this node. */
    void hear(Consumer<Instant> listener) {
        impatient.add(listener);
    }

    private void wake(Instant first) {
        if (!TransactionSynchronizationManager.isSynchronizationActive()) return;
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                impatient.forEach(listener -> listener.accept(first));
            }
        });
    }
}
