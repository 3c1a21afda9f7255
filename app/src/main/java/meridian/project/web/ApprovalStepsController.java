package meridian.project.web;

import java.util.List;
import meridian.approval.ApprovalTemplates;
import meridian.approval.Approvals;
import meridian.approval.TemplatesPage;
import meridian.identity.Permission;
import meridian.project.ProjectAccess;
import meridian.tenancy.Actor;
import meridian.tenancy.NotFound;
import meridian.tenancy.Reader;
import meridian.web.Answer;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The steps that each kind of document takes in this project, where they are others than in the workspace. */
@Controller
@RequestMapping("/w/{slug}/p/{code}/approvals")
public class ApprovalStepsController {
    private final Approvals approvals;
    private final ApprovalTemplates templates;

    ApprovalStepsController(Approvals approvals, ApprovalTemplates templates) {
        this.approvals = approvals;
        this.templates = templates;
    }

    @GetMapping
    Answer page(ProjectAccess here, Reader reader) {
        here.require(Permission.READ);
        return Answer.page("project/approvals", new TemplatesPage(approvals.kinds(), templates.all(here.id()), approvals.people(here.id()), here.mayEverywhere(Permission.MANAGE_PROJECT), address(here, reader) + "/"));
    }

    @PostMapping("/{kind}")
    Answer set(@PathVariable String kind, @RequestParam(defaultValue = "") String checker, @RequestParam(required = false) @Nullable List<String> countersigners, @RequestParam(defaultValue = "") String approver, @RequestParam int version, ProjectAccess here, Reader reader, Actor actor) {
        here.requireEverywhere(Permission.MANAGE_PROJECT);
        if (!approvals.kinds().contains(kind)) throw new NotFound();
        templates.set(here.id(), kind, new ApprovalTemplates.Facts(checker, countersigners == null ? List.of() : countersigners, approver), version, actor);
        return Answer.to(address(here, reader)).saying("approval.said_steps");
    }

    private static String address(ProjectAccess here, Reader reader) {
        return "/w/" + reader.slug() + "/p/" + here.code() + "/approvals";
    }
}
