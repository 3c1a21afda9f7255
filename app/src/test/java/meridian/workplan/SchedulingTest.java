package meridian.workplan;

import static db.activity.Tables.ACTIVITY;
import static db.duty.Tables.DUTY;
import static db.workplan.Tables.DEPENDENCY;
import static db.workplan.Tables.FORECAST;
import static db.workplan.Tables.TASK;
import static db.workplan.Tables.TASK_COUNT;
import static db.workplan.Tables.TASK_SCHEDULE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import meridian.tenancy.NotAllowed;
import meridian.tenancy.Refused;
import meridian.tenancy.TaskId;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** A plan whose dates follow from its links. */
class SchedulingTest extends PlanStory {
    private static final LocalDate MONDAY = LocalDate.of(2026, 11, 30);

    @Autowired
    Scheduling scheduling;

    @Autowired
    KeptPlans kept;

    @Autowired
    TaskLinks links;

    private Task work(String title, String party, LocalDate start, int days) {
        return add(TaskFields.titled(title).withParty(party(party)).withOwner(member("周颖")).withStart(TaskFields.startOf(start)).withDuration(days * 480), TaskKind.TASK, null, "王敏");
    }

    private Task floating(String title, String party, int days) {
        return add(TaskFields.titled(title).withParty(party(party)).withOwner(member("周颖")).withDuration(days * 480), TaskKind.TASK, null, "王敏");
    }

    private Tasks.Edited after(Task task, Task predecessor, String type, String lag) {
        return here(() -> links.add(access(), task.id(), now(task.id()).version(), String.valueOf(predecessor.number()), type, lag, world.person("王敏").actor()));
    }

    private meridian.project.ProjectAccess access() {
        return projects.access(world.project, world.person("王敏").actor());
    }

    private Tasks.Edited edit(Task task, UnaryOperator<TaskFields> change) {
        return here(() -> tasks.edit(task.id(), now(task.id()).version(), change, world.person("王敏").actor()));
    }

    private String span(Task task) {
        var now = now(task.id());
        return Scheduling.span(now.start(), now.finish());
    }

    @Autowired
    meridian.project.Projects projects;

    @Test
    void aStartThatIsTypedMovesTheTaskAFinishChangesItsDurationAndLinksPushLater() {
        var design = work("设计", "华南", MONDAY, 3);
        assertThat(span(design)).isEqualTo("2026-11-30 – 2026-12-02");
        var print = floating("印制", "华南", 2);
        assertThat(span(print)).isEqualTo("—");
        after(print, design, "FS", "");
        assertThat(span(print)).isEqualTo("2026-12-03 – 2026-12-04");

        var longer = edit(design, fields -> fields.withFinish(TaskFields.endOf(MONDAY.plusDays(4))));
        assertThat(longer.task().durationMinutes()).isEqualTo(5 * 480);
        assertThat(span(print)).isEqualTo("2026-12-07 – 2026-12-08");
        assertThat(now(print.id()).version()).as("what merely follows is nobody’s edit").isEqualTo(1);
        assertThat(reading(() -> db.select(DUTY.DUE_AT).from(DUTY).where(DUTY.SUBJECT_ID.eq(print.id().value())).fetchSingle(DUTY.DUE_AT))).isEqualTo("2026-12-08T16:00:00Z");
        assertThat(reading(() -> db.select(TASK_COUNT.TASKS).from(TASK_COUNT).where(TASK_COUNT.PROJECT_ID.eq(world.project), TASK_COUNT.DUE_ON.eq(LocalDate.of(2026, 12, 8)), TASK_COUNT.TASKS.gt(0)).fetch(TASK_COUNT.TASKS))).containsExactly(1);
        assertThat(reading(() -> db.select(ACTIVITY.DATA).from(ACTIVITY).where(ACTIVITY.PROJECT_ID.eq(world.project), ACTIVITY.TYPE.eq("plan_rescheduled")).orderBy(ACTIVITY.ID.desc()).limit(1).fetchSingle(ACTIVITY.DATA)).data())
                .contains("印制", "2026-12-03 – 2026-12-04", "2026-12-07 – 2026-12-08");

        edit(design, fields -> fields.withStart(TaskFields.startOf(MONDAY.plusDays(1))));
        assertThat(span(design)).isEqualTo("2026-12-01 – 2026-12-07");
        assertThat(now(design.id()).timing().constraint()).isEqualTo(Constraint.START_NOT_BEFORE);
        assertThat(span(print)).isEqualTo("2026-12-08 – 2026-12-09");
        // Typed into what follows: kept where the link allows it, pushed where not.
        edit(print, fields -> fields.withStart(TaskFields.startOf(LocalDate.of(2026, 12, 14))));
        assertThat(span(print)).isEqualTo("2026-12-14 – 2026-12-15");
        edit(print, fields -> fields.withStart(TaskFields.startOf(MONDAY)));
        assertThat(span(print)).isEqualTo("2026-12-08 – 2026-12-09");

        assertThatThrownBy(() -> here(() -> {
            tasks.undo(longer.edit(), world.person("王敏").actor());
            return null;
        })).as("edited since").isInstanceOf(meridian.tenancy.Stale.class);
    }


    @Test
    void anEditIsTakenBackWithWhatItMoved() {
        var design = work("设计", "华南", MONDAY, 3);
        var print = floating("印制", "德国", 2);
        after(print, design, "FS", "1d");
        var before = span(print);
        var edit = edit(design, fields -> fields.withDuration(8 * 480));
        assertThat(span(print)).isNotEqualTo(before);
        here(() -> {
            tasks.undo(edit.edit(), world.person("王敏").actor());
            return null;
        });
        assertThat(span(design)).isEqualTo("2026-11-30 – 2026-12-02");
        assertThat(span(print)).isEqualTo(before);
        var unlinked = here(() -> links.remove(print.id(), now(print.id()).version(), design.id(), world.person("王敏").actor()));
        edit(design, fields -> fields.withDuration(20 * 480));
        assertThat(span(print)).as("nothing holds it any more, and nothing moves it").isEqualTo(before);
        here(() -> {
            tasks.undo(unlinked.edit(), world.person("王敏").actor());
            return null;
        });
        assertThat(span(print)).isNotEqualTo(before);
    }

    @Test
    void tasksThatWouldWaitForEachOtherAreRefusedByName() {
        var one = work("选址", "华南", MONDAY, 2);
        var two = floating("装修", "华南", 2);
        var three = floating("陈列", "华南", 2);
        after(two, one, "FS", "");
        after(three, two, "SS", "1d");
        assertThatThrownBy(() -> after(one, three, "FS", "")).isInstanceOfSatisfying(Refused.class, refused -> {
            assertThat(refused.problems().getFirst().field()).isEqualTo("predecessors");
            assertThat(refused.problems().getFirst().arguments().toString()).contains("选址", "装修", "陈列");
        });
        var undated = floating("未定一", "华南", 1);
        var other = floating("未定二", "华南", 1);
        after(undated, other, "FS", "");
        assertThatThrownBy(() -> after(other, undated, "FS", "")).as("undated ones too").isInstanceOf(Refused.class);
        assertThatThrownBy(() -> after(two, two, "FS", "")).isInstanceOf(Refused.class);
        assertThatThrownBy(() -> here(() -> links.add(access(), two.id(), now(two.id()).version(), "没有这项", "FS", "", world.person("王敏").actor()))).isInstanceOf(Refused.class).hasMessageContaining("predecessor");
        assertThatThrownBy(() -> here(() -> links.add(access(), two.id(), now(two.id()).version(), String.valueOf(one.number()), "FS", "很久", world.person("王敏").actor()))).isInstanceOf(Refused.class).hasMessageContaining("lag");
        assertThatThrownBy(() -> here(() -> links.add(access(), two.id(), now(two.id()).version(), String.valueOf(one.number()), "FS", "", world.person("Johanna Maier").actor()))).isInstanceOf(NotAllowed.class);
        assertThat(span(three)).isEqualTo("2026-12-03 – 2026-12-04");
    }

    @Test
    void whatHasBegunOrStandsByHandStaysAndWhatIsOverCountsAsItWas() {
        var design = work("设计", "华南", MONDAY, 3);
        var byHand = floating("仪式", "华南", 1);
        edit(byHand, fields -> fields.withStart(TaskFields.startOf(LocalDate.of(2026, 12, 2))).withFinish(TaskFields.endOf(LocalDate.of(2026, 12, 2))).withTiming(fields.timing().byHand(true)));
        after(byHand, design, "FS", "");
        assertThat(span(byHand)).isEqualTo("2026-12-02");
        var begun = floating("打样", "华南", 2);
        after(begun, design, "FS", "");
        here(() -> tasks.start(begun.id(), world.person("周颖").actor()));
        edit(design, fields -> fields.withDuration(6 * 480));
        assertThat(span(begun)).isEqualTo("2026-12-03 – 2026-12-04");
        var next = floating("评审", "华南", 1);
        after(next, design, "FS", "");
        assertThat(span(next)).isEqualTo("2026-12-08");
        here(() -> tasks.complete(design.id(), world.person("周颖").actor()));
        var over = now(design.id()).actualFinish().toLocalDate();
        assertThat(now(next.id()).start().toLocalDate()).as("the day after it was really over").isAfter(over).isBeforeOrEqualTo(over.plusDays(4));
        assertThat(span(design)).as("its plan stays").isEqualTo("2026-11-30 – 2026-12-07");
        here(() -> tasks.reopen(design.id(), "漏了一页", world.person("周颖").actor()));
        assertThat(span(next)).isEqualTo("2026-12-08");
        here(() -> tasks.cancel(design.id(), "不做了", world.person("王敏").actor()));
        assertThat(span(next)).as("nobody waits for what was cancelled").isEqualTo("2026-12-08");
    }

    @Test
    void phasesSpanWhatIsBeneathThemUnlessTheirDatesWereTyped() {
        var phase = add("执行期", TaskKind.PHASE, null, null, "王敏");
        var first = here(() -> tasks.add(new Tasks.NewTask(TaskId.next(), world.project, TaskKind.TASK, phase.id(), null, TaskFields.titled("一").withStart(TaskFields.startOf(MONDAY)).withDuration(960)), world.person("王敏").actor()).task());
        assertThat(span(phase)).isEqualTo("2026-11-30 – 2026-12-01");
        edit(first, fields -> fields.withDuration(5 * 480));
        assertThat(span(phase)).isEqualTo("2026-11-30 – 2026-12-04");
        edit(phase, fields -> fields.withFinish(TaskFields.endOf(LocalDate.of(2026, 12, 31))));
        assertThat(span(phase)).isEqualTo("2026-11-30 – 2026-12-31");
        here(() -> tree.delete(List.of(new TaskTree.Seen(first.id(), now(first.id()).version())), world.person("王敏").actor()));
        assertThat(span(phase)).isEqualTo("2026-11-30 – 2026-12-31");
    }

    @Test
    void phasesSpanTheDatesTheirRowsShowNotWhenWorkReallyEnded() {
        var phase = add("筹备期", TaskKind.PHASE, null, null, "王敏");
        var early = here(() -> tasks.add(new Tasks.NewTask(TaskId.next(), world.project, TaskKind.TASK, phase.id(), null, TaskFields.titled("调研").withStart(TaskFields.startOf(MONDAY)).withDuration(5 * 480)), world.person("王敏").actor()).task());
        here(() -> tasks.add(new Tasks.NewTask(TaskId.next(), world.project, TaskKind.TASK, phase.id(), null, TaskFields.titled("选址").withStart(TaskFields.startOf(MONDAY.plusDays(1))).withDuration(480)), world.person("王敏").actor()).task());
        here(() -> tasks.complete(early.id(), world.person("王敏").actor()));
        assertThat(now(early.id()).actualFinish().toLocalDate()).isNotEqualTo(LocalDate.of(2026, 12, 4));
        assertThat(span(early)).isEqualTo("2026-11-30 – 2026-12-04");
        assertThat(span(phase)).isEqualTo("2026-11-30 – 2026-12-04");
    }

    @Test
    void whatWasWrittenPastWhatIsKeptIsSeenByTheNextEdit() {
        var design = work("设计", "华南", MONDAY, 3);
        var print = floating("印制", "华南", 2);
        var hang = floating("张贴", "德国", 1);
        after(print, design, "FS", "");
        after(hang, print, "FS", "");
        assertWhole();
        // As another node, or an import, writes: dates, links and rows that this node has not calculated.
        reading(() -> db.update(TASK).set(TASK.DURATION_MINUTES, 4 * 480).set(TASK.VERSION, TASK.VERSION.plus(1)).where(TASK.ID.eq(print.id())).execute());
        edit(design, fields -> fields.withDuration(5 * 480));
        assertThat(span(hang)).isEqualTo("2026-12-10 – 2026-12-11");
        assertWhole();
        reading(() -> {
            db.deleteFrom(DEPENDENCY).where(DEPENDENCY.SUCCESSOR_TASK_ID.eq(hang.id())).execute();
            return db.update(TASK).set(TASK.VERSION, TASK.VERSION.plus(1)).where(TASK.ID.eq(hang.id())).execute();
        });
        edit(design, fields -> fields.withDuration(8 * 480));
        assertThat(span(hang)).as("it waits for nobody any more").isEqualTo("2026-12-10 – 2026-12-11");
        assertWhole();
        reading(() -> db.deleteFrom(TASK).where(TASK.ID.eq(print.id())).execute());
        edit(design, fields -> fields.withDuration(480));
        assertWhole();
        // What is refused leaves nothing behind.
        assertThatThrownBy(() -> here(() -> transaction.execute(status -> {
            tasks.edit(design.id(), now(design.id()).version(), fields -> fields.withDuration(20 * 480), world.person("王敏").actor());
            throw Refused.because("refused.not_a_choice");
        }))).isInstanceOf(Refused.class);
        edit(hang, fields -> fields.withDuration(2 * 480));
        assertThat(span(design)).isEqualTo("2026-11-30");
        assertWhole();
    }

    @Test
    void whatManyEditsChangeForEverybodyIsWrittenBehindThemWhileOthersGoOn() {
        var last = work("收尾", "华南", MONDAY, 5);
        var other = work("复盘", "德国", MONDAY, 2);
        var among = work("走访", "华南", MONDAY, 1);
        reading(() -> db.execute("""
                insert into workplan.task select (jsonb_populate_record(t, jsonb_build_object('id', gen_random_uuid(), 'number', 1000 + i, 'position', 'x' || lpad(i::text, 5, '0'), 'path', 'x' || lpad(i::text, 5, '0'), 'owner_id', null))).*
                  from workplan.task t, generate_series(1, 2500) i where t.workspace_id = tenancy.workspace() and t.id = {0}""", among.id().value()));
        edit(other, fields -> fields.withDuration(480));
        // The finish moves with each of these, and with it everybody’s slack; each is done before that is written.
        for (int days = 20; days < 26; days++) {
            int work = days * 480;
            edit(last, fields -> fields.withDuration(work));
            assertThat(reading(() -> db.select(TASK_SCHEDULE.TOTAL_SLACK_MINUTES).from(TASK_SCHEDULE).where(TASK_SCHEDULE.TASK_ID.eq(last.id())).fetchSingle().value1())).isZero();
            edit(other, fields -> fields.withDuration(work / 10));
        }
        while (kept.unwritten(world.project)) Thread.onSpinWait();
        reading(() -> {
            var found = kept.readAll(world.project);
            var whole = PlanSchedule.of(found.data());
            assertThat(whole.places()).hasSize(2503);
            for (var place : whole.places()) assertThat(found.stored().get(place.row().id())).as(place.row().title()).isEqualTo(new KeptPlans.Stored(place.totalSlack(), place.freeSlack(), place.critical(), place.lateStart(), place.lateFinish()));
            return 1;
        });
    }

    @Test
    void theForecastReckonsWithWhatShouldHaveBeenDone() {
        var today = LocalDate.ofInstant(clock.instant(), java.time.ZoneId.of("Asia/Shanghai"));
        var monday = today.with(java.time.temporal.TemporalAdjusters.previous(java.time.DayOfWeek.MONDAY)).minusWeeks(2);
        var late = work("收尾", "华南", monday, 5);
        var next = floating("复盘", "华南", 5);
        after(next, late, "FS", "");
        assertThat(now(next.id()).finish().toLocalDate()).as("the plan stays as it was agreed").isBefore(today);
        var finish = reading(() -> db.select(FORECAST.FINISH_ON).from(FORECAST).where(FORECAST.PROJECT_ID.eq(world.project)).fetchSingle().value1());
        assertThat(finish).as("ten days of work from now on").isBetween(today.plusDays(11), today.plusDays(18));
        here(() -> tasks.start(late.id(), world.person("周颖").actor()));
        here(() -> tasks.progress(late.id(), 80, null, world.person("周颖").actor()));
        edit(next, fields -> fields.withDuration(4 * 480));
        finish = reading(() -> db.select(FORECAST.FINISH_ON).from(FORECAST).where(FORECAST.PROJECT_ID.eq(world.project)).fetchSingle().value1());
        assertThat(finish).as("a day is left of the one, four of the other").isBetween(today.plusDays(4), today.plusDays(10));
    }

    @Test
    void thePlanIsAlwaysWhatCalculatingAllOfItWouldMakeOfIt() {
        var random = new Random(20261126);
        var all = new ArrayList<Task>();
        var parties = List.of("华南", "德国", "新加坡", "市场部");
        for (int i = 0; i < 24; i++) {
            var party = parties.get(random.nextInt(parties.size()));
            all.add(random.nextInt(3) == 0 ? work("任务" + i, party, MONDAY.plusDays(random.nextInt(20)), 1 + random.nextInt(5)) : floating("任务" + i, party, 1 + random.nextInt(5)));
        }
        for (int step = 0; step < 70; step++) {
            var task = all.get(random.nextInt(all.size()));
            var other = all.get(random.nextInt(all.size()));
            try {
                switch (random.nextInt(9)) {
                    case 0, 1, 2 -> after(task, other, List.of("FS", "FS", "SS", "FF").get(random.nextInt(4)), List.of("", "", "1d", "-1d", "2ed").get(random.nextInt(5)));
                    case 3 -> edit(task, fields -> fields.withDuration(480 * (1 + random.nextInt(9))));
                    case 4 -> edit(task, fields -> fields.withStart(TaskFields.startOf(MONDAY.plusDays(random.nextInt(40)))));
                    case 5 -> edit(task, fields -> fields.withParty(party(parties.get(random.nextInt(parties.size())))));
                    case 6 -> edit(task, fields -> fields.withStart(null).withFinish(null).withTiming(TaskTiming.AUTOMATIC));
                    case 7 -> here(() -> now(task.id()).status().open() ? tasks.complete(task.id(), world.person("王敏").actor()) : tasks.reopen(task.id(), "再来", world.person("王敏").actor()));
                    default -> edit(task, fields -> fields.withTiming(fields.timing().due(TaskFields.endOf(MONDAY.plusDays(random.nextInt(40))))));
                }
            } catch (Refused circle) {
                assertThat(circle.problems().getFirst().key()).isIn("workplan.links_circle", "workplan.finish_before_start");
            }
            if (step % 10 == 9) assertWhole();
        }
        assertWhole();
    }

    private void assertWhole() {
        reading(() -> {
            var found = kept.readAll(world.project);
            var whole = PlanSchedule.of(found.data());
            assertThat(whole.moves()).isEmpty();
            var remembered = kept.read(world.project);
            assertThat(remembered.from()).as("an edit does not read everything").isNotNull();
            assertThat(new HashSet<>(remembered.data().rows())).isEqualTo(new HashSet<>(found.data().rows()));
            assertThat(new HashSet<>(remembered.data().links())).isEqualTo(new HashSet<>(found.data().links()));
            for (var place : remembered.schedule().places()) assertThat(place).isEqualTo(whole.place(place.row().id()));
            for (var place : whole.places())
                assertThat(found.stored().get(place.row().id())).isEqualTo(new KeptPlans.Stored(place.totalSlack(), place.freeSlack(), place.critical(), place.lateStart(), place.lateFinish()));
            assertThat(found.stored()).hasSize(whole.places().size());
            // Where a row stands does not hang on where it stood: what floats lands in the same place from nowhere.
            var anew = new PlanData(found.data().start(), found.data().rows().stream()
                    .map(row -> row.timing().constraint() == Constraint.AS_SOON_AS_POSSIBLE && !row.over() && !row.begun() && whole.holds(row.id()) && found.data().links().stream().anyMatch(link -> link.successor().equals(row.id()) && whole.holds(link.predecessor()))
                            ? row.at(null, null) : row)
                    .toList(), found.data().links(), found.data().calendars());
            var again = PlanSchedule.of(anew);
            for (var place : again.places()) if (place.row().finish() == null) assertThat(Scheduling.span(place.start(), place.finish())).as(place.row().title()).isEqualTo(Scheduling.span(whole.place(place.row().id()).start(), whole.place(place.row().id()).finish()));
            assertThat(db.fetchCount(TASK_SCHEDULE, TASK_SCHEDULE.PROJECT_ID.eq(world.project))).isEqualTo(whole.places().size());
            return db.fetchCount(TASK, TASK.PROJECT_ID.eq(world.project));
        });
    }
}
