package meridian.workplan.exchange;

import java.util.stream.Collectors;
import meridian.workplan.Constraint;

/**
 * What a cell says, in one form for every language and format: two rows that say the same in a column have the same text
 * there. What a plan says anyhow (not started, no progress, as soon as possible) is nothing.
 */
public final class CellText {
    private CellText() {}

    public static String of(TaskDraft task, Column column) {
        return switch (column) {
            case NUMBER -> task.number();
            case PHASE -> task.phase();
            case PACKAGE -> task.workPackage();
            case TASK -> task.title();
            case OWNER -> task.collaborators().isEmpty() ? task.owner() : task.owner() + " + " + task.collaborators().stream().sorted().collect(Collectors.joining(", "));
            case PARTY -> task.party();
            case START -> task.start() == null ? "" : task.start().toString();
            case FINISH -> task.finish() == null ? "" : task.finish().toString();
            case DURATION -> task.duration() == null ? "" : task.duration().toString();
            case DELIVERABLE -> task.deliverable();
            case CRITERIA -> String.join("\n", task.criteria());
            case MILESTONE -> task.milestone() ? "◆" : "";
            case PREDECESSORS -> task.predecessors().stream().map(Predecessor::toString).sorted().collect(Collectors.joining(", "));
            case STATUS -> task.status() == null || task.status() == Status.NOT_STARTED ? "" : task.status().code();
            case PROGRESS -> task.progress() == null || task.progress() == 0 ? "" : task.progress() + "%";
            case NOTE -> text(task);
            case CONSTRAINT -> constraint(task);
            case DEADLINE -> task.timing().deadline() == null ? "" : task.timing().deadline().toString();
            case MODE -> Boolean.TRUE.equals(task.timing().manual()) ? "manual" : "";
            case ACTUAL_START -> task.timing().actualStart() == null ? "" : task.timing().actualStart().toString();
            case ACTUAL_FINISH -> task.timing().actualFinish() == null ? "" : task.timing().actualFinish().toString();
            case DESCRIPTION, COLLABORATORS, DEPARTMENT, PERIOD, CONSTRAINT_DATE, KIND -> "";
        };
    }

    /** A task has one text; what a file keeps as a note stands beneath the description. */
    public static String text(TaskDraft task) {
        return task.description().isEmpty() ? task.note() : task.note().isEmpty() ? task.description() : task.description() + "\n\n" + task.note();
    }

    private static String constraint(TaskDraft task) {
        var constraint = task.timing().constraint();
        if (constraint == null || constraint == Constraint.AS_SOON_AS_POSSIBLE || implied(task)) return "";
        return Constraints.sign(constraint) + (task.timing().at() == null ? "" : " " + task.timing().at());
    }

    /** A start that somebody typed is a day before which the task does not begin; a finish alone, one before which it does not end. */
    static boolean implied(TaskDraft task) {
        var timing = task.timing();
        if (timing.constraint() == Constraint.START_NOT_BEFORE) return task.start() != null && task.start().equals(timing.at());
        return timing.constraint() == Constraint.FINISH_NOT_BEFORE && task.start() == null && task.finish() != null && task.finish().equals(timing.at());
    }
}
