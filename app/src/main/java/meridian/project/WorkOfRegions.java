package meridian.project;

import static db.project.Tables.PARTY;
import static db.project.Tables.PROJECT;

import java.util.List;
import meridian.identity.RegionWork;
import meridian.tenancy.RegionId;
import org.jooq.DSLContext;
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
        var party = DSL.exists(DSL.selectOne().from(PARTY).where(PARTY.WORKSPACE_ID.eq(PROJECT.WORKSPACE_ID), PARTY.PROJECT_ID.eq(PROJECT.ID), PARTY.REGION_ID.eq(region), PARTY.REMOVED_AT.isNull()));
        return db.select(PROJECT.NAME).from(PROJECT)
                .where(PROJECT.CLOSED_AT.isNull(), PROJECT.DELETED_AT.isNull(), PROJECT.HOME_REGION_ID.eq(region).or(party))
                .orderBy(PROJECT.NAME)
                .limit(NAMED)
                .fetch(PROJECT.NAME);
    }
}
