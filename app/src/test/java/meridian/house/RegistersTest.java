package meridian.house;

import static db.duty.Tables.DUTY;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipFile;
import meridian.document.Document;
import meridian.document.Documents;
import meridian.meeting.Meeting;
import meridian.meeting.MeetingSheets;
import meridian.meeting.Meetings;
import meridian.meeting.MinuteBook;
import meridian.meeting.MinutesSheets;
import meridian.project.Register;
import meridian.world.Browser;
import meridian.world.MeridianTest;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.text.PDFTextStripper;
import org.jooq.DSLContext;
import org.jsoup.parser.Parser;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.transaction.support.TransactionTemplate;

/** Every register says the same on the page, as Word file, as PDF and as workbook, in either language. */
class RegistersTest extends MeridianTest {
    /** What is to be made first, what people wrote that stands in the register then, and its name in either language. */
    private record Expected(String thing, String written, String chinese, String english) {}

    private static final Map<String, Expected> REGISTERS = new LinkedHashMap<>();

    static {
        REGISTERS.put("request_register", new Expected("request", "RR-1", "资源协调台账", "Register of resource requests"));
        REGISTERS.put("dispute_register", new Expected("settled", "审校排期", "争议处理台账", "Register of disputes"));
        REGISTERS.put("emergency_register", new Expected("accepted", "仓库进水", "突发问题台账", "Register of emergencies"));
        REGISTERS.put("meeting_register", new Expected("meeting", "周例会", "会议台账", "Register of meetings"));
        REGISTERS.put("decision_register", new Expected("issued", "下周铺货", "决议台账", "Register of decisions"));
        REGISTERS.put("action_register", new Expected("action", "补齐门店清单", "行动项台账", "Register of action items"));
        REGISTERS.put("indicator_register", new Expected("measurement", "覆盖率", "量化指标台账", "Register of indicators"));
        REGISTERS.put("quality_register", new Expected("finding", "QC-1", "过程质量检查表", "Register of quality checks"));
        REGISTERS.put("acceptance_register", new Expected("passed", "铺货清单", "成果验收台账", "Register of acceptance"));
        REGISTERS.put("promise_register", new Expected("request", "华东", "承诺兑现", "Promise record"));
        REGISTERS.put("document_register", new Expected("document", "XH-HDSS-", "文件台账", "Register of documents"));
    }

    @Autowired
    ApplicationContext beans;

    @Autowired
    Documents documents;

    @Autowired
    DSLContext db;

    @Autowired
    TransactionTemplate transaction;

    @Autowired
    Meetings held;

    @Autowired
    MeetingSheets meetings;

    @Autowired
    MinuteBook book;

    @Autowired
    MinutesSheets minutes;

    @Test
    void eachSaysTheSameOnThePageAsWordFilePdfAndWorkbookInEitherLanguage() throws Exception {
        assertThat(beans.getBeansOfType(Register.class).values()).extracting(Register::name).as("a new register is tested here, too").containsExactlyInAnyOrderElementsOf(REGISTERS.keySet());
        var scene = new Scene(beans, worlds.world());
        var world = scene.world;
        for (var register : REGISTERS.values()) scene.thing(register.thing());
        scene.thing("letter"); // with the tables frozen, whose numbers are others
        publish(scene);
        // What was promised is due by now.
        world.in(() -> transaction.execute(status -> db.update(DUTY).set(DUTY.DUE_AT, clock.instant().minus(Duration.ofDays(1))).where(DUTY.PROJECT_ID.eq(world.project), DUTY.STATE.eq("open")).execute()));
        var chief = world.signedIn("王敏", port);
        for (var each : REGISTERS.entrySet()) {
            var at = world.here("/registers/" + each.getKey());
            var expected = each.getValue();
            for (var language : List.of("zh-CN", "en")) {
                var title = language.equals("en") ? expected.english() : expected.chinese();
                var named = each.getKey() + " " + language;
                assertThat(chief.get(at + "?lang=" + language).page().select("article.document").text()).as(named).contains(title, expected.written());
                assertThat(text(chief, at, "docx", language)).as(named + " docx").contains(title, expected.written());
                assertThat(text(chief, at, "pdf", language)).as(named + " pdf").contains(title, expected.written());
                assertThat(text(chief, at, "xlsx", language)).as(named + " xlsx").contains(expected.written(), language.equals("en") ? "Internal" : "内部");
            }
            assertThat(chief.get(at).page().select("article.document").text()).as("the copies gave it a number: " + each.getKey()).containsPattern("XH-HDSS-\\d{4}-[A-Z]{2}-001").contains("V1.0");
            for (var ending : List.of("docx", "pdf", "xlsx")) assertThat(world.signedIn("林峰", port).get(at + "/file." + ending).status()).as("who may take nothing out: " + each.getKey()).isEqualTo(403);
            assertThat(world.signedIn("客人", port).get(at).status()).as(each.getKey()).isEqualTo(403);
        }
        assertThat(in(world.workspace, () -> documents.page(world.project, null))).extracting(Document::number).as("each kind counts by letters of its own").doesNotHaveDuplicates();
        assertThat(chief.get(world.here("/registers/no_register")).status()).isEqualTo(404);
        assertThat(chief.get(world.here("/registers/dispute_register/file.exe")).status()).isEqualTo(404);
    }

    // An action item stands in the register once its minutes are issued.
    private void publish(Scene scene) {
        var world = scene.world;
        var chief = world.person("王敏").actor();
        world.in(() -> {
            var meeting = meetings.get(world.project, Integer.parseInt(scene.thing("minuted")));
            held.attend(world.project, meeting.id(), meeting.participants().stream().map(one -> new Meetings.There(one.person(), Meeting.Attendance.PRESENT, "")).toList(), meeting.version(), chief);
            book.publish(world.project, meeting.id(), true, "", minutes.of(meetings.get(meeting.id())).orElseThrow().version(), chief);
        });
    }

    // What a reader of the file sees, whatever lines it is broken into.
    private static String text(Browser browser, String at, String ending, String language) throws IOException {
        var answer = browser.get(at + "/file." + ending + "?lang=" + language);
        assertThat(answer.status()).as(at + " " + ending).isEqualTo(200);
        var bytes = answer.response().body();
        if (!ending.equals("pdf")) return unzipped(bytes, ending.equals("docx") ? "word/document.xml" : "xl/sharedStrings.xml");
        try (var pdf = Loader.loadPDF(bytes)) {
            return new PDFTextStripper().getText(pdf).replaceAll("\\R", " ");
        }
    }

    private static String unzipped(byte[] file, String entry) throws IOException {
        var there = Files.write(Files.createTempFile("register", ".zip"), file);
        try (var zip = new ZipFile(there.toFile())) {
            return Parser.unescapeEntities(new String(zip.getInputStream(zip.getEntry(entry)).readAllBytes(), StandardCharsets.UTF_8).replaceAll("<[^>]+>", ""), false);
        } finally {
            Files.delete(there);
        }
    }
}
