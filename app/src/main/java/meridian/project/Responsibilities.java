package meridian.project;

import static db.project.Tables.DELIVERABLE;
import static db.project.Tables.PARTY;
import static db.project.Tables.PROJECT;
import static db.project.Tables.RESPONSIBILITY;
import static org.jooq.impl.DSL.multiset;
import static org.jooq.impl.DSL.select;

import java.util.HashMap;
import java.util.Map;
import meridian.activity.Activities;
import meridian.activity.Changes;
import meridian.identity.Permission;
import meridian.project.ResponsibilityMatrix.Cell;
import meridian.tenancy.Actor;
import meridian.tenancy.ProjectId;
import meridian.tenancy.Ref;
import meridian.tenancy.Refused;
import meridian.tenancy.Stale;
import org.jooq.DSLContext;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The responsibility matrices of projects. */
@Component
public class Responsibilities {
    private final DSLContext db;
    private final Projects projects;
    private final Activities activities;

    Responsibilities(DSLContext db, Projects projects, Activities activities) {
        this.db = db;
        this.projects = projects;
        this.activities = activities;
    }

    @Transactional(readOnly = true)
    public ResponsibilityMatrix of(ProjectId project) {
        return db.select(
                        multiset(select(DELIVERABLE.ID, DELIVERABLE.NAME)
                                        .from(DELIVERABLE)
                                        .where(DELIVERABLE.PROJECT_ID.eq(project), DELIVERABLE.DELETED_AT.isNull())
                                        .orderBy(DELIVERABLE.POSITION, DELIVERABLE.ID))
                                .convertFrom(rows -> rows.map(row -> new ResponsibilityMatrix.Row(row.value1(), row.value2()))),
                        multiset(select(PARTY.ID, PARTY.NAME)
                                        .from(PARTY)
                                        .where(PARTY.PROJECT_ID.eq(project), PARTY.REMOVED_AT.isNull())
                                        .orderBy(PARTY.POSITION, PARTY.NAME))
                                .convertFrom(rows -> rows.map(row -> new ResponsibilityMatrix.Column(row.value1(), row.value2()))),
                        multiset(select(RESPONSIBILITY.DELIVERABLE_ID, RESPONSIBILITY.PARTY_ID, RESPONSIBILITY.LETTER)
                                .from(RESPONSIBILITY)
                                .join(DELIVERABLE).on(DELIVERABLE.WORKSPACE_ID.eq(RESPONSIBILITY.WORKSPACE_ID), DELIVERABLE.ID.eq(RESPONSIBILITY.DELIVERABLE_ID), DELIVERABLE.DELETED_AT.isNull())
                                .join(PARTY).on(PARTY.WORKSPACE_ID.eq(RESPONSIBILITY.WORKSPACE_ID), PARTY.ID.eq(RESPONSIBILITY.PARTY_ID), PARTY.REMOVED_AT.isNull())
                                .where(DELIVERABLE.PROJECT_ID.eq(project))))
                .fetchSingle(row -> {
                    var letters = new HashMap<Cell, String>();
                    row.value3().forEach(cell -> letters.put(new Cell(cell.value1(), cell.value2()), cell.value3()));
                    return new ResponsibilityMatrix(row.value1(), row.value2(), Map.copyOf(letters));
                });
    }

    /**
     * Writes the matrix as a whole. {@code letters} names the cells that bear one; {@code state} is the fingerprint of the
     * matrix that was read: whoever saw another one is stale, since a row is only right as a whole.
     */
    @Transactional
    public void assign(ProjectId project, Map<Cell, String> letters, String state, Actor actor) {
        projects.access(project, actor).requireEverywhere(Permission.MANAGE_TEAM);
        db.select(PROJECT.ID).from(PROJECT).where(PROJECT.ID.eq(project)).forUpdate().fetch();
        var before = of(project);
        if (!before.state().equals(state)) throw new Stale();
        if (!before.cells().containsAll(letters.keySet())) throw new Stale();
        if (!ResponsibilityMatrix.LETTERS.containsAll(letters.values())) throw Refused.because("refused.not_a_choice");
        var changes = new Changes();
        for (var row : before.rows()) for (var column : before.columns()) {
            var cell = new Cell(row.id(), column.id());
            var from = before.at(row, column);
            var to = letters.getOrDefault(cell, "");
            if (from.equals(to)) continue;
            write(cell, to);
            var where = row.name() + " · " + column.name() + ": ";
            changes.of("responsibility", where + (from.isEmpty() ? "–" : from), where + (to.isEmpty() ? "–" : to));
        }
        if (changes.any()) activities.record(actor, new TeamActivity.ResponsibilitiesChanged(Ref.of("project", project), changes.list()), project, null);
    }

    private void write(Cell cell, String letter) {
        if (letter.isEmpty()) {
            db.deleteFrom(RESPONSIBILITY).where(RESPONSIBILITY.DELIVERABLE_ID.eq(cell.deliverable()), RESPONSIBILITY.PARTY_ID.eq(cell.party())).execute();
        } else {
            db.insertInto(RESPONSIBILITY)
                    .set(RESPONSIBILITY.DELIVERABLE_ID, cell.deliverable())
                    .set(RESPONSIBILITY.PARTY_ID, cell.party())
                    .set(RESPONSIBILITY.LETTER, letter)
                    .onConflict(RESPONSIBILITY.WORKSPACE_ID, RESPONSIBILITY.DELIVERABLE_ID, RESPONSIBILITY.PARTY_ID)
                    .doUpdate()
                    .set(RESPONSIBILITY.LETTER, letter)
                    .execute();
        }
    }
}
