package meridian.coordination;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One of the two clocks of an emergency: started when it was raised, running until it is stopped. */
public record EmergencyClock(Instant startedAt, Instant dueAt, @Nullable Instant stoppedAt) {
    public boolean running() {
        return stoppedAt == null;
    }

    /** Stopped in time. */
    public boolean kept() {
        return stoppedAt != null && !stoppedAt.isAfter(dueAt);
    }

    /** Stopped too late, or still running after its time. */
    public boolean missed(Instant now) {
        return Objects.requireNonNullElse(stoppedAt, now).isAfter(dueAt);
    }

    /** How long it ran; null while it does. */
    public @Nullable Duration taken() {
        return stoppedAt == null ? null : Duration.between(startedAt, stoppedAt);
    }
}
