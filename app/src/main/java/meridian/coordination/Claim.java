package meridian.coordination;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Collection;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** An amount of one resource, wanted from a day on, until a day (inclusive) or for good. */
public record Claim(LocalDate from, @Nullable LocalDate until, BigDecimal amount) {
    /** Whether both want it on at least one day. */
    public boolean overlaps(Claim other) {
        return !endsBefore(other.from) && !other.endsBefore(from);
    }

    private boolean endsBefore(LocalDate day) {
        return until != null && until.isBefore(day);
    }

    private boolean on(LocalDate day) {
        return !from.isAfter(day) && !endsBefore(day);
    }

    /** The most that is wanted on any one day from {@code today} on: what a thing that is given back must be enough for. */
    public static BigDecimal most(Collection<Claim> claims, LocalDate today) {
        // It only rises on a day on which a claim begins.
        return Stream.concat(Stream.of(today), claims.stream().map(Claim::from).filter(day -> day.isAfter(today)))
                .map(day -> sum(claims.stream().filter(claim -> claim.on(day))))
                .max(BigDecimal::compareTo)
                .orElse(BigDecimal.ZERO);
    }

    /** All of it together: what a thing that is used up, such as money, must be enough for. */
    public static BigDecimal sum(Collection<Claim> claims) {
        return sum(claims.stream());
    }

    private static BigDecimal sum(Stream<Claim> claims) {
        return claims.map(Claim::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
