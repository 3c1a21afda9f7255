package meridian.workplan;

import static db.workplan.Tables.TASK;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import meridian.project.Projects;
import meridian.project.TemplateContent;
import meridian.project.TemplatePart;
import meridian.project.TemplateWeeks;
import meridian.tenancy.Actor;
import meridian.tenancy.ProjectId;
import meridian.workplan.PlanRows.NewRow;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Lays out a scenario template’s plan in a new project: phases, packages with their tasks and milestones, dated from its start; and takes one from a project. */
@Component
class PlanSkeleton implements TemplatePart {
    private final Projects projects;
    private final PlanRows rows;
    private final DSLContext db;

    PlanSkeleton(Projects projects, PlanRows rows, DSLContext db) {
        this.projects = projects;
        this.rows = rows;
        this.db = db;
    }

    @Override
    public void copyInto(ProjectId project, TemplateContent content, Actor actor) {
        var start = projects.access(project, actor).startsOn();
        var plan = new ArrayList<NewRow>();
        for (var phase : content.plan()) {
            var top = NewRow.of(TaskKind.PHASE, null, TaskFields.titled(phase.title()));
            plan.add(top);
            for (var work : phase.packages()) {
                var fields = TaskFields.titled(work.title())
                        .withStart(TaskFields.startOf(firstOfWeek(start, work.fromWeek())))
                        .withFinish(TaskFields.endOf(Scope.endOfWeek(start, work.toWeek())))
                        .withDeliverable(null, work.deliverable() == null ? "" : work.deliverable());
                var inside = NewRow.of(TaskKind.PACKAGE, top.id(), fields);
                plan.add(inside);
                if (work.tasks() == null) continue;
                for (var task : work.tasks()) {
                    plan.add(NewRow.of(TaskKind.TASK, inside.id(), TaskFields.titled(task.title())
                            .withStart(TaskFields.startOf(firstOfWeek(start, task.fromWeek())))
                            .withFinish(TaskFields.endOf(Scope.endOfWeek(start, task.toWeek())))));
                }
            }
            for (var milestone : phase.milestones()) {
                plan.add(NewRow.of(TaskKind.TASK, top.id(), TaskFields.titled(milestone.title())
                        .withMilestone(true, milestone.week())
                        .withFinish(TaskFields.endOf(Scope.endOfWeek(start, milestone.week())))));
            }
        }
        rows.insert(project, null, plan, List.of(), actor);
    }

    // A phase is what stands at the top; a task without a package, or beneath another task, is not the skeleton’s.
    @Override
    public void takeFrom(ProjectId project, ObjectNode template, Actor actor) {
        var start = projects.access(project, actor).startsOn();
        var rows = db.select(TASK.ID, TASK.PARENT_ID, TASK.KIND, TASK.TITLE, TASK.MILESTONE, TASK.START_AT, TASK.FINISH_AT, TASK.DELIVERABLE_TEXT)
                .from(TASK)
                .where(TASK.PROJECT_ID.eq(project), TASK.DELETED_AT.isNull(), TASK.STATUS.ne("cancelled"))
                .orderBy(TASK.POSITION)
                .fetch();
        var beneath = rows.stream().filter(row -> row.value2() != null).collect(Collectors.groupingBy(row -> row.value2()));
        var plan = JsonNodeFactory.instance.arrayNode();
        for (var top : rows) {
            if (top.value2() != null || !top.value3().equals("phase") || plan.size() == 20) continue;
            var phase = plan.addObject().put("title", top.value4());
            var packages = phase.putArray("packages");
            var milestones = phase.putArray("milestones");
            for (var inner : beneath.getOrDefault(top.value1(), List.of())) {
                if (inner.value5()) {
                    milestone(milestones, inner.value4(), inner.value7(), start);
                    continue;
                }
                if (packages.size() == 40) continue;
                var work = packages.addObject().put("title", inner.value4());
                weeks(work, inner.value6(), inner.value7(), start);
                if (!inner.value8().isEmpty()) work.put("deliverable", inner.value8());
                var tasks = work.putArray("tasks");
                for (var task : beneath.getOrDefault(inner.value1(), List.of())) {
                    if (task.value5()) milestone(milestones, task.value4(), task.value7(), start);
                    else if (tasks.size() < 30) weeks(tasks.addObject().put("title", task.value4()), task.value6(), task.value7(), start);
                }
            }
        }
        if (!plan.isEmpty()) template.set("plan", plan);
    }

    private static void milestone(ArrayNode milestones, String title, @Nullable LocalDateTime on, LocalDate start) {
        if (milestones.size() < 20) milestones.addObject().put("title", title).put("week", TemplateWeeks.of(start, on == null ? null : on.toLocalDate(), 1));
    }

    private static void weeks(ObjectNode work, @Nullable LocalDateTime from, @Nullable LocalDateTime until, LocalDate start) {
        int first = TemplateWeeks.of(start, from == null ? null : from.toLocalDate(), 1);
        work.put("from_week", first).put("to_week", Math.max(first, TemplateWeeks.of(start, until == null ? null : until.toLocalDate(), first)));
    }

    private static LocalDate firstOfWeek(LocalDate start, int week) {
        return week <= 1 ? start : start.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY)).plusWeeks(week - 1L);
    }
}
