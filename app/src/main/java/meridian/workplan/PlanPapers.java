package meridian.workplan;

import static db.workplan.Tables.TASK;

import java.time.Clock;
import java.util.List;
import meridian.document.DocumentContent;
import meridian.document.Documents;
import meridian.project.PaperSource;
import meridian.web.Words;
import meridian.workplan.exchange.Mspdi;
import meridian.workplan.exchange.PlanSheet;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** The work plan as it stands: as a workbook, for scheduling programs, and on paper where it is not too long for it. */
@Component
@Order(30)
class PlanPapers implements PaperSource {
    private final DSLContext db;
    private final PlanExports exports;
    private final Documents documents;
    private final Words words;
    private final Clock clock;

    PlanPapers(DSLContext db, PlanExports exports, Documents documents, Words words, Clock clock) {
        this.db = db;
        this.exports = exports;
        this.documents = documents;
        this.words = words;
        this.clock = clock;
    }

    @Override
    public List<Paper> papers(Setting setting) {
        var project = setting.project().id();
        var there = db.select(DSL.count(), DSL.max(TASK.CHANGED_AT)).from(TASK).where(TASK.PROJECT_ID.eq(project), TASK.DELETED_AT.isNull()).fetchSingle();
        if (there.value1() == 0) return List.of();
        var language = setting.language();
        var workbook = new Book("xlsx", out -> {
            var taken = exports.take(project, language, "xlsx", setting.actor());
            new PlanSheet(taken.plan().plan(), language).writeXlsx(out, taken.plan().copy());
        });
        var schedule = new Book("xml", out -> Mspdi.write(exports.takeSchedule(project, language, setting.actor()).plan(), (key, args) -> words.in(language, key, args), out));
        java.util.function.Supplier<DocumentContent> paper = there.value1() > PlanExports.MOST_ON_PAPER ? null : () -> exports.takePaper(project, language, "archive", setting.actor()).plan();
        var at = there.value2() == null ? clock.instant() : there.value2();
        return List.of(new Paper(documents.find(project, PlanApprovals.KIND, project).orElse(null), words.in(language, "imports.export_name"), at, paper, List.of(workbook, schedule)));
    }
}
