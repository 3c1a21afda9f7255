package meridian.project;

import static db.project.Tables.CHARTER;
import static db.project.Tables.PROJECT;

import java.util.Optional;
import java.util.UUID;
import meridian.tenancy.CharterId;
import org.jooq.DSLContext;
import org.springframework.stereotype.Component;

/** Files on a charter: the contract, the decision, the map. A closed project takes no more. */
@Component
class CharterFiles extends ThingFiles {
    private final DSLContext db;

    CharterFiles(DSLContext db, Projects projects) {
        super(projects, "charter");
        this.db = db;
    }

    @Override
    protected Optional<Place> place(UUID thing) {
        return db.select(CHARTER.PROJECT_ID, PROJECT.CLOSED_AT)
                .from(CHARTER)
                .join(PROJECT).on(PROJECT.WORKSPACE_ID.eq(CHARTER.WORKSPACE_ID), PROJECT.ID.eq(CHARTER.PROJECT_ID))
                .where(CHARTER.ID.eq(new CharterId(thing)))
                .fetchOptional(row -> new Place(row.value1(), "/charter", row.value2() == null));
    }
}
