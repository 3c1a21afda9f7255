package meridian.launch;

import static db.duty.Tables.DUTY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import meridian.approval.Route;
import meridian.document.Documents;
import meridian.launch.ReadinessReport.Item;
import meridian.launch.ReadinessReport.State;
import meridian.project.Gates;
import meridian.project.Stage;
import meridian.tenancy.Actor;
import meridian.tenancy.NotAllowed;
import meridian.tenancy.NotFound;
import meridian.tenancy.PartyId;
import meridian.tenancy.Refused;
import meridian.tenancy.Stale;
import meridian.world.MeridianTest;
import meridian.world.Worlds.World;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.text.PDFTextStripper;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

/** Once a project is launched, every party owes a report of what it has ready. */
class ReadinessReportsTest extends MeridianTest {
    private static final byte[] SCAN = "%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF".getBytes(StandardCharsets.ISO_8859_1);

    @Autowired
    ReadinessReports reports;

    @Autowired
    Documents documents;

    @Autowired
    Gates gates;

    @Autowired
    DSLContext db;

    @Autowired
    TransactionTemplate transaction;

    World world;

    @BeforeEach
    void aWorld() {
        world = worlds.world();
    }

    @Test
    void everyPartyOwesItsReportAndTheGateNamesThoseThatHaveNotSaidIt() throws Exception {
        refused("launch.not_in_launch", () -> reports.ask(world.project, who("王敏")));
        world.in(() -> gates.waive(world.project, Stage.PREPARATION, "范围已定", who("赵总")));
        var lead = world.signedIn("陈浩", port);
        var at = lead.get(world.url("/inbox")).page().select(".duty a.button[href*=/launch/readiness/], .duty a[href*=/inbox/]");
        assertThat(lead.get(world.url("/inbox")).body()).contains("报告资源准备情况");
        assertThat(at).isNotEmpty();
        var report = of("华南");
        var page = world.here("/launch/readiness/" + report.id());
        assertThat(lead.get(page).page().select("form#readiness fieldset.readiness-item")).hasSize(8);
        assertThat(world.signedIn("李婷", port).get(page).page().select("form#readiness")).isEmpty();
        assertThat(world.signedIn("外人", port).get(page).status()).isEqualTo(404);

        // Every item is answered, and what is not ready is explained.
        var typed = new ArrayList<>(List.of("_form", "readiness", "_from", page, "version", "0", "risks", "港口罢工", "questions", "返工由谁承担"));
        for (var item : Item.values()) typed.addAll(List.of("state_" + item.text(), item == Item.PEOPLE ? "" : "ready", "note_" + item.text(), ""));
        var missing = lead.post(page, typed.toArray(String[]::new));
        assertThat(missing.status()).isEqualTo(422);
        assertThat(missing.page().select("#readiness-state_people[aria-invalid=true]")).hasSize(1);
        refused("launch.readiness_note", () -> reports.report(world.project, report.id(), facts(State.MISSING, ""), 0, who("陈浩")));
        thrown(NotAllowed.class, () -> reports.report(world.project, report.id(), facts(State.READY, ""), 0, who("李婷")));
        thrown(NotAllowed.class, () -> reports.report(world.project, report.id(), facts(State.READY, ""), 0, who("王敏")));
        thrown(NotFound.class, () -> reports.report(world.project, report.id(), facts(State.READY, ""), 0, who("外人")));
        refused("refused.too_long", () -> reports.report(world.project, report.id(), facts(State.PARTLY, "长".repeat(501)), 0, who("陈浩")));
        world.in(() -> reports.report(world.project, report.id(), facts(State.PARTLY, "两名促销员下周到岗"), 0, who("陈浩")));
        thrown(Stale.class, () -> reports.report(world.project, report.id(), facts(State.READY, ""), 0, who("陈浩")));
        assertThat(of("华南").gaps()).containsExactly(Item.PEOPLE);
        assertThat(lead.get(world.url("/inbox")).body()).doesNotContain("报告资源准备情况");
        assertThat(missing()).contains("华东", "市场部").doesNotContain("华南");

        // Said again, it is the next issue of the same document.
        world.in(() -> reports.report(world.project, report.id(), facts(State.READY, ""), 1, who("陈浩")));
        assertThat(of("华南").gaps()).isEmpty();
        assertThat(lead.get(page + "/report?lang=zh").body()).contains("资源准备情况报告").contains("V2.0").contains("港口罢工").contains("-RD-");
        try (var pdf = Loader.loadPDF(lead.get(page + "/report.pdf?lang=en").response().body())) {
            assertThat(new PDFTextStripper().getText(pdf)).contains("Readiness report").contains("People in place").contains("港口罢工");
        }
        assertThat(world.signedIn("李婷", port).get(world.here("/launch/readiness/" + of("华东").id() + "/report")).status()).as("nothing reported yet").isEqualTo(404);

        world.in(() -> gates.waive(world.project, Stage.LAUNCH, "时间紧", who("赵总")));
        refused("launch.work_has_begun", () -> reports.report(world.project, report.id(), facts(State.READY, ""), 2, who("陈浩")));
        assertThat(lead.get(page).page().select("form#readiness")).isEmpty();
    }

    @Test
    void whereStepsAreSetAReportHoldsWhenItIsApproved() {
        world.in(() -> gates.waive(world.project, Stage.PREPARATION, "范围已定", who("赵总")));
        var lead = world.signedIn("陈浩", port);
        var chief = world.signedIn("王敏", port);
        assertThat(chief.post(world.here("/approvals/readiness_report"), "version", "0", "approver", "role:chief_coordinator").status()).isEqualTo(303);
        var report = of("华南");
        var page = world.here("/launch/readiness/" + report.id());
        var approver = world.person("王敏").member().toString();
        assertThat(lead.post(page + "/approval", "approver", approver).status()).as("nothing is said yet").isEqualTo(422);
        world.in(() -> reports.report(world.project, report.id(), facts(State.PARTLY, "两名促销员下周到岗"), 0, who("陈浩")));
        assertThat(missing()).contains("华南");
        assertThat(lead.get(world.url("/inbox")).body()).as("owed until it is handed over").contains("报告资源准备情况");
        assertThat(lead.get(page + "/report?lang=zh").body()).contains("V0.1");
        assertThat(world.signedIn("李婷", port).post(page + "/approval", "approver", approver).status()).isEqualTo(403);
        assertThat(lead.post(page + "/approval", "approver", approver).status()).isEqualTo(303);
        assertThat(lead.get(world.url("/inbox")).body()).doesNotContain("报告资源准备情况");
        refused("approval.already_running", () -> reports.report(world.project, report.id(), facts(State.READY, ""), 1, who("陈浩")));
        assertThat(chief.get(world.here("/launch")).page().select("#parties").text()).contains("待批准");

        // The duty leads there by the approval.
        var decision = chief.get(page).page().select("#approval form#decision");
        var approval = decision.attr("action").replace("/decision", "");
        assertThat(chief.get(approval).location()).isEqualTo(page + "#approval");
        assertThat(world.signedIn("外人", port).get(approval).status()).isEqualTo(404);
        assertThat(chief.post(decision.attr("action"), "decision", "return", "opinion", "请落实人员", "read", decision.select("[name=read]").val()).status()).isEqualTo(303);
        assertThat(lead.get(world.url("/inbox")).body()).contains("报告资源准备情况");
        List<PartyId> promised = in(world.workspace, () -> transaction.execute(status -> db.select(DUTY.PARTY_ID).from(DUTY).where(DUTY.KIND.eq("report_readiness"), DUTY.SUBJECT_ID.eq(report.id().value())).fetch(DUTY.PARTY_ID)));
        assertThat(promised).as("still the party’s promise").containsExactly(world.parties.get("华南"));
        world.in(() -> reports.report(world.project, report.id(), facts(State.READY, ""), 1, who("陈浩")));
        assertThat(lead.post(page + "/approval", "approver", approver).status()).isEqualTo(303);
        var again = chief.get(page).page().select("#approval form#decision");
        assertThat(chief.post(again.attr("action"), "decision", "agree", "read", again.select("[name=read]").val()).status()).isEqualTo(303);
        assertThat(missing()).doesNotContain("华南").contains("华东");
        assertThat(lead.get(page + "/report?lang=zh").body()).contains("V1.0").contains("王敏");
    }

    @Test
    void aReportThatWasApprovedInTheCompanysOwnSystemHoldsAsItStands() {
        world.in(() -> gates.waive(world.project, Stage.PREPARATION, "范围已定", who("赵总")));
        var lead = world.signedIn("陈浩", port);
        world.signedIn("王敏", port).post(world.here("/approvals/readiness_report"), "version", "0", "approver", "role:chief_coordinator");
        var report = of("华南");
        var page = world.here("/launch/readiness/" + report.id());
        world.in(() -> reports.report(world.project, report.id(), facts(State.READY, ""), 0, who("陈浩")));
        assertThat(lead.get(page).page().select("form#approval-outside")).hasSize(1);
        assertThat(world.signedIn("王敏", port).get(page).page().select("form#approval-outside")).as("only who reports hands over").isEmpty();

        // Beside each field what is wrong with it; the scan is no executable; nothing is written.
        var to = page + "/approval/outside?_form=approval-outside&_from=" + page;
        var wrong = lead.upload(to, "scan", "审批单.exe", new byte[] {'M', 'Z', 0, 1}, "system", "公司OA", "number", "", "name", "赵总", "on", "2099-01-01");
        assertThat(wrong.status()).isEqualTo(422);
        assertThat(wrong.page().select("#approval-outside-number[aria-invalid=true], #approval-outside-on[aria-invalid=true], #approval-outside-scan[aria-invalid=true]")).hasSize(3);
        assertThat(wrong.page().select("#approval-outside-system").val()).isEqualTo("公司OA");
        assertThat(world.signedIn("李婷", port).upload(to, "scan", "审批单.pdf", SCAN, "system", "公司OA", "number", "OA-7", "name", "赵总", "on", "2026-11-02").status()).isEqualTo(403);
        assertThat(missing()).contains("华南");

        assertThat(lead.upload(to, "scan", "审批单.pdf", SCAN, "system", "公司OA", "number", "OA-7", "name", "赵总", "on", "2026-11-02").status()).isEqualTo(303);
        assertThat(missing()).doesNotContain("华南");
        assertThat(lead.get(world.url("/inbox")).body()).doesNotContain("报告资源准备情况");
        assertThat(lead.get(page).page().select("#approval").text()).contains("外部审批").contains("OA-7").contains("赵总").contains("审批单.pdf");
        assertThat(lead.get(page + "/report?lang=zh").body()).contains("V1.0").contains("赵总");
        assertThat(lead.upload(to, "scan", "审批单.pdf", SCAN, "system", "公司OA", "number", "OA-8", "name", "赵总", "on", "2026-11-02").status()).as("recorded once").isEqualTo(422);
    }

    @Test
    void aReportWhoseNumberIsVoidSaysSoInEveryListUntilItIsSaidAgain() {
        world.in(() -> gates.waive(world.project, Stage.PREPARATION, "范围已定", who("赵总")));
        var chief = world.signedIn("王敏", port);
        var report = of("华南");
        var page = world.here("/launch/readiness/" + report.id());
        world.in(() -> reports.report(world.project, report.id(), facts(State.READY, ""), 0, who("陈浩")));
        assertThat(chief.post(world.here("/launch/kickoff")).status()).isEqualTo(303);
        var document = in(world.workspace, () -> documents.find(world.project, ReadinessReports.KIND, report.id())).orElseThrow();
        assertThat(chief.post(world.here("/documents/" + document.id() + "/voiding"), "reason", "报错了项目", "version", String.valueOf(document.rowVersion())).status()).isEqualTo(303);
        for (var list : List.of("/launch #parties", "/launch/kickoff #readiness")) {
            var at = list.split(" ");
            assertThat(chief.get(world.here(at[0])).page().select(at[1] + " tr:contains(华南)").text()).as(list).contains("作废").doesNotContain("待批准", "全部就绪");
        }
        assertThat(missing()).contains("华南");
        var lead = world.signedIn("陈浩", port);
        assertThat(lead.get(page).page().select("main > .head").text()).contains("作废").doesNotContain("待批准");
        assertThat(lead.get(page).page().select("#approval")).as("nothing waits to be handed over").isEmpty();
        refused("launch.readiness_not_waiting", () -> reports.submit(world.project, report.id(), new Route(null, List.of(), who("王敏").person(), false, List.of()), who("陈浩")));

        assertThat(lead.get(world.url("/inbox")).body()).doesNotContain("报告资源准备情况");
        assertThat(chief.get(world.here("/launch")).page().select("#readiness").text()).as("it is not counted as said").containsPattern("0/\\d个单位已报告");
        assertThat(chief.post(world.here("/launch/readiness")).status()).isEqualTo(303);
        assertThat(lead.get(world.url("/inbox")).body()).as("asked for anew").contains("报告资源准备情况");
        world.in(() -> reports.report(world.project, report.id(), facts(State.READY, ""), 1, who("陈浩")));
        assertThat(lead.get(world.url("/inbox")).body()).doesNotContain("报告资源准备情况");
        assertThat(chief.get(world.here("/launch")).page().select("#parties tr:contains(华南)").text()).doesNotContain("作废");
        assertThat(missing()).doesNotContain("华南");
    }

    private static ReadinessReports.Facts facts(State people, String note) {
        var states = new EnumMap<Item, @Nullable State>(Item.class);
        for (var item : Item.values()) states.put(item, State.READY);
        states.put(Item.PEOPLE, people);
        return new ReadinessReports.Facts(states, Map.of(Item.PEOPLE, note), "港口罢工", "返工由谁承担");
    }

    private ReadinessReport of(String party) {
        return in(world.workspace, () -> reports.all(world.project)).get(world.parties.get(party));
    }

    private List<String> missing() {
        return in(world.workspace, () -> gates.of(world.project, Stage.LAUNCH)).items().stream().filter(item -> item.key().equals("readiness_reported")).findFirst().orElseThrow().missing();
    }

    private Actor who(String name) {
        return world.person(name).actor();
    }

    private void refused(String key, Runnable act) {
        assertThatThrownBy(() -> world.in(act)).isInstanceOfSatisfying(Refused.class, refused -> assertThat(refused.problems()).extracting(Refused.Problem::key).contains(key));
    }

    private void thrown(Class<? extends Throwable> type, Runnable act) {
        assertThatThrownBy(() -> world.in(act)).isInstanceOf(type);
    }
}
