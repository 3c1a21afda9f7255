package meridian.workplan.exchange;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import meridian.calendar.DayOverride;
import meridian.calendar.Interval;
import meridian.calendar.WeekParity;
import meridian.calendar.WorkCalendar;
import meridian.workplan.Constraint;
import meridian.workplan.LinkType;
import meridian.workplan.Network;
import meridian.workplan.Network.Item;
import meridian.workplan.Network.Link;
import meridian.workplan.Network.Span;
import meridian.workplan.Schedule;
import org.jspecify.annotations.Nullable;
import org.mpxj.ProjectCalendar;
import org.mpxj.ProjectFile;
import org.mpxj.Relation;
import org.mpxj.Task;
import org.mpxj.TaskMode;
import org.mpxj.TimeUnit;

/**
 * A plan file computed by our own engine, beside the dates the file holds. Times are the wall's of whoever wrote the file:
 * it names no zone, and none is needed where all calendars are of one.
 */
record FileSchedule(List<Row> rows, Network network, Schedule schedule) {
    private static final ZoneId WALL = ZoneOffset.UTC;
    /** Days that single exceptions of a calendar may cover; what is longer ends there. */
    private static final int MOST_DAYS_OFF = 20_000;
    private static final int FURTHEST_YEARS = 100;

    /** One task; the file's own dates where it has them. */
    record Row(String id, String name, int level, @Nullable LocalDateTime start, @Nullable LocalDateTime finish) {}

    LocalDateTime start(int place) {
        return LocalDateTime.ofInstant(schedule.start(place), WALL);
    }

    LocalDateTime finish(int place) {
        return LocalDateTime.ofInstant(schedule.finish(place), WALL);
    }

    /** Minutes of working time. */
    long totalSlack(int place) {
        return schedule.totalSlack(place).toMinutes();
    }

    /**
     * @throws UnreadableFile where the dates cannot be computed: a circle (its members named), a calendar without working time, a date nobody means
     */
    static FileSchedule of(ProjectFile file) {
        return new Reading(file).schedule();
    }

    /** A spreadsheet: every day of Monday to Friday from 09:00 to 12:00 and from 13:00 to 18:00, less the holidays. */
    static FileSchedule of(PlanDraft draft, List<DayOverride> holidays) {
        return new Sheet(draft, holidays).schedule();
    }

    private static FileSchedule compute(Network.Builder network, List<Row> rows) {
        try {
            var built = network.build();
            return new FileSchedule(rows, built, Schedule.of(built));
        } catch (meridian.workplan.PlanCycle cycle) {
            var names = cycle.members().stream().limit(12).map(place -> rows.get(place).id() + " " + rows.get(place).name()).toList();
            throw new UnreadableFile("exchange.unreadable.cycle", String.join(" → ", names));
        } catch (meridian.calendar.NoWorkingTimeException none) {
            throw new UnreadableFile("exchange.unreadable.no_working_time");
        }
    }

    static Constraint constraint(org.mpxj.@Nullable ConstraintType type) {
        if (type == null) return Constraint.AS_SOON_AS_POSSIBLE;
        return switch (type) {
            case AS_SOON_AS_POSSIBLE -> Constraint.AS_SOON_AS_POSSIBLE;
            case AS_LATE_AS_POSSIBLE -> Constraint.AS_LATE_AS_POSSIBLE;
            case MUST_START_ON, START_ON -> Constraint.START_ON;
            case MUST_FINISH_ON, FINISH_ON -> Constraint.FINISH_ON;
            case START_NO_EARLIER_THAN -> Constraint.START_NOT_BEFORE;
            case START_NO_LATER_THAN -> Constraint.START_NOT_AFTER;
            case FINISH_NO_EARLIER_THAN -> Constraint.FINISH_NOT_BEFORE;
            case FINISH_NO_LATER_THAN -> Constraint.FINISH_NOT_AFTER;
        };
    }

    private static Instant instant(LocalDateTime at) {
        return at.toInstant(ZoneOffset.UTC);
    }

    /** What MPXJ read, as a network. */
    private static final class Reading {
        private final ProjectFile file;
        private final Network.Builder network;
        private final LocalDateTime begins;
        private final Map<ProjectCalendar, Integer> calendars = new HashMap<>();
        private final Map<Task, Integer> places = new HashMap<>();
        private final List<Row> rows = new ArrayList<>();

        Reading(ProjectFile file) {
            this.file = file;
            this.begins = begins();
            this.network = Network.from(instant(begins));
        }

        FileSchedule schedule() {
            for (var task : file.getTasks()) if (counts(task)) add(task);
            for (var task : file.getTasks()) {
                if (!places.containsKey(task)) continue;
                for (var relation : task.getPredecessors()) if (places.containsKey(relation.getPredecessorTask())) network.link(link(relation, task));
            }
            return compute(network, rows);
        }

        private LocalDateTime begins() {
            var start = file.getProjectProperties().getStartDate();
            if (start == null) start = file.getTasks().stream().map(Task::getStart).filter(Objects::nonNull).min(LocalDateTime::compareTo).orElse(null);
            if (start == null) throw new UnreadableFile("exchange.unreadable.no_dates");
            if (start.getYear() < 1900 || start.getYear() > 2200) throw new UnreadableFile("exchange.unreadable.far_date", start.toLocalDate());
            return start;
        }

        // The line above all others that Microsoft Project shows for the project itself is none of its tasks.
        private static boolean counts(Task task) {
            return !task.getNull() && task.getActive() && !task.getExternalTask() && !(task.getID() != null && task.getID() == 0) && !(task.getUniqueID() != null && task.getUniqueID() == 0 && task.getParentTask() == null && task.getSummary());
        }

        private void add(Task task) {
            var parent = task.getParentTask() == null ? null : places.get(task.getParentTask());
            var item = item(task).under(parent == null ? -1 : parent);
            places.put(task, network.add(item));
            var id = task.getID() == null ? String.valueOf(task.getUniqueID()) : task.getID().toString();
            int level = task.getOutlineLevel() == null ? 1 : Math.max(1, task.getOutlineLevel());
            rows.add(new Row(id, Objects.requireNonNullElse(task.getName(), ""), level, task.getStart(), task.getFinish()));
        }

        private Item item(Task task) {
            var length = task.getDuration();
            if (length == null) length = task.getStart() != null && task.getFinish() != null && calendar(task) != null ? Objects.requireNonNull(calendar(task)).getWork(task.getStart(), task.getFinish(), TimeUnit.MINUTES) : org.mpxj.Duration.getInstance(0, TimeUnit.MINUTES);
            var work = minutes(length);
            var item = Item.of(length.getUnits().isElapsed() ? -1 : place(calendar(task)), work.isNegative() ? Duration.ZERO : work).due(moment(task.getDeadline()));
            if (task.getTaskMode() == TaskMode.MANUALLY_SCHEDULED && task.getStart() != null && task.getFinish() != null && !task.getSummary() && !task.getFinish().isBefore(task.getStart()))
                return item.fixed(new Span(Objects.requireNonNull(moment(task.getStart())), Objects.requireNonNull(moment(task.getFinish()))));
            var asked = constraint(task.getConstraintType());
            if (!asked.dated() || task.getConstraintDate() != null) item = item.asked(asked, moment(task.getConstraintDate()));
            return task.getSummary() ? item : item.done(moment(task.getActualStart()), moment(task.getActualFinish()));
        }

        private @Nullable Instant moment(@Nullable LocalDateTime at) {
            if (at == null) return null;
            if (Math.abs(at.getYear() - begins.getYear()) > FURTHEST_YEARS) throw new UnreadableFile("exchange.unreadable.far_date", at.toLocalDate());
            return instant(at);
        }

        private Link link(Relation relation, Task successor) {
            var type = switch (relation.getType()) {
                case FINISH_START -> LinkType.FS;
                case START_START -> LinkType.SS;
                case FINISH_FINISH -> LinkType.FF;
                case START_FINISH -> LinkType.SF;
            };
            var lag = relation.getLag() == null ? org.mpxj.Duration.getInstance(0, TimeUnit.MINUTES) : relation.getLag();
            boolean elapsed = lag.getUnits().isElapsed();
            var wait = lag.getUnits() == TimeUnit.PERCENT || lag.getUnits() == TimeUnit.ELAPSED_PERCENT ? share(relation.getPredecessorTask(), lag.getDuration()) : minutes(lag);
            return new Link(places.get(relation.getPredecessorTask()), places.get(successor), type, wait, elapsed);
        }

        private Duration share(Task predecessor, double percent) {
            var whole = predecessor.getDuration();
            return whole == null ? Duration.ZERO : Duration.ofSeconds(Math.round(minutes(whole).toSeconds() * percent / 100));
        }

        private Duration minutes(org.mpxj.Duration length) {
            var unit = length.getUnits().isElapsed() ? TimeUnit.ELAPSED_MINUTES : TimeUnit.MINUTES;
            var minutes = length.convertUnits(unit, file.getProjectProperties()).getDuration();
            if (!Double.isFinite(minutes) || Math.abs(minutes) > FURTHEST_YEARS * 366.0 * 1440) throw new UnreadableFile("exchange.unreadable.long_duration");
            return Duration.ofSeconds(Math.round(minutes * 60));
        }

        // A task without a calendar of its own is worked in that of whoever is assigned, if all of them have the same.
        private @Nullable ProjectCalendar calendar(Task task) {
            if (task.getCalendar() != null) return task.getCalendar();
            var theirs = task.getResourceAssignments().stream()
                    .map(org.mpxj.ResourceAssignment::getResource)
                    .filter(resource -> resource != null && resource.getType() == org.mpxj.ResourceType.WORK)
                    .map(org.mpxj.Resource::getCalendar)
                    .distinct()
                    .toList();
            return theirs.size() == 1 && theirs.getFirst() != null ? theirs.getFirst() : file.getDefaultCalendar();
        }

        private int place(@Nullable ProjectCalendar calendar) {
            if (calendar == null) return network.calendar(standard(List.of("08:00-12:00", "13:00-17:00"), List.of()));
            return calendars.computeIfAbsent(calendar, read -> network.calendar(read(read)));
        }

        private WorkCalendar read(ProjectCalendar calendar) {
            var read = WorkCalendar.in(WALL);
            for (var day : DayOfWeek.values()) read.on(day, WeekParity.EVERY, hours(calendar.getHours(day)));
            var chain = new ArrayList<ProjectCalendar>();
            for (var each = calendar; each != null && chain.size() < 10; each = each.getParent()) chain.addFirst(each);
            for (var each : chain) {
                for (var exception : each.getExpandedCalendarExceptionsWithWorkWeeks()) {
                    if (exception.getFromDate() == null || exception.getToDate() == null) continue;
                    var first = later(exception.getFromDate(), begins.toLocalDate().minusYears(FURTHEST_YEARS / 2));
                    for (var day = first; !day.isAfter(exception.getToDate()) && day.isBefore(first.plusDays(MOST_DAYS_OFF)); day = day.plusDays(1)) {
                        var hours = hours(calendar.getHours(day));
                        read.override(hours.length == 0 ? DayOverride.off(day, "", "") : new DayOverride(day, true, List.of(hours), "", ""));
                    }
                }
            }
            return read.build();
        }

        private static LocalDate later(LocalDate a, LocalDate b) {
            return a.isBefore(b) ? b : a;
        }

        private static Interval[] hours(@Nullable Iterable<org.mpxj.LocalTimeRange> ranges) {
            var hours = new ArrayList<Interval>();
            if (ranges == null) return new Interval[0];
            for (var range : ranges) {
                if (range.getStart() == null || range.getEnd() == null) continue;
                int from = range.getStart().toSecondOfDay() / 60;
                int to = range.getEnd().equals(LocalTime.MIDNIGHT) ? 1440 : range.getEnd().toSecondOfDay() / 60;
                if (from < to) hours.add(new Interval(from, to));
            }
            return hours.toArray(Interval[]::new);
        }
    }

    private static WorkCalendar standard(List<String> hours, List<DayOverride> days) {
        return WorkCalendar.in(WALL).weekdays(hours.toArray(String[]::new)).overrides(days).build();
    }

    /** A spreadsheet as a network: phases and work packages are summaries, dates without predecessors are kept. */
    private static final class Sheet {
        private final PlanDraft draft;
        private final WorkCalendar calendar;
        private final List<Row> rows = new ArrayList<>();
        private final Map<String, Integer> numbers = new HashMap<>();

        Sheet(PlanDraft draft, List<DayOverride> holidays) {
            this.draft = draft;
            this.calendar = standard(List.of("09:00-12:00", "13:00-18:00"), holidays);
        }

        FileSchedule schedule() {
            var first = draft.tasks().stream().map(TaskDraft::start).filter(Objects::nonNull).map(PlanDate::asStart).min(LocalDateTime::compareTo)
                    .or(() -> draft.tasks().stream().map(TaskDraft::finish).filter(Objects::nonNull).map(PlanDate::asStart).min(LocalDateTime::compareTo))
                    .orElseThrow(() -> new UnreadableFile("exchange.unreadable.no_dates"));
            var network = Network.from(calendar.startOfWork(first.toLocalDate()));
            int hours = network.calendar(calendar);
            var groups = new HashMap<List<String>, Integer>();
            for (var task : draft.tasks()) {
                int parent = group(List.of(task.phase()), -1, hours, network, groups);
                if (!task.workPackage().isEmpty()) parent = group(List.of(task.phase(), task.workPackage()), parent, hours, network, groups);
                int place = network.add(item(task, hours).under(parent));
                if (!task.number().isEmpty()) numbers.putIfAbsent(task.number(), place);
                int level = 1 + (task.phase().isEmpty() ? 0 : 1) + (task.workPackage().isEmpty() ? 0 : 1);
                rows.add(new Row(task.number().isEmpty() ? String.valueOf(task.row()) : task.number(), task.title(), level, task.start() == null ? null : task.start().asStart(), task.finish() == null ? null : finish(task.finish())));
            }
            int place = 0;
            var owners = placesOfTasks();
            for (var task : draft.tasks()) {
                int successor = owners.get(place++);
                for (var predecessor : task.predecessors()) {
                    var before = numbers.get(predecessor.number());
                    if (before != null && before != successor) network.link(new Link(before, successor, LinkType.valueOf(predecessor.type().name()), minutes(predecessor.lag()), predecessor.lag().unit() == Length.Unit.ELAPSED_DAY));
                }
            }
            return compute(network, rows);
        }

        private static LocalDateTime finish(PlanDate date) {
            return date.time() == null ? date.date().atTime(23, 59) : date.asFinish();
        }

        private int group(List<String> path, int parent, int hours, Network.Builder network, Map<List<String>, Integer> groups) {
            if (path.getLast().isEmpty()) return parent;
            var known = groups.get(path);
            if (known != null) return known;
            int place = network.add(Item.of(hours, Duration.ZERO).under(parent));
            groups.put(path, place);
            rows.add(new Row("", path.getLast(), path.size(), null, null));
            return place;
        }

        private List<Integer> placesOfTasks() {
            var places = new ArrayList<Integer>();
            for (int i = 0; i < rows.size(); i++) if (!rows.get(i).id().isEmpty()) places.add(i);
            return places;
        }

        private Item item(TaskDraft task, int hours) {
            var start = task.start() == null ? null : calendar.startOfWork(task.start().date());
            if (task.start() != null && task.start().time() != null) start = calendar.nextWorkingInstant(instant(task.start().asStart()));
            var end = task.finish() == null ? null : calendar.previousWorkingInstant(instant(task.finish().asFinish()));
            var work = Duration.ZERO;
            if (!task.milestone()) {
                if (task.duration() != null) work = minutes(task.duration());
                else if (start != null && end != null && start.isBefore(end)) work = calendar.between(start, end);
                else work = calendar.normalDay(LocalDate.of(2000, 1, 3));
            }
            var item = Item.of(task.duration() != null && task.duration().unit() == Length.Unit.ELAPSED_DAY ? -1 : hours, work);
            if (task.milestone()) return end == null ? item : item.asked(Constraint.FINISH_NOT_BEFORE, end);
            return start == null ? item : item.asked(Constraint.START_NOT_BEFORE, start);
        }

        private Duration minutes(Length length) {
            int each = switch (length.unit()) {
                case MINUTE -> 1;
                case HOUR -> 60;
                case DAY -> 480;
                case ELAPSED_DAY -> 1440;
                case WEEK -> 2400;
                case MONTH -> 9600;
            };
            return Duration.ofSeconds(length.amount().multiply(java.math.BigDecimal.valueOf(each * 60L)).longValue());
        }
    }
}
