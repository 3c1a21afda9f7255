package meridian.workplan.web;

import meridian.project.Papers;
import meridian.project.ProjectAccess;
import meridian.tenancy.Reader;
import meridian.web.Answer;
import meridian.workplan.PlanApprovals;
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
    private final Papers papers;

    PlanViewController(PlanViews views, Papers papers) {
        this.papers = papers;
        this.views = views;
    }

    @GetMapping("/board")
    Answer board(
            @RequestParam(required = false) @Nullable String q,
            @RequestParam(required = false) @Nullable String party,
            @RequestParam(required = false) @Nullable String owner,
            @RequestParam(required = false) @Nullable String only,
            ProjectAccess here, Reader reader) {
        var filter = PlanFilter.of(q, party, owner, null, only, null);
        return Answer.page("workplan/board", new PlanBoardPage(here, filter, views.board(here, filter))).of(papers.registered(here, PlanApprovals.KIND, here.id(), reader));
    }

    @GetMapping("/calendar")
    Answer calendar(
            @RequestParam(required = false) @Nullable String q,
            @RequestParam(required = false) @Nullable String party,
            @RequestParam(required = false) @Nullable String owner,
            @RequestParam(required = false) @Nullable String status,
            @RequestParam(required = false) @Nullable String only,
            @RequestParam(required = false) @Nullable String month,
            ProjectAccess here, Reader reader) {
        var filter = PlanFilter.of(q, party, owner, status, only, null);
        return Answer.page("workplan/calendar", new PlanCalendarPage(here, filter, views.month(here, filter, month))).of(papers.registered(here, PlanApprovals.KIND, here.id(), reader));
    }

    @GetMapping("/parties")
    Answer byParty(
            @RequestParam(required = false) @Nullable String q,
            @RequestParam(required = false) @Nullable String party,
            @RequestParam(required = false) @Nullable String owner,
            @RequestParam(required = false) @Nullable String status,
            @RequestParam(required = false) @Nullable String only,
            ProjectAccess here, Reader reader) {
        var filter = PlanFilter.of(q, party, owner, status, only, null);
        return Answer.page("workplan/parties", new PlanPartiesPage(here, filter, views.byParty(here, filter))).of(papers.registered(here, PlanApprovals.KIND, here.id(), reader));
    }
}
