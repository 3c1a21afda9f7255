package meridian.workplan;

import static db.identity.Tables.MEMBER;
import static db.workplan.Tables.SAVED_VIEW;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import meridian.project.ProjectAccess;
import meridian.project.TrashKind;
import meridian.tenancy.Actor;
import meridian.tenancy.Ref;
import meridian.tenancy.SavedViewId;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Removed views of the plan, for those who could remove them. */
@Component
class SavedViewTrash implements TrashKind {
    private static final String KIND = "view";

    private final DSLContext db;
    private final SavedViews views;

    SavedViewTrash(DSLContext db, SavedViews views) {
        this.db = db;
        this.views = views;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public List<Thrown> thrown(ProjectAccess here, @Nullable Place after, int most) {
        return db.select(SAVED_VIEW.ID, SAVED_VIEW.NAME, SAVED_VIEW.REMOVED_AT, MEMBER.DISPLAY_NAME)
                .from(SAVED_VIEW)
                .join(MEMBER).on(MEMBER.WORKSPACE_ID.eq(SAVED_VIEW.WORKSPACE_ID), MEMBER.ID.eq(SAVED_VIEW.REMOVED_BY))
                .where(SAVED_VIEW.PROJECT_ID.eq(here.id()), SAVED_VIEW.REMOVED_AT.isNotNull(), SavedViews.removable(here))
                .and(Place.behind(after, SAVED_VIEW.REMOVED_AT, SAVED_VIEW.ID, SavedViewId::new))
                .orderBy(SAVED_VIEW.REMOVED_AT.desc(), SAVED_VIEW.ID.desc())
                .limit(most)
                .fetch(row -> new Thrown(Ref.of(KIND, row.value1()), KIND, "", row.value2(), row.value3(), row.value4(), !here.auditor() && !here.closed()));
    }

    @Override
    public Back restore(ProjectAccess here, UUID id, Actor actor) {
        views.restore(here, new SavedViewId(id));
        return Back.below(here, "/plan/views", "trash.said_restored");
    }

    // How somebody looked at a plan is nobody's history.
    @Override
    public @Nullable Gone removeOldest(Instant before) {
        views.forgetRemoved(before);
        return null;
    }
}
