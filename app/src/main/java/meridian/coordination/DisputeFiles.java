package meridian.coordination;

import static db.coordination.Tables.DISPUTE;

import java.util.Optional;
import java.util.UUID;
import meridian.project.Projects;
import meridian.project.ThingFiles;
import meridian.tenancy.DisputeId;
import org.jooq.DSLContext;
import org.springframework.stereotype.Component;

/** Files on a dispute: what its sides rest their case on. Settled, it takes no more. */
@Component
class DisputeFiles extends ThingFiles {
    private final DSLContext db;

    DisputeFiles(DSLContext db, Projects projects) {
        super(projects, Dispute.KIND);
        this.db = db;
    }

    @Override
    protected Optional<Place> place(UUID thing) {
        return db.select(DISPUTE.PROJECT_ID, DISPUTE.NUMBER, DISPUTE.STATUS).from(DISPUTE).where(DISPUTE.ID.eq(new DisputeId(thing)))
                .fetchOptional(row -> new Place(row.value1(), "/disputes/" + row.value2(), DisputeStatus.allOpen().contains(DisputeStatus.of(row.value3()))));
    }
}
