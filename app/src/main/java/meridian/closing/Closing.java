package meridian.closing;

import java.time.Instant;
import meridian.tenancy.ClosingId;
import org.jspecify.annotations.Nullable;

/** What is said once of a project’s closing 收尾: the lessons, and the application whose approval is the notice. */
public record Closing(ClosingId id, String lessons, @Nullable String lessonsBy, @Nullable Instant lessonsAt, String statement, State state, @Nullable Instant approvedAt, int version) {
    public enum State {
        DRAFT, SUBMITTED, APPROVED;

        static State of(String text) {
            return valueOf(text.toUpperCase(java.util.Locale.ROOT));
        }

        public String text() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    public boolean lessonsDecided() {
        return lessonsAt != null;
    }
}
