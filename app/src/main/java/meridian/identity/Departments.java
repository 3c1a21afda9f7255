package meridian.identity;

import static db.identity.Tables.DEPARTMENT;

import meridian.tenancy.Actor;
import meridian.tenancy.DepartmentId;
import meridian.tenancy.Refused;
import meridian.tenancy.RegionId;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The departments of a workspace; without a region they belong to headquarters. */
@Component
public class Departments {
    private final DSLContext db;

    Departments(DSLContext db) {
        this.db = db;
    }

    @Transactional
    public DepartmentId add(String name, @Nullable DepartmentId parent, @Nullable RegionId region, Actor actor) {
        var check = new Refused.Check();
        var cleanName = check.text("name", name, 80);
        check.done();
        var id = DepartmentId.next();
        db.insertInto(DEPARTMENT)
                .set(DEPARTMENT.ID, id)
                .set(DEPARTMENT.PARENT_ID, parent)
                .set(DEPARTMENT.REGION_ID, region)
                .set(DEPARTMENT.NAME, cleanName)
                .execute();
        return id;
    }
}
