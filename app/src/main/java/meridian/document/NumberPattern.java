package meridian.document;

import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How the numbers (编号) of documents are formed: {@code {unit}}, {@code {project}}, {@code {year}}, {@code {kind}} and
 * {@code {serial}}, the last padded to three digits, with anything else between them. A pattern without a serial would
 * give two documents one number and is refused.
 */
public record NumberPattern(String pattern) {
    private static final Pattern PLACE = Pattern.compile("\\{([^{}]*)}");
    private static final Set<String> KNOWN = Set.of("unit", "project", "year", "kind", "serial");

    public static final NumberPattern USUAL = new NumberPattern("{unit}-{project}-{year}-{kind}-{serial}");

    public NumberPattern {
        PLACE.matcher(pattern).results().map(place -> place.group(1)).filter(name -> !KNOWN.contains(name)).findFirst().ifPresent(name -> {
            throw new IllegalArgumentException("{" + name + "} is not part of a document number");
        });
        if (!pattern.contains("{serial}")) throw new IllegalArgumentException("A document number needs {serial}");
    }

    public String number(String unit, String project, int year, String kind, int serial) {
        if (serial < 1) throw new IllegalArgumentException("Serials begin at 1, not " + serial);
        var parts = Map.of(
                "unit", unit, "project", project, "year", String.valueOf(year), "kind", kind, "serial", "%03d".formatted(serial));
        return PLACE.matcher(pattern).replaceAll(place -> Matcher.quoteReplacement(SafeText.line(parts.get(place.group(1)))));
    }

    /** A number of the usual pattern, taken apart: what stands before its year, and the letters of its kind. */
    record Parts(String before, String letters) {
        String with(int year, int serial) {
            return before + "-" + year + "-" + letters + "-" + "%03d".formatted(serial);
        }
    }

    static Parts last(String number) {
        var form = Pattern.compile("(.*)-\\d{4}-([^-]+)-\\d{3,}").matcher(number);
        if (!form.matches()) throw new IllegalArgumentException("not a number of the usual pattern: " + number);
        return new Parts(form.group(1), form.group(2));
    }
}
