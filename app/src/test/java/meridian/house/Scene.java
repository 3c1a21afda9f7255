package meridian.house;

import static db.project.Tables.CHECKLIST_ITEM;
import static db.closing.Tables.EVALUATION;
import static db.coordination.Tables.EMERGENCY;
import static db.coordination.Tables.EMERGENCY_ENTRY;
import static db.coordination.Tables.DISPUTE;
import static db.coordination.Tables.DISPUTE_MEASURE;
import static db.coordination.Tables.DISPUTE_SIDE;
import static db.duty.Tables.DUTY;
import static db.identity.Tables.ROLE_GRANT;
import static db.identity.Tables.WEEK_HOURS;
import static db.notification.Tables.NOTICE;
import static db.outbox.Tables.DELIVERY;
import static db.project.Tables.PROJECT;
import static db.workplan.Tables.DEPENDENCY;
import static db.workplan.Tables.PLAN_EDIT;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import meridian.approval.Approvals;
import meridian.approval.Route;
import meridian.acceptance.AcceptanceRules;
import meridian.acceptance.Application;
import meridian.acceptance.ApplicationSheets;
import meridian.acceptance.Applications;
import meridian.acceptance.Outcome;
import meridian.acceptance.Panel;
import meridian.acceptance.Panels;
import meridian.acceptance.QualityChecks;
import meridian.acceptance.Rule;
import meridian.acceptance.Side;
import meridian.acceptance.Verdicts;
import meridian.board.OnePagers;
import meridian.board.Readings;
import meridian.closing.Archives;
import meridian.closing.Archiving;
import meridian.board.Week;
import meridian.closing.Handovers;
import meridian.closing.OpenPoints;
import meridian.closing.Settlements;
import meridian.coordination.Emergencies;
import meridian.coordination.EmergencyGroups;
import meridian.coordination.Severity;
import meridian.document.Attachments;
import meridian.document.Documents;
import meridian.document.DocxTemplates;
import meridian.document.Export;
import meridian.document.Returns;
import meridian.document.FileStore;
import meridian.document.Uploads;
import meridian.coordination.Dispute;
import meridian.coordination.DisputeSheets;
import meridian.coordination.Disputes;
import meridian.coordination.RequestMove;
import meridian.coordination.RequestSheets;
import meridian.coordination.ResourceRequests;
import meridian.duty.Duties;
import meridian.duty.Extensions;
import meridian.duty.Rota;
import meridian.identity.Absences;
import meridian.identity.Delegations;
import meridian.identity.Departments;
import meridian.identity.Grants;
import meridian.identity.Power;
import meridian.identity.Regions;
import meridian.identity.Role;
import meridian.identity.Sessions;
import meridian.knowledge.Entries;
import meridian.knowledge.EntryKind;
import meridian.knowledge.EntryText;
import meridian.knowledge.TemplateProposals;
import meridian.launch.CommitmentLetters;
import meridian.launch.Kickoff;
import meridian.launch.Kickoffs;
import meridian.launch.PlanConfirmations;
import meridian.launch.ReadinessReport;
import meridian.launch.ReadinessReports;
import meridian.meeting.Meeting;
import meridian.meeting.MeetingSheets;
import meridian.meeting.Meetings;
import meridian.meeting.MinuteBook;
import meridian.meeting.Minutes;
import meridian.meeting.MinutesSheets;
import meridian.notification.PushSubscriptions;
import meridian.notification.Webhooks;
import meridian.outbox.Notice;
import meridian.outbox.NoticeGroup;
import meridian.outbox.Notices;
import meridian.progress.Filing;
import meridian.progress.Line;
import meridian.progress.Reports;
import meridian.project.Charters;
import meridian.project.Deliverables;
import meridian.project.Indicator;
import meridian.project.Indicators;
import meridian.project.Projects;
import meridian.project.ScenarioTemplates;
import meridian.project.TemplateEditions;
import meridian.project.TemplateForm;
import meridian.project.TemplatePlace;
import meridian.project.Resource;
import meridian.project.Resources;
import meridian.project.Responsibilities;
import meridian.project.ResponsibilityMatrix;
import meridian.project.ResponsibilityReturn;
import meridian.risk.Level;
import meridian.risk.Risk;
import meridian.risk.RiskImports;
import meridian.risk.RiskSheets;
import meridian.risk.Risks;
import meridian.tenancy.AbsenceId;
import meridian.tenancy.EvaluationId;
import meridian.tenancy.HandoverItemId;
import meridian.tenancy.OpenPointId;
import meridian.tenancy.SavedViewId;
import meridian.tenancy.SettlementLineId;
import meridian.tenancy.Actor;
import meridian.tenancy.ApplicationId;
import meridian.tenancy.AttachmentId;
import meridian.tenancy.CommentId;
import meridian.tenancy.DelegationId;
import meridian.tenancy.DeliverableId;
import meridian.tenancy.DeliveryId;
import meridian.tenancy.EmergencyContactId;
import meridian.tenancy.EmergencyEntryId;
import meridian.tenancy.EmergencyId;
import meridian.tenancy.DisputeId;
import meridian.tenancy.DutyId;
import meridian.tenancy.EntryId;
import meridian.tenancy.ExtensionId;
import meridian.tenancy.FindingId;
import meridian.tenancy.IndicatorId;
import meridian.tenancy.InstructionId;
import meridian.tenancy.MeasurementId;
import meridian.tenancy.MeetingId;
import meridian.tenancy.MinutesRowId;
import meridian.tenancy.OnePagerId;
import meridian.tenancy.PlanImportId;
import meridian.tenancy.QualityCheckId;
import meridian.tenancy.Ref;
import meridian.tenancy.ReportId;
import meridian.tenancy.ResourceId;
import meridian.tenancy.ResourceRequestId;
import meridian.tenancy.ReturnedId;
import meridian.tenancy.ChecklistItemId;
import meridian.tenancy.Reader;
import meridian.tenancy.RiskId;
import meridian.tenancy.ScenarioTemplateId;
import meridian.tenancy.TemplateProposalId;
import meridian.tenancy.RiskImportId;
import meridian.tenancy.RiskMeasureId;
import meridian.tenancy.ShiftId;
import meridian.tenancy.TaskId;
import meridian.tenancy.UploadId;
import meridian.tenancy.Tenancy;
import meridian.tenancy.WebhookId;
import meridian.tenancy.WorkspaceRole;
import meridian.web.Words;
import meridian.workplan.PlanApprovals;
import meridian.workplan.PlanImports;
import meridian.workplan.SavedViews;
import meridian.workplan.Task;
import meridian.workplan.TaskComments;
import meridian.workplan.TaskFields;
import meridian.workplan.TaskKind;
import meridian.workplan.TaskTree;
import meridian.workplan.Tasks;
import meridian.world.Worlds;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContext;
import org.springframework.transaction.support.TransactionTemplate;

/** A world with one of everything in it, each made when it is first asked for; what the tables of the house walk through. */
final class Scene {
    static final String NOTHING = "0199a000-0000-7000-8000-000000000000";

    /** Who comes: the columns of {@code access.txt}, with the name of the person in the world. */
    enum Visitor {
        NOBODY(null),
        /** The chief coordinator of another workspace. */
        OTHER(null),
        /** A member of the workspace without a role in the project. */
        NONE("外人"),
        GUEST("客人"),
        EXEC("周颖"),
        /** The lead of 华东; everything in the scene belongs to 华南. */
        LEAD2("李婷"),
        LEAD("陈浩"),
        CHIEF("王敏"),
        SPONSOR("赵总"),
        AUDITOR("审计员"),
        ADMIN("管理员");

        final @Nullable String name;

        Visitor(@Nullable String name) {
            this.name = name;
        }
    }

    final Worlds.World world;
    private final ApplicationContext beans;
    private final Worlds.World elsewhere;
    private final Map<String, String> made = new HashMap<>();

    Scene(ApplicationContext beans, Worlds.World elsewhere) {
        this.beans = beans;
        this.elsewhere = elsewhere;
        this.world = bean(Worlds.class).world();
        world.add("客人", "guest@" + world.slug + ".example", "Asia/Shanghai", "华南", WorkspaceRole.NONE, Locale.ENGLISH);
        here(() -> bean(Grants.class).grant(world.person("客人").member(), world.project, null, Role.GUEST, actor("王敏")));
        stage("execution");
        thing("task");
    }

    /** A new session of this visitor; null for nobody. */
    @Nullable String session(Visitor visitor) {
        return switch (visitor) {
            case NOBODY -> null;
            case OTHER -> elsewhere.session("王敏");
            default -> world.session(visitor.name);
        };
    }

    /** What stands in the address for a thing of this name: its id, number or key. A new kind of thing is one more line here. */
    String thing(String name) {
        var known = made.get(name);
        if (known != null) return known;
        var fresh = switch (name) {
            case "task" -> task("铺货").id().toString();
            case "number" -> Integer.toString(here(() -> bean(Tasks.class).get(TaskId.of(thing("task")), actor("王敏"))).number());
            case "link" -> {
                var successor = TaskId.of(thing("task"));
                var predecessor = task("打样");
                sql(db -> db.insertInto(DEPENDENCY).set(DEPENDENCY.SUCCESSOR_TASK_ID, successor).set(DEPENDENCY.PREDECESSOR_TASK_ID, predecessor.id()).execute());
                yield Integer.toString(predecessor.number());
            }
            case "baseline" -> {
                thing("task");
                yield Integer.toString(here(() -> bean(meridian.workplan.Baselines.class).freeze(meridian.tenancy.BaselineId.next(), world.project, "基线1", "", actor("王敏"))).number());
            }
            case "rows" -> thing("task") + ":0";
            case "meeting" -> meeting();
            case "minuted" -> minuted(false);
            case "issued" -> minuted(true);
            case "minutesrow" -> minutesRow("progress");
            case "action" -> action();
            case "edit" -> sql(db -> db.select(PLAN_EDIT.ID).from(PLAN_EDIT).where(PLAN_EDIT.PROJECT_ID.eq(world.project)).limit(1).fetchSingle().value1().toString());
            case "duty" -> dutyOf("周颖", null);
            case "owed" -> dutyOf("陈浩", "王敏");
            case "notice" -> notice();
            case "webhook" -> webhook();
            case "webhookmessage" -> webhookMessage();
            case "failed" -> failedDelivery();
            case "browser" -> pushedBrowser();
            case "shift" -> shift();
            case "delegation" -> delegation();
            case "extension" -> extension();
            case "instruction" -> instruction();
            case "report" -> report("林峰", "林峰");
            case "unconfirmed" -> report("周颖", "陈浩");
            case "absence" -> absence();
            case "session" -> session();
            case "deliverable" -> deliverable();
            case "removed" -> removed();
            case "comment" -> comment();
            case "takenback" -> takenBack();
            case "removedfile" -> removedFile();
            case "removedview" -> removedView();
            case "trashed" -> trashed();
            case "trashkind" -> "task";
            case "indicator" -> indicator();
            case "measurement" -> measurement();
            case "resource" -> resource();
            case "request" -> request("李婷", "华东", "华南", true);
            case "draft" -> request("周颖", "华南", "华东", false);
            case "granted" -> granted();
            case "dispute" -> dispute();
            case "side" -> sql(db -> db.select(DISPUTE_SIDE.ID).from(DISPUTE_SIDE).join(DISPUTE).on(DISPUTE.WORKSPACE_ID.eq(DISPUTE_SIDE.WORKSPACE_ID), DISPUTE.ID.eq(DISPUTE_SIDE.DISPUTE_ID))
                    .where(DISPUTE.NUMBER.eq(Integer.valueOf(thing("dispute"))), DISPUTE_SIDE.PARTY_ID.eq(world.parties.get("华南"))).fetchSingle().value1().toString());
            case "settled" -> settled();
            case "measure" -> sql(db -> db.select(DISPUTE_MEASURE.ID).from(DISPUTE_MEASURE).join(DISPUTE).on(DISPUTE.WORKSPACE_ID.eq(DISPUTE_MEASURE.WORKSPACE_ID), DISPUTE.ID.eq(DISPUTE_MEASURE.DISPUTE_ID))
                    .where(DISPUTE.NUMBER.eq(Integer.valueOf(thing("settled")))).fetchSingle().value1().toString());
            case "risk" -> risk();
            case "riskmeasure" -> riskMeasure();
            case "riskimport" -> riskImport();
            case "check" -> check();
            case "finding" -> finding();
            case "entry" -> entry();
            case "applied" -> applied().toString();
            case "drafted" -> application("draft");
            case "submitted" -> application("submitted");
            case "reviewing" -> application("in_review");
            case "rechecking" -> application("recheck");
            case "passed" -> application("accepted");
            case "reviewer" -> standing("reviewing").reviewers().getLast().id().toString();
            case "rectification" -> standing("rechecking").rectifications().getFirst().id().toString();
            case "party2" -> world.parties.get("华东").toString();
            case "document" -> here(() -> bean(meridian.project.Charters.class).document(bean(meridian.project.Charters.class).of(world.project))).id().toString();
            case "template" -> here(() -> bean(ScenarioTemplates.class).builtIn("rollout")).id().toString();
            case "templateproposal" -> templateProposal();
            case "checkitem" -> checkItem();
            case "monday" -> today().with(java.time.temporal.TemporalAdjusters.previousOrSame(java.time.DayOfWeek.MONDAY)).toString();
            case "weekly" -> weekly();
            case "returned" -> returned();
            case "seat" -> sql(db -> db.select(ROLE_GRANT.ID).from(ROLE_GRANT).where(ROLE_GRANT.PROJECT_ID.eq(world.project), ROLE_GRANT.MEMBER_ID.eq(world.person("林峰").member())).fetchSingle().value1().toString());
            case "emergency" -> emergency(0);
            case "proposed" -> emergency(1);
            case "accepted" -> emergency(2);
            case "raised" -> sql(db -> db.select(EMERGENCY.ID).from(EMERGENCY).where(EMERGENCY.NUMBER.eq(Integer.parseInt(thing("emergency")))).fetchSingle().value1().toString());
            case "proposal" -> sql(db -> db.select(EMERGENCY_ENTRY.ID).from(EMERGENCY_ENTRY).join(EMERGENCY).on(EMERGENCY.ID.eq(EMERGENCY_ENTRY.EMERGENCY_ID))
                    .where(EMERGENCY.NUMBER.eq(Integer.parseInt(thing("proposed"))), EMERGENCY_ENTRY.KIND.eq("proposal")).fetchSingle().value1().toString());
            case "contact" -> contact();
            case "file" -> file("照片.txt", "照片".getBytes(StandardCharsets.UTF_8));
            case "photo" -> file("照片.png", java.util.Base64.getDecoder().decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="));
            case "upload" -> upload();
            case "approval" -> approval();
            case "confirmation" -> confirmation();
            case "readiness" -> readiness();
            case "letter" -> letter();
            case "absentee" -> absentee();
            case "frozen" -> {
                thing("letter");
                yield "1";
            }
            case "volume" -> volume();
            case "handoveritem" -> closing(id -> bean(Handovers.class).add(world.project, new HandoverItemId(id), new Handovers.Facts("铺货清单", "", world.person("王敏").member(), world.person("李婷").member(), world.person("陈浩").member()), actor("王敏")));
            case "openpoint" -> closing(id -> bean(OpenPoints.class).add(world.project, new OpenPointId(id), new OpenPoints.Facts("两家门店尚未陈列", "", world.person("周颖").member(), today().plusDays(20)), actor("王敏")));
            case "settlementline" -> closing(id -> bean(Settlements.class).add(world.project, new SettlementLineId(id), new Settlements.Facts("场地费", null, null, "EUR", BigDecimal.TEN, null, null, ""), actor("王敏")));
            case "evaluation" -> closing(id -> sql(db -> db.insertInto(EVALUATION).set(EVALUATION.ID, new EvaluationId(id)).set(EVALUATION.PROJECT_ID, world.project).set(EVALUATION.MONTHS, (short) 3).set(EVALUATION.DUE_ON, today().plusDays(90)).set(EVALUATION.OWNER_ID, world.person("王敏").member()).execute()));
            case "import" -> planImport();
            case "hours" -> sql(db -> db.select(WEEK_HOURS.EFFECTIVE_FROM).from(WEEK_HOURS).where(WEEK_HOURS.REGION_ID.eq(world.regions.get("华南"))).limit(1).fetchSingle().value1().toString());
            case "freeday" -> here(() -> {
                var day = LocalDate.of(2099, 12, 30);
                bean(Regions.class).setDaysEverywhere(new Regions.Days(day, day, false, null, "店庆"), actor("管理员"));
                return day.toString();
            });
            case "region" -> world.regions.get("华南").toString();
            case "closedregion" -> here(() -> {
                var id = bean(Regions.class).add("华北", null, "Asia/Shanghai", "", Regions.OFFICE, actor("管理员"));
                bean(Regions.class).close(id, 0, actor("管理员"));
                return id.toString();
            });
            case "closeddepartment" -> here(() -> {
                var id = bean(Departments.class).add("品牌组", null, null, actor("管理员"));
                bean(Departments.class).close(id, 0, actor("管理员"));
                return id.toString();
            });
            case "department" -> world.departments.get("市场部").toString();
            case "exec" -> world.person("周颖").member().toString();
            case "person" -> world.person("林峰").member().toString();
            case "party" -> world.parties.get("华南").toString();
            default -> name; // a word of the address itself
        };
        made.put(name, fresh);
        return fresh;
    }

    private Task task(String title) {
        var fields = TaskFields.titled(title).withParty(world.parties.get("华南")).withOwner(world.person("周颖").member()).withFinish(TaskFields.endOf(today().plusDays(9)));
        return here(() -> bean(Tasks.class).add(new Tasks.NewTask(TaskId.next(), world.project, TaskKind.TASK, null, null, fields), actor("王敏")).task());
    }

    /** A meeting of 陈浩, 周颖 and 王敏 whose minutes are being written, or were issued. */
    private String minuted(boolean issued) {
        var now = LocalDateTime.now(ZoneId.of("Asia/Shanghai")).minusMinutes(3);
        var facts = new Meetings.Facts(Meeting.Kind.WEEKLY, "周例会", Meeting.Mode.ONLINE, "", "", "", world.regions.get("华南"), now, 60, null, null, List.of(world.person("周颖").member(), world.person("王敏").member()), "", null, null, List.of());
        var id = MeetingId.next();
        return here(() -> {
            int number = bean(Meetings.class).call(world.project, id, facts, null, actor("陈浩"));
            bean(MinuteBook.class).begin(world.project, id, actor("陈浩"));
            if (!issued) return Integer.toString(number);
            var meeting = bean(MeetingSheets.class).get(id);
            bean(Meetings.class).attend(world.project, id, meeting.participants().stream().map(one -> new Meetings.There(one.person(), Meeting.Attendance.PRESENT, "")).toList(), 0, actor("陈浩"));
            var row = MinutesRowId.next();
            bean(MinuteBook.class).add(world.project, id, row, Minutes.Section.DECISIONS, null, actor("陈浩"));
            bean(MinuteBook.class).save(world.project, id, row, new MinuteBook.Typed(null, "下周铺货", "", null, null, null, "", false), true, 0, actor("陈浩"));
            bean(MinuteBook.class).publish(world.project, id, true, "", 0, actor("陈浩"));
            return Integer.toString(number);
        });
    }

    private String minutesRow(String section) {
        var meeting = here(() -> bean(MeetingSheets.class).get(world.project, Integer.parseInt(thing("minuted"))));
        return here(() -> bean(MinutesSheets.class).of(meeting)).orElseThrow().of(Minutes.Section.of(section).orElseThrow()).getFirst().id().toString();
    }

    private String action() {
        var id = MinutesRowId.next();
        here(() -> {
            var meeting = bean(MeetingSheets.class).get(world.project, Integer.parseInt(thing("minuted"))).id();
            bean(MinuteBook.class).add(world.project, meeting, id, Minutes.Section.ACTIONS, world.parties.get("华南"), actor("陈浩"));
            return bean(MinuteBook.class).save(world.project, meeting, id, new MinuteBook.Typed(world.parties.get("华南"), "补齐门店清单", "", null, world.person("周颖").member(), today().plusDays(3), "门店清单", false), true, 0, actor("陈浩"));
        });
        return id.toString();
    }

    private String meeting() {
        var facts = new Meetings.Facts(Meeting.Kind.WEEKLY, "周例会", Meeting.Mode.ONLINE, "", "https://meeting.example/m1", "", world.regions.get("华南"), today().plusDays(1).atTime(10, 0), 60, null, null,
                List.of(world.person("周颖").member(), world.person("王敏").member()), "", null, null, List.of(new Meetings.NewTopic("各单位进展", null, 30)));
        return Integer.toString(here(() -> bean(Meetings.class).call(world.project, MeetingId.next(), facts, null, actor("陈浩"))));
    }

    private String dutyOf(String owner, @Nullable String owedTo) {
        var subject = Ref.of("task", TaskId.of(thing("task")));
        var to = owedTo == null ? null : world.person(owedTo).member();
        here(() -> {
            bean(Duties.class).open(new Duties.NewDuty("task_acceptance", world.project, world.parties.get("华南"), subject, "铺货", world.person(owner).member(), to, LocalDate.of(2026, 1, owedTo == null ? 1 : 2), Instant.now().plusSeconds(90_000)));
            return null;
        });
        return sql(db -> db.select(DUTY.ID).from(DUTY).where(DUTY.OWNER_ID.eq(world.person(owner).member())).orderBy(DUTY.ID.desc()).limit(1).fetchSingle().value1().toString());
    }

    private String notice() {
        sql(db -> {
            bean(Notices.class).tell(new Notice("test", NoticeGroup.PLAN, List.of(world.person("周颖").member()), "scene", world.project, Ref.of("project", world.project), "铺货", "/p/HDSS", List.of(), false));
            return null;
        });
        return sql(db -> db.select(NOTICE.ID).from(NOTICE).where(NOTICE.CAUSE.eq("scene")).fetchSingle().value1().toString());
    }

    private String webhook() {
        var id = WebhookId.next();
        here(() -> bean(Webhooks.class).add(id, new Webhooks.Facts("数据平台", "https://example.com/hook", EnumSet.of(NoticeGroup.PLAN), true), actor("管理员")));
        return id.toString();
    }

    private String webhookMessage() {
        var id = WebhookId.of(thing("webhook"));
        here(() -> {
            bean(Webhooks.class).test(id);
            return null;
        });
        return here(() -> bean(Webhooks.class).messages(id, 1, null)).getFirst().id().toString();
    }

    private String failedDelivery() {
        var id = DeliveryId.next();
        sql(db -> db.insertInto(DELIVERY).set(DELIVERY.ID, id).set(DELIVERY.CHANNEL, "email").set(DELIVERY.WORKSPACE_ID, world.workspace).set(DELIVERY.WHAT_ID, java.util.UUID.randomUUID())
                .set(DELIVERY.DUE_AT, Instant.now()).set(DELIVERY.GIVEN_UP_AT, Instant.now()).execute());
        return id.toString();
    }

    private String pushedBrowser() {
        var point = "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4";
        return bean(PushSubscriptions.class).add(world.person("周颖").account(), "https://push.example.com/" + world.slug, point, "BTBZMqHH6r4Tts7J_aSIgg", "Chrome Windows").toString();
    }

    private String shift() {
        var day = today().plusDays(40);
        return here(() -> bean(Rota.class).add(ShiftId.next(), world.project, new Rota.NewShift(world.regions.get("华南"), world.person("林峰").member(), day.atStartOfDay(), day.plusDays(1).atStartOfDay()), actor("王敏"))).toString();
    }

    private String delegation() {
        var day = today().plusDays(40);
        return here(() -> bean(Delegations.class).give(DelegationId.next(), new Delegations.NewDelegation(world.person("林峰").member(), Power.REPORT, world.project, day, day, ""), actor("周颖"))).toString();
    }

    private String extension() {
        var id = ExtensionId.next();
        here(() -> {
            bean(Extensions.class).ask(id, DutyId.of(thing("owed")), Instant.now().plusSeconds(400_000), "等待门店确认", actor("陈浩"));
            return null;
        });
        return id.toString();
    }

    private String instruction() {
        var id = InstructionId.next();
        here(() -> {
            bean(Readings.class).instruct(world.project, id, world.person("陈浩").member(), "请补齐", today().plusDays(2), actor("王敏"));
            return null;
        });
        return id.toString();
    }

    private String returned() {
        var id = ReturnedId.next();
        here(() -> {
            var chief = actor("王敏");
            var kind = bean(ResponsibilityReturn.class);
            var subject = world.project.value();
            var content = kind.now(world.project, subject, Words.CHINESE, chief);
            var out = new java.io.ByteArrayOutputStream();
            bean(DocxTemplates.class).write(content, new Export("王敏", java.time.ZonedDateTime.now(), bean(Returns.class).handOut(world.project, subject, content, chief)), out);
            bean(Returns.class).take(world.project, id, "职责表.docx", out.toByteArray(), chief);
            return null;
        });
        return id.toString();
    }

    private String weekly() {
        var week = Week.of(today());
        here(() -> {
            var chief = actor("王敏");
            bean(OnePagers.class).write(world.project, week, OnePagerId.next(), "铺货按计划进行", "", null, chief);
            bean(OnePagers.class).issue(world.project, week, 0, "", chief);
            return null;
        });
        return week.toString();
    }

    private String report(String whose, String by) {
        var filing = new Filing(ReportId.next(), null, today(), "继续铺货", "", null, List.of(Line.free("走访门店")), null);
        return here(() -> bean(Reports.class).file(world.project, world.person(whose).member(), filing, actor(by))).id().toString();
    }

    private String absence() {
        var day = today().plusDays(30);
        return here(() -> bean(Absences.class).enter(AbsenceId.next(), new Absences.NewAbsence(world.person("周颖").member(), "leave", day, day, null, ""), actor("周颖"))).toString();
    }

    private String deliverable() {
        var id = DeliverableId.next();
        here(() -> bean(Deliverables.class).add(world.project, id, new Deliverables.Text("铺货清单", "", null, "覆盖率不低于 80 %"), actor("王敏")));
        return id.toString();
    }

    private String removed() {
        var id = deliverable();
        here(() -> {
            bean(Deliverables.class).remove(world.project, DeliverableId.of(id), actor("王敏"));
            return null;
        });
        return id;
    }

    private String comment() {
        var id = CommentId.next();
        here(() -> {
            bean(TaskComments.class).write(TaskId.of(thing("task")), id, "已与门店确认", actor("周颖"));
            return null;
        });
        return id.toString();
    }

    private String takenBack() {
        var comment = comment();
        here(() -> {
            bean(TaskComments.class).delete(TaskId.of(thing("task")), CommentId.of(comment), actor("周颖"));
            return null;
        });
        return comment;
    }

    private String removedFile() {
        var file = file("旧照片.txt", "旧照片".getBytes(StandardCharsets.UTF_8));
        here(() -> bean(Attachments.class).remove(AttachmentId.of(file), actor("周颖")));
        return file;
    }

    private String removedView() {
        var id = SavedViewId.next();
        here(() -> {
            var here = bean(Projects.class).access(world.project, actor("周颖"));
            bean(SavedViews.class).save(here, id, "华南", SavedViews.Look.of("/plan"), true);
            bean(SavedViews.class).remove(here, id);
            return null;
        });
        return id.toString();
    }

    private String trashed() {
        var task = task("作废的任务");
        here(() -> bean(TaskTree.class).delete(List.of(new TaskTree.Seen(task.id(), task.version())), actor("王敏")));
        return task.id().toString();
    }

    private String indicator() {
        var id = IndicatorId.next();
        here(() -> bean(Indicators.class).add(world.project, id, new Indicators.Facts("覆盖率", "%", Indicator.Comparison.AT_LEAST, new BigDecimal("80"), Indicator.Rollup.AVERAGE, null), actor("王敏")));
        return id.toString();
    }

    private String measurement() {
        var id = MeasurementId.next();
        here(() -> bean(Indicators.class).measure(world.project, IndicatorId.of(thing("indicator")), id, world.parties.get("华南"), new BigDecimal("40"), today(), "门店抽查", actor("周颖")));
        return id.toString();
    }

    private String resource() {
        var id = ResourceId.next();
        here(() -> bean(Resources.class).add(world.project, id, new Resources.Facts(Resource.Kind.PEOPLE, "促销员", BigDecimal.TEN, "人", world.parties.get("华南"), null, today(), null, null, null), actor("陈浩")));
        return id.toString();
    }

    /** An emergency of 华南 that 周颖 raised and 陈浩 answered; with a proposal of his (1), which was accepted (2). */
    private String emergency(int steps) {
        contact();
        var wanted = new Emergencies.NewEmergency(EmergencyId.next(), "仓库进水", "", "", Severity.SERIOUS, List.of(world.parties.get("华南")), null);
        return here(() -> {
            var emergencies = bean(Emergencies.class);
            int number = emergencies.raise(world.project, wanted, actor("周颖")).number();
            var proposal = EmergencyEntryId.next();
            if (steps > 0) emergencies.propose(world.project, number, proposal, "转移货物", actor("陈浩"));
            if (steps > 1) emergencies.accept(world.project, number, proposal.value(), actor("周颖"));
            return Integer.toString(number);
        });
    }

    private String contact() {
        return here(() -> {
            var groups = bean(EmergencyGroups.class);
            if (groups.of(world.project).contacts().isEmpty()) {
                groups.add(world.project, EmergencyContactId.next(), new EmergencyGroups.Facts(world.person("陈浩").member(), "", "13800000000", ""), actor("王敏"));
            }
            return groups.of(world.project).contacts().getFirst().id().toString();
        });
    }

    private String upload() {
        return here(() -> bean(Uploads.class).begin(new Uploads.Announced(UploadId.next(), Ref.of("task", TaskId.of(thing("task"))), null, "现场.mp4", 5_000_000), actor("周颖")).id()).toString();
    }

    private String file(String name, byte[] content) {
        var id = AttachmentId.next();
        here(() -> {
            try (var received = bean(FileStore.class).receive(world.workspace, "file", name, new java.io.ByteArrayInputStream(content))) {
                bean(Attachments.class).attach(Ref.of("task", TaskId.of(thing("task"))), List.of(new Attachments.Incoming(id, received)), actor("周颖"));
            }
            return null;
        });
        return id.toString();
    }

    private String confirmation() {
        thing("task");
        return here(() -> {
            var milestone = TaskFields.titled("首批铺货完成").withParty(world.parties.get("华南")).withFinish(TaskFields.endOf(today().plusDays(9))).withMilestone(true, null);
            bean(Tasks.class).add(new Tasks.NewTask(TaskId.next(), world.project, TaskKind.TASK, null, null, milestone), actor("王敏"));
            var approval = bean(PlanApprovals.class).submit(world.project, "", Route.approvedBy(world.person("赵总").member()), actor("王敏"));
            bean(Approvals.class).decide(approval, true, "", bean(PlanApprovals.class).fingerprint(world.project), actor("赵总"));
            return bean(PlanConfirmations.class).current(world.project).get(world.parties.get("华南")).id().toString();
        });
    }

    private String readiness() {
        stage("launch");
        var id = here(() -> {
            var reports = bean(ReadinessReports.class);
            reports.ask(world.project, actor("王敏"));
            var report = reports.all(world.project).get(world.parties.get("华南"));
            var states = new HashMap<ReadinessReport.Item, ReadinessReport.State>();
            for (var item : ReadinessReport.Item.values()) states.put(item, ReadinessReport.State.READY);
            reports.report(world.project, report.id(), new ReadinessReports.Facts(states, Map.of(), "仓库可能延期", "返工费用由谁承担"), report.version(), actor("陈浩"));
            return report.id().toString();
        });
        stage("execution");
        return id;
    }

    private String absentee() {
        stage("launch");
        var id = here(() -> {
            var kickoffs = bean(Kickoffs.class);
            kickoffs.begin(world.project, actor("王敏"));
            for (var step : Kickoff.Step.values()) kickoffs.done(world.project, step, actor("王敏"));
            kickoffs.note(world.project, world.parties.values().stream().map(party -> new Kickoffs.Note(party, !party.equals(world.parties.get("华南")), "")).toList(), actor("王敏"));
            kickoffs.end(world.project, actor("王敏"));
            return kickoffs.of(world.project).orElseThrow().stand(world.parties.get("华南")).id().toString();
        });
        stage("execution");
        return id;
    }

    private String letter() {
        here(() -> {
            var matrix = bean(Responsibilities.class).of(world.project);
            var answers = new HashMap<ResponsibilityMatrix.Cell, String>();
            for (var row : matrix.rows()) answers.put(new ResponsibilityMatrix.Cell(row.id(), world.parties.get("华南")), "A");
            bean(Responsibilities.class).assign(world.project, answers, matrix.state(), actor("王敏"));
            var charter = bean(Charters.class).of(world.project);
            bean(Documents.class).issue(bean(Charters.class).document(charter).id(), "", charter.content().json(), world.person("王敏").member(), null, null);
            bean(CommitmentLetters.class).prepare(world.project, Locale.SIMPLIFIED_CHINESE, "", 0, actor("王敏"));
            return null;
        });
        return here(() -> bean(CommitmentLetters.class).current(world.project)).get(world.parties.get("华南")).id().toString();
    }

    private String volume() {
        stage("closing");
        here(() -> {
            bean(Archives.class).ask(world.project, Locale.ENGLISH, actor("王敏"));
            return null;
        });
        bean(Archiving.class).writeDue();
        stage("execution");
        return "1";
    }

    private String closing(java.util.function.Consumer<java.util.UUID> work) {
        var id = java.util.UUID.randomUUID();
        stage("closing");
        here(() -> {
            work.accept(id);
            return null;
        });
        stage("execution");
        return id.toString();
    }

    private void stage(String stage) {
        sql(db -> db.update(PROJECT).set(PROJECT.STAGE, stage).where(PROJECT.ID.eq(world.project)).execute());
    }

    private String approval() {
        return here(() -> {
            var charter = bean(Charters.class).of(world.project);
            return bean(Approvals.class).request(world.project, Ref.of("charter", charter.id()), "目标说明书", "", Route.approvedBy(world.person("赵总").member()), actor("王敏")).toString();
        });
    }

    private String request(String requester, String party, String provider, boolean sent) {
        var id = ResourceRequestId.next();
        int number = here(() -> bean(ResourceRequests.class).draft(world.project, id, new ResourceRequests.Facts(null, Resource.Kind.PEOPLE, "审校", BigDecimal.ONE, "人", today().plusDays(7), null, "说明书须本地审校", "上市推迟",
                world.parties.get(party), world.person(requester).member(), world.parties.get(provider), null), null, actor(requester)));
        if (sent) here(() -> {
            bean(ResourceRequests.class).submit(world.project, id, 0, actor(requester));
            return null;
        });
        return Integer.toString(number);
    }

    private String granted() {
        var number = request("李婷", "华东", "华南", true);
        here(() -> {
            var id = bean(RequestSheets.class).get(world.project, Integer.parseInt(number)).id();
            bean(ResourceRequests.class).answer(world.project, id, new ResourceRequests.Answer(RequestMove.GRANT, null, world.parties.get("华南"), null, today().plusDays(3), ""), 1, actor("王敏"));
            return null;
        });
        return number;
    }

    private String dispute() {
        return Integer.toString(here(() -> bean(Disputes.class).raise(world.project, DisputeId.next(),
                new Disputes.Facts(Dispute.Kind.PRIORITY, "审校排期", "两地都要先用", List.of(world.parties.get("华南"), world.parties.get("华东")), false), null, actor("陈浩"))));
    }

    private String settled() {
        var number = dispute();
        here(() -> {
            var id = bean(DisputeSheets.class).get(world.project, Integer.parseInt(number)).id();
            bean(Disputes.class).escalate(world.project, id, "请上级裁决", 0, actor("陈浩"));
            bean(Disputes.class).resolve(world.project, id, new Disputes.NewResolution("两地排期相同", "华南先用", List.of(new Disputes.NewMeasure("调整排期", world.person("周颖").member(), today().plusDays(3)))), Locale.SIMPLIFIED_CHINESE, 1, actor("赵总"));
            return null;
        });
        return number;
    }

    private String risk() {
        return Integer.toString(here(() -> bean(Risks.class).raise(world.project, RiskId.next(), Risks.Facts.of("德国法规可能调整", "", "", world.parties.get("华南"), Risk.Category.POLICY, Level.HIGH), null, actor("周颖"))));
    }

    private String riskMeasure() {
        var id = RiskMeasureId.next();
        here(() -> {
            var risk = bean(RiskSheets.class).get(world.project, Integer.parseInt(risk())).id();
            bean(Risks.class).measure(world.project, risk, id, "提前联系主管部门", world.person("周颖").member(), today().plusDays(5), List.of(), actor("陈浩"));
            return null;
        });
        return id.toString();
    }

    private String check() {
        var found = new QualityChecks.NewFinding(FindingId.next(), "陈列架松动", world.person("周颖").member(), today().plusDays(3));
        return Integer.toString(here(() -> bean(QualityChecks.class).record(world.project, new QualityChecks.NewCheck(QualityCheckId.next(), "门店抽查", world.parties.get("华南"), null, today(), "", List.of(found), List.of()), actor("陈浩"))));
    }

    private String finding() {
        return here(() -> bean(QualityChecks.class).get(world.project, Integer.parseInt(check()))).findings().getFirst().id().toString();
    }

    /** A lesson of 周颖 that 陈浩 reviewed. */
    private String entry() {
        return Integer.toString(here(() -> {
            var entries = bean(Entries.class);
            var text = new EntryText.Typed("印厂要早约", "年底印厂产能紧张", "推广物料晚了一周", "合同签得太晚", "提前六周锁定产能", "", "物料、印厂", "rollout");
            int number = entries.write(new Entries.NewEntry(EntryId.next(), EntryKind.LESSON, world.project, world.parties.get("华南"), null, text, List.of()), actor("周颖"));
            entries.submit(number, world.person("陈浩").member(), 0, List.of(), actor("周颖"));
            entries.publish(number, 1, actor("陈浩"));
            return number;
        }));
    }

    /** A deliverable that 华南 does and 华东 is asked about. */
    private DeliverableId applied() {
        var id = DeliverableId.of(deliverable());
        here(() -> {
            var matrix = bean(Responsibilities.class).of(world.project);
            var letters = new HashMap<>(matrix.letters());
            letters.put(new ResponsibilityMatrix.Cell(id, world.parties.get("华南")), "A");
            letters.put(new ResponsibilityMatrix.Cell(id, world.parties.get("华东")), "C");
            bean(Responsibilities.class).assign(world.project, letters, matrix.state(), actor("王敏"));
            return null;
        });
        return id;
    }

    /** An application of 陈浩’s, judged by Tan Wei, Johanna Maier and (for quality) 李婷, as far as this status. */
    private String application(String status) {
        var rules = here(() -> bean(AcceptanceRules.class).of(world.project));
        if (!rules.conditional()) here(() -> {
            bean(AcceptanceRules.class).change(world.project, Rule.UNANIMOUS, true, rules.version(), actor("王敏"));
            return null;
        });
        var deliverable = applied();
        int number = here(() -> bean(Applications.class).draft(world.project, ApplicationId.next(), deliverable, actor("陈浩")));
        if (status.equals("draft")) return Integer.toString(number);
        var application = found(number);
        var checks = application.criteria().stream().map(one -> new Applications.SelfCheck(one.id(), Application.Claim.MET, "抽查记录", List.of())).toList();
        here(() -> {
            bean(Applications.class).submit(world.project, number, new Applications.Text("铺货清单V1", checks, List.of()), 0, actor("陈浩"));
            return null;
        });
        if (status.equals("submitted")) return Integer.toString(number);
        var places = List.of(new Panel.Place(world.person("Tan Wei").member(), Side.BUSINESS), new Panel.Place(world.person("Johanna Maier").member(), Side.TECHNICAL), new Panel.Place(world.person("李婷").member(), Side.QUALITY));
        here(() -> {
            bean(Panels.class).convene(world.project, number, places, null, List.of(), found(number).version(), actor("王敏"));
            return null;
        });
        if (status.equals("in_review")) return Integer.toString(number);
        var pass = status.equals("accepted");
        for (var name : List.of("Tan Wei", "Johanna Maier", "李婷")) {
            var votes = application.criteria().stream().map(one -> new Verdicts.Typed(one.id(), pass, pass ? "" : "两家门店缺货")).toList();
            here(() -> {
                bean(Verdicts.class).judge(world.project, number, 1, votes, pass ? Outcome.PASS : Outcome.CONDITIONAL, "", List.of(), actor(name));
                return null;
            });
        }
        return Integer.toString(number);
    }

    private Application found(int number) {
        return here(() -> bean(ApplicationSheets.class).get(world.project, number));
    }

    private Application standing(String thing) {
        return found(Integer.parseInt(thing(thing)));
    }

    /** What 周颖 would change in a template, for the admin to decide. */
    private String templateProposal() {
        var id = TemplateProposalId.next();
        var number = Integer.parseInt(thing("entry"));
        here(() -> {
            var who = world.person("周颖");
            var reader = new Reader(world.workspace, world.slug, "", who.account(), who.member(), who.name(), ZoneId.of("Asia/Shanghai"), Locale.SIMPLIFIED_CHINESE, WorkspaceRole.NONE, null);
            var place = TemplatePlace.of("checklist/new");
            var element = bean(TemplateEditions.class).read(place, TemplateForm.read(place, Map.of("stage", "launch", "item_zh", "印厂产能已锁定", "item_en", "The printer is booked")));
            bean(TemplateProposals.class).propose(number, new TemplateProposals.NewProposal(id, ScenarioTemplateId.of(thing("template")), place, element, "印厂晚了一周", world.person("管理员").member(), List.of()), reader);
            return null;
        });
        return id.toString();
    }

    private String checkItem() {
        var id = ChecklistItemId.next();
        sql(db -> db.insertInto(CHECKLIST_ITEM).set(CHECKLIST_ITEM.ID, id).set(CHECKLIST_ITEM.PROJECT_ID, world.project).set(CHECKLIST_ITEM.STAGE, "closing").set(CHECKLIST_ITEM.POSITION, (short) 0).set(CHECKLIST_ITEM.CONTENT, "合同资料已移交").execute());
        return id.toString();
    }

    private String riskImport() {
        var id = RiskImportId.next();
        var file = "编号,风险描述,责任单位,等级,状态\n1,印厂排期紧张,华南,高,新增\n2,汇率波动,华南大区,很高,新增\n".getBytes(StandardCharsets.UTF_8);
        here(() -> {
            bean(RiskImports.class).upload(id, world.project, "risks.csv", file, actor("王敏"));
            return null;
        });
        return id.toString();
    }

    private String planImport() {
        var id = PlanImportId.next();
        var file = "编号,阶段,任务内容,负责人,区域/部门,开始时间,结束时间\n1,筹备期,问卷设计,周颖,华南,2026-12-01,2026-12-04\n".getBytes(StandardCharsets.UTF_8);
        here(() -> bean(PlanImports.class).upload(id, world.project, "plan.csv", file, actor("王敏")));
        return id.toString();
    }

    private String session() {
        world.session("周颖");
        return bean(Sessions.class).of(world.person("周颖").account(), null).getFirst().key();
    }

    private Actor actor(String name) {
        return world.person(name).actor();
    }

    private static LocalDate today() {
        return LocalDate.now(ZoneId.of("Asia/Shanghai"));
    }

    private <T> T here(Callable<T> work) {
        try {
            return Tenancy.in(world.workspace, work);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    <T> T sql(java.util.function.Function<DSLContext, T> work) {
        return here(() -> bean(TransactionTemplate.class).execute(status -> work.apply(bean(DSLContext.class))));
    }

    private <T> T bean(Class<T> type) {
        return beans.getBean(type);
    }
}
