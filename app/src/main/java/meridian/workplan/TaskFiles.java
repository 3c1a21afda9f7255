package meridian.workplan;

import java.util.Optional;
import java.util.UUID;
import meridian.document.FileSubject;
import meridian.identity.Permission;
import meridian.project.Projects;
import meridian.tenancy.Actor;
import meridian.tenancy.NotFound;
import meridian.tenancy.TaskId;
import org.springframework.stereotype.Component;

/** Files of tasks: whoever sees the task sees them; who works on it, comments on it or plans it may add some. */
@Component
class TaskFiles implements FileSubject {
    private final Tasks tasks;
    private final Projects projects;

    TaskFiles(Tasks tasks, Projects projects) {
        this.tasks = tasks;
        this.projects = projects;
    }

    @Override
    public String kind() {
        return "task";
    }

    @Override
    public Optional<Standing> standing(UUID thing, Actor actor) {
        try {
            var task = tasks.get(new TaskId(thing), actor);
            var access = projects.access(task.project(), actor);
            var mine = access.may(Permission.DO_TASKS) && tasks.mine(task, actor.person());
            return Optional.of(new Standing(access.id(), task.party(), "/p/" + access.code() + "/tasks/" + task.number(), access.may(Permission.COMMENT) || mine, access.may(Permission.EDIT_PLAN, task.party())));
        } catch (NotFound e) {
            return Optional.empty();
        }
    }
}
