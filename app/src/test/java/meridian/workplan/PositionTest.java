package meridian.workplan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PositionTest {
    @Test
    void thereIsAlwaysRoomBetweenTwoNeighbours() {
        for (long seed = 1; seed <= 20; seed++) {
            var random = new Random(seed);
            var keys = new ArrayList<String>();
            for (int i = 0; i < 2000; i++) {
                int at = switch (random.nextInt(4)) {
                    case 0 -> 0;
                    case 1 -> keys.size();
                    default -> random.nextInt(keys.size() + 1);
                };
                var low = at == 0 ? null : keys.get(at - 1);
                var high = at == keys.size() ? null : keys.get(at);
                var key = Position.between(low, high);
                if (low != null) assertThat(key).as("seed %s", seed).isGreaterThan(low);
                if (high != null) assertThat(key).as("seed %s", seed).isLessThan(high);
                assertThat(key).as("seed %s", seed).matches("[0-9A-Za-z]{4,}");
                keys.add(at, key);
            }
        }
    }

    @Test
    void appendingNeverMakesAKeyLonger() {
        assertThat(Position.after(null, 10_000)).isSorted().doesNotHaveDuplicates().allMatch(key -> key.length() == 4);
    }

    @Test
    void alwaysBeforeTheFirstStaysPossible() {
        var first = "0002";
        for (int i = 0; i < 500; i++) {
            var before = Position.between(null, first);
            assertThat(before).isLessThan(first);
            first = before;
        }
        assertThat(first.length()).isLessThan(120);
    }

    @Test
    void alwaysIntoTheSameGapGrowsSlowly() {
        var low = Position.between(null, null);
        var high = Position.between(low, null);
        for (int i = 0; i < 300; i++) high = Position.between(low, high);
        assertThat(high.length()).isLessThan(70);
    }

    @Test
    void aSubtreeIsOneRange() {
        var parent = "V000";
        for (var inside : new String[] {"V000/0000V", "V000/zzzz", "V000/V000/V001"}) {
            assertThat(inside).isGreaterThan(parent).isLessThan(Path.end(parent));
            assertThat(Path.within(inside, parent)).isTrue();
        }
        for (var outside : new String[] {"V0000V", "V001", "UzzzV"}) {
            assertThat(outside.compareTo(parent) > 0 && outside.compareTo(Path.end(parent)) < 0).isFalse();
            assertThat(Path.within(outside, parent)).isFalse();
        }
    }
}
