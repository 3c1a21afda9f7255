package meridian.coordination;

import static db.activity.Tables.ACTIVITY;
import static db.coordination.Tables.REQUEST_ACT;
import static db.coordination.Tables.RESOURCE_REQUEST;
import static db.duty.Tables.DUTY;
import static db.project.Tables.PROJECT;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.zip.ZipFile;
import meridian.identity.Grants;
import meridian.identity.Role;
import meridian.project.Resource;
import meridian.project.Resources;
import meridian.tenancy.ResourceId;
import meridian.tenancy.WorkspaceRole;
import meridian.world.Browser;
import meridian.world.MeridianTest;
import meridian.world.Statements;
import meridian.world.Worlds.World;
import org.jooq.DSLContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

/** A request from the first word to the last, as people see it; 德国 has two reviewers, and others want them. */
class ResourceRequestsTest extends MeridianTest {
    /** Who asks, where they stand, and where they may go. */
    private static final int OTHERS = 3;

    private static final Instant WEDNESDAY = Instant.parse("2026-11-25T02:00:00Z"); // 10:00 in 上海

    @Autowired
    Resources resources;

    @Autowired
    Grants grants;

    @Autowired
    DSLContext db;

    @Autowired
    TransactionTemplate transaction;

    @Autowired
    Statements statements;

    World world;
    ResourceId reviewers;

    @BeforeEach
    void aWorld() {
        world = worlds.world();
        clock.set(WEDNESDAY);
        reviewers = ResourceId.next();
        world.in(() -> resources.add(world.project, reviewers, new Resources.Facts(Resource.Kind.PEOPLE, "德国本地审校", new BigDecimal("2"), "人", world.parties.get("德国"), null, day(-10), null, null, null), world.person("王敏").actor()));
    }

    // ---- the way of one request

    @Test
    void aRequestIsPreparedConsentedToAnsweredDeliveredAndConfirmed() {
        var number = draft("周颖", "2");
        var at = world.here("/requests/" + number);
        assertThat(as("周颖").get(at).page().select(".state").text()).contains("编制中");
        assertThat(duties("request_consent")).isEmpty();
        assertThat(as("周颖").post(at + "/submission", "version", "0").status()).isEqualTo(303);
        assertThat(duties("request_consent")).containsExactly("Johanna Maier");

        assertThat(as("Johanna Maier").post(at + "/consent", "word", "consent", "version", "1").status()).isEqualTo(303);
        assertThat(duties("request_consent")).isEmpty();
        assertThat(duties("request_answer")).containsExactly("王敏");
        // Round the clock: an answer within 24 hours, whatever hours they are.
        assertThat(due("request_answer")).isEqualTo(WEDNESDAY.plus(Duration.ofHours(24)));

        clock.forward(Duration.ofHours(5));
        assertThat(answer("王敏", number, 2, "grant", "", "2026-11-27", "").status()).isEqualTo(303);
        assertThat(duties("request_answer")).isEmpty();
        assertThat(duties("request_fulfilment")).containsExactly("Johanna Maier");
        assertThat(due("request_fulfilment")).isEqualTo(Instant.parse("2026-11-27T23:00:00Z")); // 24:00 in Berlin
        var page = as("周颖").get(at).page();
        assertThat(page.select(".head .state").text()).contains("同意");
        assertThat(page.select("#acts li").eachText()).hasSize(4).last().asString().contains("王敏", "答复：同意");

        assertThat(as("Johanna Maier").post(at + "/delivery", "note", "Both start on Friday", "version", "3").status()).isEqualTo(303);
        assertThat(duties("request_confirmation")).containsExactly("周颖");
        assertThat(as("周颖").post(at + "/fulfilment", "version", "4").status()).isEqualTo(303);
        assertThat(open()).isEmpty();
        assertThat(as("周颖").get(at).page().select(".head .state").text()).contains("已落实");
        assertThat(states("request_answer", "request_fulfilment", "request_confirmation")).containsOnly("met");
        assertThat(activity()).contains("request_drafted", "request_submit", "request_consent", "request_grant", "request_deliver", "request_fulfil");
    }

    @Test
    void withoutAProviderItGoesToTheChiefCoordinatorAtOnce() {
        var id = UUID.randomUUID().toString();
        assertThat(as("陈浩").post(world.here("/requests"), form(id, "", "陈浩", "华南", "kind", "equipment", "name", "投影仪", "unit", "台")).status()).isEqualTo(303);
        assertThat(as("陈浩").post(world.here("/requests/1/submission"), "version", "0").status()).isEqualTo(303);
        assertThat(duties("request_answer")).containsExactly("王敏");
        assertThat(as("王敏").get(world.here("/requests/1")).page().select("#answer-step form")).isNotEmpty();
    }

    @Test
    void itIsPreparedAndSentInOneStepOrNotAtAll() {
        var id = UUID.randomUUID().toString();
        var late = with(replaced(form(id, "2", "周颖", "华南"), "needed_by", "2026-11-24"), "send", "true");
        var refused = as("周颖").post(world.here("/requests"), late);
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.page().select("#request-needed_by[aria-invalid=true]")).hasSize(1);
        var wrong = replaced(replaced(replaced(form(id, "2", "周颖", "华南"), "amount", "两个"), "needed_by", "下周"), "reason", "");
        assertThat(as("周颖").post(world.here("/requests"), wrong).page().select("#request [aria-invalid=true]").eachAttr("name")).as("all of it at once").containsExactlyInAnyOrder("amount", "needed_by", "reason");
        assertThat(as("周颖").get(world.here("/requests?state=all")).page().select("#requests tbody tr")).as("nothing half-written").isEmpty();
        for (int i = 0; i < 2; i++) assertThat(as("周颖").post(world.here("/requests"), with(form(id, "2", "周颖", "华南"), "send", "true")).location()).endsWith("/requests/1");
        assertThat(duties("request_consent")).containsExactly("Johanna Maier");
        assertThat(activity()).containsOnlyOnce("request_submit");
    }

    @Test
    void theTimeToAnswerIsTheProjectsOwn() {
        var chief = as("王敏");
        assertThat(chief.get(world.here("/requests")).page().select(".empty").text()).contains("24小时内答复");
        assertThat(chief.get(world.here("/requests?state=refused")).page().select(".empty").text()).contains("没有符合条件的申请");
        var number = sent("周颖", "1");
        assertThat(as("Johanna Maier").post(world.here("/requests/" + number + "/consent"), "word", "decline", "note", "Both are booked", "version", "1").status()).isEqualTo(303);
        assertThat(chief.get(world.here("/requests/" + number)).page().select("#answer-step [name=move][checked], #answer-step [name=provider] option[selected]")).as("nobody who has just said no is proposed").allMatch(option -> option.val().isEmpty());
        assertThat(due("request_answer")).isEqualTo(WEDNESDAY.plus(Duration.ofHours(24)));
        assertThat(chief.post(world.here("/clocks/request_answer"), "clock", "round_the_clock", "hours", "8", "reminder", "75", "owner", "100", "lead", "125", "chief", "150", "sponsor", "200", "version", "0").status()).isEqualTo(303);
        assertThat(due("request_answer")).as("what runs already runs by it").isEqualTo(WEDNESDAY.plus(Duration.ofHours(8)));
    }

    @Test
    void aPartIsGrantedWithAReasonAndARefusalToo() {
        var number = sent("周颖", "5");
        assertThat(as("Johanna Maier").post(world.here("/requests/" + number + "/consent"), "word", "offer", "amount", "2", "day", "2026-11-28", "note", "Two at most", "version", "1").status()).isEqualTo(303);
        var page = as("王敏").get(world.here("/requests/" + number)).page();
        assertThat(page.select("#answer-step [name=amount]").val()).isEqualTo("2");
        assertThat(page.select("#answer-step [name=day]").val()).isEqualTo("2026-11-28");
        assertThat(page.select("#answer-step [name=move][checked]").val()).isEqualTo("grant_partly");
        assertThat(answer("王敏", number, 2, "grant_partly", "2", "2026-11-28", "").status()).isEqualTo(422);
        assertThat(answer("王敏", number, 2, "grant_partly", "5", "2026-11-28", "只有两位").status()).isEqualTo(422);
        assertThat(answer("王敏", number, 2, "grant_partly", "2", "2026-11-28", "只有两位").status()).isEqualTo(303);
        assertThat(as("周颖").get(world.here("/requests/" + number)).page().select("#facts").text()).contains("2 人", "德国");

        var second = sent("周颖", "1");
        assertThat(answer("王敏", second, 1, "refuse", "", "", "").status()).isEqualTo(422);
        assertThat(answer("王敏", second, 1, "refuse", "", "", "四月前没有空余").status()).isEqualTo(303);
        assertThat(as("周颖").get(world.here("/requests/" + second)).body()).contains("四月前没有空余");
        // The provider is not asked any more.
        assertThat(duties("request_consent")).isEmpty();
    }

    @Test
    void whatDidNotComeIsSaidOnlyOnceThePromisedDayIsOver() {
        var number = sent("周颖", "1");
        answer("王敏", number, 1, "grant", "", "2026-11-26", "");
        var at = world.here("/requests/" + number);
        assertThat(as("周颖").post(at + "/failure", "note", "没有人来", "version", "2").status()).isEqualTo(422);
        assertThat(as("周颖").get(at).page().select("form#failure")).isEmpty();
        clock.set(Instant.parse("2026-11-26T23:00:00Z"));
        assertThat(as("周颖").get(at).page().select("form#failure")).isNotEmpty();
        assertThat(as("周颖").post(at + "/failure", "note", "", "version", "2").status()).isEqualTo(422);
        assertThat(as("周颖").post(at + "/failure", "note", "没有人来", "version", "2").status()).isEqualTo(303);
        assertThat(open()).isEmpty();
    }

    @Test
    void aWithdrawnRequestFreesWhatWasGranted() {
        var number = sent("周颖", "2");
        answer("王敏", number, 1, "grant", "", "2026-11-26", "");
        assertThat(available()).isEqualTo("0 人");
        assertThat(as("周颖").post(world.here("/requests/" + number + "/withdrawal"), "reason", "", "version", "2").status()).isEqualTo(422);
        assertThat(as("周颖").post(world.here("/requests/" + number + "/withdrawal"), "reason", "改用机器翻译", "version", "2").status()).isEqualTo(303);
        assertThat(available()).isEqualTo("2 人");
        assertThat(open()).isEmpty();
    }

    // ---- who may

    @Test
    void onlyTheAskedPartyConsentsAndOnlyTheChiefCoordinatorOrTheSponsorAnswers() {
        var number = sent("周颖", "1");
        var at = world.here("/requests/" + number);
        for (var other : List.of("周颖", "陈浩", "李婷", "王敏", "审计员")) assertThat(as(other).post(at + "/consent", "word", "consent", "version", "1").status()).as(other).isEqualTo(403);
        for (var other : List.of("周颖", "陈浩", "Johanna Maier", "刘洋", "审计员")) {
            assertThat(answer(other, number, 1, "grant", "", "2026-11-27", "").status()).as(other).isEqualTo(403);
            assertThat(as(other).get(at).page().select("#answer-step")).as(other).isEmpty();
        }
        assertThat(as("外人").get(at).status()).isEqualTo(404);
        assertThat(as("外人").post(at + "/answer", "move", "grant", "version", "1").status()).isEqualTo(404);
        for (var other : List.of("林峰", "李婷", "Johanna Maier")) assertThat(as(other).post(at + "/withdrawal", "reason", "x", "version", "1").status()).as(other).isEqualTo(403);
        assertThat(answer("赵总", number, 1, "grant", "", "2026-11-27", "").status()).isEqualTo(303);
        for (var other : List.of("周颖", "陈浩", "李婷")) assertThat(as(other).post(at + "/delivery", "version", "2").status()).as(other).isEqualTo(403);
        assertThat(as("陈浩").post(at + "/fulfilment", "version", "2").status()).isEqualTo(303);
    }

    @Test
    void aClosedProjectIsOnlyRead() {
        var draft = draft("周颖", "1");
        var sent = sent("周颖", "1");
        query(db -> db.update(PROJECT).set(PROJECT.STAGE, "closed").where(PROJECT.ID.eq(world.project)).execute());
        assertThat(as("周颖").post(world.here("/requests"), form(UUID.randomUUID().toString(), "1", "周颖", "华南")).status()).isEqualTo(403);
        assertThat(as("周颖").post(world.here("/requests/" + draft + "/submission"), "version", "0").status()).isEqualTo(403);
        assertThat(as("Johanna Maier").post(world.here("/requests/" + sent + "/consent"), "word", "consent", "version", "1").status()).isEqualTo(403);
        assertThat(answer("王敏", sent, 1, "refuse", "", "", "项目已结束").status()).isEqualTo(403);
        assertThat(as("周颖").post(world.here("/requests/" + sent + "/withdrawal"), "reason", "x", "version", "1").status()).isEqualTo(403);
        assertThat(as("王敏").get(world.here("/requests/" + sent)).page().select("main form[method=post]").eachAttr("action")).noneMatch(action -> action.contains("/requests/"));
        assertThat(as("陈浩").get(world.here("/requests/" + sent + "/form.pdf")).status()).isEqualTo(200);
    }

    @Test
    void aGuestSeesNothingOfIt() {
        world.add("客人", "guest@" + world.slug + ".example", "Asia/Shanghai", "华南", WorkspaceRole.NONE, java.util.Locale.ENGLISH);
        world.in(() -> grants.grant(world.person("客人").member(), world.project, null, Role.GUEST, world.person("王敏").actor()));
        var number = sent("周颖", "1");
        for (var page : List.of("/requests", "/requests/new", "/requests/" + number, "/requests/" + number + "/paper", "/requests/" + number + "/form.pdf", "/registers/request_register", "/registers/request_register/file.xlsx")) assertThat(as("客人").get(world.here(page)).status()).as(page).isEqualTo(403);
        assertThat(as("客人").post(world.here("/requests"), form(UUID.randomUUID().toString(), "1", "客人", "华南")).status()).isEqualTo(403);
    }

    @Test
    void aRequestIsForOnesOwnPartyUnlessOneServesTheWholeProject() {
        assertThat(as("周颖").post(world.here("/requests"), form(UUID.randomUUID().toString(), "1", "周颖", "华东")).status()).isEqualTo(422);
        assertThat(as("李婷").post(world.here("/requests"), form(UUID.randomUUID().toString(), "1", "周颖", "华南")).status()).isEqualTo(403);
        world.in(() -> grants.grant(world.person("刘洋").member(), world.project, null, Role.BUSINESS_COORDINATOR, world.person("王敏").actor()));
        assertThat(as("刘洋").post(world.here("/requests"), form(UUID.randomUUID().toString(), "1", "周颖", "华南")).status()).isEqualTo(303);
        var page = as("周颖").get(world.here("/requests/1")).page();
        assertThat(page.select("#facts").text()).contains("华南 · 周颖", "刘洋");
        // Who asks may send what somebody prepared for them.
        assertThat(as("周颖").post(world.here("/requests/1/submission"), "version", "0").status()).isEqualTo(303);
    }

    // ---- stale, wrong, twice

    @Test
    void twoWhoAnswerTheSameRequestAreToldApart() {
        var number = sent("周颖", "1");
        assertThat(answer("王敏", number, 1, "grant", "", "2026-11-27", "").status()).isEqualTo(303);
        var second = as("赵总").post(world.here("/requests/" + number + "/answer"), "_form", "answer", "_from", world.here("/requests/" + number), "move", "refuse", "note", "不同意", "version", "1");
        assertThat(second.status()).isEqualTo(409);
        assertThat(answer("赵总", number, 2, "refuse", "", "", "不同意").status()).isEqualTo(422);
        assertThat(acts()).isEqualTo(1);
    }

    @Test
    void sentTwiceItIsMadeOnceAndNumbersAreNeverGivenAgain() {
        var id = UUID.randomUUID().toString();
        for (int i = 0; i < 2; i++) assertThat(as("周颖").post(world.here("/requests"), form(id, "1", "周颖", "华南")).location()).isEqualTo(world.here("/requests/1"));
        as("周颖").post(world.here("/requests/1/withdrawal"), "reason", "不需要了", "version", "0");
        assertThat(draft("周颖", "1")).isEqualTo(2);
        assertThat(worlds.world().signedIn("王敏", port).post(world.here("/requests"), form(id, "1", "王敏", "华南")).status()).isEqualTo(404);
    }

    @Test
    void whatIsWrongIsSaidBesideItsFieldAndKept() {
        var wrong = as("周颖").post(world.here("/requests"), "_form", "request", "_from", world.here("/requests/new"), "id", UUID.randomUUID().toString(), "amount", "1e999", "needed_by", "soon", "reason", "</textarea><script>x()</script>");
        assertThat(wrong.status()).isEqualTo(422);
        assertThat(wrong.page().select("form#request [aria-invalid=true]").eachAttr("name")).contains("amount", "needed_by", "effect");
        assertThat(wrong.page().select("main script")).isEmpty();
        assertThat(wrong.page().select("textarea[name=reason]").val()).contains("<script>");
        var empty = as("周颖").post(world.here("/requests"), "_form", "request", "_from", world.here("/requests/new"), "id", UUID.randomUUID().toString());
        assertThat(empty.page().select("form#request .error").size()).isGreaterThanOrEqualTo(6);
        var number = draft("周颖", "1");
        clock.set(Instant.parse("2027-03-01T00:00:00Z"));
        assertThat(as("周颖").post(world.here("/requests/" + number + "/submission"), "version", "0").status()).isEqualTo(422);
        assertThat(as("周颖").get(world.here("/requests/4711")).status()).isEqualTo(404);
        assertThat(as("周颖").get(world.here("/requests?state=nonsense&after=9999999")).status()).isEqualTo(200);
    }

    @Test
    void whatWasSentStaysAsItIs() {
        var number = sent("周颖", "1");
        assertThat(as("周颖").post(world.here("/requests/" + number), with(form(UUID.randomUUID().toString(), "2", "周颖", "华南"), "version", "1")).status()).isEqualTo(422);
        assertThat(as("周颖").get(world.here("/requests/" + number + "/edit")).status()).isEqualTo(303);
        assertThat(as("李婷").get(world.here("/requests/" + number + "/edit")).status()).isEqualTo(403);
    }

    // ---- the resource list

    @Test
    void whatIsGrantedIsCommittedAndOverlappingClaimsAreShown() {
        var first = sent("周颖", "2");
        answer("王敏", first, 1, "grant", "", "2026-11-27", "");
        var second = sent("李婷", "1", "华东");
        var row = as("王敏").get(world.here("/resources")).page().select("#resource-" + reviewers);
        assertThat(row.text()).contains("RR-1 华南 2 人 · 同意", "RR-2 华东 1 人", "申请超出可用量");
        assertThat(available()).isEqualTo("0 人");
        var beside = as("王敏").get(world.here("/requests/" + second)).page();
        assertThat(beside.select("#claims tbody tr").eachText()).singleElement().asString().contains("RR-1", "华南", "2 人");
        assertThat(beside.select("#answer-step .notice.warn")).isNotEmpty();
    }

    @Test
    void whatIsWantedAtAnotherTimeIsNoContest() {
        var first = as("周颖").post(world.here("/requests"), with(form(UUID.randomUUID().toString(), "2", "周颖", "华南"), "needed_until", "2026-12-05"));
        assertThat(first.status()).isEqualTo(303);
        as("周颖").post(world.here("/requests/1/submission"), "version", "0");
        as("李婷").post(world.here("/requests"), replaced(form(UUID.randomUUID().toString(), "2", "李婷", "华东"), "needed_by", "2026-12-06"));
        as("李婷").post(world.here("/requests/2/submission"), "version", "0");
        var page = as("王敏").get(world.here("/requests/2")).page();
        assertThat(page.select("#claims tbody tr")).isEmpty();
        assertThat(page.select("#answer-step .notice.warn")).isEmpty();
    }

    // ---- the list and the papers

    @Test
    void theListIsNarrowedByStateAndGoesOnPageByPage() {
        for (int i = 0; i < 3; i++) sent("周颖", "1");
        answer("王敏", 1, 1, "refuse", "", "", "没有");
        assertThat(as("李婷").get(world.here("/requests")).page().select("#requests tbody tr").eachAttr("id")).containsExactly("request-3", "request-2");
        assertThat(as("李婷").get(world.here("/requests?state=refused")).page().select("#requests tbody tr").eachAttr("id")).containsExactly("request-1");
        assertThat(as("李婷").get(world.here("/requests?state=all")).page().select("#requests tbody tr")).hasSize(3);
        in(world.workspace, () -> transaction.execute(s -> {
            for (int i = 0; i < 60; i++) {
                db.execute("insert into coordination.resource_request (id, project_id, number, kind, name, amount, needed_by, reason, effect, party_id, requester_member_id, prepared_by, prepared_at) "
                        + "select gen_random_uuid(), project_id, number + " + (100 * (i + 1)) + ", kind, name, amount, needed_by, reason, effect, party_id, requester_member_id, prepared_by, prepared_at from coordination.resource_request where number = 1 and project_id = ?", world.project.value());
            }
            return null;
        }));
        var first = as("李婷").get(world.here("/requests")).page();
        assertThat(first.select("#requests tbody tr")).hasSize(50);
        var next = as("李婷").get(first.select(".pager a[rel=next]").attr("href")).page();
        assertThat(next.select("#requests tbody tr")).hasSize(12);
        assertThat(next.select(".pager a[rel=next]")).isEmpty();
    }

    @Test
    void theFormIsAPageAWordFileAndAPdfInBothLanguagesAndAllAreAWorkbook() throws Exception {
        var number = sent("周颖", "2");
        answer("王敏", number, 1, "grant", "", "2026-11-27", "同意，请Johanna安排");
        var paper = as("陈浩").get(world.here("/requests/" + number + "/paper?lang=zh-CN"));
        assertThat(paper.page().select("article.document").text()).contains("资源协调申请表", "XH-HDSS-2026-RR-001", "V1.0", "RR-1", "不予协调的影响", "同意，请Johanna安排", "2026-11-27");
        assertThat(as("陈浩").get(world.here("/requests/" + number + "/paper?lang=en")).page().select("article.document").text()).contains("Resource request", "Effect if refused");
        for (var ending : List.of("docx", "pdf")) {
            var file = as("陈浩").get(world.here("/requests/" + number + "/form." + ending + "?lang=zh"));
            assertThat(file.status()).isEqualTo(200);
            assertThat(file.response().headers().firstValue("content-disposition").orElse("")).contains("attachment", ending);
        }
        assertThat(as("周颖").get(world.here("/requests/" + number + "/form.pdf")).status()).isEqualTo(403);
        assertThat(as("周颖").get(world.here("/registers/request_register?lang=en")).page().select("article.document").text()).contains("Register of resource requests", "RR-1", "In all 1, open 1", "同意，请Johanna安排");
        assertThat(as("周颖").get(world.here("/registers/request_register/file.xlsx")).status()).as("may take nothing out").isEqualTo(403);
        for (var ending : List.of("docx", "pdf")) assertThat(as("陈浩").get(world.here("/registers/request_register/file." + ending)).status()).as(ending).isEqualTo(200);
        var book = as("陈浩").get(world.here("/registers/request_register/file.xlsx?lang=zh")).response().body();
        assertThat(unzipped(book, "xl/sharedStrings.xml")).contains("资源协调台账", "RR-1", "XH-HDSS-2026-RR-001", "德国本地审校", "XH-HDSS-2026-RQ-001", "密级");
    }

    @Test
    void aPageOfOneRequestTakesFewStatements() {
        var number = sent("周颖", "1");
        var browser = as("王敏");
        browser.get(world.here("/requests/" + number));
        var heard = statements.of(() -> browser.get(world.here("/requests/" + number))).stream().filter(sql -> !sql.contains("set_config")).toList();
        assertThat(heard).as(String.join("\n\n", heard)).hasSizeLessThanOrEqualTo(OTHERS + 5);
        // Also in the middle of a thread, and for whom it is now to say that it came.
        var id = query(db -> db.select(RESOURCE_REQUEST.ID).from(RESOURCE_REQUEST).where(RESOURCE_REQUEST.PROJECT_ID.eq(world.project)).fetchSingle(RESOURCE_REQUEST.ID));
        as("陈浩").post(world.here("/disputes"), "id", UUID.randomUUID().toString(), "kind", "resource", "title", "审校", "about", "谁先用", "parties", world.parties.get("华南").toString(), "parties", world.parties.get("德国").toString(), "from", "resource_request:" + id);
        as("陈浩").post(world.here("/emergencies"), "id", UUID.randomUUID().toString(), "title", "停印", "severity", "serious", "from", "resource_request:" + id);
        answer("王敏", number, 1, "grant", "", "2026-11-27", "");
        var requester = as("周颖");
        requester.get(world.here("/requests/" + number));
        var thread = statements.of(() -> requester.get(world.here("/requests/" + number))).stream().filter(sql -> !sql.contains("set_config")).toList();
        assertThat(thread).as(String.join("\n\n", thread)).hasSizeLessThanOrEqualTo(OTHERS + 8);
        var list = statements.of(() -> browser.get(world.here("/requests"))).stream().filter(sql -> !sql.contains("set_config")).toList();
        assertThat(list).as(String.join("\n\n", list)).hasSizeLessThanOrEqualTo(6);
    }

    // ---- in short

    private Browser as(String name) {
        return world.signedIn(name, port);
    }

    private LocalDate day(int fromToday) {
        return LocalDate.of(2026, 11, 25).plusDays(fromToday);
    }

    private int draft(String who, String amount) {
        return draft(who, amount, "华南");
    }

    private int draft(String who, String amount, String party) {
        var made = as(who).post(world.here("/requests"), form(UUID.randomUUID().toString(), amount, who, party));
        assertThat(made.status()).as(made.body()).isEqualTo(303);
        return Integer.parseInt(made.location().substring(made.location().lastIndexOf('/') + 1));
    }

    private int sent(String who, String amount) {
        return sent(who, amount, "华南");
    }

    private int sent(String who, String amount, String party) {
        int number = draft(who, amount, party);
        assertThat(as(who).post(world.here("/requests/" + number + "/submission"), "version", "0").status()).isEqualTo(303);
        return number;
    }

    /** With an amount: the reviewers of the list; without: something named by {@code further}. */
    private String[] form(String id, String amount, String requester, String party, String... further) {
        var form = new ArrayList<>(List.of("_form", "request", "_from", world.here("/requests/new"), "id", id, "resource", amount.isEmpty() ? "" : reviewers.toString(), "amount", amount.isEmpty() ? "2" : amount, "needed_by", "2026-12-01",
                "reason", "德文版说明书须本地审校", "effect", "上市推迟一周", "party", world.parties.get(party).toString(), "requester", world.person(requester).member().toString()));
        form.addAll(List.of(further));
        return form.toArray(String[]::new);
    }

    private static String[] with(String[] form, String... further) {
        var all = new ArrayList<>(List.of(form));
        all.addAll(List.of(further));
        return all.toArray(String[]::new);
    }

    private static String[] replaced(String[] form, String field, String value) {
        var copy = form.clone();
        for (int i = 0; i < copy.length; i += 2) if (copy[i].equals(field)) copy[i + 1] = value;
        return copy;
    }

    private Browser.Seen answer(String who, int number, int version, String move, String amount, String day, String note) {
        return as(who).post(world.here("/requests/" + number + "/answer"), "move", move, "amount", amount, "provider", world.parties.get("德国").toString(), "day", day, "note", note, "version", String.valueOf(version));
    }

    private String available() {
        return as("王敏").get(world.here("/resources")).page().select("#resource-" + reviewers + " td[data-label=可用]").text();
    }

    private List<String> duties(String kind) {
        return query(db -> db.select(DUTY.OWNER_ID).from(DUTY).where(DUTY.PROJECT_ID.eq(world.project), DUTY.KIND.eq(kind), DUTY.STATE.eq("open")).fetch(DUTY.OWNER_ID).stream()
                .map(owner -> world.people.values().stream().filter(person -> person.member().equals(owner)).findFirst().orElseThrow().name()).toList());
    }

    private Instant due(String kind) {
        return query(db -> db.select(DUTY.DUE_AT).from(DUTY).where(DUTY.PROJECT_ID.eq(world.project), DUTY.KIND.eq(kind), DUTY.STATE.eq("open")).fetchSingle(DUTY.DUE_AT));
    }

    private List<String> states(String... kinds) {
        return query(db -> db.select(DUTY.STATE).from(DUTY).where(DUTY.PROJECT_ID.eq(world.project), DUTY.KIND.in(kinds)).fetch(DUTY.STATE));
    }

    private List<String> open() {
        return query(db -> db.select(DUTY.KIND).from(DUTY).where(DUTY.PROJECT_ID.eq(world.project), DUTY.KIND.startsWith("request_"), DUTY.STATE.eq("open")).fetch(DUTY.KIND));
    }

    private int acts() {
        return query(db -> db.fetchCount(REQUEST_ACT, REQUEST_ACT.ACT.in("grant", "refuse")));
    }

    private List<String> activity() {
        return query(db -> db.select(ACTIVITY.TYPE).from(ACTIVITY).where(ACTIVITY.PROJECT_ID.eq(world.project)).fetch(ACTIVITY.TYPE));
    }

    private <T> T query(java.util.function.Function<DSLContext, T> work) {
        return in(world.workspace, () -> transaction.execute(status -> work.apply(db)));
    }

    private static String unzipped(byte[] file, String entry) throws Exception {
        var there = Files.write(Files.createTempFile("register", ".xlsx"), file);
        try (var zip = new ZipFile(there.toFile())) {
            return org.jsoup.parser.Parser.unescapeEntities(new String(zip.getInputStream(zip.getEntry(entry)).readAllBytes(), StandardCharsets.UTF_8), false);
        } finally {
            Files.delete(there);
        }
    }
}
