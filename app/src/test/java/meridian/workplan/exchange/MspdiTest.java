package meridian.workplan.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import meridian.calendar.DayOverride;
import meridian.calendar.Interval;
import meridian.calendar.WeekParity;
import meridian.calendar.WorkCalendar;
import meridian.workplan.Constraint;
import meridian.workplan.LinkType;
import meridian.workplan.TaskKind;
import org.junit.jupiter.api.Test;
import org.mpxj.ProjectFile;

/** What Microsoft Project’s XML carries of a plan, read back by MPXJ and by our own import. */
class MspdiTest {
    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
    private static final WorkCalendar HOME = WorkCalendar.in(SHANGHAI).weekdays("09:00-12:00", "13:00-18:00")
            .override(DayOverride.off(LocalDate.of(2026, 10, 1), "国庆节", "")).override(DayOverride.off(LocalDate.of(2026, 10, 2), "国庆节", ""))
            .override(DayOverride.working(LocalDate.of(2026, 10, 10), "调休", "")).build();
    private static final WorkCalendar SOUTH = WorkCalendar.in(SHANGHAI).weekdays("08:30-12:00", "14:00-18:00").on(DayOfWeek.SATURDAY, WeekParity.EVERY, Interval.parse("08:30-12:00")).build();

    private static LocalDateTime start(int month, int day) {
        return LocalDate.of(2026, month, day).atStartOfDay();
    }

    private static LocalDateTime finish(int month, int day) {
        return LocalDate.of(2026, month, day).atTime(23, 59);
    }

    private final List<ProjectPlan.Row> rows = new ArrayList<>();
    private final List<ProjectPlan.Link> links = new ArrayList<>();

    private int row(int level, String kind, String title) {
        return row(level, kind, title, 0, null, null, Constraint.AS_SOON_AS_POSSIBLE, null);
    }

    private int row(int level, String kind, String title, int calendar, LocalDateTime start, LocalDateTime finish, Constraint constraint, LocalDateTime at) {
        rows.add(new ProjectPlan.Row(UUID.randomUUID(), level, "HDSS-" + (rows.size() + 1), kind, title, "", List.of(), "", calendar, start, finish, null, false, 0, "", constraint, at, null, false, null, null, "", List.of(), Map.of()));
        return rows.size() - 1;
    }

    private ProjectPlan plan() {
        return new ProjectPlan(UUID.randomUUID(), "新品区域上市", "星河集团", start(9, 28), start(9, 28), List.of(new ProjectPlan.Hours("华东", HOME), new ProjectPlan.Hours("华南", SOUTH)), rows, links, List.of("基线1"));
    }

    private static byte[] written(ProjectPlan plan) {
        var out = new ByteArrayOutputStream();
        try {
            Mspdi.write(plan, Workbooks.CHINESE, out);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static ProjectFile read(ProjectPlan plan) {
        return ProjectFiles.read(written(plan), Limits.standard());
    }

    @Test
    void anOutlineWithEverythingInItIsReadBackAsItWas() {
        int phase = row(1, "计划阶段", "筹备期");
        int work = row(2, "工作模块", "调研");
        int inner = row(3, "工作模块", "问卷");
        rows.add(new ProjectPlan.Row(UUID.randomUUID(), 4, "HDSS-4", "任务", "问卷设计", "先试点\n再推广", List.of("周颖", "林峰", "陈浩"), "华南", 1, start(9, 28), finish(9, 30), 1350, false, 40, "进行中",
                Constraint.START_NOT_AFTER, start(9, 29), finish(10, 12), true, LocalDateTime.of(2026, 9, 28, 10, 0), null, "问卷", List.of("两轮试填", "不少于20题"), Map.of(0, new ProjectPlan.Dates(start(9, 21), finish(9, 25)))));
        int task = rows.size() - 1;
        rows.add(new ProjectPlan.Row(UUID.randomUUID(), 2, "HDSS-5", "任务", "评审", "", List.of("", "王敏"), "", 0, null, finish(10, 10), null, true, 0, "未开始", Constraint.FINISH_NOT_BEFORE, finish(10, 10), null, false, null, null, "", List.of(), Map.of()));
        int review = rows.size() - 1;
        int other = row(1, "计划阶段", "执行期");
        int later = row(2, "任务", "铺货", 0, start(10, 12), finish(10, 16), Constraint.AS_SOON_AS_POSSIBLE, null);
        int empty = row(2, "工作模块", "尚未分解");
        links.add(new ProjectPlan.Link(task, review, LinkType.FS, 480, false));
        links.add(new ProjectPlan.Link(review, later, LinkType.SS, 2880, true));
        links.add(new ProjectPlan.Link(phase, other, LinkType.FS, -240, false));
        links.add(new ProjectPlan.Link(work, later, LinkType.FF, 0, false));

        var file = PlanFile.read("plan.xml", written(plan()), Limits.standard());
        var check = PlanCheck.of(file, Known.nothing(2026).people(List.of("周颖", "林峰", "陈浩", "王敏")).parties(List.of("华东", "华南")));

        assertThat(Workbooks.keys(check)).allMatch(key -> key.startsWith("null exchange.calendar.") || key.startsWith("null exchange.baseline.") || key.endsWith("exchange.owner.none"));
        assertThat(file.origin().groups()).extracting(GroupDraft::title, GroupDraft::kind, GroupDraft::parent, GroupDraft::identity).containsExactly(
                org.assertj.core.groups.Tuple.tuple("筹备期", TaskKind.PHASE, -1, rows.get(phase).id().toString()),
                org.assertj.core.groups.Tuple.tuple("调研", TaskKind.PACKAGE, 0, rows.get(work).id().toString()),
                org.assertj.core.groups.Tuple.tuple("问卷", TaskKind.PACKAGE, 1, rows.get(inner).id().toString()),
                org.assertj.core.groups.Tuple.tuple("执行期", TaskKind.PHASE, -1, rows.get(other).id().toString()),
                org.assertj.core.groups.Tuple.tuple("尚未分解", TaskKind.PACKAGE, 3, rows.get(empty).id().toString()));
        assertThat(file.origin().groups().get(3).predecessors()).extracting(Predecessor::toString).containsExactly("1FS-0.5d");
        var tasks = check.draft().tasks();
        assertThat(tasks).hasSize(3);
        var first = tasks.get(0);
        assertThat(List.of(first.phase(), first.workPackage(), first.title(), first.note(), first.owner(), first.party(), first.deliverable(), first.identity()))
                .containsExactly("筹备期", "调研 / 问卷", "问卷设计", "先试点\n再推广", "周颖", "华南", "问卷", rows.get(task).id().toString());
        assertThat(first.collaborators()).containsExactly("林峰", "陈浩");
        assertThat(first.criteria()).containsExactly("两轮试填", "不少于20题");
        assertThat(first.start() + " " + first.finish()).isEqualTo("2026-09-28 2026-09-30");
        assertThat(first.progress()).isEqualTo(40);
        assertThat(first.status()).isEqualTo(Status.IN_PROGRESS);
        assertThat(first.timing()).isEqualTo(new Timing(Constraint.START_NOT_AFTER, PlanDate.of(LocalDate.of(2026, 9, 29)), PlanDate.of(LocalDate.of(2026, 10, 12)), true,
                new PlanDate(LocalDate.of(2026, 9, 28), java.time.LocalTime.of(10, 0)), null));
        var second = tasks.get(1);
        assertThat(second.milestone()).isTrue();
        assertThat(second.start()).isNull();
        assertThat(second.finish()).isEqualTo(PlanDate.of(LocalDate.of(2026, 10, 10)));
        assertThat(second.timing().constraint()).isEqualTo(Constraint.FINISH_NOT_BEFORE);
        assertThat(second.predecessors()).extracting(Predecessor::toString).containsExactly("4FS+1d");
        assertThat(tasks.get(2).predecessors()).extracting(Predecessor::toString).containsExactlyInAnyOrder("5SS+2ed", "2FF");
        assertThat(tasks.get(2).timing().constraint()).isEqualTo(Constraint.AS_SOON_AS_POSSIBLE);
        assertThat(file.origin().baselines()).hasSize(1);
        assertThat(file.origin().baselines().getFirst().dates()).isEqualTo(Map.of("4", new ProjectPlan.Dates(start(9, 21), finish(9, 25))));
    }

    @Test
    void regionsKeepTheirHoursHolidaysAndMakeUpDays() {
        row(1, "任务", "甲", 1, start(9, 28), finish(12, 31), Constraint.START_NOT_BEFORE, start(9, 28));
        var file = read(plan());

        assertThat(file.getDefaultCalendar().getName()).isEqualTo("华东");
        for (var each : List.of(Map.entry("华东", HOME), Map.entry("华南", SOUTH))) {
            var calendar = file.getCalendars().stream().filter(one -> one.getName().equals(each.getKey())).findFirst().orElseThrow();
            for (var day = LocalDate.of(2026, 9, 28); day.isBefore(LocalDate.of(2027, 6, 30)); day = day.plusDays(1)) {
                var hours = calendar.getHours(day).stream().map(range -> range.getStart() + "-" + range.getEnd()).toList();
                assertThat(hours).as("%s on %s", each.getKey(), day).isEqualTo(each.getValue().hoursOf(day).stream().map(one -> java.time.LocalTime.MIN.plusMinutes(one.from()) + "-" + java.time.LocalTime.MIN.plusMinutes(one.to())).toList());
            }
        }
        assertThat(file.getTaskByID(1).getCalendar().getName()).isEqualTo("华南");
        assertThat(file.getTaskByID(1).getStart()).isEqualTo(LocalDateTime.of(2026, 9, 28, 8, 30));
        assertThat(file.getTaskByID(1).getFinish()).isEqualTo(LocalDateTime.of(2026, 12, 31, 18, 0));
    }

    @Test
    void ourOwnEngineComputesTheWrittenPlanToItsOwnDates() {
        int first = row(1, "任务", "甲", 0, start(9, 28), finish(9, 30), Constraint.START_NOT_BEFORE, start(9, 28));
        int second = row(1, "任务", "乙", 0, start(10, 5), finish(10, 6), Constraint.AS_SOON_AS_POSSIBLE, null);
        links.add(new ProjectPlan.Link(first, second, LinkType.FS, 0, false));
        var computed = FileSchedule.of(read(plan()));

        assertThat(computed.finish(0)).isEqualTo(LocalDateTime.of(2026, 9, 30, 18, 0));
        assertThat(computed.start(1)).isEqualTo(LocalDateTime.of(2026, 10, 5, 9, 0)); // after the holiday
        assertThat(computed.finish(1)).isEqualTo(LocalDateTime.of(2026, 10, 6, 18, 0));
    }

    @Test
    void textsThatMicrosoftProjectCannotHoldAreCutAndHostileOnesStayText() {
        rows.add(new ProjectPlan.Row(UUID.randomUUID(), 1, "HDSS-1", "任务", "<b>&\"甲\"\u0000</b> =1+1", "注\u0001意", List.of("A & B"), "", 0, null, null, null, false, 0, "", Constraint.AS_SOON_AS_POSSIBLE, null, null, false, null, null,
                "长".repeat(300), List.of(), Map.of()));
        var file = read(plan());

        var task = file.getTaskByID(1);
        assertThat(task.getName()).contains("<b>&\"甲\"").contains("=1+1");
        assertThat(task.getText(2)).hasSize(255).endsWith("…");
        assertThat(task.getStart()).isNull();
        assertThat(new String(written(plan()), StandardCharsets.UTF_8)).doesNotContain("\u0001");
    }

    @Test
    void fiveThousandRowsAreWrittenAndReadQuickly() {
        row(1, "计划阶段", "阶段");
        for (int i = 1; i < 5_000; i++) {
            int at = row(2, "任务", "任务" + i, i % 2, start(9, 28), finish(10, 30), Constraint.START_NOT_BEFORE, start(9, 28));
            if (i > 1) links.add(new ProjectPlan.Link(at - 1, at, LinkType.SS, 60, false));
        }
        var begun = Workbooks.processorTime();
        var bytes = written(plan());
        var wrote = Workbooks.processorTime().minus(begun);
        var read = PlanFile.read("plan.xml", bytes, Limits.standard());
        System.out.println("MSPDI of 5,000 rows: written in " + wrote.toMillis() + " ms, " + bytes.length / 1024 + " kB; read in " + Workbooks.processorTime().minus(begun).minus(wrote).toMillis() + " ms");
        assertThat(read.sheets().getFirst().rows()).hasSize(5_000);
        assertThat(wrote).isLessThan(java.time.Duration.ofSeconds(10));
    }
}
