package meridian.workplan.web;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToIntFunction;
import java.util.function.UnaryOperator;
import meridian.tenancy.DeliverableId;
import meridian.tenancy.MemberId;
import meridian.tenancy.PartyId;
import meridian.tenancy.Refused;
import meridian.workplan.Constraint;
import meridian.workplan.TaskFields;
import meridian.workplan.TaskTiming;
import meridian.workplan.WorkTime;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;

/**
 * A task as it is typed into its form. Days keep the time of day they had, as long as the day is the same; a date that stands
 * as the form showed it was not typed, even where the schedule has moved the task meanwhile.
 */
final class TaskForm {
    private final MultiValueMap<String, String> typed;
    private final Refused.Check check = new Refused.Check();

    TaskForm(MultiValueMap<String, String> typed) {
        this.typed = typed;
    }

    UnaryOperator<TaskFields> read(ToIntFunction<@Nullable PartyId> day) {
        var start = day("start", false);
        var finish = day("finish", true);
        check.reject(!text("duration").isEmpty() && WorkTime.parse(text("duration"), 480) == null, "duration", "workplan.duration_wrong");
        var constraint = constraint();
        var asked = day("constraint_at", constraint == Constraint.FINISH_NOT_BEFORE || constraint == Constraint.FINISH_NOT_AFTER || constraint == Constraint.FINISH_ON);
        var constraintAt = constraint == null || !constraint.dated() ? null : asked;
        check.reject(constraint != null && constraint.dated() && text("constraint_at").isEmpty(), "constraint_at", "refused.missing");
        var deadline = day("deadline", true);
        var week = week();
        check.done();
        var party = text("party").isEmpty() ? null : PartyId.of(text("party"));
        var owner = text("owner").isEmpty() ? null : MemberId.of(text("owner"));
        var deliverable = text("deliverable").isEmpty() ? null : DeliverableId.of(text("deliverable"));
        List<MemberId> helpers = typed.getOrDefault("collaborators", List.of()).stream().filter(id -> !id.isEmpty()).map(MemberId::of).toList();
        var criteria = Arrays.asList(text("criteria").split("\\R"));
        var milestone = typed.containsKey("milestone");
        var manual = typed.containsKey("manual");
        return was -> new TaskFields(text("title"), text("description"), party, owner, helpers, seen("start") ? was.start() : same(was.start(), start), seen("finish") ? was.finish() : same(was.finish(), finish),
                seen("duration") ? was.durationMinutes() : text("duration").isEmpty() ? null : WorkTime.parse(text("duration"), day.applyAsInt(party)), milestone,
                milestone ? week : null, deliverable, text("deliverable_text"), criteria, timing(was.timing(), constraint, constraintAt, deadline, manual), was.predecessors());
    }

    /** Whether a field stands as the form showed it. */
    private boolean seen(String field) {
        return typed.containsKey(field + "_seen") && text(field).equals(text(field + "_seen"));
    }

    private @Nullable Constraint constraint() {
        var wanted = text("constraint");
        if (wanted.isEmpty()) return null;
        for (var each : Constraint.values()) if (each.text().equals(wanted)) return each;
        check.reject(true, "constraint", "refused.not_a_choice");
        return null;
    }

    // A form that asks for no constraint leaves the one there is.
    private TaskTiming timing(TaskTiming was, @Nullable Constraint constraint, @Nullable LocalDateTime at, @Nullable LocalDateTime deadline, boolean manual) {
        if (constraint == null) return was;
        var asked = seen("constraint") && seen("constraint_at") ? was : was.asking(constraint, same(was.constraintAt(), at));
        return asked.due(same(was.deadline(), deadline)).byHand(manual);
    }

    String text(String field) {
        var value = typed.getFirst(field);
        return value == null ? "" : value.strip();
    }

    private static @Nullable LocalDateTime same(@Nullable LocalDateTime was, @Nullable LocalDateTime now) {
        return was != null && now != null && was.toLocalDate().equals(now.toLocalDate()) ? was : now;
    }

    private @Nullable LocalDateTime day(String field, boolean finish) {
        if (text(field).isEmpty()) return null;
        try {
            var day = LocalDate.parse(text(field));
            return finish ? TaskFields.endOf(day) : TaskFields.startOf(day);
        } catch (DateTimeException e) {
            check.reject(true, field, "refused.not_a_date");
            return null;
        }
    }

    private @Nullable Integer week() {
        if (text("milestone_week").isEmpty()) return null;
        var good = text("milestone_week").matches("[0-9]{1,3}");
        check.reject(!good, "milestone_week", "workplan.week_wrong");
        return good ? Integer.valueOf(text("milestone_week")) : null;
    }
}
