package meridian.outbox;

import static db.outbox.Tables.MAIL;

import java.time.Clock;
import java.time.Duration;
import org.jooq.DSLContext;
import org.springframework.stereotype.Component;

/** Forgets, once an hour, letters and deliveries that were settled or given up a month ago. */
@Component
class Clearing implements Job {
    private static final Duration KEPT = Duration.ofDays(30);

    private final DSLContext db;
    private final Clock clock;
    private final Deliveries deliveries;

    Clearing(DSLContext db, Clock clock, Deliveries deliveries) {
        this.db = db;
        this.clock = clock;
        this.deliveries = deliveries;
    }

    @Override
    public String name() {
        return "outbox.clear";
    }

    @Override
    public Duration every() {
        return Duration.ofHours(1);
    }

    @Override
    public void run() {
        var before = clock.instant().minus(KEPT);
        deliveries.forget(before);
        db.deleteFrom(MAIL).where(MAIL.CREATED_AT.lt(before)).execute();
    }
}
