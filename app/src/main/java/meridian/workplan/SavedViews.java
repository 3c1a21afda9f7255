package meridian.workplan;

import static db.identity.Tables.MEMBER;
import static db.workplan.Tables.SAVED_VIEW;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.StringJoiner;
import meridian.identity.Permission;
import meridian.project.ProjectAccess;
import meridian.tenancy.MemberId;
import meridian.tenancy.NotAllowed;
import meridian.tenancy.NotFound;
import meridian.tenancy.Refused;
import meridian.tenancy.SavedViewId;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Ways of looking at a plan that people keep: one’s own, and those that others share. */
@Component
public class SavedViews {
    /** The views there are, by their address in the project. */
    public static final List<String> VIEWS = List.of("/plan", "/gantt", "/plan/board", "/plan/calendar", "/plan/parties");

    private static final Set<String> PARTS = Set.of("q", "party", "owner", "status", "only", "closed", "zoom", "links", "critical", "front", "baseline");
    private static final int MOST = 50;

    private final DSLContext db;
    private final Clock clock;

    SavedViews(DSLContext db, Clock clock) {
        this.db = db;
        this.clock = clock;
    }

    /** Which view, with what in its address. */
    public record Look(String view, String query) {
        /** Reads an address below the project; what no view understands is left out. Null where it is no view of the plan. */
        public static @Nullable Look of(@Nullable String address) {
            if (address == null || address.length() > 4000) return null;
            int mark = address.indexOf('?');
            var view = mark < 0 ? address : address.substring(0, mark);
            if (!VIEWS.contains(view)) return null;
            var query = new StringJoiner("&");
            if (mark >= 0) {
                for (var part : address.substring(mark + 1).split("&")) {
                    int is = part.indexOf('=');
                    if (is < 1 || !PARTS.contains(part.substring(0, is)) || is == part.length() - 1) continue;
                    try {
                        query.add(part.substring(0, is) + "=" + URLEncoder.encode(URLDecoder.decode(part.substring(is + 1), StandardCharsets.UTF_8), StandardCharsets.UTF_8));
                    } catch (IllegalArgumentException e) {
                        // broken, so no part of a view
                    }
                }
            }
            return query.length() > 2000 ? null : new Look(view, query.toString());
        }

        public String address() {
            return query.isEmpty() ? view : view + "?" + query;
        }
    }

    public record SavedView(SavedViewId id, String name, Look look, boolean shared, MemberId by, String byName, boolean mayRemove) {}

    /** One’s own and the shared ones, by their names. */
    @Transactional(readOnly = true)
    public List<SavedView> of(ProjectAccess project) {
        project.require(Permission.READ);
        return db.select(SAVED_VIEW.ID, SAVED_VIEW.NAME, SAVED_VIEW.VIEW, SAVED_VIEW.QUERY, SAVED_VIEW.SHARED, SAVED_VIEW.MADE_BY, MEMBER.DISPLAY_NAME)
                .from(SAVED_VIEW)
                .join(MEMBER).on(MEMBER.WORKSPACE_ID.eq(SAVED_VIEW.WORKSPACE_ID), MEMBER.ID.eq(SAVED_VIEW.MADE_BY))
                .where(SAVED_VIEW.PROJECT_ID.eq(project.id()), SAVED_VIEW.REMOVED_AT.isNull(), SAVED_VIEW.SHARED.isTrue().or(SAVED_VIEW.MADE_BY.eq(project.member())))
                .orderBy(SAVED_VIEW.NAME.collate("extension.names"), SAVED_VIEW.ID)
                .limit(500)
                .fetch(row -> new SavedView(row.value1(), row.value2(), new Look(row.value3(), row.value4()), row.value5(), row.value6(), row.value7(), mayRemove(project, row.value6(), row.value5())));
    }

    /** Keeps a view; keeping the same id again changes nothing. */
    @Transactional
    public void save(ProjectAccess project, SavedViewId id, String name, @Nullable Look look, boolean shared) {
        project.require(Permission.READ);
        if (project.auditor()) throw new NotAllowed();
        var check = new Refused.Check();
        var called = check.text("name", name, 60).replace('\n', ' ');
        check.reject(look == null, "view", "gantt.no_view");
        check.reject(full(project, project.member()), "name", "gantt.too_many_views", String.valueOf(MOST));
        check.done();
        if (look == null) return;
        db.insertInto(SAVED_VIEW)
                .set(SAVED_VIEW.ID, id)
                .set(SAVED_VIEW.PROJECT_ID, project.id())
                .set(SAVED_VIEW.NAME, called)
                .set(SAVED_VIEW.VIEW, look.view())
                .set(SAVED_VIEW.QUERY, look.query())
                .set(SAVED_VIEW.SHARED, shared)
                .set(SAVED_VIEW.MADE_BY, project.member())
                .set(SAVED_VIEW.MADE_AT, clock.instant())
                .onConflictDoNothing()
                .execute();
    }

    private boolean full(ProjectAccess project, MemberId of) {
        return db.fetchCount(SAVED_VIEW, SAVED_VIEW.PROJECT_ID.eq(project.id()), SAVED_VIEW.MADE_BY.eq(of), SAVED_VIEW.REMOVED_AT.isNull()) >= MOST;
    }

    /** One’s own; a shared one also by whoever keeps the whole plan. */
    @Transactional
    public void remove(ProjectAccess project, SavedViewId id) {
        var found = db.select(SAVED_VIEW.MADE_BY, SAVED_VIEW.SHARED).from(SAVED_VIEW)
                .where(SAVED_VIEW.ID.eq(id), SAVED_VIEW.PROJECT_ID.eq(project.id()), SAVED_VIEW.REMOVED_AT.isNull(), SAVED_VIEW.SHARED.isTrue().or(SAVED_VIEW.MADE_BY.eq(project.member()))).fetchOptional().orElseThrow(NotFound::new);
        if (project.guest()) throw new NotFound();
        if (!mayRemove(project, found.value1(), found.value2())) throw new NotAllowed();
        db.update(SAVED_VIEW).set(SAVED_VIEW.REMOVED_AT, clock.instant()).set(SAVED_VIEW.REMOVED_BY, project.member()).where(SAVED_VIEW.ID.eq(id)).execute();
    }

    /** Brings back a view, by whoever could remove it. */
    @Transactional
    public void restore(ProjectAccess project, SavedViewId id) {
        project.require(Permission.READ);
        if (project.auditor() || project.closed()) throw new NotAllowed();
        var by = db.select(SAVED_VIEW.MADE_BY).from(SAVED_VIEW).where(SAVED_VIEW.ID.eq(id), SAVED_VIEW.PROJECT_ID.eq(project.id()), SAVED_VIEW.REMOVED_AT.isNotNull(), removable(project)).fetchOptional(SAVED_VIEW.MADE_BY)
                .orElseThrow(NotFound::new);
        if (full(project, by)) throw Refused.at("form", "gantt.too_many_views", String.valueOf(MOST));
        db.update(SAVED_VIEW).setNull(SAVED_VIEW.REMOVED_AT).setNull(SAVED_VIEW.REMOVED_BY).where(SAVED_VIEW.ID.eq(id)).execute();
    }

    /** Lets go of what was removed before the instant. */
    @Transactional
    void forgetRemoved(Instant before) {
        db.deleteFrom(SAVED_VIEW).where(SAVED_VIEW.REMOVED_AT.lt(before)).execute();
    }

    static Condition removable(ProjectAccess project) {
        var own = SAVED_VIEW.MADE_BY.eq(project.member());
        return project.mayEverywhere(Permission.EDIT_PLAN) ? own.or(SAVED_VIEW.SHARED.isTrue()) : own;
    }

    private static boolean mayRemove(ProjectAccess project, MemberId by, boolean shared) {
        return by.equals(project.member()) || shared && project.mayEverywhere(Permission.EDIT_PLAN);
    }
}
