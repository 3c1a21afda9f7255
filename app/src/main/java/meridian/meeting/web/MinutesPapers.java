package meridian.meeting.web;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.Locale;
import meridian.document.Document;
import meridian.document.DocumentContent;
import meridian.document.DocumentName;
import meridian.document.Documents;
import meridian.document.DocxWriter;
import meridian.document.Export;
import meridian.document.PdfWriter;
import meridian.project.Charters;
import meridian.project.ProjectAccess;
import meridian.tenancy.Reader;
import meridian.web.Words;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/** Hands a document over as a file, named by the project’s own pattern; that a copy was taken is kept. */
@Component
class MinutesPapers {
    private static final MediaType DOCX = MediaType.parseMediaType("application/vnd.openxmlformats-officedocument.wordprocessingml.document");

    private final Documents documents;
    private final Charters charters;
    private final DocxWriter docx;
    private final PdfWriter pdf;
    private final Clock clock;

    MinutesPapers(Documents documents, Charters charters, DocxWriter docx, PdfWriter pdf, Clock clock) {
        this.documents = documents;
        this.charters = charters;
        this.docx = docx;
        this.pdf = pdf;
        this.clock = clock;
    }

    static Locale language(@Nullable String lang, Reader reader) {
        if (lang == null) return reader.locale();
        return lang.startsWith("zh") ? Words.CHINESE : Words.ENGLISH;
    }

    static String tag(Locale language) {
        return language.getLanguage().equals("zh") ? "zh-CN" : "en";
    }

    ResponseEntity<byte[]> docx(DocumentContent content, @Nullable Document document, String title, ProjectAccess here, Reader reader) {
        return file(content, document, title, "docx", here, reader);
    }

    ResponseEntity<byte[]> pdf(DocumentContent content, @Nullable Document document, String title, ProjectAccess here, Reader reader) {
        return file(content, document, title, "pdf", here, reader);
    }

    private ResponseEntity<byte[]> file(DocumentContent content, @Nullable Document document, String title, String ending, ProjectAccess here, Reader reader) {
        var out = new ByteArrayOutputStream();
        var export = new Export(reader.name(), ZonedDateTime.ofInstant(clock.instant(), reader.zone()));
        try {
            if (ending.equals("docx")) docx.write(content, export, out);
            else pdf.write(content, export, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (document != null) documents.taken(document.id(), here.id(), ending, document.version(), reader.actor());
        return answer(out.toByteArray(), ending.equals("docx") ? DOCX : MediaType.APPLICATION_PDF, title, document == null ? 1 : Math.max(1, document.issue()), ending, here);
    }

    ResponseEntity<byte[]> answer(byte[] bytes, MediaType type, String title, int version, String ending, ProjectAccess here) {
        var name = naming(here).name(here.name(), null, title, LocalDate.ofInstant(clock.instant(), here.homeZone()), version, ending);
        return ResponseEntity.ok()
                .contentType(type)
                .header(HttpHeaders.CONTENT_DISPOSITION, DocumentName.attachment(name).toString())
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .body(bytes);
    }

    private DocumentName naming(ProjectAccess here) {
        try {
            return new DocumentName(charters.namingPattern(here.id()));
        } catch (IllegalArgumentException e) {
            return DocumentName.USUAL;
        }
    }
}
