package meridian.tenancy;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** Lets a piece of work happen at another moment than now: how a story is told that began weeks ago. */
public final class Moment {
    private static final ScopedValue<Instant> TOLD = ScopedValue.newInstance();

    private Moment() {}

    public static void at(Instant instant, Runnable work) {
        ScopedValue.where(TOLD, instant).run(work);
    }

    /** The system's clock in UTC, except inside {@link #at}. */
    public static Clock clock() {
        return new Clock() {
            @Override
            public Instant instant() {
                return TOLD.isBound() ? TOLD.get() : Instant.now();
            }

            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return zone.equals(ZoneOffset.UTC) ? this : system(zone);
            }
        };
    }
}
