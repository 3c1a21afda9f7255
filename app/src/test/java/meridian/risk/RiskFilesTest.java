package meridian.risk;

import static db.duty.Tables.DUTY;
import static db.risk.Tables.RISK;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import meridian.project.NewProjects;
import meridian.project.ScenarioTemplates;
import meridian.tenancy.ProjectId;
import meridian.world.Browser;
import meridian.world.MeridianTest;
import meridian.world.Worlds.World;
import org.jooq.DSLContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

/** The register handed over and brought, and what a template puts into it. */
class RiskFilesTest extends MeridianTest {
    private static final String TABLE = "风险跟踪表,,,,,,,,\n编号,风险描述,责任单位,上报人,上报日期,等级,应对措施,负责人,期限\n"
            + "R1,印厂年底排期紧张,华南大区,周颖,2026-11-02,高,联系备用印厂,周颖,2026-12-01\nR2,=1+1 汇率波动,,王敏,2026-11-03,中,,,\nR3,导购流失,华中,李婷,2026-11-04,较高,培训,某人,月底\n";

    @Autowired
    DSLContext db;

    @Autowired
    TransactionTemplate transaction;

    @Autowired
    NewProjects beginnings;

    @Autowired
    ScenarioTemplates templates;

    World world;

    @BeforeEach
    void aWorld() {
        world = worlds.world();
        clock.set(Instant.parse("2026-11-25T02:00:00Z"));
    }

    @Test
    void aFileIsLookedAtMendedAndWrittenAllOrNothing() {
        var id = UUID.randomUUID().toString();
        var brought = as("王敏").upload(world.here("/risks/import"), "file", "风险.csv", TABLE.getBytes(StandardCharsets.UTF_8), "id", id);
        var at = brought.location();
        assertThat(at).endsWith("/risks/import/" + id);
        var page = as("王敏").get(at).page();
        assertThat(page.select(".import-rows td.wrong").eachText()).hasSize(4).anyMatch(text -> text.contains("华中 项目中没有这个责任单位"));
        assertThat(page.select(".button.primary")).extracting(org.jsoup.nodes.Element::text).containsExactly("按此修正");
        assertThat(as("王敏").post(at + "/confirmation", "version", "0").status()).isEqualTo(422);
        assertThat(count()).isZero();
        assertThat(as("王敏").post(at + "/mends", "_form", "mends", "_from", at, "version", "0", "column_0", "level", "from_0", "较高", "to_0", "x".repeat(1_000_000)).status()).isEqualTo(422);
        assertThat(as("王敏").post(at + "/mends", "version", "0", "column_0", "party", "from_0", "华中", "to_0", "华东", "column_1", "level", "from_1", "较高", "to_1", "高", "column_2", "owner", "from_2", "某人", "to_2", "李婷", "column_3", "deadline", "from_3", "月底", "to_3", "2026-11-30").status()).isEqualTo(303);
        assertThat(as("王敏").post(at + "/mends", "_form", "mends", "_from", at, "version", "0", "column_0", "level", "from_0", "较高", "to_0", "低").status()).as("somebody mended it meanwhile").isEqualTo(409);
        page = as("王敏").get(at).page();
        assertThat(page.select(".button.primary").text()).isEqualTo("导入3项");
        for (int i = 0; i < 2; i++) assertThat(as("王敏").post(at + "/confirmation", "version", "1").status()).as("twice is once").isEqualTo(303);
        assertThat(count()).isEqualTo(3);
        List<String> owed = query(db -> db.select(DUTY.TITLE).from(DUTY).where(DUTY.PROJECT_ID.eq(world.project), DUTY.KIND.eq("risk_measure")).fetch(DUTY.TITLE));
        assertThat(owed).containsExactlyInAnyOrder("R-1 联系备用印厂", "R-3 培训");
        assertThat(as("李婷").get(world.here("/risks/3")).page().select("#facts").text()).contains("华东", "李婷", "11-04");
        // Once more: everything is there already.
        var again = as("王敏").upload(world.here("/risks/import"), "file", "again.csv", TABLE.getBytes(StandardCharsets.UTF_8)).location();
        assertThat(as("王敏").get(again).page().select("#rows tr.there")).hasSize(3);
        assertThat(as("王敏").post(again + "/confirmation", "version", "0").status()).isEqualTo(422);
    }

    @Test
    void whatCannotBeReadIsRefusedAndOnlyTheChiefCoordinatorBringsIt() {
        assertThat(as("王敏").upload(world.here("/risks/import") + "?_form=bring&_from=" + world.here("/risks/import"), "file", "x.xlsx", "PK\u0003\u0004broken".getBytes(StandardCharsets.UTF_8)).status()).isEqualTo(422);
        var other = as("王敏").upload(world.here("/risks/import") + "?_form=bring&_from=" + world.here("/risks/import"), "file", "x.csv", "姓名,电话\n张三,1\n".getBytes(StandardCharsets.UTF_8));
        assertThat(other.status()).isEqualTo(422);
        assertThat(other.page().select("#bring .error").text()).contains("没有找到风险表");
        assertThat(as("陈浩").upload(world.here("/risks/import"), "file", "x.csv", TABLE.getBytes(StandardCharsets.UTF_8)).status()).isEqualTo(403);
        var at = as("王敏").upload(world.here("/risks/import"), "file", "x.csv", TABLE.getBytes(StandardCharsets.UTF_8)).location();
        assertThat(as("陈浩").get(at).status()).isEqualTo(403);
        var elsewhere = worlds.world();
        assertThat(elsewhere.signedIn("王敏", port).get(elsewhere.here(at.substring(at.indexOf("/risks")))).status()).isEqualTo(404);
    }

    @Test
    void theRegisterIsAPageAWordFileAPdfAndAWorkbookThatComesBackWhole() throws Exception {
        assertThat(as("陈浩").get(world.here("/risks/paper")).status()).as("also an empty one").isEqualTo(200);
        as("周颖").post(world.here("/risks"), "id", UUID.randomUUID().toString(), "description", "印厂年底排期紧张\n第二行", "party", world.parties.get("华南").toString(), "category", "supply", "estimate", "high");
        for (var content : List.of("联系备用印厂", "分两批付印")) as("陈浩").post(world.here("/risks/1/measures"), "id", UUID.randomUUID().toString(), "content", content, "owner", world.person("周颖").member().toString(), "due_on", "2026-12-01");
        as("陈浩").post(world.here("/risks/1/notes"), "note", "已约两家");
        var paper = as("周颖").get(world.here("/risks/paper?lang=zh-CN")).page().select("article.document").text();
        assertThat(paper).contains("跨区域协同风险跟踪表", "XH-HDSS-2026-RK-001", "R-1", "印厂年底排期紧张", "华南", "周颖", "2026-11-25", "高", "1. 联系备用印厂", "已提出", "已约两家");
        assertThat(as("周颖").get(world.here("/risks/paper?lang=en")).page().select("article.document").text()).contains("Risk tracking table", "High", "Proposed");
        for (var ending : List.of("docx", "pdf")) {
            var file = as("陈浩").get(world.here("/risks/table." + ending + "?lang=zh"));
            assertThat(file.status()).isEqualTo(200);
            assertThat(file.response().headers().firstValue("content-disposition").orElse("")).contains("attachment", ending);
        }
        assertThat(as("周颖").get(world.here("/risks.xlsx")).status()).isEqualTo(403);
        for (var language : List.of("zh", "en")) {
            var book = as("陈浩").get(world.here("/risks.xlsx?lang=" + language)).response().body();
            // Elsewhere the same file is a register to bring.
            var elsewhere = worlds.world();
            var chief = elsewhere.signedIn("王敏", port);
            var brought = chief.upload(elsewhere.here("/risks/import"), "file", "risks.xlsx", book).location();
            assertThat(chief.get(brought).page().select("td.wrong").eachText()).isEmpty();
            assertThat(chief.post(brought + "/confirmation", "version", "0").status()).isEqualTo(303);
            var page = chief.get(elsewhere.here("/risks/1")).page();
            assertThat(page.select("#what").text()).contains("印厂年底排期紧张 第二行");
            assertThat(page.select("#measures li").eachText()).hasSize(2).allMatch(text -> text.contains("周颖") && text.contains("12-01"));
        }
    }

    @Test
    void aNewProjectStartsWithTheRisksOfItsTemplate() {
        var id = ProjectId.next();
        world.in(() -> transaction.executeWithoutResult(s -> beginnings.begin(new NewProjects.Beginning(id, "华南开城", "HNKC", templates.builtIn("rollout").id(), world.regions.get("华南"), "CNY", java.time.LocalDate.of(2026, 12, 1), null, java.util.Locale.SIMPLIFIED_CHINESE), world.person("王敏").actor())));
        var page = as("王敏").get(world.url("/p/HNKC/risks")).page();
        assertThat(page.select("#risks tbody tr")).hasSizeGreaterThanOrEqualTo(3);
        assertThat(page.text()).contains("政策或法规变化", "接口不一致");
        assertThat(as("王敏").get(world.url("/p/HNKC/risks/1")).page().select("#measures").text()).contains("提前与当地主管部门沟通");
        int owed = query(db -> db.fetchCount(DUTY, DUTY.PROJECT_ID.eq(id), DUTY.KIND.startsWith("risk_")));
        assertThat(owed).as("nobody owes anything yet").isZero();
        List<Boolean> preset = query(db -> db.select(RISK.PRESET).from(RISK).where(RISK.PROJECT_ID.eq(id)).fetch(RISK.PRESET));
        assertThat(preset).containsOnly(true);
        for (var scenario : List.of("integration", "special_task", "operation")) {
            int presets = query(db -> templates.builtIn(scenario).content(java.util.Locale.ENGLISH).risks().size());
            assertThat(presets).as(scenario).isPositive();
        }
    }

    private int count() {
        return query(db -> db.fetchCount(RISK, RISK.PROJECT_ID.eq(world.project)));
    }

    private Browser as(String name) {
        return world.signedIn(name, port);
    }

    private <T> T query(java.util.function.Function<DSLContext, T> work) {
        return in(world.workspace, () -> transaction.execute(status -> work.apply(db)));
    }
}
