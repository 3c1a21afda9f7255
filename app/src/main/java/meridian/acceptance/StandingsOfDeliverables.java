package meridian.acceptance;

import static db.acceptance.Tables.APPLICATION;
import static db.acceptance.Tables.WAIVER;
import static db.project.Tables.DELIVERABLE;

import java.util.Map;
import java.util.stream.Collectors;
import meridian.project.DeliverableStandings;
import meridian.tenancy.DeliverableId;
import meridian.tenancy.ProjectId;
import org.jooq.DSLContext;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Tells the charter which of its deliverables were accepted. */
@Component
class StandingsOfDeliverables implements DeliverableStandings {
    private final DSLContext db;

    StandingsOfDeliverables(DSLContext db) {
        this.db = db;
    }

    @Override
    @Transactional(readOnly = true)
    public Map<DeliverableId, Standing> of(ProjectId project) {
        var d = DELIVERABLE;
        return db.select(d.ID, APPLICATION.NUMBER, APPLICATION.STATUS)
                .from(d)
                .leftJoin(APPLICATION).on(APPLICATION.WORKSPACE_ID.eq(d.WORKSPACE_ID), APPLICATION.DELIVERABLE_ID.eq(d.ID), APPLICATION.STATUS.notIn("withdrawn", "reopened"))
                .leftJoin(WAIVER).on(WAIVER.WORKSPACE_ID.eq(d.WORKSPACE_ID), WAIVER.DELIVERABLE_ID.eq(d.ID))
                .where(d.PROJECT_ID.eq(project), d.DELETED_AT.isNull(), APPLICATION.ID.isNotNull().or(WAIVER.DELIVERABLE_ID.isNotNull()))
                .fetch()
                .stream()
                .collect(Collectors.toMap(row -> row.value1(), row -> {
                    if (row.value3() == null) return new Standing("cancelled", "acceptance.waived", "/acceptance");
                    var status = ApplicationStatus.of(row.value3());
                    return new Standing(status.sign(), "acceptance.status." + status.text(), "/acceptance/" + row.value2());
                }));
    }
}
