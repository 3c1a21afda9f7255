package meridian.world;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** The clock of the tests: real time until it is set, then it stands still until it is moved. */
public final class MovingClock extends Clock {
    private volatile Instant at;

    @Override
    public Instant instant() {
        var fixed = at;
        return fixed == null ? Instant.now() : fixed;
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
