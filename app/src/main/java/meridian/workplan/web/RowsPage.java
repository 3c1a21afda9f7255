package meridian.workplan.web;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.List;
import java.util.stream.Collectors;
import meridian.project.ProjectAccess;
import meridian.web.Ui;
import meridian.workplan.PlanFilter;
import meridian.workplan.PlanTable;
import meridian.workplan.TaskMove;
import meridian.workplan.TaskStatus;
import meridian.workplan.WorkTime;
import org.jspecify.annotations.Nullable;

/** Rows of the plan, and the query that asks for the next ones. */
public record RowsPage(String code, PlanFilter filter, List<PlanTable.Row> rows, @Nullable String next) {
    static RowsPage of(ProjectAccess here, PlanFilter filter, PlanTable.Rows rows) {
        var after = rows.after();
        var next = after == null ? null : "after=" + URLEncoder.encode(after, StandardCharsets.UTF_8) + "&outline=" + rows.outline() + (filter.query().isEmpty() ? "" : "&" + filter.query());
        return new RowsPage(here.code(), filter, rows.rows(), next);
    }

    /** The class of a state’s sign. */
    public static String sign(TaskStatus status) {
        return switch (status) {
            case NOT_STARTED -> "planned";
            case IN_PROGRESS -> "doing";
            case BLOCKED -> "blocked";
            case DONE -> "done";
            case ACCEPTED -> "accepted";
            case CANCELLED -> "cancelled";
        };
    }

    /** The states that the reader may move the row to from the table. */
    public static String moves(PlanTable.Row row) {
        if (!row.mayDo()) return "";
        return row.status().moves().stream()
                .filter(move -> move != TaskMove.ACCEPT && (move != TaskMove.CANCEL || row.mayEdit()))
                .map(move -> row.status().after(move).text())
                .distinct()
                .collect(Collectors.joining(" "));
    }

    public static String duration(PlanTable.Row row) {
        return WorkTime.text(row.durationMinutes(), row.dayMinutes());
    }

    public static String days(double days) {
        return meridian.workplan.Variance.text(days);
    }

    /** Total slack in days of the row’s region; empty where there is none to speak of. */
    public static String slack(PlanTable.Row row) {
        if (row.totalSlack() == null || !row.isTask() || !row.status().open()) return "";
        return java.math.BigDecimal.valueOf(row.totalSlack()).divide(java.math.BigDecimal.valueOf(row.dayMinutes()), 1, java.math.RoundingMode.HALF_UP).stripTrailingZeros().toPlainString() + "d";
    }

    public static String day(@Nullable LocalDateTime at) {
        return at == null ? "" : at.toLocalDate().toString();
    }

    public String toggle(PlanTable.Row row) {
        return filter.toggled(row.number());
    }

    /** Why it stands still, or how it stands between lead and executor, in a few words. */
    public static String hint(PlanTable.Row row, Ui ui) {
        if (row.status() == TaskStatus.BLOCKED) return row.blockedReason();
        return row.dispatchReason();
    }
}
