package meridian.calendar;

import de.focus_shift.jollyday.core.CalendarHierarchy;
import de.focus_shift.jollyday.core.Holiday;
import de.focus_shift.jollyday.core.HolidayManager;
import de.focus_shift.jollyday.core.HolidayType;
import de.focus_shift.jollyday.core.ManagerParameters;
import java.time.LocalDate;
import java.time.Year;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Public holidays of a country or of a part of it, as days an admin loads into a calendar and then edits: what is loaded is a proposal
 * with its source, never the last word.
 *
 * <p>A set is named as in ISO 3166: {@code CN}, {@code SG}, {@code DE}, {@code DE-BY} (Bavaria), {@code GB-ENG}. China’s days come from
 * the State Council’s notices, a year at a time; all others are calculated by jollyday or, in years where that is wrong or silent, read
 * from our own tables (Singapore, Japan, Hong Kong). A country with parts often has holidays only there: England’s are in
 * {@code GB-ENG}, not in {@code GB}.
 */
public final class HolidaySets {

    private static final String CHINA = "CN";

    private HolidaySets() {}

    /** The sets of whole countries, sorted. */
    public static List<String> countries() {
        var countries = new TreeSet<String>(List.of(CHINA));
        // The library also knows stock exchanges.
        HolidayManager.getSupportedCalendarCodes().stream().filter(code -> code.length() == 2).forEach(countries::add);
        return List.copyOf(countries);
    }

    /** The sets of a country’s parts, sorted: {@code DE-BY} and {@code DE-BY-AG} of {@code DE}. Often none. */
    public static List<String> parts(String country) {
        var parts = new TreeSet<String>();
        if (!country.equals(CHINA)) {
            collectParts(country, manager(country).getCalendarHierarchy(), parts);
        }
        return List.copyOf(parts);
    }

    /**
     * Whether all of that year’s days are known. China announces a year in the November before it, and moving feasts are gazetted a year
     * or two ahead; until then {@link #holidays} has only what is there, for China nothing. Say so where a calendar is loaded.
     */
    public static boolean covers(String set, int year) {
        var country = country(set);
        if (country.equals(CHINA)) {
            return HolidayTable.ofChina(year).isPresent();
        }
        return HolidayTable.ofCountry(country).map(table -> table.isComplete(year)).orElse(true);
    }

    /** The days of that year in order, with English names, China’s with Chinese ones. */
    public static List<DayOverride> holidays(String set, int year) {
        return holidays(set, year, Locale.ENGLISH);
    }

    /**
     * The days of that year in order, with names in this language where we or jollyday have them, else in English; China’s are Chinese.
     *
     * @throws IllegalArgumentException when there is no such set
     */
    public static List<DayOverride> holidays(String set, int year, Locale locale) {
        if (set.equals(CHINA)) {
            return HolidayTable.ofChina(year).map(HolidayTable::days).orElse(List.of());
        }
        var known = HolidayTable.ofCountry(country(set));
        var days = new TreeMap<LocalDate, DayOverride>();
        if (known.isEmpty() || !known.get().isComplete(year)) {
            calculated(set, year, locale).forEach(day -> days.put(day.day(), day));
        }
        known.ifPresent(table -> table.days().stream()
                .filter(day -> day.day().getYear() == year)
                .map(day -> DayOverride.off(day.day(), HolidayNames.in(locale, day.name()), day.source()))
                .forEach(day -> days.put(day.day(), day)));
        return List.copyOf(days.values());
    }

    /** A holiday moved to a working day is off on both: whoever works on Saturdays has the original, too. */
    private static List<DayOverride> calculated(String set, int year, Locale locale) {
        var days = new TreeMap<LocalDate, DayOverride>();
        for (var holiday : ofLibrary(set, year)) {
            var name = HolidayNames.in(locale, holiday.getDescription(locale));
            for (var date : List.of(holiday.getActualDate(), holiday.getDate())) {
                days.putIfAbsent(date, DayOverride.off(date, name, "jollyday " + set));
            }
        }
        return List.copyOf(days.values());
    }

    private static Collection<Holiday> ofLibrary(String set, int year) {
        var parts = Arrays.stream(set.toLowerCase(Locale.ROOT).split("-")).skip(1).toArray(String[]::new);
        if (parts.length > 0 && !parts(country(set)).contains(set)) {
            throw unknown(set);
        }
        return new TreeSet<>(manager(country(set)).getHolidays(Year.of(year), HolidayType.PUBLIC_HOLIDAY, parts));
    }

    private static HolidayManager manager(String country) {
        if (country.length() != 2 || !HolidayManager.getSupportedCalendarCodes().contains(country)) {
            throw unknown(country);
        }
        return HolidayManager.getInstance(ManagerParameters.create(country.toLowerCase(Locale.ROOT)));
    }

    private static void collectParts(String name, CalendarHierarchy hierarchy, Collection<String> parts) {
        hierarchy.getChildren().forEach((id, child) -> {
            var part = name + "-" + id.toUpperCase(Locale.ROOT);
            parts.add(part);
            collectParts(part, child, parts);
        });
    }

    private static String country(String set) {
        return set.split("-", 2)[0];
    }

    private static IllegalArgumentException unknown(String set) {
        return new IllegalArgumentException("no holidays are known for " + set + "; sets are named CN, DE, DE-BY");
    }
}
