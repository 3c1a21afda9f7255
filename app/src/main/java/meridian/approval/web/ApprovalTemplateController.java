package meridian.approval.web;

import java.util.List;
import meridian.approval.ApprovalTemplates;
import meridian.approval.Approvals;
import meridian.approval.TemplatesPage;
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

/** The steps that each kind of document takes in every project of the workspace, which its admins set. */
@Controller
@RequestMapping("/w/{slug}/admin/approvals")
public class ApprovalTemplateController {
    private final Approvals approvals;
    private final ApprovalTemplates templates;

    ApprovalTemplateController(Approvals approvals, ApprovalTemplates templates) {
        this.approvals = approvals;
        this.templates = templates;
    }

    @GetMapping
    Answer page(Reader reader) {
        return Answer.page("approval/workspace", new TemplatesPage(approvals.kinds(), templates.all(null), List.of(), true, "/w/" + reader.slug() + "/admin/approvals/"));
    }

    @PostMapping("/{kind}")
    Answer set(@PathVariable String kind, @RequestParam(defaultValue = "") String checker, @RequestParam(required = false) @Nullable List<String> countersigners, @RequestParam(defaultValue = "") String approver, @RequestParam int version, Reader reader, Actor actor) {
        if (!approvals.kinds().contains(kind)) throw new NotFound();
        templates.set(null, kind, new ApprovalTemplates.Facts(checker, countersigners == null ? List.of() : countersigners, approver), version, actor);
        return Answer.to("/w/" + reader.slug() + "/admin/approvals").saying("approval.said_steps");
    }
}
