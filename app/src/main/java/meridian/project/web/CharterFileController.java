package meridian.project.web;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Clock;
import java.time.ZonedDateTime;
import java.util.Locale;
import meridian.approval.Approvals;
import meridian.document.Document;
import meridian.document.DocumentContent;
import meridian.document.DocumentHtml;
import meridian.document.DocumentVersion;
import meridian.document.Documents;
import meridian.document.DocxTemplates;
import meridian.document.Export;
import meridian.document.PdfWriter;
import meridian.document.Revision;
import meridian.identity.Permission;
import meridian.project.CharterContent;
import meridian.project.CharterDocument;
import meridian.project.Charters;
import meridian.project.Papers;
import meridian.project.ProjectAccess;
import meridian.tenancy.Actor;
import meridian.tenancy.CharterId;
import meridian.tenancy.NotFound;
import meridian.tenancy.Reader;
import meridian.web.Answer;
import meridian.web.Words;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Hands the charter over as a document: on paper, as Word file, as PDF; as it stands or as it was issued. */
@Controller
@RequestMapping("/w/{slug}/p/{code}")
public class CharterFileController {
    private static final MediaType DOCX = MediaType.parseMediaType("application/vnd.openxmlformats-officedocument.wordprocessingml.document");

    private final Charters charters;
    private final Documents documents;
    private final Approvals approvals;
    private final DocxTemplates docx;
    private final PdfWriter pdf;
    private final Papers papers;
    private final Words words;
    private final Clock clock;

    CharterFileController(Charters charters, Documents documents, Approvals approvals, DocxTemplates docx, PdfWriter pdf, Papers papers, Words words, Clock clock) {
        this.charters = charters;
        this.documents = documents;
        this.approvals = approvals;
        this.docx = docx;
        this.pdf = pdf;
        this.papers = papers;
        this.words = words;
        this.clock = clock;
    }

    /** The charter on paper. {@code article} is HTML made by us, escaped; {@code intact} tells whether an issue still has its fingerprint. */
    public record PaperPage(ProjectAccess project, Document document, DocumentVersion version, @Nullable Revision issue, boolean intact, String language, String article, String marked) {
        public boolean mayExport() {
            return project.may(Permission.EXPORT);
        }

        /** The query that keeps issue and language. */
        public String query(String lang) {
            return "?lang=" + lang + (issue == null ? "" : "&issue=" + issue.issue());
        }
    }

    @GetMapping("/charter/paper")
    Answer paper(@RequestParam(required = false) @Nullable String lang, @RequestParam(required = false) @Nullable Integer issue, ProjectAccess here, Reader reader) {
        here.require(Permission.READ);
        var sheet = sheet(lang, issue, here, reader);
        return Answer.page("project/charter-paper", new PaperPage(here, sheet.document(), sheet.version(), sheet.issue(), sheet.intact(),
                Papers.tag(sheet.language()), DocumentHtml.article(sheet.content(), words), papers.read(sheet.document(), Papers.tag(sheet.language()), reader)));
    }

    @GetMapping("/charter.docx")
    ResponseEntity<byte[]> docx(@RequestParam(required = false) @Nullable String lang, @RequestParam(required = false) @Nullable Integer issue, ProjectAccess here, Reader reader, Actor actor) throws IOException {
        here.require(Permission.EXPORT);
        var sheet = sheet(lang, issue, here, reader);
        var title = words.in(sheet.language(), "charter.document");
        return sheet.issue() == null ? papers.docxToEdit(sheet.content(), sheet.document(), title, sheet.subject().value(), here, reader) : file(sheet, written(sheet, reader), DOCX, "docx", here, actor);
    }

    @GetMapping("/charter.pdf")
    ResponseEntity<byte[]> pdf(@RequestParam(required = false) @Nullable String lang, @RequestParam(required = false) @Nullable Integer issue, ProjectAccess here, Reader reader, Actor actor) throws IOException {
        here.require(Permission.EXPORT);
        var sheet = sheet(lang, issue, here, reader);
        var out = new ByteArrayOutputStream();
        pdf.write(sheet.content(), export(reader), out);
        return file(sheet, out.toByteArray(), MediaType.APPLICATION_PDF, "pdf", here, actor);
    }

    private byte[] written(Sheet sheet, Reader reader) throws IOException {
        var out = new ByteArrayOutputStream();
        docx.write(sheet.content(), export(reader), out);
        return out.toByteArray();
    }

    private record Sheet(CharterId subject, Document document, @Nullable Revision issue, boolean intact, Locale language, DocumentContent content) {
        DocumentVersion version() {
            return issue == null ? document.version() : issue.version();
        }
    }

    private Sheet sheet(@Nullable String lang, @Nullable Integer number, ProjectAccess here, Reader reader) {
        var language = Papers.language(lang, reader);
        var charter = charters.of(here.id());
        var document = charters.document(charter);
        var revisions = documents.revisions(document.id());
        // An approved charter is shown as the issue it became.
        var wanted = number == null && document.issued() ? (Integer) document.issue() : number;
        var issue = wanted == null ? null : revisions.stream().filter(revision -> revision.issue() == wanted).findFirst().orElseThrow(NotFound::new);
        var frozen = issue == null ? null : documents.frozen(document.id(), issue.issue()).orElseThrow(NotFound::new);
        var content = frozen == null ? charter.content() : CharterContent.of(frozen.content());
        var approval = issue == null ? approvals.told(charter.id(), null, revisions) : approvals.behind(charter.id(), revisions).get(issue.issue());
        var written = new CharterDocument(words, language, here.homeZone()).of(content, reader.workspaceName(), document, issue, revisions, approval);
        return new Sheet(charter.id(), issue == null ? document : document.at(issue), issue, frozen == null || frozen.intact(), language, written);
    }

    private Export export(Reader reader) {
        return new Export(reader.name(), ZonedDateTime.ofInstant(clock.instant(), reader.zone()));
    }

    private ResponseEntity<byte[]> file(Sheet sheet, byte[] bytes, MediaType type, String ending, ProjectAccess here, Actor actor) {
        var version = sheet.version();
        documents.taken(sheet.document().id(), here.id(), ending, version, actor);
        return papers.answer(bytes, type, words.in(sheet.language(), "charter.document"), Math.max(1, version.major()), ending, here);
    }
}
