package meridian.identity.web;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import meridian.calendar.HolidaySets;

/** What the fields for a zone and a holiday set propose. */
public record CalendarChoices(List<String> zones, List<String> holidaySets) {
    private static final List<String> ZONES = ZoneId.getAvailableZoneIds().stream()
            .filter(zone -> zone.matches("(Africa|America|Asia|Atlantic|Australia|Europe|Indian|Pacific)/.*"))
            .sorted()
            .toList();

    /** Countries whose parts have holidays of their own that people look for. */
    private static final List<String> WITH_PARTS = List.of("DE", "AT", "CH", "GB", "US", "CA", "AU", "ES");

    /** The countries, the parts of the larger ones, and those of the set in use. */
    public static CalendarChoices of(String inUse) {
        var sets = new ArrayList<String>(HolidaySets.countries());
        var own = inUse.length() >= 2 && sets.contains(inUse.substring(0, 2)) ? Stream.of(inUse.substring(0, 2)) : Stream.<String>empty();
        Stream.concat(WITH_PARTS.stream(), own).distinct().filter(sets::contains).toList().forEach(country -> sets.addAll(HolidaySets.parts(country)));
        return new CalendarChoices(ZONES, sets.stream().distinct().sorted().toList());
    }

    /** The country of a set, in the reader's language. */
    public static String name(String set, Locale locale) {
        return Locale.of("", set.substring(0, 2)).getDisplayCountry(locale) + set.substring(2);
    }
}
