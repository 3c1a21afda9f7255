package meridian.workplan.web;

import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Clock;
import java.time.ZonedDateTime;
import meridian.document.DocumentName;
import meridian.document.DocxTemplates;
import meridian.document.Export;
import meridian.document.PdfWriter;
import meridian.project.Papers;
import meridian.project.ProjectAccess;
import meridian.tenancy.Reader;
import meridian.web.Words;
import meridian.workplan.PlanExports;
import meridian.workplan.exchange.Mspdi;
import meridian.workplan.exchange.PlanSheet;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The plan taken out as a file: in the template's own layout, on paper, for scheduling programs, for a calendar. */
@Controller
@RequestMapping("/w/{slug}/p/{code}")
class PlanExportController {
    private final PlanExports exports;
    private final PdfWriter pdf;
    private final DocxTemplates docx;
    private final Words words;
    private final Clock clock;

    PlanExportController(PlanExports exports, PdfWriter pdf, DocxTemplates docx, Words words, Clock clock) {
        this.exports = exports;
        this.pdf = pdf;
        this.docx = docx;
        this.words = words;
        this.clock = clock;
    }

    @GetMapping("/plan.xlsx")
    void workbook(ProjectAccess here, Reader reader, @RequestParam(required = false) @Nullable String lang, HttpServletResponse response) throws IOException {
        var locale = Papers.language(lang, reader);
        var taken = exports.take(here.id(), locale, "xlsx", reader.actor());
        head(response, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", taken.fileName().apply("xlsx"));
        new PlanSheet(taken.plan().plan(), locale).writeXlsx(response.getOutputStream(), taken.plan().copy());
    }

    @GetMapping("/plan.csv")
    void csv(ProjectAccess here, Reader reader, @RequestParam(required = false) @Nullable String lang, HttpServletResponse response) throws IOException {
        var locale = Papers.language(lang, reader);
        var taken = exports.take(here.id(), locale, "csv", reader.actor());
        head(response, "text/csv;charset=UTF-8", taken.fileName().apply("csv"));
        new PlanSheet(taken.plan().plan(), locale).writeCsv(response.getOutputStream());
    }

    /** On paper, with the name of who takes it where the plan is classified. */
    @GetMapping("/plan.pdf")
    void paper(ProjectAccess here, Reader reader, @RequestParam(required = false) @Nullable String lang, HttpServletResponse response) throws IOException {
        var taken = exports.takePaper(here.id(), Papers.language(lang, reader), "pdf", reader.actor());
        var out = new ByteArrayOutputStream();
        pdf.write(taken.plan(), new Export(reader.name(), ZonedDateTime.ofInstant(clock.instant(), reader.zone())), out);
        head(response, MediaType.APPLICATION_PDF_VALUE, taken.fileName().apply("pdf"));
        out.writeTo(response.getOutputStream());
    }

    @GetMapping("/plan.docx")
    void word(ProjectAccess here, Reader reader, @RequestParam(required = false) @Nullable String lang, HttpServletResponse response) throws IOException {
        var taken = exports.takePaper(here.id(), Papers.language(lang, reader), "docx", reader.actor());
        var out = new ByteArrayOutputStream();
        docx.write(taken.plan(), new Export(reader.name(), ZonedDateTime.ofInstant(clock.instant(), reader.zone())), out);
        head(response, "application/vnd.openxmlformats-officedocument.wordprocessingml.document", taken.fileName().apply("docx"));
        out.writeTo(response.getOutputStream());
    }

    /** For Microsoft Project, and whatever else reads its XML. */
    @GetMapping("/plan.xml")
    void schedule(ProjectAccess here, Reader reader, @RequestParam(required = false) @Nullable String lang, HttpServletResponse response) throws IOException {
        var locale = Papers.language(lang, reader);
        var taken = exports.takeSchedule(here.id(), locale, reader.actor());
        head(response, "application/xml;charset=UTF-8", taken.fileName().apply("xml"));
        Mspdi.write(taken.plan(), (key, args) -> words.in(locale, key, args), response.getOutputStream());
    }

    @GetMapping("/plan.ics")
    void calendar(ProjectAccess here, Reader reader, @RequestParam(required = false) @Nullable String lang, HttpServletResponse response) throws IOException {
        var taken = exports.takeCalendar(here.id(), Papers.language(lang, reader), reader.actor());
        head(response, "text/calendar;charset=UTF-8", taken.fileName().apply("ics"));
        taken.plan().write(response.getOutputStream());
    }

    private static void head(HttpServletResponse response, String type, String fileName) {
        response.setContentType(type);
        response.setHeader(HttpHeaders.CONTENT_DISPOSITION, DocumentName.attachment(fileName).toString());
        response.setHeader(HttpHeaders.CACHE_CONTROL, "private, no-store");
    }
}
