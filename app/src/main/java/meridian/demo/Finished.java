package meridian.demo;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import meridian.approval.Approvals;
import meridian.approval.Route;
import meridian.closing.Archives;
import meridian.closing.Archiving;
import meridian.closing.Closings;
import meridian.closing.Handovers;
import meridian.closing.OpenPoints;
import meridian.closing.Settlements;
import meridian.closing.Summaries;
import meridian.closing.Summary.Part;
import meridian.identity.Role;
import meridian.meeting.Meeting;
import meridian.meeting.MeetingSheets;
import meridian.meeting.Meetings;
import meridian.meeting.MinuteBook;
import meridian.meeting.Minutes;
import meridian.project.Charters;
import meridian.project.Deliverables;
import meridian.project.Gates;
import meridian.project.Indicator;
import meridian.project.Indicators;
import meridian.project.Parties;
import meridian.project.Projects;
import meridian.project.Resource;
import meridian.project.Resources;
import meridian.project.Stage;
import meridian.project.Teams;
import meridian.tenancy.Actor;
import meridian.tenancy.ApprovalId;
import meridian.tenancy.DeliverableId;
import meridian.tenancy.IndicatorId;
import meridian.tenancy.MeasurementId;
import meridian.tenancy.MeetingId;
import meridian.tenancy.MinutesRowId;
import meridian.tenancy.OpenPointId;
import meridian.tenancy.PartyId;
import meridian.tenancy.ProjectId;
import meridian.tenancy.ResourceId;
import meridian.tenancy.RoleGrantId;
import meridian.tenancy.SettlementLineId;
import meridian.tenancy.TaskId;
import meridian.workplan.TaskFields;
import meridian.workplan.TaskKind;
import meridian.workplan.Tasks;
import org.springframework.stereotype.Component;

/** A small project that is over: a store in the east was rebuilt within three weeks, handed over, settled, summed up and archived. */
@Component
class Finished {
    private static final ZoneId HOME = ZoneId.of("Asia/Shanghai");
    private static final String CODE = "QJDZ";

    private final Projects projects;
    private final Charters charters;
    private final Parties parties;
    private final Teams teams;
    private final Deliverables deliverables;
    private final Indicators indicators;
    private final Resources resources;
    private final Tasks tasks;
    private final Gates gates;
    private final Meetings meetings;
    private final MeetingSheets sheets;
    private final MinuteBook book;
    private final Handovers handovers;
    private final OpenPoints points;
    private final Settlements settlements;
    private final Summaries summaries;
    private final Closings closings;
    private final Approvals approvals;
    private final Archives archives;
    private final Archiving archiving;

    Finished(Projects projects, Charters charters, Parties parties, Teams teams, Deliverables deliverables, Indicators indicators, Resources resources, Tasks tasks, Gates gates, Meetings meetings, MeetingSheets sheets, MinuteBook book, Handovers handovers, OpenPoints points, Settlements settlements, Summaries summaries, Closings closings,
            Approvals approvals, Archives archives, Archiving archiving) {
        this.projects = projects;
        this.charters = charters;
        this.parties = parties;
        this.teams = teams;
        this.deliverables = deliverables;
        this.indicators = indicators;
        this.resources = resources;
        this.tasks = tasks;
        this.gates = gates;
        this.meetings = meetings;
        this.sheets = sheets;
        this.book = book;
        this.handovers = handovers;
        this.points = points;
        this.settlements = settlements;
        this.summaries = summaries;
        this.closings = closings;
        this.approvals = approvals;
        this.archives = archives;
        this.archiving = archiving;
    }

    private final TaskId[] work = {TaskId.next(), TaskId.next(), TaskId.next()};
    private final MeetingId review = MeetingId.next();
    private ProjectId project;
    private ResourceId budget;
    private IndicatorId cost;
    private PartyId east;

    void tell(Story.Scene scene) {
        var over = scene.today.minusDays(9);
        at(scene, over.minusDays(26), 9, () -> begun(scene, over));
        for (int i = 0; i < work.length; i++) {
            var task = work[i];
            at(scene, over.minusDays(20L - 6 * i), 9, () -> tasks.start(task, scene.as("赵宁")));
            at(scene, over.minusDays(15L - 6 * i), 17, () -> tasks.complete(task, scene.as("赵宁")));
        }
        at(scene, over.minusDays(2), 9, () -> gates.waive(project, Stage.EXECUTION, "样板店已验收并开业", scene.as("赵建国")));
        at(scene, over.minusDays(2), 10, () -> handedOver(scene, over));
        at(scene, over.minusDays(2), 15, () -> called(scene, over));
        at(scene, over.minusDays(1), 10, () -> reviewed(scene));
        at(scene, over.minusDays(1), 14, () -> summedUp(scene));
        at(scene, over, 10, () -> {
            synchronized (archiving) { // written at this moment of the story, not now
                archives.ask(project, Locale.SIMPLIFIED_CHINESE, scene.as("王敏"));
                archiving.writeDue();
            }
        });
        at(scene, over, 16, () -> gates.pass(project, Stage.CLOSING, scene.as("王敏")));
    }

    private void begun(Story.Scene scene, LocalDate over) {
        var chief = scene.as("王敏");
        project = projects.create(new Projects.NewProject(CODE, "旗舰店改造", "special_task", scene.regions.get("华东"), "CNY", over.minusDays(26), over), chief);
        east = parties.addRegion(project, scene.regions.get("华东"), chief);
        var finance = parties.addDepartment(project, scene.departments.get("财务部"), chief);
        seat(scene, "赵建国", Role.SPONSOR, null, chief);
        seat(scene, "李婷", Role.LEAD, east, chief);
        seat(scene, "赵宁", Role.EXECUTOR, east, chief);
        seat(scene, "刘洋", Role.SUPPORT_HEAD, finance, chief);
        charters.rewrite(project, new Charters.Text("旗舰店陈列陈旧，新品上市前需有一家样板店供各区域参照。", "三周内完成旗舰店改造并开业，改造费不超过32万元。", "营业时间不施工；消防验收合格后方可陈列。", List.of(scene.regions.get("华东")), List.of(), List.of(scene.departments.get("财务部")), List.of(), "拆除、水电、展台与陈列", "其余门店"),
                charters.of(project).version(), chief);
        deliverables.add(project, DeliverableId.next(), new Deliverables.Text("样板店", "可对外营业的旗舰店样板", over, "陈列符合标准\n消防验收合格"), chief);
        budget = resources.add(project, ResourceId.next(), new Resources.Facts(Resource.Kind.BUDGET, "改造费", new BigDecimal("320000"), "CNY", finance, null, over.minusDays(26), over, new BigDecimal("300000"), new BigDecimal("298000")), chief);
        var titles = List.of("拆除与水电", "展台安装", "陈列与验收");
        for (int i = 0; i < work.length; i++) {
            tasks.add(new Tasks.NewTask(work[i], project, TaskKind.TASK, null, null, TaskFields.titled(titles.get(i)).withParty(east).withOwner(scene.people.get("赵宁")).withStart(TaskFields.startOf(over.minusDays(20L - 6 * i))).withFinish(TaskFields.endOf(over.minusDays(15L - 6 * i)))), chief);
        }
        cost = indicators.add(project, IndicatorId.next(), new Indicators.Facts("改造费", "万元", Indicator.Comparison.AT_MOST, new BigDecimal("32"), Indicator.Rollup.LATEST, over), chief);
        agree(charters.submit(project, Route.approvedBy(scene.people.get("赵建国")), chief), scene);
        for (var stage : List.of(Stage.PREPARATION, Stage.LAUNCH)) gates.waive(project, stage, "小型专项任务，合并准备与启动", scene.as("赵建国"));
    }

    private void seat(Story.Scene scene, String name, Role role, @org.jspecify.annotations.Nullable PartyId party, Actor chief) {
        teams.give(project, RoleGrantId.next(), scene.people.get(name), role, party, new Teams.Facts("", "", null), chief);
    }

    private void handedOver(Story.Scene scene, LocalDate over) {
        handovers.draft(project, new Handovers.Facts("", "", scene.people.get("王敏"), scene.people.get("李婷"), scene.people.get("刘洋")), scene.as("王敏"));
        for (var item : handovers.of(project)) for (var name : List.of("王敏", "李婷", "刘洋")) handovers.confirm(project, item.id(), null, scene.as(name));
        points.add(project, OpenPointId.next(), new OpenPoints.Facts("二楼空调待更换压缩机", "供应商承诺一个月内到货", scene.people.get("李婷"), over.plusDays(40)), scene.as("王敏"));
        pay("施工费", "212000", "CNY", null, "发票 2026-0871", scene);
        pay("德国展台", "9800", "EUR", "7.82", "INV-4471", scene);
        settlements.confirm(project, 2, scene.as("刘洋"));
        indicators.measure(project, cost, MeasurementId.next(), null, new BigDecimal("28.86"), over.minusDays(2), "费用结算单", scene.as("王敏"));
        closings.decideLessons(project, "展台从境外采购须预留六周；消防验收要在陈列之前预约。", closings.of(project).orElseThrow().version(), scene.as("王敏"));
    }

    private void pay(String name, String amount, String currency, @org.jspecify.annotations.Nullable String rate, String receipt, Story.Scene scene) {
        settlements.add(project, SettlementLineId.next(), new Settlements.Facts(name, budget, east, currency, new BigDecimal(amount), rate == null ? null : new BigDecimal(rate), rate == null ? null : scene.today.minusDays(12), receipt), scene.as("王敏"));
    }

    private void called(Story.Scene scene, LocalDate over) {
        meetings.call(project, review, new Meetings.Facts(Meeting.Kind.REVIEW, "旗舰店改造复盘会", Meeting.Mode.ON_SITE, "样板店", "", "", scene.regions.get("华东"), over.minusDays(1).atTime(9, 0), 60, null, null, List.of(scene.people.get("李婷"), scene.people.get("赵宁")), "", null, null, List.of()), null, scene.as("王敏"));
    }

    private void reviewed(Story.Scene scene) {
        book.begin(project, review, scene.as("王敏"));
        var meeting = sheets.get(review);
        meetings.attend(project, review, meeting.participants().stream().map(one -> new Meetings.There(one.person(), Meeting.Attendance.PRESENT, "")).toList(), 0, scene.as("王敏"));
        var row = MinutesRowId.next();
        book.add(project, review, row, Minutes.Section.DECISIONS, null, scene.as("王敏"));
        book.save(project, review, row, new MinuteBook.Typed(null, "同意结项，空调更换列为遗留问题。", "", null, null, null, "", false), true, 0, scene.as("王敏"));
        book.publish(project, review, false, "", 0, scene.as("王敏"));
    }

    private void summedUp(Story.Scene scene) {
        var chief = scene.as("王敏");
        summaries.draft(project, Locale.SIMPLIFIED_CHINESE, chief);
        var summary = summaries.of(project).orElseThrow();
        var words = new java.util.EnumMap<Part, String>(summary.words());
        words.put(Part.OUTLOOK, "样板店的陈列标准可用于其余门店；境外采购提前启动。");
        summaries.rewrite(project, words, summary.version(), chief);
        var sponsor = Route.approvedBy(scene.people.get("赵建国"));
        agree(summaries.submit(project, sponsor, chief), scene);
        agree(closings.apply(project, "样板店按期开业，费用在预算之内，成果已移交华东。", sponsor, chief), scene);
    }

    private void agree(ApprovalId approval, Story.Scene scene) {
        approvals.decide(approval, true, "同意。", approvals.fingerprint(approvals.get(approval)), scene.as("赵建国"));
    }

    private static void at(Story.Scene scene, LocalDate day, int hour, Runnable act) {
        Story.within(scene, day, LocalTime.of(hour, 0), HOME, act);
    }
}
