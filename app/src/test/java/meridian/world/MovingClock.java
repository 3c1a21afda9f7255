package meridian.world;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import meridian.tenancy.Moment;

/** The clock of the tests: the application’s own until it is set, then it stands still until it is moved. */
public final class MovingClock extends Clock {
    private volatile Instant at;

    @Override
    public Instant instant() {
        var fixed = at;
        return fixed == null ? Moment.clock().instant() : fixed;
    }

    public void set(Instant instant) {
        at = instant;
    }

    public void forward(Duration duration) {
        at = instant().plus(duration);
    }

    public void release() {
        at = null;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
