package meridian.workplan.web;

import java.util.List;
import meridian.identity.Permission;
import meridian.project.ProjectAccess;
import meridian.workplan.GanttChart;
import meridian.workplan.PlanFilter;
import meridian.workplan.PlanTable;

/** The frame of the chart: what stands around it. */
public record GanttPage(ProjectAccess here, PlanFilter filter, PlanTable.Around around, List<GanttChart.Frozen> baselines) {
    static GanttPage of(ProjectAccess here, PlanFilter filter, PlanTable.Around around, List<GanttChart.Frozen> baselines) {
        return new GanttPage(here, filter, around, baselines);
    }

    public boolean mayEdit() {
        return here.may(Permission.EDIT_PLAN);
    }

    public boolean mayExport() {
        return here.may(Permission.EXPORT);
    }

    public boolean guest() {
        return here.guest();
    }
}
