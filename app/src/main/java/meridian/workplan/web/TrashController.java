package meridian.workplan.web;

import java.util.List;
import meridian.project.ProjectAccess;
import meridian.tenancy.Actor;
import meridian.tenancy.Reader;
import meridian.tenancy.TaskId;
import meridian.web.Answer;
import meridian.workplan.TaskSheets;
import meridian.workplan.TaskTree;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;

/** What was thrown away in the last 30 days. */
@Controller
@RequestMapping("/w/{slug}/p/{code}/trash")
public class TrashController {
    private final TaskSheets sheets;
    private final TaskTree tree;

    TrashController(TaskSheets sheets, TaskTree tree) {
        this.sheets = sheets;
        this.tree = tree;
    }

    public record TrashPage(ProjectAccess here, List<TaskSheets.Thrown> things) {}

    @GetMapping
    Answer page(ProjectAccess here) {
        return Answer.page("workplan/trash", new TrashPage(here, sheets.trash(here)));
    }

    @PostMapping("/{id}/restoration")
    Answer restore(@PathVariable TaskId id, ProjectAccess here, Actor actor, Reader reader) {
        var task = tree.restore(id, actor);
        return Answer.to("/w/" + reader.slug() + "/p/" + here.code() + "/tasks/" + task.number()).saying("workplan.said_restored");
    }
}
