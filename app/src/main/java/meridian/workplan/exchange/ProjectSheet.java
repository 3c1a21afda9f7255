package meridian.workplan.exchange;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import meridian.workplan.TaskKind;
import org.jspecify.annotations.Nullable;
import org.mpxj.ConstraintType;
import org.mpxj.ProjectCalendar;
import org.mpxj.ProjectFile;
import org.mpxj.Relation;
import org.mpxj.Resource;
import org.mpxj.ResourceAssignment;
import org.mpxj.Task;
import org.mpxj.TaskField;
import org.mpxj.TaskMode;
import org.mpxj.TimeUnit;

/**
 * A plan of a scheduling program laid out as a sheet, one row a task, so that it is checked, mended and imported like any
 * other. The first level of its outline is the phase, what is beneath it the work package. A text field that somebody
 * gave the name of one of our columns is read as that column.
 */
final class ProjectSheet {
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");
    private static final int TEXT_FIELDS = 30;

    private static final Map<Column, String> HEADINGS = headings();
    /** Always there; the others only where a row says something. */
    private static final Set<Column> ALWAYS = EnumSet.of(Column.NUMBER, Column.PHASE, Column.PACKAGE, Column.TASK, Column.OWNER, Column.START, Column.FINISH, Column.DURATION,
            Column.MILESTONE, Column.PREDECESSORS, Column.PROGRESS);
    private static final Set<Column> FROM_TEXTS = EnumSet.of(Column.PARTY, Column.DEPARTMENT, Column.DELIVERABLE, Column.CRITERIA, Column.STATUS, Column.KIND);

    private final ProjectFile file;
    private final Map<Column, Integer> texts = new EnumMap<>(Column.class);
    private final Map<Task, Integer> groups = new HashMap<>();
    private final List<GroupDraft> groupDrafts = new ArrayList<>();
    private final List<Map<Column, Cell>> lines = new ArrayList<>();
    private final Map<Integer, String> identities = new LinkedHashMap<>();
    private final Map<ProjectCalendar, Integer> worked = new LinkedHashMap<>();
    private String lastPhase = "";
    private String lastPackage = "";

    private ProjectSheet(ProjectFile file) {
        this.file = file;
    }

    record Laid(Sheet sheet, Origin origin) {}

    static Laid of(ProjectFile file) {
        return new ProjectSheet(file).laid();
    }

    private static Map<Column, String> headings() {
        var headings = new LinkedHashMap<Column, String>();
        headings.put(Column.NUMBER, "编号");
        headings.put(Column.PHASE, "阶段");
        headings.put(Column.PACKAGE, "工作模块");
        headings.put(Column.TASK, "任务名称");
        headings.put(Column.OWNER, "负责人");
        headings.put(Column.COLLABORATORS, "协作人");
        headings.put(Column.PARTY, "区域/部门");
        headings.put(Column.DEPARTMENT, "部门");
        headings.put(Column.START, "开始时间");
        headings.put(Column.FINISH, "结束时间");
        headings.put(Column.DURATION, "工期");
        headings.put(Column.MILESTONE, "里程碑");
        headings.put(Column.PREDECESSORS, "前置任务");
        headings.put(Column.PROGRESS, "完成%");
        headings.put(Column.STATUS, "状态");
        headings.put(Column.CONSTRAINT, "限制条件");
        headings.put(Column.CONSTRAINT_DATE, "限制日期");
        headings.put(Column.DEADLINE, "最后期限");
        headings.put(Column.MODE, "排程方式");
        headings.put(Column.ACTUAL_START, "实际开始");
        headings.put(Column.ACTUAL_FINISH, "实际完成");
        headings.put(Column.DELIVERABLE, "交付物");
        headings.put(Column.CRITERIA, "验收标准");
        headings.put(Column.NOTE, "备注");
        return headings;
    }

    private Laid laid() {
        nameTexts();
        for (var task : file.getTasks()) {
            if (!counts(task)) continue;
            if (isGroup(task)) group(task);
            else line(task);
        }
        for (var task : file.getTasks()) if (groups.containsKey(task)) linkGroup(task);
        var columns = HEADINGS.keySet().stream().filter(column -> ALWAYS.contains(column) || lines.stream().anyMatch(line -> line.containsKey(column))).toList();
        var rows = new ArrayList<Sheet.Row>();
        rows.add(Sheet.row(1, columns.stream().map(column -> Cell.of(Objects.requireNonNull(HEADINGS.get(column)))).toList()));
        for (var line : lines) rows.add(Sheet.row(rows.size() + 1, columns.stream().map(column -> line.getOrDefault(column, Cell.BLANK)).toList()));
        var properties = file.getProjectProperties();
        var sheet = new Sheet(Objects.requireNonNullElse(properties.getName(), ""), false, rows);
        return new Laid(sheet, new Origin(properties.getGUID(), identities, groupDrafts, calendars(), baselines(), null));
    }

    private void nameTexts() {
        for (int number = 1; number <= TEXT_FIELDS; number++) {
            var field = file.getCustomFields().get(TaskField.valueOf("TEXT" + number));
            var meaning = field == null || field.getAlias() == null ? null : Column.named(field.getAlias());
            if (meaning != null && FROM_TEXTS.contains(meaning)) texts.putIfAbsent(meaning, number);
        }
    }

    private static boolean counts(Task task) {
        return !task.getNull() && !task.getExternalTask() && task.getActive() && !zero(task);
    }

    // The line for the project itself.
    private static boolean zero(Task task) {
        return task.getID() != null && task.getID() == 0;
    }

    private boolean isGroup(Task task) {
        return task.getSummary() || kind(task) != null && kind(task) != TaskKind.TASK;
    }

    private @Nullable TaskKind kind(Task task) {
        return Kinds.parse(text(task, Column.KIND));
    }

    private String text(Task task, Column column) {
        var number = texts.get(column);
        return number == null ? "" : Objects.requireNonNullElse(task.getText(number), "").strip();
    }

    // ---- groups

    private void group(Task task) {
        var above = task.getParentTask() == null || zero(task.getParentTask()) ? null : groups.get(task.getParentTask());
        var parent = above == null ? null : groupDrafts.get(above);
        var title = Objects.requireNonNullElse(task.getName(), "").strip();
        var told = kind(task);
        var kind = told != null && told.fits(parent == null ? null : parent.kind()) ? told : parent == null ? TaskKind.PHASE : TaskKind.PACKAGE;
        var phase = parent == null ? title : parent.phase();
        var workPackage = parent == null ? "" : parent.workPackage().isEmpty() ? title : parent.workPackage() + " / " + title;
        groups.put(task, groupDrafts.size());
        groupDrafts.add(new GroupDraft(number(task), identity(task), kind, above == null ? -1 : above, phase, workPackage, title, note(task), people(task), text(task, Column.PARTY), List.of()));
    }

    private void linkGroup(Task task) {
        int place = Objects.requireNonNull(groups.get(task));
        var predecessors = Predecessor.parse(task.getPredecessors().stream().map(this::link).filter(Objects::nonNull).collect(Collectors.joining(", ")), number -> false).stream()
                .map(Predecessor.Token::link).filter(Objects::nonNull).toList();
        if (predecessors.isEmpty()) return;
        var group = groupDrafts.get(place);
        groupDrafts.set(place, new GroupDraft(group.number(), group.identity(), group.kind(), group.parent(), group.phase(), group.workPackage(), group.title(), group.note(), group.people(), group.party(), predecessors));
    }

    // ---- tasks

    private void line(Task task) {
        var line = new EnumMap<Column, Cell>(Column.class);
        var above = task.getParentTask() == null || zero(task.getParentTask()) ? null : groups.get(task.getParentTask());
        var people = people(task);
        var calendar = task.getEffectiveCalendar();
        boolean milestone = task.getMilestone();
        put(line, Column.NUMBER, number(task));
        place(line, above == null ? "" : groupDrafts.get(above).phase(), above == null ? "" : groupDrafts.get(above).workPackage());
        put(line, Column.TASK, Objects.requireNonNullElse(task.getName(), ""));
        put(line, Column.OWNER, people.isEmpty() ? "" : people.getFirst());
        put(line, Column.COLLABORATORS, people.size() < 2 ? "" : String.join("、", people.subList(1, people.size())));
        put(line, Column.PARTY, party(task));
        put(line, Column.DEPARTMENT, text(task, Column.DEPARTMENT));
        boolean moment = milestone && task.getStart() != null && task.getStart().equals(task.getFinish());
        if (!moment) put(line, Column.START, start(task.getStart(), calendar));
        put(line, Column.FINISH, finish(task.getFinish(), calendar));
        put(line, Column.DURATION, milestone ? "" : length(task.getDuration()));
        put(line, Column.MILESTONE, milestone ? "是" : "");
        put(line, Column.PREDECESSORS, task.getPredecessors().stream().map(this::link).filter(Objects::nonNull).collect(Collectors.joining(", ")));
        percent(line, task.getPercentageComplete());
        put(line, Column.STATUS, text(task, Column.STATUS));
        constraint(line, task, calendar);
        put(line, Column.DEADLINE, finish(task.getDeadline(), calendar));
        if (task.getTaskMode() == TaskMode.MANUALLY_SCHEDULED) put(line, Column.MODE, "手动");
        put(line, Column.ACTUAL_START, start(task.getActualStart(), calendar));
        put(line, Column.ACTUAL_FINISH, finish(task.getActualFinish(), calendar));
        put(line, Column.DELIVERABLE, text(task, Column.DELIVERABLE));
        put(line, Column.CRITERIA, text(task, Column.CRITERIA));
        put(line, Column.NOTE, note(task));
        lines.add(line);
        identities.put(lines.size() + 1, identity(task));
        if (calendar != null) worked.merge(calendar, 1, Integer::sum);
    }

    // An empty cell would be read as the one above it.
    private void place(Map<Column, Cell> line, String phase, String workPackage) {
        put(line, Column.PHASE, phase.isEmpty() && !lastPhase.isEmpty() ? RowReader.NONE : phase);
        put(line, Column.PACKAGE, workPackage.isEmpty() && !lastPackage.isEmpty() && phase.equals(lastPhase) ? RowReader.NONE : workPackage);
        lastPhase = phase;
        lastPackage = workPackage;
    }

    private static void put(Map<Column, Cell> line, Column column, String text) {
        if (!text.isBlank()) line.put(column, Cell.of(text));
    }

    // Work in a calendar of its own is work of whoever goes by that calendar.
    private String party(Task task) {
        var told = text(task, Column.PARTY);
        if (!told.isEmpty() || texts.containsKey(Column.PARTY)) return told;
        var calendar = task.getCalendar();
        return calendar == null || calendar == file.getDefaultCalendar() ? "" : Objects.requireNonNullElse(calendar.getName(), "").strip();
    }

    private static void constraint(Map<Column, Cell> line, Task task, @Nullable ProjectCalendar calendar) {
        var type = task.getConstraintType();
        if (type == null) return;
        var read = FileSchedule.constraint(type);
        if (!read.dated()) {
            put(line, Column.CONSTRAINT, Constraints.sign(read));
            return;
        }
        var at = task.getConstraintDate();
        if (at == null) return;
        put(line, Column.CONSTRAINT, Constraints.sign(read));
        put(line, Column.CONSTRAINT_DATE, Constraints.aboutStart(read) ? start(at, calendar) : finish(at, calendar));
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

    private static String note(Task task) {
        return Objects.requireNonNullElse(task.getNotes(), "").strip();
    }

    private static String number(Task task) {
        return task.getID() == null ? String.valueOf(task.getUniqueID()) : task.getID().toString();
    }

    private static String identity(Task task) {
        return task.getGUID() != null ? task.getGUID().toString() : "u" + task.getUniqueID();
    }

    // A time that is only the edge of a day, or of a day’s work, says the day.
    private static String start(@Nullable LocalDateTime at, @Nullable ProjectCalendar calendar) {
        if (at == null) return "";
        var hours = hours(calendar, at.toLocalDate());
        boolean day = at.toLocalTime().equals(LocalTime.MIDNIGHT) || hours != null && !hours.isEmpty() && at.toLocalTime().equals(hours.getFirst().getStart());
        return day ? at.toLocalDate().toString() : MINUTE.format(at);
    }

    private static String finish(@Nullable LocalDateTime at, @Nullable ProjectCalendar calendar) {
        if (at == null) return "";
        if (at.toLocalTime().equals(LocalTime.MIDNIGHT)) return at.toLocalDate().minusDays(1).toString();
        var hours = hours(calendar, at.toLocalDate());
        return hours != null && !hours.isEmpty() && at.toLocalTime().equals(hours.getLast().getEnd()) ? at.toLocalDate().toString() : MINUTE.format(at);
    }

    private static @Nullable List<org.mpxj.LocalTimeRange> hours(@Nullable ProjectCalendar calendar, LocalDate day) {
        return calendar == null ? null : calendar.getHours(day);
    }

    private String length(org.mpxj.@Nullable Duration length) {
        if (length == null) return "";
        boolean elapsed = length.getUnits().isElapsed();
        double days = length.convertUnits(elapsed ? TimeUnit.ELAPSED_DAYS : TimeUnit.DAYS, file.getProjectProperties()).getDuration();
        return plain(days) + (elapsed ? "ed" : "d");
    }

    private @Nullable String link(Relation relation) {
        var before = relation.getPredecessorTask();
        if (before == null || !counts(before)) return null;
        var type = switch (relation.getType()) {
            case FINISH_START -> "FS";
            case START_START -> "SS";
            case FINISH_FINISH -> "FF";
            case START_FINISH -> "SF";
        };
        var lag = relation.getLag();
        if (lag == null || lag.getDuration() == 0) return number(before) + type;
        var text = lag.getUnits() == TimeUnit.PERCENT || lag.getUnits() == TimeUnit.ELAPSED_PERCENT ? share(before, lag) : lag(lag);
        return number(before) + type + (text.startsWith("-") ? text : text.isEmpty() ? "" : "+" + text);
    }

    /** A lag of so many percent of the predecessor is kept as the time it is now. */
    private String share(Task before, org.mpxj.Duration percent) {
        var whole = before.getDuration();
        if (whole == null) return "";
        return lag(org.mpxj.Duration.getInstance(whole.getDuration() * percent.getDuration() / 100, whole.getUnits()));
    }

    /** In days where that is exact, else in minutes. */
    private String lag(org.mpxj.Duration lag) {
        boolean elapsed = lag.getUnits().isElapsed();
        double days = lag.convertUnits(elapsed ? TimeUnit.ELAPSED_DAYS : TimeUnit.DAYS, file.getProjectProperties()).getDuration();
        if (elapsed) return new java.math.BigDecimal(days).setScale(4, java.math.RoundingMode.HALF_UP).stripTrailingZeros().toPlainString() + "ed";
        double minutes = lag.convertUnits(TimeUnit.MINUTES, file.getProjectProperties()).getDuration();
        boolean whole = Math.abs(days * 100 - Math.rint(days * 100)) < 1e-6;
        return whole || Math.abs(minutes) > 900_000 ? plain(days) + "d" : Math.round(minutes) + "m";
    }

    private static void percent(Map<Column, Cell> line, @Nullable Number percent) {
        if (percent == null || percent.doubleValue() == 0) return;
        line.put(Column.PROGRESS, new Cell(Cell.Kind.PERCENT, plain(percent.doubleValue()) + "%", percent.doubleValue() / 100, false));
    }

    private static String plain(double amount) {
        return new java.math.BigDecimal(amount).setScale(2, java.math.RoundingMode.HALF_UP).stripTrailingZeros().toPlainString();
    }

    // ---- beside the rows

    private List<Origin.Calendar> calendars() {
        var calendars = new ArrayList<Origin.Calendar>();
        worked.forEach((calendar, rows) -> calendars.add(new Origin.Calendar(Objects.requireNonNullElse(calendar.getName(), "").strip(), calendar == file.getDefaultCalendar(), week(calendar),
                calendar.getCalendarExceptions().size(), rows)));
        return calendars;
    }

    /** {@code 1-5 08:00-12:00 13:00-17:00}: days of the week from Monday, and their hours. */
    private static String week(ProjectCalendar calendar) {
        var week = new LinkedHashMap<String, List<Integer>>();
        for (var day : DayOfWeek.values()) {
            var hours = calendar.getHours(day);
            if (hours == null || hours.isEmpty()) continue;
            week.computeIfAbsent(hours.stream().map(range -> range.getStart() + "-" + (range.getEnd().equals(LocalTime.MIDNIGHT) ? "24:00" : range.getEnd())).collect(Collectors.joining(" ")), key -> new ArrayList<>()).add(day.getValue());
        }
        return week.entrySet().stream().map(entry -> days(entry.getValue()) + " " + entry.getKey()).collect(Collectors.joining("; "));
    }

    private static String days(List<Integer> days) {
        boolean stretch = days.size() > 2 && days.getLast() - days.getFirst() == days.size() - 1;
        return stretch ? days.getFirst() + "-" + days.getLast() : days.stream().map(String::valueOf).collect(Collectors.joining(","));
    }

    private List<Origin.Baseline> baselines() {
        var baselines = new ArrayList<Origin.Baseline>();
        for (int number = 0; number < ProjectPlan.MOST_BASELINES; number++) {
            var dates = new LinkedHashMap<String, ProjectPlan.Dates>();
            for (var task : file.getTasks()) {
                if (!counts(task)) continue;
                var start = number == 0 ? task.getBaselineStart() : task.getBaselineStart(number);
                var finish = number == 0 ? task.getBaselineFinish() : task.getBaselineFinish(number);
                if (start == null && finish == null || far(start) || far(finish)) continue;
                boolean moment = start != null && start.equals(finish);
                dates.put(number(task), new ProjectPlan.Dates(moment ? null : day(start(start, task.getEffectiveCalendar()), false), day(finish(finish, task.getEffectiveCalendar()), true)));
            }
            if (!dates.isEmpty()) baselines.add(new Origin.Baseline(number, number == 0 ? file.getProjectProperties().getBaselineDate() : file.getProjectProperties().getBaselineDate(number), dates));
        }
        return baselines;
    }

    private static boolean far(@Nullable LocalDateTime at) {
        return at != null && (at.getYear() < 1990 || at.getYear() > 2199);
    }

    private static @Nullable LocalDateTime day(String text, boolean finish) {
        if (text.isEmpty()) return null;
        if (text.length() > 10) return LocalDateTime.parse(text, MINUTE);
        var day = LocalDate.parse(text);
        return finish ? day.atTime(23, 59) : day.atStartOfDay();
    }
}
