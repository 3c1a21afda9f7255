package meridian.risk;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import meridian.tenancy.MemberId;
import meridian.tenancy.PartyId;
import meridian.tenancy.ProjectId;
import meridian.tenancy.Ref;
import meridian.tenancy.RiskId;
import meridian.tenancy.RiskMeasureId;
import org.jspecify.annotations.Nullable;

/**
 * A risk 风险: something that may happen to one party, or (without one) to the whole project. Until it is assessed its level
 * is the first estimate of whoever submitted it. {@code suggestion} is what its template advises; {@code handedTo} who
 * watches it once the project is over, empty while nobody was named.
 */
public record Risk(
        RiskId id,
        ProjectId project,
        int number,
        RiskStatus status,
        String description,
        String cause,
        String effect,
        @Nullable PartyId party,
        String partyName,
        Category category,
        Person submittedBy,
        Instant submittedAt,
        LocalDate submittedWeek,
        Level estimate,
        @Nullable Rating rating,
        @Nullable Person assessedBy,
        @Nullable Instant assessedAt,
        @Nullable Response response,
        String trigger,
        @Nullable Proximity proximity,
        @Nullable LocalDate reviewOn,
        @Nullable Rating residual,
        @Nullable Person owner,
        String suggestion,
        boolean preset,
        String handedTo,
        Bands bands,
        List<Measure> measures,
        List<Entry> entries,
        int version) {

    /** The kind of the {@link Ref}s to risks. */
    public static final String KIND = "risk";

    /** A duty’s title and a thread show this much of what it says. */
    private static final int SHORT = 80;

    public enum Category {
        POLICY, MARKET, SCHEDULE, RESOURCE, TECHNOLOGY, QUALITY, SUPPLY, COST, SECURITY, OTHER;

        public static Category of(String text) {
            return valueOf(text.toUpperCase(Locale.ROOT));
        }

        public static Optional<Category> named(String text) {
            return Arrays.stream(values()).filter(one -> one.text().equals(text)).findFirst();
        }

        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What is done about it in principle: 规避, 减轻, 转移, 接受. */
    public enum Response {
        AVOID, MITIGATE, TRANSFER, ACCEPT;

        public static Response of(String text) {
            return valueOf(text.toUpperCase(Locale.ROOT));
        }

        public static Optional<Response> named(String text) {
            return Arrays.stream(values()).filter(one -> one.text().equals(text)).findFirst();
        }

        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** How soon it may happen: within a week, a month, three months, or later. */
    public enum Proximity {
        IMMINENT, NEAR, MEDIUM, FAR;

        public static Proximity of(String text) {
            return valueOf(text.toUpperCase(Locale.ROOT));
        }

        public static Optional<Proximity> named(String text) {
            return Arrays.stream(values()).filter(one -> one.text().equals(text)).findFirst();
        }

        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public record Person(MemberId id, String name) {}

    /** Probability and impact, 1 to 5 each. */
    public record Rating(int probability, int impact) {
        public static @Nullable Rating of(@Nullable Short probability, @Nullable Short impact) {
            return probability == null || impact == null ? null : new Rating(probability, impact);
        }

        public int score() {
            return probability * impact;
        }

        /** 4 × 5 = 20 */
        public String words() {
            return probability + " × " + impact + " = " + score();
        }
    }

    /** Something that is done about it. */
    public record Measure(RiskMeasureId id, String content, Person owner, LocalDate dueOn, @Nullable Instant doneAt, @Nullable Instant droppedAt) {
        public boolean open() {
            return doneAt == null && droppedAt == null;
        }

        public String state() {
            return doneAt != null ? "done" : droppedAt != null ? "dropped" : "open";
        }

        public boolean late(LocalDate today) {
            return open() && dueOn.isBefore(today);
        }
    }

    /** One line of the update log. */
    public record Entry(RiskAct act, Instant at, String by, String note) {}

    /** What people call it: R-3. */
    public String code() {
        return code(number);
    }

    static String code(int number) {
        return "R-" + number;
    }

    public Ref ref() {
        return Ref.of(KIND, id);
    }

    /** How grave it is now: by what is left of it once it was treated, by its assessment, else as it was first estimated. */
    public Level level() {
        return residual == null ? inherent() : bands.of(residual.probability(), residual.impact());
    }

    /** How grave it is without what was done about it. */
    public Level inherent() {
        return rating == null ? estimate : bands.of(rating.probability(), rating.impact());
    }

    public @Nullable Level residualLevel() {
        return residual == null ? null : bands.of(residual.probability(), residual.impact());
    }

    public String title() {
        return shortened(description);
    }

    static String shortened(String description) {
        var line = description.replaceAll("\\s+", " ");
        return line.codePointCount(0, line.length()) <= SHORT ? line : line.substring(0, line.offsetByCodePoints(0, SHORT - 1)) + "…";
    }

    public List<Measure> openMeasures() {
        return measures.stream().filter(Measure::open).toList();
    }

    public boolean handedOver() {
        return !handedTo.isEmpty();
    }
}
