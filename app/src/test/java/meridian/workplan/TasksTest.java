package meridian.workplan;

import static db.duty.Tables.DUTY;
import static db.project.Tables.SCOPE_ITEM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import meridian.identity.Grants;
import meridian.identity.Members;
import meridian.identity.Role;
import meridian.tenancy.NotAllowed;
import meridian.tenancy.NotFound;
import meridian.tenancy.Refused;
import meridian.tenancy.ScopeItemId;
import meridian.tenancy.Stale;
import meridian.tenancy.TaskId;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class TasksTest extends PlanStory {
    private static final LocalDate FRIDAY = LocalDate.of(2026, 11, 27);

    @Autowired
    Grants grants;

    @Autowired
    Members members;

    @Test
    void numbersArePermanentAndGrow() {
        var first = task("文案与设计", "市场部", null, null);
        var second = task("推广物料印制", "华南", null, null);
        here(() -> tree.delete(List.of(new TaskTree.Seen(second.id(), second.version())), world.person("王敏").actor()));
        var third = task("门店陈列", "华南", null, null);
        assertThat(List.of(first.number(), second.number(), third.number())).containsExactly(1, 2, 3);
    }

    @Test
    void addingTwiceAddsOnce() {
        var id = TaskId.next();
        var wanted = new Tasks.NewTask(id, world.project, TaskKind.TASK, null, null, TaskFields.titled("一次"));
        here(() -> tasks.add(wanted, world.person("王敏").actor()));
        here(() -> tasks.add(wanted, world.person("王敏").actor()));
        assertThat(plan()).containsExactly("一次");
    }

    @Test
    void aLeadPlansForTheirOwnPartyOnly() {
        assertThat(add("渠道铺货", TaskKind.TASK, null, "华南", "陈浩").party()).isEqualTo(party("华南"));
        assertThatThrownBy(() -> add("渠道铺货", TaskKind.TASK, null, "华东", "陈浩")).isInstanceOf(NotAllowed.class);
        var foreign = task("样品到仓", "德国", null, null);
        assertThatThrownBy(() -> here(() -> tasks.edit(foreign.id(), 0, fields -> fields.withTitle("我的"), world.person("陈浩").actor()))).isInstanceOf(NotAllowed.class);
        var own = task("门店陈列", "华南", null, null);
        assertThatThrownBy(() -> here(() -> tasks.edit(own.id(), 0, fields -> fields.withParty(party("德国")), world.person("陈浩").actor()))).isInstanceOf(NotAllowed.class);
    }

    @Test
    void aStrangerFindsNothing() {
        var task = task("门店陈列", "华南", "周颖", null);
        assertThatThrownBy(() -> here(() -> tasks.get(task.id(), world.person("外人").actor()))).isInstanceOf(NotFound.class);
        var elsewhere = worlds.world();
        assertThatThrownBy(() -> in(elsewhere.workspace, () -> tasks.get(task.id(), elsewhere.person("王敏").actor()))).isInstanceOf(NotFound.class);
    }

    @Test
    void aGuestSeesAndDoesOnlyTheirOwnTasks() {
        here(() -> grants.grant(member("外人"), world.project, null, Role.GUEST, world.person("王敏").actor()));
        var theirs = task("供应商打样", "华南", "外人", FRIDAY);
        var other = task("门店陈列", "华南", "周颖", FRIDAY);
        var guest = world.person("外人").actor();
        assertThat(here(() -> tasks.start(theirs.id(), guest)).status()).isEqualTo(TaskStatus.IN_PROGRESS);
        assertThatThrownBy(() -> here(() -> tasks.get(other.id(), guest))).isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> here(() -> tasks.start(other.id(), guest))).isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> here(() -> tasks.edit(theirs.id(), 1, fields -> fields.withTitle("x"), guest))).isInstanceOf(NotAllowed.class);
    }

    @Test
    void anExecutorDoesTheirOwnTaskAndNotAColleagues() {
        var task = task("门店陈列", "华南", "周颖", FRIDAY);
        here(() -> tasks.start(task.id(), world.person("周颖").actor()));
        here(() -> tasks.block(task.id(), "物料未到", world.person("周颖").actor()));
        assertThat(now(task.id()).blockedReason()).isEqualTo("物料未到");
        assertThatThrownBy(() -> here(() -> tasks.unblock(task.id(), world.person("林峰").actor()))).isInstanceOf(NotAllowed.class);
        assertThatThrownBy(() -> here(() -> tasks.cancel(task.id(), "不做了", world.person("周颖").actor()))).isInstanceOf(NotAllowed.class);
        assertThatThrownBy(() -> here(() -> tasks.block(task.id(), "", world.person("周颖").actor()))).isInstanceOf(Refused.class);
    }

    @Test
    void aRegionalLeadCannotAcceptTheirOwnDeliverable() {
        var task = task("门店陈列", "华南", "陈浩", null);
        here(() -> tasks.complete(task.id(), world.person("陈浩").actor()));
        assertThatThrownBy(() -> here(() -> tasks.accept(task.id(), world.person("陈浩").actor()))).isInstanceOf(NotAllowed.class);
        assertThat(here(() -> tasks.accept(task.id(), world.person("王敏").actor())).status()).isEqualTo(TaskStatus.ACCEPTED);
    }

    @Test
    void aReasonIsAskedForWhatNeedsOne() {
        var task = task("门店陈列", "华南", "周颖", null);
        assertThatThrownBy(() -> here(() -> tasks.cancel(task.id(), " ", world.person("陈浩").actor()))).isInstanceOf(Refused.class).hasMessageContaining("reason");
        here(() -> tasks.complete(task.id(), world.person("周颖").actor()));
        assertThatThrownBy(() -> here(() -> tasks.reopen(task.id(), "", world.person("周颖").actor()))).isInstanceOf(Refused.class);
        assertThat(here(() -> tasks.reopen(task.id(), "还差两家门店", world.person("周颖").actor())).status()).isEqualTo(TaskStatus.IN_PROGRESS);
        assertThat(duties(task.id())).isEmpty();
    }

    @Test
    void whatSomebodyElseChangedIsNotOverwritten() {
        var task = task("门店陈列", "华南", null, null);
        here(() -> tasks.edit(task.id(), 0, fields -> fields.withTitle("门店陈列与验收"), world.person("陈浩").actor()));
        assertThatThrownBy(() -> here(() -> tasks.edit(task.id(), 0, fields -> fields.withTitle("别的"), world.person("王敏").actor()))).isInstanceOf(Stale.class);
    }

    @Test
    void anEditIsCheckedAsAWhole() {
        var task = task("门店陈列", "华南", null, FRIDAY);
        assertThatThrownBy(() -> here(() -> tasks.edit(task.id(), 0, fields -> fields.withTitle(" ").withStart(FRIDAY.plusDays(3).atStartOfDay()).withOwner(member("外人")), world.person("王敏").actor())))
                .isInstanceOfSatisfying(Refused.class, refused -> assertThat(refused.problems()).extracting(Refused.Problem::field).contains("title", "finish", "owner"));
        assertThat(now(task.id()).version()).isZero();
    }

    @Test
    void aRegionOutOfScopeIsGivenNoWork() {
        reading(() -> db.insertInto(SCOPE_ITEM).set(SCOPE_ITEM.ID, ScopeItemId.next()).set(SCOPE_ITEM.PROJECT_ID, world.project).set(SCOPE_ITEM.INCLUDED, false)
                .set(SCOPE_ITEM.REGION_ID, world.regions.get("德国")).execute());
        assertThatThrownBy(() -> task("样品到仓", "德国", null, null)).isInstanceOf(Refused.class).hasMessageContaining("workplan.out_of_scope");
        assertThat(task("样品到仓", "新加坡", null, null).party()).isEqualTo(party("新加坡"));
    }

    @Test
    void anOwnedTaskWithAFinishIsOwedByTheEndOfThatDayWhereItIsDone() {
        var task = task("样品到仓", "德国", "Johanna Maier", FRIDAY);
        assertThat(duties(task.id())).containsExactly("task_done open Johanna Maier");
        var due = reading(() -> db.select(DUTY.DUE_AT).from(DUTY).where(DUTY.SUBJECT_ID.eq(task.id().value())).fetchSingle(DUTY.DUE_AT));
        assertThat(due).isEqualTo("2026-11-27T23:00:00Z");
    }

    @Test
    void theDutyFollowsTheTask() {
        clock.set(FRIDAY.atTime(2, 0).toInstant(ZoneOffset.UTC));
        var task = task("门店陈列", "华南", "周颖", FRIDAY);
        here(() -> tasks.edit(task.id(), 0, fields -> fields.withFinish(TaskFields.endOf(FRIDAY.plusDays(7))), world.person("陈浩").actor()));
        var due = reading(() -> db.select(DUTY.DUE_AT).from(DUTY).where(DUTY.SUBJECT_ID.eq(task.id().value())).fetchSingle(DUTY.DUE_AT));
        assertThat(due).isEqualTo("2026-12-04T16:00:00Z");
        here(() -> tasks.edit(task.id(), 1, fields -> fields.withOwner(member("林峰")), world.person("陈浩").actor()));
        assertThat(duties(task.id())).containsExactly("task_done cancelled 周颖", "task_done open 林峰");
        here(() -> tasks.complete(task.id(), world.person("林峰").actor()));
        assertThat(duties(task.id())).containsExactly("task_done cancelled 周颖", "task_done met 林峰");
        here(() -> tasks.reopen(task.id(), "漏了一家", world.person("陈浩").actor()));
        assertThat(duties(task.id())).containsExactly("task_done cancelled 周颖", "task_done open 林峰");
        here(() -> tasks.cancel(task.id(), "不做了", world.person("陈浩").actor()));
        assertThat(duties(task.id())).containsExactly("task_done cancelled 周颖", "task_done cancelled 林峰");
    }

    @Test
    void openTasksOfWhoLeavesAreTheReceivers() {
        var display = task("门店陈列", "华南", "周颖", FRIDAY);
        var poster = task("海报张贴", "华南", null, FRIDAY);
        var over = task("问卷", "华南", "周颖", FRIDAY);
        here(() -> dispatching.offer(poster.id(), member("周颖"), world.person("陈浩").actor()));
        here(() -> tasks.complete(over.id(), world.person("周颖").actor()));
        here(() -> {
            members.leave(member("周颖"), member("林峰"), 0, world.person("管理员").actor());
            return 1;
        });
        assertThat(now(display.id()).owner()).isEqualTo(member("林峰"));
        assertThat(duties(display.id())).filteredOn(duty -> duty.contains("open")).containsExactly("task_done open 林峰");
        assertThat(now(poster.id()).owner()).isEqualTo(member("林峰"));
        assertThat(duties(poster.id())).filteredOn(duty -> duty.contains("open")).containsExactly("task_done open 林峰");
        assertThat(now(over.id()).owner()).as("who did it").isEqualTo(member("周颖"));
    }

    @Test
    void anOfferIsAcceptedOrReturned() {
        var task = task("门店陈列", "华南", null, FRIDAY);
        var lead = world.person("陈浩").actor();
        here(() -> dispatching.offer(task.id(), member("周颖"), lead));
        assertThat(duties(task.id())).containsExactly("task_acceptance open 周颖");
        assertThatThrownBy(() -> here(() -> tasks.start(task.id(), world.person("周颖").actor()))).isInstanceOf(Refused.class).hasMessageContaining("answer_first");
        assertThatThrownBy(() -> here(() -> dispatching.accept(task.id(), world.person("林峰").actor()))).isInstanceOf(NotAllowed.class);
        assertThatThrownBy(() -> here(() -> dispatching.giveBack(task.id(), "", world.person("周颖").actor()))).isInstanceOf(Refused.class);
        here(() -> dispatching.giveBack(task.id(), "下周休假", world.person("周颖").actor()));
        assertThat(now(task.id()).owner()).isNull();
        assertThat(now(task.id()).dispatchReason()).isEqualTo("下周休假");
        assertThat(duties(task.id())).containsExactly("task_acceptance met 周颖", "task_returned open 陈浩");
        here(() -> dispatching.offer(task.id(), member("林峰"), lead));
        here(() -> dispatching.accept(task.id(), world.person("林峰").actor()));
        assertThat(duties(task.id())).containsExactly("task_acceptance met 周颖", "task_returned met 陈浩", "task_acceptance met 林峰", "task_done open 林峰");
    }

    @Test
    void onlyThePartysLeadGivesItsTasksOut() {
        var task = task("门店陈列", "华南", null, FRIDAY);
        assertThatThrownBy(() -> here(() -> dispatching.offer(task.id(), member("周颖"), world.person("李婷").actor()))).isInstanceOf(NotAllowed.class);
        assertThatThrownBy(() -> here(() -> dispatching.offer(task.id(), member("周颖"), world.person("周颖").actor()))).isInstanceOf(NotAllowed.class);
    }

    @Test
    void aBulkEditIsUndoneAsOne() {
        var one = task("一", "华南", null, null);
        var two = task("二", "华南", null, null);
        var chief = world.person("王敏").actor();
        var edit = here(() -> tasks.editAll(world.project, List.of(new Tasks.Seen(one.id(), 0, f -> f.withOwner(member("周颖"))), new Tasks.Seen(two.id(), 0, f -> f.withOwner(member("林峰")))), chief));
        assertThat(now(two.id()).owner()).isEqualTo(member("林峰"));
        assertThatThrownBy(() -> here(() -> { tasks.undo(edit, world.person("陈浩").actor()); return 1; })).isInstanceOf(NotFound.class);
        here(() -> { tasks.undo(edit, chief); return 1; });
        assertThat(now(one.id()).owner()).isNull();
        assertThat(now(two.id()).owner()).isNull();
        assertThatThrownBy(() -> here(() -> { tasks.undo(edit, chief); return 1; })).isInstanceOf(Stale.class);
    }

    @Test
    void editsOfOneRowAreUndoneOneAfterTheOther() {
        var one = task("一", "华南", null, null);
        var chief = world.person("王敏").actor();
        var first = here(() -> tasks.edit(one.id(), 0, f -> f.withTitle("二"), chief)).edit();
        var second = here(() -> tasks.edit(one.id(), 1, f -> f.withTitle("三"), chief)).edit();
        var third = here(() -> tree.delete(List.of(new TaskTree.Seen(one.id(), 2)), chief));
        for (var edit : List.of(third, second, first)) here(() -> { tasks.undo(edit, chief); return 1; });
        assertThat(now(one.id()).title()).isEqualTo("一");
    }

    @Test
    void aBulkEditIsAllOrNothing() {
        var one = task("一", "华南", null, null);
        var two = task("二", "德国", null, null);
        assertThatThrownBy(() -> here(() -> tasks.editAll(world.project, List.of(new Tasks.Seen(one.id(), 0, f -> f.withTitle("x")), new Tasks.Seen(two.id(), 0, f -> f.withTitle("y"))), world.person("陈浩").actor())))
                .isInstanceOf(NotAllowed.class);
        assertThat(now(one.id()).title()).isEqualTo("一");
    }

    @Test
    void whatSomebodyChangedMeanwhileIsNotUndone() {
        var one = task("一", "华南", null, null);
        var chief = world.person("王敏").actor();
        var edited = here(() -> tasks.edit(one.id(), 0, f -> f.withTitle("壹"), chief));
        here(() -> tasks.edit(one.id(), 1, f -> f.withTitle("第一"), world.person("陈浩").actor()));
        assertThatThrownBy(() -> here(() -> { tasks.undo(edited.edit(), chief); return 1; })).isInstanceOf(Stale.class);
        assertThat(now(one.id()).title()).isEqualTo("第一");
    }

    @Test
    void progressBeginsTheWork() {
        var task = task("门店陈列", "华南", "周颖", null);
        assertThat(here(() -> tasks.progress(task.id(), 30, 600, world.person("周颖").actor())).status()).isEqualTo(TaskStatus.IN_PROGRESS);
        assertThatThrownBy(() -> here(() -> tasks.progress(task.id(), 120, null, world.person("周颖").actor()))).isInstanceOf(Refused.class);
        assertThatThrownBy(() -> here(() -> tasks.progress(task.id(), 50, null, world.person("林峰").actor()))).isInstanceOf(NotAllowed.class);
    }

    @Test
    void aMilestoneOfTheThirdWeekEndsOnItsFriday() {
        var milestone = add(TaskFields.titled("完成区域市场调研").withMilestone(true, 3), TaskKind.TASK, null, "王敏");
        assertThat(milestone.dueOn()).isEqualTo(LocalDate.of(2026, 10, 30));
    }
}
