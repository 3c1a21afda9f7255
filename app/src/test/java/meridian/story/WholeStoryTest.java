package meridian.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.zip.ZipInputStream;
import meridian.closing.Archiving;
import meridian.world.MeridianTest;
import meridian.world.Worlds;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * One project from its creation to its sealed archive, through pages alone, over simulated weeks, by people who read Chinese
 * and people who read English: every gate, every clock and every document on the way.
 */
class WholeStoryTest extends MeridianTest {
    private static final Instant MONDAY = Instant.parse("2027-03-01T01:30:00Z");
    // The parties of the project and who leads each.
    private static final Map<String, String> LEADS = leads();

    @Autowired
    Archiving archiving;

    private Worlds.World world;

    @Test
    void aProjectRunsFromItsFirstPageToItsArchive() throws Exception {
        clock.set(MONDAY);
        world = worlds.world();
        prepared();
        launched();
        worked();
        accepted();
        closed();
        archived();
    }

    private void prepared() {
        var chief = person("王敏");
        var made = chief.does("~/projects/new", "/projects/new", "name", "新品区域上市", "code", "XPSS", "home_region", "=华东", "starts_on", "2027-03-01", "ends_on", "2027-06-25");
        assertThat(made.location()).contains("/p/XPSS");
        assertThat(person("外人").status("/board")).isEqualTo(404);
        assertThat(stage()).isEqualTo("准备");

        var scope = new ArrayList<>(List.of("background", "", "goal", "十六周内在三个区域上市新品，覆盖率不低于80%。", "content_in", "铺货、培训、上市活动", "content_out", "海外电商"));
        chief.open("/charter/edit").select("[role=radiogroup]").stream().filter(group -> LEADS.containsKey(group.attr("aria-label"))).forEach(group -> scope.addAll(List.of(group.select("input[value=in]").attr("name"), "in")));
        chief.does("/charter/edit", "/charter", scope.toArray(String[]::new));
        for (var party : LEADS.keySet()) chief.does("/team", "/team/parties", "party", "=" + party);
        for (var party : LEADS.entrySet()) chief.does("/team/new", "/team", "member", "=" + party.getValue(), "role", party.getKey().equals("财务部") ? "support_head" : "lead", "party", "=" + party.getKey());
        chief.does("/team/new", "/team", "member", "=赵总", "role", "sponsor", "party", "");
        chief.does("/team/new", "/team", "member", "=周颖", "role", "executor", "party", "=华南");
        chief.does("/charter/deliverables/new", "/charter/deliverables", "name", "三区铺货", "criteria", "覆盖率不低于80%\n每家门店都有陈列照片", "description", "", "due_on", "2027-05-28");
        chief.does("/indicators/new", "/indicators", "name", "门店覆盖率", "target", "80", "unit", "%");
        var cells = chief.open("/team/responsibilities").select("select.raci-cell").eachAttr("name");
        chief.does("/team/responsibilities", "/team/responsibilities", cells.get(0), "A", cells.get(1), "R");
        chief.does("/resources/new", "/resources", "name", "推广专员", "amount", "3");
        for (var resource : chief.open("/resources").select("a[href*=/resources/]").eachAttr("href").stream().filter(href -> href.matches(".*/resources/[0-9a-f-]{36}")).distinct().toList()) {
            var at = resource.substring(resource.indexOf("/resources/"));
            chief.does(at, at, "provider", "=财务部", "from", "2027-03-08", "amount", "2");
        }
        chief.does("/rules", "/rules/publication");
        ticked();
        assertThat(missing()).containsExactly("目标说明书已批准");
        assertThat(person("赵总").open("/gate").select("form[action$=/gate/waiver]")).hasSize(1);

        // Sent back once, mended, agreed to.
        chief.does("/charter", "/charter/approval", "approver", "=赵总");
        person("赵总").does("/charter", "/decision", "decision", "return", "opinion", "请写明门店数量。");
        chief.does("/charter/edit", "/charter", "goal", "十六周内在三个区域的420家门店上市新品，覆盖率不低于80%。");
        chief.does("/charter", "/charter/approval", "approver", "=赵总");
        assertThat(person("赵总").owes("审批目标说明书").text()).contains("XPSS");
        person("赵总").does("/charter", "/decision", "decision", "agree");
        passes("启动");
    }

    /** Readiness heard, kickoff held, letters signed, the plan approved and confirmed by every party. */
    private void launched() {
        var chief = person("王敏");
        goesOn(Duration.ofDays(2));
        var parties = LEADS.keySet();
        for (var lead : LEADS.values()) {
            var report = person(lead).open("/launch").select("#parties a[href*=/launch/readiness/]").eachAttr("href").stream().filter(href -> !person(lead).open(href).select("form#readiness").isEmpty()).findFirst().orElseThrow();
            var answers = new ArrayList<String>();
            person(lead).open(report).select("form#readiness [name^=state_]").eachAttr("name").stream().distinct().forEach(name -> answers.addAll(List.of(name, "ready")));
            answers.addAll(List.of("risks", "", "questions", ""));
            person(lead).does(report, "/launch/readiness/" + report.substring(report.lastIndexOf('/') + 1), answers.toArray(String[]::new));
        }
        plan();

        var meeting = meeting("kickoff", "启动会", "2027-03-04T15:00", "2027-03-04T07:00:00Z");
        chief.does("/launch/kickoff", "/launch/kickoff");
        chief.does("/launch/kickoff", "/steps/charter");
        chief.does("/launch/kickoff", "/steps/readiness");
        var stands = new ArrayList<String>();
        chief.open("/launch/kickoff").select("#stands [name^=stand_]").eachAttr("name").forEach(name -> stands.addAll(List.of(name, "present")));
        assertThat(stands).hasSize(2 * parties.size());
        chief.does("/launch/kickoff", "/launch/kickoff/parties", stands.toArray(String[]::new));
        chief.does("/launch", "/launch/letters", "language", "zh-CN", "clause", "差旅费用各自承担");
        for (var lead : LEADS.values()) {
            assertThat(person(lead).owes(english(lead) ? "commitment letter" : "协同承诺书").text()).contains("XPSS");
            var letter = person(lead).open("/launch").select("#parties a[href*=/launch/letters/]").eachAttr("href").stream().filter(href -> !person(lead).open(href).select("form#sign").isEmpty()).findFirst().orElseThrow();
            assertThat(person(lead).isRefused(letter, "/signature", "password", "a guess")).isNotEmpty();
            person(lead).does(letter, "/signature", "password", Worlds.PASSWORD);
        }
        chief.does("/launch/kickoff", "/launch/kickoff/end");
        row(meeting, "notes", "目标说明书已宣讲。");
        chief.does("/meetings/" + meeting + "/minutes", "/minutes/publication");

        chief.does("/plan/approval", "/plan/approval", "approver", "=赵总");
        person("赵总").does("/plan/approval", "/decision", "decision", "agree");
        for (var lead : LEADS.values()) {
            var tap = person(lead).open("~/inbox").select(".duty form[action$=/confirmation]").attr("action");
            person(lead).does("~/inbox", tap.substring(tap.indexOf("/launch/")));
        }
        passes("执行 · 监控");
    }

    /** Nine weeks of work: reports, a blocker that becomes a request, an emergency, risks, a weekly meeting, a quality check. */
    private void worked() {
        var chief = person("王敏");
        var executor = person("周颖");
        var lead = person("陈浩");
        clock.set(Instant.parse("2027-03-08T01:30:00Z"));
        var at = tasks(executor).stream().filter(task -> executor.open(task).select("h1").text().contains("华南铺货")).findFirst().orElseThrow();
        if (!executor.open(at).select("form[action$=/acceptance]").isEmpty()) executor.does(at, "/acceptance");
        var sheet = executor.open("/progress/today");
        var key = sheet.select("[name^=state.]").attr("name").substring("state.".length());
        executor.does("/progress/today", "/progress/today", "state." + key, "blocked", "reason." + key, "展架未到货", "plan_today", "联系供应商", "help_needed", "需要两台叉车");
        assertThat(chief.open("/board").text()).contains("展架未到货");

        // The blocker becomes a request for a resource, answered within its day.
        var from = executor.open(at).select("a[href*='/requests/new?from=']").attr("href");
        var request = "/requests/" + Person.named(executor.does(from, "/requests", "kind", "equipment", "name", "叉车", "amount", "2", "unit", "台", "needed_by", "2027-03-15", "reason", "展架到货后卸货", "effect", "铺货推迟一周", "provider", "=华东", "send", "true"));
        goesOn(Duration.ofHours(3));
        person("李婷").does(request, "/consent", "word", "consent");
        goesOn(Duration.ofHours(2));
        chief.does(request, "/answer", "move", "grant", "provider", "=华东", "day", "2027-03-12", "note", "");
        goesOn(Duration.ofDays(4));
        person("李婷").does(request, "/delivery", "note", "已送到");
        executor.does(request, "/fulfilment");

        // An emergency: answered within two hours, solved within a day, learned from.
        var emergency = "/emergencies/" + Person.named(person("Tan Wei").does("/emergencies/new", "/emergencies", "title", "Warehouse flooded", "severity", "serious", "what", "Water since six", "place", "Tuas"));
        goesOn(Duration.ofMinutes(50));
        chief.does(emergency, "/responders");
        chief.does(emergency, "/messages", "body", "已联系保险公司，现场谁在？");
        goesOn(Duration.ofHours(6));
        chief.does(emergency, "/solution", "solution", "货物移到二号仓");
        person("Tan Wei").does(emergency, "/solution/acceptance");
        chief.does(emergency, "/closure", "cause", "排水堵塞", "helped", "二号仓空着", "changes", "每月检查排水");
        assertThat(person("Tan Wei").open("/emergencies/statistics").text()).contains("Responses kept: 1 of 1", "Solutions kept: 1 of 1");

        // A risk: first estimate, assessment, measure, end.
        var risk = "/risks/" + Person.named(lead.does("/risks/new", "/risks", "description", "雨季运输延误", "estimate", "high", "party", "=华南", "cause", "台风", "effect", "铺货推迟"));
        chief.does("/risks/assessment", "/risks/assessment", chosen(chief, "/risks/assessment", "probability", "3", "impact", "4", "response", "mitigate", "owner", "=陈浩"));
        lead.does(risk, "/measures", "content", "提前两周备货", "owner", "=周颖", "due_on", "2027-03-26");
        executor.does(risk, "/done");
        lead.does(risk, "/closure", "reason", "备货已完成");
        for (var each : LEADS.entrySet()) {
            var page = person(each.getValue()).open("/risks/weekly");
            if (!page.select("form[action*=/risks/weekly/]").isEmpty()) {
                var action = page.select("form[action*=/risks/weekly/]").attr("action");
                person(each.getValue()).does("/risks/weekly", action.substring(action.indexOf("/risks/weekly/")));
            }
        }

        // A quality check whose finding is mended and verified by whoever found it.
        var check = "/quality/" + Person.named(chief.does("/quality/new", "/quality", "title", "样板店检查", "party", "=华南", "checked_on", "2027-03-12", "note", "", first(chief, "/quality/new", "content_"), "照片缺失", first(chief, "/quality/new", "owner_"), "=周颖", first(chief, "/quality/new", "due_on_"), "2027-03-19"));
        executor.does(check, "/mending", "said", "已补拍");
        chief.does(check, "/verification");

        // Everything is done by the middle of May.
        clock.set(Instant.parse("2027-05-13T02:00:00Z"));
        executor.does(at, "/status", "move", "unblock");
        executor.does(at, "/status", "move", "complete");
    }

    private static Map<String, String> leads() {
        var leads = new LinkedHashMap<String, String>();
        leads.put("华东", "李婷");
        leads.put("华南", "陈浩");
        leads.put("新加坡", "Tan Wei");
        leads.put("财务部", "刘洋");
        return leads;
    }

    /** The deliverable is applied for, fails on one criterion, is put right, and is accepted in the second round. */
    private void accepted() {
        var chief = person("王敏");
        var lead = person("陈浩");
        for (var task : tasks(chief)) {
            var page = person("李婷").open(task);
            if (page.select("[name=move][value=start]").isEmpty() && page.select("[name=move][value=complete]").isEmpty()) continue;
            if (!page.select("[name=move][value=start]").isEmpty()) person("李婷").does(task, "/status", "move", "start");
            person("李婷").does(task, "/status", "move", "complete");
        }
        for (var risk : chief.open("/risks").select("a[href*=/risks/]").eachAttr("href").stream().filter(href -> href.matches(".*/risks/[0-9]+")).map(href -> href.substring(href.indexOf("/risks/"))).distinct().toList()) {
            if (!chief.open(risk).select("form[action$=/closure]").isEmpty()) chief.does(risk, "/closure", "reason", "未发生");
        }
        var application = "/acceptance/" + lead.does("/acceptance", "/acceptance").location().replaceAll(".*/acceptance/([0-9]+).*", "$1");
        lead.does(application + "/edit", application, "then", "submit", "note", "420家门店", "claim_0", "met", "evidence_0", "覆盖率83%", "claim_1", "met", "evidence_1", "照片已上传");
        for (int round = 1; round <= 2; round++) {
            chief.does(application + "/panel", "/panel", "business_0", "=李婷", "technical_0", "=Tan Wei", "quality_0", "=刘洋", "due_on", round == 1 ? "2027-05-20" : "2027-05-27");
            assertThat(person("周颖").status(application + "/verdict")).as("nobody judges their own work").isEqualTo(403);
            goesOn(Duration.ofDays(1));
            if (round == 1) {
                person("李婷").does(application + "/verdict", "/verdict", "met_0", "yes", "met_1", "yes", "overall", "pass");
                person("Tan Wei").does(application + "/verdict", "/verdict", "met_0", "yes", "met_1", "no", "comment_1", "Twelve stores without a picture", "overall", "fail");
                person("刘洋").does(application + "/verdict", "/verdict", "met_0", "yes", "met_1", "yes", "overall", "pass");
                assertThat(missing()).as("the gate").isNotEmpty();
                var item = lead.open(application).select("form[action*=/rectifications/][action$=/done]").attr("action");
                lead.does(application, item.substring(item.indexOf("/rectifications/")), "said", "已补拍12家");
                lead.does(application + "/edit", application, "then", "submit", "note", "420家门店", "claim_1", "met", "evidence_1", "照片已补齐");
            } else {
                for (var reviewer : List.of("李婷", "Tan Wei", "刘洋")) person(reviewer).does(application + "/verdict", "/verdict", "met_1", "yes", "overall", "pass");
            }
        }
        assertThat(chief.open("/acceptance").text()).contains("已验收");
        assertThat(text(chief.file(application + "/report.pdf?lang=zh"))).contains("成果验收报告").contains("第2轮");
        assertThat(text(person("Tan Wei").file(application + "/report.pdf?lang=en"))).contains("Acceptance report");
        for (var resource : chief.open("/resources").select("form[action$=/return]").eachAttr("action")) chief.does("/resources", resource.substring(resource.indexOf("/resources/")));
        passes("收尾");
    }

    /** Handed over, settled, reviewed, summed up, applied for. */
    private void closed() {
        var chief = person("王敏");
        chief.does("/closing/handover", "/closing/handover/draft", "from", "=陈浩", "to", "=李婷", "witness", "=王敏");
        var confirm = chief.open("/closing/handover").select("form[action$=/confirmation]").eachAttr("action").stream().map(action -> action.substring(action.indexOf("/closing/"))).toList();
        for (var item : confirm) for (var name : List.of("陈浩", "李婷", "王敏")) person(name).does("/closing/handover", item);
        chief.does("/closing/points", "/closing/points", "content", "两家门店尚未陈列", "note", "", "owner", "=周颖", "due_on", "2027-07-30");
        chief.does("/closing/settlement", "/closing/settlement", "name", "展架", "amount", "8万", "currency", "CNY", "receipt", "发票 0012");
        person("刘洋").does("/closing/settlement", "/closing/settlement/confirmation");

        var meeting = meeting("review", "项目复盘会", "2027-06-01T10:00", "2027-06-01T02:00:00Z");
        row(meeting, "decisions", "同意结项");
        chief.does("/meetings/" + meeting + "/minutes", "/minutes/publication");
        chief.does("/closing", "/closing/lessons", "lessons", "展架要提前两个月预订");

        chief.does("/closing/summary", "/closing/summary/draft", "language", "zh-CN");
        assertThat(chief.open("/closing/summary").select("#figures svg")).isNotEmpty();
        chief.does("/closing/summary", "/closing/summary", "overview", "项目如期完成。", "results", "覆盖率83%");
        chief.does("/closing/summary", "/closing/summary/approval", "approver", "=赵总");
        person("赵总").does("/closing/summary", "/decision", "decision", "agree");
        chief.does("/closing/application", "/closing/application/approval", "statement", "全部交付物已移交，费用已结算。", "approver", "=赵总");
        person("赵总").does("/closing/application", "/decision", "decision", "agree");
        assertThat(text(chief.file("/closing/papers/summary/file.pdf?lang=zh"))).contains("项目总结报告");
        assertThat(text(person("Tan Wei").file("/closing/papers/summary/file.pdf?lang=en"))).contains("Summary report");
        ticked();
        assertThat(missing()).as("the archive comes last").hasSize(1);
    }

    /** Archived, closed, read only; and the archive is believed without the application. */
    private void archived() throws Exception {
        var chief = person("王敏");
        goesOn(Duration.ofMinutes(5));
        chief.does("/closing/archive", "/closing/archive", "language", "zh-CN");
        archiving.writeDue();
        passes("已结项");
        assertThat(chief.status("/board")).isEqualTo(200);
        assertThat(world.signedIn("王敏", port).post(world.url("/p/XPSS/risks"), "description", "太晚了", "estimate", "high").status()).as("read only").isEqualTo(403);

        var digests = new HashMap<String, String>();
        var manifest = new HashMap<String, String>();
        try (var zip = new ZipInputStream(new ByteArrayInputStream(chief.file("/closing/archive/1/archive.zip")))) {
            for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                var content = zip.readAllBytes();
                digests.put(entry.getName(), HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content)));
                if (entry.getName().equals("manifest.txt")) new String(content, StandardCharsets.UTF_8).lines().forEach(line -> manifest.put(line.substring(66), line.substring(0, 64)));
                if (entry.getName().equals("catalogue.pdf")) assertThat(text(content)).contains("XPSS", "协同承诺书", "成果验收报告", "项目总结报告");
            }
        }
        assertThat(manifest).hasSizeGreaterThan(40).allSatisfy((name, sum) -> assertThat(digests).containsEntry(name, sum));
        assertThat(digests.keySet()).as("nothing beside it").allMatch(name -> manifest.containsKey(name) || name.startsWith("manifest.txt"));
        for (var paper : List.of("目标说明书", "资源准备情况报告", "协同承诺书", "启动会", "成果验收报告", "成果移交清单", "项目总结报告")) {
            assertThat(digests.keySet()).as(paper).anyMatch(name -> name.contains(paper) && name.endsWith(".docx")).anyMatch(name -> name.contains(paper) && name.endsWith(".pdf"));
        }

        // Three months later somebody asks whether it lasted.
        clock.set(Instant.parse("2027-08-30T02:00:00Z"));
        assertThat(person("王敏").owes("填写后评价").text()).contains("新品区域上市").doesNotContain("超时");
    }

    /** A meeting that is called, begun, and attended by everybody. */
    private String meeting(String kind, String title, String starts, String instant) {
        var chief = person("王敏");
        var meeting = Person.named(chief.does("/meetings/new?kind=" + kind, "/meetings", "kind", kind, "title", title, "starts", starts, "region", "=华东", "minutes", "60", "agenda", title));
        clock.set(Instant.parse(instant));
        chief.does("/meetings/" + meeting, "/beginning");
        chief.does("/meetings/" + meeting, "/attendance");
        chief.does("/meetings/" + meeting + "/minutes", "/minutes");
        return meeting;
    }

    private void row(String meeting, String section, String words) {
        var row = UUID.randomUUID().toString();
        var rows = "/meetings/" + meeting + "/minutes/rows";
        person("王敏").sends(rows, "id", row, "section", section);
        person("王敏").sends(rows + "/" + row, "content", words, "done", "true", "version", "0");
    }

    private static String text(byte[] pdf) {
        try (var document = Loader.loadPDF(pdf)) {
            return new PDFTextStripper().getText(document);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String first(Person who, String path, String prefix) {
        return who.open(path).select("[name^=" + prefix + "]").attr("name");
    }

    /** The fields of the first of several things on one screen. */
    private static String[] chosen(Person who, String path, String... fields) {
        var page = who.open(path);
        var all = new ArrayList<String>();
        for (int i = 0; i < fields.length; i += 2) {
            var name = page.select("[name^=" + fields[i] + "]").attr("name");
            if (!name.isEmpty()) all.addAll(List.of(name, fields[i + 1]));
        }
        return all.toArray(String[]::new);
    }

    private void plan() {
        var chief = person("王敏");
        chief.does("/tasks/new", "/tasks", "title", "华南铺货", "party", "=华南", "owner", "=周颖", "start", "2027-03-08", "finish", "2027-05-14", "deliverable", "=三区铺货");
        chief.does("/tasks/new", "/tasks", "title", "首批铺货完成", "party", "=华东", "owner", "=李婷", "finish", "2027-04-30", "milestone", "true");
        for (var task : tasks(chief)) {
            if (chief.open(task + "/edit").select("[name=party] option[selected]").val().isEmpty()) chief.does(task + "/edit", task, "party", "=华东", "owner", "=李婷");
        }
    }

    /** Where every task of the plan is found, page by page. */
    private static List<String> tasks(Person who) {
        var found = new LinkedHashSet<String>();
        for (var at = "/plan"; !at.isEmpty(); ) {
            var page = who.open(at);
            page.select("tr[data-kind=task] a[href*=/tasks/]").eachAttr("href").forEach(href -> found.add(href.substring(href.indexOf("/tasks/"))));
            at = page.select("tr.more a").attr("href");
        }
        return List.copyOf(found);
    }

    /** What a gate still misses. */
    private List<String> missing() {
        return person("王敏").open("/gate").select("#items li:not(:has(.state.done))").select(".grow").eachText();
    }

    /** The project's own checklist for this gate. */
    private void ticked() {
        for (var item : person("王敏").open("/gate").select("#checklist li:not(:has(.state.done)) form").eachAttr("action")) person("王敏").does("/gate", item.substring(item.indexOf("/gate/")));
    }

    private void passes(String stage) {
        ticked();
        assertThat(missing()).as("missing before " + stage).isEmpty();
        person("王敏").does("/gate", "/gate/passage");
        assertThat(stage()).isEqualTo(stage);
    }

    private void goesOn(Duration time) {
        clock.forward(time);
    }

    private static boolean english(String name) {
        return !name.codePoints().allMatch(Character::isIdeographic);
    }

    private String stage() {
        return person("王敏").open("/gate").select(".stages [aria-current=step]").text();
    }

    private Person person(String name) {
        return new Person(world, name, port, "XPSS");
    }
}
