package meridian.demo;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import meridian.approval.Approvals;
import meridian.approval.Route;
import meridian.calendar.WorkCalendar;
import meridian.identity.Role;
import meridian.launch.ReadinessReport.Item;
import meridian.launch.ReadinessReport.State;
import meridian.launch.ReadinessReports;
import meridian.meeting.Meeting;
import meridian.meeting.Meetings;
import meridian.project.Charters;
import meridian.project.Deliverables;
import meridian.project.Gates;
import meridian.project.Indicator;
import meridian.project.Indicators;
import meridian.project.Parties;
import meridian.project.Projects;
import meridian.project.Resource;
import meridian.project.Resources;
import meridian.project.Responsibilities;
import meridian.project.ResponsibilityMatrix;
import meridian.project.RuleBooks;
import meridian.project.Stage;
import meridian.project.Teams;
import meridian.tenancy.DeliverableId;
import meridian.tenancy.IndicatorId;
import meridian.tenancy.MeetingId;
import meridian.tenancy.PartyId;
import meridian.tenancy.ProjectId;
import meridian.tenancy.ResourceId;
import meridian.tenancy.RoleGrantId;
import meridian.tenancy.TaskId;
import meridian.workplan.PlanRows;
import meridian.workplan.TaskFields;
import meridian.workplan.TaskKind;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * A project that is about to be launched: the southern warehouse moves. Its preparation is done, two of four parties have
 * said what they have ready, the plan is a draft and the kickoff is called for the next working day.
 */
@Component
class Upcoming {
    private static final ZoneId HOME = ZoneId.of("Asia/Shanghai");
    private static final String CODE = "HNBC";
    private static final String SOUTH = "华南";
    private static final String EAST = "华东";
    private static final String SUPPLY = "供应链";
    private static final String FINANCE = "财务部";

    private final Projects projects;
    private final Parties parties;
    private final Teams teams;
    private final Charters charters;
    private final Deliverables deliverables;
    private final Indicators indicators;
    private final Resources resources;
    private final Responsibilities responsibilities;
    private final RuleBooks rules;
    private final PlanRows plan;
    private final Approvals approvals;
    private final Gates gates;
    private final ReadinessReports reports;
    private final Meetings meetings;

    private final Map<String, PartyId> party = new HashMap<>();
    private ProjectId project;

    Upcoming(Projects projects, Parties parties, Teams teams, Charters charters, Deliverables deliverables, Indicators indicators, Resources resources, Responsibilities responsibilities, RuleBooks rules, PlanRows plan, Approvals approvals, Gates gates,
            ReadinessReports reports, Meetings meetings) {
        this.projects = projects;
        this.parties = parties;
        this.teams = teams;
        this.charters = charters;
        this.deliverables = deliverables;
        this.indicators = indicators;
        this.resources = resources;
        this.responsibilities = responsibilities;
        this.rules = rules;
        this.plan = plan;
        this.approvals = approvals;
        this.gates = gates;
        this.reports = reports;
        this.meetings = meetings;
    }

    void tell(Story.Scene scene, WorkCalendar days) {
        var kickoff = days.nextWorkingDay(scene.today);
        var start = days.plusWorkingDays(kickoff, 2);
        at(scene, days.plusWorkingDays(kickoff, -9), 9, () -> begun(scene, start));
        at(scene, days.plusWorkingDays(kickoff, -8), 15, () -> chartered(scene, start));
        at(scene, days.plusWorkingDays(kickoff, -6), 10, () -> organised(scene, start));
        at(scene, days.plusWorkingDays(kickoff, -5), 14, () -> planned(scene, days, start));
        at(scene, days.plusWorkingDays(kickoff, -4), 11, () -> approved(scene));
        var eve = days.plusWorkingDays(kickoff, -2);
        at(scene, eve, 9, () -> gates.pass(project, Stage.PREPARATION, scene.as("王敏")));
        at(scene, eve, 10, () -> called(scene, kickoff));
        at(scene, eve, 15, () -> ready(scene, SOUTH, "陈浩", Map.of(Item.EQUIPMENT, State.PARTLY), Map.of(Item.EQUIPMENT, "六台叉车到位四台，其余两台周四进场"), "新仓消防复验若晚于下周二，搬迁窗口顺延一周。", ""));
        at(scene, eve, 17, () -> ready(scene, SUPPLY, "郑凯", Map.of(), Map.of(), "", "搬迁期间华南订单由华东仓代发，运费由谁承担？"));
    }

    private void begun(Story.Scene scene, LocalDate start) {
        var chief = scene.as("王敏");
        project = projects.create(new Projects.NewProject(CODE, "华南仓搬迁", "special_task", scene.regions.get(SOUTH), "CNY", start, start.plusWeeks(6)), chief);
        for (var region : List.of(SOUTH, EAST)) party.put(region, parties.addRegion(project, scene.regions.get(region), chief));
        for (var department : List.of(SUPPLY, FINANCE)) party.put(department, parties.addDepartment(project, scene.departments.get(department), chief));
        seat(scene, "赵建国", Role.SPONSOR, null);
        seat(scene, "何静", Role.BUSINESS_COORDINATOR, null);
        seat(scene, "陈浩", Role.LEAD, SOUTH);
        for (var each : List.of("周颖", "黄丽")) seat(scene, each, Role.EXECUTOR, SOUTH);
        seat(scene, "李婷", Role.LEAD, EAST);
        seat(scene, "杨雪", Role.EXECUTOR, EAST);
        seat(scene, "郑凯", Role.LEAD, SUPPLY);
        seat(scene, "刘洋", Role.SUPPORT_HEAD, FINANCE);
    }

    private void seat(Story.Scene scene, String name, Role role, @Nullable String of) {
        var person = Company.named(name);
        teams.give(project, RoleGrantId.next(), scene.people.get(name), role, of == null ? null : party.get(of), new Teams.Facts(Company.duties(role), Company.contact(person), null), scene.as("王敏"));
    }

    private void chartered(Story.Scene scene, LocalDate start) {
        var chief = scene.as("王敏");
        charters.rewrite(project, new Charters.Text("佛山旧仓租约到期，面积已不能满足新品上市后的出货量。新仓位于东莞，已完成土建。",
                "六周内把华南仓整体迁至东莞新仓，搬迁期间订单不断，账实相符。",
                "停发不超过36小时；避开发布会前后各三天；旧仓须按原状交还。",
                List.of(scene.regions.get(SOUTH), scene.regions.get(EAST)), List.of(), List.of(scene.departments.get(SUPPLY), scene.departments.get(FINANCE)), List.of(),
                "库存、货架与设备搬迁\n仓储系统切换\n搬迁期间由华东仓代发", "新仓土建与消防工程\n运输承运商更换"), charters.of(project).version(), chief);
        deliverables.add(project, DeliverableId.next(), new Deliverables.Text("新仓可用", "货架、设备与网络就绪，可以收货", start.plusWeeks(2), "消防复验合格\n货架承重检测合格\n无线网络全覆盖"), chief);
        deliverables.add(project, DeliverableId.next(), new Deliverables.Text("库存搬迁", "全部库存迁入新仓并盘点", start.plusWeeks(4), "停发不超过36小时\n账实相符率不低于99.8%"), chief);
        deliverables.add(project, DeliverableId.next(), new Deliverables.Text("旧仓交还", "清场、恢复原状、押金退回", start.plusWeeks(6), "业主书面确认"), chief);
        indicators.add(project, IndicatorId.next(), new Indicators.Facts("停发时长", "小时", Indicator.Comparison.AT_MOST, new BigDecimal("36"), Indicator.Rollup.LATEST, start.plusWeeks(4)), chief);
        indicators.add(project, IndicatorId.next(), new Indicators.Facts("账实相符率", "%", Indicator.Comparison.AT_LEAST, new BigDecimal("99.8"), Indicator.Rollup.LATEST, start.plusWeeks(4)), chief);
    }

    private void organised(Story.Scene scene, LocalDate start) {
        var chief = scene.as("王敏");
        resource(scene, Resource.Kind.BUDGET, "搬迁费", 860_000, "CNY", FINANCE, start);
        resource(scene, Resource.Kind.EQUIPMENT, "叉车", 6, "台", SOUTH, start);
        resource(scene, Resource.Kind.PEOPLE, "盘点与上架人员", 24, "人", SOUTH, start);
        resource(scene, Resource.Kind.TECHNOLOGY, "仓储系统切换支持", 1, "组", SUPPLY, start);
        var answers = List.of(SOUTH, SUPPLY, SOUTH);
        var matrix = responsibilities.of(project);
        var letters = new HashMap<ResponsibilityMatrix.Cell, String>();
        for (int i = 0; i < matrix.rows().size(); i++) {
            for (var column : matrix.columns()) {
                var letter = column.name().equals(answers.get(i)) ? "A" : column.name().equals(FINANCE) ? "I" : column.name().equals(EAST) ? "C" : "R";
                letters.put(new ResponsibilityMatrix.Cell(matrix.rows().get(i).id(), column.id()), letter);
            }
        }
        responsibilities.assign(project, letters, matrix.state(), chief);
        rules.write(project, new RuleBooks.Facts("Meridian", "钉钉群“华南仓搬迁”", "语雀 · 华南仓搬迁", "搬迁周每日12点、18点各报一次进度。\n停发、复发由总协调人在系统内宣布。", "{project}-{region}-{document}-{yyyyMMdd}-v{n}", "说明与汇报"), rules.of(project).version(), chief);
        rules.publish(project, rules.of(project).version(), chief);
    }

    private void resource(Story.Scene scene, Resource.Kind kind, String name, long amount, String unit, String provider, LocalDate start) {
        resources.add(project, ResourceId.next(), new Resources.Facts(kind, name, BigDecimal.valueOf(amount), unit, party.get(provider), null, start, start.plusWeeks(6), BigDecimal.ZERO, BigDecimal.ZERO), scene.as("王敏"));
    }

    private void planned(Story.Scene scene, WorkCalendar days, LocalDate start) {
        var rows = new ArrayList<PlanRows.NewRow>();
        var before = phase(rows, "搬迁准备");
        var shelves = task(scene, rows, days, before, "货架安装与承重检测", SOUTH, "周颖", start, 0, 8);
        var network = task(scene, rows, days, before, "网络与设备调试", SUPPLY, "郑凯", start, 3, 6);
        var rehearsal = task(scene, rows, days, before, "系统切换演练", SUPPLY, "郑凯", start, 9, 2);
        var standIn = task(scene, rows, days, before, "华东仓代发准备", EAST, "杨雪", start, 2, 7);
        var move = phase(rows, "搬迁");
        var counted = task(scene, rows, days, move, "旧仓封仓盘点", SOUTH, "黄丽", start, 11, 2);
        var moved = task(scene, rows, days, move, "库存分批搬迁与上架", SOUTH, "周颖", start, 13, 4);
        var again = task(scene, rows, days, move, "新仓复盘", SOUTH, "黄丽", start, 17, 2);
        var after = phase(rows, "收尾");
        var returned = task(scene, rows, days, after, "旧仓清场与交还", SOUTH, "陈浩", start, 19, 6);
        task(scene, rows, days, after, "搬迁费结算", FINANCE, "刘洋", start, 22, 4);
        var links = List.of(tie(shelves, rehearsal), tie(network, rehearsal), tie(rehearsal, counted), tie(standIn, counted), tie(counted, moved), tie(moved, again), tie(again, returned));
        plan.insert(project, null, rows, links, scene.as("王敏"));
    }

    private static TaskId phase(List<PlanRows.NewRow> rows, String title) {
        rows.add(PlanRows.NewRow.of(TaskKind.PHASE, null, TaskFields.titled(title)));
        return rows.getLast().id();
    }

    private TaskId task(Story.Scene scene, List<PlanRows.NewRow> rows, WorkCalendar days, TaskId parent, String title, String of, String owner, LocalDate start, int after, int length) {
        var first = days.plusWorkingDays(start, after);
        var fields = TaskFields.titled(title).withParty(party.get(of)).withOwner(scene.people.get(owner)).withStart(TaskFields.startOf(first)).withFinish(TaskFields.endOf(days.plusWorkingDays(first, length - 1)));
        rows.add(PlanRows.NewRow.of(TaskKind.TASK, parent, fields));
        return rows.getLast().id();
    }

    private static PlanRows.NewDependency tie(TaskId before, TaskId after) {
        return new PlanRows.NewDependency(after, before, "FS", 0);
    }

    private void approved(Story.Scene scene) {
        var approval = charters.submit(project, Route.approvedBy(scene.people.get("赵建国")), scene.as("王敏"));
        approvals.decide(approval, true, "同意。停发时长是底线。", approvals.fingerprint(approvals.get(approval)), scene.as("赵建国"));
    }

    private void called(Story.Scene scene, LocalDate kickoff) {
        var people = List.of("陈浩", "李婷", "郑凯", "刘洋", "赵建国").stream().map(scene.people::get).toList();
        var agenda = List.of(new Meetings.NewTopic("宣讲协同任务目标说明书", scene.people.get("王敏"), 15), new Meetings.NewTopic("各单位汇报资源准备情况", null, 30), new Meetings.NewTopic("确认职责表和资源清单", null, 20), new Meetings.NewTopic("答疑", null, 15), new Meetings.NewTopic("签署协同承诺书", null, 10));
        meetings.call(project, MeetingId.next(), new Meetings.Facts(Meeting.Kind.KICKOFF, "华南仓搬迁启动会", Meeting.Mode.MIXED, "东莞新仓二楼会议室", "https://meeting.tencent.com/dm/HNBC-KO", "", scene.regions.get(SOUTH), kickoff.atTime(10, 0), 90,
                scene.people.get("王敏"), scene.people.get("何静"), people, "", null, null, agenda), null, scene.as("王敏"));
    }

    private void ready(Story.Scene scene, String of, String signer, Map<Item, State> but, Map<Item, String> notes, String risks, String questions) {
        var states = new EnumMap<Item, State>(Item.class);
        for (var item : Item.values()) states.put(item, but.getOrDefault(item, State.READY));
        var report = reports.all(project).get(party.get(of));
        reports.report(project, report.id(), new ReadinessReports.Facts(states, notes, risks, questions), report.version(), scene.as(signer));
    }

    private static void at(Story.Scene scene, LocalDate day, int hour, Runnable act) {
        Story.within(scene, day, LocalTime.of(hour, 0), HOME, act);
    }
}
