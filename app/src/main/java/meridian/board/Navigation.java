package meridian.board;

import static db.coordination.Tables.EMERGENCY;
import static db.coordination.Tables.DISPUTE;
import static db.coordination.Tables.RESOURCE_REQUEST;
import static db.duty.Tables.DUTY;
import static db.identity.Tables.ROLE_GRANT;
import static db.notification.Tables.NOTICE;
import static db.project.Tables.PROJECT;
import static db.risk.Tables.RISK;
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
import meridian.project.Stage;
import meridian.tenancy.Reader;
import meridian.tenancy.WorkspaceRole;
import meridian.web.Live;
import meridian.web.Nav;
import meridian.web.NavSource;
import meridian.web.Shared;
import org.jooq.DSLContext;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * What stands beside every page. A section shows only to who may open it. What waits for a person and what is going on in a project is
 * read when it changes, not for each page; what somebody may do comes from the request itself.
 */
@Component
class Navigation implements NavSource {
    private static final int PROJECTS = 8;
    private static final List<org.jooq.Param<String>> PROMISED = java.util.Arrays.stream(Role.values()).filter(role -> role.permits(Permission.READ_PROMISES)).map(role -> inline(role.text())).toList();

    private final DSLContext db;
    private final Clock clock;
    private final Shared<Mine> mine;
    private final Shared<Ours> ours;

    Navigation(DSLContext db, Clock clock, Live live) {
        this.db = db;
        this.clock = clock;
        this.mine = new Shared<>(live, clock);
        this.ours = new Shared<>(live, clock);
    }

    /** One person’s, as long as their role is this one. */
    private record Mine(WorkspaceRole role, int open, boolean late, int notices, boolean mayBegin, boolean promises, List<Nav.ProjectLink> projects, boolean more) {}

    /** A project’s. */
    private record Ours(int emergencies, int dealings, int unassessed) {}

    @Override
    @Transactional(readOnly = true)
    public Nav nav(Reader reader, HttpServletRequest request) {
        var shared = mine.of("member:" + reader.member(), () -> read(reader));
        var mine = shared.role() == reader.role() ? shared : read(reader);
        var here = request.getAttribute(ProjectAccess.ATTRIBUTE) instanceof ProjectAccess access ? here(access, access.guest() ? new Ours(0, 0, 0) : ours.of("project:" + access.id(), () -> read(access))) : null;
        boolean auditor = reader.role() == WorkspaceRole.AUDITOR;
        return new Nav(mine.open(), mine.late(), mine.notices(), mine.projects(), mine.more(), mine.mayBegin() && !auditor, mine.promises() || auditor, mine.mayBegin() || reader.role() != WorkspaceRole.NONE, here);
    }

    private Mine read(Reader reader) {
        var held = ROLE_GRANT.MEMBER_ID.eq(reader.member());
        var waiting = select(field(Inbox.late(clock.instant())).as("late")).from(DUTY).where(DUTY.DOER_ID.eq(reader.member()), DUTY.STATE.eq(inline("open")), Inbox.hidden(clock.instant()).not()).orderBy(DUTY.DUE_AT).limit(inline(Nav.MOST + 1)).asTable("waiting");
        var open = count().as("open");
        var late = boolOr(waiting.field("late", Boolean.class)).as("late");
        var notices = field(select(count()).from(NOTICE).where(NOTICE.MEMBER_ID.eq(reader.member()), NOTICE.READ_AT.isNull())).as("notices");
        var mayBegin = field(exists(selectOne().from(ROLE_GRANT).where(held, ROLE_GRANT.ROLE.ne(inline("guest")))).or(notExists(selectOne().from(ROLE_GRANT).where(held)))).as("may_begin");
        var promises = field(exists(selectOne().from(ROLE_GRANT).where(held, ROLE_GRANT.ROLE.in(PROMISED)))).as("promises");
        var mine = select(open, late, notices, mayBegin, promises).from(waiting).asTable("mine");
        var known = select(PROJECT.CODE, PROJECT.NAME)
                .from(PROJECT)
                .where(PROJECT.DELETED_AT.isNull(), PROJECT.CLOSED_AT.isNull(), Portfolio.visible(reader))
                .orderBy(PROJECT.CODE)
                .limit(inline(PROJECTS + 1))
                .asTable("known");
        var read = db.select(mine.field(open), mine.field(late), mine.field(notices), mine.field(mayBegin), mine.field(promises), known.field(PROJECT.CODE), known.field(PROJECT.NAME))
                .from(mine)
                .leftJoin(lateral(known)).on(trueCondition())
                .fetch();
        var counted = read.getFirst();
        var projects = read.stream().filter(row -> row.value6() != null).limit(PROJECTS).map(row -> new Nav.ProjectLink(row.value6(), row.value7())).toList();
        return new Mine(reader.role(), counted.value1(), Boolean.TRUE.equals(counted.value2()), counted.value3(), counted.value4(), counted.value5(), projects, read.size() > PROJECTS);
    }

    private Ours read(ProjectAccess project) {
        var emergencies = field(select(count()).from(EMERGENCY).where(EMERGENCY.PROJECT_ID.eq(project.id()), EMERGENCY.CLOSED_AT.isNull()));
        var requests = field(select(count()).from(RESOURCE_REQUEST).where(RESOURCE_REQUEST.PROJECT_ID.eq(project.id()), RESOURCE_REQUEST.STATUS.in(RequestStatus.allOpen().stream().map(RequestStatus::text).toList())));
        var disputes = field(select(count()).from(DISPUTE).where(DISPUTE.PROJECT_ID.eq(project.id()), DISPUTE.STATUS.in(DisputeStatus.allOpen().stream().map(DisputeStatus::text).toList())));
        var unassessed = field(select(count()).from(RISK).where(RISK.PROJECT_ID.eq(project.id()), RISK.ENDED_AT.isNull(), RISK.STATUS.eq(inline("proposed"))));
        return db.select(emergencies, requests.plus(disputes), unassessed).fetchSingle(row -> new Ours(row.value1(), row.value2(), row.value3()));
    }

    // In the order of the work: what says how it stands, what is agreed before, what is done, what is watched, how it ends.
    private static Nav.Here here(ProjectAccess project, Ours ours) {
        var sections = new ArrayList<Nav.Section>();
        if (project.may(Permission.READ_BOARD)) sections.add(section("/board", "nav.board"));
        if (project.may(Permission.READ)) {
            sections.add(section("/weekly", "nav.weekly"));
            sections.add(section("/gate", "nav.gate"));
            sections.add(section("/charter", "nav.charter"));
            sections.add(section("/indicators", "nav.indicators"));
            sections.add(section("/team", "nav.team"));
            sections.add(section("/resources", "nav.resources"));
            sections.add(section("/rules", "nav.rules"));
            sections.add(section("/launch", "nav.launch"));
            sections.add(new Nav.Section("/plan", "nav.plan", 0, false, List.of("/gantt")));
            sections.add(section("/progress", "nav.progress"));
            sections.add(section("/meetings", "nav.meetings"));
            sections.add(new Nav.Section("/requests", "nav.coordination", ours.dealings(), false, List.of("/disputes")));
            sections.add(new Nav.Section("/emergencies", "nav.emergencies", ours.emergencies(), ours.emergencies() > 0, List.of()));
            if (project.may(Permission.READ_PROMISES)) sections.add(section("/promises", "nav.promises"));
            sections.add(new Nav.Section("/risks", "nav.risks", ours.unassessed(), false, List.of()));
            sections.add(section("/quality", "nav.quality"));
            sections.add(section("/acceptance", "nav.acceptance"));
            if (!project.stage().before(Stage.CLOSING)) sections.add(section("/closing", "nav.closing"));
            sections.add(section("/lessons", "nav.lessons"));
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
        if (holds(project, Permission.RAISE_RISK)) makes.add("/risks/new");
        if (holds(project, Permission.COMMENT)) makes.add("/lessons/new");
        return makes;
    }

    private static boolean holds(ProjectAccess project, Permission permission) {
        return !project.auditor() && project.may(permission);
    }

    private static Nav.Section section(String path, String word) {
        return new Nav.Section(path, word, 0, false, List.of());
    }
}
