package meridian.workplan.web;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import meridian.tenancy.DeliverableId;
import meridian.tenancy.MemberId;
import meridian.tenancy.PartyId;
import meridian.tenancy.Refused;
import meridian.workplan.TaskFields;
import meridian.workplan.WorkTime;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;

/** A task as it is typed into its form. Days keep the time of day they had, as long as the day is the same. */
final class TaskForm {
    private final MultiValueMap<String, String> typed;
    private final Refused.Check check = new Refused.Check();

    TaskForm(MultiValueMap<String, String> typed) {
        this.typed = typed;
    }

    UnaryOperator<TaskFields> read() {
        var start = day("start", false);
        var finish = day("finish", true);
        var duration = text("duration").isEmpty() ? null : WorkTime.parse(text("duration"));
        check.reject(!text("duration").isEmpty() && duration == null, "duration", "workplan.duration_wrong");
        var week = week();
        check.done();
        var party = text("party").isEmpty() ? null : PartyId.of(text("party"));
        var owner = text("owner").isEmpty() ? null : MemberId.of(text("owner"));
        var deliverable = text("deliverable").isEmpty() ? null : DeliverableId.of(text("deliverable"));
        List<MemberId> helpers = typed.getOrDefault("collaborators", List.of()).stream().filter(id -> !id.isEmpty()).map(MemberId::of).toList();
        var criteria = Arrays.asList(text("criteria").split("\\R"));
        var milestone = typed.containsKey("milestone");
        return was -> new TaskFields(text("title"), text("description"), party, owner, helpers, same(was.start(), start), same(was.finish(), finish), duration, milestone,
                milestone ? week : null, deliverable, text("deliverable_text"), criteria, was.timing());
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
