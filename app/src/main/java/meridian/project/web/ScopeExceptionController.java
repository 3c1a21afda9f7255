package meridian.project.web;

import meridian.project.ProjectAccess;
import meridian.project.ScopeExceptions;
import meridian.tenancy.Actor;
import meridian.tenancy.PartyId;
import meridian.tenancy.Reader;
import meridian.web.Answer;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Exceptions by which a party out of scope is given work. */
@Controller
@RequestMapping("/w/{slug}/p/{code}/team/parties/{party}/exception")
class ScopeExceptionController {
    private final ScopeExceptions exceptions;

    ScopeExceptionController(ScopeExceptions exceptions) {
        this.exceptions = exceptions;
    }

    @PostMapping
    Answer record(@PathVariable PartyId party, @RequestParam(defaultValue = "") String reason, ProjectAccess here, Reader reader, Actor actor) {
        exceptions.record(here.id(), party, reason, actor);
        return Answer.to("/w/" + reader.slug() + "/p/" + here.code() + "/team#parties").saying("scope.said_recorded");
    }

    @PostMapping("/end")
    Answer end(@PathVariable PartyId party, ProjectAccess here, Reader reader, Actor actor) {
        exceptions.end(here.id(), party, actor);
        return Answer.to("/w/" + reader.slug() + "/p/" + here.code() + "/team#parties").saying("scope.said_ended");
    }
}
