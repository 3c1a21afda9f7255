package meridian.project;

import static db.duty.Tables.DUTY;
import static db.project.Tables.PROJECT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import meridian.identity.Members;
import meridian.tenancy.Actor;
import meridian.tenancy.NotAllowed;
import meridian.tenancy.Refused;
import meridian.tenancy.Stale;
import meridian.world.MeridianTest;
import meridian.world.Worlds.World;
import org.jooq.DSLContext;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

/** A long-running operation goes round in cycles, and its yearly closing leads into the next. */
class CyclesTest extends MeridianTest {
    @Autowired
    Cycles cycles;

    @Autowired
    Gates gates;

    @Autowired
    Members members;

    @Autowired
    DSLContext db;

    @Autowired
    TransactionTemplate transaction;

    @Test
    void aCycleLastsToTheEndOfItsQuarterUnlessThatIsDaysAway() {
        assertThat(Cycle.Span.from(LocalDate.of(2026, 11, 26), Cycle.Length.QUARTER)).isEqualTo(new Cycle.Span(LocalDate.of(2026, 11, 26), LocalDate.of(2026, 12, 31)));
        assertThat(Cycle.Span.from(LocalDate.of(2026, 12, 28), Cycle.Length.QUARTER)).isEqualTo(new Cycle.Span(LocalDate.of(2026, 12, 28), LocalDate.of(2027, 3, 31)));
        assertThat(Cycle.Span.from(LocalDate.of(2027, 1, 1), Cycle.Length.QUARTER)).isEqualTo(new Cycle.Span(LocalDate.of(2027, 1, 1), LocalDate.of(2027, 3, 31)));
        assertThat(Cycle.Span.from(LocalDate.of(2027, 4, 30), Cycle.Length.QUARTER).lastDay()).isEqualTo(LocalDate.of(2027, 6, 30));
        assertThat(Cycle.Span.from(LocalDate.of(2027, 2, 3), Cycle.Length.MONTH).lastDay()).isEqualTo(LocalDate.of(2027, 2, 28));
        assertThat(Cycle.Span.from(LocalDate.of(2027, 5, 3), Cycle.Length.HALF_YEAR).lastDay()).isEqualTo(LocalDate.of(2027, 6, 30));
        assertThat(Cycle.Span.from(LocalDate.of(2027, 12, 29), Cycle.Length.YEAR).lastDay()).isEqualTo(LocalDate.of(2028, 12, 31));
    }

    @Test
    void executionGoesRoundAndAfterTheYearlyClosingOn() {
        var world = worlds.world();
        var chief = world.person("王敏").actor();
        var sponsor = world.person("赵总").actor();
        refused(world, "cycle.none", () -> cycles.turn(world.project, "完成", "下一步", null, 0, chief));
        world.in(() -> transaction.executeWithoutResult(status -> db.update(PROJECT).set(PROJECT.SCENARIO, "operation").where(PROJECT.ID.eq(world.project)).execute()));
        world.in(() -> gates.waive(world.project, Stage.PREPARATION, "已备", sponsor));
        world.in(() -> gates.waive(world.project, Stage.LAUNCH, "已备", sponsor));
        assertThat(running(world).number()).isEqualTo(1);
        var page = world.signedIn("王敏", port);
        assertThat(page.get(world.here("/gate")).page().select("#cycles").text()).contains("第1周期").contains("尚未写明本周期目标");
        assertThat(page.post(world.here("/gate/cycle/goals"), "version", "0", "goals", "门店满意度90%").status()).isEqualTo(303);
        assertThat(page.post(world.here("/gate/cycle/turn"), "_form", "turn", "_from", world.here("/gate"), "version", "1", "summary", "", "goals", "x").status()).isEqualTo(422);
        thrown(world, Stale.class, () -> cycles.turn(world.project, "完成", "下一步", null, 0, chief));
        thrown(world, NotAllowed.class, () -> cycles.turn(world.project, "完成", "下一步", null, 1, world.person("李婷").actor()));
        assertThat(page.post(world.here("/gate/cycle/turn"), "version", "1", "summary", "满意度91%", "goals", "新增两家分支", "length", "year").status()).isEqualTo(303);
        assertThat(running(world).lastDay()).isEqualTo(Cycle.Length.YEAR.last(running(world).lastDay()));
        assertThat(page.get(world.url("/inbox")).page().select(".duty").text()).as("its review is owed on the last day").contains("完成执行周期复盘", running(world).lastDay().toString());
        assertThat(page.post(world.here("/gate/cycle/goals"), "_form", "aim", "_from", world.here("/gate"), "version", "0", "goals", "不变", "length", "week").status()).isEqualTo(422);
        assertThat(running(world).number()).isEqualTo(2);
        assertThat(page.get(world.here("/gate")).page().select("#cycles .timeline").text()).contains("第1周期").contains("满意度91%");
        world.in(() -> gates.waive(world.project, Stage.EXECUTION, "年度归档", sponsor));
        assertThat(in(world.workspace, () -> cycles.of(world.project))).noneMatch(Cycle::running);
        assertThat(in(world.workspace, () -> gates.of(world.project, Stage.CLOSING)).next()).as("never closed for good").isEqualTo(Stage.EXECUTION);
        world.in(() -> gates.waive(world.project, Stage.CLOSING, "归档完成", sponsor));
        assertThat(running(world).number()).isEqualTo(3);
    }

    @Test
    void whoHasLeftOwesNoReview() {
        var world = worlds.world();
        var sponsor = world.person("赵总").actor();
        world.in(() -> transaction.executeWithoutResult(status -> db.update(PROJECT).set(PROJECT.SCENARIO, "operation").where(PROJECT.ID.eq(world.project)).execute()));
        world.in(() -> members.leave(world.person("王敏").member(), null, 0, world.person("管理员").actor()));
        world.in(() -> gates.waive(world.project, Stage.PREPARATION, "已备", sponsor));
        world.in(() -> gates.waive(world.project, Stage.LAUNCH, "已备", sponsor));
        assertThat(running(world).number()).isEqualTo(1);
        boolean owed = in(world.workspace, () -> transaction.execute(status -> db.fetchExists(DUTY, DUTY.KIND.eq(CycleReview.NAME), DUTY.PROJECT_ID.eq(world.project))));
        assertThat(owed).isFalse();
    }

    private Cycle running(World world) {
        return in(world.workspace, () -> cycles.of(world.project)).stream().filter(Cycle::running).findFirst().orElseThrow();
    }

    private static void refused(World world, String key, Runnable act) {
        assertThatThrownBy(() -> world.in(act)).isInstanceOfSatisfying(Refused.class, refused -> assertThat(refused.problems()).extracting(Refused.Problem::key).contains(key));
    }

    private static void thrown(World world, Class<? extends Throwable> type, Runnable act) {
        assertThatThrownBy(() -> world.in(act)).isInstanceOf(type);
    }
}
