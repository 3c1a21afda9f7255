package meridian.project.web;

import java.util.List;
import meridian.identity.Permission;
import meridian.project.CharterContent;
import meridian.project.Charters;
import meridian.project.Deliverables;
import meridian.project.ProjectAccess;
import meridian.tenancy.Actor;
import meridian.tenancy.DeliverableId;
import meridian.tenancy.NotFound;
import meridian.tenancy.Reader;
import meridian.web.Answer;
import meridian.web.Entered;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The deliverables a charter names. */
@Controller
@RequestMapping("/w/{slug}/p/{code}/charter/deliverables")
public class DeliverableController {
    private final Charters charters;
    private final Deliverables deliverables;

    DeliverableController(Charters charters, Deliverables deliverables) {
        this.charters = charters;
        this.deliverables = deliverables;
    }

    /** The form of one deliverable, new or named before. */
    public record DeliverablePage(ProjectAccess project, boolean isNew, CharterContent.Item item) {
        public String criteria() {
            return String.join("\n", item.criteria());
        }
    }

    @GetMapping("/new")
    Answer blank(ProjectAccess here, Reader reader) {
        return form(here, reader, true, new CharterContent.Item(DeliverableId.next().toString(), "", "", "", 0, List.of()));
    }

    @GetMapping("/{id}")
    Answer edit(@PathVariable DeliverableId id, ProjectAccess here, Reader reader) {
        here.requireEverywhere(Permission.EDIT_CHARTER);
        var item = charters.of(here.id()).content().deliverables().stream().filter(one -> one.id().equals(id.toString())).findFirst().orElseThrow(NotFound::new);
        return form(here, reader, false, item);
    }

    private Answer form(ProjectAccess here, Reader reader, boolean isNew, CharterContent.Item item) {
        here.requireEverywhere(Permission.EDIT_CHARTER);
        if (!charters.of(here.id()).draft()) return Answer.to(CharterController.address(reader, here)).saying("charter.said_not_draft");
        return Answer.page("project/deliverable", new DeliverablePage(here, isNew, item));
    }

    @PostMapping
    Answer add(
            @RequestParam DeliverableId id,
            @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "") String description,
            @RequestParam(name = "due_on", defaultValue = "") String dueOn,
            @RequestParam(defaultValue = "") String criteria,
            @RequestParam(defaultValue = "") String then,
            ProjectAccess here,
            Reader reader,
            Actor actor) {
        deliverables.add(here.id(), id, text(name, description, dueOn, criteria), actor);
        var charter = CharterController.address(reader, here);
        return Answer.to(then.equals("another") ? charter + "/deliverables/new" : charter + "#deliverables").saying("charter.said_deliverable_added");
    }

    @PostMapping("/{id}")
    Answer change(
            @PathVariable DeliverableId id,
            @RequestParam int version,
            @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "") String description,
            @RequestParam(name = "due_on", defaultValue = "") String dueOn,
            @RequestParam(defaultValue = "") String criteria,
            ProjectAccess here,
            Reader reader,
            Actor actor) {
        deliverables.change(here.id(), id, text(name, description, dueOn, criteria), version, actor);
        return Answer.to(CharterController.address(reader, here) + "#deliverables").saying("charter.said_saved");
    }

    private static Deliverables.Text text(String name, String description, String dueOn, String criteria) {
        var entered = new Entered();
        var due = entered.day("due_on", dueOn);
        entered.done();
        return new Deliverables.Text(name, description, due, criteria);
    }

    @PostMapping("/{id}/removal")
    Answer remove(@PathVariable DeliverableId id, ProjectAccess here, Reader reader, Actor actor) {
        deliverables.remove(here.id(), id, actor);
        var charter = CharterController.address(reader, here);
        return Answer.to(charter + "#deliverables").undoable(charter + "/deliverables/" + id + "/restoration", "charter.said_deliverable_removed");
    }

    @PostMapping("/{id}/restoration")
    Answer restore(@PathVariable DeliverableId id, ProjectAccess here, Reader reader, Actor actor) {
        deliverables.restore(here.id(), id, actor);
        return Answer.to(CharterController.address(reader, here) + "#deliverables").saying("charter.said_deliverable_restored");
    }
}
