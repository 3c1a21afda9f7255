package meridian.calendar;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Chinese for the English names of holidays, which the library does not have; see {@code calendar/holidays/names_zh.csv}. */
final class HolidayNames {

    private static final String IN_LIEU = " (in lieu)";
    private static final Map<String, String> CHINESE = read();

    private HolidayNames() {}

    /** The name as it is printed in this language; a name that is not known stays what it is. */
    static String in(Locale locale, String name) {
        var printed = name.replace('\'', '’');
        if (!locale.getLanguage().equals("zh")) {
            return printed;
        }
        return printed.endsWith(IN_LIEU)
                ? CHINESE.getOrDefault(key(printed.substring(0, printed.length() - IN_LIEU.length())), printed) + "补假"
                : CHINESE.getOrDefault(key(printed), printed);
    }

    private static String key(String name) {
        return name.replace(", Jr.", "").toLowerCase(Locale.ROOT);
    }

    private static Map<String, String> read() {
        try (var in = HolidayNames.class.getResourceAsStream("/calendar/holidays/names_zh.csv")) {
            if (in == null) {
                throw new IllegalStateException("calendar/holidays/names_zh.csv is missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line -> line.split(",", 2))
                    .collect(Collectors.toUnmodifiableMap(fields -> key(fields[0]), fields -> fields[1]));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
