package meridian.workplan.exchange;

import static meridian.workplan.exchange.Workbooks.keys;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A plan goes out in the template's layout and comes back the same. */
class PlanSheetTest {
    private static final PlanHead HEAD = new PlanHead("跨区域协同工作计划表 — 新品上市", "总部市场部", "V1.0", "HQ-XPSS-2026-PLAN-001", "内部", LocalDate.of(2026, 11, 20), "");

    private static TaskDraft task(String number, String phase, String workPackage, String title) {
        return new TaskDraft(0, number, phase, workPackage, title, "", "", List.of(), "", null, null, null, false, null, null, "", List.of(), List.of(), "");
    }

    private static final TaskDraft FULL = new TaskDraft(0, "3", "执行期", "物料", "主视觉设计", "两稿\n择一", "孙悦", List.of("周颖", "吴凡"), "总部/市场部",
            PlanDate.of(LocalDate.of(2026, 12, 17)), new PlanDate(LocalDate.of(2026, 12, 30), LocalTime.of(18, 0)), Length.days(10), true, 40, Status.BLOCKED,
            "设计稿", List.of("品牌规范检查通过", "两区域确认"), List.of(new Predecessor("1", Predecessor.Type.FS, Length.NONE), new Predecessor("A2", Predecessor.Type.SS, Length.days(-1))), "加急");

    private static final PlanDraft PLAN = new PlanDraft(HEAD, List.of(
            task("1", "筹备期", "调研", "华东调研"), task("A2", "筹备期", "调研", "华南调研"), FULL, task("4", "执行期", "物料", "印制"), task("5", "执行期", "", "无模块"), task("6", "", "", "无阶段")));

    @Test
    void aWorkbookReadBackIsTheSamePlanInBothLanguages() throws IOException {
        for (var locale : List.of(Locale.SIMPLIFIED_CHINESE, Locale.ENGLISH)) {
            var again = PlanCheck.of(Workbooks.read(xlsx(PLAN, locale)), Workbooks.NOTHING);
            assertThat(again.count(Severity.ERROR)).as(keys(again).toString()).isZero();
            assertThat(again.draft().head()).isEqualTo(HEAD);
            assertThat(withoutRows(again.draft().tasks())).isEqualTo(PLAN.tasks());
        }
    }

    @Test
    void aCsvReadBackHasTheSameTasks() throws IOException {
        for (var locale : List.of(Locale.SIMPLIFIED_CHINESE, Locale.ENGLISH)) {
            var bytes = csv(PLAN, locale);
            assertThat(bytes).startsWith(0xEF, 0xBB, 0xBF);
            assertThat(withoutRows(PlanCheck.of(Workbooks.read(bytes), Workbooks.NOTHING).draft().tasks())).isEqualTo(PLAN.tasks());
        }
    }

    @Test
    void theLayoutIsTheTemplates() throws IOException {
        var file = Workbooks.read(xlsx(PLAN, Locale.SIMPLIFIED_CHINESE));
        var rows = file.sheets().getFirst().rows();
        assertThat(rows.get(2).cells().stream().map(Cell::text).limit(13)).containsExactly(
                "序号", "阶段", "任务模块", "任务内容", "负责人", "区域/部门", "开始时间", "结束时间", "交付物", "验收标准", "里程碑", "前置任务", "备注");
        assertThat(rows.get(1).cell(1).text()).contains("版本\uFF1AV1.0").contains("编号\uFF1AHQ-XPSS-2026-PLAN-001").contains("密级\uFF1A内部");
        var xml = sheetXml(xlsx(PLAN, Locale.SIMPLIFIED_CHINESE));
        assertThat(xml).contains("B4:B5").contains("C4:C5").contains("B6:B8").contains("C6:C7").contains("orientation=\"landscape\"").contains("ySplit=\"3\"");
    }

    @Test
    void textThatBeginsLikeAFormulaNeverBecomesOne() throws IOException {
        var nasty = List.of("=cmd|'/c calc'!A0", "+1+1", "-2", "@SUM(A1)", "\uFF1D1+1", "'=1", "''+1", "'quoted'");
        var tasks = new ArrayList<TaskDraft>();
        for (int i = 0; i < nasty.size(); i++) tasks.add(task(String.valueOf(i + 1), "P", "W", nasty.get(i)));
        var plan = new PlanDraft(PlanHead.titled("=1+1"), tasks);

        var xlsx = xlsx(plan, Locale.ENGLISH);
        assertThat(sheetXml(xlsx)).doesNotContain("<f>").doesNotContain("<f ");
        assertThat(PlanCheck.of(Workbooks.read(xlsx), Workbooks.NOTHING).draft().tasks()).extracting(TaskDraft::title).isEqualTo(nasty);

        var csv = new String(csv(plan, Locale.ENGLISH), StandardCharsets.UTF_8);
        for (var line : csv.split("\r\n")) for (var cell : line.split(",")) assertThat(cell.replace("\"", "")).doesNotMatch("[=+\\-@\uFF1D].*");
        assertThat(PlanCheck.of(Workbooks.csv(csv), Workbooks.NOTHING).draft().tasks()).extracting(TaskDraft::title).isEqualTo(nasty);
    }

    @Test
    void tenThousandRowsAreWrittenInHalfASecond() throws IOException {
        var tasks = new ArrayList<TaskDraft>();
        for (int i = 1; i <= 10_000; i++)
            tasks.add(new TaskDraft(0, String.valueOf(i), "Phase " + i / 2_500, "Package " + i / 100, "Task " + i, "", "Owner " + i % 60, List.of(), "East China / Sales",
                    PlanDate.of(LocalDate.of(2026, 12, 1).plusDays(i % 200)), PlanDate.of(LocalDate.of(2026, 12, 5).plusDays(i % 200)), null, i % 250 == 0, null, null,
                    "Report " + i, List.of("Signed off", "no open defects"), i > 1 ? List.of(new Predecessor(String.valueOf(i - 1), Predecessor.Type.FS, Length.NONE)) : List.of(), ""));
        var plan = new PlanDraft(HEAD, tasks);
        for (int warm = 0; warm < 3; warm++) xlsx(plan, Locale.ENGLISH);

        var begun = Workbooks.processorTime();
        var bytes = xlsx(plan, Locale.ENGLISH);
        var taken = Workbooks.processorTime().minus(begun);
        System.out.println("10,000 rows written in " + taken.toMillis() + " ms");

        assertThat(withoutRows(PlanCheck.of(Workbooks.read(bytes), Workbooks.NOTHING).draft().tasks())).isEqualTo(tasks);
        assertThat(taken).isLessThan(Duration.ofMillis(500));
    }

    @Test
    void anyPlanWrittenAndReadIsTheSame() throws IOException {
        long seed = Long.getLong("meridian.seed", 20261123L);
        var random = new Random(seed);
        for (int round = 0; round < 60; round++) {
            var tasks = new ArrayList<TaskDraft>();
            int count = 1 + random.nextInt(30);
            for (int i = 1; i <= count; i++) tasks.add(anyTask(i, random));
            var plan = new PlanDraft(HEAD, tasks);
            var locale = random.nextBoolean() ? Locale.SIMPLIFIED_CHINESE : Locale.ENGLISH;
            assertThat(withoutRows(PlanCheck.of(Workbooks.read(xlsx(plan, locale)), Workbooks.NOTHING).draft().tasks())).as("seed %d, round %d, XLSX", seed, round).isEqualTo(tasks);
            assertThat(withoutRows(PlanCheck.of(Workbooks.read(csv(plan, locale)), Workbooks.NOTHING).draft().tasks())).as("seed %d, round %d, CSV", seed, round).isEqualTo(tasks);
        }
    }

    private static TaskDraft anyTask(int number, Random random) {
        var start = LocalDate.of(2026, 12, 1).plusDays(random.nextInt(90));
        var text = List.of("plain", "华东调研", "a,b;c \"q\"", "=1+1", "'-2", "line\nline", "\uD83D\uDE80 lift-off", "2026-12-01", "120%", "1.10", "TRUE", "0012", "x/y", "tab and \uFF1B").get(random.nextInt(14));
        var people = List.of("李婷", "孙悦", "Li Ting", "O’Neill");
        int lead = random.nextInt(4);
        return new TaskDraft(0, number % 7 == 0 ? "A0" + number : String.valueOf(number), List.of("", "筹备期", "执行期").get(random.nextInt(3)), List.of("", "调研", "=物料").get(random.nextInt(3)),
                text + " " + number, random.nextInt(4) == 0 ? text : "", people.get(lead), random.nextInt(3) == 0 ? List.of(people.get((lead + 1) % 4)) : List.of(), random.nextBoolean() ? "华东区域/市场部" : "",
                random.nextInt(5) == 0 ? null : PlanDate.of(start), random.nextInt(5) == 0 ? null : new PlanDate(start.plusDays(random.nextInt(30)), random.nextInt(4) == 0 ? LocalTime.of(18, 30) : null), null,
                random.nextInt(6) == 0, random.nextInt(3) == 0 ? random.nextInt(101) : null, random.nextInt(3) == 0 ? Status.values()[random.nextInt(6)] : null, random.nextBoolean() ? "报告" : "",
                List.of(List.<String>of(), List.of("≥80 %"), List.of("甲", "乙"), List.of("a; b", "c")).get(random.nextInt(4)),
                number > 3 && random.nextBoolean() ? List.of(new Predecessor(String.valueOf(1 + random.nextInt(3)), Predecessor.Type.values()[random.nextInt(4)], Length.days(random.nextInt(5) - 2))) : List.of(), random.nextInt(4) == 0 ? text : "");
    }

    @Test
    void anEmptyPlanIsStillATable() throws IOException {
        var file = Workbooks.read(xlsx(new PlanDraft(HEAD, List.of()), Locale.SIMPLIFIED_CHINESE));
        assertThat(Columns.recognise(file).headingRow()).isEqualTo(3);
    }

    private static byte[] xlsx(PlanDraft plan, Locale locale) throws IOException {
        var out = new ByteArrayOutputStream();
        new PlanSheet(plan, locale).writeXlsx(out);
        return out.toByteArray();
    }

    private static byte[] csv(PlanDraft plan, Locale locale) throws IOException {
        var out = new ByteArrayOutputStream();
        new PlanSheet(plan, locale).writeCsv(out);
        return out.toByteArray();
    }

    private static String sheetXml(byte[] xlsx) throws IOException {
        var archive = new Archive(xlsx, 100);
        try (var in = archive.open(archive.part("xl/worksheets/sheet1.xml"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static List<TaskDraft> withoutRows(List<TaskDraft> tasks) {
        return tasks.stream().map(t -> new TaskDraft(0, t.number(), t.phase(), t.workPackage(), t.title(), t.description(), t.owner(), t.collaborators(), t.party(), t.start(), t.finish(),
                t.duration(), t.milestone(), t.progress(), t.status(), t.deliverable(), t.criteria(), t.predecessors(), t.note())).toList();
    }
}
