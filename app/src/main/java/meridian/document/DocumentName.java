package meridian.document;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;

/**
 * How files are named (文件命名规则): {@code {project}}, {@code {region}}, {@code {document}}, {@code {yyyyMMdd}} and
 * {@code {n}}. What comes out is a name every file system takes: no separators, control characters or reserved names, at
 * most 120 characters and 240 bytes; the longest of the first three is shortened, never the date, the version or the ending.
 */
public record DocumentName(String pattern) {
    private static final int MOST_CHARACTERS = 120;
    private static final int MOST_BYTES = 240;
    private static final char FIRST_IDEOGRAPH = 0x2E80;
    private static final Pattern PLACE = Pattern.compile("\\{([^{}]*)}");
    private static final Set<String> KNOWN = Set.of("project", "region", "document", "yyyyMMdd", "n");
    private static final Pattern FORBIDDEN = Pattern.compile("[\\\\/:*?\"<>|\\x00-\\x1F\\x7F]+");
    private static final Pattern RESERVED =
            Pattern.compile("(?:CON|PRN|AUX|NUL|COM[0-9¹²³]|LPT[0-9¹²³])(?:\\..*)?", Pattern.CASE_INSENSITIVE);

    public static final DocumentName USUAL = new DocumentName("{project}-{region}-{document}-{yyyyMMdd}-v{n}");

    public DocumentName {
        PLACE.matcher(pattern).results().map(place -> place.group(1)).filter(name -> !KNOWN.contains(name)).findFirst().ifPresent(name -> {
            throw new IllegalArgumentException("{" + name + "} is not part of a file name");
        });
        if (!pattern.contains("{document}")) throw new IllegalArgumentException("A file name needs {document}");
    }

    /** @param region left out, with the hyphen beside it, for a document of the whole project */
    public String name(String project, @Nullable String region, String document, LocalDate on, int version, String ending) {
        var parts = new HashMap<>(Map.of(
                "project", project, "region", region == null ? "" : region, "document", document,
                "yyyyMMdd", DateTimeFormatter.BASIC_ISO_DATE.format(on), "n", String.valueOf(version)));
        parts.replaceAll((part, text) -> safe(text.substring(0, Math.min(text.length(), MOST_CHARACTERS))));
        var name = filled(parts) + "." + safe(ending);
        while (tooLong(name)) {
            shortenTheLongest(parts);
            name = filled(parts) + "." + safe(ending);
        }
        return RESERVED.matcher(name).matches() ? "_" + name : name;
    }

    /** Whether a file somebody brings is named by this pattern, whatever its ending. */
    public boolean matches(String fileName) {
        return expression(pattern).matcher(fileName).matches()
                || expression(pattern.replaceFirst("\\{region}-|-\\{region}", "")).matcher(fileName).matches();
    }

    /**
     * The name by this pattern for a file that somebody brings under another one; empty where that fits or has no ending. What its own
     * name says of the project, the region, the day and the version goes to its place.
     */
    public Optional<String> proposal(String fileName, String project, @Nullable String region, LocalDate on, int version) {
        int dot = fileName.lastIndexOf('.');
        if (matches(fileName) || dot < 1 || dot == fileName.length() - 1) return Optional.empty();
        var own = Own.of(fileName.substring(0, dot), on, version);
        var document = without(without(own.rest(), project), region);
        return Optional.of(name(project, region, document.isEmpty() ? own.rest() : document, own.on(), own.version(), fileName.substring(dot + 1)));
    }

    private static String without(String text, @Nullable String beginning) {
        if (beginning == null || !text.startsWith(beginning)) return text;
        var rest = text.substring(beginning.length());
        return rest.isEmpty() || Character.isLetterOrDigit(rest.charAt(0)) && rest.charAt(0) < FIRST_IDEOGRAPH ? text : trimmed(rest);
    }

    private static String trimmed(String text) {
        return text.replaceAll("^[-_ .]+|[-_ .]+$", "");
    }

    /** What a name says at its ends of the day and the version of what it names, and the rest of it. */
    private record Own(String rest, LocalDate on, int version) {
        private static final Pattern VERSION = Pattern.compile("(?<![A-Za-z])[vV](\\d{1,4})(?:\\.\\d{1,4})*$");
        private static final Pattern DAY = Pattern.compile("(?<!\\d)(20\\d{2})(?:(\\d{2})(\\d{2})|[-._](\\d{1,2})[-._](\\d{1,2})|年(\\d{1,2})月(\\d{1,2})日)(?!\\d)");

        static Own of(String name, LocalDate on, int version) {
            var whole = trimmed(name);
            var own = new Own(whole, on, version).withoutVersion().withoutDay().withoutVersion();
            return own.rest().isEmpty() ? new Own(whole, on, version) : own;
        }

        private Own withoutVersion() {
            var said = VERSION.matcher(rest);
            return said.find() ? new Own(trimmed(rest.substring(0, said.start())), on, Math.max(1, Integer.parseInt(said.group(1)))) : this;
        }

        private Own withoutDay() {
            var said = DAY.matcher(rest);
            while (said.find()) {
                if (said.start() > 0 && said.end() < rest.length()) continue;
                var parts = java.util.stream.IntStream.rangeClosed(1, said.groupCount()).mapToObj(said::group).filter(Objects::nonNull).mapToInt(Integer::parseInt).toArray();
                try {
                    return new Own(trimmed(rest.substring(0, said.start()) + rest.substring(said.end())), LocalDate.of(parts[0], parts[1], parts[2]), version);
                } catch (DateTimeException e) {
                    return this; // not a day after all
                }
            }
            return this;
        }
    }

    private static Pattern expression(String pattern) {
        var expression = new StringBuilder();
        var place = PLACE.matcher(pattern);
        int from = 0;
        while (place.find()) {
            expression.append(Pattern.quote(pattern.substring(from, place.start()))).append(switch (place.group(1)) {
                case "yyyyMMdd" -> "\\d{8}";
                case "n" -> "\\d+";
                default -> ".+";
            });
            from = place.end();
        }
        expression.append(Pattern.quote(pattern.substring(from))).append("\\.[^.]+");
        return Pattern.compile(expression.toString());
    }

    /** The header that makes a browser save an answer under this name, in UTF-8 and with a plain fallback (RFC 6266, RFC 5987). */
    public static ContentDisposition attachment(String fileName) {
        return ContentDisposition.attachment().filename(fileName, StandardCharsets.UTF_8).build();
    }

    private String filled(Map<String, String> parts) {
        var name = PLACE.matcher(pattern).replaceAll(place -> Matcher.quoteReplacement(parts.get(place.group(1))));
        return safe(name.replaceAll("-{2,}", "-").replaceAll("^-+|-+$", ""));
    }

    private static String safe(String text) {
        return FORBIDDEN.matcher(SafeText.line(text)).replaceAll("_").replaceAll("\\s+", " ").replaceAll("^[. ]+|[. ]+$", "");
    }

    private static boolean tooLong(String name) {
        return name.length() > MOST_CHARACTERS || name.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES;
    }

    private static void shortenTheLongest(Map<String, String> parts) {
        var longest = List.of("document", "project", "region").stream()
                .max((a, b) -> Integer.compare(parts.get(a).length(), parts.get(b).length()))
                .orElseThrow();
        var text = parts.get(longest);
        if (text.isEmpty()) throw new IllegalArgumentException("The naming pattern itself is too long for a file name");
        parts.put(longest, text.substring(0, text.offsetByCodePoints(text.length(), -1)).stripTrailing());
    }
}
