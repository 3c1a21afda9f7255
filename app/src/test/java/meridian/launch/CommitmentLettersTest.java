package meridian.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import meridian.approval.Approvals;
import meridian.document.Documents;
import meridian.document.FileStore;
import meridian.project.Charters;
import meridian.project.Deliverables;
import meridian.project.Gates;
import meridian.project.Responsibilities;
import meridian.project.ResponsibilityMatrix;
import meridian.project.Stage;
import meridian.tenancy.Actor;
import meridian.tenancy.DeliverableId;
import meridian.tenancy.LetterId;
import meridian.tenancy.NotAllowed;
import meridian.tenancy.NotFound;
import meridian.tenancy.Refused;
import meridian.tenancy.Stale;
import meridian.world.MeridianTest;
import meridian.world.Worlds;
import meridian.world.Worlds.World;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.text.PDFTextStripper;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.util.Selector;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What every party commits itself to: written from the tables, signed with a password or on paper, void when it changes. */
class CommitmentLettersTest extends MeridianTest {
    private static final byte[] SCAN = "%PDF-1.4\n%\u00e2\u00e3\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF".getBytes(StandardCharsets.ISO_8859_1);

    @Autowired
    CommitmentLetters letters;

    @Autowired
    Charters charters;

    @Autowired
    Deliverables deliverables;

    @Autowired
    Responsibilities responsibilities;

    @Autowired
    Documents documents;

    @Autowired
    Gates gates;

    @Autowired
    FileStore store;

    World world;

    @BeforeEach
    void aProjectThatIsLaunched() {
        world = worlds.world();
        world.in(() -> deliverables.add(world.project, DeliverableId.next(), new Deliverables.Text("区域铺货", "", null, "覆盖率不低于80%"), who("王敏")));
        assign("华南", "A", "华东", "R");
    }

    @Test
    void theTextNamesItsVersionsAndIsSignedWithThePasswordAgain() throws Exception {
        refused("launch.not_in_launch", () -> prepare(0));
        world.in(() -> gates.waive(world.project, Stage.PREPARATION, "窗口期", who("赵总")));
        refused("launch.letters_charter", () -> prepare(0));
        approveCharter();
        thrown(NotAllowed.class, () -> letters.prepare(world.project, Locale.SIMPLIFIED_CHINESE, "", 0, who("陈浩")));
        refused("refused.too_long", () -> letters.prepare(world.project, Locale.SIMPLIFIED_CHINESE, "长".repeat(4001), 0, who("王敏")));
        assertThat(in(world.workspace, () -> prepare(0))).isEqualTo(7);
        thrown(Stale.class, () -> prepare(0));
        var letter = of("华南");
        assertThat(letter.text()).contains("对“区域铺货”负总责").contains("-CH-001 V1.0").contains("-RT-001 V1.0").contains("-RL-001 V1.0").contains("差旅费用各自承担").endsWith("承诺按此履行。\n");
        assertThat(letter.sha256()).isEqualTo(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(letter.text().getBytes(StandardCharsets.UTF_8))));
        assertThat(of("华东").text()).contains("负责执行“区域铺货”").doesNotContain("负总责");
        assertThat(of("财务部").text()).contains("没有分配给本单位");

        var lead = world.signedIn("陈浩", port);
        assertThat(lead.get(world.url("/inbox")).body()).contains("签署协同承诺书");
        var page = world.here("/launch/letters/" + letter.id());
        assertThat(lead.get(page).page().select("form#sign input[name=password]")).hasSize(1);
        assertThat(world.signedIn("王敏", port).get(page).page().select("form#sign")).as("nobody signs for another party").isEmpty();
        var wrong = lead.post(page + "/signature", "_form", "sign", "_from", page, "read", letter.sha256(), "password", "a guess");
        assertThat(wrong.status()).isEqualTo(422);
        assertThat(wrong.page().select("#sign-password[aria-invalid=true]")).hasSize(1);
        assertThat(lead.post(page + "/signature", "_form", "sign", "_from", page, "read", letter.sha256(), "password", "").page().select("#sign .error").text()).as("nothing typed is no wrong password").contains("此项必填");
        assertThat(lead.post(page + "/signature", "read", "another text", "password", Worlds.PASSWORD).status()).isEqualTo(409);
        assertThat(world.signedIn("李婷", port).post(page + "/signature", "read", letter.sha256(), "password", Worlds.PASSWORD).status()).isEqualTo(403);
        assertThat(world.signedIn("外人", port).post(page + "/signature", "read", letter.sha256(), "password", Worlds.PASSWORD).status()).isEqualTo(404);
        assertThat(lead.post(page + "/signature", "read", letter.sha256(), "provider", "nobody", "password", Worlds.PASSWORD).status()).isEqualTo(404);
        assertThat(of("华南").signatures()).isEmpty();
        assertThat(lead.post(page + "/signature", "read", letter.sha256(), "password", Worlds.PASSWORD).status()).isEqualTo(303);
        var signature = of("华南").standing();
        assertThat(signature.signerName()).isEqualTo("陈浩");
        assertThat(signature.provider()).isEqualTo("password");
        assertThat(signature.address()).isNotEmpty();
        assertThat(signature.sha256()).isEqualTo(letter.sha256());
        assertThat(lead.post(page + "/signature", "read", letter.sha256(), "password", Worlds.PASSWORD).status()).isEqualTo(422);
        assertThat(lead.get(world.url("/inbox")).body()).doesNotContain("签署协同承诺书");
        assertThat(missing()).contains("华东").doesNotContain("华南");

        // What is handed over says all of it, under a seal that anybody can verify.
        var pdf = lead.get(page + "/letter.pdf").response().body();
        try (var document = Loader.loadPDF(pdf)) {
            assertThat(new PDFTextStripper().getText(document).replaceAll("\\s", "")).contains("跨区域协同承诺书").contains("陈浩").contains(letter.sha256());
        }
        assertThat(sealed(pdf)).isTrue();
        var forged = pdf.clone();
        forged[forged.length / 3] ^= 1;
        assertThat(sealed(forged)).as("a byte was changed").isFalse();
        var named = java.net.URLDecoder.decode(lead.get(page + "/letter.txt").response().headers().firstValue("content-disposition").orElse(""), StandardCharsets.UTF_8);
        assertThat(named).as("by the project's pattern, with the region of the party").containsPattern("新品区域上市-华南-跨区域协同承诺书-\\d{8}-v1\\.txt");
        assertThat(lead.get(page + "/letter.txt").response().body()).isEqualTo(letter.text().getBytes(StandardCharsets.UTF_8));
        assertThat(lead.get(world.here("/launch/tables/responsibility_table/1?lang=en")).body()).contains("Team and responsibility table").contains("区域铺货");
        assertThat(lead.get(world.here("/launch/tables/responsibility_table/2")).status()).isEqualTo(404);
        // What stands there now bears the version only while it says the same.
        assertThat(lead.get(world.here("/team/paper?lang=zh-CN")).page().select("article.document").text()).contains("V1.0").doesNotContain("V1.1");
        assertThat(lead.get(world.here("/resources/paper?lang=zh-CN")).page().select("article.document").text()).contains("V1.0").doesNotContain("V1.1");
        assign("华东", "A", "华南", "R");
        assertThat(lead.get(world.here("/team/paper?lang=zh-CN")).page().select("article.document").text()).contains("V1.1", "草稿");
    }

    @Test
    void whoseNumberIsVoidCannotBeSignedUntilItIsPreparedAgain() {
        world.in(() -> gates.waive(world.project, Stage.PREPARATION, "窗口期", who("赵总")));
        approveCharter();
        in(world.workspace, () -> prepare(0));
        var letter = of("华南");
        sign("华东", "李婷");
        var paper = of("德国");
        world.in(() -> bring(paper.id(), SCAN, "Johanna Maier", "王敏"));
        var chief = world.signedIn("王敏", port);
        for (var party : java.util.List.of("华南", "华东", "德国")) {
            var document = in(world.workspace, () -> documents.find(world.project, CommitmentLetters.KIND, world.parties.get(party))).orElseThrow();
            assertThat(chief.post(world.here("/documents/" + document.id() + "/voiding"), "reason", "抬头写错", "version", String.valueOf(document.rowVersion())).status()).isEqualTo(303);
        }
        assertThat(chief.get(world.here("/launch")).page().select("#parties tr:contains(华东)").text()).as("what was signed counts no more").contains("作废").doesNotContain("已签署");
        var lead = world.signedIn("陈浩", port);
        var page = world.here("/launch/letters/" + letter.id());
        assertThat(lead.get(page).page().select("form#sign")).isEmpty();
        assertThat(lead.get(world.url("/inbox")).body()).as("nobody owes what cannot be done").doesNotContain("签署协同承诺书");
        assertThat(lead.post(page + "/signature", "_form", "sign", "_from", page, "read", letter.sha256(), "password", Worlds.PASSWORD).page().select("main .errors").text()).contains("编号已作废");
        var sponsor = world.signedIn("赵总", port);
        assertThat(sponsor.get(world.here("/launch/letters/" + paper.id())).page().select("form#check")).as("a scan of what is void is not checked").isEmpty();
        refused("launch.letter_number_void", () -> letters.checkPaper(world.project, paper.id(), true, "", who("赵总")));
        in(world.workspace, () -> prepare(1));
        thrown(Stale.class, () -> letters.checkPaper(world.project, paper.id(), true, "", who("赵总")));
        assertThat(of("华南").number()).isNotEqualTo(letter.number());
        assertThat(lead.get(world.url("/inbox")).body()).contains("签署协同承诺书");
        assertThat(of("华南").open()).isTrue();
        sign("华南", "陈浩");
        assertThat(of("华南").signed()).isTrue();
        assertThat(chief.get(world.here("/launch")).page().select("#parties tr:contains(华南)").text()).contains("已签署").doesNotContain("作废");
    }

    @Test
    void anotherTextVoidsWhatWasSignedAndOnlyThat() {
        launched();
        sign("华南", "陈浩");
        sign("华东", "李婷");
        var before = of("华南");
        assertThat(in(world.workspace, () -> prepare(1))).as("nothing has changed").isZero();
        assertThat(of("华南").signed()).isTrue();
        // The table changes: every letter names it, so every letter is another one.
        assign("华东", "A", "华南", "R");
        assertThat(in(world.workspace, () -> prepare(2))).isEqualTo(7);
        assertThat(of("华南").id()).isNotEqualTo(before.id());
        assertThat(of("华南").signed()).isFalse();
        assertThat(missing()).contains("华南", "华东");
        thrown(Stale.class, () -> letters.sign(world.project, before.id(), before.sha256(), new SignatureProvider.Proof("password", ""), "127.0.0.1", who("陈浩")));
        var page = world.signedIn("陈浩", port).get(world.here("/launch/letters/" + before.id())).page();
        assertThat(page.select(".notice").text()).contains("作废");
        assertThat(page.select("form#sign, form#paper")).isEmpty();
        sign("华南", "陈浩");
        assertThat(of("华南").signed()).isTrue();
    }

    @Test
    void onPaperItCountsOnceASecondPersonHasLookedAtIt() {
        launched();
        var letter = of("华东");
        refused("file.none", () -> letters.bringPaper(world.project, letter.id(), "李婷", null, "127.0.0.1", who("李婷")));
        refused("file.lies", () -> bring(letter.id(), "<html>".getBytes(StandardCharsets.UTF_8), "李婷", "李婷"));
        refused("approval.scan_type", () -> bring(letter.id(), "GIF89a\1\0\1\0".getBytes(StandardCharsets.UTF_8), "李婷", "李婷"));
        refused("refused.missing", () -> bring(letter.id(), SCAN, " ", "李婷"));
        thrown(NotAllowed.class, () -> bring(letter.id(), SCAN, "李婷", "陈浩"));
        thrown(NotFound.class, () -> bring(letter.id(), SCAN, "李婷", "外人"));
        refused("launch.no_scan_waits", () -> letters.checkPaper(world.project, letter.id(), true, "", who("王敏")));
        world.in(() -> bring(letter.id(), SCAN, "李婷", "王敏"));
        assertThat(of("华东").signed()).as("not checked yet").isFalse();
        refused("launch.scan_waits", () -> letters.sign(world.project, letter.id(), letter.sha256(), new SignatureProvider.Proof("password", ""), "127.0.0.1", who("李婷")));
        refused("launch.own_scan", () -> letters.checkPaper(world.project, letter.id(), true, "", who("王敏")));
        thrown(NotAllowed.class, () -> letters.checkPaper(world.project, letter.id(), true, "", who("李婷")));
        var sponsor = world.signedIn("赵总", port);
        assertThat(sponsor.get(world.url("/inbox")).body()).contains("复核承诺书扫描件");
        var page = world.here("/launch/letters/" + letter.id());
        assertThat(sponsor.get(page).page().select("form#check")).hasSize(1);
        assertThat(sponsor.post(page + "/check", "_form", "check", "_from", page, "verdict", "refuse", "reason", "").status()).isEqualTo(422);
        assertThat(sponsor.post(page + "/check", "verdict", "refuse", "reason", "缺公章").status()).isEqualTo(303);
        assertThat(world.signedIn("李婷", port).get(page).page().text()).contains("缺公章").contains("复核未通过");
        world.in(() -> bring(letter.id(), SCAN, "李婷", "李婷"));
        world.in(() -> letters.checkPaper(world.project, letter.id(), true, "", who("王敏")));
        assertThat(of("华东").signed()).isTrue();
        assertThat(missing()).doesNotContain("华东");
        var scan = world.signedIn("陈浩", port).get(page).page().select("a[href*=/files/]").attr("href");
        assertThat(world.signedIn("陈浩", port).get(scan).status()).isEqualTo(200);
        assertThat(world.signedIn("外人", port).get(scan).status()).isEqualTo(404);
    }

    private void launched() {
        world.in(() -> gates.waive(world.project, Stage.PREPARATION, "窗口期", who("赵总")));
        approveCharter();
        world.in(() -> prepare(0));
    }

    private int prepare(int version) {
        return letters.prepare(world.project, Locale.SIMPLIFIED_CHINESE, "差旅费用各自承担", version, who("王敏"));
    }

    private void approveCharter() {
        world.in(() -> {
            var charter = charters.of(world.project);
            documents.issue(charters.document(charter).id(), "", charter.content().json(), who("王敏").person(), null, meridian.document.Approver.of(who("赵总").person()));
        });
    }

    private void assign(String a, String first, String b, String second) {
        world.in(() -> {
            var matrix = responsibilities.of(world.project);
            var cells = new HashMap<ResponsibilityMatrix.Cell, String>();
            cells.put(new ResponsibilityMatrix.Cell(matrix.rows().getFirst().id(), world.parties.get(a)), first);
            cells.put(new ResponsibilityMatrix.Cell(matrix.rows().getFirst().id(), world.parties.get(b)), second);
            responsibilities.assign(world.project, cells, matrix.state(), who("王敏"));
        });
    }

    private void sign(String party, String name) {
        var letter = of(party);
        world.in(() -> letters.sign(world.project, letter.id(), letter.sha256(), new SignatureProvider.Proof("password", ""), "127.0.0.1", who(name)));
    }

    private void bring(LetterId id, byte[] scan, String signer, String by) {
        try (var received = store.receive(world.workspace, "scan", "承诺书.pdf", new ByteArrayInputStream(scan))) {
            letters.bringPaper(world.project, id, signer, new Approvals.Scan("承诺书.pdf", received), "127.0.0.1", who(by));
        }
    }

    private Letter of(String party) {
        return in(world.workspace, () -> letters.current(world.project)).get(world.parties.get(party));
    }

    private Collection<String> missing() {
        return in(world.workspace, () -> gates.of(world.project, Stage.LAUNCH)).items().stream().filter(item -> item.key().equals("letters_signed")).findFirst().orElseThrow().missing();
    }

    /** Whether the seal covers the whole file and holds; asks pdfsig, too, where there is one. */
    @SuppressWarnings("unchecked")
    private static boolean sealed(byte[] pdf) throws Exception {
        boolean holds;
        try (var document = Loader.loadPDF(pdf)) {
            var signature = document.getSignatureDictionaries().getFirst();
            assertThat(signature.getSubFilter()).isEqualTo("ETSI.CAdES.detached");
            var range = signature.getByteRange();
            assertThat(range[2] + range[3]).isEqualTo(pdf.length);
            var data = new CMSSignedData(new CMSProcessableByteArray(signature.getSignedContent(pdf)), signature.getContents(pdf));
            var signer = data.getSignerInfos().getSigners().iterator().next();
            var certificate = (X509CertificateHolder) data.getCertificates().getMatches((Selector<X509CertificateHolder>) signer.getSID()).iterator().next();
            holds = signer.verify(new JcaSimpleSignerInfoVerifierBuilder().build(certificate));
        } catch (org.bouncycastle.cms.CMSException e) {
            holds = false; // the digest of the content is another one
        }
        var pdfsig = Path.of("/usr/bin/pdfsig");
        if (Files.isExecutable(pdfsig)) {
            var file = Files.createTempFile("letter", ".pdf");
            try {
                Files.write(file, pdf);
                var said = new ProcessBuilder(pdfsig.toString(), "-nocert", file.toString()).redirectErrorStream(true).start();
                var text = new String(said.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                assertThat(said.waitFor(30, TimeUnit.SECONDS)).isTrue();
                assertThat(text.contains("Signature is Valid")).as(text).isEqualTo(holds);
                if (holds) assertThat(text).contains("Total document signed").contains("ETSI.CAdES.detached");
            } finally {
                Files.deleteIfExists(file);
            }
        }
        return holds;
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
