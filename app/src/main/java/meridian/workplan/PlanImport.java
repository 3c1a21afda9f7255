package meridian.workplan;

import java.time.Instant;
import java.util.List;
import meridian.tenancy.PlanImportId;
import meridian.tenancy.ProjectId;
import meridian.tenancy.Refused;
import org.jspecify.annotations.Nullable;

/** One file brought to a project as a plan, and how far it has come. Nothing of it is in the plan until it is written. */
public record PlanImport(
        PlanImportId id,
        ProjectId project,
        String fileName,
        State state,
        int rowsTotal,
        int rowsWritten,
        int rowsChanged,
        int rowsRemoved,
        String failure,
        String uploadedBy,
        Instant uploadedAt,
        @Nullable Instant writtenAt) {

    public enum State {
        PREVIEWED, WRITING, WRITTEN, FAILED, UNDONE, DISCARDED;

        public String text() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }

        static State of(String text) {
            return valueOf(text.toUpperCase(java.util.Locale.ROOT));
        }
    }

    /** Waits for its confirmation, perhaps after an attempt that failed. */
    public boolean open() {
        return state == State.PREVIEWED || state == State.FAILED;
    }

    /** Why the last attempt failed, as a message; null where none did. */
    public Refused.@Nullable Problem failed() {
        if (failure.isEmpty()) return null;
        var parts = List.of(failure.split("\u001f", -1));
        return new Refused.Problem("", parts.getFirst(), List.copyOf(parts.subList(1, parts.size())));
    }

    static String failure(Refused.Problem problem) {
        var text = new StringBuilder(problem.key());
        problem.arguments().forEach(argument -> text.append('\u001f').append(argument));
        return text.length() > 2000 ? problem.key() : text.toString();
    }
}
