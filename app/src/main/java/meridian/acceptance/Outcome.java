package meridian.acceptance;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** How a reviewer judges, and how a round ends: pass 通过, pass after rectification 有条件通过, fail 不通过. */
public enum Outcome {
    PASS, CONDITIONAL, FAIL;

    public static Optional<Outcome> of(String text) {
        return Stream.of(values()).filter(outcome -> outcome.text().equals(text)).findFirst();
    }

    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
