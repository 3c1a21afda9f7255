package meridian.workplan;

import static db.duty.Tables.DUTY;
import static db.workplan.Tables.TASK;

import java.time.LocalDate;
import java.util.List;
import java.util.function.Supplier;
import meridian.tenancy.MemberId;
import meridian.tenancy.PartyId;
import meridian.tenancy.TaskId;
import meridian.world.MeridianTest;
import meridian.world.Worlds;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

/** A world with a small plan in it, and short words to act upon it. */
abstract class PlanStory extends MeridianTest {
    @Autowired
    Tasks tasks;

    @Autowired
    TaskTree tree;

    @Autowired
    Dispatching dispatching;

    @Autowired
    PlanRows rows;

    @Autowired
    TaskCounts counts;

    @Autowired
    DSLContext db;

    @Autowired
    TransactionTemplate transaction;

    Worlds.World world;

    @BeforeEach
    void aWorld() {
        world = worlds.world();
    }

    <T> T here(Supplier<T> work) {
        return in(world.workspace, work);
    }

    <T> T reading(Supplier<T> work) {
        return here(() -> transaction.execute(status -> work.get()));
    }

    Task add(String title, TaskKind kind, @Nullable TaskId parent, @Nullable String party, String by) {
        return add(TaskFields.titled(title).withParty(party == null ? null : party(party)), kind, parent, by);
    }

    Task add(TaskFields fields, TaskKind kind, @Nullable TaskId parent, String by) {
        return here(() -> tasks.add(new Tasks.NewTask(TaskId.next(), world.project, kind, parent, null, fields), world.person(by).actor()).task());
    }

    Task task(String title, String party, @Nullable String owner, @Nullable LocalDate finish) {
        var fields = TaskFields.titled(title).withParty(party(party)).withOwner(owner == null ? null : member(owner)).withFinish(finish == null ? null : TaskFields.endOf(finish));
        return add(fields, TaskKind.TASK, null, "王敏");
    }

    PartyId party(String name) {
        return world.parties.get(name);
    }

    MemberId member(String name) {
        return world.person(name).member();
    }

    Task now(TaskId id) {
        return reading(() -> db.select(TaskRow.COLUMNS).from(TASK).where(TASK.ID.eq(id)).fetchSingle(TaskRow::read));
    }

    /** Titles in the order of the tree, indented by dots. */
    List<String> plan() {
        return reading(() -> db.select(TaskRow.COLUMNS).from(TASK).where(TASK.PROJECT_ID.eq(world.project), TASK.DELETED_AT.isNull()).orderBy(TASK.PATH)
                .fetch(row -> "·".repeat(TaskRow.read(row).depth() - 1) + row.get(TASK.TITLE)));
    }

    /** “kind state” of a task’s duties, with the owner’s name. */
    List<String> duties(TaskId id) {
        return reading(() -> db.select(DUTY.KIND, DUTY.STATE, DUTY.OWNER_ID).from(DUTY).where(DUTY.SUBJECT_ID.eq(id.value())).orderBy(DUTY.ID)
                .fetch(row -> row.value1() + " " + row.value2() + " " + world.people.values().stream().filter(p -> p.member().equals(row.value3())).findFirst().orElseThrow().name()));
    }
}
