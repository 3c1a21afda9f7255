package meridian.outbox;

import java.time.Duration;

/** How long to wait before the next attempt: a quarter of a minute, then twice as long each time, at most eight hours. Fourteen attempts take a day and a half. */
final class Backoff {
    private static final Duration FIRST = Duration.ofSeconds(15);
    private static final Duration LONGEST = Duration.ofHours(8);

    private Backoff() {}

    /** The wait after so many attempts; {@code luck} between 0 and 1 spreads those that failed together over a fifth of it. */
    static Duration after(int attempts, double luck) {
        var wait = attempts > 12 ? LONGEST : FIRST.multipliedBy(1L << Math.max(0, attempts - 1));
        if (wait.compareTo(LONGEST) > 0) wait = LONGEST;
        return wait.plusMillis((long) (wait.toMillis() * 0.2 * luck));
    }
}
