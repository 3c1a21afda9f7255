package meridian.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BackoffTest {
    @Test
    void eachWaitIsTwiceAsLongUpToEightHours() {
        assertThat(Backoff.after(1, 0)).isEqualTo(Duration.ofSeconds(15));
        assertThat(Backoff.after(2, 0)).isEqualTo(Duration.ofSeconds(30));
        assertThat(Backoff.after(10, 0)).isEqualTo(Duration.ofMinutes(128));
        for (int attempts = 12; attempts < 60; attempts++) assertThat(Backoff.after(attempts, 0)).isEqualTo(Duration.ofHours(8));
        assertThat(Backoff.after(1, 1)).isEqualTo(Duration.ofSeconds(18));
    }

    @Test
    void fourteenAttemptsTakeADayAndAHalf() {
        var all = Duration.ZERO;
        for (int attempts = 1; attempts < 14; attempts++) all = all.plus(Backoff.after(attempts, 0));
        assertThat(all).isBetween(Duration.ofHours(24), Duration.ofHours(40));
    }
}
