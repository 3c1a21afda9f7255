package meridian.coordination;

import static db.coordination.Tables.DISPUTE;
import static db.coordination.Tables.DISPUTE_RESOLUTION;
import static db.coordination.Tables.RESOURCE_REQUEST;
import static db.duty.Tables.DUTY;
import static db.project.Tables.PROJECT;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import meridian.document.DocxTemplateTest;
import meridian.identity.Grants;
import meridian.identity.Role;
import meridian.tenancy.WorkspaceRole;
import meridian.world.Browser;
import meridian.world.MeridianTest;
import meridian.world.Worlds.World;
import org.jooq.DSLContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

/** A dispute between 华南 and 供应链, from the first word to the last acknowledgement. */
class DisputesTest extends MeridianTest {
    private static final Instant WEDNESDAY = Instant.parse("2026-11-25T02:00:00Z"); // 10:00 in 上海

    @Autowired
    Grants grants;

    @Autowired
    Disputes disputes;

    @Autowired
    DSLContext db;

    @Autowired
    TransactionTemplate transaction;

    World world;

    @BeforeEach
    void aWorld() {
        world = worlds.world();
        clock.set(WEDNESDAY);
        world.in(() -> grants.grant(world.person("林峰").member(), world.project, world.parties.get("供应链"), Role.LEAD, world.person("王敏").actor()));
    }

    @Test
    void aDisputeIsHeardResolvedAndAcknowledgedByEverySide() {
        var at = raise("陈浩", false, "华南", "供应链");
        assertThat(duties("dispute_statement")).containsExactlyInAnyOrder("陈浩", "林峰");
        assertThat(duties("dispute_meeting")).containsExactly("王敏");
        assertThat(duties("dispute_resolution")).containsExactly("王敏");
        assertThat(due("dispute_meeting")).isEqualTo(Instant.parse("2026-11-27T02:00:00Z"));
        assertThat(due("dispute_resolution")).isEqualTo(Instant.parse("2026-12-02T02:00:00Z"));

        assertThat(state("陈浩", at, "华南", "职责表写的是供应链", 0).status()).isEqualTo(303);
        assertThat(state("林峰", at, "供应链", "文件由销售地准备", 0).status()).isEqualTo(303);
        assertThat(state("陈浩", at, "华南", "职责表第三行写的是供应链", 1).status()).isEqualTo(303);
        assertThat(duties("dispute_statement")).isEmpty();

        assertThat(call("王敏", at, 0, "2026-11-26T15:00", "https://meeting.example/d1").status()).isEqualTo(303);
        assertThat(duties("dispute_meeting")).isEmpty();
        var page = as("Johanna Maier").get(at).page();
        assertThat(page.select("#participants tbody tr").eachText()).anyMatch(line -> line.contains("Johanna Maier") && line.contains("08:00")).anyMatch(line -> line.contains("陈浩") && line.contains("15:00"));

        // Not resolved before the sides were heard, and not held before it has begun.
        assertThat(resolve("王敏", at, 1).status()).isEqualTo(422);
        assertThat(as("王敏").post(at + "/meeting/record", "record", "说了", "version", "1").status()).isEqualTo(422);
        clock.set(Instant.parse("2026-11-26T08:00:00Z"));
        assertThat(as("王敏").post(at + "/meeting/record", "record", "双方同意补写职责表", "present", id("陈浩"), "present", id("林峰"), "version", "1").status()).isEqualTo(303);
        assertThat(as("王敏").get(at).page().select("#participants tbody tr").eachText()).anyMatch(line -> line.startsWith("Johanna Maier") && line.endsWith("缺席"));

        assertThat(resolve("王敏", at, 2).status()).isEqualTo(303);
        assertThat(duties("dispute_resolution")).isEmpty();
        assertThat(duties("dispute_acknowledgement")).containsExactlyInAnyOrder("陈浩", "林峰");
        assertThat(duties("dispute_measure")).containsExactly("周颖");
        assertThat(due("dispute_measure")).isEqualTo(Instant.parse("2026-11-30T16:00:00Z"));
        assertThat(state("陈浩", at, "华南", "我改主意了", 2).status()).isEqualTo(422);

        assertThat(acknowledge("陈浩", at, "华南", "").status()).isEqualTo(303);
        assertThat(acknowledge("陈浩", at, "华南", "").status()).isEqualTo(409);
        assertThat(as("王敏").get(at).page().select("#acknowledgements").text()).contains("1/2方已确认", "未确认");
        assertThat(acknowledge("林峰", at, "供应链", "人手不够，保留意见").status()).isEqualTo(303);
        assertThat(as("王敏").get(at).page().select(".head .state").text()).contains("已办结");
        assertThat(as("王敏").get(at).page().select("#acknowledgements").text()).contains("保留异议", "人手不够，保留意见");
        assertThat(duties("dispute_acknowledgement")).isEmpty();

        var inbox = as("周颖").get(world.url("/inbox")).page();
        var done = inbox.select("form[action*=/disputes/measures/]").attr("action");
        assertThat(as("陈浩").post(done).status()).isEqualTo(403);
        assertThat(as("周颖").post(done).status()).isEqualTo(303);
        assertThat(as("周颖").post(done).status()).isEqualTo(409);
        assertThat(duties("dispute_measure")).isEmpty();
    }

    @Test
    void theResolutionIsSealedAndAnybodyCanCheckIt() throws Exception {
        var at = settled();
        var page = as("陈浩").get(at).page();
        var shown = page.select("#seal .digest").text().replace("SHA-256 ", "");
        var text = as("陈浩").get(at + "/resolution.txt").response().body();
        assertThat(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text))).isEqualTo(shown);
        assertThat(new String(text, StandardCharsets.UTF_8)).contains("XH-HDSS-2026-DR-001", "华南、供应链", "由供应链准备", "周颖", "2026-11-30", "赵总（上级决策人）");
        assertThat(page.select("#seal .state").text()).isEqualTo("原文与封存时一致");
        var paper = as("陈浩").get(at + "/resolution?lang=en").page().select("article.document").text();
        assertThat(paper).contains("Dispute resolution", "V1.0", shown, "由供应链准备");
        for (var ending : List.of("docx", "pdf")) assertThat(as("陈浩").get(at + "/resolution." + ending + "?lang=zh").status()).isEqualTo(200);
        // In the company’s own template, before that is used, with a real resolution.
        world.in(() -> grants.grant(world.person("管理员").member(), world.project, null, Role.SPONSOR, world.person("王敏").actor()));
        var templates = world.url("/admin/templates/dispute_resolution");
        var template = UUID.randomUUID().toString();
        as("管理员").upload(templates, "file", "决议.docx", DocxTemplateTest.docx("<w:p><w:r><w:t>星河集团 {{title}} {{number}}</w:t></w:r></w:p><w:p><w:r><w:t>{{body}}</w:t></w:r></w:p>"), "_form", "bring", "_from", templates, "id", template);
        assertThat(as("管理员").get(templates).page().select("#look-document option").eachText()).anyMatch(project -> project.startsWith("HDSS"));
        var looked = DocxTemplateTest.parts(as("管理员").get(templates + "/look.docx?id=" + template + "&document=HDSS").response().body());
        assertThat(new String(looked.get("word/document.xml"), StandardCharsets.UTF_8)).contains("星河集团", "XH-HDSS-2026-DR-001", "由供应链准备");
        query(db -> db.update(DISPUTE_RESOLUTION).set(DISPUTE_RESOLUTION.SEALED, "另一份").execute());
        assertThat(as("陈浩").get(at).page().select("#seal .state").text()).isEqualTo("原文与封存时不一致");
    }

    // ---- whose it is

    @Test
    void aChiefCoordinatorWhoIsASideHasNoSay() {
        var at = raise("陈浩", true, "华南");
        assertThat(duties("dispute_resolution")).containsExactly("赵总");
        assertThat(duties("dispute_statement")).containsExactlyInAnyOrder("陈浩", "王敏");
        var page = as("王敏").get(at).page();
        assertThat(page.select(".notice.warn").text()).contains("予以回避");
        assertThat(page.select("form#call")).isEmpty();
        assertThat(call("王敏", at, 0, "2026-11-26T15:00", "https://meeting.example/d1").status()).isEqualTo(403);
        assertThat(resolve("王敏", at, 0).status()).isEqualTo(403);
        assertThat(resolve("赵总", at, 0).status()).isEqualTo(303);
        assertThat(acknowledge("王敏", at, "王敏", "").status()).isEqualTo(303);
    }

    @Test
    void aRoleHeldForASideIsInvolvementToo() {
        world.in(() -> grants.grant(world.person("王敏").member(), world.project, world.parties.get("供应链"), Role.EXECUTOR, world.person("王敏").actor()));
        var at = raise("陈浩", false, "华南", "供应链");
        assertThat(duties("dispute_resolution")).containsExactly("赵总");
        assertThat(call("王敏", at, 0, "2026-11-26T15:00", "https://meeting.example/d1").status()).isEqualTo(403);
    }

    @Test
    void aSideOrTheChiefCoordinatorTakesItToTheSponsor() {
        var at = raise("陈浩", false, "华南", "供应链");
        assertThat(as("李婷").post(at + "/escalation", "reason", "x", "version", "0").status()).isEqualTo(403);
        assertThat(as("林峰").post(at + "/escalation", "reason", "", "version", "0").status()).isEqualTo(422);
        assertThat(resolve("赵总", at, 0).status()).isEqualTo(403);
        assertThat(as("林峰").post(at + "/escalation", "reason", "总协调人无暇处理", "version", "0").status()).isEqualTo(303);
        assertThat(duties("dispute_resolution")).containsExactly("赵总");
        assertThat(duties("dispute_meeting")).containsExactly("赵总");
        assertThat(as("林峰").post(at + "/escalation", "reason", "再来", "version", "1").status()).isEqualTo(422);
        assertThat(call("王敏", at, 1, "2026-11-26T15:00", "https://meeting.example/d1").status()).isEqualTo(403);
        assertThat(resolve("赵总", at, 1).status()).isEqualTo(303);
    }

    @Test
    void whatIsNotResolvedInTimeIsTheSponsors() {
        var at = raise("陈浩", false, "华南", "供应链");
        clock.set(due("dispute_resolution").minusSeconds(1));
        world.in(disputes::escalateOverdue);
        assertThat(duties("dispute_resolution")).containsExactly("王敏");
        clock.forward(Duration.ofSeconds(1));
        for (int i = 0; i < 2; i++) world.in(disputes::escalateOverdue);
        assertThat(duties("dispute_resolution")).containsExactly("赵总");
        // The chief coordinator missed both clocks, and that stays so; the sponsor begins with clocks of their own.
        List<String> missed = query(db -> db.select(DUTY.KIND).from(DUTY).where(DUTY.STATE.eq("missed"), DUTY.OWNER_ID.eq(world.person("王敏").member())).orderBy(DUTY.KIND).fetch(DUTY.KIND));
        assertThat(missed).containsExactly("dispute_meeting", "dispute_resolution");
        Instant due = query(db -> db.select(DUTY.DUE_AT).from(DUTY).where(DUTY.STATE.eq("open"), DUTY.KIND.eq("dispute_resolution")).fetchSingle(DUTY.DUE_AT));
        assertThat(due).isAfter(clock.instant());
        assertThat(as("王敏").get(world.here("/promises")).page().select("#by-kind").text()).contains("2");
        assertThat(as("陈浩").get(at).page().select(".notice.warn").text()).contains("期限内未形成决议");
        int version = query(db -> db.select(DISPUTE.VERSION).from(DISPUTE).where(DISPUTE.PROJECT_ID.eq(world.project)).fetchSingle(DISPUTE.VERSION));
        assertThat(version).isEqualTo(1);
    }

    // ---- approved first

    @Test
    void whereStepsAreSetAResolutionIsApprovedBeforeItIsIssued() throws Exception {
        assertThat(as("管理员").post(world.url("/admin/approvals/dispute_resolution"), "version", "0", "checker", "role:business_coordinator", "approver", "role:chief_coordinator").status()).isEqualTo(303);
        assertThat(as("王敏").post(world.here("/approvals/dispute_resolution"), "version", "0", "checker", "", "approver", "role:sponsor").status()).as("a project has steps of its own").isEqualTo(303);
        var at = raise("陈浩", false, "华南", "供应链");
        call("王敏", at, 0, "2026-11-26T15:00", "https://meeting.example/d1");
        clock.set(Instant.parse("2026-11-26T08:00:00Z"));
        as("王敏").post(at + "/meeting/record", "record", "双方同意补写职责表", "present", id("陈浩"), "version", "1");
        assertThat(resolve("王敏", at, 2).status()).as("not past the sponsor").isEqualTo(422);
        assertThat(submit(at, 2, "赵总").status()).as("nothing is written").isEqualTo(422);
        assertThat(as("王敏").get(at).page().select("#approval form")).isEmpty();
        var wrong = as("王敏").post(at + "/resolution/draft", "_form", "resolve", "_from", at, "facts", "", "decision", "x", "version", "2");
        assertThat(wrong.page().select("form#resolve [aria-invalid=true]").eachAttr("name")).containsExactly("facts");
        assertThat(draft("陈浩", at, "2026-11-30", 2).status()).isEqualTo(403);
        assertThat(draft("王敏", at, "2026-12-30", 2).status()).isEqualTo(303);
        var written = as("王敏").get(at).page();
        assertThat(written.select("form#resolve [name=facts]").val()).isEqualTo("职责表中未写明。");
        assertThat(written.select("form#resolve [name=due_0]").val()).isEqualTo("2026-12-30");
        assertThat(as("陈浩").get(at).page().select("#draft, #approval")).as("who does not decide does not read it").isEmpty();
        assertThat(submit(at, 3, "李婷").status()).as("another approver than the steps say").isEqualTo(422);
        assertThat(submit(at, 3, "赵总").status()).isEqualTo(303);
        assertThat(duties("decide_resolution")).containsExactly("赵总");
        assertThat(duties("dispute_resolution")).as("it is owed until it is issued").containsExactly("王敏");
        assertThat(as("陈浩").get(at).page().select("#draft")).isEmpty();
        assertThat(as("陈浩").get(at).page().select("#approval").text()).contains("赵总");
        assertThat(draft("王敏", at, "2026-11-30", 3).status()).as("not while it is decided on").isEqualTo(422);
        assertThat(as("陈浩").post(at + "/withdrawal", "reason", "双方已商定", "version", "3").status()).isEqualTo(422);

        // Those asked have clocks of their own: it is not taken to the sponsor meanwhile.
        clock.set(due("dispute_resolution").plusSeconds(60));
        world.in(disputes::escalateOverdue);
        assertThat(duties("dispute_resolution")).containsExactly("王敏");
        assertThat(as("赵总").get(at).page().select("#draft").text()).contains("由供应链准备", "周颖");
        assertThat(decide("赵总", at, "return", "").status()).isEqualTo(422);
        assertThat(decide("赵总", at, "return", "期限太远").status()).isEqualTo(303);
        assertThat(duties("revise_resolution")).containsExactly("王敏");
        assertThat(draft("王敏", at, "2026-12-31", 3).status()).isEqualTo(303);
        assertThat(submit(at, 4, "赵总").status()).isEqualTo(303);
        assertThat(duties("revise_resolution")).isEmpty();
        assertThat(as("王敏").post(as("赵总").get(at).page().select("#approval form#decision").attr("action"), "decision", "agree", "read", "x").status()).as("nobody approves their own").isEqualTo(403);
        assertThat(decide("赵总", at, "agree", "").status()).isEqualTo(303);
        assertThat(duties("dispute_acknowledgement")).containsExactlyInAnyOrder("陈浩", "林峰");
        assertThat(duties("dispute_resolution")).isEmpty();
        var sealed = new String(as("陈浩").get(at + "/resolution.txt").response().body(), StandardCharsets.UTF_8);
        assertThat(sealed).contains("作出：王敏（总协调人）", "批准：赵总", "2026-12-31");
        var paper = as("陈浩").get(at + "/resolution?lang=zh").page().select("article.document").text();
        assertThat(paper).contains("V1.0", "王敏", "赵总");
        assertThat(as("陈浩").get(world.here("/activity")).body()).contains("拟写了争议处理决议", "退回修改");
    }

    private Browser.Seen draft(String who, String at, String due, int version) {
        return as(who).post(at + "/resolution/draft", "facts", "职责表中未写明。", "decision", "由供应链准备，华南配合。", "content_0", "补写职责表", "owner_0", id("周颖"), "due_0", due, "version", String.valueOf(version));
    }

    private Browser.Seen submit(String at, int version, String approver) {
        return as("王敏").post(at + "/resolution/approval", "approver", id(approver), "version", String.valueOf(version));
    }

    private Browser.Seen decide(String who, String at, String decision, String opinion) {
        var card = as(who).get(at).page().select("#approval form#decision");
        return as(who).post(card.attr("action"), "decision", decision, "opinion", opinion, "read", card.select("[name=read]").val());
    }

    // ---- who may, and what is wrong

    @Test
    void onlyASideSpeaksForItself() {
        var at = raise("陈浩", false, "华南", "供应链");
        for (var other : List.of("林峰", "周颖", "王敏", "赵总", "审计员")) assertThat(state(other, at, "华南", "我来说", 0).status()).as(other).isEqualTo(403);
        assertThat(as("外人").get(at).status()).isEqualTo(404);
        var settled = settled();
        for (var other : List.of("林峰", "周颖", "王敏", "赵总", "审计员")) assertThat(acknowledge(other, settled, "华南", "").status()).as(other).isEqualTo(403);
        assertThat(as("林峰").post(at + "/withdrawal", "reason", "x", "version", "0").status()).isEqualTo(403);
        assertThat(as("陈浩").post(at + "/withdrawal", "reason", "双方已商定", "version", "0").status()).isEqualTo(303);
        assertThat(duties("dispute_statement")).isEmpty();
        assertThat(state("陈浩", at, "华南", "晚了", 0).status()).isEqualTo(422);
    }

    @Test
    void aClosedProjectIsOnlyRead() {
        var at = raise("陈浩", true, "华南");
        var settled = settled();
        query(db -> db.update(PROJECT).set(PROJECT.STAGE, "closed").where(PROJECT.ID.eq(world.project)).execute());
        assertThat(as("陈浩").post(world.here("/disputes"), "id", UUID.randomUUID().toString(), "kind", "other", "title", "x", "about", "x").status()).isEqualTo(403);
        assertThat(state("陈浩", at, "华南", "还有话说", 0).status()).isEqualTo(403);
        assertThat(state("王敏", at, "王敏", "还有话说", 0).status()).as("who is a side in person").isEqualTo(403);
        assertThat(resolve("赵总", at, 0).status()).isEqualTo(403);
        assertThat(acknowledge("陈浩", settled, "华南", "").status()).isEqualTo(403);
        var page = as("陈浩").get(at).page();
        assertThat(page.select("main form[method=post]").eachAttr("action")).noneMatch(action -> action.startsWith(at));
        assertThat(as("陈浩").get(settled + "/resolution.pdf").status()).isEqualTo(200);
    }

    @Test
    void aGuestSeesNothingOfIt() {
        world.add("客人", "guest@" + world.slug + ".example", "Asia/Shanghai", "华南", WorkspaceRole.NONE, java.util.Locale.ENGLISH);
        world.in(() -> grants.grant(world.person("客人").member(), world.project, null, Role.GUEST, world.person("王敏").actor()));
        var at = settled();
        for (var page : List.of(world.here("/disputes"), world.here("/disputes/new"), at, at + "/resolution", at + "/resolution.txt")) assertThat(as("客人").get(page).status()).as(page).isEqualTo(403);
    }

    @Test
    void twoWhoChangeTheSameStatementAreToldApart() {
        var at = raise("陈浩", false, "华南", "供应链");
        assertThat(state("陈浩", at, "华南", "第一稿", 0).status()).isEqualTo(303);
        assertThat(state("陈浩", at, "华南", "第二稿", 0).status()).isEqualTo(409);
        assertThat(as("王敏").get(at).body()).contains("第一稿").doesNotContain("第二稿");
        assertThat(call("王敏", at, 4, "2026-11-26T15:00", "https://meeting.example/d1").status()).isEqualTo(409);
    }

    @Test
    void whatIsWrongIsSaidBesideItsFieldAndKept() {
        var one = raised("陈浩", false, "华南");
        assertThat(one.status()).isEqualTo(422);
        assertThat(one.page().select("#dispute-parties .error").text()).contains("至少两方");
        assertThat(one.page().select("[name=title]").val()).isEqualTo("清关文件由谁准备");
        assertThat(raised("李婷", false, "华南", "供应链").status()).isEqualTo(422);
        assertThat(raised("周颖", false, "华南", "供应链").status()).isEqualTo(403);
        assertThat(as("陈浩").post(world.here("/disputes"), "id", UUID.randomUUID().toString(), "kind", "x", "parties", "nobody").status()).isEqualTo(422);
        var at = raise("陈浩", false, "华南", "供应链");
        for (var link : List.of("", "javascript:alert(1)", "meeting.example", "https://")) assertThat(call("王敏", at, 0, "2026-11-26T15:00", link).status()).as(link).isEqualTo(422);
        for (var time : List.of("", "morgen", "2026-11-24T10:00", "2027-11-24T10:00", "+999999999-12-31T00:00")) assertThat(call("王敏", at, 0, time, "https://meeting.example/d1").status()).as(time).isEqualTo(422);
        assertThat(as("陈浩").post(at + "/escalation", "reason", "请裁决", "version", "0").status()).isEqualTo(303);
        var wrong = as("赵总").post(at + "/resolution", "_form", "resolve", "_from", at, "facts", "事实", "decision", "</textarea><script>x()</script>", "content_0", "", "owner_0", id("周颖"), "due_0", "2026-11-01", "content_1", "做事", "version", "1");
        assertThat(wrong.status()).isEqualTo(422);
        assertThat(wrong.page().select("form#resolve [aria-invalid=true]").eachAttr("name")).containsExactly("content_0", "due_0", "owner_1", "due_1");
        assertThat(wrong.page().select("main script")).isEmpty();
    }

    @Test
    void aRefusedRequestBecomesADisputeAndTheStoryIsOne() {
        var made = as("周颖").post(world.here("/requests"), "id", UUID.randomUUID().toString(), "kind", "people", "name", "清关专员", "amount", "1", "needed_by", "2026-12-01", "reason", "CE文件无人准备", "effect", "延误发运", "party", world.parties.get("华南").toString());
        assertThat(made.location()).endsWith("/requests/1");
        as("周颖").post(world.here("/requests/1/submission"), "version", "0");
        var request = query(db -> db.select(RESOURCE_REQUEST.ID).from(RESOURCE_REQUEST).fetchSingle().value1());
        var form = as("陈浩").get(world.here("/disputes/new?from=resource_request:" + request)).page();
        assertThat(form.select("textarea[name=about]").val()).contains("RR-1", "CE文件无人准备");
        assertThat(form.select("[name=kind][checked]").val()).isEqualTo("resource");
        // What was typed there and not sent goes along.
        var typed = "&what=" + java.net.URLEncoder.encode("刚写的原因", StandardCharsets.UTF_8);
        assertThat(as("陈浩").get(world.here("/disputes/new?from=resource_request:" + request + typed)).page().select("textarea[name=about]").val()).contains("RR-1", "刚写的原因").doesNotContain("CE文件无人准备");
        assertThat(as("陈浩").get(world.here("/requests/new?from=resource_request:" + request + typed)).page().select("textarea[name=reason]").val()).contains("刚写的原因");
        assertThat(as("陈浩").post(world.here("/disputes"), with(form("华南", "供应链"), "from", "resource_request:" + request)).status()).isEqualTo(303);
        assertThat(as("陈浩").get(world.here("/requests/1")).page().select("#thread a[href$=/disputes/1]")).isNotEmpty();
        assertThat(as("陈浩").get(world.here("/disputes/1")).page().select("#thread a[href$=/requests/1]")).isNotEmpty();
        assertThat(as("陈浩").get(world.here("/disputes/new?from=resource_request:" + UUID.randomUUID())).status()).isEqualTo(404);
    }

    // ---- in short

    private Browser as(String name) {
        return world.signedIn(name, port);
    }

    private String id(String name) {
        return world.person(name).member().toString();
    }

    private String[] form(String... parties) {
        var form = new ArrayList<>(List.of("_form", "dispute", "_from", world.here("/disputes/new"), "id", UUID.randomUUID().toString(), "kind", "responsibility", "title", "清关文件由谁准备", "about", "双方都认为由对方准备CE文件。"));
        for (var party : parties) form.addAll(List.of("parties", world.parties.get(party).toString()));
        return form.toArray(String[]::new);
    }

    private static String[] with(String[] form, String... further) {
        var all = new ArrayList<>(List.of(form));
        all.addAll(List.of(further));
        return all.toArray(String[]::new);
    }

    private Browser.Seen raised(String who, boolean withChief, String... parties) {
        return as(who).post(world.here("/disputes"), withChief ? with(form(parties), "chief", "true") : form(parties));
    }

    private String raise(String who, boolean withChief, String... parties) {
        var seen = raised(who, withChief, parties);
        assertThat(seen.status()).as(seen.body()).isEqualTo(303);
        return seen.location();
    }

    private String settled() {
        var at = raise("陈浩", false, "华南", "供应链");
        assertThat(as("陈浩").post(at + "/escalation", "reason", "请裁决", "version", "0").status()).isEqualTo(303);
        assertThat(resolve("赵总", at, 1).status()).isEqualTo(303);
        return at;
    }

    private String side(String at, String name) {
        return as("王敏").get(at).page().select("#sides article").stream().filter(side -> side.selectFirst("h3").ownText().strip().equals(name)).findFirst().orElseThrow().id().substring("side-".length());
    }

    private Browser.Seen state(String who, String at, String side, String statement, int version) {
        return as(who).post(at + "/sides/" + side(at, side) + "/statement", "statement", statement, "version", String.valueOf(version));
    }

    private Browser.Seen call(String who, String at, int version, String starts, String link) {
        return as(who).post(at + "/meeting", "mode", "online", "starts", starts, "minutes", "45", "link", link, "participants", id("陈浩"), "participants", id("林峰"), "participants", id("Johanna Maier"), "version", String.valueOf(version));
    }

    private Browser.Seen resolve(String who, String at, int version) {
        return as(who).post(at + "/resolution", "facts", "职责表中未写明。", "decision", "由供应链准备，华南配合。", "content_0", "补写职责表", "owner_0", id("周颖"), "due_0", "2026-11-30", "version", String.valueOf(version));
    }

    private Browser.Seen acknowledge(String who, String at, String side, String objection) {
        return as(who).post(at + "/sides/" + side(at, side) + "/acknowledgement", "objection", objection);
    }

    private List<String> duties(String kind) {
        return query(db -> db.select(DUTY.OWNER_ID).from(DUTY).where(DUTY.PROJECT_ID.eq(world.project), DUTY.KIND.eq(kind), DUTY.STATE.eq("open")).fetch(DUTY.OWNER_ID).stream()
                .map(owner -> world.people.values().stream().filter(person -> person.member().equals(owner)).findFirst().orElseThrow().name()).toList());
    }

    private Instant due(String kind) {
        return query(db -> db.select(DUTY.DUE_AT).from(DUTY).where(DUTY.PROJECT_ID.eq(world.project), DUTY.KIND.eq(kind), DUTY.STATE.eq("open")).limit(1).fetchSingle(DUTY.DUE_AT));
    }

    private <T> T query(Function<DSLContext, T> work) {
        return in(world.workspace, () -> transaction.execute(status -> work.apply(db)));
    }
}
