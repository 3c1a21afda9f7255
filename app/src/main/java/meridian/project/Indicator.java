package meridian.project;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import meridian.tenancy.IndicatorId;
import meridian.tenancy.MeasurementId;
import meridian.tenancy.MemberId;
import meridian.tenancy.PartyId;
import org.jspecify.annotations.Nullable;

/**
 * Something that tells in numbers whether the project’s goal is reached 量化指标. {@code parties} are all parties of the
 * project in their order, with the target and weight each has; a party without a target of its own only contributes.
 */
public record Indicator(
        IndicatorId id,
        String name,
        String unit,
        Comparison comparator,
        @Nullable BigDecimal target,
        Rollup rollup,
        @Nullable LocalDate dueOn,
        int version,
        List<PartyTarget> parties,
        List<Measurement> measurements) {

    /** How an actual value must stand to its target. */
    public enum Comparison {
        AT_LEAST("≥"), AT_MOST("≤"), EQUAL("=");

        private final String sign;

        Comparison(String sign) {
            this.sign = sign;
        }

        public static Optional<Comparison> of(String text) {
            return Arrays.stream(values()).filter(one -> one.text().equals(text)).findFirst();
        }

        public String text() {
            return name().toLowerCase();
        }

        public String sign() {
            return sign;
        }

        public boolean reached(BigDecimal target, BigDecimal actual) {
            int order = actual.compareTo(target);
            return switch (this) {
                case AT_LEAST -> order >= 0;
                case AT_MOST -> order <= 0;
                case EQUAL -> order == 0;
            };
        }
    }

    /** How the parties’ values become the project’s. */
    public enum Rollup {
        SUM, AVERAGE, WEIGHTED, LATEST;

        public static Optional<Rollup> of(String text) {
            return Arrays.stream(values()).filter(one -> one.text().equals(text)).findFirst();
        }

        public String text() {
            return name().toLowerCase();
        }
    }

    public record PartyTarget(PartyId party, String name, @Nullable BigDecimal target, BigDecimal weight) {
        /** Whether it stands in the charter as that is approved; whoever has no target yet may be given one. */
        public boolean fixed(Charter.State state) {
            return state == Charter.State.APPROVED && target != null;
        }
    }

    /** A value that somebody measured on a day, of a party or (null) of the whole project. */
    public record Measurement(
            MeasurementId id,
            @Nullable PartyId party,
            @Nullable String partyName,
            BigDecimal value,
            LocalDate on,
            String evidence,
            MemberId by,
            String byName,
            Instant at) {
        /** By day; of one day the one entered later counts. */
        static final Comparator<Measurement> NEWEST_LAST = Comparator.comparing(Measurement::on).thenComparing(Measurement::at).thenComparing(one -> one.id().value());
    }
}
