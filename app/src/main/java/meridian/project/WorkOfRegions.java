package meridian.project;

import static db.identity.Tables.DEPARTMENT;
import static db.project.Tables.PARTY;
import static db.project.Tables.PROJECT;

import java.util.List;
import meridian.identity.RegionWork;
import meridian.tenancy.RegionId;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The running projects of a region. */
@Component
class WorkOfRegions implements RegionWork {
    private static final int NAMED = 5;

    private final DSLContext db;

    WorkOfRegions(DSLContext db) {
        this.db = db;
    }

    @Override
    @Transactional(readOnly = true)
    public List<String> running(RegionId region) {
        return db.select(PROJECT.NAME).from(PROJECT)
                .where(PROJECT.CLOSED_AT.isNull(), PROJECT.DELETED_AT.isNull(), worksIn(DSL.val(region, PROJECT.HOME_REGION_ID)))
                .orderBy(PROJECT.NAME)
                .limit(NAMED)
                .fetch(PROJECT.NAME);
    }

    /** That a project works by the calendar of this region: it is at home there, or a party is, itself or by its department. */
    static Condition worksIn(Field<RegionId> region) {
        return PROJECT.HOME_REGION_ID.eq(region).or(DSL.exists(DSL.selectOne()
                .from(PARTY)
                .leftJoin(DEPARTMENT).on(DEPARTMENT.WORKSPACE_ID.eq(PARTY.WORKSPACE_ID), DEPARTMENT.ID.eq(PARTY.DEPARTMENT_ID))
                .where(PARTY.WORKSPACE_ID.eq(PROJECT.WORKSPACE_ID), PARTY.PROJECT_ID.eq(PROJECT.ID), DSL.coalesce(PARTY.REGION_ID, DEPARTMENT.REGION_ID).eq(region), PARTY.REMOVED_AT.isNull())));
    }
}
