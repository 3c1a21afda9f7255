package meridian.acceptance.web;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import meridian.acceptance.Rectifications;
import meridian.identity.Permission;
import meridian.project.ProjectAccess;
import meridian.tenancy.Actor;
import meridian.tenancy.MemberId;
import meridian.tenancy.Reader;
import meridian.tenancy.RectificationId;
import meridian.tenancy.ReviewerId;
import meridian.web.Answer;
import meridian.web.Entered;
import org.springframework.stereotype.Controller;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** What has to be put right after a round, and the re-check that it was. */
@Controller
@RequestMapping("/w/{slug}/p/{code}/acceptance")
public class RectificationController {
    private final Rectifications rectifications;

    RectificationController(Rectifications rectifications) {
        this.rectifications = rectifications;
    }

    @PostMapping("/{application:[0-9]{1,8}}/rectifications")
    Answer add(ProjectAccess here, Reader reader, Actor actor, @PathVariable("application") int number, @RequestParam RectificationId id, @RequestParam Map<String, String> form) {
        here.requireEverywhere(Permission.CONVENE_ACCEPTANCE);
        rectifications.add(here.id(), number, id, facts(form), actor);
        return Answer.to(AcceptanceController.address(here, reader, number) + "#rectifications").saying("acceptance.said_item_added");
    }

    @PostMapping("/rectifications/{id}")
    Answer change(ProjectAccess here, Reader reader, Actor actor, @PathVariable RectificationId id, @RequestParam Map<String, String> form, @RequestParam int version) {
        here.requireEverywhere(Permission.CONVENE_ACCEPTANCE);
        return Answer.to(AcceptanceController.address(here, reader, rectifications.change(here.id(), id, facts(form), version, actor)) + "#rectifications").saying("acceptance.said_item_changed");
    }

    private static Rectifications.Facts facts(Map<String, String> form) {
        var entered = new Entered();
        var owner = entered.chosen("owner", form.getOrDefault("owner", ""), MemberId::of);
        var due = entered.day("due_on", form.getOrDefault("due_on", ""));
        return new Rectifications.Facts(form.getOrDefault("content", ""), owner, due, entered.problems());
    }

    @PostMapping("/rectifications/{id}/done")
    Answer done(ProjectAccess here, Reader reader, Actor actor, @PathVariable RectificationId id, @RequestParam(defaultValue = "") String said, @RequestParam int version) {
        return Answer.to(AcceptanceController.address(here, reader, rectifications.done(here.id(), id, said, version, actor)) + "#rectifications").saying("acceptance.said_item_done");
    }

    // ---- the re-check

    @PostMapping("/{application:[0-9]{1,8}}/rechecker")
    Answer name(ProjectAccess here, Reader reader, Actor actor, @PathVariable("application") int number, @RequestParam(defaultValue = "") String reviewer, @RequestParam int version) {
        here.requireEverywhere(Permission.CONVENE_ACCEPTANCE);
        var entered = new Entered();
        var named = entered.chosen("reviewer", reviewer, ReviewerId::of);
        entered.done();
        rectifications.name(here.id(), number, named, version, actor);
        return Answer.to(AcceptanceController.address(here, reader, number)).saying("acceptance.said_rechecker");
    }

    @PostMapping("/{application:[0-9]{1,8}}/recheck")
    Answer sign(ProjectAccess here, Reader reader, Actor actor, @PathVariable("application") int number, @RequestParam(defaultValue = "") String note, @RequestParam int version) {
        here.require(Permission.READ);
        rectifications.sign(here.id(), number, note, version, actor);
        return Answer.to(AcceptanceController.address(here, reader, number)).saying("acceptance.said_signed");
    }

    @PostMapping("/{application:[0-9]{1,8}}/recheck/return")
    Answer sendBack(ProjectAccess here, Reader reader, Actor actor, @PathVariable("application") int number, @RequestParam MultiValueMap<String, String> form, @RequestParam(defaultValue = "") String reason, @RequestParam(name = "due_on", defaultValue = "") String dueOn, @RequestParam int version) {
        here.require(Permission.READ);
        var entered = new Entered();
        var items = new HashSet<RectificationId>();
        for (var one : form.getOrDefault("items", List.of())) {
            var item = entered.chosen("items", one, RectificationId::of);
            if (item != null) items.add(item);
        }
        var due = entered.day("due_on", dueOn);
        rectifications.sendBack(here.id(), number, items, reason, due, entered.problems(), version, actor);
        return Answer.to(AcceptanceController.address(here, reader, number) + "#rectifications").saying("acceptance.said_sent_back");
    }
}
