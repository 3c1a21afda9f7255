package meridian.coordination;

import static db.coordination.Tables.DISPUTE;
import static db.coordination.Tables.EMERGENCY;
import static db.coordination.Tables.RESOURCE_REQUEST;

import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import meridian.document.PaperPlaces;
import meridian.tenancy.DisputeId;
import meridian.tenancy.EmergencyId;
import meridian.tenancy.ResourceRequestId;
import org.jooq.DSLContext;
import org.springframework.stereotype.Component;

/** Where requests, resolutions of disputes and records of emergencies are read. */
@Component
class CoordinationPaperPlaces implements PaperPlaces {
    private final DSLContext db;

    CoordinationPaperPlaces(DSLContext db) {
        this.db = db;
    }

    @Override
    public Map<UUID, String> papers(String kind, Collection<UUID> subjects) {
        return switch (kind) {
            case ResourceRequests.DOCUMENT_KIND -> db.select(RESOURCE_REQUEST.ID, RESOURCE_REQUEST.NUMBER).from(RESOURCE_REQUEST).where(RESOURCE_REQUEST.ID.in(subjects.stream().map(ResourceRequestId::new).toList()))
                    .fetchMap(row -> row.value1().value(), row -> "/requests/" + row.value2() + "/paper");
            case Disputes.DOCUMENT_KIND -> db.select(DISPUTE.ID, DISPUTE.NUMBER).from(DISPUTE).where(DISPUTE.ID.in(subjects.stream().map(DisputeId::new).toList())).fetchMap(row -> row.value1().value(), row -> "/disputes/" + row.value2() + "/resolution");
            case Emergencies.DOCUMENT_KIND -> db.select(EMERGENCY.ID, EMERGENCY.NUMBER).from(EMERGENCY).where(EMERGENCY.ID.in(subjects.stream().map(EmergencyId::new).toList())).fetchMap(row -> row.value1().value(), row -> "/emergencies/" + row.value2() + "/paper");
            default -> Map.of();
        };
    }
}
