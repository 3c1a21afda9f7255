package meridian.closing;

import static db.project.Tables.PROJECT;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import meridian.document.Seal;
import meridian.identity.Grants;
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

/** A project is closed through its pages: handed over, settled, reviewed, summed up. */
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
    void everythingThatAClosingNeedsIsDoneOnItsPages() throws Exception {
        assertThat(chief.get(world.here("/closing")).body()).contains("项目尚未进入收尾");
        assertThat(handover("from", "王敏", "李婷", "陈浩").status()).as("not in closing yet").isEqualTo(422);
        world.add("客人", "guest@" + world.slug + ".example", "Asia/Shanghai", "华南", WorkspaceRole.NONE, java.util.Locale.ENGLISH);
        world.in(() -> grants.grant(world.person("客人").member(), world.project, null, Role.GUEST, who("王敏")));
        world.in(() -> gates.waive(world.project, Stage.EXECUTION, "按期结束", who("赵总")));
        clock.forward(Duration.ofMinutes(1));
        assertThat(missing()).containsExactlyInAnyOrder("handover_signed", "review_held", "summary_published", "lessons_decided", "closing_approved", "archive_sealed");
        assertThat(chief.get(world.here("/closing")).page().select("#steps a.button")).hasSizeGreaterThanOrEqualTo(8);

        handedOver();
        whatRemains();
        settled();
        reviewed();
        assertThat(chief.post(world.here("/closing/lessons"), "_form", "lessons-form", "_from", world.here("/closing"), "lessons", " ", "version", "0").status()).isEqualTo(422);
        var version = chief.get(world.here("/closing")).page().select("#lessons-form [name=version]").val();
        assertThat(chief.post(world.here("/closing/lessons"), "lessons", "印厂要提前两个月预订", "version", version).status()).isEqualTo(303);
        summedUp();
        assertThat(missing()).containsExactlyInAnyOrder("closing_approved", "archive_sealed");
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
        assertThat(chief.get(world.here("/closing/papers/handover?lang=zh")).body()).contains("成果移交清单", "铺货清单（终稿）", "监交人");
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

    private void submitAndApprove(String place) {
        assertThat(chief.post(world.here(place + "/approval"), "approver", member("赵总")).status()).isEqualTo(303);
        decide(place, "agree", "");
    }

    private void decide(String place, String decision, String opinion) {
        var page = as("赵总").get(world.here(place)).page();
        var form = page.select("#decision");
        assertThat(as("赵总").post(form.attr("action"), "decision", decision, "opinion", opinion, "read", form.select("[name=read]").val()).status()).isEqualTo(303);
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
}
