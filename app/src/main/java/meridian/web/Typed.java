package meridian.web;

import java.util.List;
import java.util.Map;
import meridian.tenancy.Refused;

/**
 * A form that was refused: what was typed into it and what is wrong with it. Lives for the one page that shows it again.
 * {@code overtaken}: somebody else's change got in first.
 */
public record Typed(String form, Map<String, String[]> values, List<Refused.Problem> problems, boolean overtaken) {
    static final String ATTRIBUTE = Typed.class.getName();
}
