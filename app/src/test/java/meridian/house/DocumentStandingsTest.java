package meridian.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import meridian.document.Document;
import meridian.document.Documents;
import meridian.world.Browser;
import meridian.world.MeridianTest;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.text.PDFTextStripper;
import org.apache.poi.xslf.usermodel.XMLSlideShow;
import org.apache.poi.xslf.usermodel.XSLFTextBox;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

/** The pages where people work say how the document stands that they show: void and why, and before whose eyes it is. */
class DocumentStandingsTest extends MeridianTest {
    @Autowired
    ApplicationContext beans;

    @Autowired
    Documents documents;

    // The live page of each kind of document that was issued here.
    private static Map<String, String> pages(Scene scene) {
        var pages = new LinkedHashMap<String, String>();
        pages.put("commitment_letter", "/launch/letters/" + scene.thing("letter"));
        pages.put("charter", "/charter");
        pages.put("responsibility_table", "/team/responsibilities");
        pages.put("resource_list", "/resources");
        pages.put("readiness_report", "/launch/readiness/" + scene.thing("readiness"));
        pages.put("minutes", "/meetings/" + scene.thing("issued") + "/minutes");
        pages.put("one_pager", "/weekly/" + scene.thing("weekly"));
        pages.put("resource_request", "/requests/" + scene.thing("granted"));
        pages.put("dispute_resolution", "/disputes/" + scene.thing("settled"));
        pages.put("acceptance_report", "/acceptance/" + scene.thing("passed"));
        return pages;
    }

    @Test
    void whateverIsVoidSaysSoOnThePageWherePeopleWorkWithItWithTheReasonAndTheNextNumber() {
        var scene = new Scene(beans, worlds.world());
        var world = scene.world;
        var pages = pages(scene);
        var chief = world.signedIn("王敏", port);
        var lead = world.signedIn("陈浩", port);
        for (var page : pages.entrySet()) {
            assertThat(chief.get(world.here(page.getValue())).page().select("#void")).as(page.getKey()).isEmpty();
            for (var document : of(scene, page.getKey())) {
                assertThat(lead.post(world.here("/documents/" + document.id() + "/voiding"), "reason", "不要了", "version", String.valueOf(document.rowVersion())).status()).as(page.getKey()).isEqualTo(403);
                assertThat(chief.post(world.here("/documents/" + document.id() + "/voiding"), "reason", "发错了文件", "version", String.valueOf(document.rowVersion())).status()).as(page.getKey()).isEqualTo(303);
            }
            var shown = lead.get(world.here(page.getValue())).page();
            var spent = of(scene, page.getKey()).stream().filter(Document::isVoid).toList();
            assertThat(spent).as(page.getKey()).isNotEmpty();
            assertThat(shown.select("main > .head").text()).as(page.getKey()).contains("作废");
            assertThat(shown.select("#void").text()).as(page.getKey()).contains("发错了文件", "王敏");
            assertThat(spent).as(page.getKey()).anySatisfy(document -> {
                assertThat(shown.select("#void").text()).contains(document.shownNumber(), document.number());
                assertThat(shown.select("#void a").attr("href")).endsWith("/documents/" + document.id());
            });
        }
        assertThat(lead.get(world.here("/charter")).page().select("main > .head").text()).doesNotContain("已批准");
        var spent = of(scene, "charter").getFirst();
        assertThat(lead.get(world.here("/registers/document_register?lang=zh-CN")).page().select("article.document tr:contains(" + spent.shownNumber() + ")").text()).as("the register keeps it on paper").contains("协同任务目标说明书", "作废", "发错了文件");
    }

    @Test
    void aListThatIsNeverIssuedGoesOnUnderItsNextNumberAndTheRegisterKeepsTheVoidOne() {
        var scene = new Scene(beans, worlds.world());
        var world = scene.world;
        scene.thing("measurement");
        var chief = world.signedIn("王敏", port);
        assertThat(chief.get(world.here("/registers/indicator_register/file.docx")).status()).isEqualTo(200);
        var before = of(scene, "indicator_register").getFirst();
        chief.post(world.here("/documents/" + before.id() + "/voiding"), "reason", "口径改了", "version", String.valueOf(before.rowVersion()));
        var after = of(scene, "indicator_register").getFirst();
        var register = chief.get(world.here("/registers/document_register?lang=zh-CN")).page().select("article.document");
        assertThat(register.select("tr:contains(" + before.number() + ")").text()).contains("量化指标台账", "作废", "口径改了");
        assertThat(register.select("tr:contains(" + after.number() + ")").text()).contains("量化指标台账", "已发布").doesNotContain("作废");
    }

    @Test
    void readingWhatIsConfidentialIsKeptOnLivePagesTooOnceAnHour() throws IOException {
        var scene = new Scene(beans, worlds.world());
        var world = scene.world;
        var chief = world.signedIn("王敏", port);
        var lead = world.signedIn("陈浩", port);
        for (var page : pages(scene).entrySet()) {
            var at = world.here(page.getValue());
            assertThat(lead.get(at).page().select(".page-marks")).as(page.getKey() + " is internal").isEmpty();
            for (var document : of(scene, page.getKey())) chief.post(world.here("/documents/" + document.id() + "/class"), "class", "confidential", "retention", document.retention().text(), "version", String.valueOf(document.rowVersion()));
            assertThat(lead.get(at).page().select(".page-marks").text()).as(page.getKey()).contains("陈浩");
            lead.get(at);
            assertThat(of(scene, page.getKey()).stream().flatMap(document -> readings(scene, document).stream()).filter(taken -> taken.by().equals("陈浩")).toList()).as(page.getKey()).hasSize(1);
        }
        weekly(lead, world.here("/weekly/" + scene.thing("weekly")));

        // The plan is one document, on whichever of its pages it is read.
        assertThat(lead.get(world.here("/plan.pdf")).status()).isEqualTo(200);
        var plan = of(scene, "work_plan").getFirst();
        chief.post(world.here("/documents/" + plan.id() + "/class"), "class", "confidential", "retention", plan.retention().text(), "version", String.valueOf(plan.rowVersion()));
        for (var at : List.of("/plan", "/gantt", "/plan/board", "/plan/calendar", "/plan/parties", "/plan/approval")) assertThat(lead.get(world.here(at)).page().select(".page-marks").text()).as(at).contains("陈浩");
        assertThat(readings(scene, plan)).extracting(Documents.Taken::by).containsExactly("陈浩");
        try (var chart = Loader.loadPDF(lead.get(world.here("/gantt.pdf")).response().body())) {
            var text = new PDFTextStripper().getText(chart);
            assertThat(text.split("陈浩", -1).length).as("behind the page, not only at its foot").isGreaterThan(3);
        }
    }

    @Test
    void theEntryOfADocumentLeadsToItAndSoDoesItsNumberInTheSearch() {
        var scene = new Scene(beans, worlds.world());
        var world = scene.world;
        var lead = world.signedIn("陈浩", port);
        for (var kind : pages(scene).keySet()) {
            for (var document : of(scene, kind)) {
                var paper = lead.get(world.here("/documents/" + document.id())).page().select("main > .head .actions a:contains(打开文件)").attr("href");
                assertThat(lead.get(paper).page().select("article.document, .one-pager").text()).as(kind).contains(document.shownNumber());
            }
        }
        assertThat(lead.get(world.here("/documents")).page().select("#documents th:contains(资源准备情况报告) small").eachText()).as("whose it is").isNotEmpty().allMatch(text -> !text.isBlank());
        assertThat(lead.get(world.here("/documents")).page().select("#documents th:contains(会议纪要) small").eachText()).as("of which meeting").isNotEmpty();
        for (var found : Map.of("readiness_report", "/launch/readiness/" + scene.thing("readiness") + "/report", "one_pager", "/weekly/" + scene.thing("weekly"), "responsibility_table", "/team/paper").entrySet()) {
            assertThat(of(scene, found.getKey())).anySatisfy(document -> assertThat(lead.get(world.url("/search?q=" + document.number())).page().select(".results a").eachAttr("href")).contains(world.here(found.getValue())));
        }
    }

    // The one-pager is drawn, not written: each of its files bears who took it out, too.
    private static void weekly(Browser lead, String at) throws IOException {
        try (var pdf = Loader.loadPDF(lead.get(at + "/one-pager.pdf").response().body())) {
            assertThat(new PDFTextStripper().getText(pdf)).contains("陈浩");
        }
        try (var show = new XMLSlideShow(new ByteArrayInputStream(lead.get(at + "/one-pager.pptx").response().body()))) {
            for (var slide : show.getSlides()) assertThat(slide.getShapes()).filteredOn(shape -> shape.getShapeName().equals("Watermark")).singleElement().satisfies(shape -> assertThat(((XSLFTextBox) shape).getText()).contains("陈浩"));
        }
        assertThat(lead.get(at + "/one-pager.png").status()).isEqualTo(200);
    }

    private List<Documents.Taken> readings(Scene scene, Document document) {
        return in(scene.world.workspace, () -> documents.readings(document.id(), 100)).stream().filter(taken -> taken.format().isEmpty()).toList();
    }

    private List<Document> of(Scene scene, String kind) {
        return in(scene.world.workspace, () -> documents.page(scene.world.project, null)).stream().filter(document -> document.kind().equals(kind)).toList();
    }
}
