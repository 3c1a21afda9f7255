package meridian.project.web;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import meridian.tenancy.Refused;
import meridian.tenancy.Text;
import meridian.web.Words;
import org.jspecify.annotations.Nullable;

/** Reads what was typed into a form; what makes no sense is said beside its field, all of it at once. */
final class Typing {
    private final List<Refused.Problem> problems = new ArrayList<>();

    @Nullable LocalDate day(String field, String typed) {
        var text = Text.clean(typed);
        if (text.isEmpty()) return null;
        try {
            return LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            problems.add(new Refused.Problem(field, "refused.not_a_date", List.of()));
            return null;
        }
    }

    <T> @Nullable T choice(String field, String typed, Function<String, T> of) {
        if (typed.isBlank()) return null;
        try {
            return of.apply(typed.strip());
        } catch (IllegalArgumentException e) {
            problems.add(new Refused.Problem(field, "refused.not_a_choice", List.of()));
            return null;
        }
    }

    <T> List<T> choices(String field, @Nullable List<String> typed, Function<String, T> of) {
        var chosen = new ArrayList<T>();
        for (var one : typed == null ? List.<String>of() : typed) {
            var value = choice(field, one, of);
            if (value != null) chosen.add(value);
        }
        return chosen;
    }

    void done() {
        if (!problems.isEmpty()) throw new Refused(problems);
    }

    static Locale language(String tag) {
        return tag.startsWith("zh") ? Words.CHINESE : Words.ENGLISH;
    }
}
