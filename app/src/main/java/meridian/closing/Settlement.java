package meridian.closing;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import meridian.tenancy.PartyId;
import meridian.tenancy.ResourceId;
import meridian.tenancy.SettlementLineId;
import org.jspecify.annotations.Nullable;

/**
 * The settlement 费用结算 of a project against its budget, in the project’s currency. What was paid in another is counted by the rate that
 * stands beside it; without one it is told apart and in no sum. Pure.
 */
public record Settlement(String currency, List<Budget> budgets, List<Line> lines, @Nullable String confirmedBy, @Nullable Instant confirmedAt) {

    /** A budget of the resource list, in the project’s currency. */
    public record Budget(ResourceId id, String name, BigDecimal planned, BigDecimal committed, BigDecimal spent) {}

    public record Line(SettlementLineId id, String name, @Nullable ResourceId budget, @Nullable PartyId party, String partyName, String currency, BigDecimal amount, @Nullable BigDecimal rate, @Nullable LocalDate rateOn, String receipt, String enteredBy) {
        /** In this currency, by its rate where it is another; null where there is none. */
        public @Nullable BigDecimal in(String currency) {
            if (this.currency.equals(currency)) return amount;
            return rate == null ? null : amount.multiply(rate).setScale(4, RoundingMode.HALF_UP);
        }
    }

    /** What was settled of a budget (null: of none), as far as it can be counted. */
    public BigDecimal settled(@Nullable ResourceId budget) {
        return lines.stream().filter(line -> java.util.Objects.equals(line.budget(), budget)).map(line -> line.in(currency)).filter(java.util.Objects::nonNull).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** What is left of a budget; below zero where more was settled. */
    public BigDecimal left(Budget budget) {
        return budget.planned().subtract(settled(budget.id()));
    }

    public BigDecimal planned() {
        return budgets.stream().map(Budget::planned).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** All that can be counted in the project’s currency. */
    public BigDecimal total() {
        return lines.stream().map(line -> line.in(currency)).filter(java.util.Objects::nonNull).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** What was paid in each currency, as it was paid. */
    public SortedMap<String, BigDecimal> byCurrency() {
        var sums = new TreeMap<String, BigDecimal>();
        for (var line : lines) sums.merge(line.currency(), line.amount(), BigDecimal::add);
        return sums;
    }

    /** Lines in another currency without a rate: they are in no sum. */
    public List<Line> uncounted() {
        return lines.stream().filter(line -> line.in(currency) == null).toList();
    }

    public boolean confirmed() {
        return confirmedAt != null;
    }
}
