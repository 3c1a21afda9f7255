package meridian.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import meridian.identity.Role;
import meridian.identity.Grants;
import meridian.tenancy.Refused;
import meridian.web.Words;
import meridian.world.MeridianTest;
import org.apache.poi.xwpf.extractor.XWPFWordExtractor;
import org.apache.poi.xwpf.usermodel.XWPFDocument;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** The company’s own template: filled however Word split it, used for exports, and refused where it is hostile. */
public class DocxTemplateTest extends MeridianTest {
    private static final Words WORDS = new Words();

    @Autowired
    Grants grants;
    private static final String W = "xmlns:w=\"" + DocxBody.NAMESPACE + "\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"";

    @Test
    void placesSplitAcrossRunsRowsAndWholePiecesAreFilled() throws IOException {
        var template = docx("""
                <w:p><w:r><w:t>公司红头：{{</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>tit</w:t></w:r><w:proofErr/><w:r><w:t>le}} 编号｛｛number｝｝</w:t></w:r></w:p>
                <w:tbl><w:tblPr/><w:tr><w:tc><w:p><w:r><w:t>版本</w:t></w:r></w:p></w:tc></w:tr><w:tr><w:tc><w:p><w:r><w:t>{{revision.version}}：{{ Revision.Change }}</w:t></w:r></w:p></w:tc></w:tr></w:tbl>
                <w:p><w:r><w:t>{{section.2}}</w:t></w:r></w:p><w:p><w:r><w:t>{{body}}</w:t></w:r></w:p><w:p><w:r><w:t>{{nobody.knows}}</w:t></w:r></w:p>""");
        var filled = DocxTemplate.of(template).filled(Charters.chinese(Classification.CONFIDENTIAL), Charters.export(), WORDS);
        var text = text(filled);
        assertThat(text).contains("公司红头：跨区域协同任务目标说明书 编号HQ-HDSS-2026-CH-001", "V0.1：初稿", "V1.0：批准发布", "覆盖率不低于80%", "消费者问卷分析", "{{nobody.knows}}").doesNotContain("{{title", "{{body");
        assertThat(new String(parts(filled).get("word/headerMeridian.xml"), StandardCharsets.UTF_8)).as("whoever takes out something classified is named").contains("王敏 2026-11-23 14:05");
        var folder = System.getenv("MERIDIAN_LOOK");
        if (folder != null) Files.write(Files.createDirectories(Path.of(folder)).resolve("template.docx"), filled);
    }

    @Test
    void whatIsHostileIsRefusedWithTheReasonAndNothingIsKept() throws IOException {
        var good = "<w:p><w:r><w:t>{{title}}</w:t></w:r></w:p>";
        var hostile = new LinkedHashMap<String, byte[]>();
        hostile.put("macros", with(docx(good), "word/vbaProject.bin", "x"));
        hostile.put("external", with(docx(good), "word/_rels/document.xml.rels", relations("<Relationship Id=\"e\" Type=\"http://x/image\" Target=\"http://evil.example/a.png\" TargetMode=\"External\"/>")));
        hostile.put("attached", with(docx(good), "word/_rels/settings.xml.rels", relations("<Relationship Id=\"e\" Type=\"http://x/attachedTemplate\" Target=\"file:///evil.dotm\" TargetMode=\"External\"/>")));
        hostile.put("embedded", with(docx(good), "word/embeddings/oleObject1.bin", "x"));
        hostile.put("dtd", docxOf("<!DOCTYPE w [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><w:document " + W + "><w:body><w:p><w:r><w:t>{{title}}&x;</w:t></w:r></w:p></w:body></w:document>"));
        hostile.put("field", docx("<w:p><w:r><w:instrText>INCLUDE</w:instrText></w:r><w:r><w:instrText>TEXT \"http://evil.example\"</w:instrText></w:r></w:p>" + good));
        hostile.put("bomb", with(docx(good), "word/media/a.bin", "0".repeat(30_000_000)));
        hostile.put("not_word", "%PDF-1.7".getBytes(StandardCharsets.UTF_8));
        hostile.put("old_or_locked", new byte[] {(byte) 0xD0, (byte) 0xCF, 0x11, (byte) 0xE0, 0, 0, 0, 0, 0});
        hostile.put("broken", docxOf("<w:document " + W + "><w:body>"));
        hostile.put("no_places", docx("<w:p><w:r><w:t>没有</w:t></w:r></w:p>"));
        var world = worlds.world();
        var admin = world.signedIn("管理员", port);
        var at = world.url("/admin/templates/charter");
        hostile.forEach((why, bytes) -> {
            var seen = admin.upload(at, "file", "模板.docx", bytes, "_form", "bring", "_from", at, "id", UUID.randomUUID().toString());
            assertThat(seen.status()).as(why).isEqualTo(422);
            assertThat(seen.page().select("#bring-file-error").text()).as(why).isEqualTo(say(why, seen.page().select("#bring-file-error").text()));
        });
        assertThat(admin.get(at).page().select("#newest")).isEmpty();
        assertThat(world.signedIn("王敏", port).upload(at, "file", "模板.docx", docx(good), "_form", "bring", "_from", at, "id", UUID.randomUUID().toString()).status()).isEqualTo(403);
    }

    // The sentence of the reason, whatever it names.
    private static String say(String why, String seen) {
        var said = WORDS.in(Words.CHINESE, "word.refused." + why, "\u0000", "\u0000");
        var parts = said.split("\u0000", -1);
        return parts.length == 1 ? said : seen.startsWith(parts[0]) && seen.endsWith(parts[1]) ? seen : said;
    }

    @Test
    void aTemplateIsProposedMendedLookedAtUsedAndRemovedAgain() throws IOException {
        var world = worlds.world();
        var admin = world.signedIn("管理员", port);
        var chief = world.signedIn("王敏", port);
        var at = world.url("/admin/templates/charter");
        assertThat(admin.get(world.url("/admin/templates")).status()).isEqualTo(200);
        var first = UUID.randomUUID().toString();
        assertThat(admin.upload(at, "file", "坏.docx", docx("<w:p><w:r><w:t>{{titel}} {{goal}} 致｛｛title｝</w:t></w:r></w:p><w:p><w:r><w:t>第1章}} {{title}}</w:t></w:r></w:p>"), "_form", "bring", "_from", at, "id", first).status()).isEqualTo(303);
        var page = admin.get(at).page();
        assertThat(page.select("#newest .notice.bad code").eachText()).containsExactly("{{titel}}", "{{title}", "第1章}}");
        assertThat(admin.post(at + "/use", "_from", at, "id", first).status()).as("nobody knows one of its places").isEqualTo(422);

        var id = UUID.randomUUID().toString();
        var good = docx("<w:p><w:r><w:t>星河集团专用 {{title}}</w:t></w:r></w:p><w:p><w:r><w:t>目标：{{goal}}</w:t></w:r></w:p><w:tbl><w:tblPr/><w:tr><w:tc><w:p><w:r><w:t>{{deliverables.name}}</w:t></w:r></w:p></w:tc></w:tr></w:tbl><w:p/>");
        assertThat(admin.upload(at, "file", "好.docx", good, "_form", "bring", "_from", at, "id", id).status()).isEqualTo(303);
        assertThat(text(chief.get(world.here("/charter.docx")).response().body())).as("only proposed").doesNotContain("星河集团专用");
        assertThat(admin.post(at + "/use", "_from", at, "id", first).status()).as("another has taken its place").isEqualTo(409);
        assertThat(admin.post(at + "/use", "_from", at, "id", id).status()).isEqualTo(303);
        assertThat(text(chief.get(world.here("/charter.docx")).response().body())).contains("星河集团专用", "目标：");
        assertThat(admin.post(at + "/removal", "_from", at, "id", id).status()).isEqualTo(303);
        assertThat(text(chief.get(world.here("/charter.docx")).response().body())).doesNotContain("星河集团专用");
        assertThat(text(admin.get(at + "/start.docx").response().body())).contains("{{body}}", "{{title}}");

        // Whoever looks with a project that has no such document is told so where they looked.
        world.in(() -> grants.grant(world.person("管理员").member(), world.project, null, Role.SPONSOR, world.person("王敏").actor()));
        var other = world.url("/admin/templates/settlement");
        var letters = UUID.randomUUID().toString();
        assertThat(admin.upload(other, "file", "结算.docx", docx("<w:p><w:r><w:t>{{body}}</w:t></w:r></w:p>"), "_form", "bring", "_from", other, "id", letters).status()).isEqualTo(303);
        var code = world.here("").replaceAll(".*/", "");
        var seen = admin.get(other + "/look.docx?_form=look&_from=" + other + "&document=" + code + "&id=" + letters);
        assertThat(seen.status()).isEqualTo(422);
        assertThat(seen.page().select("#newest .errors").text()).contains("还没有此类文档");
        assertThat(seen.page().select("#look-document option[selected]").attr("value")).isEqualTo(code);
    }

    public static byte[] docx(String body) {
        return docxOf("<w:document " + W + "><w:body>" + body + "<w:sectPr><w:pgSz w:w=\"11906\" w:h=\"16838\"/><w:pgMar w:top=\"1440\" w:right=\"1440\" w:bottom=\"1440\" w:left=\"1440\"/></w:sectPr></w:body></w:document>");
    }

    private static byte[] docxOf(String document) {
        var parts = new LinkedHashMap<String, byte[]>();
        put(parts, "[Content_Types].xml", "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" ContentType=\"application/xml\"/><Override PartName=\"/word/document.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/><Override PartName=\"/word/styles.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml\"/></Types>");
        put(parts, "_rels/.rels", relations("<Relationship Id=\"r1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"word/document.xml\"/>"));
        put(parts, "word/_rels/document.xml.rels", relations("<Relationship Id=\"r1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles\" Target=\"styles.xml\"/>"));
        // As a Chinese Word names its styles.
        put(parts, "word/styles.xml", "<w:styles " + W + "><w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"a\"><w:name w:val=\"Normal\"/></w:style><w:style w:type=\"paragraph\" w:styleId=\"1\"><w:name w:val=\"heading 1\"/><w:basedOn w:val=\"a\"/><w:rPr><w:color w:val=\"C00000\"/><w:sz w:val=\"32\"/></w:rPr></w:style></w:styles>");
        put(parts, "word/document.xml", document);
        return zip(parts);
    }

    private static String relations(String inside) {
        return "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">" + inside + "</Relationships>";
    }

    private static void put(Map<String, byte[]> parts, String name, String content) {
        parts.put(name, content.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] with(byte[] docx, String name, String content) throws IOException {
        var parts = parts(docx);
        put(parts, name, content);
        return zip(parts);
    }

    public static Map<String, byte[]> parts(byte[] docx) throws IOException {
        var parts = new LinkedHashMap<String, byte[]>();
        try (var zip = new ZipInputStream(new ByteArrayInputStream(docx))) {
            for (ZipEntry entry; (entry = zip.getNextEntry()) != null; ) parts.put(entry.getName(), zip.readAllBytes());
        }
        return parts;
    }

    public static byte[] zip(Map<String, byte[]> parts) {
        var out = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(out)) {
            for (var part : parts.entrySet()) {
                zip.putNextEntry(new ZipEntry(part.getKey()));
                zip.write(part.getValue());
                zip.closeEntry();
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    static String text(byte[] docx) throws IOException {
        try (var document = new XWPFDocument(new ByteArrayInputStream(docx)); var words = new XWPFWordExtractor(document)) {
            return words.getText();
        }
    }

    @Test
    void anEditedFileMayLinkButATemplateMayNot() throws IOException {
        var linked = with(docx("<w:p><w:r><w:t>{{title}}</w:t></w:r></w:p>"), "word/_rels/document.xml.rels", relations("<Relationship Id=\"e\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink\" Target=\"https://example.com\" TargetMode=\"External\"/>"));
        assertThat(WordFile.text(WordFile.read(linked, WordFile.Use.EDITED).xml("word/document.xml"))).isEqualTo("{{title}}");
        assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> WordFile.read(linked, WordFile.Use.TEMPLATE))).isInstanceOf(Refused.class);
    }
}
