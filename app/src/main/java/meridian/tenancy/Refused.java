package meridian.tenancy;

import java.util.ArrayList;
import java.util.List;

/**
 * What was asked cannot be done as it was asked: one or more problems, each with the field it belongs to (empty: the
 * whole form) and the key of a message that says what is wrong and how to mend it. Shown beside the fields; HTTP 422.
 */
public final class Refused extends RuntimeException {
    private final List<Problem> problems;

    public record Problem(String field, String key, List<Object> arguments) {}

    public Refused(List<Problem> problems) {
        super(problems.toString(), null, false, false);
        this.problems = List.copyOf(problems);
    }

    public static Refused because(String key, Object... arguments) {
        return at("", key, arguments);
    }

    public static Refused at(String field, String key, Object... arguments) {
        return new Refused(List.of(new Problem(field, key, List.of(arguments))));
    }

    public List<Problem> problems() {
        return problems;
    }

    /** Gathers every problem of a form before it is refused, so that nobody mends them one at a time. */
    public static final class Check {
        private final List<Problem> found = new ArrayList<>();
        private final List<String> unread;

        public Check() {
            this(List.of());
        }

        /** Goes on from what could not be read: nothing more is said of those fields. */
        public Check(List<Problem> unread) {
            found.addAll(unread);
            this.unread = unread.stream().map(Problem::field).toList();
        }

        public Check reject(boolean wrong, String field, String key, Object... arguments) {
            if (wrong && !unread.contains(field)) found.add(new Problem(field, key, List.of(arguments)));
            return this;
        }

        public List<Problem> problems() {
            return List.copyOf(found);
        }

        /** A text that must be there and be no longer than {@code most} characters; stripped. */
        public String text(String field, @org.jspecify.annotations.Nullable String typed, int most) {
            var text = optional(field, typed, most);
            reject(text.isEmpty(), field, "refused.missing");
            return text;
        }

        public String optional(String field, @org.jspecify.annotations.Nullable String typed, int most) {
            var text = Text.clean(typed);
            reject(text.length() > most, field, "refused.too_long", most, text.length());
            return text;
        }

        public boolean good() {
            return found.isEmpty();
        }

        public void done() {
            if (!found.isEmpty()) throw new Refused(found);
        }
    }
}
