package meridian.risk.web;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Locale;
import meridian.document.Document;
import meridian.document.DocumentContent;
import meridian.document.DocumentHtml;
import meridian.document.Documents;
import meridian.identity.Permission;
import meridian.project.PaperPage;
import meridian.project.Papers;
import meridian.project.ProjectAccess;
import meridian.risk.RiskDocument;
import meridian.risk.RiskSheets;
import meridian.risk.RiskWorkbook;
import meridian.risk.Risks;
import meridian.tenancy.Reader;
import meridian.web.Answer;
import meridian.web.Words;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Hands the register over: as the table 跨区域协同风险跟踪表 on paper, as Word file, PDF and workbook. */
@Controller
@RequestMapping("/w/{slug}/p/{code}")
class RiskFileController {
    private final RiskSheets sheets;
    private final Documents documents;
    private final Papers papers;
    private final Words words;
    private final Clock clock;

    RiskFileController(RiskSheets sheets, Documents documents, Papers papers, Words words, Clock clock) {
        this.sheets = sheets;
        this.documents = documents;
        this.papers = papers;
        this.words = words;
        this.clock = clock;
    }

    private record Sheet(@Nullable Document document, Locale language, DocumentContent content) {}

    private Sheet sheet(ProjectAccess here, Reader reader, @Nullable String lang) {
        var language = Papers.language(lang, reader);
        var document = documents.find(here.id(), Risks.DOCUMENT_KIND, here.id()).orElse(null);
        var today = LocalDate.ofInstant(clock.instant(), here.homeZone());
        return new Sheet(document, language, new RiskDocument(words, language, here.homeZone()).of(sheets.register(here.id()), reader.workspaceName(), here.name(), reader.name(), today, document));
    }

    @GetMapping("/risks/paper")
    Answer paper(ProjectAccess here, Reader reader, @RequestParam(required = false) @Nullable String lang) {
        here.require(Permission.READ);
        var sheet = sheet(here, reader, lang);
        var note = sheet.document() == null ? "" : sheet.document().shownNumber() + " · " + sheet.document().version();
        return papers.page(new PaperPage(here, "risk.document", words.in(reader.locale(), "risk.title"), "/risks", "table", note, Papers.tag(sheet.language()), DocumentHtml.article(sheet.content(), words)), sheet.document(), reader);
    }

    @GetMapping("/risks/table.docx")
    ResponseEntity<byte[]> docx(ProjectAccess here, Reader reader, @RequestParam(required = false) @Nullable String lang) {
        here.require(Permission.EXPORT);
        var sheet = sheet(here, reader, lang);
        return papers.docx(sheet.content(), sheet.document(), words.in(sheet.language(), "risk.document"), here, reader);
    }

    @GetMapping("/risks/table.pdf")
    ResponseEntity<byte[]> pdf(ProjectAccess here, Reader reader, @RequestParam(required = false) @Nullable String lang) {
        here.require(Permission.EXPORT);
        var sheet = sheet(here, reader, lang);
        return papers.pdf(sheet.content(), sheet.document(), words.in(sheet.language(), "risk.document"), here, reader);
    }

    @GetMapping("/risks.xlsx")
    ResponseEntity<byte[]> workbook(ProjectAccess here, Reader reader, @RequestParam(required = false) @Nullable String lang) throws IOException {
        here.require(Permission.EXPORT);
        var language = Papers.language(lang, reader);
        var document = documents.find(here.id(), Risks.DOCUMENT_KIND, here.id()).orElse(null);
        var out = new ByteArrayOutputStream();
        new RiskWorkbook(words, language, here.homeZone()).write(here.name(), reader.workspaceName(), sheets.register(here.id()), clock.instant(), papers.marks(document, Risks.DOCUMENT_KIND, language, reader), out);
        return papers.book(out.toByteArray(), document, words.in(language, "risk.document"), here, reader);
    }
}
