package meridian.knowledge;

import static db.duty.Tables.DUTY;
import static db.project.Tables.CHECKLIST_ITEM;
import static db.project.Tables.SCENARIO_TEMPLATE;
import static db.risk.Tables.RISK;
import static db.workplan.Tables.TASK;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Function;
import meridian.project.NewProjects;
import meridian.project.ScenarioTemplates;
import meridian.tenancy.ProjectId;
import meridian.tenancy.ScenarioTemplateId;
import meridian.tenancy.WorkspaceRole;
import meridian.world.Browser;
import meridian.world.MeridianTest;
import meridian.world.Worlds.World;
import org.jooq.DSLContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

/** Scenario templates: edited on a draft, published, brought and taken as files, made of projects, and changed by lessons. */
class TemplatesTest extends MeridianTest {
    @Autowired
    ScenarioTemplates templates;

    @Autowired
    NewProjects newProjects;

    @Autowired
    DSLContext db;

    @Autowired
    TransactionTemplate transaction;

    World world;
    String at;

    @BeforeEach
    void aWorld() {
        world = worlds.world();
        clock.set(Instant.parse("2026-11-25T02:00:00Z"));
        at = world.url("/admin/scenarios/" + in(world.workspace, () -> templates.builtIn("rollout")).id());
    }

    @Test
    void anAdminChangesADraftAndNewProjectsBeginFromItOnceItIsPublished() {
        for (var other : List.of("王敏", "赵总", "审计员", "外人")) {
            assertThat(as(other).get(at).status()).as(other).isEqualTo(403);
            assertThat(as(other).post(at + "/part", "at", "checklist/new", "version", "0").status()).as(other).isEqualTo(403);
        }
        var risks = as("管理员").get(at).page().select("#part-risks li").size();
        var wrong = as("管理员").post(at + "/part", "_form", "part", "_from", at + "/part?at=risks/new", "at", "risks/new", "version", "0", "description_zh", "汇率波动", "description_en", "", "category", "luck", "estimate", "low", "measures_zh", "锁汇\n备用报价", "measures_en", "Hedge");
        assertThat(wrong.status()).isEqualTo(422);
        assertThat(wrong.page().select("form#part [aria-invalid=true]").eachAttr("name")).containsExactlyInAnyOrder("description_en", "category", "measures_en");
        var risk = new String[] {"at", "risks/new", "version", "0", "description_zh", "汇率波动使预算超支", "description_en", "Exchange rates break the budget", "category", "cost", "estimate", "low", "measures_zh", "锁汇\n备用报价", "measures_en", "Hedge\nKeep a second offer"};
        assertThat(as("管理员").post(at + "/part", risk).status()).isEqualTo(303);
        assertThat(as("管理员").post(at + "/part", risk).status()).as("somebody was there before").isEqualTo(409);
        assertThat(as("管理员").post(at + "/part", "at", "plan/0/packages/0/tasks/new", "version", "1", "title_zh", "确认样本量", "title_en", "Settle the sample", "from_week", "1", "to_week", "1").status()).isEqualTo(303);
        assertThat(as("管理员").post(at + "/part", "_form", "part", "_from", at + "/part?at=duties/request_answer", "at", "duties/request_answer", "version", "2", "clock", "round_the_clock", "minutes", "720", "reminder", "90", "owner", "50").status()).as("a ladder that descends").isEqualTo(422);
        assertThat(as("管理员").post(at + "/part", "at", "duties/request_answer", "version", "2", "clock", "round_the_clock", "minutes", "720", "reminder", "75", "owner", "100", "lead", "125", "chief", "150", "sponsor", "200").status()).isEqualTo(303);
        assertThat(as("管理员").post(at + "/part/removal", "at", "checklist/0", "version", "3").status()).isEqualTo(303);
        assertThat(as("管理员").post(at + "/part/rise", "at", "risks/" + risks, "version", "4").status()).isEqualTo(303);
        for (var nowhere : List.of("plan/99", "nothing", "plan/0/packages", "risks/x", "plan/0/title", "duties/payment", "head/0")) assertThat(as("管理员").get(at + "/part?at=" + nowhere).status()).as(nowhere).isEqualTo(404);

        var draft = as("管理员").get(at).page();
        assertThat(draft.select("#changes ins").text()).contains("汇率波动使预算超支").contains("锁汇").contains("确认样本量");
        assertThat(draft.select("#changes del").text()).contains("各区域准入");
        var before = begin("BEF");
        assertThat(risks(before)).as("the draft is nobody’s yet").hasSize(risks);
        assertThat(as("管理员").post(at + "/publication", "_form", "publication", "_from", at, "reason", "", "version", "5").status()).isEqualTo(422);
        assertThat(as("管理员").post(at + "/publication", "reason", "去年两个项目因汇率超支", "version", "5").status()).isEqualTo(303);
        assertThat(as("管理员").post(at + "/publication", "reason", "再发一次", "version", "6").status()).as("nothing changed since").isEqualTo(422);
        var after = begin("AFT");
        assertThat(risks(after)).hasSize(risks + 1).contains("汇率波动使预算超支");
        assertThat(risks(before)).as("projects keep what they began with").hasSize(risks);
        int tasks = query(db -> db.fetchCount(TASK, TASK.PROJECT_ID.eq(after), TASK.TITLE.eq("确认样本量"), TASK.PARENT_ID.isNotNull()));
        assertThat(tasks).isEqualTo(1);
        var page = as("管理员").get(at).page();
        assertThat(page.select("#editions li")).hasSize(2);
        assertThat(page.select("#editions").text()).contains("第2版 去年两个项目因汇率超支");
        assertThat(as("管理员").get(at + "?edition=2").page().select("#changes ins").text()).contains("汇率波动");
        assertThat(as("管理员").get(at + "?edition=1").page().select("#part-risks li")).hasSize(risks);
        assertThat(page.select("#part-risks").text()).contains("在2个项目中跟踪，其中0个项目发生");
    }

    @Test
    void theProjectsOwnChecklistStandsAtItsGate() {
        var project = begin("CHK");
        var gate = as("李婷").get(world.url("/p/CHK/gate")).page();
        assertThat(gate.select("#items").text()).contains("本项目检查清单全部完成");
        assertThat(gate.select("#checklist li")).hasSize(2);
        var item = query(db -> db.select(CHECKLIST_ITEM.ID).from(CHECKLIST_ITEM).where(CHECKLIST_ITEM.PROJECT_ID.eq(project), CHECKLIST_ITEM.STAGE.eq("preparation")).orderBy(CHECKLIST_ITEM.POSITION).fetch(CHECKLIST_ITEM.ID));
        assertThat(as("陈浩").post(world.url("/p/CHK/gate/checklist/" + item.getFirst()), "done", "true").status()).isEqualTo(404);
        for (var one : item) assertThat(as("李婷").post(world.url("/p/CHK/gate/checklist/" + one), "done", "true").status()).isEqualTo(303);
        assertThat(as("李婷").get(world.url("/p/CHK/gate")).page().select("#items li:contains(检查清单) .state").text()).contains("已具备");
        as("李婷").post(world.url("/p/CHK/gate/checklist/" + item.getFirst()), "done", "false");
        assertThat(as("李婷").get(world.url("/p/CHK/gate")).page().select("#items li:contains(检查清单)").text()).contains("准入");
        assertThat(as("李婷").get(world.url("/p/CHK/meetings/new?kind=weekly")).page().select("textarea[name=agenda]").text()).as("meetings begin with the template’s agenda").contains("跨区域问题与决议 | 20");
    }

    @Test
    void aTemplateTravelsAsAFileAndWhatIsHostileIsRefusedWithTheReason() {
        var file = as("管理员").get(at + "/template.json");
        assertThat(file.status()).isEqualTo(200);
        assertThat(file.response().headers().firstValue("content-disposition").orElse("")).contains("attachment");
        var text = new String(file.response().body(), StandardCharsets.UTF_8);
        var list = world.url("/admin/scenarios");
        var id = UUID.randomUUID().toString();
        for (int i = 0; i < 2; i++) assertThat(as("管理员").upload(list, "file", "模板.json", text.replace("全国性/区域性项目推进", "带回来的模板").getBytes(StandardCharsets.UTF_8), "id", id).location()).isEqualTo(list + "/" + id);
        assertThat(as("管理员").get(list).page().select("#templates li")).hasSize(5);
        assertThat(as("管理员").get(list).page().select("#templates li:contains(带回来的模板) .state").text()).contains("尚未发布");
        assertThat(as("李婷").get(world.url("/projects/new")).page().select(".offer")).as("offered to nobody yet").hasSize(4);
        assertThat(as("管理员").post(list + "/" + id + "/publication", "reason", "从分公司带来", "version", "0").status()).isEqualTo(303);
        assertThat(as("李婷").get(world.url("/projects/new")).page().select(".offer")).hasSize(5);

        for (var hostile : List.of("{", "[]", "{\"format\":\"meridian-template\",\"format_version\":1}", text.replaceFirst("\"from_week\" : 1", "\"from_week\" : 100000"), text.replaceFirst("\"summary\"", "\"__proto__\""))) {
            var refused = as("管理员").upload(list + "?_form=bring-template&_from=" + list, "file", "x.json", hostile.getBytes(StandardCharsets.UTF_8), "id", UUID.randomUUID().toString());
            assertThat(refused.status()).isEqualTo(422);
            assertThat(refused.page().select("form#bring-template .error, form#bring-template .errors").text()).isNotBlank();
        }
        assertThat(as("管理员").upload(list, "file", "x.json", new byte[1_500_000], "id", UUID.randomUUID().toString()).status()).isEqualTo(422);
        assertThat(as("管理员").get(list).page().select("#templates li")).as("nothing is stored").hasSize(5);
        assertThat(as("王敏").upload(list, "file", "x.json", text.getBytes(StandardCharsets.UTF_8), "id", UUID.randomUUID().toString()).status()).isEqualTo(403);

        assertThat(as("管理员").post(at + "/retirement", "retired", "true", "version", "0").status()).isEqualTo(303);
        assertThat(as("李婷").get(world.url("/projects/new")).page().select(".offer")).hasSize(4);
    }

    @Test
    void aProjectBecomesATemplate() {
        var project = begin("SRC");
        var gone = query(db -> db.update(RISK).set(RISK.DESCRIPTION, "我们自己的风险").where(RISK.PROJECT_ID.eq(project), RISK.NUMBER.eq(1)).execute());
        assertThat(gone).isEqualTo(1);
        assertThat(as("陈浩").post(world.here("/settings/template"), "id", UUID.randomUUID().toString(), "name", "x").status()).isEqualTo(403);
        assertThat(as("李婷").post(world.url("/p/SRC/settings/template"), "_form", "template-of-project", "_from", world.url("/p/SRC/settings"), "id", UUID.randomUUID().toString(), "name", "").status()).isEqualTo(422);
        var id = ScenarioTemplateId.next();
        assertThat(as("李婷").post(world.url("/p/SRC/settings/template"), "id", id.toString(), "name", "秋季上市做法").status()).isEqualTo(303);
        var made = world.url("/admin/scenarios/" + id);
        var page = as("管理员").get(made).page();
        assertThat(page.select(".head .state").text()).contains("尚未发布");
        assertThat(page.select("#part-risks").text()).contains("我们自己的风险");
        assertThat(page.select("#part-plan").text()).contains("区域市场调研").contains("第3周完成区域市场调研");
        assertThat(page.select("#part-cadence").text()).contains("周例会");
        assertThat(as("管理员").post(made + "/publication", "reason", "秋季项目效果好", "version", "0").status()).isEqualTo(303);
        var again = begin("AGN", id);
        assertThat(risks(again)).contains("我们自己的风险");
        int tasks = query(db -> db.fetchCount(TASK, TASK.PROJECT_ID.eq(project)));
        int copied = query(db -> db.fetchCount(TASK, TASK.PROJECT_ID.eq(again)));
        assertThat(copied).isEqualTo(tasks);
        // The empty world’s own project has hardly anything: what it lacks is what its scenario’s template says.
        assertThat(as("王敏").post(world.here("/settings/template"), "id", UUID.randomUUID().toString(), "name", "空项目").status()).isEqualTo(303);
    }

    @Test
    void aReviewedLessonBecomesTheNextEditionOfATemplateWhenAnAdminApproves() {
        var lesson = lesson();
        var template = at.substring(at.lastIndexOf('/') + 1);
        assertThat(as("周颖").get(world.url("/knowledge/1/proposals/new")).page().select("a[href*='at=risks/new']")).isNotEmpty();
        var form = as("周颖").get(world.url("/knowledge/1/proposals/new?template=" + template + "&at=risks/new")).page();
        assertThat(form.select("[name=description_zh]").text()).isEqualTo("印厂要早约");
        assertThat(form.select("[name=measures_zh]").text()).contains("提前六周锁定产能");
        var id = UUID.randomUUID().toString();
        var risk = new String[] {"id", id, "template", template, "at", "risks/new", "description_zh", "印厂临时加价", "description_en", "The printer raises its price", "category", "supply", "estimate", "medium", "measures_zh", "提前签订年度框架合同", "measures_en", "Sign a yearly contract early", "reason", "两个项目都遇到"};
        var wrong = as("周颖").post(lesson + "/proposals", with(risk, "_form", "proposal", "_from", lesson + "/proposals/new?template=" + template + "&at=risks/new", "approver", member("陈浩")));
        assertThat(wrong.status()).as("no admin").isEqualTo(422);
        assertThat(as("周颖").post(lesson + "/proposals", with(risk, "approver", member("管理员"))).location()).isEqualTo(world.url("/knowledge/proposals/" + id));
        assertThat(duties("knowledge_template")).containsExactly("管理员");

        var at = world.url("/knowledge/proposals/" + id);
        var seen = as("管理员").get(at).page();
        assertThat(seen.select("#changes ins").text()).contains("印厂临时加价").contains("提前签订年度框架合同");
        assertThat(seen.select("#changes del")).isEmpty();
        for (var other : List.of("周颖", "陈浩", "审计员")) assertThat(as(other).post(at + "/decision", "approved", "true").status()).as(other).isEqualTo(403);
        assertThat(as("管理员").post(at + "/decision", "_form", "refusal", "_from", at, "approved", "false", "said", "").status()).as("a no needs words").isEqualTo(422);
        assertThat(as("管理员").post(at + "/decision", "approved", "true").status()).isEqualTo(303);
        assertThat(duties("knowledge_template")).isEmpty();
        assertThat(as("管理员").post(at + "/decision", "approved", "true").status()).as("once").isEqualTo(422);
        assertThat(as("周颖").get(lesson).page().select("#proposals").text()).contains("第2版").contains("已通过");
        assertThat(as("管理员").get(this.at).page().select("#editions").text()).contains("K-1 两个项目都遇到");
        var project = begin("LRN");
        assertThat(risks(project)).contains("印厂临时加价");
        var number = query(db -> db.select(RISK.NUMBER).from(RISK).where(RISK.PROJECT_ID.eq(project), RISK.DESCRIPTION.eq("印厂临时加价")).fetchSingle(RISK.NUMBER));
        int version = query(db -> db.select(RISK.VERSION).from(RISK).where(RISK.PROJECT_ID.eq(project), RISK.NUMBER.eq(number)).fetchSingle(RISK.VERSION));
        assertThat(as("李婷").post(world.url("/p/LRN/risks/" + number + "/occurrence"), "what", "印厂加价三成", "version", String.valueOf(version)).status()).isEqualTo(303);
        assertThat(as("管理员").get(this.at).page().select("#part-risks li:contains(印厂临时加价)").text()).contains("在1个项目中跟踪，其中1个项目发生");

        // What was changed meanwhile is not overwritten.
        var change = UUID.randomUUID().toString();
        assertThat(as("周颖").post(lesson + "/proposals", "id", change, "template", template, "at", "checklist/0", "stage", "launch", "item_zh", "印厂产能已锁定", "item_en", "The printer is booked", "reason", "同上", "approver", member("管理员")).status()).isEqualTo(303);
        int edited = query(db -> db.select(SCENARIO_TEMPLATE.VERSION).from(SCENARIO_TEMPLATE).where(SCENARIO_TEMPLATE.ID.eq(ScenarioTemplateId.of(template))).fetchSingle(SCENARIO_TEMPLATE.VERSION));
        as("管理员").post(this.at + "/part", "at", "checklist/0", "version", String.valueOf(edited), "stage", "launch", "item_zh", "改了别的", "item_en", "Something else");
        as("管理员").post(this.at + "/publication", "reason", "调整", "version", String.valueOf(edited + 1));
        var stale = world.url("/knowledge/proposals/" + change);
        assertThat(as("管理员").get(stale).page().select("#changes .notice").text()).contains("已被修改");
        assertThat(as("管理员").post(stale + "/decision", "approved", "true").status()).isEqualTo(422);
        assertThat(as("管理员").post(stale + "/decision", "approved", "false", "said", "已有其他修改").status()).isEqualTo(303);
        assertThat(as("周颖").get(world.url("/notices")).page().select("main").text()).contains("已有其他修改");
    }

    @Test
    void onlyWhatIsPublishedChangesATemplateAndNoAdminDecidesOnTheirOwn() {
        world.add("管理员二", "admin2@" + world.slug + ".example", "Asia/Shanghai", "华南", WorkspaceRole.ADMIN, Locale.SIMPLIFIED_CHINESE);
        as("周颖").post(world.here("/lessons"), "id", UUID.randomUUID().toString(), "title", "草稿");
        var template = at.substring(at.lastIndexOf('/') + 1);
        assertThat(as("周颖").get(world.url("/knowledge/1/proposals/new")).status()).isEqualTo(404);
        assertThat(as("周颖").post(world.url("/knowledge/1/proposals"), "id", UUID.randomUUID().toString(), "template", template, "at", "checklist/new", "stage", "launch", "item_zh", "一", "item_en", "one", "reason", "x", "approver", member("管理员")).status()).isEqualTo(422);
        as("周颖").post(world.url("/knowledge/1"), "title", "成稿", "situation", "一", "happened", "二", "advice", "三", "version", "0");
        as("周颖").post(world.url("/knowledge/1/review"), "reviewer", member("管理员"), "version", "1");
        as("管理员").post(world.url("/knowledge/1/publication"), "version", "2");
        var id = UUID.randomUUID().toString();
        assertThat(as("管理员").post(world.url("/knowledge/1/proposals"), "id", id, "template", template, "at", "checklist/new", "stage", "launch", "item_zh", "一", "item_en", "one", "reason", "x", "approver", member("管理员二")).status()).isEqualTo(303);
        assertThat(as("管理员").post(world.url("/knowledge/proposals/" + id + "/decision"), "approved", "true").status()).isEqualTo(403);
        assertThat(as("管理员二").post(world.url("/knowledge/proposals/" + id + "/decision"), "approved", "true").status()).isEqualTo(303);
    }

    private String lesson() {
        var made = as("周颖").post(world.here("/lessons"), "id", UUID.randomUUID().toString(), "title", "印厂要早约", "situation", "年底", "happened", "物料晚到", "why", "签约太晚", "advice", "- 提前六周锁定产能\n- 约定备选印厂", "scenario", "rollout").location();
        as("周颖").post(made + "/review", "reviewer", member("王敏"), "version", "0");
        as("王敏").post(made + "/publication", "version", "1");
        return made;
    }

    private ProjectId begin(String code) {
        return begin(code, in(world.workspace, () -> templates.builtIn("rollout")).id());
    }

    private ProjectId begin(String code, ScenarioTemplateId template) {
        var id = ProjectId.next();
        return in(world.workspace, () -> newProjects.begin(new NewProjects.Beginning(id, "秋季上市", code, template, world.regions.get("华东"), "CNY", LocalDate.of(2026, 11, 30), null, Locale.SIMPLIFIED_CHINESE), world.person("李婷").actor()));
    }

    private List<String> risks(ProjectId project) {
        return query(db -> db.select(RISK.DESCRIPTION).from(RISK).where(RISK.PROJECT_ID.eq(project)).orderBy(RISK.NUMBER).fetch(RISK.DESCRIPTION));
    }

    private static String[] with(String[] form, String... further) {
        var all = new java.util.ArrayList<>(List.of(form));
        all.addAll(List.of(further));
        return all.toArray(String[]::new);
    }

    private List<String> duties(String kind) {
        return query(db -> db.select(DUTY.OWNER_ID).from(DUTY).where(DUTY.KIND.eq(kind), DUTY.STATE.eq("open")).fetch(DUTY.OWNER_ID)).stream()
                .map(owner -> world.people.values().stream().filter(person -> person.member().equals(owner)).findFirst().orElseThrow().name()).toList();
    }

    private String member(String name) {
        return world.person(name).member().toString();
    }

    private Browser as(String name) {
        return world.signedIn(name, port);
    }

    private <T> T query(Function<DSLContext, T> work) {
        return in(world.workspace, () -> transaction.execute(status -> work.apply(db)));
    }
}
