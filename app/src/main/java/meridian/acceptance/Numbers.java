package meridian.acceptance;

import static db.acceptance.Tables.COUNTER;

import meridian.tenancy.ProjectId;
import org.jooq.DSLContext;
import org.springframework.stereotype.Component;

/** The numbers that quality checks and applications are called by, counted up in each project and never given twice. */
@Component
class Numbers {
    private final DSLContext db;

    Numbers(DSLContext db) {
        this.db = db;
    }

    // The row is the lock: of two who ask at once, the second waits and gets the next.
    int next(ProjectId project, String thing) {
        return db.insertInto(COUNTER)
                .set(COUNTER.PROJECT_ID, project)
                .set(COUNTER.THING, thing)
                .set(COUNTER.LAST, 1)
                .onConflict(COUNTER.WORKSPACE_ID, COUNTER.PROJECT_ID, COUNTER.THING)
                .doUpdate().set(COUNTER.LAST, COUNTER.LAST.plus(1))
                .returning(COUNTER.LAST)
                .fetchSingle(COUNTER.LAST);
    }
}
