package meridian.workplan;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import meridian.calendar.WorkCalendar;

/**
 * How a computed moment is written into a plan of days: a start at the opening of a day's work is that day, a finish at its
 * closing the day's end; any other moment keeps its time.
 */
final class DayForm {
    private DayForm() {}

    static LocalDateTime start(Instant at, WorkCalendar calendar) {
        var day = calendar.localStart(at).toLocalDate();
        return at.equals(opening(day, calendar)) ? TaskFields.startOf(day) : calendar.localStart(at);
    }

    static LocalDateTime finish(Instant at, WorkCalendar calendar) {
        var day = calendar.localFinish(at).toLocalDate();
        return at.equals(closing(day, calendar)) || at.equals(calendar.endOfDay(day)) ? TaskFields.endOf(day) : calendar.localFinish(at);
    }

    /** The finish of this much work begun at a local start. */
    static LocalDateTime finishOf(LocalDateTime start, Duration work, WorkCalendar calendar) {
        if (work.isZero()) return TaskFields.endOf(start.toLocalDate());
        return finish(calendar.add(calendar.startInstant(start), work), calendar);
    }

    /** The latest start from which this much work is done by a local finish. */
    static LocalDateTime startOf(LocalDateTime finish, Duration work, WorkCalendar calendar) {
        if (work.isZero()) return TaskFields.startOf(finish.toLocalDate());
        return start(calendar.nextWorkingInstant(calendar.add(calendar.finishInstant(finish), work.negated())), calendar);
    }

    private static Instant opening(java.time.LocalDate day, WorkCalendar calendar) {
        return calendar.isWorkingDay(day) ? calendar.startOfWork(day) : calendar.startOfDay(day);
    }

    private static Instant closing(java.time.LocalDate day, WorkCalendar calendar) {
        return calendar.isWorkingDay(day) ? calendar.endOfWork(day) : calendar.endOfDay(day);
    }
}
