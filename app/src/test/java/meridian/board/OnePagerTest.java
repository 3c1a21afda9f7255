package meridian.board;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import meridian.document.Documents;
import meridian.document.Export;
import meridian.web.Words;
import meridian.world.MeridianTest;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.text.PDFTextStripper;
import org.apache.poi.xslf.usermodel.XMLSlideShow;
import org.apache.poi.xslf.usermodel.XSLFTable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class OnePagerTest extends MeridianTest {
    private static final Export EXPORT = new Export("王敏", ZonedDateTime.of(2026, 11, 27, 17, 0, 0, 0, ZoneId.of("Asia/Shanghai")));

    @Autowired
    Documents documents;

    @Test
    void whereStepsAreSetAWeekIsApprovedBeforeItIsIssued() {
        var world = worlds.world();
        var chief = world.signedIn("王敏", port);
        var sponsor = world.signedIn("赵总", port);
        var week = Week.of(LocalDate.ofInstant(clock.instant(), ZoneId.of("Asia/Shanghai"))).toString();
        var at = world.here("/weekly/" + week);
        chief.post(at + "/words", "id", UUID.randomUUID().toString(), "summary", "铺货按计划推进", "decisions", "");
        assertThat(chief.get(at + "?draft=true").page().select("#approval")).as("one step is enough where none are set").isEmpty();
        assertThat(chief.post(world.here("/approvals/one_pager"), "version", "0", "approver", "role:sponsor").status()).isEqualTo(303);
        assertThat(chief.get(at + "?draft=true").page().select("form#issue")).isEmpty();
        assertThat(chief.post(at + "/issue", "version", "0").status()).isEqualTo(422);
        var approver = world.person("赵总").member().toString();
        assertThat(world.signedIn("李婷", port).post(at + "/approval", "version", "0", "approver", approver).status()).isEqualTo(403);
        assertThat(chief.post(at + "/approval", "version", "0", "approver", approver).status()).isEqualTo(303);
        assertThat(chief.post(at + "/words", "version", "1", "summary", "改一改", "decisions", "").status()).as("not while it is decided on").isEqualTo(422);
        assertThat(world.signedIn("陈浩", port).get(at + "?draft=true").status()).as("who does not decide does not read it").isEqualTo(404);
        var inbox = sponsor.get(world.url("/inbox")).page();
        assertThat(inbox.text()).contains("审批项目周报");
        var card = sponsor.get(at + "?draft=true").page();
        assertThat(card.select(".one-pager header span").text()).contains("V0.1");
        assertThat(card.text()).contains("铺货按计划推进");
        var form = card.select("#approval form#decision");
        assertThat(sponsor.post(form.attr("action"), "decision", "return", "opinion", "请写明风险", "read", form.select("[name=read]").val()).status()).isEqualTo(303);
        assertThat(chief.get(world.url("/inbox")).page().text()).contains("修改被退回的项目周报");
        assertThat(chief.post(at + "/words", "version", "2", "summary", "铺货按计划推进，风险可控", "decisions", "").status()).isEqualTo(303);
        assertThat(chief.post(at + "/approval", "version", "3", "approver", approver).status()).isEqualTo(303);
        var again = sponsor.get(at + "?draft=true").page().select("#approval form#decision");
        assertThat(sponsor.post(again.attr("action"), "decision", "agree", "read", again.select("[name=read]").val()).status()).isEqualTo(303);
        var read = world.signedIn("周颖", port).get(at).page();
        assertThat(read.select(".one-pager header span").text()).contains("V1.0");
        assertThat(read.text()).contains("风险可控");
    }

    @Test
    void anIssueKeepsItsNumberVoidOrNotWhateverCameAfterIt() {
        var world = worlds.world();
        var chief = world.signedIn("王敏", port);
        var at = world.here("/weekly/" + Week.of(LocalDate.ofInstant(clock.instant(), ZoneId.of("Asia/Shanghai"))));
        chief.post(at + "/words", "id", UUID.randomUUID().toString(), "summary", "铺货按计划推进", "decisions", "");
        assertThat(chief.post(at + "/issue", "version", "0").status()).isEqualTo(303);
        assertThat(chief.post(at + "/issue", "version", "1", "reason", "数据更正").status()).isEqualTo(303);
        var issued = in(world.workspace, () -> documents.page(world.project, null)).stream().filter(one -> one.kind().equals(OnePagers.DOCUMENT_KIND)).findFirst().orElseThrow();
        assertThat(chief.post(world.here("/documents/" + issued.id() + "/voiding"), "reason", "数据有误", "version", String.valueOf(issued.rowVersion())).status()).isEqualTo(303);
        assertThat(chief.get(at).page().select("#void").text()).contains(issued.number(), "-WR-002");
        assertThat(chief.get(at + "?issue=2").page().select("#void").text()).as("the next number is still to come").contains(issued.number(), "-WR-002");
        assertThat(chief.post(at + "/issue", "_form", "issue", "_from", at, "version", "2", "reason", "改正数据").status()).isEqualTo(303);
        assertThat(chief.get(at).page().select(".one-pager header span").text()).contains("-WR-002 V3.0").doesNotContain("作废");
        assertThat(chief.get(at).page().select("#void")).isEmpty();
        var second = chief.get(at + "?issue=2").page();
        assertThat(second.select(".one-pager header span").text()).contains("-WR-001 V2.0", "作废");
        assertThat(second.select("#void").text()).contains(issued.number(), "数据有误").doesNotContain("-WR-002");
    }

    @Test
    void aWeekIsDraftedGivenWordsIssuedAndReadByTheProject() throws IOException {
        var world = worlds.world();
        var chief = world.signedIn("王敏", port);
        var week = Week.of(LocalDate.ofInstant(clock.instant(), ZoneId.of("Asia/Shanghai"))).toString();
        var at = world.here("/weekly/" + week);
        var draft = chief.get(at + "?draft=true");
        assertThat(draft.status()).isEqualTo(200);
        assertThat(draft.page().select(".one-pager tbody th").eachText()).contains("华东", "华南");
        assertThat(draft.page().select("#words-summary").val()).contains("本周完成0项任务");
        assertThat(draft.page().select("form#issue")).isEmpty();
        assertThat(world.signedIn("陈浩", port).get(at + "?draft=true").status()).as("nobody else reads a draft").isEqualTo(404);

        String[] words = {"_form", "words", "_from", at + "?draft=true", "id", UUID.randomUUID().toString(), "summary", "铺货按计划推进", "decisions", "增加华南督导2人\n批准延期一周"};
        assertThat(chief.post(at + "/words", words).status()).isEqualTo(303);
        assertThat(chief.post(at + "/words", words).status()).as("sent twice it is kept once").isEqualTo(303);
        var kept = chief.get(at + "?draft=true").page();
        assertThat(kept.select(".one-pager .wanted p").eachText()).containsExactly("增加华南督导2人", "批准延期一周");
        assertThat(chief.post(at + "/words", "_form", "words", "_from", at + "?draft=true", "version", "7", "summary", "别的", "decisions", "").status()).isEqualTo(409);
        var long422 = chief.post(at + "/words", "_form", "words", "_from", at + "?draft=true", "version", "0", "summary", "长".repeat(401), "decisions", "行\n".repeat(9) + "完");
        assertThat(long422.status()).isEqualTo(422);
        assertThat(long422.page().select("#words [aria-invalid=true]").eachAttr("name")).containsExactly("summary", "decisions");

        assertThat(world.signedIn("李婷", port).post(at + "/issue", "version", "0").status()).isEqualTo(403);
        assertThat(chief.post(at + "/issue", "_form", "issue", "_from", at + "?draft=true", "version", "0").status()).isEqualTo(303);
        var read = world.signedIn("周颖", port).get(at);
        assertThat(read.status()).isEqualTo(200);
        assertThat(read.page().select(".one-pager header span").text()).contains("-WR-001 V1.0");
        assertThat(world.signedIn("周颖", port).get(world.here("/weekly")).body()).contains(week);
        assertThat(world.signedIn("周颖", port).get(at + "/one-pager.pdf").status()).as("an executor takes nothing out").isEqualTo(403);
        assertThat(chief.get(world.here("/weekly/2026-W99")).status()).isEqualTo(404);

        var again = chief.post(at + "/issue", "_form", "issue", "_from", at + "?draft=true", "version", "1", "reason", "");
        assertThat(again.status()).isEqualTo(422);
        assertThat(again.page().select("#issue [aria-invalid=true]").eachAttr("name")).containsExactly("reason");
        assertThat(chief.post(at + "/issue", "_form", "issue", "_from", at, "version", "1", "reason", "数据更正").status()).isEqualTo(303);
        assertThat(chief.get(at).page().select(".one-pager header span").text()).contains("V2.0");
        assertThat(chief.get(at + "?issue=1").page().select(".one-pager header span").text()).contains("V1.0");

        var lead = world.signedIn("陈浩", port);
        var pdf = lead.get(at + "/one-pager.pdf");
        assertThat(pdf.response().headers().firstValue("Content-Disposition").orElse("")).contains("v2.pdf");
        try (var document = Loader.loadPDF(pdf.response().body())) {
            assertThat(document.getNumberOfPages()).isEqualTo(1);
            assertThat(new PDFTextStripper().getText(document)).contains("铺货按计划推进", "增加华南督导2人", "需上级决策");
        }
        assertThat(ImageIO.read(new ByteArrayInputStream(lead.get(at + "/one-pager.png").response().body())).getWidth()).isGreaterThan(1000);
        try (var show = new XMLSlideShow(new ByteArrayInputStream(lead.get(at + "/one-pager.pptx?lang=en").response().body()))) {
            assertThat(show.getSlides()).hasSize(2);
            assertThat(show.getSlides().getFirst().getTitle()).contains("Weekly report " + week);
            var table = show.getSlides().getFirst().getShapes().stream().filter(XSLFTable.class::isInstance).map(XSLFTable.class::cast).findFirst().orElseThrow();
            assertThat(table.getCell(0, 0).getText()).isEqualTo("Party");
        }
    }

    @Test
    void howeverMuchThereIsItStaysOnePageAndEveryWordOfTheCoordinatorIsThere() throws IOException {
        var page = page("说".repeat(400), IntStream.range(0, 8).mapToObj(i -> (i + 1) + "、" + "决".repeat(70)).toList());
        for (var language : List.of(Words.CHINESE, Words.ENGLISH)) {
            var sheet = OnePagerSheet.of(page, "远山食品集团有限公司", "HQ-HDSS-2026-WR-001 V1.0", "编制：王敏 2026-07-03  批准：周岚 2026-07-04", new Words(), language);
            var pdf = OnePagerPdf.pdf(sheet, EXPORT);
            try (var document = Loader.loadPDF(pdf)) {
                assertThat(document.getNumberOfPages()).isEqualTo(1);
                var text = new PDFTextStripper().getText(document).replaceAll("\\s", "");
                assertThat(text.chars().filter(c -> c == '说').count()).isEqualTo(400);
                assertThat(text.chars().filter(c -> c == '决').count()).isGreaterThanOrEqualTo(560);
            }
            var folder = System.getenv("MERIDIAN_LOOK");
            if (folder != null) {
                var out = new ByteArrayOutputStream();
                out.write(OnePagerSlides.of(sheet, EXPORT));
                Files.createDirectories(Path.of(folder));
                Files.write(Path.of(folder, "long-" + language.getLanguage() + ".pdf"), pdf);
                Files.write(Path.of(folder, "long-" + language.getLanguage() + ".pptx"), out.toByteArray());
            }
        }
    }

    private static OnePager page(String summary, List<String> decisions) {
        var rows = IntStream.range(0, 5).mapToObj(i -> new OnePager.Row("第" + i + "批门店铺货与陈列检查，含培训与物料到位情况核对和拍照留存", "西北区域与新加坡办事处", "欧阳建国", "2026-11-2" + i, i == 2 ? "等待法务部审阅合同文本，预计下周三回复" : "")).toList();
        var parties = IntStream.range(0, 14).mapToObj(i -> new OnePager.PartyLine("第" + i + "区域联合责任单位", Light.values()[i % 4], List.of(new Light.Reason("emergency", 1), new Light.Reason("overdue", 12), new Light.Reason("blocked", 3)), 120, 44 + i, 12, 3)).toList();
        var many = new OnePager.Rows(48, rows);
        return new OnePager("新品“山野燕麦”华东华南西北区域联合上市项目", "HDSS", "execution", "2026-W48", "2026-11-23", "2026-11-29", "2026-11-27 17:00", summary, decisions, parties, 1200, 512, 48, 17, many, many, many, many, rows,
                IntStream.range(0, 5).mapToObj(i -> new OnePager.Measure("门店覆盖率第" + i + "组", "≥", "80", "%", "61.5", 76, "on_the_way")).toList(),
                IntStream.range(0, 5).mapToObj(i -> new OnePager.Peril("R-" + i, "地方检验检疫政策变化导致首批货物滞留口岸", "西北", i < 2 ? "high" : "medium", "欧阳建国", "2026-12-01")).toList(),
                new OnePager.Clocks(12, 2, 31, 4, List.of(new OnePager.Clock("answer_request", "冷链车辆", "王敏", "11-27 18:00", false))));
    }

    @Test
    void aPartysLightIsItsWorstCauseAndSaysAll() {
        assertThat(Light.of(new Light.Facts(0, 0, 0, 0, 0, 0, 0, 0, 0)).light()).isEqualTo(Light.NONE);
        assertThat(Light.of(new Light.Facts(40, 20, 0, 0, 0, 0, 0, 0, 0)).light()).isEqualTo(Light.GREEN);
        assertThat(Light.of(new Light.Facts(40, 20, 0, 0, 0, 1, 3, 0, 0))).isEqualTo(new Light.Judged(Light.AMBER, List.of(new Light.Reason("overdue", 3), new Light.Reason("blocked", 1))));
        assertThat(Light.of(new Light.Facts(40, 20, 0, 0, 0, 0, 4, 0, 0)).light()).as("a fifth of the open ones").isEqualTo(Light.RED);
        assertThat(Light.of(new Light.Facts(40, 20, 1, 0, 1, 2, 0, 0, 1))).isEqualTo(new Light.Judged(Light.RED, List.of(new Light.Reason("emergency", 1), new Light.Reason("blocked_long", 1), new Light.Reason("blocked", 1), new Light.Reason("high_risk", 1))));
    }

    @Test
    void aWeekIsReadAsItIsWritten() {
        assertThat(Week.parse("2026-W53").orElseThrow().monday()).isEqualTo(LocalDate.of(2026, 12, 28));
        assertThat(Week.parse("2025-W53")).isEmpty();
        assertThat(Week.parse("2026-W00")).isEmpty();
        assertThat(Week.parse("2026-48")).isEmpty();
        assertThat(Week.of(LocalDate.of(2027, 1, 3)).toString()).isEqualTo("2026-W53");
        assertThat(String.format(Locale.ROOT, "%s", Week.of(LocalDate.of(2026, 11, 29)).next())).isEqualTo("2026-W49");
    }
}
