package meridian.workplan.web;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import meridian.document.DocumentName;
import meridian.project.ProjectAccess;
import meridian.tenancy.Reader;
import meridian.web.Words;
import meridian.workplan.PlanExports;
import meridian.workplan.exchange.PlanSheet;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The plan taken out as a file, in the template's own layout. */
@Controller
@RequestMapping("/w/{slug}/p/{code}")
class PlanExportController {
    private final PlanExports exports;

    PlanExportController(PlanExports exports) {
        this.exports = exports;
    }

    @GetMapping("/plan.xlsx")
    void workbook(ProjectAccess here, Reader reader, @RequestParam(required = false) @Nullable String lang, HttpServletResponse response) throws IOException {
        var locale = locale(lang, reader);
        var taken = exports.take(here.id(), locale, "xlsx", reader.actor());
        head(response, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", taken.fileName().apply("xlsx"));
        new PlanSheet(taken.plan(), locale).writeXlsx(response.getOutputStream());
    }

    @GetMapping("/plan.csv")
    void csv(ProjectAccess here, Reader reader, @RequestParam(required = false) @Nullable String lang, HttpServletResponse response) throws IOException {
        var locale = locale(lang, reader);
        var taken = exports.take(here.id(), locale, "csv", reader.actor());
        head(response, "text/csv;charset=UTF-8", taken.fileName().apply("csv"));
        new PlanSheet(taken.plan(), locale).writeCsv(response.getOutputStream());
    }

    private static void head(HttpServletResponse response, String type, String fileName) {
        response.setContentType(type);
        response.setHeader(HttpHeaders.CONTENT_DISPOSITION, DocumentName.attachment(fileName).toString());
        response.setHeader(HttpHeaders.CACHE_CONTROL, "private, no-store");
    }

    private static Locale locale(@Nullable String lang, Reader reader) {
        if (lang == null) return reader.locale();
        return lang.startsWith("zh") ? Words.CHINESE : Words.ENGLISH;
    }
}
