package meridian.workplan;

import java.util.List;
import java.util.function.UnaryOperator;
import meridian.identity.Permission;
import meridian.project.ProjectAccess;
import meridian.tenancy.Actor;
import meridian.tenancy.NotFound;
import meridian.tenancy.Refused;
import meridian.tenancy.TaskId;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The predecessors of a task, one at a time: an edit of the task that waits, and taken back like any other. */
@Component
public class TaskLinks {
    private static final List<String> TYPES = List.of("FS", "SS", "FF", "SF");

    private final Tasks tasks;
    private final PlanTable table;
    private final Predecessors predecessors;

    TaskLinks(Tasks tasks, PlanTable table, Predecessors predecessors) {
        this.tasks = tasks;
        this.table = table;
        this.predecessors = predecessors;
    }

    /** Lets a task wait for another, named by its number or whole title; a link there was between the two is replaced. */
    @Transactional
    public Tasks.Edited add(ProjectAccess project, TaskId task, int version, String predecessor, String type, String lag, Actor actor) {
        return tasks.edit(task, version, adding(project, task, predecessor, type, lag, actor), actor);
    }

    /** The change that {@link #add} makes. */
    @Transactional(readOnly = true)
    public UnaryOperator<TaskFields> adding(ProjectAccess project, TaskId task, String predecessor, String type, String lag, Actor actor) {
        project.require(Permission.EDIT_PLAN, tasks.get(task, actor).party());
        var check = new Refused.Check();
        var named = check.text("predecessor", predecessor, 400);
        check.reject(!TYPES.contains(type), "type", "refused.not_a_choice");
        var strip = lag.strip();
        check.reject(strip.length() > 20 || !strip.isEmpty() && !strip.matches("[+＋－-]?\\s*[0-9].*"), "lag", "workplan.lag_wrong");
        check.done();
        // A number with its type is a link as a whole, a title may hold anything.
        var token = strip.isEmpty() && type.equals("FS") ? named : named + type + (strip.isEmpty() || strip.matches("[+＋－-].*") ? strip : "+" + strip);
        var change = predecessors.adding(project, token, party -> table.day(project, party), check, "predecessor");
        check.done();
        return change;
    }

    /** Lets a task wait no longer for another; {@link NotFound} where it does not. */
    @Transactional
    public Tasks.Edited remove(TaskId task, int version, TaskId predecessor, Actor actor) {
        return tasks.edit(task, version, fields -> {
            var left = fields.predecessors().stream().filter(link -> !link.predecessor().equals(predecessor)).toList();
            if (left.size() == fields.predecessors().size()) throw new NotFound();
            return fields.withPredecessors(left);
        }, actor);
    }
}
