package meridian.coordination;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ClaimTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 25);

    @Test
    void twoOverlapWhenBothWantItOnOneDay() {
        var week = claim(0, 6, 1);
        assertThat(week.overlaps(claim(6, 9, 1))).isTrue();
        assertThat(week.overlaps(claim(7, 9, 1))).isFalse();
        assertThat(week.overlaps(new Claim(TODAY.minusDays(30), null, BigDecimal.ONE))).isTrue();
        assertThat(week.overlaps(new Claim(TODAY.plusDays(7), null, BigDecimal.ONE))).isFalse();
    }

    @Test
    void whatIsGivenBackIsFreeAgain() {
        assertThat(Claim.most(List.of(claim(0, 4, 3), claim(5, 9, 4)), TODAY)).isEqualByComparingTo("4");
        assertThat(Claim.most(List.of(claim(0, 5, 3), claim(5, 9, 4)), TODAY)).isEqualByComparingTo("7");
        assertThat(Claim.most(List.of(claim(-9, -1, 3)), TODAY)).isEqualByComparingTo("0");
        assertThat(Claim.most(List.of(), TODAY)).isEqualByComparingTo("0");
        assertThat(Claim.sum(List.of(claim(-9, -1, 3), claim(5, 9, 4)))).isEqualByComparingTo("7");
    }

    /** Day by day is slow, and cannot be wrong. */
    @Test
    void itAgreesWithCountingDayByDay() {
        long seed = System.nanoTime();
        var random = new Random(seed);
        for (int round = 0; round < 300; round++) {
            var claims = new ArrayList<Claim>();
            for (int i = random.nextInt(7); i > 0; i--) {
                int from = random.nextInt(-20, 20);
                claims.add(random.nextInt(4) == 0 ? new Claim(TODAY.plusDays(from), null, BigDecimal.valueOf(random.nextInt(1, 9))) : claim(from, from + random.nextInt(12), random.nextInt(1, 9)));
            }
            var most = BigDecimal.ZERO;
            for (int day = 0; day < 60; day++) {
                var on = new Claim(TODAY.plusDays(day), TODAY.plusDays(day), BigDecimal.ONE);
                most = most.max(Claim.sum(claims.stream().filter(on::overlaps).toList()));
            }
            assertThat(Claim.most(claims, TODAY)).as("seed " + seed).isEqualByComparingTo(most);
        }
    }

    private static Claim claim(int from, int until, int amount) {
        return new Claim(TODAY.plusDays(from), TODAY.plusDays(until), BigDecimal.valueOf(amount));
    }
}
