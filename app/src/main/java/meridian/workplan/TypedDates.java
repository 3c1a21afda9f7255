package meridian.workplan;

import java.time.Duration;
import java.time.LocalDateTime;
import java.util.Objects;
import meridian.calendar.WorkCalendar;
import org.jspecify.annotations.Nullable;

/**
 * What dates mean that somebody typed, as in Microsoft Project (docs/adr/0008): a start moves the task and makes a
 * constraint, a finish changes its duration, a duration its finish. What was not typed anew keeps what it meant.
 */
final class TypedDates {
    private final TaskFields was;
    private final TaskFields typed;
    private final WorkCalendar calendar;

    private TypedDates(@Nullable TaskFields was, TaskFields typed, WorkCalendar calendar) {
        this.was = was != null ? was : TaskFields.titled("");
        this.typed = typed;
        this.calendar = calendar;
    }

    /** Whether an edit says anything about dates or links at all. */
    static boolean any(@Nullable TaskFields was, TaskFields typed) {
        var before = was != null ? was : TaskFields.titled("");
        return !Objects.equals(before.start(), typed.start()) || !Objects.equals(before.finish(), typed.finish()) || !Objects.equals(before.durationMinutes(), typed.durationMinutes())
                || before.milestone() != typed.milestone() || !before.timing().equals(typed.timing()) || !before.predecessors().equals(typed.predecessors());
    }

    static TaskFields meant(@Nullable TaskFields was, TaskFields typed, TaskKind kind, WorkCalendar calendar) {
        if (!any(was, typed)) return typed;
        var dates = new TypedDates(was, typed, calendar);
        return kind != TaskKind.TASK ? dates.ofSummary() : typed.milestone() ? dates.ofMilestone() : dates.ofWork();
    }

    private TaskFields ofSummary() {
        var stays = typed.timing().equals(was.timing()) && (startTyped() || finishTyped()) ? typed.timing().byHand(typed.start() != null || typed.finish() != null) : typed.timing();
        return typed.withTiming(stays);
    }

    private TaskFields ofMilestone() {
        var start = typed.start();
        var finish = typed.finish();
        if (startTyped() && finishTyped() && start != null && finish != null && finish.isBefore(start)) return typed;
        if (startTyped() && !finishTyped() && start != null) finish = TaskFields.endOf(start.toLocalDate());
        if (finish == null && start != null) finish = TaskFields.endOf(start.toLocalDate());
        if (start != null && finish != null) start = TaskFields.startOf(finish.toLocalDate());
        var fields = typed.withStart(start).withFinish(finish);
        return timingTyped() ? keepingPromise(fields) : Objects.equals(finish, was.finish()) && was.milestone() ? fields : fields.withTiming(typed.timing().holding(null, finish));
    }

    private TaskFields ofWork() {
        var start = typed.start();
        var finish = typed.finish();
        var minutes = typed.durationMinutes();
        if (startTyped() && !finishTyped() && start != null && had() != null) {
            finish = DayForm.finishOf(start, Objects.requireNonNull(minutes != null && durationTyped() ? Duration.ofMinutes(minutes) : had()), calendar);
            if (minutes == null) minutes = minutes(start, finish);
        } else if (finishTyped() && finish != null && start == null && minutes != null) {
            start = DayForm.startOf(finish, Duration.ofMinutes(minutes), calendar);
        } else if (durationTyped() && minutes != null && !finishTyped() && start != null) {
            finish = DayForm.finishOf(start, Duration.ofMinutes(minutes), calendar);
        } else if (durationTyped() && minutes != null && start == null && finish != null) {
            start = DayForm.startOf(finish, Duration.ofMinutes(minutes), calendar);
        } else if (startTyped() && start != null && finish == null && minutes != null) {
            finish = DayForm.finishOf(start, Duration.ofMinutes(minutes), calendar);
        } else if (start != null && finish != null && (startTyped() || finishTyped() || minutes == null)) {
            minutes = minutes(start, finish);
        }
        var fields = typed.withStart(start).withFinish(finish).withDuration(minutes);
        if (timingTyped()) return keepingPromise(fields);
        var timing = typed.timing();
        if (startTyped() && start != null && timing.constraint() == Constraint.START_ON) return fields.withTiming(timing.asking(Constraint.START_ON, start));
        if (finishTyped() && finish != null && timing.constraint() == Constraint.FINISH_ON) return fields.withTiming(timing.asking(Constraint.FINISH_ON, finish));
        if (startTyped() || finishTyped() && typed.start() == null) return fields.withTiming(timing.holding(start, finish));
        return fields;
    }

    // A date asked for by its constraint is the task's own date.
    private TaskFields keepingPromise(TaskFields fields) {
        var timing = fields.timing();
        if (timing.manual() || startTyped() || finishTyped() || timing.constraintAt() == null) return fields;
        if (fields.start() == null && fields.finish() == null || timing.constraint() == Constraint.START_NOT_BEFORE || timing.constraint() == Constraint.START_ON) {
            boolean finishes = timing.constraint().name().startsWith("FINISH");
            var at = timing.constraintAt();
            if (fields.milestone()) return fields.withStart(fields.start() == null ? null : TaskFields.startOf(at.toLocalDate())).withFinish(TaskFields.endOf(at.toLocalDate()));
            if (finishes) return fields.withFinish(at).withStart(fields.durationMinutes() == null ? null : DayForm.startOf(at, Duration.ofMinutes(fields.durationMinutes()), calendar));
            return fields.withStart(at).withFinish(fields.durationMinutes() == null ? fields.finish() == null || fields.finish().isBefore(at) ? null : fields.finish() : DayForm.finishOf(at, Duration.ofMinutes(fields.durationMinutes()), calendar));
        }
        return fields;
    }

    // The work there was before; where nobody works in it (a weekend's event), nothing is known.
    private @Nullable Duration had() {
        if (was.durationMinutes() != null) return Duration.ofMinutes(was.durationMinutes());
        if (was.start() == null || was.finish() == null || was.finish().isBefore(was.start())) return null;
        var work = calendar.workBetween(was.start(), was.finish());
        return work.isZero() ? null : work;
    }

    private @Nullable Integer minutes(LocalDateTime start, LocalDateTime finish) {
        if (finish.isBefore(start)) return typed.durationMinutes();
        long minutes = calendar.workBetween(start, finish).toMinutes();
        return minutes <= 0 || minutes > 5_256_000 ? null : Integer.valueOf((int) minutes);
    }

    private boolean startTyped() {
        return !Objects.equals(was.start(), typed.start());
    }

    private boolean finishTyped() {
        return !Objects.equals(was.finish(), typed.finish());
    }

    private boolean durationTyped() {
        return !Objects.equals(was.durationMinutes(), typed.durationMinutes());
    }

    private boolean timingTyped() {
        return !was.timing().equals(typed.timing());
    }
}
