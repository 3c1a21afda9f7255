package meridian.project;

import static db.project.Tables.RESOURCE;

import java.util.List;
import meridian.tenancy.ProjectId;
import org.jooq.DSLContext;
import org.springframework.stereotype.Component;

/** What this module knows about the gate from launch to execution: every resource has a provider and a date. */
@Component
class LaunchGate implements GateCheck {
    private final DSLContext db;

    LaunchGate(DSLContext db) {
        this.db = db;
    }

    @Override
    public List<Item> items(ProjectId project, Stage leaving) {
        if (leaving != Stage.LAUNCH) return List.of();
        var open = db.select(RESOURCE.NAME)
                .from(RESOURCE)
                .where(RESOURCE.PROJECT_ID.eq(project), RESOURCE.DELETED_AT.isNull())
                .and(RESOURCE.AVAILABLE_FROM.isNull().or(RESOURCE.PROVIDER_PARTY_ID.isNull().and(RESOURCE.PROVIDER_MEMBER_ID.isNull())))
                .orderBy(RESOURCE.POSITION)
                .fetch(RESOURCE.NAME);
        var any = db.fetchExists(RESOURCE, RESOURCE.PROJECT_ID.eq(project), RESOURCE.DELETED_AT.isNull());
        return List.of(new Item("resources_provided", any && open.isEmpty(), open, "/resources"));
    }
}
