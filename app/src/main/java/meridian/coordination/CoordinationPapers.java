package meridian.coordination;

import static db.coordination.Tables.DISPUTE;
import static db.coordination.Tables.DISPUTE_RESOLUTION;
import static db.coordination.Tables.EMERGENCY;

import java.util.ArrayList;
import java.util.List;
import meridian.approval.Approvals;
import meridian.document.Document;
import meridian.document.Documents;
import meridian.document.Revision;
import meridian.project.PaperSource;
import meridian.web.Words;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Every request that was sent, with the register of all of them, every resolution, and the record of every emergency. */
@Component
@Order(50)
class CoordinationPapers implements PaperSource {
    private final DSLContext db;
    private final RequestSheets requests;
    private final DisputeSheets disputes;
    private final EmergencyRooms emergencies;
    private final Documents documents;
    private final Approvals approvals;
    private final Words words;

    CoordinationPapers(DSLContext db, RequestSheets requests, DisputeSheets disputes, EmergencyRooms emergencies, Documents documents, Approvals approvals, Words words) {
        this.db = db;
        this.requests = requests;
        this.disputes = disputes;
        this.emergencies = emergencies;
        this.documents = documents;
        this.approvals = approvals;
        this.words = words;
    }

    @Override
    public List<Paper> papers(Setting setting) {
        var papers = new ArrayList<Paper>();
        requests(setting, papers);
        resolutions(setting, papers);
        emergencies(setting, papers);
        return papers;
    }

    private void requests(Setting setting, List<Paper> papers) {
        var project = setting.project();
        for (var request : requests.register(project.id())) {
            Document document = documents.find(project.id(), ResourceRequests.DOCUMENT_KIND, request.id()).orElse(null);
            papers.add(new Paper(document, request.code(), request.changedAt(), () -> new RequestDocument(words, setting.language(), project.homeZone())
                    .of(requests.get(project.id(), request.id()), setting.organisation(), project.name(), document, document == null ? List.<Revision>of() : documents.revisions(document.id()))));
        }
    }

    private void emergencies(Setting setting, List<Paper> papers) {
        var project = setting.project();
        db.select(EMERGENCY.ID, EMERGENCY.NUMBER, DSL.coalesce(EMERGENCY.CLOSED_AT, EMERGENCY.RAISED_AT)).from(EMERGENCY).where(EMERGENCY.PROJECT_ID.eq(project.id()), EMERGENCY.STATE.ne("withdrawn")).orderBy(EMERGENCY.NUMBER).forEach(row -> {
            var document = documents.find(project.id(), Emergencies.DOCUMENT_KIND, row.value1()).orElse(null);
            papers.add(new Paper(document, "E-" + row.value2(), row.value3(), () -> new EmergencyDocument(words, setting.language(), project.homeZone()).of(emergencies.room(project, row.value2()), setting.organisation(), project.name(), document)));
        });
    }

    private void resolutions(Setting setting, List<Paper> papers) {
        var project = setting.project();
        db.select(DISPUTE.ID, DISPUTE.NUMBER, DISPUTE_RESOLUTION.RESOLVED_AT)
                .from(DISPUTE)
                .join(DISPUTE_RESOLUTION).on(DISPUTE_RESOLUTION.WORKSPACE_ID.eq(DISPUTE.WORKSPACE_ID), DISPUTE_RESOLUTION.DISPUTE_ID.eq(DISPUTE.ID))
                .where(DISPUTE.PROJECT_ID.eq(project.id()))
                .orderBy(DISPUTE.NUMBER)
                .forEach(row -> documents.find(project.id(), "dispute_resolution", row.value1()).ifPresent(document -> papers.add(new Paper(document, "D-" + row.value2(), row.value3(),
                        () -> new ResolutionDocument(words, setting.language(), project.homeZone()).of(disputes.get(project.id(), row.value1()), setting.organisation(), project.name(), document, documents.revisions(document.id()), approvals.told(row.value1(), document, documents.revisions(document.id())))))));
    }
}
