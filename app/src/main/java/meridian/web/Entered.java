package meridian.web;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.Normalizer;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import meridian.tenancy.Refused;
import meridian.tenancy.Text;
import org.jspecify.annotations.Nullable;

/** What the fields of a form mean; what they cannot mean is gathered and said beside them. An empty field means null. */
public final class Entered {
    private static final Pattern NUMBER = Pattern.compile("([+-]?\\d{1,15}(?:\\.\\d{1,12})?)(万|亿)?");
    private static final BigDecimal MOST = BigDecimal.TEN.pow(15);
    private static final BigDecimal MOST_WHOLE = BigDecimal.TEN.pow(5);

    private final Refused.Check check = new Refused.Check();

    /** A number as people write them: 1,200.5, 120万, with the full-width digits of a Chinese keyboard; at most four decimals are kept. */
    public @Nullable BigDecimal number(String field, String typed) {
        var text = Normalizer.normalize(Text.clean(typed), Normalizer.Form.NFKC).replaceAll("[,\\s]", "").replace('−', '-');
        if (text.isEmpty()) return null;
        var number = NUMBER.matcher(text);
        if (!number.matches()) {
            check.reject(true, field, unread(text, 15));
            return null;
        }
        var value = new BigDecimal(number.group(1));
        if (number.group(2) != null) value = value.scaleByPowerOfTen(number.group(2).equals("万") ? 4 : 8);
        check.reject(value.abs().compareTo(MOST) >= 0, field, "entry.number_too_large");
        return value.setScale(4, RoundingMode.HALF_UP);
    }

    /** A whole number; whatever lies beyond a hundred thousand is that, so that it is refused as too large, not unread. */
    public @Nullable Integer whole(String field, String typed) {
        var number = number(field, typed);
        check.reject(number != null && number.stripTrailingZeros().scale() > 0, field, "entry.number_not_whole");
        return number == null ? null : number.max(MOST_WHOLE.negate()).min(MOST_WHOLE).intValue();
    }

    /** What to say of a number that could not be read where one of so many digits can: that it is too large, or none. */
    public static String unread(String text, int digits) {
        return text.matches("[+-]?\\d{" + (digits + 1) + ",}(?:[.,]\\d+)?[万亿]?") ? "entry.number_too_large" : "refused.not_a_number";
    }

    public @Nullable LocalDate day(String field, String typed) {
        var text = Text.clean(typed);
        if (text.isEmpty()) return null;
        try {
            var day = LocalDate.parse(text);
            check.reject(day.getYear() < 1970 || day.getYear() > 2200, field, "refused.not_a_date");
            return day;
        } catch (DateTimeParseException e) {
            check.reject(true, field, "refused.not_a_date");
            return null;
        }
    }

    /** A day which has to be there. */
    public @Nullable LocalDate requiredDay(String field, String typed) {
        check.reject(typed.isBlank(), field, "refused.missing");
        return day(field, typed);
    }

    /** The thing chosen in a list. */
    public <T> @Nullable T chosen(String field, String typed, Function<String, T> id) {
        if (typed.isBlank()) return null;
        try {
            return id.apply(typed.strip());
        } catch (IllegalArgumentException e) {
            check.reject(true, field, "refused.not_a_choice");
            return null;
        }
    }

    /** The things chosen in a list of several. */
    public <T> List<T> chosen(String field, @Nullable List<String> typed, Function<String, T> id) {
        return typed == null ? List.of() : typed.stream().map(one -> chosen(field, one, id)).filter(Objects::nonNull).toList();
    }

    /** One of a few words. */
    public <T> @Nullable T word(String field, String typed, Function<String, Optional<T>> of) {
        if (typed.isBlank()) return null;
        var found = of.apply(typed.strip());
        check.reject(found.isEmpty(), field, "refused.not_a_choice");
        return found.orElse(null);
    }

    /** One of a few words, which has to be there. */
    public <T> @Nullable T required(String field, String typed, Function<String, Optional<T>> of) {
        check.reject(typed.isBlank(), field, "refused.missing");
        return word(field, typed, of);
    }

    /** What could not be read, for whoever goes on to check what could: all of it is said at once. */
    public List<Refused.Problem> problems() {
        return check.problems();
    }

    public void done() {
        check.done();
    }
}
