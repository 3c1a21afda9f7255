package meridian.outbox;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What became of a delivery that was taken in hand. Reasons are for an admin's eyes: short, without what was said or secret addresses. */
public sealed interface Outcome {
    /** It arrived, or nobody wants it any more. */
    record Done() implements Outcome {}

    /** Not yet; this was no attempt. */
    record Later(Instant at) implements Outcome {}

    /** It did not work; once more after a while, at the earliest after {@code pause}. */
    record Again(String reason, @Nullable Duration pause) implements Outcome {}

    /** It will never work. */
    record Never(String reason) implements Outcome {}

    Outcome DONE = new Done();

    static Outcome again(String reason) {
        return new Again(reason, null);
    }
}
