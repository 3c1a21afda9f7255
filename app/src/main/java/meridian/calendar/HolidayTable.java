package meridian.calendar;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A file of holidays in our resources, see {@code calendar/MANIFEST.md}. */
record HolidayTable(List<DayOverride> days, int completeFrom, int completeUntil) {

    static Optional<HolidayTable> ofChina(int year) {
        return read("holidays-cn/" + year + ".csv", "holiday-cn " + year);
    }

    static Optional<HolidayTable> ofCountry(String country) {
        return country.matches("[A-Z]{2}") ? read("holidays/" + country + ".csv", "gazette " + country) : Optional.empty();
    }

    /** Whether this table has every holiday of the year. */
    boolean isComplete(int year) {
        return completeFrom <= year && year <= completeUntil;
    }

    private static Optional<HolidayTable> read(String file, String source) {
        try (var in = HolidayTable.class.getResourceAsStream("/calendar/" + file)) {
            return in == null
                    ? Optional.empty()
                    : Optional.of(parse(new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList(), source));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Lines: {@code # a remark}, {@code complete,2024-2027}, {@code 2026-02-14,work,春节}, {@code 2026-02-15,off,春节} or without {@code off}. */
    private static HolidayTable parse(List<String> lines, String source) {
        var days = new ArrayList<DayOverride>();
        var complete = new String[] {"0", "0"};
        for (var line : lines) {
            var fields = line.split(",");
            if (line.startsWith("complete,")) {
                complete = fields[1].split("-");
            } else if (!line.isBlank() && !line.startsWith("#")) {
                var working = fields.length == 3 && fields[1].equals("work");
                days.add(new DayOverride(LocalDate.parse(fields[0]), working, List.of(), fields[fields.length - 1], source));
            }
        }
        return new HolidayTable(List.copyOf(days), Integer.parseInt(complete[0]), Integer.parseInt(complete[1]));
    }
}
