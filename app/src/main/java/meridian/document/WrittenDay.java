package meridian.document;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.regex.Pattern;
import meridian.tenancy.Refused;
import org.jspecify.annotations.Nullable;

/** A day as people write it into a document: 2026-12-01, 2026/12/1, 2026年12月1日, 2026.12.1. */
public final class WrittenDay {
    private static final Pattern WRITTEN = Pattern.compile("(\\d{4})\\s*[-/.年]\\s*(\\d{1,2})\\s*[-/.月]\\s*(\\d{1,2})\\s*日?");

    private WrittenDay() {}

    /** Null where nothing is written, or a dash; refused where it is no day. */
    public static @Nullable LocalDate of(String text) {
        var written = text.strip();
        if (written.isEmpty() || written.matches("[–—-]+|无|None|none")) return null;
        var parts = WRITTEN.matcher(written);
        try {
            if (parts.matches()) return LocalDate.of(Integer.parseInt(parts.group(1)), Integer.parseInt(parts.group(2)), Integer.parseInt(parts.group(3)));
        } catch (DateTimeException e) {
            // said below
        }
        throw Refused.because("returned.not_a_day", written.length() > 60 ? written.substring(0, 60) + "…" : written);
    }
}
