package meridian.project;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import meridian.identity.Grants;
import meridian.identity.Regions;
import meridian.identity.Role;
import meridian.tenancy.Actor;
import meridian.tenancy.DeliverableId;
import meridian.tenancy.ProjectId;
import meridian.world.Browser;
import meridian.world.MeridianTest;
import meridian.world.Worlds.World;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** From a new project to its launch, as people see it. */
class ProjectPagesTest extends MeridianTest {
    private static final String HOSTILE = "</textarea><script>alert(1)</script>\u202E{0} ${x}";

    @Autowired
    NewProjects newProjects;

    @Autowired
    ScenarioTemplates templates;

    @Autowired
    Charters charters;

    @Autowired
    Deliverables deliverables;

    @Autowired
    Grants grants;

    @Autowired
    Regions regions;

    @Autowired
    Parties parties;

    World world;

    @BeforeEach
    void aWorld() {
        world = worlds.world();
    }

    // ---- a new project

    @Test
    void aProjectIsBegunFromATemplateAndItsCharterIsNext() {
        var browser = as("李婷");
        var page = browser.get(world.url("/projects/new"));
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.page().select(".offer")).hasSize(4);
        var made = begin(browser, page.page().select("input[name=id]").val(), "Autumn Launch", "");
        assertThat(made.status()).isEqualTo(303);
        assertThat(made.location()).isEqualTo(world.url("/p/AL/charter/edit"));
        var charter = browser.get(world.url("/p/AL/charter"));
        assertThat(charter.body()).contains("XH-AL-").contains("重点门店覆盖率");
        assertThat(as("陈浩").get(world.url("/p/AL/charter")).status()).isEqualTo(404);
    }

    @Test
    void whatIsWrongWithANewProjectIsSaidBesideItsFieldAndTypedTextIsKept() {
        var browser = as("李婷");
        var seen = browser.post(world.url("/projects/new"), "_form", "new-project", "_from", world.url("/projects/new"), "id", ProjectId.next().toString(),
                "name", HOSTILE, "code", "1!", "template", "not-one", "home_region", world.regions.get("华东").toString(), "starts_on", "soon", "currency", "CNY");
        assertThat(seen.status()).isEqualTo(422);
        assertThat(seen.page().select(".error").eachText()).isNotEmpty();
        assertThat(seen.page().select("input[name=name]").val()).contains("<script>");
        assertThat(seen.page().select("main script")).isEmpty();
        assertThat(begin(browser, ProjectId.next().toString(), "x".repeat(121), "LONG").status()).isEqualTo(422);
        assertThat(begin(browser, ProjectId.next().toString(), "again", "HDSS").status()).isEqualTo(422);
    }

    @Test
    void anAuditorBeginsNothing() {
        assertThat(as("审计员").get(world.url("/projects/new")).status()).isEqualTo(403);
        assertThat(begin(as("审计员"), ProjectId.next().toString(), "x", "AUD").status()).isEqualTo(403);
    }

    // ---- the charter

    @Test
    void theCharterIsReadByTheProjectAndByNobodyElse() {
        guest("外人");
        assertThat(as("王敏").get(world.here("/charter")).page().select("a[href$=/charter/edit]")).isNotEmpty();
        var executor = as("周颖");
        var seen = executor.get(world.here("/charter"));
        assertThat(seen.status()).isEqualTo(200);
        assertThat(seen.page().select("a[href$=/charter/edit], form[action*=/charter]")).isEmpty();
        assertThat(executor.get(world.here("/charter/edit")).status()).isEqualTo(403);
        assertThat(executor.get(world.here("/charter.docx")).status()).isEqualTo(403);
        assertThat(executor.post(world.here("/charter"), "version", "0", "goal", "mine").status()).isEqualTo(403);
        assertThat(as("外人").get(world.here("/charter")).status()).isEqualTo(403);
        assertThat(as("外人").get(world.here("/charter.pdf")).status()).isEqualTo(403);
        assertThat(as("管理员").get(world.here("/charter")).status()).isEqualTo(404);
        assertThat(worlds.world().signedIn("王敏", port).get(world.here("/charter")).status()).isEqualTo(404);
        assertThat(as("审计员").get(world.here("/charter")).status()).isEqualTo(200);
        assertThat(as("审计员").get(world.here("/charter.pdf")).status()).isEqualTo(200);
    }

    @Test
    void twoWhoEditTheSameCharterAreToldApart() {
        var browser = as("王敏");
        var version = browser.get(world.here("/charter/edit")).page().select("form#charter input[name=version]").val();
        assertThat(write(browser, version, "第一个目标").status()).isEqualTo(303);
        var second = write(browser, version, "第二个目标");
        assertThat(second.status()).isEqualTo(409);
        assertThat(second.page().select("textarea[name=goal]").val()).isEqualTo("第二个目标");
        assertThat(second.page().select("#charter-goal-meanwhile").text()).isEqualTo("现在是：第一个目标");
        assertThat(second.page().select("textarea[name=goal]").attr("aria-describedby")).contains("charter-goal-meanwhile");
        assertThat(second.page().select("#charter-background-meanwhile")).isEmpty();
        assertThat(second.page().select(".errors a[data-draft-drop]").attr("href")).isEqualTo(world.here("/charter/edit"));
        assertThat(browser.get(world.here("/charter")).body()).contains("第一个目标").doesNotContain("第二个目标");
        assertThat(browser.get(world.here("/charter/edit")).page().select("form[data-draft]")).isNotEmpty();
    }

    @Test
    void hostileAndEndlessTextStaysText() {
        var browser = as("王敏");
        assertThat(write(browser, "0", HOSTILE).status()).isEqualTo(303);
        var seen = browser.get(world.here("/charter"));
        assertThat(seen.page().select("main script")).isEmpty();
        assertThat(seen.page().text()).contains("<script>alert(1)</script>").doesNotContain("\u202E");
        assertThat(browser.get(world.here("/charter/paper")).page().select("main script")).isEmpty();
        assertThat(write(browser, "1", "长".repeat(8001)).status()).isEqualTo(422);
        assertThat(add(browser, "x".repeat(201), "").status()).isEqualTo(422);
        assertThat(add(browser, "", "").status()).isEqualTo(422);
        assertThat(browser.post(world.here("/charter"), "version", "one", "goal", "x").status()).isEqualTo(400);
        assertThat(browser.post(world.here("/charter/deliverables/" + DeliverableId.next()), "version", "0", "name", "x").status()).isEqualTo(404);
    }

    @Test
    void aDeliverableIsAddedOnceChangedRemovedAndBroughtBack() {
        var browser = as("王敏");
        var id = browser.get(world.here("/charter/deliverables/new")).page().select("input[name=id]").val();
        for (int i = 0; i < 2; i++) {
            assertThat(browser.post(world.here("/charter/deliverables"), "_form", "deliverable", "id", id, "name", "区域上市方案", "criteria", "每个区域一份\n经会签").status()).isEqualTo(303);
        }
        assertThat(browser.get(world.here("/charter")).page().select("#deliverables tbody tr")).hasSize(1);
        var one = world.here("/charter/deliverables/" + id);
        assertThat(browser.post(one, "version", "0", "name", "区域上市方案", "criteria", "每个区域一份").status()).isEqualTo(303);
        assertThat(browser.post(one, "_form", "deliverable", "_from", one, "version", "0", "name", "旧表单", "criteria", "").status()).isEqualTo(409);
        assertThat(browser.post(one + "/removal").status()).isEqualTo(303);
        assertThat(browser.get(world.here("/charter")).page().select("#deliverables tbody tr")).isEmpty();
        assertThat(browser.post(one + "/restoration").status()).isEqualTo(303);
        assertThat(browser.get(world.here("/charter")).body()).contains("每个区域一份").doesNotContain("经会签");
        assertThat(as("陈浩").post(one + "/removal").status()).isEqualTo(403);
    }

    @Test
    void theSponsorApprovesFromTheInboxAndTheIssueIsKept() {
        var ready = readyCharter();
        var submitted = as("王敏").post(ready.here("/charter/approval"), "_form", "approval-request", "approver", world.person("赵总").member().toString(), "checker", "");
        assertThat(submitted.status()).isEqualTo(303);
        assertThat(as("王敏").get(ready.here("/charter/edit")).status()).isEqualTo(303);
        var sponsor = as("赵总");
        var inbox = sponsor.get(world.url("/inbox"));
        assertThat(inbox.body()).contains("审批目标说明书");
        assertThat(sponsor.get(inbox.page().select(".duty a.button").attr("href")).location()).startsWith(ready.here("/charter"));
        var page = sponsor.get(ready.here("/charter"));
        var form = page.page().select("form#decision");
        assertThat(form).hasSize(1);
        assertThat(as("李婷").get(ready.here("/charter")).page().select("form#decision")).isEmpty();
        var read = form.select("input[name=read]").val();
        assertThat(sponsor.post(form.attr("action"), "_form", "decision", "_from", ready.here("/charter"), "read", read, "decision", "return", "opinion", "").status()).isEqualTo(422);
        assertThat(sponsor.post(form.attr("action"), "_form", "decision", "_from", ready.here("/charter"), "read", "other", "decision", "agree", "opinion", "").status()).isEqualTo(409);
        assertThat(as("李婷").post(form.attr("action"), "read", read, "decision", "agree", "opinion", "").status()).isEqualTo(403);
        assertThat(as("陈浩").post(form.attr("action"), "read", read, "decision", "agree", "opinion", "").status()).isEqualTo(404);
        assertThat(sponsor.post(form.attr("action"), "_form", "decision", "_from", ready.here("/charter"), "read", read, "decision", "agree", "opinion", "同意").status()).isEqualTo(303);
        var approved = as("王敏").get(ready.here("/charter"));
        assertThat(approved.body()).contains("V1.0").contains("已批准");
        assertThat(as("王敏").post(ready.here("/charter/change"), "_form", "change", "_from", ready.here("/charter"), "reason", "").status()).isEqualTo(422);
        assertThat(as("王敏").post(ready.here("/charter/change"), "reason", "增加区域").status()).isEqualTo(303);
        assertThat(as("王敏").get(ready.here("/charter")).body()).contains("V1.1").contains("增加区域");
        assertThat(as("王敏").get(ready.here("/charter/paper?issue=1&lang=en")).body()).contains("Project charter").contains("V1.0");
        assertThat(as("王敏").get(ready.here("/charter/paper?issue=7")).status()).isEqualTo(404);
    }

    @Test
    void theCharterIsHandedOverAsWordAndPdfInBothLanguages() {
        var ready = readyCharter();
        var browser = as("王敏");
        for (var lang : List.of("zh", "en")) {
            var docx = browser.get(ready.here("/charter.docx?lang=" + lang));
            assertThat(docx.status()).isEqualTo(200);
            assertThat(new String(docx.response().body(), 0, 2, StandardCharsets.ISO_8859_1)).isEqualTo("PK");
            assertThat(docx.response().headers().firstValue("content-disposition").orElse("")).contains("attachment").contains(".docx");
            var pdf = browser.get(ready.here("/charter.pdf?lang=" + lang));
            assertThat(new String(pdf.response().body(), 0, 5, StandardCharsets.ISO_8859_1)).isEqualTo("%PDF-");
        }
    }

    @Test
    void classAndRetentionAreEditedByWhoKeepsTheDocumentsAndWhoReadsWhatIsClassifiedIsKept() {
        var browser = as("王敏");
        var at = browser.get(world.here("/documents")).page().select("#documents th a").first().attr("href");
        assertThat(browser.post(at + "/class", "class", "confidential", "retention", "permanent", "version", "0").status()).isEqualTo(303);
        assertThat(browser.get(world.here("/charter")).page().select("#document dd").eachText()).contains("商密", "永久");
        assertThat(browser.post(at + "/class", "_form", "class", "_from", at, "class", "public", "retention", "permanent", "version", "0").status()).isEqualTo(409);
        assertThat(browser.post(at + "/class", "_form", "class", "_from", at, "class", "secret", "retention", "permanent", "version", "1").page().select("#class [aria-invalid=true]").eachAttr("name")).containsExactly("class");
        assertThat(as("周颖").post(at + "/class", "class", "public", "retention", "permanent", "version", "1").status()).isEqualTo(403);

        assertThat(as("周颖").get(world.here("/charter/paper?lang=zh")).page().select(".paper-marks").text()).contains("周颖");
        browser.get(world.here("/charter.pdf"));
        assertThat(browser.get(at).page().select("#readings tbody tr").eachText()).anyMatch(line -> line.contains("周颖") && line.contains("阅读")).anyMatch(line -> line.contains("王敏") && line.contains("导出PDF"));
        assertThat(as("周颖").get(at).page().select("#readings")).as("not everybody’s to know").isEmpty();
    }

    @Test
    void aVoidedNumberIsKeptAndWhatIsIssuedNextGetsANewOne() {
        var chief = as("王敏");
        var rules = new String[] {"rules", "每天更新进度。", "naming_pattern", "{document}"};
        chief.post(world.here("/rules"), "version", "0", "management_tool", "Meridian", rules[0], rules[1], rules[2], rules[3]);
        chief.post(world.here("/rules/publication"), "version", "1");
        var at = chief.get(world.here("/documents")).page().select("#documents a:contains(-TR-001)").attr("href");
        assertThat(chief.post(at + "/voiding", "_form", "voiding", "_from", at, "reason", " ", "version", "0").status()).isEqualTo(422);
        assertThat(as("陈浩").post(at + "/voiding", "reason", "不要了", "version", "0").status()).isEqualTo(403);
        assertThat(chief.post(at + "/voiding", "reason", "发错了文件", "version", "0").status()).isEqualTo(303);
        assertThat(chief.post(at + "/voiding", "_form", "voiding", "_from", at, "reason", "再来一次", "version", "1").status()).isEqualTo(422);
        assertThat(chief.get(world.here("/rules/paper?lang=zh")).page().select("article").text()).contains("（作废）", "-TR-001", "发错了文件");
        assertThat(chief.get(at).page().select("#void").text()).contains("-TR-001", "-TR-002");
        assertThat(chief.get(world.here("/rules/rules.pdf")).status()).isEqualTo(200);

        chief.post(world.here("/rules"), "version", "2", "management_tool", "Meridian", rules[0], "每天更新进度，先看规范。", rules[2], rules[3]);
        chief.post(world.here("/rules/publication"), "version", "3");
        assertThat(chief.get(world.here("/rules/paper?lang=zh")).page().select("article").text()).contains("-TR-002", "V2.0").doesNotContain("作废");
        assertThat(chief.get(world.here("/documents?after=%00%E2%80%8B")).status()).isEqualTo(200);
        assertThat(chief.get(at).page().select("#numbers").text()).contains("-TR-001", "发错了文件", "王敏");
        assertThat(chief.get(at).page().select("#void")).isEmpty();

        // What is kept as it stands is V1.0 from the first, and goes on under its next number.
        assertThat(chief.get(world.here("/registers/indicator_register/file.docx")).status()).isEqualTo(200);
        var list = chief.get(world.here("/documents")).page().select("#documents tr:contains(-IN-001)");
        assertThat(list.text()).contains("V1.0").doesNotContain("V0.1");
        var entry = list.select("a").attr("href");
        assertThat(chief.post(entry + "/voiding", "reason", "重复登记", "version", chief.get(entry).page().select("form#voiding input[name=version]").val()).status()).isEqualTo(303);
        assertThat(chief.get(world.here("/registers/indicator_register")).page().select("article").text()).contains("-IN-002", "V1.0").doesNotContain("作废");
        assertThat(chief.get(entry).page().select("#numbers").text()).contains("-IN-001", "重复登记");
    }

    // ---- gates

    @Test
    void theGateNamesWhatIsMissingAndOnlyTheSponsorPassesItSo() {
        var chief = as("王敏");
        var gate = chief.get(world.here("/gate"));
        assertThat(gate.status()).isEqualTo(200);
        assertThat(gate.page().select(".gate-items li")).hasSize(9);
        assertThat(gate.page().select("form[action$=/gate/passage], form[action$=/gate/waiver]")).isEmpty();
        assertThat(chief.post(world.here("/gate/passage"), "from", "preparation").status()).isEqualTo(422);
        assertThat(chief.post(world.here("/gate/waiver"), "from", "preparation", "reason", "急").status()).isEqualTo(403);
        var sponsor = as("赵总");
        assertThat(sponsor.get(world.here("/gate")).page().select("form[action$=/gate/waiver]")).hasSize(1);
        assertThat(sponsor.post(world.here("/gate/waiver"), "_form", "waiver", "_from", world.here("/gate"), "from", "preparation", "reason", " ").status()).isEqualTo(422);
        assertThat(sponsor.post(world.here("/gate/waiver"), "_form", "waiver", "_from", world.here("/gate"), "from", "launch", "reason", "急").status()).isEqualTo(409);
        // What is missing since they looked is not waived unseen.
        var missing = sponsor.get(world.here("/gate")).page().select("form[action$=/gate/waiver] input[name=missing]").eachAttr("value");
        assertThat(missing).hasSizeGreaterThan(1);
        assertThat(sponsor.post(world.here("/gate/waiver"), "_form", "waiver", "_from", world.here("/gate"), "from", "preparation", "missing", missing.getFirst(), "reason", "窗口期只有本周").status()).isEqualTo(409);
        assertThat(sponsor.post(world.here("/gate/waiver"), "from", "preparation", "missing", String.join(",", missing), "reason", "窗口期只有本周").status()).isEqualTo(303);
        var passed = sponsor.get(world.here("/gate"));
        assertThat(passed.page().select("#history").text()).contains("赵总").contains("窗口期只有本周").contains("工具使用规范已发布");
        assertThat(passed.page().select("#items").text()).contains("计划中至少有一个里程碑").contains("每个责任单位已签署承诺书").contains("每个责任单位已报告准备情况").contains("已召开启动会并发布纪要").doesNotContain("线下办理");
        assertThat(chief.post(world.here("/gate/passage"), "from", "launch").status()).isEqualTo(422);
        assertThat(sponsor.post(world.here("/gate/waiver"), "from", "launch", "reason", "线下已完成").status()).isEqualTo(303);
        var execution = sponsor.get(world.here("/gate"));
        assertThat(execution.page().select("#items").text()).contains("没有未完成的任务").contains("没有未落实的批示").contains("每项交付物已验收").doesNotContain("线下办理");
        assertThat(as("李婷").post(world.here("/gate/passage"), "from", "execution").status()).isEqualTo(403);
        assertThat(as("管理员").get(world.here("/gate")).status()).isEqualTo(404);
        assertThat(as("周颖").get(world.here("/gate")).page().select("form[action*=/gate/]")).isEmpty();
    }

    @Test
    void aClosedProjectIsReadOnlyUntilTheSponsorReopensIt() {
        var sponsor = as("赵总");
        var chief = as("王敏");
        for (var stage : List.of("preparation", "launch", "execution", "closing")) {
            assertThat(sponsor.post(world.here("/gate/waiver"), "from", stage, "reason", "材料齐备").status()).as(stage).isEqualTo(303);
        }
        assertThat(chief.get(world.here("/gate")).page().select(".empty").text()).contains("项目已结项").contains("重新打开");
        assertThat(chief.post(world.here("/settings"), "version", "4", "name", "x").status()).isEqualTo(403);
        assertThat(chief.post(world.here("/gate/reopening"), "reason", "补充归档").status()).isEqualTo(403);
        assertThat(sponsor.post(world.here("/gate/reopening"), "_form", "reopening", "_from", world.here("/gate"), "reason", "").status()).isEqualTo(422);
        assertThat(sponsor.post(world.here("/gate/reopening"), "reason", "补充归档").status()).isEqualTo(303);
        assertThat(sponsor.post(world.here("/gate/reopening"), "reason", "补充归档").status()).isEqualTo(409);
        assertThat(chief.get(world.here("/gate")).page().select("#history li").first().text()).contains("由已结项推进到收尾").contains("补充归档");
        assertThat(chief.get(world.here("/settings")).page().select("#settings")).hasSize(1);
    }

    @Test
    void aClosedProjectStaysClosedAsLongAsARegionOfItsIs() {
        var system = Actor.system(world.workspace);
        var region = in(world.workspace, () -> regions.add("华北", null, "Asia/Shanghai", "CN", Regions.OFFICE, system));
        in(world.workspace, () -> parties.addRegion(world.project, region, world.person("王敏").actor()));
        var sponsor = as("赵总");
        for (var stage : List.of("preparation", "launch", "execution", "closing")) sponsor.post(world.here("/gate/waiver"), "from", stage, "reason", "材料齐备");
        var admin = as("管理员");
        var address = world.url("/admin/regions/" + region);
        assertThat(admin.post(address + "/closure", "version", "0").status()).isEqualTo(303);
        var refused = sponsor.post(world.here("/gate/reopening"), "_form", "reopening", "_from", world.here("/gate"), "reason", "补充归档");
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.page().select("main").text()).contains("已停用的区域：华北");
        assertThat(refused.page().select("[name=reason]").val()).isEqualTo("补充归档");
        assertThat(admin.post(address + "/reopening", "version", "1").status()).isEqualTo(303);
        assertThat(sponsor.post(world.here("/gate/reopening"), "reason", "补充归档").status()).isEqualTo(303);
    }

    // ---- what the stories need

    private record Ready(World world, ProjectId project) {
        String here(String path) {
            return world.url("/p/AL" + path);
        }
    }

    /** Another project, AL, with a charter that can be submitted; 王敏 runs it, 赵总 sponsors it, 李婷 reviews. */
    private Ready readyCharter() {
        var id = ProjectId.next();
        world.in(() -> {
            var chief = actor("王敏");
            newProjects.begin(new NewProjects.Beginning(id, "秋季上市", "AL", templates.builtIn("rollout").id(), world.regions.get("华东"), "CNY",
                    java.time.LocalDate.of(2026, 11, 30), null, java.util.Locale.SIMPLIFIED_CHINESE), chief);
            grants.grant(world.person("赵总").member(), id, null, Role.SPONSOR, chief);
            grants.grant(world.person("李婷").member(), id, null, Role.REVIEWER, chief);
            charters.rewrite(id, new Charters.Text("背景", "进入四个区域", "预算不超过300万元", List.of(world.regions.get("华东"), world.regions.get("新加坡")),
                    List.of(world.regions.get("德国")), List.of(world.departments.get("市场部")), List.of(), "铺货\n培训", "电商旗舰店"), 0, chief);
            deliverables.add(id, DeliverableId.next(), new Deliverables.Text("区域上市方案", "含门店清单", java.time.LocalDate.of(2026, 12, 20), "每个区域一份\n经区域负责人会签"), chief);
        });
        return new Ready(world, id);
    }

    private Browser.Seen begin(Browser browser, String id, String name, String code) {
        var template = in(world.workspace, () -> templates.builtIn("rollout").id()).toString();
        return browser.post(world.url("/projects/new"), "_form", "new-project", "_from", world.url("/projects/new"), "id", id, "name", name, "code", code, "template", template,
                "home_region", world.regions.get("华东").toString(), "currency", "CNY", "starts_on", "2026-11-30", "ends_on", "", "language", "zh-CN");
    }

    private Browser.Seen write(Browser browser, String version, String goal) {
        return browser.post(world.here("/charter"), "_form", "charter", "_from", world.here("/charter/edit"), "version", version, "background", "", "goal", goal, "constraints", "",
                "region_" + world.regions.get("华东"), "in", "region_" + world.regions.get("德国"), "out", "content_in", "", "content_out", "");
    }

    private Browser.Seen add(Browser browser, String name, String criteria) {
        return browser.post(world.here("/charter/deliverables"), "_form", "deliverable", "_from", world.here("/charter/deliverables/new"), "id", DeliverableId.next().toString(), "name", name, "criteria", criteria);
    }

    private void guest(String name) {
        world.in(() -> grants.grant(world.person(name).member(), world.project, null, Role.GUEST, actor("王敏")));
    }

    private Browser as(String name) {
        return world.signedIn(name, port);
    }

    private Actor actor(String name) {
        return world.person(name).actor();
    }
}
