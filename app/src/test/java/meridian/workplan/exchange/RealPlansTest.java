package meridian.workplan.exchange;

import static meridian.workplan.exchange.Workbooks.at;
import static meridian.workplan.exchange.Workbooks.keys;
import static meridian.workplan.exchange.Workbooks.mended;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The three plans that people really sent, from the shared data; skipped where that is absent. */
class RealPlansTest {
    private static final Known HEADQUARTERS = Known.nothing(2026)
            .people(List.of("李婷", "陈浩", "王敏", "孙悦", "周颖", "林峰"))
            .parties(List.of("总部", "总部/市场部", "总部/财务部", "华东区域", "华南区域"));

    @Test
    void theCleanPlanHasNothingToRemark() {
        var check = PlanCheck.of(Workbooks.read(Workbooks.shared("rollout-clean.xlsx")), Workbooks.NOTHING);

        assertThat(keys(check)).isEmpty();
        assertThat(check.importable()).isTrue();
        assertThat(check.draft().tasks()).hasSize(21);
        assertThat(List.of(check.milestones(), check.phases(), check.packages(), check.people().size(), check.parties().size()))
                .containsExactly(3, 3, 7, 11, 12);
    }

    @Test
    void theCleanPlanIsReadWhole() {
        var draft = PlanCheck.of(Workbooks.read(Workbooks.shared("rollout-clean.xlsx")), Workbooks.NOTHING).draft();

        assertThat(draft.head().title()).isEqualTo("跨区域协同工作计划表 — 新品华东华南上市");
        assertThat(draft.head().unit()).isEqualTo("总部市场部");
        assertThat(draft.head().version()).isEqualTo("V1.2");
        assertThat(draft.head().date()).isEqualTo("2026-11-20");
        var third = draft.tasks().get(2);
        assertThat(third.phase()).isEqualTo("筹备期");
        assertThat(third.workPackage()).isEqualTo("市场调研");
        assertThat(third.title()).isEqualTo("调研结果汇总与评审");
        assertThat(third.owner()).isEqualTo("王敏");
        assertThat(third.party()).isEqualTo("总部/市场部");
        assertThat(third.start()).isEqualTo(PlanDate.of(LocalDate.of(2026, 12, 15)));
        assertThat(third.criteria()).containsExactly("两区域数据口径一致", "评审会通过");
        assertThat(third.predecessors()).extracting(Predecessor::number).containsExactly("1", "2");
        assertThat(draft.tasks().get(3).milestone()).isTrue();
        assertThat(draft.tasks().get(20).phase()).isEqualTo("收尾期");
    }

    @Test
    void theMessyPlanShowsEveryFaultAtItsCell() {
        var check = PlanCheck.of(Workbooks.read(Workbooks.shared("rollout-messy.xlsx")), HEADQUARTERS);

        assertThat(check.importable()).isFalse();
        assertThat(check.draft().tasks()).hasSize(8);
        assertThat(at(check, "H6", "exchange.finish.before-start").severity()).isEqualTo(Severity.ERROR);
        assertThat(at(check, "H7", "exchange.date.open").value()).isEqualTo("尽快");
        assertThat(at(check, "E7", "exchange.owner.none").severity()).isEqualTo(Severity.WARNING);
        assertThat(at(check, "A11", "exchange.number.duplicate").args()).contains("A10");
        assertThat(at(check, "M11", "exchange.progress.range").value()).isEqualTo("120%");
        assertThat(at(check, "F11", "exchange.party.near").value()).isEqualTo("华男");
        assertThat(at(check, "E9", "exchange.owner.several").value()).isEqualTo("孙悦、周颖");
        assertThat(at(check, "E12", "exchange.person.unknown").value()).isEqualTo("张三丰");
        assertThat(at(check, "E5", "exchange.cell.trimmed").severity()).isEqualTo(Severity.NOTICE);
        assertThat(at(check, "A8", "exchange.row.blank").severity()).isEqualTo(Severity.NOTICE);
        assertThat(at(check, "A13", "exchange.row.total").severity()).isEqualTo(Severity.NOTICE);
        assertThat(at(check, "G5", "exchange.date.year-noted").severity()).isEqualTo(Severity.NOTICE);
        assertThat(at(check, "I10", "exchange.duration.mismatch").severity()).isEqualTo(Severity.WARNING);
        assertThat(check.problems()).anySatisfy(problem -> assertThat(problem.key()).isEqualTo("exchange.sheet.other"));
        assertThat(check.unknownPeople()).containsExactly("张三丰");
        assertThat(check.unknownParties()).containsExactly("华男");
        assertThat(keys(check)).hasSize(21);
    }

    @Test
    void everyFaultOfTheMessyPlanHasItsMend() {
        var check = PlanCheck.of(Workbooks.read(Workbooks.shared("rollout-messy.xlsx")), HEADQUARTERS);

        assertThat(mended(at(check, "H6", "exchange.finish.before-start"))).isEqualTo("2026-12-16");
        assertThat(at(check, "H6", "exchange.finish.before-start").mends()).anySatisfy(mend -> assertThat(mend.values())
                .isEqualTo(Map.of(CellRef.of("G6"), "2026-12-10", CellRef.of("H6"), "2026-12-15")));
        assertThat(mended(at(check, "H7", "exchange.date.open"))).isEmpty();
        assertThat(mended(at(check, "A11", "exchange.number.duplicate"))).isEqualTo("B02-2");
        assertThat(mended(at(check, "M11", "exchange.progress.range"))).isEqualTo("100%");
        assertThat(mended(at(check, "F11", "exchange.party.near"))).isEqualTo("华南区域");
        assertThat(mended(at(check, "I10", "exchange.duration.mismatch"))).isEqualTo("7");

        var again = PlanCheck.of(check.file(), HEADQUARTERS, check.mended());
        assertThat(again.count(Severity.ERROR)).isZero();
        assertThat(again.importable()).isTrue();
    }

    @Test
    void theMessyPlanIsUnderstoodAsFarAsItGoes() {
        var tasks = PlanCheck.of(Workbooks.read(Workbooks.shared("rollout-messy.xlsx")), HEADQUARTERS).draft().tasks();

        assertThat(tasks.get(0).start()).isEqualTo(PlanDate.of(LocalDate.of(2026, 11, 30)));
        assertThat(tasks.get(0).finish()).isEqualTo(PlanDate.of(LocalDate.of(2026, 12, 11)));
        assertThat(tasks.get(0).progress()).isEqualTo(40);
        assertThat(tasks.get(0).party()).isEqualTo("华东区域");
        assertThat(tasks.get(1).start()).isEqualTo(PlanDate.of(LocalDate.of(2026, 11, 30)));
        assertThat(tasks.get(1).progress()).isEqualTo(30);
        assertThat(tasks.get(1).owner()).isEqualTo("陈浩");
        assertThat(tasks.get(1).phase()).isEqualTo("一、准备");
        assertThat(tasks.get(1).status()).isEqualTo(Status.IN_PROGRESS);
        assertThat(tasks.get(3).party()).isEqualTo("总部/财务部");
        assertThat(tasks.get(3).workPackage()).isEqualTo("资源");
        assertThat(tasks.get(4).owner()).isEqualTo("孙悦");
        assertThat(tasks.get(4).collaborators()).containsExactly("周颖");
        assertThat(tasks.get(4).party()).isEqualTo("总部/市场部");
        assertThat(tasks.get(5).finish()).isEqualTo(PlanDate.of(LocalDate.of(2027, 1, 8)));
    }

    @Test
    void withoutAnyKnowledgeTheMisspeltRegionStillStandsOut() {
        var check = PlanCheck.of(Workbooks.read(Workbooks.shared("rollout-messy.xlsx")), Workbooks.NOTHING);

        assertThat(mended(at(check, "F11", "exchange.party.slip"))).isEqualTo("华南");
        assertThat(check.unknownPeople()).isEmpty();
    }

    @Test
    void fiveThousandRowsAreReadAndCheckedInTime() {
        var bytes = Workbooks.shared("rollout-5000.xlsx");
        PlanCheck.of(Workbooks.read(bytes), Workbooks.NOTHING);

        var begun = Workbooks.processorTime();
        var check = PlanCheck.of(Workbooks.read(bytes), Workbooks.NOTHING);
        var taken = Workbooks.processorTime().minus(begun);

        assertThat(check.draft().tasks()).hasSize(5_000);
        assertThat(check.importable()).isTrue();
        assertThat(check.packages()).isEqualTo(40);
        assertThat(check.milestones()).isEqualTo(20);
        assertThat(check.predecessors()).isEqualTo(3_330);
        assertThat(taken).isLessThan(Duration.ofMillis(1_500));
        System.out.println("5,000 rows read and checked in " + taken.toMillis() + " ms");
    }

    @Test
    void predecessorsByOrderAreTurnedIntoTheNumbersOfTheirTasks() {
        var tasks = PlanCheck.of(Workbooks.read(Workbooks.shared("rollout-5000.xlsx")), Workbooks.NOTHING).draft().tasks();

        assertThat(tasks.get(5).predecessors()).containsExactly(
                new Predecessor("1.1.3", Predecessor.Type.FS, Length.NONE), new Predecessor("1.1.5", Predecessor.Type.SS, Length.days(1)));
    }

    @Test
    void theCleanPlanWrittenAndReadAgainIsTheSame() throws IOException {
        var draft = PlanCheck.of(Workbooks.read(Workbooks.shared("rollout-clean.xlsx")), Workbooks.NOTHING).draft();
        for (var locale : List.of(Locale.SIMPLIFIED_CHINESE, Locale.ENGLISH)) {
            var out = new ByteArrayOutputStream();
            new PlanSheet(draft, locale).writeXlsx(out);
            var again = PlanCheck.of(Workbooks.read(out.toByteArray()), Workbooks.NOTHING);
            assertThat(keys(again)).isEmpty();
            assertThat(again.draft()).isEqualTo(draft);
        }
    }

    @Test
    void aCheckIsTheSameEveryTime() {
        var bytes = Workbooks.shared("rollout-messy.xlsx");
        assertThat(PlanCheck.of(Workbooks.read(bytes), HEADQUARTERS).json(Workbooks.CHINESE))
                .isEqualTo(PlanCheck.of(Workbooks.read(bytes), HEADQUARTERS).json(Workbooks.CHINESE));
    }
}
