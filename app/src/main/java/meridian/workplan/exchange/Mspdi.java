package meridian.workplan.exchange;

import java.io.IOException;
import java.io.OutputStream;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import meridian.calendar.Interval;
import meridian.calendar.WorkCalendar;
import meridian.workplan.Constraint;
import meridian.workplan.LinkType;
import org.jspecify.annotations.Nullable;
import org.mpxj.ConstraintType;
import org.mpxj.Duration;
import org.mpxj.LocalTimeRange;
import org.mpxj.ProjectCalendar;
import org.mpxj.ProjectCalendarHours;
import org.mpxj.ProjectFile;
import org.mpxj.Relation;
import org.mpxj.RelationType;
import org.mpxj.Resource;
import org.mpxj.ResourceType;
import org.mpxj.Task;
import org.mpxj.TaskField;
import org.mpxj.TaskMode;
import org.mpxj.TaskType;
import org.mpxj.TimeUnit;
import org.mpxj.mspdi.MSPDIWriter;

/**
 * Writes a plan as Microsoft Project’s XML. What that format has no place of its own for (party, deliverable, criteria,
 * state, number, kind) goes into its text fields, under the names these columns have in our own files, so that any
 * program shows them and they are recognised when the file comes back.
 */
public final class Mspdi {
    /** Microsoft Project’s limit of a text field. */
    static final int LONGEST_TEXT = 255;
    private static final int DAY = 480;
    private static final int WEEKS_OF_A_PATTERN = 26;
    private static final int MOST_DAYS = 3_700;

    private static final Map<Column, Integer> TEXTS = texts();

    private final ProjectPlan plan;
    private final Wording wording;
    private final ProjectFile file = new ProjectFile();
    private final List<ProjectCalendar> calendars = new ArrayList<>();
    private final Map<String, Resource> people = new LinkedHashMap<>();

    private Mspdi(ProjectPlan plan, Wording wording) {
        this.plan = plan;
        this.wording = wording;
    }

    private static Map<Column, Integer> texts() {
        var texts = new LinkedHashMap<Column, Integer>();
        for (var column : List.of(Column.PARTY, Column.DELIVERABLE, Column.CRITERIA, Column.STATUS, Column.NUMBER, Column.KIND)) texts.put(column, texts.size() + 1);
        return texts;
    }

    /** Leaves the stream open. */
    public static void write(ProjectPlan plan, Wording wording, OutputStream out) throws IOException {
        new MSPDIWriter().write(file(plan, wording), out);
    }

    static ProjectFile file(ProjectPlan plan, Wording wording) {
        return new Mspdi(plan, wording).file();
    }

    /** What is left of a text in a field of Microsoft Project. */
    static String fitting(String text) {
        if (text.length() <= LONGEST_TEXT) return text;
        int end = LONGEST_TEXT - 1;
        return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end) + "…";
    }

    /** Without what XML cannot hold. */
    private static String legal(String text) {
        if (text.codePoints().allMatch(Mspdi::legal)) return text;
        return text.codePoints().filter(Mspdi::legal).collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString();
    }

    private static boolean legal(int c) {
        return c == '\t' || c == '\n' || c == '\r' || c >= 0x20 && c <= 0xD7FF || c >= 0xE000 && c <= 0xFFFD || c >= 0x10000;
    }

    private ProjectFile file() {
        var properties = file.getProjectProperties();
        properties.setGUID(plan.id());
        properties.setProjectTitle(legal(plan.title()));
        properties.setName(legal(plan.title()));
        properties.setCompany(legal(plan.organisation()));
        properties.setAuthor("Meridian");
        properties.setStartDate(plan.begins());
        properties.setCurrentDate(plan.asOf());
        properties.setMinutesPerDay(DAY);
        properties.setMinutesPerWeek(5 * DAY);
        properties.setNewTasksAreManual(false);
        TEXTS.forEach((column, number) -> file.getCustomFields().getOrCreate(TaskField.valueOf("TEXT" + number)).setAlias(wording.say("exchange.heading." + column.code())));
        for (var hours : plan.calendars()) calendars.add(calendar(hours));
        if (!calendars.isEmpty()) properties.setDefaultCalendar(calendars.getFirst());
        for (int i = 0; i < Math.min(plan.baselines().size(), ProjectPlan.MOST_BASELINES); i++)
            if (i == 0) properties.setBaselineDate(plan.asOf());
            else properties.setBaselineDate(i, plan.asOf());
        var tasks = tasks();
        for (var link : plan.links())
            tasks.get(link.successor()).addPredecessor(new Relation.Builder().predecessorTask(tasks.get(link.predecessor())).type(type(link.type())).lag(lag(link)));
        return file;
    }

    // ---- calendars: a week that repeats, and every day that differs from it while the plan lasts

    private ProjectCalendar calendar(ProjectPlan.Hours hours) {
        var calendar = file.addCalendar();
        calendar.setName(legal(hours.name()));
        var first = plan.begins().toLocalDate();
        var week = new HashMap<DayOfWeek, List<Interval>>();
        for (var day : DayOfWeek.values()) {
            week.put(day, usual(hours.calendar(), day, first));
            var worked = Objects.requireNonNull(week.get(day));
            calendar.setWorkingDay(day, !worked.isEmpty());
            fill(calendar.addCalendarHours(day), worked);
        }
        var last = last().plusYears(1);
        for (var day = first.minusMonths(1); day.isBefore(last); ) {
            var worked = hours.calendar().hoursOf(day);
            if (worked.equals(week.get(day.getDayOfWeek()))) {
                day = day.plusDays(1);
                continue;
            }
            var end = day;
            while (end.isBefore(last) && hours.calendar().hoursOf(end.plusDays(1)).equals(worked) && !worked.equals(week.get(end.plusDays(1).getDayOfWeek()))) end = end.plusDays(1);
            var exception = calendar.addCalendarException(day, end);
            var override = hours.calendar().overrideOf(day);
            exception.setName(override == null ? "" : legal(override.name()));
            fill(exception, worked);
            day = end.plusDays(1);
        }
        return calendar;
    }

    /** The hours that most days of this name have. */
    private static List<Interval> usual(WorkCalendar calendar, DayOfWeek day, LocalDate from) {
        var counted = new LinkedHashMap<List<Interval>, Integer>();
        var first = from.with(java.time.temporal.TemporalAdjusters.nextOrSame(day));
        for (int week = 0; week < WEEKS_OF_A_PATTERN; week++) counted.merge(calendar.hoursOf(first.plusWeeks(week)), 1, Integer::sum);
        return counted.entrySet().stream().max(Map.Entry.comparingByValue()).orElseThrow().getKey();
    }

    private static void fill(ProjectCalendarHours hours, List<Interval> worked) {
        for (var stretch : worked) hours.add(new LocalTimeRange(time(stretch.from()), time(stretch.to())));
    }

    private static LocalTime time(int minute) {
        return minute == Interval.MIDNIGHT ? LocalTime.MIDNIGHT : LocalTime.MIN.plusMinutes(minute);
    }

    private LocalDate last() {
        var begins = plan.begins().toLocalDate();
        var last = plan.rows().stream().map(ProjectPlan.Row::finish).filter(Objects::nonNull).map(LocalDateTime::toLocalDate).max(LocalDate::compareTo).orElse(begins);
        return last.isAfter(begins.plusDays(MOST_DAYS)) ? begins.plusDays(MOST_DAYS) : last;
    }

    // ---- rows

    private List<Task> tasks() {
        var tasks = new ArrayList<Task>(plan.rows().size());
        var above = new ArrayList<Task>();
        for (int i = 0; i < plan.rows().size(); i++) {
            var row = plan.rows().get(i);
            while (above.size() >= row.level()) above.removeLast();
            var task = above.isEmpty() ? file.addTask() : above.getLast().addTask();
            task.setID(i + 1);
            task.setUniqueID(i + 1);
            boolean summary = i + 1 < plan.rows().size() && plan.rows().get(i + 1).level() > row.level();
            fill(task, row, summary);
            above.add(task);
            tasks.add(task);
        }
        return tasks;
    }

    private void fill(Task task, ProjectPlan.Row row, boolean summary) {
        var calendar = plan.calendars().get(row.calendar()).calendar();
        task.setGUID(row.id());
        task.setName(legal(row.title()));
        if (!row.note().isEmpty()) task.setNotes(legal(row.note()));
        text(task, Column.PARTY, row.party());
        text(task, Column.DELIVERABLE, row.deliverable());
        text(task, Column.CRITERIA, String.join("\n", row.criteria()));
        text(task, Column.STATUS, row.status());
        text(task, Column.NUMBER, row.number());
        text(task, Column.KIND, row.kind());
        task.setType(TaskType.FIXED_DURATION);
        task.setEffortDriven(false);
        task.setMilestone(row.milestone());
        task.setTaskMode(row.manual() ? TaskMode.MANUALLY_SCHEDULED : TaskMode.AUTO_SCHEDULED);
        if (row.calendar() > 0 && !summary) {
            task.setCalendar(calendars.get(row.calendar()));
            task.setIgnoreResourceCalendar(true);
        }
        var start = ProjectPlan.opening(row.start(), calendar);
        var finish = ProjectPlan.closing(row.finish(), calendar);
        if (row.milestone()) {
            if (finish == null && row.start() != null) finish = ProjectPlan.closing(row.start().toLocalDate().atTime(23, 59), calendar);
            start = finish;
        }
        task.setStart(start);
        task.setFinish(finish);
        if (!summary) work(task, row, start, finish);
        task.setConstraintType(constraint(row.constraint()));
        if (row.constraint().dated() && row.constraintAt() != null)
            task.setConstraintDate(Constraints.aboutStart(row.constraint()) ? ProjectPlan.opening(row.constraintAt(), calendar) : ProjectPlan.closing(row.constraintAt(), calendar));
        task.setDeadline(ProjectPlan.closing(row.deadline(), calendar));
        row.baselines().forEach((number, dates) -> {
            if (number >= ProjectPlan.MOST_BASELINES) return;
            baseline(task, number, ProjectPlan.opening(dates.start(), calendar), ProjectPlan.closing(dates.finish(), calendar));
        });
        for (var name : row.people()) if (!name.isEmpty()) assign(task, name);
    }

    private void work(Task task, ProjectPlan.Row row, @Nullable LocalDateTime start, @Nullable LocalDateTime finish) {
        var calendar = plan.calendars().get(row.calendar()).calendar();
        var minutes = row.milestone() ? Integer.valueOf(0) : row.minutes();
        if (minutes == null && row.start() != null && row.finish() != null) minutes = (int) Math.clamp(calendar.workBetween(row.start(), row.finish()).toMinutes(), 0, Integer.MAX_VALUE);
        task.setPercentageComplete(row.progress());
        task.setActualFinish(row.actualFinish() != null ? ProjectPlan.closing(row.actualFinish(), calendar) : row.progress() == 100 ? finish : null);
        task.setActualStart(row.actualStart() != null ? ProjectPlan.opening(row.actualStart(), calendar) : row.progress() > 0 || task.getActualFinish() != null ? start : null);
        if (minutes == null) return;
        long done = Math.round(minutes * row.progress() / 100.0);
        task.setDuration(minutes(minutes));
        task.setActualDuration(minutes(done));
        task.setRemainingDuration(minutes(minutes - done));
    }

    /** Kept in hours, as Microsoft Project’s XML is, and shown in days. */
    private static Duration minutes(long minutes) {
        return Duration.getInstance(minutes / (double) DAY, TimeUnit.DAYS);
    }

    private static void baseline(Task task, int number, @Nullable LocalDateTime start, @Nullable LocalDateTime finish) {
        if (number == 0) {
            task.setBaselineStart(start);
            task.setBaselineFinish(finish);
        } else {
            task.setBaselineStart(number, start);
            task.setBaselineFinish(number, finish);
        }
    }

    private void assign(Task task, String name) {
        var resource = people.computeIfAbsent(name, fresh -> {
            var made = file.addResource();
            made.setName(legal(fresh));
            made.setType(ResourceType.WORK);
            made.setGUID(UUID.nameUUIDFromBytes((plan.id() + fresh).getBytes(java.nio.charset.StandardCharsets.UTF_8)));
            return made;
        });
        var assignment = task.addResourceAssignment(resource);
        assignment.setUnits(100);
        if (task.getDuration() != null) {
            assignment.setWork(task.getDuration());
            assignment.setRemainingWork(task.getRemainingDuration());
            assignment.setActualWork(task.getActualDuration());
        }
    }

    private static void text(Task task, Column column, String text) {
        if (!text.isEmpty()) task.setText(Objects.requireNonNull(TEXTS.get(column)), fitting(legal(text)));
    }

    private static ConstraintType constraint(Constraint constraint) {
        return switch (constraint) {
            case AS_SOON_AS_POSSIBLE -> ConstraintType.AS_SOON_AS_POSSIBLE;
            case AS_LATE_AS_POSSIBLE -> ConstraintType.AS_LATE_AS_POSSIBLE;
            case START_NOT_BEFORE -> ConstraintType.START_NO_EARLIER_THAN;
            case START_NOT_AFTER -> ConstraintType.START_NO_LATER_THAN;
            case FINISH_NOT_BEFORE -> ConstraintType.FINISH_NO_EARLIER_THAN;
            case FINISH_NOT_AFTER -> ConstraintType.FINISH_NO_LATER_THAN;
            case START_ON -> ConstraintType.MUST_START_ON;
            case FINISH_ON -> ConstraintType.MUST_FINISH_ON;
        };
    }

    private static RelationType type(LinkType type) {
        return switch (type) {
            case FS -> RelationType.FINISH_START;
            case SS -> RelationType.START_START;
            case FF -> RelationType.FINISH_FINISH;
            case SF -> RelationType.START_FINISH;
        };
    }

    private static Duration lag(ProjectPlan.Link link) {
        return link.elapsed() ? Duration.getInstance(link.lagMinutes() / 1440.0, TimeUnit.ELAPSED_DAYS) : minutes(link.lagMinutes());
    }
}
