package meridian.meeting.web;

import meridian.identity.Permission;
import meridian.meeting.Decisions;
import meridian.meeting.Minutes.Choice;
import meridian.project.ProjectAccess;
import meridian.tenancy.MinutesRowId;
import meridian.web.Answer;
import meridian.web.Ui;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** What meetings decided, as a page; its register takes it out. */
@Controller
@RequestMapping("/w/{slug}/p/{code}/meetings")
public class DecisionController {
    private final Decisions decisions;

    DecisionController(Decisions decisions) {
        this.decisions = decisions;
    }

    public record DecisionsPage(ProjectAccess project, Decisions.Listing listing, boolean first) {
        public boolean mayExport() {
            return project.may(Permission.EXPORT);
        }

        public String votes(Decisions.Decision decision, Ui ui) {
            return ui.t("meeting.decision_votes", decision.votes(Choice.FOR), decision.votes(Choice.AGAINST), decision.votes(Choice.ABSTAIN));
        }
    }

    @GetMapping("/decisions")
    Answer list(ProjectAccess here, @RequestParam(required = false) @Nullable String after) {
        here.require(Permission.READ);
        var last = last(after);
        return Answer.page("meeting/decisions", new DecisionsPage(here, decisions.list(here.id(), last), last == null));
    }

    private static @Nullable MinutesRowId last(@Nullable String typed) {
        try {
            return typed == null || typed.isBlank() ? null : MinutesRowId.of(typed);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
