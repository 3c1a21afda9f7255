package meridian.closing;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import meridian.tenancy.EvaluationId;
import meridian.tenancy.MemberId;
import org.jspecify.annotations.Nullable;

/** What is left of a project’s results after some months 后评价. */
public record Evaluation(EvaluationId id, int months, LocalDate dueOn, MemberId owner, String ownerName, @Nullable Outcome outcome, String content, @Nullable String writtenBy, @Nullable Instant writtenAt, int version) {
    public enum Outcome {
        LASTING, PARTLY, LOST;

        public static Optional<Outcome> of(String text) {
            return Arrays.stream(values()).filter(one -> one.text().equals(text)).findFirst();
        }

        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public boolean written() {
        return writtenAt != null;
    }
}
