package meridian.board;

import static db.coordination.Tables.EMERGENCY;
import static db.coordination.Tables.DISPUTE;
import static db.coordination.Tables.RESOURCE_REQUEST;
import static db.duty.Tables.DUTY;
import static db.identity.Tables.ROLE_GRANT;
import static db.notification.Tables.NOTICE;
import static db.project.Tables.PROJECT;
import static org.jooq.impl.DSL.boolOr;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.exists;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.lateral;
import static org.jooq.impl.DSL.notExists;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.selectOne;
import static org.jooq.impl.DSL.trueCondition;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import meridian.coordination.DisputeStatus;
import meridian.coordination.RequestStatus;
import meridian.duty.Inbox;
import meridian.identity.Permission;
import meridian.identity.Role;
import meridian.project.ProjectAccess;
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
    private static final List<org.jooq.Param<String>> PROMISED = java.util.Arrays.stream(Role.values()).filter(role -> role.permits(Permission.READ_PROMISES)).map(role -> inline(role.text())).toList();

    private final DSLContext db;
    private final Clock clock;

    Navigation(DSLContext db, Clock clock) {
        this.db = db;
        this.clock = clock;
    }

    @Override
    @Transactional(readOnly = true)
    public Nav nav(Reader reader, HttpServletRequest request) {
        var held = ROLE_GRANT.MEMBER_ID.eq(reader.member());
        var waiting = select(field(Inbox.late(clock.instant())).as("late")).from(DUTY).where(DUTY.DOER_ID.eq(reader.member()), DUTY.STATE.eq(inline("open")), Inbox.hidden(clock.instant()).not()).orderBy(DUTY.DUE_AT).limit(inline(Nav.MOST + 1)).asTable("waiting");
        var open = count().as("open");
        var late = boolOr(waiting.field("late", Boolean.class)).as("late");
        var notices = field(select(count()).from(NOTICE).where(NOTICE.MEMBER_ID.eq(reader.member()), NOTICE.READ_AT.isNull())).as("notices");
        var mayBegin = field(exists(selectOne().from(ROLE_GRANT).where(held, ROLE_GRANT.ROLE.ne(inline("guest")))).or(notExists(selectOne().from(ROLE_GRANT).where(held)))).as("may_begin");
        var promises = field(exists(selectOne().from(ROLE_GRANT).where(held, ROLE_GRANT.ROLE.in(PROMISED)))).as("promises");
        var access = request.getAttribute(ProjectAccess.ATTRIBUTE) instanceof ProjectAccess found ? found : null;
        var emergencies = emergencies(access).as("emergencies");
        var dealings = dealings(access).as("dealings");
        var mine = select(open, late, notices, mayBegin, emergencies, dealings, promises).from(waiting).asTable("mine");
        var known = select(PROJECT.CODE, PROJECT.NAME)
                .from(PROJECT)
                .where(PROJECT.DELETED_AT.isNull(), PROJECT.CLOSED_AT.isNull(), Portfolio.visible(reader))
                .orderBy(PROJECT.CODE)
                .limit(inline(PROJECTS + 1))
                .asTable("known");
        var read = db.select(mine.field(open), mine.field(late), mine.field(notices), mine.field(mayBegin), mine.field(emergencies), mine.field(dealings), known.field(PROJECT.CODE), known.field(PROJECT.NAME), mine.field(promises))
                .from(mine)
                .leftJoin(lateral(known)).on(trueCondition())
                .fetch();
        var counted = read.getFirst();
        var projects = read.stream().filter(row -> row.value7() != null).limit(PROJECTS).map(row -> new Nav.ProjectLink(row.value7(), row.value8())).toList();
        var here = access == null ? null : here(access, counted.value5(), counted.value6());
        return new Nav(counted.value1(), Boolean.TRUE.equals(counted.value2()), counted.value3(), projects, read.size() > PROJECTS, counted.value4() && reader.role() != WorkspaceRole.AUDITOR, counted.value9() || reader.role() == WorkspaceRole.AUDITOR, here);
    }

    private static Nav.Here here(ProjectAccess project, int emergencies, int dealings) {
        var sections = new ArrayList<Nav.Section>();
        if (project.may(Permission.READ_BOARD)) sections.add(section("/board", "nav.board"));
        if (project.may(Permission.READ)) {
            sections.add(section("/charter", "nav.charter"));
            sections.add(section("/indicators", "nav.indicators"));
            sections.add(section("/team", "nav.team"));
            sections.add(section("/resources", "nav.resources"));
            sections.add(section("/rules", "nav.rules"));
            sections.add(section("/plan", "nav.plan"));
            sections.add(section("/progress", "nav.progress"));
            if (project.may(Permission.READ_PROMISES)) sections.add(section("/promises", "nav.promises"));
            sections.add(new Nav.Section("/emergencies", "nav.emergencies", emergencies, emergencies > 0, List.of()));
            sections.add(new Nav.Section("/requests", "nav.coordination", dealings, false, List.of("/disputes")));
            sections.add(section("/gate", "nav.gate"));
            sections.add(section("/settings", "nav.settings"));
        }
        // The auditor reads everything and raises nothing.
        var alarm = holds(project, Permission.RAISE_EMERGENCY) ? "/emergencies/new" : null;
        return new Nav.Here(project.id().toString(), project.code(), project.name(), project.stage().text(), sections, alarm, makes(project));
    }

    // What this person may make out of something else, beside an emergency.
    private static List<String> makes(ProjectAccess project) {
        var makes = new ArrayList<String>();
        if (holds(project, Permission.PREPARE_REQUEST)) makes.add("/requests/new");
        if (holds(project, Permission.RAISE_DISPUTE)) makes.add("/disputes/new");
        return makes;
    }

    private static boolean holds(ProjectAccess project, Permission permission) {
        return !project.auditor() && project.may(permission);
    }

    private static Field<Integer> emergencies(@Nullable ProjectAccess project) {
        if (project == null || project.guest()) return inline(0);
        return field(select(count()).from(EMERGENCY).where(EMERGENCY.PROJECT_ID.eq(project.id()), EMERGENCY.CLOSED_AT.isNull()));
    }

    /** Open requests and disputes. */
    private static Field<Integer> dealings(@Nullable ProjectAccess project) {
        if (project == null || project.guest()) return inline(0);
        var requests = field(select(count()).from(RESOURCE_REQUEST).where(RESOURCE_REQUEST.PROJECT_ID.eq(project.id()), RESOURCE_REQUEST.STATUS.in(RequestStatus.allOpen().stream().map(RequestStatus::text).toList())));
        return requests.plus(field(select(count()).from(DISPUTE).where(DISPUTE.PROJECT_ID.eq(project.id()), DISPUTE.STATUS.in(DisputeStatus.allOpen().stream().map(DisputeStatus::text).toList()))));
    }

    private static Nav.Section section(String path, String word) {
        return new Nav.Section(path, word, 0, false, List.of());
    }
}
