package meridian.workplan;

import static db.workplan.Tables.TASK;
import static db.workplan.Tables.TASK_COUNT;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import meridian.tenancy.PartyId;
import meridian.tenancy.ProjectId;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * How many tasks there are by party, status, due day and whether anybody owns them; kept in the transaction that changes a
 * task, so that no page ever counts tasks. Phases and packages are not counted, milestones are.
 */
@Component
public class TaskCounts {
    private final DSLContext db;

    TaskCounts(DSLContext db) {
        this.db = db;
    }

    /** One number: tasks of a party (or of none) in a status, due on a day (or undated), owned or not. */
    public record Key(ProjectId project, @Nullable PartyId party, TaskStatus status, @Nullable LocalDate dueOn, boolean unassigned) {
        static @Nullable Key of(@Nullable Task task) {
            if (task == null || !task.isTask() || task.deletedAt() != null) return null;
            return new Key(task.project(), task.party(), task.status(), task.dueOn(), task.owner() == null);
        }
    }

    /** A task came (before is null), changed, or went (after is null or deleted). */
    void changed(@Nullable Task before, @Nullable Task after) {
        var from = Key.of(before);
        var to = Key.of(after);
        if (from == null ? to == null : from.equals(to)) return;
        var changes = changes();
        if (from != null) changes.merge(from, -1, Integer::sum);
        if (to != null) changes.merge(to, 1, Integer::sum);
    }

    /** A task that is in the plan became due on another day, by the schedule. */
    void moved(ProjectId project, PlanData.Row row, @Nullable LocalDate from, @Nullable LocalDate to) {
        var changes = changes();
        changes.merge(new Key(project, row.party(), row.status(), from, row.owner() == null), -1, Integer::sum);
        changes.merge(new Key(project, row.party(), row.status(), to, row.owner() == null), 1, Integer::sum);
    }

    // Counts are rows that many share. They are written just before the commit, all at once and in one order, so that they
    // are locked for as short as can be and two transactions never wait for each other in a circle.
    @SuppressWarnings("unchecked")
    private Map<Key, Integer> changes() {
        var bound = (Map<Key, Integer>) TransactionSynchronizationManager.getResource(this);
        if (bound != null) return bound;
        var changes = new TreeMap<Key, Integer>(Comparator.comparing(Key::toString));
        TransactionSynchronizationManager.bindResource(this, changes);
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void beforeCommit(boolean readOnly) {
                write(changes);
            }

            @Override
            public void beforeCompletion() {
                TransactionSynchronizationManager.unbindResourceIfPossible(TaskCounts.this);
            }
        });
        return changes;
    }

    private void write(Map<Key, Integer> changes) {
        var insert = db.insertInto(TASK_COUNT, TASK_COUNT.PROJECT_ID, TASK_COUNT.PARTY_ID, TASK_COUNT.STATUS, TASK_COUNT.DUE_ON, TASK_COUNT.UNASSIGNED, TASK_COUNT.TASKS);
        boolean any = false;
        for (var change : changes.entrySet()) {
            if (change.getValue() == 0) continue;
            var key = change.getKey();
            insert = insert.values(key.project(), key.party(), key.status().text(), key.dueOn(), key.unassigned(), change.getValue());
            any = true;
        }
        if (!any) return;
        insert.onConflict(TASK_COUNT.WORKSPACE_ID, TASK_COUNT.PROJECT_ID, TASK_COUNT.PARTY_ID, TASK_COUNT.STATUS, TASK_COUNT.DUE_ON, TASK_COUNT.UNASSIGNED)
                .doUpdate()
                .set(TASK_COUNT.TASKS, TASK_COUNT.TASKS.plus(DSL.excluded(TASK_COUNT.TASKS)))
                .execute();
    }

    /** Counts a project anew, after writes that went past {@link #changed}: imports, seeds, benchmarks. */
    /** Counts all tasks of a project; what changed before in this transaction is in that already. */
    @Transactional
    public void recount(ProjectId project) {
        changes().keySet().removeIf(key -> key.project().equals(project));
        db.deleteFrom(TASK_COUNT).where(TASK_COUNT.PROJECT_ID.eq(project)).execute();
        var dueOn = DSL.cast(TASK.FINISH_AT, LocalDate.class);
        var unassigned = DSL.field(TASK.OWNER_ID.isNull());
        db.insertInto(TASK_COUNT, TASK_COUNT.PROJECT_ID, TASK_COUNT.PARTY_ID, TASK_COUNT.STATUS, TASK_COUNT.DUE_ON, TASK_COUNT.UNASSIGNED, TASK_COUNT.TASKS)
                .select(DSL.select(TASK.PROJECT_ID, TASK.PARTY_ID, TASK.STATUS, dueOn, unassigned, DSL.count())
                        .from(TASK)
                        .where(TASK.PROJECT_ID.eq(project), TASK.KIND.eq("task"), TASK.DELETED_AT.isNull())
                        .groupBy(TASK.PROJECT_ID, TASK.PARTY_ID, TASK.STATUS, dueOn, unassigned))
                .onConflict(TASK_COUNT.WORKSPACE_ID, TASK_COUNT.PROJECT_ID, TASK_COUNT.PARTY_ID, TASK_COUNT.STATUS, TASK_COUNT.DUE_ON, TASK_COUNT.UNASSIGNED)
                .doUpdate()
                .set(TASK_COUNT.TASKS, TASK_COUNT.TASKS.plus(DSL.excluded(TASK_COUNT.TASKS)))
                .execute();
    }
}
