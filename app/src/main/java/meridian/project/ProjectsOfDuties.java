package meridian.project;

import static db.project.Tables.PROJECT;

import java.util.Collection;
import java.util.Map;
import meridian.duty.DutyProjects;
import meridian.tenancy.ProjectId;
import org.jooq.DSLContext;
import org.springframework.stereotype.Component;

/** Tells the inbox which projects its duties belong to. */
@Component
final class ProjectsOfDuties implements DutyProjects {
    private final DSLContext db;

    ProjectsOfDuties(DSLContext db) {
        this.db = db;
    }

    @Override
    public Map<ProjectId, Name> names(Collection<ProjectId> projects) {
        return db.select(PROJECT.ID, PROJECT.CODE, PROJECT.NAME)
                .from(PROJECT)
                .where(PROJECT.ID.in(projects))
                .fetchMap(row -> row.value1(), row -> new Name(row.value2(), row.value3()));
    }
}
