package meridian.workplan;

import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import meridian.activity.Event.Change;
import meridian.tenancy.MemberId;
import meridian.tenancy.TaskId;
import org.jspecify.annotations.Nullable;

/** What an edit changed, field by field. People are written as {@code member:<id>}: a history keeps no names. */
final class TaskChanges {
    private TaskChanges() {}

    /** Of an edit that leaves the links alone. */
    static List<Change> between(TaskFields was, TaskFields is, Scope scope) {
        return between(was, is, scope, Map.of());
    }

    static List<Change> between(TaskFields was, TaskFields is, Scope scope, Map<TaskId, Integer> numbers) {
        var changes = new ArrayList<Change>();
        note(changes, "title", was.title(), is.title());
        note(changes, "description", cut(was.description()), cut(is.description()));
        note(changes, "party", scope.name(was.party()), scope.name(is.party()));
        note(changes, "owner", person(was.owner()), person(is.owner()));
        note(changes, "collaborators", people(was.collaborators()), people(is.collaborators()));
        note(changes, "start", text(was.start()), text(is.start()));
        note(changes, "finish", text(was.finish()), text(is.finish()));
        note(changes, "duration", WorkTime.text(was.durationMinutes(), scope.day(was.party())), WorkTime.text(is.durationMinutes(), scope.day(is.party())));
        note(changes, "predecessors", links(was, numbers, scope), links(is, numbers, scope));
        note(changes, "constraint", constraint(was.timing()), constraint(is.timing()));
        note(changes, "deadline", text(was.timing().deadline()), text(is.timing().deadline()));
        note(changes, "manual", was.timing().manual() ? "✓" : "", is.timing().manual() ? "✓" : "");
        note(changes, "milestone", was.milestone() ? "◆" : "", is.milestone() ? "◆" : "");
        note(changes, "deliverable", was.deliverableText(), is.deliverableText());
        note(changes, "criteria", String.join("; ", was.criteria()), String.join("; ", is.criteria()));
        return changes;
    }

    private static void note(List<Change> changes, String field, String from, String to) {
        if (!from.equals(to)) changes.add(new Change(field, from, to));
    }

    private static String links(TaskFields fields, Map<TaskId, Integer> numbers, Scope scope) {
        return fields.predecessors().stream()
                .filter(link -> numbers.containsKey(link.predecessor()))
                .map(link -> TaskLink.text(numbers.get(link.predecessor()), link.type(), link.lagMinutes(), link.elapsed(), scope.day(fields.party())))
                .collect(Collectors.joining("; "));
    }

    // What merely follows from a typed start is told by that.
    private static String constraint(TaskTiming timing) {
        return switch (timing.constraint()) {
            case AS_SOON_AS_POSSIBLE, START_NOT_BEFORE -> "";
            case AS_LATE_AS_POSSIBLE -> "ALAP";
            case START_NOT_AFTER -> "SNLT " + text(timing.constraintAt());
            case FINISH_NOT_BEFORE -> "FNET " + text(timing.constraintAt());
            case FINISH_NOT_AFTER -> "FNLT " + text(timing.constraintAt());
            case START_ON -> "MSO " + text(timing.constraintAt());
            case FINISH_ON -> "MFO " + text(timing.constraintAt());
        };
    }

    private static String cut(String text) {
        return text.length() <= 200 ? text : text.substring(0, 200) + "…";
    }

    private static String person(@Nullable MemberId member) {
        return member == null ? "" : "member:" + member;
    }

    private static String people(List<MemberId> members) {
        return members.stream().map(TaskChanges::person).collect(Collectors.joining(" "));
    }

    private static String text(@Nullable LocalDateTime time) {
        return time == null ? "" : time.toLocalDate().toString();
    }
}
