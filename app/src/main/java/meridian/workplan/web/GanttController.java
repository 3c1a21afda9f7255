package meridian.workplan.web;

import meridian.identity.Permission;
import meridian.project.Papers;
import meridian.project.ProjectAccess;
import meridian.tenancy.BaselineId;
import meridian.tenancy.Reader;
import meridian.web.Answer;
import meridian.workplan.GanttCharts;
import meridian.workplan.PlanApprovals;
import meridian.workplan.PlanFilter;
import meridian.workplan.PlanTable;
import meridian.workplan.Scheduling;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The plan as a chart over time. The page is a frame; the chart fetches the plan once, and then what changes. */
@Controller
@RequestMapping("/w/{slug}/p/{code}/gantt")
class GanttController {
    private final GanttCharts charts;
    private final PlanTable table;
    private final Scheduling scheduling;
    private final Papers papers;

    GanttController(GanttCharts charts, PlanTable table, Scheduling scheduling, Papers papers) {
        this.papers = papers;
        this.charts = charts;
        this.table = table;
        this.scheduling = scheduling;
    }

    @GetMapping
    Answer page(
            @RequestParam(required = false) @Nullable String q,
            @RequestParam(required = false) @Nullable String party,
            @RequestParam(required = false) @Nullable String owner,
            @RequestParam(required = false) @Nullable String status,
            @RequestParam(required = false) @Nullable String only,
            ProjectAccess here, Reader reader) {
        return Answer.page("workplan/gantt", GanttPage.of(here, PlanFilter.of(q, party, owner, status, only, null), table.around(here), charts.frozen(here))).of(papers.registered(here, PlanApprovals.KIND, here.id(), reader));
    }

    @GetMapping("/plan")
    Answer plan(ProjectAccess here) {
        var chart = charts.of(here);
        if (here.may(Permission.EDIT_PLAN)) scheduling.expectEdits(here.id(), chart.count());
        return Answer.data(chart);
    }

    /** What changed since an answer’s {@code until}; everything, without one. */
    @GetMapping("/changes")
    Answer changes(@RequestParam(defaultValue = "") String since, ProjectAccess here) {
        return Answer.data(charts.since(here, since));
    }

    @GetMapping("/baselines/{id}")
    Answer baseline(@PathVariable BaselineId id, ProjectAccess here) {
        return Answer.data(charts.then(here, id));
    }
}
