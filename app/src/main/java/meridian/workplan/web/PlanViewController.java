package meridian.workplan.web;

import meridian.project.ProjectAccess;
import meridian.web.Answer;
import meridian.workplan.PlanFilter;
import meridian.workplan.PlanViews;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The plan by status, by day and by party; the same filter in each. */
@Controller
@RequestMapping("/w/{slug}/p/{code}/plan")
class PlanViewController {
    private final PlanViews views;

    PlanViewController(PlanViews views) {
        this.views = views;
    }

    @GetMapping("/board")
    Answer board(
            @RequestParam(required = false) @Nullable String q,
            @RequestParam(required = false) @Nullable String party,
            @RequestParam(required = false) @Nullable String owner,
            @RequestParam(required = false) @Nullable String only,
            ProjectAccess here) {
        var filter = PlanFilter.of(q, party, owner, null, only, null);
        return Answer.page("workplan/board", new PlanBoardPage(here, filter, views.board(here, filter)));
    }

    @GetMapping("/calendar")
    Answer calendar(
            @RequestParam(required = false) @Nullable String q,
            @RequestParam(required = false) @Nullable String party,
            @RequestParam(required = false) @Nullable String owner,
            @RequestParam(required = false) @Nullable String status,
            @RequestParam(required = false) @Nullable String only,
            @RequestParam(required = false) @Nullable String month,
            ProjectAccess here) {
        var filter = PlanFilter.of(q, party, owner, status, only, null);
        return Answer.page("workplan/calendar", new PlanCalendarPage(here, filter, views.month(here, filter, month)));
    }

    @GetMapping("/parties")
    Answer byParty(
            @RequestParam(required = false) @Nullable String q,
            @RequestParam(required = false) @Nullable String party,
            @RequestParam(required = false) @Nullable String owner,
            @RequestParam(required = false) @Nullable String status,
            @RequestParam(required = false) @Nullable String only,
            ProjectAccess here) {
        var filter = PlanFilter.of(q, party, owner, status, only, null);
        return Answer.page("workplan/parties", new PlanPartiesPage(here, filter, views.byParty(here, filter)));
    }
}
