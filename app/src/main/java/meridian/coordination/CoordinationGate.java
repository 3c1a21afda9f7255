package meridian.coordination;

import static db.coordination.Tables.DISPUTE;
import static db.coordination.Tables.RESOURCE_REQUEST;

import java.util.List;
import meridian.project.GateCheck;
import meridian.project.Stage;
import meridian.tenancy.ProjectId;
import org.jooq.DSLContext;
import org.springframework.stereotype.Component;

/** No project leaves execution with a request or a dispute open. */
@Component
class CoordinationGate implements GateCheck {
    private final DSLContext db;

    CoordinationGate(DSLContext db) {
        this.db = db;
    }

    @Override
    public List<Item> items(ProjectId project, Stage leaving) {
        if (leaving != Stage.EXECUTION) return List.of();
        var requests = db.select(RESOURCE_REQUEST.NUMBER, RESOURCE_REQUEST.NAME)
                .from(RESOURCE_REQUEST)
                .where(RESOURCE_REQUEST.PROJECT_ID.eq(project), RESOURCE_REQUEST.STATUS.in(RequestStatus.allOpen().stream().map(RequestStatus::text).toList()))
                .orderBy(RESOURCE_REQUEST.NUMBER)
                .fetch(row -> ResourceRequest.code(row.value1()) + " " + row.value2());
        var disputes = db.select(DISPUTE.NUMBER, DISPUTE.TITLE)
                .from(DISPUTE)
                .where(DISPUTE.PROJECT_ID.eq(project), DISPUTE.STATUS.in(DisputeStatus.allOpen().stream().map(DisputeStatus::text).toList()))
                .orderBy(DISPUTE.NUMBER)
                .fetch(row -> Dispute.code(row.value1()) + " " + row.value2());
        return List.of(new Item("no_open_request", requests.isEmpty(), requests, "/requests"), new Item("no_open_dispute", disputes.isEmpty(), disputes, "/disputes"));
    }
}
