package meridian.knowledge;

import static db.duty.Tables.DUTY;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import meridian.identity.Grants;
import meridian.identity.Role;
import meridian.risk.Level;
import meridian.risk.Risk;
import meridian.risk.Risks;
import meridian.tenancy.RiskId;
import meridian.world.Browser;
import meridian.world.MeridianTest;
import meridian.world.Worlds.World;
import org.jooq.DSLContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

/** Lessons and articles: written, reviewed, read, changed, voted on, retired, and offered where they fit. */
class EntriesTest extends MeridianTest {
    @Autowired
    Grants grants;

    @Autowired
    Risks risks;

    @Autowired
    DSLContext db;

    @Autowired
    TransactionTemplate transaction;

    World world;

    @BeforeEach
    void aWorld() {
        world = worlds.world();
        clock.set(Instant.parse("2026-11-25T02:00:00Z"));
    }

    @Test
    void aLessonComesOutOfARiskIsReviewedAndThenReadByEverybody() {
        var risk = RiskId.next();
        int number = in(world.workspace, () -> risks.raise(world.project, risk, Risks.Facts.of("印厂年底产能不足", "", "物料晚到", world.parties.get("华南"), Risk.Category.SUPPLY, Level.HIGH), null, world.person("周颖").actor()));
        var form = as("周颖").get(world.here("/lessons/new?from=risk:" + risk)).page();
        assertThat(form.select("form#entry textarea[name=happened]").text()).contains("印厂年底产能不足").contains("物料晚到");
        assertThat(form.select("form#entry select[name=party] option[selected]").attr("value")).isEqualTo(world.parties.get("华南").toString());
        var id = UUID.randomUUID().toString();
        var typed = new String[] {"id", id, "from", "risk:" + risk, "party", world.parties.get("华南").toString(), "title", "印厂要早约", "situation", "年底**各家**集中下单", "happened", "物料晚了一周", "advice", "", "tags", "印厂，物料, 印厂", "scenario", "rollout"};
        String at = null;
        for (int i = 0; i < 2; i++) at = as("周颖").post(world.here("/lessons"), typed).location();
        assertThat(at).as("sent twice, written once").isEqualTo(world.url("/knowledge/1"));

        assertThat(as("陈浩").get(at).status()).as("a draft is its author’s").isEqualTo(404);
        assertThat(as("李婷").get(world.url("/knowledge?q=印厂")).page().select("#entries")).isEmpty();
        assertThat(as("审计员").get(at).status()).isEqualTo(200);
        var early = as("周颖").post(at + "/review", "_form", "review", "_from", at, "reviewer", "", "version", "0");
        assertThat(early.status()).isEqualTo(422);
        assertThat(early.page().select("#review .errors").text()).contains("下次应当怎么做");
        assertThat(as("周颖").post(at, with(typed, "advice", "提前六周锁定产能", "version", "0")).status()).isEqualTo(303);
        assertThat(as("周颖").post(at, with(typed, "advice", "旧页面", "version", "0")).status()).isEqualTo(409);
        for (var wrong : List.of("周颖", "审计员")) assertThat(as("周颖").post(at + "/review", "reviewer", member(wrong), "version", "1").status()).as(wrong).isEqualTo(422);
        assertThat(as("周颖").post(at + "/review", "reviewer", member("陈浩"), "version", "1").status()).isEqualTo(303);
        assertThat(duties("knowledge_review")).containsExactly("陈浩");
        var owed = as("陈浩").get(world.url("/inbox")).page().select(".duty:contains(印厂要早约) a.button").attr("href");
        assertThat(as("陈浩").get(owed).location()).as("the duty leads to where it is done").isEqualTo(at);
        assertThat(as("周颖").post(at, with(typed, "advice", "x", "version", "2")).status()).as("what is in review stays as it is").isEqualTo(422);

        assertThat(as("周颖").post(at + "/publication", "version", "2").status()).as("nobody publishes their own").isEqualTo(403);
        assertThat(as("李婷").post(at + "/publication", "version", "2").status()).isEqualTo(404);
        assertThat(as("陈浩").post(at + "/return", "_form", "return", "_from", at, "reason", "", "version", "2").status()).isEqualTo(422);
        assertThat(as("陈浩").post(at + "/return", "reason", "请写明找谁约", "version", "2").status()).isEqualTo(303);
        assertThat(duties("knowledge_review")).isEmpty();
        assertThat(duties("knowledge_revision")).containsExactly("周颖");
        assertThat(as("周颖").get(at).page().select(".notice").text()).contains("请写明找谁约");
        as("周颖").post(at, with(typed, "advice", "提前六周与采购部锁定产能", "version", "3"));
        as("周颖").post(at + "/review", "reviewer", member("陈浩"), "version", "4");
        assertThat(duties("knowledge_revision")).isEmpty();
        assertThat(as("陈浩").post(at + "/publication", "version", "5").status()).isEqualTo(303);
        assertThat(duties("knowledge_review")).isEmpty();

        var read = as("外人").get(at).page();
        assertThat(read.select("#text").text()).contains("提前六周与采购部锁定产能");
        assertThat(read.select("#text strong").text()).isEqualTo("各家");
        assertThat(read.select("#thread")).as("of the project they know nothing").isEmpty();
        assertThat(read.select("#facts").text()).doesNotContain("HDSS").doesNotContain("华南");
        assertThat(as("陈浩").get(at).page().select("#thread a").first().text()).isEqualTo("R-" + number + " 印厂年底产能不足");
        assertThat(as("陈浩").get(world.here("/story?of=risk:" + risk)).page().select("#story").text()).contains("K-1 印厂要早约").contains("第1版");
        assertThat(as("陈浩").get(world.here("/risks/" + number)).page().select("#thread").text()).contains("K-1");
        world.in(() -> grants.grant(world.person("外人").member(), world.project, null, Role.GUEST, world.person("王敏").actor()));
        assertThat(as("外人").get(at).status()).as("a guest").isEqualTo(403);
        assertThat(as("外人").get(world.url("/knowledge")).status()).isEqualTo(403);
        assertThat(as("外人").get(world.url("/inbox")).page().select("#rail a[href$=/knowledge]")).isEmpty();
    }

    @Test
    void anArticleKeepsItsVersionsAndWhatChangesIsSeenBeforeItIsPublished() {
        var made = as("李婷").post(world.url("/knowledge"), "id", UUID.randomUUID().toString(), "kind", "article", "title", "如何开好区域启动会", "body", "# 会前\n\n- 发资料\n\n<script>alert(1)</script>", "tags", "会议");
        var at = made.location();
        as("李婷").post(at + "/review", "reviewer", member("王敏"), "version", "0");
        as("王敏").post(at + "/publication", "version", "1");
        var first = as("外人").get(at).page();
        assertThat(first.select(".markdown h3").text()).isEqualTo("会前");
        assertThat(first.select("#text script")).isEmpty();
        assertThat(first.select("#text").text()).contains("<script>alert(1)</script>");
        assertThat(as("陈浩").get(at + "/edit").status()).isEqualTo(403);

        as("李婷").post(at, "title", "如何开好区域启动会", "body", "# 会前\n\n- 提前三天发资料\n\n- 邀请支持部门", "tags", "会议", "change_note", "补充时间", "version", "2");
        assertThat(as("外人").get(at).page().select("#text").text()).as("others read the first until the second is reviewed").contains("alert").doesNotContain("提前三天");
        assertThat(as("李婷").get(at).page().select("#text").text()).contains("提前三天");
        as("李婷").post(at + "/review", "reviewer", member("王敏"), "version", "3");
        var review = as("王敏").get(at).page();
        assertThat(review.select("#changes del").text()).contains("发资料").contains("alert(1)");
        assertThat(review.select("#changes ins").text()).contains("提前三天发资料").contains("邀请支持部门");
        assertThat(as("李婷").post(at + "/withdrawal", "version", "4").status()).isEqualTo(303);
        assertThat(duties("knowledge_review")).isEmpty();
        as("李婷").post(at + "/review", "reviewer", member("王敏"), "version", "5");
        assertThat(duties("knowledge_review")).containsExactly("王敏");
        as("管理员").post(at + "/publication", "version", "6");
        var second = as("外人").get(at).page();
        assertThat(second.select("#text").text()).contains("邀请支持部门");
        assertThat(second.select("#editions li")).hasSize(2);
        assertThat(second.select("#editions").text()).contains("补充时间").contains("李婷编写，管理员审核");
        assertThat(as("外人").get(at + "?edition=1").page().select("#text").text()).contains("alert(1)");
        assertThat(as("外人").get(at + "?edition=2&compare=before").page().select("#changes ins").text()).contains("邀请支持部门");

        for (var word : List.of("启动会", "邀请 资料", "K-1", "会议")) assertThat(as("外人").get(world.url("/knowledge?q=" + URLEncoder.encode(word, StandardCharsets.UTF_8))).page().select("#entries li")).as(word).hasSize(1);
        for (var word : List.of("alert", "%25", "' or 1=1 --", "启动会 不存在")) assertThat(as("外人").get(world.url("/knowledge?q=" + URLEncoder.encode(word, StandardCharsets.UTF_8))).page().select("#entries li")).as(word).isEmpty();
        assertThat(as("外人").get(world.url("/knowledge?tag=会议&kind=article")).page().select("#entries li")).hasSize(1);
        assertThat(as("外人").get(world.url("/knowledge?kind=lesson")).page().select("#entries li")).isEmpty();

        assertThat(as("陈浩").post(at + "/retirement", "reason", "过时", "version", "7").status()).isEqualTo(403);
        assertThat(as("李婷").post(at + "/retirement", "_form", "retirement", "_from", at, "reason", "", "version", "7").status()).isEqualTo(422);
        as("李婷").post(at + "/retirement", "reason", "由新制度代替", "version", "7");
        assertThat(as("外人").get(world.url("/knowledge")).page().select("#entries li")).isEmpty();
        assertThat(as("外人").get(world.url("/knowledge?state=retired")).page().select("#entries li")).hasSize(1);
        assertThat(as("外人").get(at).page().select(".notice").text()).contains("由新制度代替");
        as("李婷").post(at + "/restoration", "version", "8");
        assertThat(as("外人").get(world.url("/knowledge")).page().select("#entries li")).hasSize(1);
    }

    @Test
    void everybodyVotesOnceAndCanTakeItBack() {
        var at = lesson("周颖", "王敏", "首批门店先试点", "华南先行，问题当周解决", "rollout");
        for (int i = 0; i < 2; i++) assertThat(as("陈浩").post(at + "/vote", "useful", "true").status()).isEqualTo(303);
        as("李婷").post(at + "/vote", "useful", "true");
        assertThat(as("陈浩").get(at).page().select("#votes").text()).contains("2人认为有用").contains("取消");
        assertThat(as("周颖").post(at + "/vote", "useful", "true").status()).as("one’s own").isEqualTo(422);
        assertThat(as("审计员").post(at + "/vote", "useful", "true").status()).isEqualTo(403);
        for (int i = 0; i < 2; i++) as("陈浩").post(at + "/vote", "useful", "false");
        assertThat(as("陈浩").get(at).page().select("#votes").text()).contains("1人认为有用");
    }

    @Test
    void lessonsAreOfferedAtTheStartAndBesideASimilarRisk() {
        var at = lesson("周颖", "王敏", "印厂年底产能不足要提前锁定", "年底印厂产能紧张", "rollout");
        lesson("周颖", "王敏", "客服值班表的排法", "分支轮值", "operation");
        assertThat(as("李婷").get(world.here("/gate")).page().select(".learned")).as("nothing of one’s own project at its start").isEmpty();
        as("李婷").post(world.url("/knowledge"), "id", UUID.randomUUID().toString(), "kind", "lesson", "title", "物料两地备货", "situation", "海运", "happened", "晚到", "advice", "两地**备货**", "scenario", "rollout");
        as("李婷").post(world.url("/knowledge/3/review"), "reviewer", member("王敏"), "version", "0");
        as("王敏").post(world.url("/knowledge/3/publication"), "version", "1");
        assertThat(as("陈浩").get(world.here("/gate")).page().select(".learned li").eachText()).singleElement().asString().contains("物料两地备货").contains("两地 备货");
        assertThat(as("陈浩").get(world.here("/lessons")).page().select(".learned").text()).contains("物料两地备货");
        assertThat(as("陈浩").get(world.here("/lessons")).page().select("#lessons").text()).contains("印厂年底产能不足");

        var similar = as("陈浩").get(world.here("/risks/similar?what=印厂年底产能可能不足")).page();
        assertThat(similar.select(".learned a").attr("href")).isEqualTo(at);
        assertThat(as("陈浩").get(world.here("/risks/similar?what=汇率波动")).page().select(".learned")).isEmpty();
        as("周颖").post(at + "/retirement", "reason", "过时", "version", "2");
        assertThat(as("陈浩").get(world.here("/risks/similar?what=印厂年底产能可能不足")).page().select(".learned")).isEmpty();
    }

    @Test
    void whatIsTypedIsRefusedBesideItsFieldAndAFileHangsOnAnArticleOfNoProject() {
        var wrong = as("李婷").post(world.url("/knowledge"), "_form", "entry", "_from", world.url("/knowledge/new?kind=article"), "id", UUID.randomUUID().toString(), "kind", "article", "title", "", "body", "x".repeat(1_000_000), "tags", "一，二，三，四，五，六，七，八，九，十，十一", "scenario", "party");
        assertThat(wrong.status()).isEqualTo(422);
        assertThat(wrong.page().select("form#entry [aria-invalid=true]").eachAttr("name")).containsExactlyInAnyOrder("title", "body", "tags", "scenario");
        assertThat(as("李婷").post(world.here("/lessons"), "id", UUID.randomUUID().toString(), "title", "x", "party", UUID.randomUUID().toString()).status()).isEqualTo(422);
        assertThat(as("李婷").get(world.here("/lessons/new?from=risk:" + UUID.randomUUID())).status()).isEqualTo(404);
        assertThat(as("李婷").post(world.url("/knowledge/preview"), "body", "**粗** <img src=x onerror=alert(1)>").page().select("strong").text()).isEqualTo("粗");
        assertThat(as("李婷").get(world.url("/knowledge/99")).status()).isEqualTo(404);
        var at = as("李婷").post(world.url("/knowledge"), "id", UUID.randomUUID().toString(), "kind", "article", "title", "做法", "body", "正文").location();
        assertThat(as("李婷").get(at).page().select("form#attach")).hasSize(1);
        assertThat(as("陈浩").get(world.url("/knowledge?state=own")).page().select("#entries")).isEmpty();
        assertThat(as("李婷").get(world.url("/knowledge?state=own")).page().select("#entries li")).hasSize(1);
    }

    private String lesson(String author, String reviewer, String title, String situation, String scenario) {
        var at = as(author).post(world.here("/lessons"), "id", UUID.randomUUID().toString(), "title", title, "situation", situation, "happened", "见上", "advice", "照做", "scenario", scenario).location();
        as(author).post(at + "/review", "reviewer", member(reviewer), "version", "0");
        assertThat(as(reviewer).post(at + "/publication", "version", "1").status()).isEqualTo(303);
        return at;
    }

    private String member(String name) {
        return world.person(name).member().toString();
    }

    private Browser as(String name) {
        return world.signedIn(name, port);
    }

    private static String[] with(String[] form, String... further) {
        var all = new ArrayList<String>();
        for (int i = 0; i < form.length; i += 2) if (!List.of(further).contains(form[i])) all.addAll(List.of(form[i], form[i + 1]));
        all.addAll(List.of(further));
        return all.toArray(String[]::new);
    }

    private List<String> duties(String kind) {
        return in(world.workspace, () -> transaction.execute(status -> db.select(DUTY.OWNER_ID).from(DUTY).where(DUTY.KIND.eq(kind), DUTY.STATE.eq("open")).fetch(DUTY.OWNER_ID))).stream()
                .map(owner -> world.people.values().stream().filter(person -> person.member().equals(owner)).findFirst().orElseThrow().name()).toList();
    }
}
