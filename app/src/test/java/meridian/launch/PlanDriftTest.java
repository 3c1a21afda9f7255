package meridian.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import meridian.launch.PlanDrift.Tolerance;
import meridian.workplan.PlanLine;
import org.junit.jupiter.api.Test;

class PlanDriftTest {
    private final Tolerance tolerance = new Tolerance(5, 10);

    @Test
    void aFinishMayMoveByTheToleranceEitherWayAndNotFurther() {
        assertThat(drift(line("a", 1, "2026-11-20"), line("a", 1, "2026-11-25")).beyond(tolerance)).isFalse();
        assertThat(drift(line("a", 1, "2026-11-20"), line("a", 1, "2026-11-15")).beyond(tolerance)).isFalse();
        assertThat(drift(line("a", 1, "2026-11-20"), line("a", 1, "2026-11-26")).beyond(tolerance)).isTrue();
        assertThat(drift(line("a", 1, "2026-11-20"), line("a", 1, "2026-11-14")).beyond(tolerance)).isTrue();
        assertThat(drift(line("a", 1, "2026-11-20"), line("a", 1, "2026-11-26")).moved()).containsExactly(new PlanDrift.Moved(1, "任务1", false, "2026-11-20", "2026-11-26", 6));
    }

    @Test
    void aDateThatComesOrGoesCountsAsFar() {
        assertThat(drift(line("a", 1, ""), line("a", 1, "2026-11-26")).beyond(tolerance)).isTrue();
        assertThat(drift(line("a", 1, "2026-11-26"), line("a", 1, "")).beyond(tolerance)).isTrue();
    }

    @Test
    void whatIsOverMovesNoMore() {
        var over = new PlanLine("a", 1, "任务1", "华南", "", "2026-12-31", false, "", true);
        assertThat(PlanDrift.between(List.of(line("a", 1, "2026-11-20")), List.of(over)).beyond(tolerance)).isFalse();
        assertThat(PlanDrift.between(List.of(), List.of(over)).added()).isEmpty();
    }

    @Test
    void tasksMayComeAndGoAsAShareOfAll() {
        var agreed = java.util.stream.IntStream.range(0, 20).mapToObj(i -> line("t" + i, i, "2026-11-20")).toList();
        var oneLess = agreed.subList(1, 20);
        var two = new java.util.ArrayList<>(oneLess);
        two.add(line("new", 99, "2026-11-20"));
        assertThat(PlanDrift.between(agreed, oneLess).dropped()).containsExactly("0 任务0");
        assertThat(PlanDrift.between(agreed, two).beyond(tolerance)).as("two of twenty").isFalse();
        two.add(line("newer", 100, "2026-11-20"));
        assertThat(PlanDrift.between(agreed, two).beyond(tolerance)).as("three of twenty").isTrue();
        assertThat(PlanDrift.between(List.of(), List.of(line("a", 1, "2026-11-20"))).beyond(tolerance)).as("the first task of a party that had none").isTrue();
    }

    @Test
    void theTextOfAPlanIsTheSameForTheSamePlanWhateverStandsInItsTitles() {
        var tricky = new PlanLine("a", 1, "一\t二\n三", "华南", "2026-11-01", "2026-11-20", true, "清单", false);
        assertThat(PlanLine.text("HDSS 华南 B1", List.of(tricky))).isEqualTo("HDSS 华南 B1\n1\t一 二 三\t华南\t2026-11-01\t2026-11-20\tM\t清单\n");
        assertThat(PlanLine.fingerprint("x", List.of(tricky))).isNotEqualTo(PlanLine.fingerprint("x", List.of()));
        assertThat(PlanLine.fingerprint("x", List.of(tricky))).hasSize(64);
    }

    private static PlanDrift drift(PlanLine before, PlanLine now) {
        return PlanDrift.between(List.of(before), List.of(now));
    }

    private static PlanLine line(String id, int number, String finish) {
        return new PlanLine(id, number, "任务" + number, "华南", "", finish, false, "", false);
    }
}
