package meridian.project;

import static db.identity.Tables.REGION;
import static db.identity.Tables.ROLE_GRANT;
import static db.project.Tables.CHARTER;
import static db.project.Tables.PROJECT;
import static db.project.Tables.TOOL_RULES;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.UUID;
import meridian.activity.Activities;
import meridian.document.Documents;
import meridian.identity.Grant;
import meridian.identity.Grants;
import meridian.identity.Permission;
import meridian.identity.Role;
import meridian.index.Index;
import meridian.tenancy.Actor;
import meridian.tenancy.CharterId;
import meridian.tenancy.MemberId;
import meridian.tenancy.NotFound;
import meridian.tenancy.PartyId;
import meridian.tenancy.ProjectId;
import meridian.tenancy.Reader;
import meridian.tenancy.Ref;
import meridian.tenancy.Refused;
import meridian.tenancy.RegionId;
import meridian.tenancy.WorkspaceRole;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** All projects. Whoever has no role in one cannot tell that it exists. */
@Component
public class Projects {
    // By JDBC: one of them is asked before every page of a project, and composing it took longer than its answer.
    private static final String ACCESS = """
            select p.id, p.code, p.name, p.stage, p.scenario, p.home_region_id, r.zone, p.currency, p.starts_on, p.ends_on, p.version, m.workspace_role = 'auditor' as auditor, g.role, g.party_id
            from project.project p
            join identity.region r on r.workspace_id = p.workspace_id and r.id = p.home_region_id
            join identity.member m on m.workspace_id = p.workspace_id and m.id = ?
            left join identity.role_grant g on g.workspace_id = p.workspace_id and g.project_id = p.id and g.member_id = m.id
            where p.deleted_at is null and\s""";
    private static final String BY_CODE = ACCESS + "p.code = ?";
    private static final String BY_ID = ACCESS + "p.id = ?";

    private final DSLContext db;
    private final Clock clock;
    private final Grants grants;
    private final Documents documents;
    private final Activities activities;
    private final Index index;

    Projects(DSLContext db, Clock clock, Grants grants, Documents documents, Activities activities, Index index) {
        this.index = index;
        this.db = db;
        this.clock = clock;
        this.grants = grants;
        this.documents = documents;
        this.activities = activities;
    }

    /** How the reader stands in the project of this code; not found where they have no role (and are no auditor). */
    @Transactional(readOnly = true)
    public ProjectAccess access(String code, Reader reader) {
        return access(BY_CODE, code, reader.member());
    }

    /** How the actor stands in the project, read in the transaction of what they are about to do. */
    @Transactional(readOnly = true)
    public ProjectAccess access(ProjectId id, Actor actor) {
        return access(BY_ID, id.value(), actor.person());
    }

    private ProjectAccess access(String sql, Object which, MemberId member) {
        return db.connectionResult(connection -> {
            try (var asking = connection.prepareStatement(sql)) {
                asking.setObject(1, member.value());
                asking.setObject(2, which);
                try (var found = asking.executeQuery()) {
                    if (!found.next()) throw new NotFound();
                    var held = new ArrayList<Grant>();
                    var access = new ProjectAccess(new ProjectId(found.getObject("id", UUID.class)), found.getString("code"), found.getString("name"), Stage.of(found.getString("stage")),
                            found.getString("scenario"), new RegionId(found.getObject("home_region_id", UUID.class)), ZoneId.of(found.getString("zone")), found.getString("currency"),
                            found.getObject("starts_on", LocalDate.class), found.getObject("ends_on", LocalDate.class), found.getInt("version"), member, found.getBoolean("auditor"), held);
                    do {
                        var party = found.getObject("party_id", UUID.class);
                        if (found.getString("role") != null) held.add(new Grant(Role.of(found.getString("role")), party == null ? null : new PartyId(party)));
                    } while (found.next());
                    if (held.isEmpty() && !access.auditor()) throw new NotFound();
                    return access;
                }
            }
        });
    }

    /** Whether the reader reads this project, as a part of a statement: an auditor, or somebody with a role there other than a guest’s. */
    public static Condition readBy(ProjectId project, Reader reader) {
        if (reader.role() == WorkspaceRole.AUDITOR) return DSL.trueCondition();
        var reading = Arrays.stream(Role.values()).filter(role -> role.permits(Permission.READ)).map(Role::text).toList();
        return DSL.exists(DSL.selectOne().from(ROLE_GRANT).where(ROLE_GRANT.PROJECT_ID.eq(project), ROLE_GRANT.MEMBER_ID.eq(reader.member()), ROLE_GRANT.ROLE.in(reading)));
    }

    /** Those of the given projects that the reader may know of. */
    @Transactional(readOnly = true)
    public java.util.Set<ProjectId> known(java.util.Collection<ProjectId> projects, Reader reader) {
        if (projects.isEmpty()) return java.util.Set.of();
        var held = DSL.exists(DSL.selectOne().from(ROLE_GRANT)
                .where(ROLE_GRANT.WORKSPACE_ID.eq(PROJECT.WORKSPACE_ID), ROLE_GRANT.PROJECT_ID.eq(PROJECT.ID), ROLE_GRANT.MEMBER_ID.eq(reader.member())));
        return db.select(PROJECT.ID)
                .from(PROJECT)
                .where(PROJECT.ID.in(projects), PROJECT.DELETED_AT.isNull())
                .and(reader.role() == WorkspaceRole.AUDITOR ? DSL.noCondition() : held)
                .fetchSet(PROJECT.ID);
    }

    /** The code of every project, for auditors. */
    @Transactional(readOnly = true)
    public java.util.Map<ProjectId, String> codes() {
        return db.select(PROJECT.ID, PROJECT.CODE).from(PROJECT).orderBy(PROJECT.CODE).fetchMap(PROJECT.ID, PROJECT.CODE);
    }

    /** What is asked of a new project. */
    public record NewProject(String code, String name, String scenario, RegionId homeRegion, String currency, LocalDate startsOn, @Nullable LocalDate endsOn) {}

    /** Makes an empty project in preparation, with the actor as its chief coordinator. */
    @Transactional
    public ProjectId create(NewProject project, Actor actor) {
        return create(ProjectId.next(), project, actor);
    }

    /** As {@link #create(NewProject, Actor)}, under an identity made beforehand. */
    @Transactional
    public ProjectId create(ProjectId id, NewProject project, Actor actor) {
        var check = new Refused.Check();
        var name = check.text("name", project.name(), 120);
        check.reject(!project.code().matches("[A-Z][A-Z0-9]{1,7}"), "code", "project.code_wrong");
        check.reject(!project.currency().matches("[A-Z]{3}"), "currency", "project.currency_wrong");
        check.reject(project.endsOn() != null && project.endsOn().isBefore(project.startsOn()), "ends_on", "project.ends_before_start");
        check.done();
        var made = db.insertInto(PROJECT)
                .set(PROJECT.ID, id)
                .set(PROJECT.CODE, project.code())
                .set(PROJECT.NAME, name)
                .set(PROJECT.SCENARIO, project.scenario())
                .set(PROJECT.HOME_REGION_ID, project.homeRegion())
                .set(PROJECT.CURRENCY, project.currency())
                .set(PROJECT.STARTS_ON, project.startsOn())
                .set(PROJECT.ENDS_ON, project.endsOn())
                .set(PROJECT.CREATED_AT, clock.instant())
                .set(PROJECT.CREATED_BY, actor.member())
                .onConflictDoNothing()
                .execute();
        if (made == 0) throw Refused.at("code", "refused.taken");
        var charter = CharterId.next();
        db.insertInto(CHARTER).set(CHARTER.ID, charter).set(CHARTER.PROJECT_ID, id).execute();
        index.changed(Ref.of("charter", charter));
        documents.register(id, project.code(), Charters.DOCUMENT_KIND, Charters.NUMBER_LETTERS, charter, LocalDate.ofInstant(clock.instant(), zone(project.homeRegion())));
        db.insertInto(TOOL_RULES).set(TOOL_RULES.PROJECT_ID, id).execute();
        grants.grant(actor.person(), id, null, Role.CHIEF_COORDINATOR, actor);
        activities.record(actor, new ProjectActivity.ProjectCreated(Ref.of("project", id), project.code(), name), id, null);
        return id;
    }

    /**
     * Takes the next numbers for tasks and answers the first of them; they are never given out again. Holds the project’s
     * row until the transaction ends, so that two people cannot rearrange one plan at the same moment.
     */
    @Transactional
    public int takeTaskNumbers(ProjectId project, int many) {
        return db.update(PROJECT)
                        .set(PROJECT.LAST_TASK_NUMBER, PROJECT.LAST_TASK_NUMBER.plus(many))
                        .where(PROJECT.ID.eq(project))
                        .returning(PROJECT.LAST_TASK_NUMBER)
                        .fetchOptional(PROJECT.LAST_TASK_NUMBER)
                        .orElseThrow(NotFound::new)
                - many + 1;
    }

    private ZoneId zone(RegionId region) {
        return ZoneId.of(db.select(REGION.ZONE).from(REGION).where(REGION.ID.eq(region)).fetchSingle(REGION.ZONE));
    }
}
