package meridian.project;

import static db.project.Tables.RESOURCE;

import java.util.List;
import meridian.tenancy.ProjectId;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.springframework.stereotype.Component;

/** What the gates ask of resources: from launch on each has a provider and a day it is there from; at the end all are given back. */
@Component
class ResourceGates implements GateCheck {
    private final DSLContext db;

    ResourceGates(DSLContext db) {
        this.db = db;
    }

    @Override
    public List<Item> items(ProjectId project, Stage leaving) {
        return switch (leaving) {
            case LAUNCH -> {
                var open = names(project, RESOURCE.AVAILABLE_FROM.isNull().or(RESOURCE.PROVIDER_PARTY_ID.isNull().and(RESOURCE.PROVIDER_MEMBER_ID.isNull())));
                var any = db.fetchExists(RESOURCE, RESOURCE.PROJECT_ID.eq(project), RESOURCE.DELETED_AT.isNull());
                yield List.of(new Item("resources_provided", any && open.isEmpty(), open, "/resources"));
            }
            // Money is settled, not given back.
            case CLOSING -> {
                var kept = names(project, RESOURCE.STATUS.in("confirmed", "in_use").and(RESOURCE.KIND.ne("budget")));
                yield List.of(new Item("resources_returned", kept.isEmpty(), kept, "/resources"));
            }
            case PREPARATION, EXECUTION, CLOSED -> List.of();
        };
    }

    private List<String> names(ProjectId project, Condition which) {
        return db.select(RESOURCE.NAME).from(RESOURCE).where(RESOURCE.PROJECT_ID.eq(project), RESOURCE.DELETED_AT.isNull(), which).orderBy(RESOURCE.POSITION).fetch(RESOURCE.NAME);
    }
}
