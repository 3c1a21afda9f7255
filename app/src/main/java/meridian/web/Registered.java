package meridian.web;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a page says of the numbered document that it shows: that its number counts no more (null for most), and whose eyes it is before, where
 * it is classified (else empty).
 */
public record Registered(@Nullable Spent spent, String behind) {
    static final String ATTRIBUTE = "meridian.registered";

    /** A number that is void, why and by whom; {@code next} is what the next issue bears (empty where there is one already), {@code address} below the project leads to the entry. */
    public record Spent(String number, String reason, String by, Instant at, String next, String address) {}
}
