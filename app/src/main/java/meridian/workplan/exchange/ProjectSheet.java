package meridian.workplan.exchange;

import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.mpxj.ProjectFile;
import org.mpxj.Relation;
import org.mpxj.Resource;
import org.mpxj.ResourceAssignment;
import org.mpxj.Task;
import org.mpxj.TimeUnit;

/**
 * A plan of a scheduling program laid out as a sheet, one row a task, so that it is checked, mended and imported like any
 * other. The first level of its outline is the phase, what is beneath it the work package.
 */
final class ProjectSheet {
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");
    private static final List<String> HEADINGS = List.of("编号", "阶段", "工作模块", "任务名称", "负责人", "协作人", "开始时间", "结束时间", "工期", "里程碑", "前置任务", "完成%", "备注");

    private final ProjectFile file;

    private ProjectSheet(ProjectFile file) {
        this.file = file;
    }

    static Sheet of(ProjectFile file) {
        return new ProjectSheet(file).sheet();
    }

    private Sheet sheet() {
        var rows = new ArrayList<Sheet.Row>();
        rows.add(Sheet.row(1, HEADINGS.stream().map(Cell::of).toList()));
        for (var task : file.getTasks()) {
            if (task.getNull() || task.getSummary() || task.getExternalTask() || !task.getActive() || zero(task)) continue;
            rows.add(Sheet.row(rows.size() + 1, cells(task)));
        }
        return new Sheet(Objects.requireNonNullElse(file.getProjectProperties().getName(), ""), false, rows);
    }

    // The line for the project itself.
    private static boolean zero(Task task) {
        return task.getID() != null && task.getID() == 0;
    }

    private List<Cell> cells(Task task) {
        var above = above(task);
        var people = people(task);
        return List.of(
                Cell.of(number(task)),
                Cell.of(above.isEmpty() ? "" : above.getFirst()),
                Cell.of(above.size() < 2 ? "" : String.join(" / ", above.subList(1, above.size()))),
                Cell.of(Objects.requireNonNullElse(task.getName(), "")),
                Cell.of(people.isEmpty() ? "" : people.getFirst()),
                Cell.of(people.size() < 2 ? "" : String.join("、", people.subList(1, people.size()))),
                moment(task.getStart(), false),
                moment(task.getFinish(), true),
                Cell.of(length(task.getDuration())),
                Cell.of(task.getMilestone() ? "是" : ""),
                Cell.of(task.getPredecessors().stream().map(this::link).filter(Objects::nonNull).collect(Collectors.joining(", "))),
                percent(task.getPercentageComplete()),
                Cell.of(Objects.requireNonNullElse(task.getNotes(), "").strip()));
    }

    private static List<String> above(Task task) {
        var titles = new ArrayList<String>();
        for (var each = task.getParentTask(); each != null && !zero(each) && titles.size() < 20; each = each.getParentTask()) titles.addFirst(Objects.requireNonNullElse(each.getName(), ""));
        return titles;
    }

    private static List<String> people(Task task) {
        return task.getResourceAssignments().stream()
                .map(ResourceAssignment::getResource)
                .filter(Objects::nonNull)
                .filter(resource -> resource.getType() == org.mpxj.ResourceType.WORK)
                .map(Resource::getName)
                .filter(name -> name != null && !name.isBlank())
                .distinct()
                .toList();
    }

    private static String number(Task task) {
        return task.getID() == null ? String.valueOf(task.getUniqueID()) : task.getID().toString();
    }

    // A time that is only the edge of a day says the day.
    private static Cell moment(@Nullable LocalDateTime at, boolean finish) {
        if (at == null) return Cell.BLANK;
        if (at.toLocalTime().equals(LocalTime.MIDNIGHT)) return Cell.of((finish ? at.toLocalDate().minusDays(1) : at.toLocalDate()).toString());
        return Cell.of(MINUTE.format(at));
    }

    private String length(org.mpxj.@Nullable Duration length) {
        if (length == null) return "";
        boolean elapsed = length.getUnits().isElapsed();
        double days = length.convertUnits(elapsed ? TimeUnit.ELAPSED_DAYS : TimeUnit.DAYS, file.getProjectProperties()).getDuration();
        return plain(days) + (elapsed ? "ed" : "d");
    }

    private @Nullable String link(Relation relation) {
        var before = relation.getPredecessorTask();
        if (before == null || before.getSummary() || before.getNull()) return null;
        var type = switch (relation.getType()) {
            case FINISH_START -> "FS";
            case START_START -> "SS";
            case FINISH_FINISH -> "FF";
            case START_FINISH -> "SF";
        };
        var lag = relation.getLag();
        if (lag == null || lag.getDuration() == 0 || lag.getUnits() == TimeUnit.PERCENT || lag.getUnits() == TimeUnit.ELAPSED_PERCENT) return number(before) + type;
        var text = length(lag);
        return number(before) + type + (text.startsWith("-") ? text : "+" + text);
    }

    private static Cell percent(@Nullable Number percent) {
        if (percent == null || percent.doubleValue() == 0) return Cell.BLANK;
        return new Cell(Cell.Kind.PERCENT, plain(percent.doubleValue()) + "%", percent.doubleValue() / 100, false);
    }

    private static String plain(double amount) {
        return new java.math.BigDecimal(amount).setScale(2, java.math.RoundingMode.HALF_UP).stripTrailingZeros().toPlainString();
    }
}
