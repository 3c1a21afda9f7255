package meridian.coordination;

import static db.coordination.Tables.NUMBERING;

import meridian.tenancy.ProjectId;
import org.jooq.DSLContext;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The numbers people call requests and disputes by. */
@Component
class Numbering {
    private final DSLContext db;

    Numbering(DSLContext db) {
        this.db = db;
    }

    // The row is the lock: of two who ask at once, the second waits and gets the next.
    @Transactional(propagation = Propagation.MANDATORY)
    int next(ProjectId project, String thing) {
        return db.insertInto(NUMBERING)
                .set(NUMBERING.PROJECT_ID, project)
                .set(NUMBERING.THING, thing)
                .set(NUMBERING.LAST, 1)
                .onConflict(NUMBERING.WORKSPACE_ID, NUMBERING.PROJECT_ID, NUMBERING.THING)
                .doUpdate().set(NUMBERING.LAST, NUMBERING.LAST.plus(1))
                .returning(NUMBERING.LAST)
                .fetchSingle(NUMBERING.LAST);
    }
}
