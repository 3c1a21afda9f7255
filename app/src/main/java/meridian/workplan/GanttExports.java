package meridian.workplan;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.HashSet;
import java.util.Locale;
import meridian.document.Export;
import meridian.project.ProjectAccess;
import meridian.tenancy.BaselineId;
import meridian.tenancy.Reader;
import meridian.tenancy.Refused;
import meridian.web.Words;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The chart as a file that leaves the house: what its page shows, whole, on paper. */
@Component
public class GanttExports {
    /** Beyond so many pages nobody prints; folding or filtering makes fewer. */
    public static final int MOST_PAGES = 400;

    private final Clock clock;
    private final GanttCharts charts;
    private final PlanTable table;
    private final PlanExports exports;
    private final Words words;

    GanttExports(Clock clock, GanttCharts charts, PlanTable table, PlanExports exports, Words words) {
        this.clock = clock;
        this.charts = charts;
        this.table = table;
        this.exports = exports;
        this.words = words;
    }

    /** A file that is still to be written; writing it reads nothing more. */
    public interface Writing {
        void to(OutputStream out) throws IOException;
    }

    public record Taken(String fileName, Writing writing) {}

    /** As the chart shows it: narrowed and folded by the filter, with the critical path and a baseline where they are wanted. */
    @Transactional
    public Taken take(ProjectAccess here, PlanFilter filter, boolean critical, @Nullable BaselineId baseline, Locale language, Reader reader) {
        var paper = exports.paper(here.id(), language, "pdf", reader.actor());
        var wanted = filter.narrows() ? table.numbers(here, filter) : null;
        var then = baseline == null ? null : charts.then(here, baseline);
        var pdf = new GanttPdf(charts.of(here), wanted, new HashSet<>(filter.closed()), critical, then, paper.head().title(), LocalDate.ofInstant(clock.instant(), here.homeZone()), words, language);
        if (pdf.pages() > MOST_PAGES) throw Refused.because("gantt.too_many_pages", String.valueOf(pdf.pages()), String.valueOf(MOST_PAGES));
        var export = new Export(reader.name(), ZonedDateTime.ofInstant(clock.instant(), reader.zone())).of(paper.document(), words.in(language, "document.voided"));
        return new Taken(paper.fileName().apply("pdf"), out -> pdf.write(paper.head().unit(), export, out));
    }
}
