package meridian.workplan.web;

import java.util.ArrayList;
import meridian.identity.Permission;
import meridian.project.ProjectAccess;
import meridian.tenancy.Actor;
import meridian.tenancy.MemberId;
import meridian.tenancy.Reader;
import meridian.tenancy.Refused;
import meridian.tenancy.TaskId;
import meridian.web.Answer;
import meridian.workplan.Dispatching;
import meridian.workplan.Splitting;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Where a lead gives out the tasks of a package in one go. */
@Controller
@RequestMapping("/w/{slug}/p/{code}/plan/dispatch")
public class DispatchController {
    private final Splitting splitting;
    private final Dispatching dispatching;

    DispatchController(Splitting splitting, Dispatching dispatching) {
        this.splitting = splitting;
        this.dispatching = dispatching;
    }

    /** What is not split, and to whom it can go. */
    public record DispatchPage(ProjectAccess here, Splitting.Page split) {}

    @GetMapping
    Answer page(@RequestParam(required = false) @Nullable String after, ProjectAccess here) {
        return Answer.page("workplan/dispatch", new DispatchPage(here, splitting.of(here, after)));
    }

    /** A field {@code to.<task>} for each task; those left empty stay where they are. */
    @PostMapping
    Answer offer(@RequestParam MultiValueMap<String, String> typed, ProjectAccess here, Actor actor, Reader reader) {
        here.require(Permission.DISPATCH);
        var offers = new ArrayList<Dispatching.Offer>();
        typed.toSingleValueMap().forEach((field, member) -> {
            if (field.startsWith("to.") && !member.isEmpty()) offers.add(new Dispatching.Offer(TaskId.of(field.substring(3)), MemberId.of(member)));
        });
        if (offers.isEmpty()) throw Refused.because("workplan.nobody_chosen");
        dispatching.offerAll(offers, actor);
        return Answer.to("/w/" + reader.slug() + "/p/" + here.code() + "/plan/dispatch").saying("workplan.said_offered", offers.size());
    }
}
