package meridian.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import meridian.risk.Level;
import meridian.risk.Risk;
import meridian.risk.Risks;
import meridian.tenancy.RiskId;
import meridian.tenancy.TaskId;
import meridian.workplan.PlanRows;
import meridian.workplan.TaskFields;
import meridian.workplan.TaskKind;
import meridian.workplan.Tasks;
import meridian.world.Browser;
import meridian.world.MeridianTest;
import meridian.world.Worlds.World;
import org.jooq.DSLContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

class SearchTest extends MeridianTest {
    private static final byte[] PNG = java.util.Base64.getDecoder().decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

    @Autowired
    Tasks tasks;

    @Autowired
    PlanRows plan;

    @Autowired
    FileTexts texts;

    @Autowired
    Risks risks;

    @Autowired
    DSLContext db;

    @Autowired
    TransactionTemplate transaction;

    private World world;
    private Browser chief;

    @BeforeEach
    void aWorld() {
        world = worlds.world();
        chief = world.signedIn("王敏", port);
    }

    @Test
    void aNumberIsFoundFirstHoweverItIsTyped() {
        var first = add("门店陈列", "");
        add("参照HDSS-1的做法", "");
        for (var typed : List.of("HDSS-1", "hdss-1", "ｈｄｓｓ－１", "hdss1")) {
            var found = results("/search?q=" + encoded(typed));
            assertThat(found.getFirst()).as(typed).contains("HDSS-1").contains("门店陈列");
        }
        assertThat(results("/search?q=1&at=HDSS").getFirst()).as("within its project").contains("门店陈列");
        assertThat(results("/search?q=" + encoded("hdss-1"))).as("what speaks of it comes after").hasSize(2);
        assertThat(chief.get(world.url("/search?q=HDSS-1")).page().select(".results a").first().attr("href")).isEqualTo(world.here("/tasks/" + number(first)));
    }

    @Test
    void titlesComeBeforeTextsAndHitsAreMarked() {
        add("预算审批流程", "由财务部牵头");
        var text = add("付款安排", "等预算审批完成后支付首款，" + "其余按进度。".repeat(400) + "尾款在验收之后。");
        assertThat(results("/search?q=" + encoded("预算审批"))).hasSize(2).first().asString().startsWith("任务 HDSS-1 预算审批流程");
        var page = chief.get(world.url("/search?q=" + encoded("预算审批"))).page();
        assertThat(page.select(".results mark").eachText()).containsExactly("预算审批", "预算审批");
        assertThat(results("/search?q=" + encoded("预算审批 付款"))).as("words of title and text together").hasSize(1);
        assertThat(results("/search?q=" + encoded("尾款"))).as("far down in a long text").hasSize(1).first().asString().contains("尾款在验收之后");
        assertThat(results("/search?q=" + encoded("“审批完成”"))).as("a phrase").hasSize(1);
        assertThat(results("/search?q=" + encoded("“审批预算”"))).isEmpty();
        assertThat(results("/search?q=" + encoded("预算审批 -首款"))).as("without a word").hasSize(1);
        assertThat(results("/search?q=" + encoded("预算审批 -财务部"))).as("that stands in its text").hasSize(1).first().asString().contains("付款安排");
        assertThat(text).isNotNull();
    }

    @Test
    void scriptsAndOperatorsAreWordsOrNothing() {
        add("<script>alert(1)</script> & 'quoted'", "<img src=x onerror=alert(2)>");
        var seen = chief.get(world.url("/search?q=" + encoded("script alert")));
        assertThat(seen.body()).doesNotContain("<script>alert").doesNotContain("<img src=x");
        assertThat(seen.page().select(".results li").text()).contains("<script>alert(1)</script>");
        for (var typed : List.of("' or 1=1 --", "a & | ! b", "':*", "\\", "((((", "%_", "\"", "-", "“”", "<->", "{}[]", "?", "\u200b", "-a -b", "a:b:c", "$1 $$")) {
            assertThat(chief.get(world.url("/search?q=" + encoded(typed))).status()).as(typed).isEqualTo(200);
            assertThat(chief.get(world.url("/search/suggestions?q=" + encoded(typed))).status()).as(typed).isEqualTo(200);
        }
        for (var other : List.of("after=x", "after=title:1:2", "after=title:99999999999999999999:" + UUID.randomUUID(), "after=title:-5:" + UUID.randomUUID(), "kind=nothing", "project=NONE", "party=x&author=y", "since=never", "at=NONE")) {
            assertThat(chief.get(world.url("/search?q=alert&" + other)).status()).as(other).isEqualTo(200);
        }
        var long_ = chief.get(world.url("/search?q=" + "a".repeat(201)));
        assertThat(long_.status()).isEqualTo(422);
        assertThat(long_.page().select("#find-q-error").text()).contains("200");
        assertThat(chief.get(world.url("/search?q=" + "a".repeat(1 << 20))).status()).as("a megabyte").isBetween(400, 499);
    }

    @Test
    void whatStandsInAFileIsFoundOnceItWasRead() throws Exception {
        var task = add("门店陈列", "");
        var there = world.here("/tasks/" + number(task));
        assertThat(chief.upload(world.url("/files"), "file", "陈列说明.txt", "货架高度一律一米八".getBytes(StandardCharsets.UTF_8), "subject", "task:" + task, "id", UUID.randomUUID().toString()).location()).startsWith(there);
        chief.upload(world.url("/files"), "file", "现场照片.png", PNG, "subject", "task:" + task, "id", UUID.randomUUID().toString());
        assertThat(results("/search?q=" + encoded("陈列说明"))).as("by its name at once").hasSize(1);
        assertThat(results("/search?q=" + encoded("货架高度"))).isEmpty();
        texts.run();
        assertThat(results("/search?q=" + encoded("货架高度"))).hasSize(1).first().asString().startsWith("文件 陈列说明.txt 货架高度一律一米八");
        assertThat(results("/search?q=" + encoded("现场照片"))).as("one without words").hasSize(1);
        var stranger = world.signedIn("外人", port);
        assertThat(stranger.get(world.url("/search?q=" + encoded("货架高度"))).page().select(".results li")).isEmpty();
        var elsewhere = worlds.world();
        assertThat(elsewhere.signedIn("王敏", port).get(elsewhere.url("/search?q=" + encoded("货架高度"))).page().select(".results li")).isEmpty();
    }

    @Test
    void aPersonFindsNothingMoreOnceTheyHaveLeft() {
        add("门店陈列", "");
        var executor = world.signedIn("周颖", port);
        assertThat(executor.get(world.url("/search?q=" + encoded("陈列"))).page().select(".results li")).hasSize(1);
        in(world.workspace, () -> transaction.execute(status -> db.execute("delete from identity.role_grant where member_id = ?", world.person("周颖").member().value())));
        assertThat(executor.get(world.url("/search?q=" + encoded("陈列"))).page().select(".results li")).isEmpty();
    }

    @Test
    void resultsAreNarrowedAndReadPageByPage() {
        var rows = new java.util.ArrayList<PlanRows.NewRow>();
        for (int i = 0; i < 50; i++) rows.add(PlanRows.NewRow.of(TaskKind.TASK, null, TaskFields.titled("巡店 " + i).withParty(world.parties.get(i % 5 == 0 ? "华东" : "华南"))));
        in(world.workspace, () -> {
            plan.insert(world.project, null, rows, List.of(), world.person("王敏").actor());
            return null;
        });
        in(world.workspace, () -> risks.raise(world.project, RiskId.next(), Risks.Facts.of("巡店人手不足", "", "", world.parties.get("华南"), Risk.Category.RESOURCE, Level.HIGH), null, world.person("王敏").actor()));
        var seen = new java.util.HashSet<String>();
        var address = world.url("/search?q=" + encoded("巡店"));
        int pages = 0;
        for (; !address.isEmpty(); pages++) {
            var page = chief.get(address).page();
            page.select(".results li").forEach(line -> assertThat(seen.add(line.id())).isTrue());
            address = page.select("a[rel=next]").attr("href");
        }
        assertThat(pages).isEqualTo(3);
        assertThat(seen).hasSize(51);
        assertThat(results("/search?kind=risk&q=" + encoded("巡店"))).hasSize(1).first().asString().contains("R-1");
        assertThat(results("/search?project=HDSS&party=" + world.parties.get("华东") + "&q=" + encoded("巡店"))).hasSize(10);
        assertThat(results("/search?since=week&q=" + encoded("巡店"))).hasSize(20);
        assertThat(results("/search?author=" + world.person("周颖").member() + "&project=HDSS&q=" + encoded("巡店"))).isEmpty();
    }

    @Test
    void theBoxLeadsToPagesToo() {
        assertThat(options("/search/suggestions?at=HDSS")).contains("前往 看板", "前往 工作计划");
        assertThat(options("/search/suggestions?at=HDSS&q=" + encoded("看板"))).containsExactly("前往 看板");
        assertThat(options("/search/suggestions?q=inbox")).containsExactly("前往 待办");
        var executor = world.signedIn("周颖", port);
        assertThat(executor.get(world.url("/search/suggestions?at=HDSS&q=" + encoded("看板"))).page().select("[role=option]")).as("who may not read the board").isEmpty();
        add("看板样板间", "");
        assertThat(options("/search/suggestions?at=HDSS&q=" + encoded("看板")).getFirst()).contains("看板样板间");
        assertThat(chief.get(world.here("/plan")).page().select("dialog#search [role=combobox]").attr("aria-controls")).isEqualTo("search-options");
    }

    private List<String> options(String address) {
        return chief.get(world.url(address)).page().select("[role=option]").eachText();
    }

    private List<String> results(String address) {
        var seen = chief.get(world.url(address));
        assertThat(seen.status()).as(seen.body()).isEqualTo(200);
        return seen.page().select(".results li").eachText();
    }

    private int number(TaskId task) {
        return in(world.workspace, () -> tasks.get(task, world.person("王敏").actor()).number());
    }

    private TaskId add(String title, String description) {
        var id = TaskId.next();
        in(world.workspace, () -> tasks.add(new Tasks.NewTask(id, world.project, TaskKind.TASK, null, null, TaskFields.titled(title).withDescription(description)), world.person("王敏").actor()));
        return id;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
