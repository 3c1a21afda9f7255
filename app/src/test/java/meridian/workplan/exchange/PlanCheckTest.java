package meridian.workplan.exchange;

import static meridian.workplan.exchange.Workbooks.at;
import static meridian.workplan.exchange.Workbooks.check;
import static meridian.workplan.exchange.Workbooks.keys;
import static meridian.workplan.exchange.Workbooks.mended;
import static meridian.workplan.exchange.Workbooks.read;
import static meridian.workplan.exchange.Workbooks.row;
import static meridian.workplan.exchange.Workbooks.xlsx;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PlanCheckTest {

    // Columns

    @Test
    void columnsAreRecognisedInBothLanguages() {
        var chinese = check(row("WBS", "项目阶段", "工作包", "任务名称", "第一责任人", "配合人员", "责任单位", "计划开始日期", "计划结束日期", "工期(工作日)", "输出成果", "完成标准", "是否里程碑", "紧前任务", "任务状态", "完成百分比", "备注", "任务描述"), row("1"));
        assertThat(chinese.columns().of().keySet()).isEqualTo(java.util.EnumSet.complementOf(java.util.EnumSet.of(Column.DEPARTMENT, Column.PERIOD, Column.CONSTRAINT, Column.CONSTRAINT_DATE, Column.DEADLINE, Column.MODE, Column.ACTUAL_START, Column.ACTUAL_FINISH, Column.KIND)));
        var english = check(row("No.", "Phase", "Work Package", "Task Name", "Assigned to", "Supported by", "Region", "Department", "Planned start", "Due date", "Duration (days)", "Deliverables", "Acceptance criteria", "Milestone?", "Predecessors", "Status", "% Complete", "Remarks", "Details"), row("1"));
        assertThat(english.columns().of().keySet()).isEqualTo(java.util.EnumSet.complementOf(java.util.EnumSet.of(Column.PERIOD, Column.CONSTRAINT, Column.CONSTRAINT_DATE, Column.DEADLINE, Column.MODE, Column.ACTUAL_START, Column.ACTUAL_FINISH, Column.KIND)));
    }

    @Test
    void headingsOfTwoStoreysAreReadTogether() {
        var file = read(Workbooks.workbook(book -> {
            var sheet = book.newWorksheet("计划");
            Workbooks.fill(sheet, row("序号", "任务", "负责人", "计划时间", null, "备注"), row(null, null, null, "开始", "完成时间", null),
                    row(1, "调研", "李婷", LocalDate.of(2026, 12, 1), LocalDate.of(2026, 12, 4), null));
            sheet.range(0, 3, 0, 4).merge();
        }));
        var check = PlanCheck.of(file, Workbooks.NOTHING);
        assertThat(check.columns().headingRow()).isEqualTo(2);
        assertThat(check.draft().tasks().getFirst().finish()).isEqualTo(PlanDate.of(LocalDate.of(2026, 12, 4)));
    }

    @Test
    void whatActuallyHappenedIsNotThePlan() {
        var check = check(row("任务", "计划开始", "计划完成", "实际开始", "实际完成"), row("调研", "2026-12-01", "2026-12-04", "2026-12-02", ""));
        assertThat(check.columns().at(Column.START)).isEqualTo(2);
        assertThat(check.columns().at(Column.ACTUAL_START)).isEqualTo(4);
        assertThat(check.draft().tasks().getFirst().start()).isEqualTo(PlanDate.of(LocalDate.of(2026, 12, 1)));
        assertThat(check.draft().tasks().getFirst().timing().actualStart()).isEqualTo(PlanDate.of(LocalDate.of(2026, 12, 2)));
    }

    @Test
    void columnsCanBeCorrectedAndKeptAsText() {
        var file = read(xlsx(row("任务", "谁", "甲"), row("调研", "李婷", "2026-12-01")));
        var corrected = PlanCheck.of(file, Workbooks.NOTHING).columns().with(Column.OWNER, 2).with(Column.FINISH, 3);
        assertThat(Columns.parse(corrected.on(0, 1).toString()).of()).isEqualTo(corrected.of());

        var check = PlanCheck.of(file, Workbooks.NOTHING, Corrections.NONE.with(corrected.with(Column.TASK, 1).on(0, 1)));
        assertThat(check.draft().tasks().getFirst().owner()).isEqualTo("李婷");
        assertThat(check.draft().tasks().getFirst().finish()).isEqualTo(PlanDate.of(LocalDate.of(2026, 12, 1)));
        for (var nonsense : List.of("", "x", "0;1;task=0", "0;1;task=1,owner=1", "0;1;nothing=1", "0;1;task"))
            assertThatThrownBy(() -> Columns.parse(nonsense)).as(nonsense).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theSheetWithThePlanIsFoundAmongOthers() {
        var file = read(Workbooks.workbook(book -> {
            Workbooks.fill(book.newWorksheet("封面"), row("新品上市项目"), row("日期未填年份的按2027年"));
            Workbooks.fill(book.newWorksheet("计划"), row("任务", "负责人", "开始时间"), row("调研", "李婷", "3月1日"));
        }));
        var check = PlanCheck.of(file, Workbooks.NOTHING);
        assertThat(check.columns().sheet()).isEqualTo(1);
        assertThat(check.draft().tasks().getFirst().start()).isEqualTo(PlanDate.of(LocalDate.of(2027, 3, 1)));
        assertThat(keys(check)).contains("null exchange.sheet.other");
    }

    // Rows

    @Test
    void phaseAndPackageAreFilledDownAlsoFromMergedCells() {
        var file = read(Workbooks.workbook(book -> {
            var sheet = book.newWorksheet("Plan");
            Workbooks.fill(sheet, row("Phase", "Work package", "Task", "Owner"), row("A", "a1", "t1", "x"), row(null, null, "t2", "x"), row(null, "a2", "t3", "x"), row("B", null, "t4", "x"));
            sheet.range(1, 0, 3, 0).merge();
        }));
        assertThat(PlanCheck.of(file, Workbooks.NOTHING).draft().tasks()).extracting(task -> task.phase() + "/" + task.workPackage())
                .containsExactly("A/a1", "A/a1", "A/a2", "B/");
    }

    @Test
    void aPhaseMayStandInARowOfItsOwn() {
        var check = check(row("序号", "任务", "负责人", "开始"), row("一、筹备期"), row(1, "调研", "李婷", "2026-12-01"), row("二、执行期"), row(2, "印制", "周颖", "2026-12-08"), row("小计", null, null, 2));
        assertThat(check.draft().tasks()).extracting(TaskDraft::phase).containsExactly("一、筹备期", "二、执行期");
        at(check, "A2", "exchange.row.phase");
        at(check, "A6", "exchange.row.total");
    }

    @Test
    void numbersMakeTheOutlineWhereNoColumnDoes() {
        var check = check(row("WBS", "Task Name", "Start", "Finish", "Predecessors"), row("1", "Prepare", "2026-12-01", "2026-12-20", null), row("1.1", "Research", "2026-12-01", "2026-12-10", null),
                row("1.1.1", "Survey", "2026-12-01", "2026-12-04", null), row("1.1.2", "Report", "2026-12-07", "2026-12-10", "1.1.1"), row("1.2", "Budget", "2026-12-11", "2026-12-20", null), row("2", "Kickoff", "2026-12-21", "2026-12-21", "1.2"));
        assertThat(check.draft().tasks()).extracting(task -> task.phase() + "/" + task.workPackage() + "/" + task.title())
                .containsExactly("Prepare/Research/Survey", "Prepare/Research/Report", "Prepare//Budget", "//Kickoff");
        at(check, "A2", "exchange.row.summary");
        assertThat(check.importable()).isTrue();
    }

    @Test
    void footnotesAndRepeatedHeadingsAreNoTasks() {
        var check = check(row("序号", "任务", "负责人"), row(1, "调研", "李婷"), row("序号", "任务", "负责人"), row(2, "汇总", "王敏"), row("编制:王敏"));
        assertThat(check.draft().tasks()).hasSize(2);
        at(check, "A3", "exchange.row.headings");
        at(check, "A5", "exchange.row.footnote");
    }

    @Test
    void blankRowsAreSkippedInOneNotice() {
        var check = check(row("任务", "负责人"), row("调研", "李婷"), row(), row("  ", ""), row(), row("汇总", "王敏"));
        assertThat(at(check, "A3", "exchange.row.blanks").args()).containsExactly(3, 5);
        assertThat(check.rows()).isEqualTo(2);
    }

    @Test
    void aTaskWithoutANameBlocksUntilItIsLeftOut() {
        var check = check(row("编号", "任务", "负责人", "交付物"), row("1", "调研", "李婷", null), row("2", null, "王敏", "报告"));
        var problem = at(check, "B3", "exchange.title.none");
        assertThat(mended(problem)).isEqualTo("报告");
        assertThat(check.importable()).isFalse();

        var without = PlanCheck.of(check.file(), Workbooks.NOTHING, Corrections.NONE.with(problem.mends().getLast()));
        assertThat(without.importable()).isTrue();
        assertThat(without.draft().tasks()).hasSize(1);
    }

    @Test
    void aCorrectedCellCountsInsteadOfTheFiles() {
        var check = check(row("任务", "负责人", "完成%"), row("调研", "李婷", "120%"));
        var again = PlanCheck.of(check.file(), Workbooks.NOTHING, Corrections.NONE.with(CellRef.of("C2"), "95%"));
        assertThat(again.importable()).isTrue();
        assertThat(again.draft().tasks().getFirst().progress()).isEqualTo(95);
    }

    // People and parties

    @Test
    void severalOwnersBecomeOneLeadAndTheOthersSupport() {
        var check = check(row("任务", "负责人", "配合人"), row("a", "孙悦、周颖", "吴凡"), row("b", "周颖(配合)、孙悦(牵头)", null), row("c", "牵头:孙悦;配合:周颖、吴凡", null), row("d", "Sun Yue and Zhou Ying", null), row("e", "孙悦和周颖", null));
        var tasks = check.draft().tasks();
        assertThat(tasks).extracting(TaskDraft::owner).containsExactly("孙悦", "孙悦", "孙悦", "Sun Yue", "孙悦");
        assertThat(tasks).extracting(TaskDraft::collaborators).containsExactly(List.of("周颖", "吴凡"), List.of("周颖"), List.of("周颖", "吴凡"), List.of("Zhou Ying"), List.of("周颖"));
        assertThat(check.problems()).filteredOn(p -> p.key().equals("exchange.owner.several")).extracting(p -> p.cell().toString()).containsExactly("B2", "B5", "B6");

        var mend = at(check, "B2", "exchange.owner.several").mends().get(1);
        var again = PlanCheck.of(check.file(), Workbooks.NOTHING, Corrections.NONE.with(mend));
        assertThat(again.draft().tasks().getFirst().owner()).isEqualTo("周颖");
        assertThat(keys(again)).doesNotContain("B2 exchange.owner.several");
    }

    @Test
    void aKnownNameIsNeverSplitAndASlipIsOffered() {
        var known = Workbooks.NOTHING.people(List.of("Smith, John", "王敏", "Li Ting"));
        var check = check(known, row("Task", "Owner"), row("a", "Smith, John"), row("b", "王民"), row("c", "li ting"), row("d", "Nobody Else"), row("e", "TBD"));
        assertThat(check.draft().tasks()).extracting(TaskDraft::owner).containsExactly("Smith, John", "王民", "Li Ting", "Nobody Else", "");
        assertThat(mended(at(check, "B3", "exchange.person.near"))).isEqualTo("王敏");
        at(check, "B5", "exchange.person.unknown");
        at(check, "B6", "exchange.owner.none");
        assertThat(check.unknownPeople()).containsExactly("王民", "Nobody Else");
    }

    @Test
    void partiesAreFoundInOtherSpellings() {
        var known = Workbooks.NOTHING.parties(List.of("总部/市场部", "总部/财务部", "华东区域", "华东区域/销售部", "华南区域", "华南区域/销售部"));
        var check = check(known, row("任务", "区域/部门"), row("a", "华东"), row("b", "总部财务"), row("c", "市场部"), row("d", "销售部"), row("e", "华男"), row("f", "华东区域 / 销售"), row("g", "火星"), row("h", "华男/销售部"));
        assertThat(check.draft().tasks()).extracting(TaskDraft::party).containsExactly("华东区域", "总部/财务部", "总部/市场部", "销售部", "华男", "华东区域/销售部", "火星", "华男/销售部");
        assertThat(at(check, "B5", "exchange.party.several").mends()).hasSize(2);
        assertThat(mended(at(check, "B6", "exchange.party.near"))).isEqualTo("华南区域");
        assertThat(at(check, "B8", "exchange.party.unknown").mends()).isEmpty();
        assertThat(mended(at(check, "B9", "exchange.party.near"))).isEqualTo("华南区域/销售部");
    }

    @Test
    void regionAndDepartmentInTwoColumnsMakeOneParty() {
        var check = check(row("任务", "区域", "部门"), row("a", "华东区域", "市场部"), row("b", null, "财务部"), row("c", "华南区域", null));
        assertThat(check.draft().tasks()).extracting(TaskDraft::party).containsExactly("华东区域/市场部", "财务部", "华南区域");
    }

    @Test
    void partiesThatDifferForGoodReasonAreNoSlips() {
        var rows = new ArrayList<Object[]>(List.<Object[]>of(row("Task", "Region")));
        for (var party : List.of("华东", "华东", "华南", "East China / Sales", "East China / Sales", "South China / Sales", "Region 1", "Region 1", "Region 2"))
            rows.add(row("t", party));
        assertThat(keys(check(rows.toArray(Object[][]::new)))).noneMatch(key -> key.contains("slip"));
    }

    @Test
    void deliverablesOfTheCharterAreRecognised() {
        var check = check(Workbooks.NOTHING.deliverables(List.of("市场调研总报告")), row("任务", "交付物"), row("a", "市场调研总报告"), row("b", "市场调研总抱告"), row("c", "照片"));
        assertThat(mended(at(check, "B3", "exchange.deliverable.near"))).isEqualTo("市场调研总报告");
        assertThat(keys(check)).doesNotContain("B2 exchange.deliverable.near", "B4 exchange.deliverable.near");
    }

    // Dates

    @Test
    void aFinishBeforeItsStartOffersWhatFits() {
        var check = check(row("任务", "开始", "结束", "工期"), row("swap", "2026-12-15", "2026-12-10", 4), row("year", "2026-12-28", "2026-01-08", null), row("length", "2026-12-15", "2026-12-10", 2));
        assertThat(at(check, "C2", "exchange.finish.before-start").mends().getFirst().values()).isEqualTo(Map.of(CellRef.of("B2"), "2026-12-10", CellRef.of("C2"), "2026-12-15"));
        assertThat(mended(at(check, "C3", "exchange.finish.before-start"))).isEqualTo("2027-01-08");
        assertThat(mended(at(check, "C4", "exchange.finish.before-start"))).isEqualTo("2026-12-16");
        assertThat(PlanCheck.of(check.file(), Workbooks.NOTHING, check.mended()).importable()).isTrue();
    }

    @Test
    void aMissingFinishFollowsFromTheDuration() {
        var check = check(row("任务", "开始", "结束", "工期"), row("a", "2026-12-10", null, "5天"), row("b", "2026-12-10", "尽快", "2周"), row("c", null, null, 3));
        assertThat(check.draft().tasks().getFirst().finish()).isEqualTo(PlanDate.of(LocalDate.of(2026, 12, 16)));
        at(check, "C2", "exchange.finish.computed");
        assertThat(mended(at(check, "C3", "exchange.date.open"))).isEqualTo("2026-12-23");
        at(check, "B4", "exchange.date.none");
    }

    @Test
    void bothEndsInOneCellAreTakenApart() {
        var check = check(row("任务", "起止时间", "负责人"), row("a", "2026.11.30-2026.12.11", "x"), row("b", "12月1日至12月5日", "x"), row("c", "2026-12-01 ~ 2026-12-05", "x"), row("d", "12月1日-5日", "x"), row("e", "2026-12-09", "x"));
        assertThat(check.draft().tasks()).extracting(t -> t.start() + " " + t.finish()).containsExactly(
                "2026-11-30 2026-12-11", "2026-12-01 2026-12-05", "2026-12-01 2026-12-05", "2026-12-01 2026-12-05", "2026-12-09 2026-12-09");
    }

    @Test
    void durationsThatDoNotFitTheDatesAreRemarkedUpon() {
        var check = check(row("任务", "开始", "结束", "工期(天)"), row("weekdays", "2026-12-10", "2026-12-16", 5), row("every day", "2026-12-10", "2026-12-16", 7), row("neither", "2026-12-10", "2026-12-16", 3), row("bad", "2026-12-10", "2026-12-16", "long"), row("negative", "2026-12-10", "2026-12-16", -5));
        assertThat(keys(check)).filteredOn(key -> key.contains("duration")).containsExactly("D4 exchange.duration.mismatch", "D5 exchange.duration.unreadable", "D6 exchange.duration.negative");
        assertThat(mended(at(check, "D4", "exchange.duration.mismatch"))).isEqualTo("5");
    }

    @Test
    void restDaysAreNoticedOnlyWhereACalendarIsKnown() {
        var rows = new Object[][] {row("任务", "开始", "结束"), row("a", "2026-12-12", "2026-12-20")};
        assertThat(keys(check(rows))).noneMatch(key -> key.contains("rest-day"));
        var known = Workbooks.NOTHING.calendar((party, day) -> day.getDayOfWeek() != DayOfWeek.SATURDAY && day.getDayOfWeek() != DayOfWeek.SUNDAY, List.of());
        var check = check(known, rows);
        assertThat(mended(at(check, "B2", "exchange.date.rest-day"))).isEqualTo("2026-12-14");
        assertThat(mended(at(check, "C2", "exchange.date.rest-day"))).isEqualTo("2026-12-18");
    }

    // Numbers and predecessors

    @Test
    void aNumberUsedTwiceGetsANewOne() {
        var check = check(row("编号", "任务"), row("B02", "a"), row("B02", "b"), row("B02-2", "c"), row(1.9, "d"), row(1.1, "e"), row(1.1, "f"));
        assertThat(mended(at(check, "A3", "exchange.number.duplicate"))).isEqualTo("B02-3");
        var ten = check(row("编号", "任务"), row(1.1, "a"), row(1.9, "d"), row(1.1, "e"));
        assertThat(mended(at(ten, "A4", "exchange.number.duplicate"))).isEqualTo("1.10");
    }

    @Test
    void predecessorsAreReadWithTypeAndLag() {
        var check = check(row("No.", "Task", "Predecessors"), row(1, "a", null), row(2, "b", "1"), row(3, "c", "1FS, 2SS+1d"), row(4, "d", "1FF-2 days;3SF+4h"), row(5, "e", "2、3FS+2天"), row(6, "f", 5), row(7, "g", "a"));
        assertThat(check.draft().tasks()).extracting(t -> String.join(" ", t.predecessors().stream().map(Predecessor::toString).toList()))
                .containsExactly("", "1", "1 2SS+1d", "1FF-2d 3SF+4h", "2 3FS+2d", "5", "1");
        assertThat(keys(check)).noneMatch(key -> key.contains("predecessor"));
    }

    @Test
    void aNumberThatLooksLikeALagIsANumber() {
        var check = check(row("No.", "Task", "Predecessors"), row("A-1", "a", null), row("A-2", "b", "A-1"), row("A", "c", "A-2, A-1SS+1d"));
        assertThat(check.draft().tasks().get(1).predecessors()).extracting(Predecessor::number).containsExactly("A-1");
        assertThat(check.draft().tasks().get(2).predecessors()).extracting(Predecessor::toString).containsExactly("A-2", "A-1SS+1d");
    }

    @Test
    void predecessorsThatLeadNowhereOrToThemselvesAreErrors() {
        var check = check(row("No.", "Task", "Predecessors"), row(1, "a", null), row(2, "b", "1, 99"), row(3, "c", "3"), row(4, "d", "1-3"), row(5, "e", "1FS+soon"));
        assertThat(mended(at(check, "C3", "exchange.predecessor.unknown"))).isEqualTo("1");
        assertThat(mended(at(check, "C4", "exchange.predecessor.self"))).isEmpty();
        assertThat(at(check, "C5", "exchange.predecessor.range").severity()).isEqualTo(Severity.WARNING);
        assertThat(check.draft().tasks().get(3).predecessors()).hasSize(3);
        assertThat(check.count(Severity.ERROR)).isEqualTo(3);
        var known = check(Workbooks.NOTHING.numbers(Set.of("99")), row("No.", "Task", "Predecessors"), row(1, "a", "99"));
        assertThat(known.importable()).isTrue();
    }

    @Test
    void circlesAreNamedWithTheirMembersAndCanBeBroken() {
        var check = check(row("No.", "Task", "Predecessors"), row(1, "a", "3"), row(2, "b", "1"), row(3, "c", "2"), row(4, "d", "5"), row(5, "e", "4"), row(6, "f", "5"));
        assertThat(at(check, "C2", "exchange.predecessor.circle").args()).containsExactly("1 → 3 → 2 → 1");
        assertThat(at(check, "C5", "exchange.predecessor.circle").args()).containsExactly("4 → 5 → 4");
        assertThat(check.count(Severity.ERROR)).isEqualTo(2);
        assertThat(PlanCheck.of(check.file(), Workbooks.NOTHING, check.mended()).importable()).isTrue();
    }

    @Test
    void aChainOfThousandsDoesNotOverflow() {
        var csv = new StringBuilder("No.,Task,Predecessors\n");
        for (int i = 1; i <= 20_000; i++) csv.append(i).append(",t").append(i).append(',').append(i == 1 ? 20_000 : i - 1).append('\n');
        var check = PlanCheck.of(Workbooks.csv(csv.toString()), Workbooks.NOTHING);
        assertThat(check.count(Severity.ERROR)).isEqualTo(1);
        assertThat(at(check, "C2", "exchange.predecessor.circle").args().getFirst().toString()).contains("…").hasSizeLessThan(120);
    }

    @Test
    void thousandsOfTheSameProblemAreCountedNotListed() {
        var csv = new StringBuilder("No.,Task,Progress\n");
        for (int i = 1; i <= 3_000; i++) csv.append(i).append(",t,120%\n");
        var check = PlanCheck.of(Workbooks.csv(csv.toString()), Workbooks.NOTHING);
        assertThat(check.count(Severity.ERROR)).isEqualTo(3_000);
        assertThat(check.problems()).as("a thousand cells, how many more there are, the columns that are missing").hasSize(1_002);
        assertThat(check.problems().getFirst().in(Workbooks.ENGLISH)).isEqualTo("Another 2000 cells have the same problem as C1001.");
    }

    // Words

    @Test
    void stateProgressAndMilestoneAreReadAsPeopleWriteThem() {
        var check = check(row("任务", "状态", "完成%", "里程碑"), row("a", "进行中", 0.3, "是"), row("b", "Done", "100%", "√"), row("c", "未开始", "0", "否"), row("d", "怪", "abc", "也许"), row("e", "已完成", "50%", null), row("f", "暂停", "40%", "★"));
        assertThat(check.draft().tasks()).extracting(TaskDraft::status).containsExactly(Status.IN_PROGRESS, Status.DONE, Status.NOT_STARTED, null, Status.DONE, Status.BLOCKED);
        assertThat(check.draft().tasks()).extracting(TaskDraft::progress).containsExactly(30, 100, 0, null, 50, 40);
        assertThat(check.draft().tasks()).extracting(TaskDraft::milestone).containsExactly(true, true, false, false, false, true);
        assertThat(keys(check)).contains("B5 exchange.status.unknown", "C5 exchange.progress.unreadable", "D5 exchange.milestone.unclear", "B6 exchange.status.progress");
    }

    @Test
    void criteriaAreSplitAndTheirCountTakenOff() {
        assertThat(RowReader.split("回收有效问卷≥500份;覆盖6个重点城市")).containsExactly("回收有效问卷≥500份", "覆盖6个重点城市");
        assertThat(RowReader.split("1、甲\uFF1B2、乙")).containsExactly("甲", "乙");
        assertThat(RowReader.split("1. 甲\n2. 乙\n")).containsExactly("甲", "乙");
        assertThat(RowReader.split("1.5倍;2.5倍")).containsExactly("1.5倍", "2.5倍");
        assertThat(RowReader.split("华东12人、华南10人到位")).hasSize(1);
    }

    @Test
    void textThatIsTooLongIsRefusedWithAShorterOne() {
        var check = check(row("任务", "负责人"), row("长".repeat(301), "李婷"), row("x", "名".repeat(101)));
        assertThat(mended(at(check, "A2", "exchange.cell.too-long"))).hasSizeLessThanOrEqualTo(300);
        at(check, "B3", "exchange.cell.too-long");
        assertThat(PlanCheck.of(check.file(), Workbooks.NOTHING, check.mended()).importable()).isTrue();
    }

    @Test
    void errorsOfTheSpreadsheetItselfAreShown() {
        var file = read(Workbooks.sheetOf("<worksheet><sheetData><row r=\"1\"><c r=\"A1\" t=\"str\"><v>任务</v></c><c r=\"B1\" t=\"str\"><v>负责人</v></c></row>"
                + "<row r=\"2\"><c r=\"A2\" t=\"str\"><v>调研</v></c><c r=\"B2\" t=\"e\"><v>#REF!</v></c></row><row r=\"3\"><c r=\"A3\"><f>1+1</f></c><c r=\"B3\" t=\"str\"><v>x</v></c></row></sheetData></worksheet>"));
        var check = PlanCheck.of(file, Workbooks.NOTHING);
        assertThat(at(check, "B2", "exchange.cell.error").value()).isEqualTo("#REF!");
        at(check, "A3", "exchange.cell.error");
    }

    @Test
    void everyMessageExistsInBothLanguages() {
        var check = check(row("编号", "任务", "负责人", "开始", "结束", "前置任务", "完成%", "谜"), row("1", "a", "x、y", "月底", "尽快", "9", "120%", "z"), row("1", "", "", "12/11/2026", "2026-02-30", "1-3", "?", ""), row("合计"));
        assertThat(check.problems()).hasSizeGreaterThan(8);
        for (var problem : check.problems())
            for (var wording : List.of(Workbooks.CHINESE, Workbooks.ENGLISH)) {
                assertThat(problem.in(wording)).doesNotContain("exchange.").doesNotContain("{");
                for (var mend : problem.mends()) assertThat(mend.in(wording)).doesNotContain("exchange.").doesNotContain("{");
            }
    }
}
