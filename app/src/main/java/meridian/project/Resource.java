package meridian.project;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Optional;
import meridian.tenancy.MemberId;
import meridian.tenancy.PartyId;
import meridian.tenancy.ResourceId;
import org.jspecify.annotations.Nullable;

/**
 * Something a project needs from somebody. A budget’s amount is what is planned, in the project’s currency; committed and
 * spent count for budgets only.
 */
public record Resource(
        ResourceId id,
        Kind kind,
        String name,
        @Nullable BigDecimal amount,
        String unit,
        @Nullable PartyId provider,
        @Nullable String providerName,
        @Nullable MemberId person,
        @Nullable String personName,
        @Nullable LocalDate from,
        @Nullable LocalDate until,
        Status status,
        @Nullable String confirmedBy,
        @Nullable Instant confirmedAt,
        BigDecimal committed,
        BigDecimal spent,
        int version) {

    public enum Kind {
        BUDGET, PEOPLE, TECHNOLOGY, DATA, EQUIPMENT;

        public static Optional<Kind> of(String text) {
            return Arrays.stream(values()).filter(kind -> kind.text().equals(text)).findFirst();
        }

        public String text() {
            return name().toLowerCase();
        }
    }

    public enum Status {
        PLANNED, CONFIRMED, IN_USE, RETURNED;

        public static Status of(String text) {
            return valueOf(text.toUpperCase());
        }

        public String text() {
            return name().toLowerCase();
        }
    }

    /** Whether somebody provides it from a day on, which is what can be confirmed. */
    public boolean provided() {
        return (provider != null || person != null) && from != null;
    }

    /** Whether more is committed or spent than was planned. */
    public boolean overdrawn() {
        return kind == Kind.BUDGET && amount != null && committed.max(spent).compareTo(amount) > 0;
    }
}
