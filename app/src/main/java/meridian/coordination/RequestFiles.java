package meridian.coordination;

import static db.coordination.Tables.RESOURCE_REQUEST;

import java.util.Optional;
import java.util.UUID;
import meridian.project.Projects;
import meridian.project.ThingFiles;
import meridian.tenancy.ResourceRequestId;
import org.jooq.DSLContext;
import org.springframework.stereotype.Component;

/** Files on a resource request: offers, pictures, receipts. Once it has ended it takes no more. */
@Component
class RequestFiles extends ThingFiles {
    private final DSLContext db;

    RequestFiles(DSLContext db, Projects projects) {
        super(projects, ResourceRequest.KIND);
        this.db = db;
    }

    @Override
    protected Optional<Place> place(UUID thing) {
        return db.select(RESOURCE_REQUEST.PROJECT_ID, RESOURCE_REQUEST.NUMBER, RESOURCE_REQUEST.STATUS).from(RESOURCE_REQUEST).where(RESOURCE_REQUEST.ID.eq(new ResourceRequestId(thing)))
                .fetchOptional(row -> new Place(row.value1(), "/requests/" + row.value2(), RequestStatus.allOpen().contains(RequestStatus.of(row.value3()))));
    }
}
