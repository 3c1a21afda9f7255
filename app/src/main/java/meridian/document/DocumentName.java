package meridian.document;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
