package meridian.closing;

import static db.duty.Tables.DUTY;
import static db.project.Tables.PROJECT;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import java.util.zip.ZipFile;
import meridian.document.Seal;
import meridian.identity.Grants;
import meridian.identity.Members;
import meridian.identity.Role;
import meridian.meeting.Meeting;
import meridian.meeting.MeetingSheets;
import meridian.meeting.Meetings;
import meridian.meeting.MinuteBook;
import meridian.meeting.Minutes;
import meridian.project.Deliverables;
import meridian.project.Gates;
import meridian.project.Resource;
import meridian.project.Resources;
import meridian.project.Stage;
import meridian.tenancy.Actor;
import meridian.tenancy.DeliverableId;
import meridian.tenancy.MeetingId;
import meridian.tenancy.MemberId;
import meridian.tenancy.MinutesRowId;
import meridian.tenancy.ResourceId;
import meridian.tenancy.TaskId;
import meridian.tenancy.WorkspaceRole;
import meridian.workplan.TaskFields;
import meridian.workplan.TaskKind;
import meridian.workplan.Tasks;
import meridian.world.Browser;
import meridian.world.MeridianTest;
import meridian.world.Worlds.World;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.text.PDFTextStripper;
import org.jooq.DSLContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

/** A project is closed through its pages: handed over, settled, summed up, applied for, archived; then it can only be read. */
class ClosingTest extends MeridianTest {
    @Autowired
    Archiving archiving;

    @Autowired
    Gates gates;

    @Autowired
    Seal seal;

    @Autowired
    Grants grants;

    @Autowired
    Members members;

    @Autowired
    Deliverables deliverables;

    @Autowired
    Resources resources;

    @Autowired
    Tasks tasks;

    @Autowired
    Meetings meetings;

    @Autowired
    MeetingSheets meetingSheets;

    @Autowired
    MinuteBook book;

    @Autowired
    DSLContext db;

    @Autowired
    TransactionTemplate transaction;

    @TempDir
    Path folder;

    World world;
    Browser chief;

    @BeforeEach
    void aWorld() {
        world = worlds.world();
        chief = as("王敏");
        world.in(() -> deliverables.add(world.project, DeliverableId.next(), new Deliverables.Text("铺货清单", "", null, "覆盖率不低于 80 %"), who("王敏")));
        world.in(() -> resources.add(world.project, ResourceId.next(), new Resources.Facts(Resource.Kind.BUDGET, "推广费", new BigDecimal("100000"), "CNY", null, null, null, null, null, null), who("王敏")));
        var task = TaskId.next();
        world.in(() -> tasks.add(new Tasks.NewTask(task, world.project, TaskKind.TASK, null, null, TaskFields.titled("铺货").withParty(world.parties.get("华南")).withOwner(world.person("周颖").member()).withFinish(TaskFields.endOf(LocalDate.now().minusDays(3)))), who("王敏")));
        world.in(() -> transaction.executeWithoutResult(status -> db.update(PROJECT).set(PROJECT.STAGE, "execution").where(PROJECT.ID.eq(world.project)).execute()));
    }

    @Test
    void aProjectIsClosedAndCanOnlyBeReadThen() throws Exception {
        assertThat(chief.get(world.here("/closing")).body()).contains("项目尚未进入收尾");
        assertThat(handover("from", "王敏", "李婷", "陈浩").status()).as("not in closing yet").isEqualTo(422);
        world.add("客人", "guest@" + world.slug + ".example", "Asia/Shanghai", "华南", WorkspaceRole.NONE, java.util.Locale.ENGLISH);
        world.in(() -> grants.grant(world.person("客人").member(), world.project, null, Role.GUEST, who("王敏")));
        world.in(() -> gates.waive(world.project, Stage.EXECUTION, "按期结束", who("赵总")));
        clock.forward(Duration.ofMinutes(1));
        assertThat(missing()).containsExactlyInAnyOrder("handover_signed", "review_held", "summary_published", "lessons_decided", "closing_approved", "archive_sealed");
        assertThat(chief.get(world.here("/closing")).page().select("#steps a.button")).hasSizeGreaterThanOrEqualTo(8);

        assertThat(chief.post(world.here("/emergencies/group")).status()).isEqualTo(303);
        handedOver();
        whatRemains();
        settled();
        reviewed();
        assertThat(chief.post(world.here("/closing/lessons"), "_form", "lessons-form", "_from", world.here("/closing"), "lessons", " ", "version", "0").status()).isEqualTo(422);
        var version = chief.get(world.here("/closing")).page().select("#lessons-form [name=version]").val();
        assertThat(chief.post(world.here("/closing/lessons"), "lessons", "印厂要提前两个月预订", "version", version).status()).isEqualTo(303);
        summedUp();
        appliedFor();
        assertThat(missing()).containsExactly("archive_sealed");

        // The archive comes last; whatever is issued after it is in no volume.
        chief.post(world.here("/closing/archive"), "language", "zh-CN");
        archiving.writeDue();
        assertThat(missing()).isEmpty();
        clock.forward(Duration.ofMinutes(1));
        assertThat(chief.post(world.here("/closing/summary/revision"), "reason", "补充说明").status()).isEqualTo(303);
        assertThat(missing()).containsExactly("summary_published");
        submitAndApprove("/closing/summary");
        assertThat(missing()).containsExactly("archive_sealed");
        clock.forward(Duration.ofMinutes(1));
        chief.post(world.here("/closing/archive"), "language", "zh-CN");
        archiving.writeDue();
        var second = Files.write(folder.resolve("2.zip"), chief.get(world.here("/closing/archive/2/archive.zip")).response().body());
        assertThat(ArchiveCheck.of(second, seal.fingerprint()).findings()).isEmpty();
        try (var zip = new ZipFile(second.toFile())) {
            assertThat(zip.stream().map(java.util.zip.ZipEntry::getName)).anyMatch(name -> name.contains("项目总结报告 V2.0") && name.endsWith(".docx")).anyMatch(name -> name.contains("成果移交清单") && name.endsWith(".pdf"));
        }
        assertThat(chief.post(world.here("/gate/passage"), "from", "closing").status()).isEqualTo(303);
        closed();
        reopened();
    }

    private void handedOver() {
        assertThat(handover("draft", "王敏", "李婷", "王敏").page().select("#draft-witness[aria-invalid=true]")).as("three different people").hasSize(1);
        assertThat(as("陈浩").post(world.here("/closing/handover/draft"), "from", member("王敏"), "to", member("李婷"), "witness", member("陈浩")).status()).isEqualTo(403);
        assertThat(handover("draft", "王敏", "李婷", "陈浩").status()).isEqualTo(303);
        var id = chief.get(world.here("/closing/handover")).page().select("section[id^=item-]").attr("id").substring(5);
        assertThat(as("李婷").get(world.url("/inbox")).body()).contains("确认成果移交", "铺货清单");
        var confirm = world.here("/closing/handover/" + id + "/confirmation");
        assertThat(as("周颖").post(confirm, "version", "0").status()).as("not one of the three").isEqualTo(403);
        assertThat(as("李婷").post(confirm, "version", "7").status()).as("changed meanwhile").isEqualTo(409);
        for (var name : List.of("王敏", "李婷")) assertThat(as(name).post(confirm, "version", "0").status()).isEqualTo(303);
        assertThat(as("李婷").post(confirm).status()).as("twice").isEqualTo(422);
        assertThat(missing()).contains("handover_signed");
        assertThat(chief.post(world.here("/closing/handover/" + id + "/removal"), "version", "0").status()).as("confirmed by two").isEqualTo(422);
        // Changed, it is confirmed anew, from the inbox too.
        chief.post(world.here("/closing/handover/" + id), "name", "铺货清单（终稿）", "note", "", "from", member("王敏"), "to", member("李婷"), "witness", member("陈浩"), "version", "0");
        for (var name : List.of("王敏", "李婷", "陈浩")) assertThat(as(name).post(confirm).status()).isEqualTo(303);
        assertThat(missing()).doesNotContain("handover_signed");
        assertThat(chief.get(world.here("/closing/papers/handover?lang=zh")).body()).contains("成果移交清单", "-HL-001", "铺货清单（终稿）", "监交人");
        assertThat(chief.get(world.here("/closing/papers/handover/file.xlsx")).response().body()).startsWith('P', 'K');
        assertThat(chief.get(world.here("/closing/papers/summary/file.xlsx")).status()).as("no table").isEqualTo(404);
    }

    private void whatRemains() {
        chief.post(world.here("/closing/points"), "id", UUID.randomUUID().toString(), "content", "两家门店尚未陈列", "note", "", "owner", "", "due_on", "");
        assertThat(missing()).contains("open_points_owned");
        var point = chief.get(world.here("/closing/points")).page().select("section[id^=point-]").attr("id").substring(6);
        assertThat(chief.post(world.here("/closing/points/" + point), "_form", "change-" + point, "_from", world.here("/closing/points"), "content", "两家门店尚未陈列", "owner", member("周颖"), "due_on", "", "version", "0").status()).as("an owner needs a day").isEqualTo(422);
        assertThat(chief.post(world.here("/closing/points/" + point), "content", "两家门店尚未陈列", "owner", member("周颖"), "due_on", LocalDate.now().plusDays(60).toString(), "version", "0").status()).isEqualTo(303);
        assertThat(missing()).doesNotContain("open_points_owned");
        assertThat(as("陈浩").post(world.here("/closing/points/" + point + "/done")).status()).as("not its owner").isEqualTo(403);
        // What is still owed comes with whoever owes it, once.
        for (int i = 0; i < 2; i++) assertThat(chief.post(world.here("/closing/points/draft")).status()).isEqualTo(303);
        assertThat(chief.get(world.here("/closing/points")).page().select("section[id^=point-] h2").eachText()).contains("两家门店尚未陈列").doesNotHaveDuplicates();
    }

    private void settled() {
        var budget = chief.get(world.here("/closing/settlement")).page().select("#add-budget option").get(1).attr("value");
        assertThat(pay("名称", "abc", "CNY", "", "").page().select("#add-amount[aria-invalid=true]")).hasSize(1);
        assertThat(pay("场地费", "8万", "CNY", budget, "").status()).isEqualTo(303);
        assertThat(pay("展架", "1000", "EUR", budget, "").status()).isEqualTo(303);
        var page = chief.get(world.here("/closing/settlement")).page();
        assertThat(page.select("#uncounted")).as("never summed across silently").hasSize(1);
        assertThat(page.select("#budgets tfoot").text()).contains("8万元").doesNotContain("8.1万");
        var confirm = world.here("/closing/settlement/confirmation");
        assertThat(as("刘洋").post(confirm, "lines", "2").status()).as("a payment without a rate").isEqualTo(422);
        var line = page.select("#lines li").last().id().substring(5);
        chief.post(world.here("/closing/settlement/" + line + "/removal"));
        assertThat(pay("展架", "1000", "EUR", budget, "7.8").status()).isEqualTo(303);
        page = chief.get(world.here("/closing/settlement")).page();
        assertThat(page.select("#uncounted")).isEmpty();
        assertThat(page.select("#budgets tfoot").text()).contains("8.78万元", "1.22万元");
        assertThat(chief.post(confirm, "lines", "2").status()).as("who entered it").isEqualTo(403);
        assertThat(as("刘洋").post(confirm, "lines", "1").status()).as("read before another came").isEqualTo(409);
        assertThat(as("刘洋").post(confirm, "lines", "2").status()).isEqualTo(303);
        assertThat(chief.get(world.here("/closing/settlement")).body()).contains("刘洋已确认");
    }

    private Browser.Seen pay(String name, String amount, String currency, String budget, String rate) {
        return chief.post(world.here("/closing/settlement"), "_form", "add", "_from", world.here("/closing/settlement"), "id", UUID.randomUUID().toString(), "name", name, "amount", amount, "currency", currency, "budget", budget, "party", "", "rate", rate,
                "rate_on", rate.isEmpty() ? "" : LocalDate.now().toString(), "receipt", "发票 0012");
    }

    private void reviewed() {
        var id = MeetingId.next();
        var facts = new Meetings.Facts(Meeting.Kind.REVIEW, "项目复盘会", Meeting.Mode.ONLINE, "", "", "", world.regions.get("华东"), LocalDateTime.ofInstant(clock.instant(), ZoneId.of("Asia/Shanghai")).minusMinutes(1), 60, null, null, List.of(world.person("陈浩").member()), "", null, null, List.of());
        world.in(() -> {
            meetings.call(world.project, id, facts, null, who("王敏"));
            book.begin(world.project, id, who("王敏"));
            var meeting = meetingSheets.get(id);
            meetings.attend(world.project, id, meeting.participants().stream().map(one -> new Meetings.There(one.person(), Meeting.Attendance.PRESENT, "")).toList(), 0, who("王敏"));
            var row = MinutesRowId.next();
            book.add(world.project, id, row, Minutes.Section.DECISIONS, null, who("王敏"));
            book.save(world.project, id, row, new MinuteBook.Typed(null, "同意结项", "", null, null, null, "", false), true, 0, who("王敏"));
            book.publish(world.project, id, false, "", 0, who("王敏"));
        });
        assertThat(missing()).doesNotContain("review_held");
    }

    private void summedUp() throws Exception {
        assertThat(chief.get(world.here("/closing/papers/summary")).status()).as("nothing drafted").isEqualTo(404);
        assertThat(as("周颖").post(world.here("/closing/summary/draft"), "language", "zh-CN").status()).isEqualTo(403);
        assertThat(chief.post(world.here("/closing/summary/draft"), "language", "zh-CN").status()).isEqualTo(303);
        var page = chief.get(world.here("/closing/summary")).page();
        assertThat(page.select("#summary-overview").text()).contains("新品区域上市", "项任务");
        assertThat(page.select("#figures svg rect")).as("charts drawn on the server").isNotEmpty();
        var typed = new String[] {"_form", "summary", "_from", world.here("/closing/summary"), "version", "0", "overview", "项目如期完成", "results", "覆盖率达标", "deviations", "x".repeat(9000), "problems", "", "outlook", "推广到华中"};
        assertThat(chief.post(world.here("/closing/summary"), typed).status()).isEqualTo(422);
        typed[11] = "印厂排期滞后";
        assertThat(chief.post(world.here("/closing/summary"), typed).status()).isEqualTo(303);
        assertThat(chief.post(world.here("/closing/summary"), typed).status()).as("somebody was quicker").isEqualTo(409);
        submitAndApprove("/closing/summary");
        assertThat(chief.post(world.here("/closing/summary"), "version", "9", "overview", "x").status()).as("published").isEqualTo(422);
        assertThat(chief.get(world.here("/closing/papers/summary?lang=en")).body()).contains("Summary report", "V1.0", "XH-HDSS-", "-SR-001", "印厂排期滞后", "Plan against actual");
        assertThat(chief.get(world.here("/closing/papers/summary/file.docx")).status()).isEqualTo(200);
        try (var pdf = Loader.loadPDF(chief.get(world.here("/closing/papers/summary/file.pdf?lang=zh")).response().body())) {
            assertThat(new PDFTextStripper().getText(pdf)).contains("项目总结报告", "推广到华中", "各责任单位任务", "░");
        }
    }

    private void appliedFor() {
        assertThat(chief.post(world.here("/closing/application/approval"), "_form", "approval-request", "_from", world.here("/closing/application"), "statement", "", "approver", member("赵总")).page().select("#approval-request-statement[aria-invalid=true]")).hasSize(1);
        assertThat(chief.post(world.here("/closing/application/approval"), "statement", "全部交付物已移交", "approver", member("赵总")).status()).isEqualTo(303);
        assertThat(as("赵总").get(world.url("/inbox")).body()).contains("审批结项申请");
        var paper = chief.get(world.here("/closing/application")).page().select("main > .head .actions a:contains(打印预览)").attr("href");
        assertThat(chief.get(paper + "?lang=zh").page().select("article.document").text()).as("until it is approved the paper is the application").contains("结项申请", "-CN-001", "全部交付物已移交").doesNotContain("结项通知");
        for (var ending : List.of("docx", "pdf")) assertThat(chief.get(paper + "/file." + ending).status()).as(ending).isEqualTo(200);
        decide("/closing/application", "return", "补充费用说明");
        assertThat(chief.get(world.url("/inbox")).body()).contains("修改被退回的结项申请");
        assertThat(chief.post(world.here("/closing/application/approval"), "statement", "全部交付物已移交，费用已结算", "approver", member("赵总")).status()).isEqualTo(303);
        decide("/closing/application", "agree", "");
        assertThat(chief.get(world.here("/closing/papers/notice?lang=zh")).body()).contains("结项通知", "-CN-001", "特此通知", "印厂要提前两个月预订");
        assertThat(as("周颖").get(world.url("/notices")).body()).contains("结项已批准");
        assertThat(chief.post(world.here("/closing/application/approval"), "statement", "再来", "approver", member("赵总")).status()).isEqualTo(422);
    }

    @Test
    void whoHasLeftOwesNoFollowUpEvaluation() {
        world.in(() -> members.leave(world.person("王敏").member(), null, 0, world.person("管理员").actor()));
        world.in(() -> transaction.executeWithoutResult(status -> db.update(PROJECT).set(PROJECT.STAGE, "closing").where(PROJECT.ID.eq(world.project)).execute()));
        world.in(() -> gates.waive(world.project, Stage.CLOSING, "总协调人已离职", who("赵总")));
        List<MemberId> owing = query(db -> db.select(DUTY.OWNER_ID).from(DUTY).where(DUTY.PROJECT_ID.eq(world.project), DUTY.KIND.eq("follow_up_evaluation")).fetch(DUTY.OWNER_ID));
        assertThat(owing).isNotEmpty().containsOnly(world.person("赵总").member());
    }

    @Test
    void whoTakesOverFromSomebodyWhoLeavesWritesTheEvaluation() {
        world.in(() -> transaction.executeWithoutResult(status -> db.update(PROJECT).set(PROJECT.STAGE, "closing").where(PROJECT.ID.eq(world.project)).execute()));
        world.in(() -> gates.waive(world.project, Stage.CLOSING, "已决定结项", who("赵总")));
        var evaluation = chief.get(world.here("/closing")).page().select("#evaluations a.button").first().attr("href");
        assertThat(as("李婷").post(evaluation, "outcome", "lasting", "content", "在用", "version", "0").status()).isEqualTo(403);
        world.in(() -> members.leave(world.person("王敏").member(), world.person("李婷").member(), 0, world.person("管理员").actor()));
        assertThat(as("李婷").post(evaluation, "outcome", "lasting", "content", "在用", "version", as("李婷").get(evaluation).page().select("input[name=version]").val()).status()).isEqualTo(303);
    }

    private void submitAndApprove(String place) {
        assertThat(chief.post(world.here(place + "/approval"), "approver", member("赵总")).status()).isEqualTo(303);
        decide(place, "agree", "");
    }

    private void decide(String place, String decision, String opinion) {
        var page = as("赵总").get(world.here(place)).page();
        var form = page.select("#decision");
        assertThat(as("赵总").post(form.attr("action"), "decision", decision, "opinion", opinion, "read", form.select("[name=read]").val()).status()).isEqualTo(303);
    }

    private void closed() {
        // Every write is refused with words that say why; reads work, guests are out, only what outlives the project is owed.
        for (var write : List.of("/risks", "/plan/tasks", "/meetings", "/closing/handover", "/charter/change", "/settings", "/resources")) {
            var refused = chief.post(world.here(write), "_form", "form", "_from", world.here("/closing"), "description", "x", "id", UUID.randomUUID().toString());
            if (refused.status() == 404 || refused.status() == 405) continue;
            assertThat(refused.status()).as(write).isEqualTo(403);
            assertThat(refused.body()).as(write).contains("项目已结项，只能查看");
        }
        for (var read : List.of("/charter", "/plan", "/risks", "/meetings", "/closing", "/closing/archive", "/closing/summary", "/closing/handover", "/closing/papers/notice", "/board", "/gate")) assertThat(chief.get(world.here(read)).status()).as(read).isEqualTo(200);
        assertThat(as("客人").get(world.here("/plan")).status()).as("guests’ access ends").isEqualTo(404);
        assertThat(chief.get(world.here("/emergencies/group")).page().select("#closed")).as("and the emergency group").hasSize(1);
        assertThat(chief.get(world.here("/emergencies/group")).page().select("#contacts li")).as("who was in it can be read").isNotEmpty();
        assertThat(chief.get(world.here("/emergencies/group")).page().select("a[href^=tel:]")).as("nobody is called").isEmpty();
        assertThat(as("陈浩").get(world.url("/notices")).body()).contains("应急沟通群同时关闭");
        for (var name : List.of("王敏", "李婷", "周颖")) nothingCanBeDone(name);
        List<String> owed = query(db -> db.selectDistinct(DUTY.KIND).from(DUTY).where(DUTY.PROJECT_ID.eq(world.project), DUTY.STATE.eq("open")).orderBy(DUTY.KIND).fetch(DUTY.KIND));
        assertThat(owed).contains("follow_up_evaluation", "open_point").isSubsetOf("follow_up_evaluation", "open_point");

        var point = chief.get(world.here("/closing/points")).page().select("section[id^=point-]").first().id().substring(6);
        assertThat(as("周颖").post(world.here("/closing/points/" + point + "/done"), "said", "已补齐").status()).as("open points go on").isEqualTo(303);
        var page = chief.get(world.here("/closing")).page();
        assertThat(page.select("#evaluations li")).hasSize(2);
        var evaluation = page.select("#evaluations a.button").first().attr("href");
        assertThat(as("陈浩").post(evaluation, "outcome", "lasting", "content", "在用", "version", "0").status()).isEqualTo(403);
        assertThat(chief.post(evaluation, "_form", "evaluation", "_from", evaluation, "outcome", "", "content", "在用", "version", "0").status()).isEqualTo(422);
        clock.forward(Duration.ofDays(80));
        assertThat(as("王敏").get(world.url("/inbox")).body()).contains("填写后评价");
        assertThat(as("王敏").post(evaluation, "outcome", "partly", "content", "两家门店已停用", "version", "0").status()).isEqualTo(303);
    }

    // No page of the project has a form that would be refused.
    private void nothingCanBeDone(String name) {
        var person = as(name);
        var pages = new java.util.LinkedHashSet<>(person.get(world.here("/charter")).page().select("#rail a[href^=" + world.here("/") + "]").eachAttr("href"));
        pages.add(world.here("/tasks/1"));
        for (var address : pages) {
            var page = person.get(address).page();
            assertThat(page.select("main form[method=post]").eachAttr("action").stream().filter(action -> action.startsWith(world.here("/")) || action.contains("/files"))).as(name + " " + address).isEmpty();
            assertThat(page.select("main a[href$=/new], main a[href$=/edit]").eachAttr("href")).as(name + " " + address).isEmpty();
        }
    }

    private void reopened() {
        chief = as("王敏");
        assertThat(chief.post(world.here("/gate/reopening"), "reason", "补办验收").status()).isEqualTo(403);
        assertThat(as("赵总").post(world.here("/gate/reopening"), "reason", "补办验收").status()).isEqualTo(303);
        assertThat(missing()).contains("closing_approved", "archive_sealed", "review_held");
        clock.forward(Duration.ofMinutes(1));
        chief.post(world.here("/closing/archive"), "language", "zh-CN");
        archiving.writeDue();
        assertThat(chief.get(world.here("/closing/archive")).page().select("#volume-3 h2").text()).as("it ends in a supplementary volume").contains("补充归档");
        assertThat(missing()).contains("closing_approved").doesNotContain("archive_sealed");
    }

    // ----

    private Browser.Seen handover(String form, String from, String to, String witness) {
        return chief.post(world.here("/closing/handover/draft"), "_form", form, "_from", world.here("/closing/handover"), "from", member(from), "to", member(to), "witness", member(witness));
    }

    private List<String> missing() {
        return in(world.workspace, () -> gates.of(world.project, Stage.CLOSING)).items().stream().filter(item -> !item.there()).map(item -> item.key()).toList();
    }

    private String member(String name) {
        return world.person(name).member().toString();
    }

    private Browser as(String name) {
        return world.signedIn(name, port);
    }

    private Actor who(String name) {
        return world.person(name).actor();
    }

    private <T> T query(java.util.function.Function<DSLContext, T> work) {
        return in(world.workspace, () -> transaction.execute(status -> work.apply(db)));
    }
}
