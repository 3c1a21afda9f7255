package meridian.workplan.exchange;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** China's holidays by name, where no calendar is at hand: the day itself, or the eve for the Spring Festival. */
final class Festivals {
    private Festivals() {}

    private static final List<List<String>> NAMES = List.of(
            List.of("元旦", "新年", "new year"),
            List.of("春节", "春", "年", "过年", "除夕", "spring festival", "chinese new year", "cny", "lunar new year"),
            List.of("清明", "qingming"),
            List.of("五一", "劳动", "五一劳动", "labour day", "labor day", "may day"),
            List.of("端午", "dragon boat"),
            List.of("中秋", "mid-autumn"),
            List.of("国庆", "十一", "national day", "golden week"),
            List.of("双十一", "双11"),
            List.of("圣诞", "christmas"));

    // The eve, by the lunar calendar; the JDK has none.
    private static final Map<Integer, String> SPRING_EVE = Map.of(
            2025, "01-28", 2026, "02-16", 2027, "02-05", 2028, "01-25", 2029, "02-12", 2030, "02-02", 2031, "01-22", 2032, "02-10");
    private static final Map<Integer, String> DRAGON_BOAT = Map.of(
            2025, "05-31", 2026, "06-19", 2027, "06-09", 2028, "05-28", 2029, "06-16", 2030, "06-05", 2031, "06-24", 2032, "06-12");
    private static final Map<Integer, String> MID_AUTUMN = Map.of(
            2025, "10-06", 2026, "09-25", 2027, "09-15", 2028, "10-03", 2029, "09-22", 2030, "09-12", 2031, "10-01", 2032, "09-19");

    static boolean means(String name, String holiday) {
        if (name.isEmpty() || isAnyHoliday(name)) return true;
        int kind = kind(name);
        return kind >= 0 && kind == kind(holiday);
    }

    private static boolean isAnyHoliday(String name) {
        var plain = name.toLowerCase(java.util.Locale.ROOT);
        return plain.equals("放") || plain.equals("小长") || plain.startsWith("holiday") || plain.startsWith("public holiday");
    }

    private static int kind(String name) {
        var plain = name.toLowerCase(java.util.Locale.ROOT).replaceFirst("(?<=..)[节假]+$", "").strip();
        for (int i = 0; i < NAMES.size(); i++) if (NAMES.get(i).contains(plain)) return i;
        return -1;
    }

    /** The first of that name on or after a day; of any public holiday where no name is given; null for an unknown one. */
    static @Nullable LocalDate next(String name, LocalDate from) {
        boolean any = name.isEmpty() || isAnyHoliday(name);
        int kind = kind(name);
        if (!any && kind < 0) return null;
        return Stream.iterate(from.getYear(), year -> year + 1).limit(2)
                .flatMap(year -> (any ? Stream.of(0, 1, 2, 3, 4, 5, 6) : Stream.of(kind)).flatMap(k -> day(k, year)))
                .filter(day -> !day.isBefore(from))
                .min(Comparator.naturalOrder())
                .orElse(null);
    }

    private static Stream<LocalDate> day(int kind, int year) {
        var text = switch (kind) {
            case 0 -> "01-01";
            case 1 -> SPRING_EVE.get(year);
            case 2 -> year % 4 < 2 ? "04-04" : "04-05";
            case 3 -> "05-01";
            case 4 -> DRAGON_BOAT.get(year);
            case 5 -> MID_AUTUMN.get(year);
            case 6 -> "10-01";
            case 7 -> "11-11";
            default -> "12-25";
        };
        return text == null ? Stream.empty() : Stream.of(LocalDate.parse(year + "-" + text));
    }
}
