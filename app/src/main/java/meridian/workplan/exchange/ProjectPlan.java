package meridian.workplan.exchange;

import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import meridian.calendar.WorkCalendar;
import meridian.workplan.Constraint;
import meridian.workplan.LinkType;
import org.jspecify.annotations.Nullable;

/**
 * A plan as scheduling programs hold it: one outline of rows, links between any two of them, and the calendars they are
 * worked in. Times are the wall’s of each row’s own calendar.
 *
 * @param id tells the plan from others; a program that keeps it lets the plan be recognised when it comes back
 * @param calendars the first is the project’s own; rows point into the list
 * @param baselines the names of the frozen plans, oldest first; at most eleven are carried
 */
public record ProjectPlan(
        UUID id,
        String title,
        String organisation,
        LocalDateTime begins,
        LocalDateTime asOf,
        List<Hours> calendars,
        List<Row> rows,
        List<Link> links,
        List<String> baselines) {
    static final int MOST_BASELINES = 11;
    private static final LocalTime LAST_MINUTE = LocalTime.of(23, 59);

    public ProjectPlan {
        calendars = List.copyOf(calendars);
        rows = List.copyOf(rows);
        links = List.copyOf(links);
        baselines = List.copyOf(baselines);
    }

    /** A region’s calendar under the region’s name. */
    public record Hours(String name, WorkCalendar calendar) {}

    /** A row’s dates when a baseline was frozen. */
    public record Dates(@Nullable LocalDateTime start, @Nullable LocalDateTime finish) {}

    /**
     * One row of the outline.
     *
     * @param level from 1
     * @param kind phase, package or task, as a word of the file’s language
     * @param people who is responsible first; an empty name where nobody is but others support
     * @param minutes of working time
     */
    public record Row(
            UUID id,
            int level,
            String number,
            String kind,
            String title,
            String note,
            List<String> people,
            String party,
            int calendar,
            @Nullable LocalDateTime start,
            @Nullable LocalDateTime finish,
            @Nullable Integer minutes,
            boolean milestone,
            int progress,
            String status,
            Constraint constraint,
            @Nullable LocalDateTime constraintAt,
            @Nullable LocalDateTime deadline,
            boolean manual,
            @Nullable LocalDateTime actualStart,
            @Nullable LocalDateTime actualFinish,
            String deliverable,
            List<String> criteria,
            Map<Integer, Dates> baselines) {
        public Row {
            people = List.copyOf(people);
            criteria = List.copyOf(criteria);
            baselines = Map.copyOf(baselines);
        }

        /** The same with another constraint. */
        public Row asking(Constraint constraint, @Nullable LocalDateTime at) {
            return new Row(id, level, number, kind, title, note, people, party, calendar, start, finish, minutes, milestone, progress, status, constraint, at, deadline, manual, actualStart, actualFinish,
                    deliverable, criteria, baselines);
        }
    }

    /** The successor waits for the predecessor; both are places in the list of rows. */
    public record Link(int predecessor, int successor, LinkType type, int lagMinutes, boolean elapsed) {}

    // ---- days and times: a plan says days where programs want the minute work begins or ends

    /** A start that is only a day begins when that day’s work does. */
    public static @Nullable LocalDateTime opening(@Nullable LocalDateTime start, WorkCalendar calendar) {
        if (start == null || !start.toLocalTime().equals(LocalTime.MIDNIGHT)) return start;
        var hours = calendar.hoursOf(start.toLocalDate());
        return hours.isEmpty() ? start : start.plusMinutes(hours.getFirst().from());
    }

    /** A finish that is only a day ends when that day’s work does, at the latest at the midnight after it. */
    public static @Nullable LocalDateTime closing(@Nullable LocalDateTime finish, WorkCalendar calendar) {
        if (finish == null || finish.toLocalTime().isBefore(LAST_MINUTE)) return finish;
        var hours = calendar.hoursOf(finish.toLocalDate());
        return finish.toLocalDate().atStartOfDay().plusMinutes(hours.isEmpty() ? 1440 : hours.getLast().to());
    }
}
