package meridian.identity.web;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import meridian.tenancy.Refused;
import meridian.tenancy.Text;
import meridian.web.Choice;
import meridian.web.Entered;
import meridian.web.Words;
import org.jspecify.annotations.Nullable;

/** What a form's fields mean; what they cannot mean is said beside them. */
final class FormFields {
    static final List<Choice> LANGUAGES = List.of(new Choice("zh-CN", "中文"), new Choice("en", "English"));

    private final Refused.Check check = new Refused.Check();

    /** The thing chosen in a list; null when nothing was. */
    <T> @Nullable T chosen(String field, String typed, Function<String, T> id) {
        if (typed.isBlank()) return null;
        try {
            return id.apply(typed.strip());
        } catch (IllegalArgumentException e) {
            check.reject(true, field, "refused.not_a_choice");
            return null;
        }
    }

    LocalDate date(String field, String typed) {
        var text = Text.clean(typed);
        try {
            return LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            check.reject(true, field, text.isEmpty() ? "refused.missing" : "refused.not_a_date");
            return LocalDate.EPOCH;
        }
    }

    int number(String field, String typed) {
        var text = Text.clean(typed);
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            check.reject(true, field, Entered.unread(text, 9));
            return 0;
        }
    }

    Refused.Check check() {
        return check;
    }

    void done() {
        check.done();
    }

    static Locale locale(String tag) {
        return tag.startsWith("zh") ? Words.CHINESE : Words.ENGLISH;
    }
}
