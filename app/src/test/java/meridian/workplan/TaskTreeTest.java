package meridian.workplan;

import static db.workplan.Tables.TASK;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import meridian.tenancy.NotAllowed;
import meridian.tenancy.NotFound;
import meridian.tenancy.Refused;
import meridian.tenancy.Stale;
import meridian.tenancy.TaskId;
import meridian.workplan.TaskTree.Seen;
import org.junit.jupiter.api.Test;

class TaskTreeTest extends PlanStory {
    private Seen seen(Task task) {
        return new Seen(task.id(), now(task.id()).version());
    }

    @Test
    void indentingPutsARowBeneathTheOneAbove() {
        var phase = add("筹备期", TaskKind.PHASE, null, null, "王敏");
        var a = add("甲", TaskKind.TASK, phase.id(), null, "王敏");
        var b = add("乙", TaskKind.TASK, phase.id(), null, "王敏");
        var c = add("丙", TaskKind.TASK, phase.id(), null, "王敏");
        var chief = world.person("王敏").actor();
        var edit = here(() -> tree.indent(List.of(seen(b), seen(c)), chief));
        assertThat(plan()).containsExactly("筹备期", "·甲", "··乙", "··丙");
        here(() -> tree.outdent(List.of(seen(c)), chief));
        assertThat(plan()).containsExactly("筹备期", "·甲", "··乙", "·丙");
        assertThatThrownBy(() -> here(() -> { tasks.undo(edit, chief); return 1; })).isInstanceOf(Stale.class);
        assertThatThrownBy(() -> here(() -> tree.indent(List.of(seen(a)), chief))).isInstanceOf(Refused.class);
    }

    @Test
    void nothingStandsBeneathAMilestone() {
        var chief = world.person("王敏").actor();
        var done = add("评审通过", TaskKind.TASK, null, null, "王敏");
        var next = add("发布", TaskKind.TASK, null, null, "王敏");
        here(() -> tasks.edit(done.id(), now(done.id()).version(), fields -> fields.withMilestone(true, null), chief));
        assertThatThrownBy(() -> here(() -> tree.indent(List.of(seen(next)), chief))).isInstanceOf(Refused.class).hasMessageContaining("milestone_holds_nothing");
        assertThatThrownBy(() -> here(() -> tree.move(seen(next), done.id(), null, chief))).isInstanceOf(Refused.class);
        assertThatThrownBy(() -> add("之一", TaskKind.TASK, done.id(), null, "王敏")).isInstanceOf(Refused.class);
        add("发布之一", TaskKind.TASK, next.id(), null, "王敏");
        assertThatThrownBy(() -> here(() -> tasks.edit(next.id(), now(next.id()).version(), fields -> fields.withMilestone(true, null), chief))).isInstanceOf(Refused.class).hasMessageContaining("milestone_has_rows");
    }

    @Test
    void nothingComesBackBeneathWhatBecameAMilestone() {
        var chief = world.person("王敏").actor();
        var review = add("评审", TaskKind.TASK, null, null, "王敏");
        var part = add("准备材料", TaskKind.TASK, review.id(), null, "王敏");
        var other = add("复核", TaskKind.TASK, review.id(), null, "王敏");
        here(() -> tree.delete(List.of(seen(part)), chief));
        var moved = here(() -> tree.move(seen(other), null, null, chief));
        here(() -> tasks.edit(review.id(), now(review.id()).version(), fields -> fields.withMilestone(true, null), chief));
        var restored = here(() -> tree.restore(world.project, part.id(), chief));
        assertThat(restored.how()).isEqualTo(TaskTree.How.AT_THE_END);
        assertThat(plan()).containsExactly("复核", "评审", "准备材料");
        assertThatThrownBy(() -> here(() -> { tasks.undo(moved, chief); return 1; })).isInstanceOf(Refused.class).hasMessageContaining("milestone_holds_nothing");
        assertThat(plan()).containsExactly("复核", "评审", "准备材料");
        var was = here(() -> tasks.edit(review.id(), now(review.id()).version(), fields -> fields.withMilestone(false, null), chief)).edit();
        add("之一", TaskKind.TASK, review.id(), null, "王敏");
        assertThatThrownBy(() -> here(() -> { tasks.undo(was, chief); return 1; })).as("a milestone again, with a row beneath it").isInstanceOf(Refused.class);
    }

    @Test
    void aMoveIsUndone() {
        var one = add("一", TaskKind.PACKAGE, null, null, "王敏");
        add("一之一", TaskKind.TASK, one.id(), null, "王敏");
        var two = add("二", TaskKind.PACKAGE, null, null, "王敏");
        var chief = world.person("王敏").actor();
        var edit = here(() -> tree.move(seen(one), two.id(), null, chief));
        assertThat(plan()).containsExactly("二", "·一", "··一之一");
        here(() -> { tasks.undo(edit, chief); return 1; });
        assertThat(plan()).containsExactly("一", "·一之一", "二");
    }

    @Test
    void severalRowsGoUpAndDownTogether() {
        var a = add("甲", TaskKind.TASK, null, null, "王敏");
        var b = add("乙", TaskKind.TASK, null, null, "王敏");
        var c = add("丙", TaskKind.TASK, null, null, "王敏");
        var chief = world.person("王敏").actor();
        here(() -> tree.reorder(List.of(seen(b), seen(c)), true, chief));
        assertThat(plan()).containsExactly("乙", "丙", "甲");
        here(() -> tree.reorder(List.of(seen(b), seen(c)), false, chief));
        assertThat(plan()).containsExactly("甲", "乙", "丙");
        assertThatThrownBy(() -> here(() -> tree.reorder(List.of(seen(a)), true, chief))).isInstanceOf(Refused.class);
    }

    @Test
    void aRowNeverGoesBeneathItself() {
        var one = add("一", TaskKind.PACKAGE, null, null, "王敏");
        var child = add("一之一", TaskKind.PACKAGE, one.id(), null, "王敏");
        assertThatThrownBy(() -> here(() -> tree.move(seen(one), child.id(), null, world.person("王敏").actor()))).isInstanceOf(Refused.class).hasMessageContaining("circle");
        assertThatThrownBy(() -> here(() -> tree.move(seen(one), one.id(), null, world.person("王敏").actor()))).isInstanceOf(Refused.class);
    }

    @Test
    void aPhaseMovedIntoAnotherBecomesAPackage() {
        add("筹备期", TaskKind.PHASE, null, null, "王敏");
        var second = add("执行期", TaskKind.PHASE, null, null, "王敏");
        here(() -> tree.indent(List.of(seen(second)), world.person("王敏").actor()));
        assertThat(now(second.id()).kind()).isEqualTo(TaskKind.PACKAGE);
    }

    @Test
    void aLeadDoesNotRearrangeWhatIsAlsoSomebodyElses() {
        var pack = add("渠道", TaskKind.PACKAGE, null, "华南", "王敏");
        add("德国部分", TaskKind.TASK, pack.id(), "德国", "王敏");
        add("其他", TaskKind.PACKAGE, null, "华南", "王敏");
        assertThatThrownBy(() -> here(() -> tree.delete(List.of(seen(pack)), world.person("陈浩").actor()))).isInstanceOf(NotAllowed.class);
        assertThatThrownBy(() -> here(() -> tree.reorder(List.of(seen(pack)), false, world.person("外人").actor()))).isInstanceOf(NotFound.class);
    }

    @Test
    void whatWasThrownAwayComesBackWithAllBeneathIt() {
        var pack = add("渠道", TaskKind.PACKAGE, null, null, "王敏");
        var child = task("经销商签约", "华东", "李婷", java.time.LocalDate.of(2026, 12, 1));
        here(() -> tree.move(seen(child), pack.id(), null, world.person("王敏").actor()));
        add("其后", TaskKind.PACKAGE, null, null, "王敏");
        here(() -> tree.delete(List.of(seen(pack)), world.person("王敏").actor()));
        assertThat(plan()).containsExactly("其后");
        assertThat(duties(child.id())).containsExactly("task_done cancelled 李婷");
        here(() -> tree.restore(world.project, pack.id(), world.person("王敏").actor()));
        assertThat(plan()).containsExactly("渠道", "·经销商签约", "其后");
        assertThat(duties(child.id())).containsExactly("task_done cancelled 李婷", "task_done open 李婷");
        assertThatThrownBy(() -> here(() -> tree.restore(world.project, pack.id(), world.person("王敏").actor()))).isInstanceOf(NotFound.class);
    }

    /** Random edits; afterwards the paths are those of a tree walked slowly, and the counts those of a slow count. */
    @Test
    void pathsAndCountsStayTrueUnderRandomEdits() {
        for (long seed = 1; seed <= 3; seed++) {
            world = worlds.world();
            var random = new Random(seed);
            var chief = world.person("王敏").actor();
            var parties = new ArrayList<String>(world.parties.keySet());
            var all = new ArrayList<TaskId>();
            for (int step = 0; step < 150; step++) {
                var some = all.isEmpty() ? null : now(all.get(random.nextInt(all.size())));
                try {
                    switch (random.nextInt(10)) {
                        case 0, 1, 2 -> {
                            var fields = TaskFields.titled("任务" + step).withParty(party(parties.get(random.nextInt(parties.size())))).withOwner(random.nextBoolean() ? member("周颖") : null)
                                    .withFinish(random.nextBoolean() ? TaskFields.endOf(java.time.LocalDate.of(2026, 11, 1).plusDays(random.nextInt(20))) : null);
                            var parent = some == null || random.nextBoolean() ? null : some.id();
                            all.add(here(() -> tasks.add(new Tasks.NewTask(TaskId.next(), world.project, random.nextInt(4) == 0 ? TaskKind.PACKAGE : TaskKind.TASK, parent, null, fields), chief)).task().id());
                        }
                        case 3 -> here(() -> tree.indent(List.of(seen(some)), chief));
                        case 4 -> here(() -> tree.outdent(List.of(seen(some)), chief));
                        case 5 -> here(() -> tree.reorder(List.of(seen(some)), random.nextBoolean(), chief));
                        case 6 -> here(() -> tree.move(seen(some), random.nextBoolean() ? null : all.get(random.nextInt(all.size())), null, chief));
                        case 7 -> here(() -> tasks.move(some.id(), TaskMove.values()[random.nextInt(7)], "因为", chief));
                        case 8 -> here(() -> tasks.edit(some.id(), some.version(), f -> f.withParty(party(parties.get(random.nextInt(parties.size())))).withOwner(random.nextBoolean() ? member("林峰") : null), chief));
                        case 9 -> {
                            if (some.deletedAt() != null) here(() -> tree.restore(world.project, some.id(), chief));
                            else if (random.nextInt(3) == 0) {
                                var edit = here(() -> tree.delete(List.of(seen(some)), chief));
                                if (random.nextBoolean()) here(() -> { tasks.undo(edit, chief); return 1; });
                            }
                        }
                    }
                } catch (Refused | NotFound | NotAllowed | NullPointerException refused) {
                    // many of these moves are not possible; what matters is what stands afterwards
                }
            }
            assertThat(walked()).as("seed %s", seed).isEqualTo(paths());
            assertThat(counted()).as("seed %s", seed).isEqualTo(countedSlowly());
            here(() -> { counts.recount(world.project); return 1; });
            assertThat(counted()).as("seed %s", seed).isEqualTo(countedSlowly());
        }
    }

    private List<String> paths() {
        return reading(() -> db.select(TASK.PATH).from(TASK).where(TASK.PROJECT_ID.eq(world.project), TASK.DELETED_AT.isNull()).orderBy(TASK.PATH).fetch(TASK.PATH));
    }

    private List<String> walked() {
        var all = reading(() -> db.select(TaskRow.COLUMNS).from(TASK).where(TASK.PROJECT_ID.eq(world.project), TASK.DELETED_AT.isNull()).fetch(TaskRow::read));
        var found = new ArrayList<String>();
        walk(null, null, all, found);
        return found;
    }

    private static void walk(TaskId parent, String path, List<Task> all, List<String> found) {
        all.stream().filter(task -> java.util.Objects.equals(task.parent(), parent)).sorted(java.util.Comparator.comparing(Task::position)).forEach(task -> {
            found.add(Path.of(path, task.position()));
            walk(task.id(), Path.of(path, task.position()), all, found);
        });
    }

    private Map<String, Integer> counted() {
        return reading(() -> {
            var counts = new TreeMap<String, Integer>();
            for (var row : db.fetch("select party_id, status, due_on, unassigned, tasks from workplan.task_count where project_id = ? and tasks <> 0", world.project.value())) {
                counts.put(row.get(0) + " " + row.get(1) + " " + row.get(2) + " " + row.get(3), row.get(4, Integer.class));
            }
            return counts;
        });
    }

    private Map<String, Integer> countedSlowly() {
        return reading(() -> {
            var counts = new TreeMap<String, Integer>();
            for (var row : db.fetch("select party_id, status, finish_at::date, owner_id is null from workplan.task where project_id = ? and kind = 'task' and deleted_at is null", world.project.value())) {
                counts.merge(row.get(0) + " " + row.get(1) + " " + row.get(2) + " " + row.get(3), 1, Integer::sum);
            }
            return counts;
        });
    }
}
