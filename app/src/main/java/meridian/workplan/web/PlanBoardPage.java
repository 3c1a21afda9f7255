package meridian.workplan.web;

import meridian.project.ProjectAccess;
import meridian.workplan.PlanFilter;
import meridian.workplan.PlanTable;
import meridian.workplan.PlanViews;
import meridian.workplan.TaskStatus;

/** The tasks in columns of their status. */
public record PlanBoardPage(ProjectAccess here, PlanFilter filter, PlanViews.Board board) {
    /** The states a card may be moved to, and of those the ones that want a reason. */
    public static String moves(PlanTable.Row row) {
        return RowsPage.moves(row);
    }

    public static boolean needsReason(PlanTable.Row row, String status) {
        return row.status().toward(TaskStatus.of(status)).needsReason();
    }

    /** What of a column is not shown, as rows of the table. */
    public String rest(TaskStatus status) {
        return new PlanFilter(filter.text(), filter.party(), filter.owner(), status, filter.only(), java.util.List.of()).query();
    }
}
