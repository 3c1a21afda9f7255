package meridian.project;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.UUID;
import meridian.document.Document;
import meridian.document.DocumentContent;
import meridian.document.DocumentName;
import meridian.document.Documents;
import meridian.document.DocxTemplates;
import meridian.document.Export;
import meridian.document.Marks;
import meridian.document.PdfWriter;
import meridian.document.Returns;
import meridian.document.XlsxWriter;
import meridian.tenancy.Id;
import meridian.tenancy.PartyId;
import meridian.tenancy.Reader;
import meridian.web.Answer;
import meridian.web.Registered;
import meridian.web.Words;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/** Hands a document over as a file, named by the project’s own pattern; that a copy was taken is kept. */
@Component
public class Papers {
    private static final MediaType DOCX = MediaType.parseMediaType("application/vnd.openxmlformats-officedocument.wordprocessingml.document");
    public static final MediaType XLSX = MediaType.parseMediaType("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");

    private final Documents documents;
    private final FileNames names;
    private final DocxTemplates docx;
    private final PdfWriter pdf;
    private final XlsxWriter xlsx;
    private final Returns returns;
    private final Words words;
    private final Clock clock;

    Papers(Documents documents, FileNames names, DocxTemplates docx, PdfWriter pdf, XlsxWriter xlsx, Returns returns, Words words, Clock clock) {
        this.documents = documents;
        this.names = names;
        this.docx = docx;
        this.pdf = pdf;
        this.xlsx = xlsx;
        this.returns = returns;
        this.words = words;
        this.clock = clock;
    }

    /** The language asked for, else the reader’s. */
    public static Locale language(@Nullable String lang, Reader reader) {
        return lang == null ? reader.locale() : Words.language(lang);
    }

    public static String tag(Locale language) {
        return language.getLanguage().equals("zh") ? "zh-CN" : "en";
    }

    /** A document as it lies on paper; that somebody reads it is kept where it is classified. */
    public Answer page(PaperPage page, @Nullable Document document, Reader reader) {
        return Answer.page("project/paper", page.marked(read(document, page.language(), reader)));
    }

    /** Keeps that somebody reads a document, where it is classified, and says what stands behind it on a page; empty for most. */
    public String read(@Nullable Document document, String language, Reader reader) {
        if (document == null) return "";
        documents.read(document, reader.actor());
        if (document.isVoid()) return words.in(language(language, reader), "document.voided");
        return watermark(document, reader);
    }

    /** How the document stands that a live page shows; that somebody reads it is kept where it is classified. */
    public Registered registered(@Nullable Document document, Reader reader) {
        if (document == null) return new Registered(null, "");
        documents.read(document, reader.actor());
        var voiding = document.isVoid() ? document.voiding() : null;
        return new Registered(voiding == null ? null : new Registered.Spent(voiding.number(), voiding.reason(), voiding.by(), voiding.at(), document.number().equals(voiding.number()) ? "" : document.number(), "/documents/" + document.id()), watermark(document, reader));
    }

    /** As above, of the document of this kind and subject, if there is one. */
    public Registered registered(ProjectAccess here, String kind, Id subject, Reader reader) {
        return registered(documents.find(here.id(), kind, subject).orElse(null), reader);
    }

    /** What stands behind the words of a classified document that somebody looks at: their name and the time; else nothing. */
    public String watermark(Document document, Reader reader) {
        return document.classification().watermarked() ? reader.name() + " " + DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT).format(ZonedDateTime.ofInstant(clock.instant(), reader.zone())) : "";
    }

    public ResponseEntity<byte[]> docx(DocumentContent content, @Nullable Document document, String title, ProjectAccess here, Reader reader) {
        return docx(content, document, title, null, here, reader);
    }

    /** A document of one party: the name of its file says the region. */
    public ResponseEntity<byte[]> docx(DocumentContent content, @Nullable Document document, String title, @Nullable PartyId party, ProjectAccess here, Reader reader) {
        return file(content, document, title, party, "docx", null, here, reader);
    }

    /** A Word file whose edited copy may come back; {@code subject} is what the document is of. */
    public ResponseEntity<byte[]> docxToEdit(DocumentContent content, @Nullable Document document, String title, UUID subject, ProjectAccess here, Reader reader) {
        return file(content, document, title, null, "docx", returns.handOut(here.id(), subject, content, reader.actor()), here, reader);
    }

    public ResponseEntity<byte[]> pdf(DocumentContent content, @Nullable Document document, String title, ProjectAccess here, Reader reader) {
        return pdf(content, document, title, null, here, reader);
    }

    public ResponseEntity<byte[]> pdf(DocumentContent content, @Nullable Document document, String title, @Nullable PartyId party, ProjectAccess here, Reader reader) {
        return file(content, document, title, party, "pdf", null, here, reader);
    }

    /** The tables of a document as a workbook. */
    public ResponseEntity<byte[]> xlsx(DocumentContent content, @Nullable Document document, String title, ProjectAccess here, Reader reader) {
        return file(content, document, title, null, "xlsx", null, here, reader);
    }

    /** A workbook that was made otherwise; that a copy of its document was taken is kept. */
    public ResponseEntity<byte[]> book(byte[] bytes, @Nullable Document document, String title, ProjectAccess here, Reader reader) {
        if (document != null) documents.taken(document.id(), here.id(), "xlsx", document.version(), reader.actor());
        return answer(bytes, XLSX, title, document == null ? 1 : Math.max(1, document.issue()), "xlsx", here);
    }

    /** As above, of what writes it. */
    public ResponseEntity<byte[]> book(PaperSource.Writing writing, @Nullable Document document, String title, ProjectAccess here, Reader reader) {
        var out = new ByteArrayOutputStream();
        try {
            writing.to(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return book(out.toByteArray(), document, title, here, reader);
    }

    /** What such a workbook says of itself above its table: number, version and class, and of what is classified who took it. */
    public String marks(@Nullable Document document, String kind, Locale language, Reader reader) {
        var classification = document == null ? documents.standard(kind).classification() : document.classification();
        var marks = words.in(language, "document.labelled", words.in(language, "document.class"), words.in(language, classification.key()));
        if (classification.watermarked()) marks += "  " + reader.name();
        if (document == null) return marks;
        return document.shownNumber() + "  " + document.version() + (document.isVoid() ? "  " + words.in(language, "document.voided") : "") + "  " + marks;
    }

    private ResponseEntity<byte[]> file(DocumentContent content, @Nullable Document document, String title, @Nullable PartyId party, String ending, @Nullable Marks marks, ProjectAccess here, Reader reader) {
        var out = new ByteArrayOutputStream();
        var export = new Export(reader.name(), ZonedDateTime.ofInstant(clock.instant(), reader.zone()), marks);
        try {
            switch (ending) {
                case "docx" -> docx.write(content, export, out);
                case "xlsx" -> xlsx.write(content, export, out);
                default -> pdf.write(content, export, out);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (document != null) documents.taken(document.id(), here.id(), ending, document.version(), reader.actor());
        return answer(out.toByteArray(), ending.equals("docx") ? DOCX : ending.equals("xlsx") ? XLSX : MediaType.APPLICATION_PDF, title, party, document == null ? 1 : Math.max(1, document.issue()), ending, here);
    }

    /** What was made otherwise, under the name the project gives it. */
    public ResponseEntity<byte[]> answer(byte[] bytes, MediaType type, String title, int version, String ending, ProjectAccess here) {
        return answer(bytes, type, title, null, version, ending, here);
    }

    public ResponseEntity<byte[]> answer(byte[] bytes, MediaType type, String title, @Nullable PartyId party, int version, String ending, ProjectAccess here) {
        var name = names.of(here, party).name(title, version, ending);
        return ResponseEntity.ok()
                .contentType(type)
                .header(HttpHeaders.CONTENT_DISPOSITION, DocumentName.attachment(name).toString())
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .body(bytes);
    }
}
