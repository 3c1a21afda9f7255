package meridian.workplan;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import meridian.project.Projects;
import meridian.project.TemplateContent;
import meridian.project.TemplatePart;
import meridian.tenancy.Actor;
import meridian.tenancy.ProjectId;
import meridian.workplan.PlanRows.NewRow;
import org.springframework.stereotype.Component;

/** Lays out a scenario template’s plan in a new project: phases, packages and milestones, dated from its start. */
@Component
class PlanSkeleton implements TemplatePart {
    private final Projects projects;
    private final PlanRows rows;

    PlanSkeleton(Projects projects, PlanRows rows) {
        this.projects = projects;
        this.rows = rows;
    }

    @Override
    public void copyInto(ProjectId project, TemplateContent content, Actor actor) {
        var start = projects.access(project, actor).startsOn();
        var plan = new ArrayList<NewRow>();
        for (var phase : content.plan()) {
            var top = NewRow.of(TaskKind.PHASE, null, TaskFields.titled(phase.title()));
            plan.add(top);
            for (var work : phase.packages()) {
                plan.add(NewRow.of(TaskKind.PACKAGE, top.id(), TaskFields.titled(work.title())
                        .withStart(TaskFields.startOf(firstOfWeek(start, work.fromWeek())))
                        .withFinish(TaskFields.endOf(Scope.endOfWeek(start, work.toWeek())))
                        .withDeliverable(null, work.deliverable())));
            }
            for (var milestone : phase.milestones()) {
                plan.add(NewRow.of(TaskKind.TASK, top.id(), TaskFields.titled(milestone.title())
                        .withMilestone(true, milestone.week())
                        .withFinish(TaskFields.endOf(Scope.endOfWeek(start, milestone.week())))));
            }
        }
        rows.insert(project, null, plan, List.of(), actor);
    }

    private static LocalDate firstOfWeek(LocalDate start, int week) {
        return week <= 1 ? start : start.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY)).plusWeeks(week - 1L);
    }
}
