package meridian.acceptance;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** When a criterion is met: for every reviewer, or for more than half of them with none of the quality side and not its approver against it. */
public enum Rule {
    UNANIMOUS, MAJORITY;

    public static Optional<Rule> of(String text) {
        return Stream.of(values()).filter(rule -> rule.text().equals(text)).findFirst();
    }

    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
