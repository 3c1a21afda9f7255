package meridian.workplan;

import static db.workplan.Tables.BASELINE;
import static db.workplan.Tables.BASELINE_TASK;
import static db.workplan.Tables.DEPENDENCY;
import static db.workplan.Tables.PLAN_IMPORT;
import static db.workplan.Tables.TASK;
import static db.workplan.Tables.TASK_COUNT;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import meridian.project.Projects;
import meridian.tenancy.BaselineId;
import meridian.tenancy.PlanImportId;
import meridian.tenancy.TaskId;
import meridian.workplan.PlanComparison.State;
import meridian.workplan.PlanRows.NewDependency;
import meridian.workplan.PlanRows.NewRow;
import meridian.workplan.exchange.Column;
import meridian.workplan.exchange.Mspdi;
import meridian.workplan.exchange.PlanSheet;
import meridian.workplan.exchange.ProjectPlan;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Plans that leave the house and come back: through Microsoft Project’s XML whole, through a workbook cell by cell. */
class PlanExchangeTest extends PlanStory {
    @Autowired
    PlanExports exports;

    @Autowired
    PlanImports imports;

    @Autowired
    PlanLines planLines;

    @Autowired
    StandingPlan standing;

    @Autowired
    Projects projects;

    private static LocalDateTime start(int month, int day) {
        return TaskFields.startOf(LocalDate.of(2026, month, day));
    }

    private static LocalDateTime finish(int month, int day) {
        return TaskFields.endOf(LocalDate.of(2026, month, day));
    }

    private TaskFields work(String title, LocalDateTime start, LocalDateTime finish) {
        return TaskFields.titled(title).withStart(start).withFinish(finish).withTiming(TaskTiming.typed(start, finish));
    }

    private static NewRow row(TaskKind kind, TaskId parent, TaskFields fields, TaskStatus status, int progress) {
        return new NewRow(TaskId.next(), kind, "", parent, fields, status, progress, status == TaskStatus.BLOCKED ? "等资料" : "");
    }

    /** A plan with one of everything that both sides can hold. */
    private List<NewRow> layOut() {
        var phase = NewRow.of(TaskKind.PHASE, null, TaskFields.titled("筹备期").withDescription("先调研，后方案").withOwner(member("陈浩")).withParty(party("华南")));
        var work = NewRow.of(TaskKind.PACKAGE, phase.id(), TaskFields.titled("调研"));
        var inner = NewRow.of(TaskKind.PACKAGE, work.id(), TaskFields.titled("问卷"));
        var design = row(TaskKind.TASK, inner.id(), work("问卷设计", start(10, 12), finish(10, 14)).withParty(party("华南")).withOwner(member("周颖")).withCollaborators(List.of(member("林峰")))
                .withDescription("先试点\n再推广").withDeliverable(null, "问卷").withCriteria(List.of("两轮试填", "不少于20题")).withTiming(new TaskTiming(Constraint.START_ON, start(10, 12), finish(10, 30), false)), TaskStatus.IN_PROGRESS, 40);
        var collect = row(TaskKind.TASK, inner.id(), work("问卷回收", start(10, 19), finish(10, 23)).withParty(party("德国")).withOwner(member("Johanna Maier")).withTiming(TaskTiming.AUTOMATIC), TaskStatus.NOT_STARTED, 0);
        var fair = row(TaskKind.TASK, work.id(), work("展会", LocalDateTime.of(2026, 10, 24, 14, 0), LocalDateTime.of(2026, 10, 24, 17, 30)).withTiming(TaskTiming.typed(LocalDateTime.of(2026, 10, 24, 14, 0), null).byHand(true)), TaskStatus.NOT_STARTED, 0);
        var review = row(TaskKind.TASK, phase.id(), TaskFields.titled("评审").withMilestone(true, null).withFinish(finish(10, 28)).withOwner(member("王敏")).withTiming(TaskTiming.typed(null, finish(10, 28))), TaskStatus.NOT_STARTED, 0);
        var next = NewRow.of(TaskKind.PHASE, null, TaskFields.titled("执行期"));
        var done = row(TaskKind.TASK, next.id(), work("样品", start(10, 12), finish(10, 16)).withParty(party("供应链")), TaskStatus.DONE, 100);
        var stuck = row(TaskKind.TASK, next.id(), work("铺货", start(11, 2), finish(11, 13)).withParty(party("新加坡")).withTiming(TaskTiming.AUTOMATIC.asking(Constraint.FINISH_NOT_AFTER, finish(11, 20))), TaskStatus.BLOCKED, 10);
        var loose = row(TaskKind.TASK, null, TaskFields.titled("没有日期"), TaskStatus.NOT_STARTED, 0);
        var rows = List.of(phase, work, inner, design, collect, fair, review, next, done, stuck, loose);
        var links = List.of(new NewDependency(collect.id(), design.id(), "FS", 480), new NewDependency(review.id(), collect.id(), "FF", 2880, true), new NewDependency(stuck.id(), review.id(), "SS", -240),
                new NewDependency(stuck.id(), done.id(), "SF", 0), new NewDependency(next.id(), inner.id(), "SS", 0), new NewDependency(loose.id(), phase.id(), "FS", 960));
        here(() -> {
            this.rows.insert(world.project, null, rows, links, world.person("王敏").actor());
            transaction.executeWithoutResult(status -> {
                var id = BaselineId.next();
                db.insertInto(BASELINE).set(BASELINE.ID, id).set(BASELINE.PROJECT_ID, world.project).set(BASELINE.NUMBER, (short) 1).set(BASELINE.NAME, "基线1").set(BASELINE.TASKS, 1)
                        .set(BASELINE.FROZEN_BY, member("王敏")).set(BASELINE.FROZEN_AT, java.time.Instant.now()).execute();
                db.insertInto(BASELINE_TASK).set(BASELINE_TASK.BASELINE_ID, id).set(BASELINE_TASK.TASK_ID, design.id()).set(BASELINE_TASK.START_AT, start(10, 8)).set(BASELINE_TASK.FINISH_AT, finish(10, 9)).execute();
            });
            return 1;
        });
        return rows;
    }

    @Test
    void anExportComparesThePlanWithWhatWasApprovedByTheRowsItReadsAnyhow() {
        var rows = layOut();
        here(() -> tasks.move(rows.getLast().id(), TaskMove.CANCEL, "不做了", world.person("王敏").actor()));
        var access = here(() -> projects.access(world.project, world.person("王敏").actor()));
        var lines = here(() -> planLines.of(world.project));
        assertThat(lines).hasSize(6);
        List<PlanLine> fromRows = here(() -> transaction.execute(status -> PlanLines.of(standing.rows(access))));
        assertThat(fromRows).isEqualTo(lines);
    }

    private ProjectPlan schedule() {
        return here(() -> exports.takeSchedule(world.project, Locale.SIMPLIFIED_CHINESE, world.person("王敏").actor()).plan());
    }

    private static byte[] mspdi(ProjectPlan plan) {
        var out = new ByteArrayOutputStream();
        try {
            Mspdi.write(plan, (key, args) -> java.text.MessageFormat.format(words().getProperty(key), args), out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static java.util.Properties words() {
        var words = new java.util.Properties();
        try (var in = PlanExchangeTest.class.getResourceAsStream("/messages/exchange_zh_CN.properties")) {
            words.load(new java.io.InputStreamReader(in, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return words;
    }

    private PlanImportId bring(String name, byte[] content) {
        return here(() -> imports.upload(PlanImportId.next(), world.project, name, content, world.person("王敏").actor()));
    }

    private ImportPreview preview(PlanImportId id) {
        return here(() -> imports.preview(id, world.project, world.person("王敏").actor()));
    }

    private void confirm(PlanImportId id) {
        var done = here(() -> imports.confirmAndWait(id, world.project, world.person("王敏").actor()));
        assertThat(done.state()).as(String.valueOf(done.failed())).isEqualTo(PlanImport.State.WRITTEN);
    }

    private void undo(PlanImportId id) {
        here(() -> {
            imports.undo(id, world.project, world.person("王敏").actor());
            return 1;
        });
    }

    private void decide(PlanImportId id, UnaryOperator<ImportChoices> change) {
        here(() -> {
            imports.decide(id, world.project, change, world.person("王敏").actor());
            return 1;
        });
    }

    private Task named(String title) {
        return reading(() -> db.select(TaskRow.COLUMNS).from(TASK).where(TASK.PROJECT_ID.eq(world.project), TASK.TITLE.eq(title), TASK.DELETED_AT.isNull()).fetchSingle(TaskRow::read));
    }

    /** What a round trip keeps, row by row and link by link; ids and numbers are each plan’s own. */
    private static List<String> kept(ProjectPlan plan) {
        var kept = new ArrayList<String>();
        for (var row : plan.rows())
            kept.add(String.join(" | ", "·".repeat(row.level()), row.kind(), row.title(), row.note(), row.people().toString(), row.party(), plan.calendars().get(row.calendar()).name(), String.valueOf(row.milestone() ? null : row.start()), String.valueOf(row.finish()),
                    String.valueOf(row.milestone()), row.progress() + "%", row.status(), row.kind().equals("任务") ? row.constraint() + " " + row.constraintAt() : "", String.valueOf(row.deadline()), String.valueOf(row.kind().equals("任务") && row.manual()), row.deliverable(), row.criteria().toString(), row.baselines().toString(),
                    String.valueOf(row.actualStart() != null || row.progress() == 0 ? row.actualStart() : row.start()), String.valueOf(row.actualFinish())));
        plan.links().stream().map(link -> plan.rows().get(link.predecessor()).title() + " → " + plan.rows().get(link.successor()).title() + " " + link.type() + " " + link.lagMinutes() + (link.elapsed() ? " elapsed" : "")).sorted().forEach(kept::add);
        return kept;
    }

    @Test
    void aRoundTripThroughMicrosoftProjectLosesNothingThatBothSidesHold() {
        layOut();
        var before = schedule();
        var file = mspdi(before);
        var home = world;

        world = worlds.world();
        var id = bring("新品.xml", file);
        var preview = preview(id);
        assertThat(preview.comparison().matched()).isFalse();
        assertThat(preview.problems().stream().map(problem -> problem.key() + " " + problem.value()).filter(key -> !key.startsWith("exchange.calendar.") && !key.startsWith("exchange.baseline.") && !key.startsWith("exchange.date.") && !key.startsWith("exchange.owner.none"))).isEmpty();
        confirm(id);
        var after = schedule();

        assertThat(kept(after)).containsExactlyElementsOf(kept(before));
        assertThat(reading(() -> db.fetchCount(BASELINE, BASELINE.PROJECT_ID.eq(world.project)))).isEqualTo(1);
        undo(id);
        assertThat(plan()).isEmpty();
        assertThat(reading(() -> db.fetchCount(BASELINE, BASELINE.PROJECT_ID.eq(world.project)))).isZero();
        world = home;
    }

    @Test
    void aPlanThatComesBackChangesItsTasksInsteadOfDoublingThem() {
        layOut();
        var before = plan();
        var taken = schedule();
        var rows = new ArrayList<>(taken.rows());
        var places = new java.util.HashMap<String, Integer>();
        for (int i = 0; i < rows.size(); i++) places.put(rows.get(i).title(), i);
        int at = places.get("问卷设计");
        var old = rows.get(at);
        rows.set(at, new ProjectPlan.Row(old.id(), old.level(), old.number(), old.kind(), "问卷设计与试填", old.note(), old.people(), old.party(), old.calendar(), old.start(), finish(10, 16), old.minutes(), old.milestone(), 60, old.status(), old.constraint(),
                old.constraintAt(), old.deadline(), old.manual(), old.actualStart(), old.actualFinish(), old.deliverable(), old.criteria(), old.baselines()));
        int loose = places.get("没有日期");
        rows.set(loose, new ProjectPlan.Row(UUID.randomUUID(), 1, "", "任务", "新任务", "", List.of(), "", 0, start(11, 16), finish(11, 20), null, false, 0, "", Constraint.START_NOT_BEFORE, start(11, 16), null, false, null, null, "", List.of(), Map.of()));
        var links = taken.links().stream().filter(link -> link.successor() != loose).toList();
        var id = bring("改过.xml", mspdi(new ProjectPlan(taken.id(), taken.title(), taken.organisation(), taken.begins(), taken.asOf(), taken.calendars(), rows, links, taken.baselines())));

        var comparison = preview(id).comparison();
        assertThat(comparison.matched()).isTrue();
        assertThat(comparison.lines()).filteredOn(line -> line.state() == State.CHANGED).singleElement().satisfies(line -> {
            assertThat(line.title()).isEqualTo("问卷设计");
            assertThat(line.changes()).extracting(PlanComparison.Change::column).containsExactlyInAnyOrder(Column.TASK, Column.FINISH, Column.PROGRESS);
        });
        assertThat(List.of(comparison.count(State.NEW), comparison.count(State.UNCHANGED), comparison.missing().size(), comparison.going())).containsExactly(1, 5, 1, 0);
        var changed = named("问卷设计");
        decide(id, choices -> choices.withRemoved(Map.of(comparison.missing().getFirst().task().toString(), true)).withCells(Map.of(changed.id() + "/progress", false)));
        confirm(id);

        assertThat(plan()).contains("···问卷设计与试填", "新任务").doesNotContain("···问卷设计", "没有日期").hasSize(before.size());
        assertThat(now(changed.id()).finish()).isEqualTo(finish(10, 16));
        assertThat(now(changed.id()).progress()).isEqualTo(40);
        assertThat(reading(() -> db.fetchCount(BASELINE, BASELINE.PROJECT_ID.eq(world.project)))).isEqualTo(1);

        undo(id);
        assertThat(plan()).containsExactlyInAnyOrderElementsOf(before);
        assertThat(now(changed.id()).finish()).isEqualTo(finish(10, 14));
    }

    @Test
    void aPhaseOrPackageThatIsCalledOtherwiseInTheFileTakesItsNewTitle() {
        layOut();
        var before = plan();
        var taken = schedule();
        var rows = new ArrayList<>(taken.rows());
        for (int i = 0; i < rows.size(); i++) {
            var old = rows.get(i);
            if (old.level() > 2 || old.kind().equals("任务")) continue;
            rows.set(i, new ProjectPlan.Row(old.id(), old.level(), old.number(), old.kind(), old.title() + "（修订）", old.note(), old.people(), old.party(), old.calendar(), old.start(), old.finish(), old.minutes(), old.milestone(), old.progress(), old.status(),
                    old.constraint(), old.constraintAt(), old.deadline(), old.manual(), old.actualStart(), old.actualFinish(), old.deliverable(), old.criteria(), old.baselines()));
        }
        var id = bring("改名.xml", mspdi(new ProjectPlan(taken.id(), taken.title(), taken.organisation(), taken.begins(), taken.asOf(), taken.calendars(), rows, taken.links(), taken.baselines())));
        assertThat(preview(id).comparison().changing()).isPositive();
        confirm(id);
        assertThat(plan()).hasSize(before.size()).anyMatch(title -> title.endsWith("（修订）"));
        assertThat(plan().stream().map(title -> title.replace("（修订）", "")).toList()).as("in the same places").isEqualTo(before);
        undo(id);
        assertThat(plan()).isEqualTo(before);
    }

    @Test
    void whatWaitsForNothingIsHeldOnItsDatesInOtherProgramsToo() {
        here(() -> {
            rows.insert(world.project, null, List.of(row(TaskKind.TASK, null, work("定了日子", start(11, 9), finish(11, 13)).withTiming(TaskTiming.AUTOMATIC), TaskStatus.NOT_STARTED, 0)), List.of(), world.person("王敏").actor());
            return 1;
        });
        var taken = schedule();
        assertThat(taken.rows()).singleElement().satisfies(row -> assertThat(row.constraint() + " " + row.constraintAt()).isEqualTo("START_NOT_BEFORE 2026-11-09T00:00"));
        assertThat(preview(bring("同一份.xml", mspdi(taken))).comparison().writes()).isFalse();
    }

    // ---- a workbook there and back

    private byte[] workbook() {
        return here(() -> {
            var taken = exports.take(world.project, Locale.SIMPLIFIED_CHINESE, "xlsx", world.person("王敏").actor());
            var out = new ByteArrayOutputStream();
            try {
                new PlanSheet(taken.plan().plan(), Locale.SIMPLIFIED_CHINESE).writeXlsx(out, taken.plan().copy());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return out.toByteArray();
        });
    }

    private static byte[] edited(byte[] workbook, Consumer<Sheet> edit) {
        try (var book = new XSSFWorkbook(new ByteArrayInputStream(workbook)); var out = new ByteArrayOutputStream()) {
            edit.accept(book.getSheetAt(0));
            book.write(out);
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int rowOf(Sheet sheet, String title) {
        for (var row : sheet) if (row.getCell(3) != null && row.getCell(3).toString().equals(title)) return row.getRowNum();
        throw new AssertionError(title);
    }

    private static void put(Sheet sheet, String title, int column, String text) {
        var row = sheet.getRow(rowOf(sheet, title));
        var cell = row.getCell(column) == null ? row.createCell(column) : row.getCell(column);
        cell.setCellValue(text);
    }

    @Test
    void aWorkbookThatNobodyEditedChangesNothing() {
        layOut();
        var id = bring("计划.xlsx", workbook());

        var comparison = preview(id).comparison();
        assertThat(comparison.lines()).allSatisfy(line -> assertThat(line.changes()).as(line.title()).isEmpty());
        assertThat(comparison.missing()).isEmpty();
        assertThat(comparison.writes()).isFalse();
        assertThat(preview(id).importable()).isFalse();
    }

    @Test
    void anEditedWorkbookIsAcceptedOrRefusedCellByCellAndBothSidesEditsAreConflicts() {
        layOut();
        var book = workbook();
        var design = named("问卷设计");
        var review = named("评审");
        here(() -> tasks.edit(design.id(), design.version(), fields -> fields.withTitle("问卷设计（终稿）").withDescription("改了"), world.person("王敏").actor()));
        var id = bring("计划.xlsx", edited(book, sheet -> {
            put(sheet, "问卷设计", 4, "林峰");
            put(sheet, "评审", 8, "评审报告");
            put(sheet, "没有日期", 3, "有了名字");
            put(sheet, "问卷设计", 3, "问卷");
        }));

        var comparison = preview(id).comparison();
        assertThat(comparison.conflicts()).isEqualTo(1);
        var changes = comparison.lines().stream().flatMap(line -> line.changes().stream().map(change -> line.title() + " " + change.column() + " " + change.now() + " → " + change.file() + (change.conflict() ? " !" : "") + (change.taken() ? "" : " -"))).toList();
        assertThat(changes).containsExactlyInAnyOrder("问卷设计（终稿） TASK 问卷设计（终稿） → 问卷 ! -", "问卷设计（终稿） OWNER 周颖 + 林峰 → 林峰", "评审 DELIVERABLE  → 评审报告", "没有日期 TASK 没有日期 → 有了名字");
        decide(id, choices -> choices.withCells(Map.of(review.id() + "/deliverable", false)));
        confirm(id);

        var after = now(design.id());
        assertThat(after.title()).isEqualTo("问卷设计（终稿）");
        assertThat(after.description()).isEqualTo("改了");
        assertThat(after.owner()).isEqualTo(member("林峰"));
        assertThat(now(review.id()).deliverableText()).isEmpty();
        assertThat(duties(design.id())).contains("task_done cancelled 周颖", "task_done open 林峰");
        assertThat(named("有了名字")).isNotNull();
        undo(id);
        assertThat(now(design.id()).owner()).isEqualTo(member("周颖"));
        assertThat(named("没有日期")).isNotNull();
    }

    @Test
    void rowsThatWereCountedAnewAreKnownByTheirTitles() {
        confirm(bring("plan.csv", "编号,任务,前置任务\n1,甲,\n2,乙,1\n3,丙,2\n".getBytes(StandardCharsets.UTF_8)));
        var counted = bring("plan.csv", "编号,任务,前置任务\n1,新的,\n2,甲,1\n3,乙,2\n4,丙,3\n".getBytes(StandardCharsets.UTF_8));

        var lines = preview(counted).comparison().lines();
        assertThat(lines).extracting(PlanComparison.Line::title, PlanComparison.Line::state).containsExactly(org.assertj.core.groups.Tuple.tuple("新的", State.NEW), org.assertj.core.groups.Tuple.tuple("甲", State.CHANGED),
                org.assertj.core.groups.Tuple.tuple("乙", State.UNCHANGED), org.assertj.core.groups.Tuple.tuple("丙", State.UNCHANGED));
        confirm(counted);
        assertThat(plan()).containsExactly("甲", "乙", "丙", "新的");
        assertThat(reading(() -> db.select(DEPENDENCY.PREDECESSOR_TASK_ID).from(DEPENDENCY).where(DEPENDENCY.SUCCESSOR_TASK_ID.eq(named("甲").id())).fetch(DEPENDENCY.PREDECESSOR_TASK_ID))).containsExactly(named("新的").id());
    }

    @Test
    void linksGroupsAndStatesComeBackWithTheWorkbookToo() {
        layOut();
        var design = named("问卷设计");
        var fair = named("展会");
        var id = bring("计划.xlsx", edited(workbook(), sheet -> {
            put(sheet, "展会", 11, design.number() + "SS+1d");
            put(sheet, "展会", 1, "执行期");
            put(sheet, "展会", 2, "新模块");
            put(sheet, "问卷设计", 13, "已完成");
            put(sheet, "问卷设计", 14, "100%");
        }));
        var before = plan();
        confirm(id);

        assertThat(plan()).containsSubsequence("执行期", "·新模块", "··展会");
        assertThat(now(design.id()).status()).isEqualTo(TaskStatus.DONE);
        assertThat(duties(design.id())).singleElement().asString().startsWith("task_done met");
        assertThat(reading(() -> db.select(DEPENDENCY.TYPE, DEPENDENCY.LAG_MINUTES).from(DEPENDENCY).where(DEPENDENCY.SUCCESSOR_TASK_ID.eq(fair.id())).fetch(row -> row.value1() + row.value2()))).containsExactly("SS480");
        undo(id);
        assertThat(plan()).containsExactlyInAnyOrderElementsOf(before);
        assertThat(now(design.id()).status()).isEqualTo(TaskStatus.IN_PROGRESS);
        assertThat(reading(() -> db.fetchCount(DEPENDENCY, DEPENDENCY.SUCCESSOR_TASK_ID.eq(fair.id())))).isZero();
    }

    @Test
    void whatWasWorkedOnSinceIsNotTakenBack() {
        layOut();
        var id = bring("计划.xlsx", edited(workbook(), sheet -> put(sheet, "没有日期", 3, "有了名字")));
        confirm(id);
        var task = named("有了名字");
        here(() -> tasks.edit(task.id(), task.version(), fields -> fields.withDescription("接着写"), world.person("王敏").actor()));

        org.assertj.core.api.Assertions.assertThatThrownBy(() -> undo(id)).isInstanceOf(meridian.tenancy.Refused.class);
        assertThat(named("有了名字")).isNotNull();
    }

    @Test
    void anotherCopyOfAFileIsKnownByItsNumbersUnlessSomebodySaysOtherwise() {
        confirm(bring("plan.csv", "编号,任务,结束时间\n1,甲,2026-12-01\n2,乙,2026-12-02\n3,丙,2026-12-03\n".getBytes(StandardCharsets.UTF_8)));
        var again = bring("plan.csv", "编号,任务,结束时间\n1,甲,2026-12-01\n2,乙,2026-12-09\n4,丁,2026-12-04\n".getBytes(StandardCharsets.UTF_8));

        var comparison = preview(again).comparison();
        assertThat(List.of(comparison.count(State.NEW), comparison.count(State.CHANGED), comparison.count(State.UNCHANGED), comparison.missing().size())).containsExactly(1, 1, 1, 1);
        decide(again, choices -> choices.asNew(true));
        assertThat(preview(again).comparison().count(State.NEW)).isEqualTo(3);
        decide(again, choices -> choices.asNew(false));
        confirm(again);
        assertThat(plan()).containsExactly("甲", "乙", "丙", "丁");
        assertThat(named("乙").finish()).isEqualTo(finish(12, 9));

        var other = bring("other.csv", "编号,任务\n1,别的\n2,另外的\n".getBytes(StandardCharsets.UTF_8));
        assertThat(preview(other).comparison().matched()).isFalse();
    }

    // ---- the template's plan makes room

    private int counted() {
        return reading(() -> db.select(org.jooq.impl.DSL.sum(TASK_COUNT.TASKS)).from(TASK_COUNT).where(TASK_COUNT.PROJECT_ID.eq(world.project)).fetchSingle().value1().intValue());
    }

    private void laidOut() {
        here(() -> transaction.execute(status -> {
            rows.insert(world.project, null, skeletonRows(), List.of(), world.person("王敏").actor());
            return 1;
        }));
    }

    private List<NewRow> skeletonRows() {
        var phase = NewRow.of(TaskKind.PHASE, null, TaskFields.titled("筹备期"));
        return List.of(phase, NewRow.of(TaskKind.PACKAGE, phase.id(), TaskFields.titled("目标共识")), NewRow.of(TaskKind.TASK, phase.id(), TaskFields.titled("启动会").withMilestone(true, 2).withFinish(finish(10, 23))));
    }

    @Test
    void theTemplatesUntouchedPlanMakesRoomAndComesBackWithUndo() {
        laidOut();
        var id = bring("plan.csv", "编号,阶段,任务\n1,筹备期,甲\n".getBytes(StandardCharsets.UTF_8));
        assertThat(preview(id).skeleton()).isEqualTo(3);
        assertThat(preview(id).replacesSkeleton()).isTrue();
        confirm(id);
        assertThat(plan()).containsExactly("筹备期", "·甲");
        assertThat(counted()).as("what made room counts no more, and once").isEqualTo(1);
        undo(id);
        assertThat(plan()).containsExactly("筹备期", "·目标共识", "·启动会");
        assertThat(counted()).isEqualTo(1);

        var again = bring("plan.csv", "编号,阶段,任务\n1,筹备期,乙\n".getBytes(StandardCharsets.UTF_8));
        assertThat(preview(again).replacesSkeleton()).as("back as it was, it makes room for the next file").isTrue();
        confirm(again);
        assertThat(plan()).containsExactly("筹备期", "·乙");
    }

    @Test
    void whatMadeRoomAndIsGoneForGoodIsNamedAsTheReason() {
        laidOut();
        var id = bring("plan.csv", "编号,阶段,任务\n1,筹备期,甲\n".getBytes(StandardCharsets.UTF_8));
        confirm(id);
        reading(() -> db.deleteFrom(TASK).where(TASK.PROJECT_ID.eq(world.project), TASK.DELETED_AT.isNotNull()).execute());
        org.assertj.core.api.Assertions.assertThatThrownBy(() -> undo(id)).isInstanceOf(meridian.tenancy.Refused.class).hasMessageContaining("imports.trash_emptied");
        assertThat(plan()).containsExactly("筹备期", "·甲");
    }

    @Test
    void aTemplatesPlanThatSomebodyWorkedOnStaysUnlessAskedFor() {
        laidOut();
        var meeting = named("启动会");
        here(() -> tasks.edit(meeting.id(), meeting.version(), fields -> fields.withDescription("线上"), world.person("王敏").actor()));
        var id = bring("plan.csv", "编号,阶段,任务\n1,筹备期,甲\n".getBytes(StandardCharsets.UTF_8));

        assertThat(preview(id).replacesSkeleton()).isFalse();
        assertThat(preview(id).skeleton()).isEqualTo(1);
        decide(id, choices -> choices.replacing(true));
        confirm(id);
        assertThat(plan()).containsExactly("筹备期", "·启动会", "·甲");
        assertThat(counted()).isEqualTo(2);
    }

    // ---- what cannot be written

    @Test
    void aFileThatGoesRoundInACircleIsMarkedAndNothingIsWritten() {
        var phase = new ProjectPlan.Row(UUID.randomUUID(), 1, "", "计划阶段", "阶段", "", List.of(), "", 0, null, null, null, false, 0, "", Constraint.AS_SOON_AS_POSSIBLE, null, null, false, null, null, "", List.of(), Map.of());
        var one = new ProjectPlan.Row(UUID.randomUUID(), 2, "", "任务", "甲", "", List.of(), "", 0, start(10, 12), finish(10, 13), null, false, 0, "", Constraint.AS_SOON_AS_POSSIBLE, null, null, false, null, null, "", List.of(), Map.of());
        var two = new ProjectPlan.Row(UUID.randomUUID(), 1, "", "任务", "乙", "", List.of(), "", 0, start(10, 12), finish(10, 13), null, false, 0, "", Constraint.AS_SOON_AS_POSSIBLE, null, null, false, null, null, "", List.of(), Map.of());
        var links = List.of(new ProjectPlan.Link(0, 2, LinkType.FS, 0, false), new ProjectPlan.Link(2, 1, LinkType.FS, 0, false));
        var taken = schedule();
        var id = bring("环.xml", mspdi(new ProjectPlan(UUID.randomUUID(), "环", "", taken.begins(), taken.asOf(), taken.calendars(), List.of(phase, one, two), links, List.of())));

        assertThat(preview(id).problems()).anyMatch(problem -> problem.key().equals("exchange.predecessor.circle"));
        org.assertj.core.api.Assertions.assertThatThrownBy(() -> here(() -> imports.confirmAndWait(id, world.project, world.person("王敏").actor()))).isInstanceOf(meridian.tenancy.Refused.class);
        assertThat(plan()).isEmpty();
        assertThat(reading(() -> db.fetchCount(PLAN_IMPORT, PLAN_IMPORT.PROJECT_ID.eq(world.project), PLAN_IMPORT.STATE.eq("written")))).isZero();
    }
}
