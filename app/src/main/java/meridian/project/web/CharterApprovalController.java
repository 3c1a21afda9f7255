package meridian.project.web;

import java.io.IOException;
import meridian.approval.ApprovalForm;
import meridian.identity.Permission;
import meridian.project.Charters;
import meridian.project.ProjectAccess;
import meridian.tenancy.Actor;
import meridian.tenancy.Reader;
import meridian.web.Answer;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;

/** Hands the charter over for approval, or writes down that it was approved elsewhere. */
@Controller
@RequestMapping("/w/{slug}/p/{code}/charter/approval")
public class CharterApprovalController {
    private final Charters charters;
    private final ApprovalForm form;

    CharterApprovalController(Charters charters, ApprovalForm form) {
        this.charters = charters;
        this.form = form;
    }

    @PostMapping
    Answer submit(@RequestParam MultiValueMap<String, String> typed, ProjectAccess here, Reader reader, Actor actor) {
        here.requireEverywhere(Permission.EDIT_CHARTER);
        charters.submit(here.id(), form.route(typed), actor);
        return Answer.to(CharterController.address(reader, here)).saying("charter.said_submitted");
    }

    @PostMapping("/outside")
    Answer recordOutside(@RequestParam MultiValueMap<String, String> typed, @RequestParam(required = false) @Nullable MultipartFile scan, ProjectAccess here, Reader reader, Actor actor) throws IOException {
        here.requireEverywhere(Permission.EDIT_CHARTER);
        form.outside(typed, scan, reader.workspace(), outside -> charters.recordApproval(here.id(), outside, actor));
        return Answer.to(CharterController.address(reader, here)).saying("approval.said_outside");
    }
}
