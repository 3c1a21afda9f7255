package meridian.project;

import static db.identity.Tables.MEMBER;
import static db.project.Tables.CHECKLIST_ITEM;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import meridian.activity.Activities;
import meridian.identity.Permission;
import meridian.tenancy.Actor;
import meridian.tenancy.ChecklistItemId;
import meridian.tenancy.NotFound;
import meridian.tenancy.ProjectId;
import meridian.tenancy.Ref;
import meridian.tenancy.Refused;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What a scenario template wants done before a stage is left, beyond what the gates know of themselves; the chief coordinator ticks it off. The gate asks for it ({@link OwnGate}). */
@Component
public class Checklist implements TemplatePart {
    private final DSLContext db;
    private final Clock clock;
    private final Projects projects;
    private final Activities activities;

    Checklist(DSLContext db, Clock clock, Projects projects, Activities activities) {
        this.db = db;
        this.clock = clock;
        this.projects = projects;
        this.activities = activities;
    }

    public record Item(ChecklistItemId id, String content, @Nullable Instant doneAt, @Nullable String doneBy) {
        public boolean done() {
            return doneAt != null;
        }
    }

    @Transactional(readOnly = true)
    public List<Item> of(ProjectId project, Stage leaving) {
        return db.select(CHECKLIST_ITEM.ID, CHECKLIST_ITEM.CONTENT, CHECKLIST_ITEM.DONE_AT, MEMBER.DISPLAY_NAME)
                .from(CHECKLIST_ITEM)
                .leftJoin(MEMBER).on(MEMBER.WORKSPACE_ID.eq(CHECKLIST_ITEM.WORKSPACE_ID), MEMBER.ID.eq(CHECKLIST_ITEM.DONE_BY))
                .where(CHECKLIST_ITEM.PROJECT_ID.eq(project), CHECKLIST_ITEM.STAGE.eq(leaving.text()))
                .orderBy(CHECKLIST_ITEM.POSITION)
                .fetch(row -> new Item(row.value1(), row.value2(), row.value3(), row.value4()));
    }

    /** Says that it is done, or that it is not. */
    @Transactional
    public void tick(ProjectId project, ChecklistItemId id, boolean done, Actor actor) {
        var access = projects.access(project, actor);
        access.requireEverywhere(Permission.MANAGE_PROJECT);
        var item = db.selectFrom(CHECKLIST_ITEM).where(CHECKLIST_ITEM.ID.eq(id), CHECKLIST_ITEM.PROJECT_ID.eq(project)).forUpdate().fetchOptional().orElseThrow(NotFound::new);
        if (access.stage() == Stage.CLOSED) throw Refused.because("gate.closed_text");
        if ((item.getDoneAt() != null) == done) return;
        db.update(CHECKLIST_ITEM).set(CHECKLIST_ITEM.DONE_AT, done ? clock.instant() : null).set(CHECKLIST_ITEM.DONE_BY, done ? actor.person() : null).where(CHECKLIST_ITEM.ID.eq(id)).execute();
        activities.record(actor, new ProjectActivity.ChecklistTicked(Ref.of("project", project), item.getContent(), done), project, null);
    }

    @Override
    public void copyInto(ProjectId project, TemplateContent content, Actor actor) {
        if (content.checklist() == null) return;
        short position = 0;
        for (var check : content.checklist()) {
            db.insertInto(CHECKLIST_ITEM)
                    .set(CHECKLIST_ITEM.ID, ChecklistItemId.next())
                    .set(CHECKLIST_ITEM.PROJECT_ID, project)
                    .set(CHECKLIST_ITEM.STAGE, check.stage())
                    .set(CHECKLIST_ITEM.POSITION, position++)
                    .set(CHECKLIST_ITEM.CONTENT, check.item())
                    .execute();
        }
    }

    @Override
    public void takeFrom(ProjectId project, ObjectNode template, Actor actor) {
        var checks = JsonNodeFactory.instance.arrayNode();
        db.select(CHECKLIST_ITEM.STAGE, CHECKLIST_ITEM.CONTENT).from(CHECKLIST_ITEM).where(CHECKLIST_ITEM.PROJECT_ID.eq(project)).orderBy(CHECKLIST_ITEM.POSITION).limit(30)
                .forEach(row -> checks.addObject().put("stage", row.value1()).put("item", row.value2()));
        if (checks.isEmpty()) template.remove("checklist");
        else template.set("checklist", checks);
    }
}
