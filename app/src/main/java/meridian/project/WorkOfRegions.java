package meridian.project;

import static db.identity.Tables.DEPARTMENT;
import static db.project.Tables.PARTY;
import static db.project.Tables.PROJECT;

import java.util.List;
import meridian.activity.Activities;
import meridian.activity.Event.Change;
import meridian.identity.RegionWork;
import meridian.tenancy.Actor;
import meridian.tenancy.DepartmentId;
import meridian.tenancy.Ref;
import meridian.tenancy.Refused;
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
    private final Activities activities;

    WorkOfRegions(DSLContext db, Activities activities) {
        this.db = db;
        this.activities = activities;
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

    @Override
    @Transactional
    public void renamed(RegionId region, String name, Actor actor) {
        rename(PARTY.REGION_ID.eq(region), name, actor);
    }

    @Override
    @Transactional
    public void renamed(DepartmentId department, String name, Actor actor) {
        rename(PARTY.DEPARTMENT_ID.eq(department), name, actor);
    }

    // A party is called as its region or department; in what is closed it stays what it was called then.
    private void rename(Condition which, String name, Actor actor) {
        var parties = db.select(PARTY.ID, PARTY.PROJECT_ID, PARTY.NAME)
                .from(PARTY)
                .join(PROJECT).on(PROJECT.WORKSPACE_ID.eq(PARTY.WORKSPACE_ID), PROJECT.ID.eq(PARTY.PROJECT_ID), PROJECT.CLOSED_AT.isNull())
                .where(which)
                .orderBy(PARTY.ID)
                .fetch();
        if (db.fetchExists(PARTY, PARTY.PROJECT_ID.in(parties.map(party -> party.value2())), PARTY.NAME.eq(name), PARTY.ID.notIn(parties.map(party -> party.value1())))) throw Refused.at("name", "refused.taken");
        for (var party : parties) {
            db.update(PARTY).set(PARTY.NAME, name).where(PARTY.ID.eq(party.value1())).execute();
            activities.record(actor, new TeamActivity.PartyRenamed(Ref.of("party", party.value1()), List.of(new Change("name", party.value3(), name))), party.value2(), party.value1());
        }
    }

    /** That a project works by the calendar of this region: it is at home there, or a party is, itself or by its department. */
    static Condition worksIn(Field<RegionId> region) {
        return PROJECT.HOME_REGION_ID.eq(region).or(DSL.exists(DSL.selectOne()
                .from(PARTY)
                .leftJoin(DEPARTMENT).on(DEPARTMENT.WORKSPACE_ID.eq(PARTY.WORKSPACE_ID), DEPARTMENT.ID.eq(PARTY.DEPARTMENT_ID))
                .where(PARTY.WORKSPACE_ID.eq(PROJECT.WORKSPACE_ID), PARTY.PROJECT_ID.eq(PROJECT.ID), DSL.coalesce(PARTY.REGION_ID, DEPARTMENT.REGION_ID).eq(region), PARTY.REMOVED_AT.isNull())));
    }
}
