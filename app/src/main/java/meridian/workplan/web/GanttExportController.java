package meridian.workplan.web;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import meridian.document.DocumentName;
import meridian.project.Papers;
import meridian.project.ProjectAccess;
import meridian.tenancy.BaselineId;
import meridian.tenancy.Reader;
import meridian.workplan.GanttExports;
import meridian.workplan.PlanFilter;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The chart on paper as its page shows it: narrowed, folded and compared as its address says. */
@Controller
class GanttExportController {
    private final GanttExports exports;

    GanttExportController(GanttExports exports) {
        this.exports = exports;
    }

    @GetMapping("/w/{slug}/p/{code}/gantt.pdf")
    void chart(
            @RequestParam(required = false) @Nullable String q,
            @RequestParam(required = false) @Nullable String party,
            @RequestParam(required = false) @Nullable String owner,
            @RequestParam(required = false) @Nullable String status,
            @RequestParam(required = false) @Nullable String only,
            @RequestParam(required = false) @Nullable String closed,
            @RequestParam(defaultValue = "") String critical,
            @RequestParam(required = false) @Nullable String baseline,
            @RequestParam(required = false) @Nullable String lang,
            ProjectAccess here,
            Reader reader,
            HttpServletResponse response) throws IOException {
        var against = baseline == null || baseline.isEmpty() ? null : BaselineId.of(baseline);
        var language = Papers.language(lang, reader);
        var taken = exports.take(here, PlanFilter.of(q, party, owner, status, only, closed), critical.equals("1"), against, language, reader);
        response.setContentType(MediaType.APPLICATION_PDF_VALUE);
        response.setHeader(HttpHeaders.CONTENT_DISPOSITION, DocumentName.attachment(taken.fileName()).toString());
        response.setHeader(HttpHeaders.CACHE_CONTROL, "private, no-store");
        taken.writing().to(response.getOutputStream());
    }
}
