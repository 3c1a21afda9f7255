package meridian.project;

import static db.project.Tables.CRITERION;
import static db.project.Tables.DELIVERABLE;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import meridian.activity.Activities;
import meridian.activity.Event;
import meridian.identity.Permission;
import meridian.tenancy.Actor;
import meridian.tenancy.CriterionId;
import meridian.tenancy.DeliverableId;
import meridian.tenancy.NotFound;
import meridian.tenancy.ProjectId;
import meridian.tenancy.Ref;
import meridian.tenancy.Refused;
import meridian.tenancy.Stale;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The deliverables that a charter names, each with its acceptance criteria. They change while the charter is a draft. */
@Component
public class Deliverables {
    private static final int LONGEST_DESCRIPTION = 4000;

    private final DSLContext db;
    private final Clock clock;
    private final Projects projects;
    private final Charters charters;
    private final Activities activities;

    Deliverables(DSLContext db, Clock clock, Projects projects, Charters charters, Activities activities) {
        this.db = db;
        this.clock = clock;
        this.projects = projects;
        this.charters = charters;
        this.activities = activities;
    }

    /** What is typed of a deliverable; its criteria one a line. */
    public record Text(String name, String description, @Nullable LocalDate dueOn, String criteria) {}

    private record Good(String name, String description, List<String> criteria) {}

    /** Names a new deliverable; the same id again changes nothing. */
    @Transactional
    public DeliverableId add(ProjectId project, DeliverableId id, Text text, Actor actor) {
        open(project, actor);
        var good = check(text);
        var last = db.select(DSL.coalesce(DSL.max(DELIVERABLE.POSITION), 0)).from(DELIVERABLE).where(DELIVERABLE.PROJECT_ID.eq(project)).fetchSingle().value1();
        var made = db.insertInto(DELIVERABLE)
                .set(DELIVERABLE.ID, id)
                .set(DELIVERABLE.PROJECT_ID, project)
                .set(DELIVERABLE.NAME, good.name())
                .set(DELIVERABLE.DESCRIPTION, good.description())
                .set(DELIVERABLE.DUE_ON, text.dueOn())
                .set(DELIVERABLE.POSITION, last + 1)
                .onConflictDoNothing()
                .execute();
        if (made == 0) return id;
        writeCriteria(id, good.criteria());
        activities.record(actor, new CharterActivity.DeliverableAdded(Ref.of("deliverable", id), good.name()), project, null);
        return id;
    }

    @Transactional
    public void change(ProjectId project, DeliverableId id, Text text, int version, Actor actor) {
        open(project, actor);
        var before = db.select(DELIVERABLE.NAME, DELIVERABLE.DESCRIPTION, DELIVERABLE.DUE_ON, DELIVERABLE.VERSION)
                .from(DELIVERABLE)
                .where(DELIVERABLE.ID.eq(id), DELIVERABLE.PROJECT_ID.eq(project), DELIVERABLE.DELETED_AT.isNull())
                .forUpdate()
                .fetchOptional().orElseThrow(NotFound::new);
        if (before.value4() != version) throw new Stale();
        var good = check(text);
        var oldCriteria = criteria(id);
        db.update(DELIVERABLE)
                .set(DELIVERABLE.NAME, good.name())
                .set(DELIVERABLE.DESCRIPTION, good.description())
                .set(DELIVERABLE.DUE_ON, text.dueOn())
                .set(DELIVERABLE.VERSION, DELIVERABLE.VERSION.plus(1))
                .where(DELIVERABLE.ID.eq(id))
                .execute();
        if (!oldCriteria.equals(good.criteria())) {
            db.deleteFrom(CRITERION).where(CRITERION.DELIVERABLE_ID.eq(id)).execute();
            writeCriteria(id, good.criteria());
        }
        var changes = new ArrayList<Event.Change>();
        Charters.change(changes, "name", before.value1(), good.name());
        Charters.change(changes, "description", before.value2(), good.description());
        Charters.change(changes, "due_on", Objects.toString(before.value3(), ""), Objects.toString(text.dueOn(), ""));
        Charters.change(changes, "criteria", String.join("\n", oldCriteria), String.join("\n", good.criteria()));
        if (!changes.isEmpty()) activities.record(actor, new CharterActivity.DeliverableChanged(Ref.of("deliverable", id), good.name(), changes), project, null);
    }

    /** Takes a deliverable out; it can be brought back while it lies in the trash. */
    @Transactional
    public void remove(ProjectId project, DeliverableId id, Actor actor) {
        open(project, actor);
        var name = db.update(DELIVERABLE)
                .set(DELIVERABLE.DELETED_AT, clock.instant())
                .set(DELIVERABLE.DELETED_BY, actor.person())
                .where(DELIVERABLE.ID.eq(id), DELIVERABLE.PROJECT_ID.eq(project), DELIVERABLE.DELETED_AT.isNull())
                .returning(DELIVERABLE.NAME)
                .fetchOptional(DELIVERABLE.NAME).orElseThrow(NotFound::new);
        activities.record(actor, new CharterActivity.DeliverableRemoved(Ref.of("deliverable", id), name), project, null);
    }

    @Transactional
    public void restore(ProjectId project, DeliverableId id, Actor actor) {
        open(project, actor);
        var name = db.update(DELIVERABLE)
                .setNull(DELIVERABLE.DELETED_AT)
                .setNull(DELIVERABLE.DELETED_BY)
                .where(DELIVERABLE.ID.eq(id), DELIVERABLE.PROJECT_ID.eq(project), DELIVERABLE.DELETED_AT.isNotNull())
                .returning(DELIVERABLE.NAME)
                .fetchOptional(DELIVERABLE.NAME).orElseThrow(NotFound::new);
        activities.record(actor, new CharterActivity.DeliverableRestored(Ref.of("deliverable", id), name), project, null);
    }

    private void open(ProjectId project, Actor actor) {
        projects.access(project, actor).requireEverywhere(Permission.EDIT_CHARTER);
        charters.requireDraft(project);
    }

    private static Good check(Text text) {
        var check = new Refused.Check();
        var name = check.text("name", text.name(), 200).replace('\n', ' ');
        var description = check.optional("description", text.description(), LONGEST_DESCRIPTION);
        var criteria = Charters.lines(check, "criteria", text.criteria());
        check.done();
        return new Good(name, description, criteria);
    }

    private List<String> criteria(DeliverableId id) {
        return db.select(CRITERION.CONTENT).from(CRITERION).where(CRITERION.DELIVERABLE_ID.eq(id)).orderBy(CRITERION.POSITION, CRITERION.ID).fetch(CRITERION.CONTENT);
    }

    private void writeCriteria(DeliverableId id, List<String> criteria) {
        int position = 0;
        for (var content : criteria) {
            db.insertInto(CRITERION)
                    .set(CRITERION.ID, CriterionId.next())
                    .set(CRITERION.DELIVERABLE_ID, id)
                    .set(CRITERION.CONTENT, content)
                    .set(CRITERION.POSITION, position++)
                    .execute();
        }
    }
}
