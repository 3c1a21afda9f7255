package meridian.board;

import static db.coordination.Tables.EMERGENCY;
import static db.coordination.Tables.DISPUTE;
import static db.coordination.Tables.RESOURCE_REQUEST;
import static db.duty.Tables.DUTY;
import static db.identity.Tables.ROLE_GRANT;
import static db.notification.Tables.NOTICE;
import static db.project.Tables.PROJECT;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.exists;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.multiset;
import static org.jooq.impl.DSL.notExists;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.selectOne;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import meridian.coordination.DisputeStatus;
import meridian.coordination.RequestStatus;
import meridian.identity.Permission;
import meridian.identity.Role;
import meridian.tenancy.ProjectId;
import meridian.tenancy.Reader;
import meridian.tenancy.WorkspaceRole;
import meridian.web.Nav;
import meridian.web.NavSource;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What stands beside every page: one statement. A section shows only to who may open it. */
@Component
class Navigation implements NavSource {
    private static final int PROJECTS = 8;

    private final DSLContext db;
    private final Clock clock;

    Navigation(DSLContext db, Clock clock) {
        this.db = db;
        this.clock = clock;
    }

    private record Shown(ProjectId id, String code, String name, String stage, List<Role> roles, int emergencies, int requests, int disputes) {}

    @Override
    @Transactional(readOnly = true)
    public Nav nav(Reader reader, @Nullable String projectCode) {
        var mine = DUTY.DOER_ID.eq(reader.member()).and(DUTY.STATE.eq("open"));
        var project = projectCode == null ? org.jooq.impl.DSL.falseCondition() : PROJECT.CODE.eq(projectCode);
        var roles = multiset(select(ROLE_GRANT.ROLE)
                        .from(ROLE_GRANT)
                        .where(ROLE_GRANT.WORKSPACE_ID.eq(PROJECT.WORKSPACE_ID), ROLE_GRANT.PROJECT_ID.eq(PROJECT.ID), ROLE_GRANT.MEMBER_ID.eq(reader.member())))
                .convertFrom(rows -> rows.map(row -> Role.of(row.value1())));
        var held = ROLE_GRANT.MEMBER_ID.eq(reader.member());
        var mayBegin = exists(selectOne().from(ROLE_GRANT).where(held, ROLE_GRANT.ROLE.ne("guest"))).or(notExists(selectOne().from(ROLE_GRANT).where(held)));
        var emergencies = field(select(count()).from(EMERGENCY).where(EMERGENCY.WORKSPACE_ID.eq(PROJECT.WORKSPACE_ID), EMERGENCY.PROJECT_ID.eq(PROJECT.ID), EMERGENCY.CLOSED_AT.isNull()));
        var found = db.select(
                        field(select(count()).from(DUTY).where(mine)),
                        field(select(count()).from(DUTY).where(mine, DUTY.DUE_AT.lt(clock.instant()))),
                        field(select(count()).from(NOTICE).where(NOTICE.MEMBER_ID.eq(reader.member()), NOTICE.READ_AT.isNull())),
                        multiset(select(PROJECT.CODE, PROJECT.NAME)
                                        .from(PROJECT)
                                        .where(PROJECT.DELETED_AT.isNull(), PROJECT.CLOSED_AT.isNull(), Portfolio.visible(reader))
                                        .orderBy(PROJECT.CODE)
                                        .limit(PROJECTS))
                                .convertFrom(rows -> rows.map(row -> new Nav.ProjectLink(row.value1(), row.value2()))),
                        field(select(count()).from(PROJECT).where(PROJECT.DELETED_AT.isNull(), Portfolio.visible(reader))),
                        field(mayBegin),
                        multiset(select(PROJECT.ID, PROJECT.CODE, PROJECT.NAME, PROJECT.STAGE, roles, emergencies, requests(), disputes())
                                        .from(PROJECT)
                                        .where(project, PROJECT.DELETED_AT.isNull(), Portfolio.visible(reader)))
                                .convertFrom(rows -> rows.map(row -> new Shown(row.value1(), row.value2(), row.value3(), row.value4(), row.value5(), row.value6(), row.value7(), row.value8()))))
                .fetchSingle();
        var here = found.value7().isEmpty() ? null : here(found.value7().getFirst(), reader);
        return new Nav(found.value1(), found.value2(), found.value3(), found.value4(), found.value5(), found.value6() && reader.role() != WorkspaceRole.AUDITOR, here);
    }

    private static Nav.Here here(Shown project, Reader reader) {
        var sections = new ArrayList<Nav.Section>();
        if (may(Permission.READ_BOARD, project, reader)) sections.add(section("/board", "nav.board"));
        if (may(Permission.READ, project, reader)) {
            sections.add(section("/charter", "nav.charter"));
            sections.add(section("/indicators", "nav.indicators"));
            sections.add(section("/team", "nav.team"));
            sections.add(section("/resources", "nav.resources"));
            sections.add(section("/rules", "nav.rules"));
            sections.add(section("/plan", "nav.plan"));
            sections.add(section("/progress", "nav.progress"));
            sections.add(new Nav.Section("/emergencies", "nav.emergencies", project.emergencies(), project.emergencies() > 0));
            sections.add(new Nav.Section("/requests", "nav.coordination", project.requests() + project.disputes(), false));
            sections.add(section("/gate", "nav.gate"));
            sections.add(section("/settings", "nav.settings"));
        }
        // The auditor reads everything and raises nothing.
        var alarm = project.roles().stream().anyMatch(role -> role.permits(Permission.RAISE_EMERGENCY)) && !project.stage().equals("closed") ? "/emergencies/new" : null;
        return new Nav.Here(project.id().toString(), project.code(), project.name(), project.stage(), sections, alarm, makes(project));
    }

    // What this person may make out of something else, beside an emergency.
    private static List<String> makes(Shown project) {
        if (project.stage().equals("closed")) return List.of();
        var makes = new ArrayList<String>();
        if (project.roles().stream().anyMatch(role -> role.permits(Permission.PREPARE_REQUEST))) makes.add("/requests/new");
        if (project.roles().stream().anyMatch(role -> role.permits(Permission.RAISE_DISPUTE))) makes.add("/disputes/new");
        return makes;
    }

    private static Field<Integer> requests() {
        return field(select(count()).from(RESOURCE_REQUEST)
                .where(RESOURCE_REQUEST.WORKSPACE_ID.eq(PROJECT.WORKSPACE_ID), RESOURCE_REQUEST.PROJECT_ID.eq(PROJECT.ID), RESOURCE_REQUEST.STATUS.in(RequestStatus.allOpen().stream().map(RequestStatus::text).toList())));
    }

    private static Field<Integer> disputes() {
        return field(select(count()).from(DISPUTE)
                .where(DISPUTE.WORKSPACE_ID.eq(PROJECT.WORKSPACE_ID), DISPUTE.PROJECT_ID.eq(PROJECT.ID), DISPUTE.STATUS.in(DisputeStatus.allOpen().stream().map(DisputeStatus::text).toList())));
    }

    private static Nav.Section section(String path, String word) {
        return new Nav.Section(path, word, 0, false);
    }

    private static boolean may(Permission permission, Shown project, Reader reader) {
        return reader.role() == WorkspaceRole.AUDITOR || project.roles().stream().anyMatch(role -> role.permits(permission));
    }
}
