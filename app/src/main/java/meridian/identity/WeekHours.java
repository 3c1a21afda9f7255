package meridian.identity;

import java.text.Normalizer;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import meridian.calendar.Interval;
import meridian.calendar.WeekParity;
import meridian.tenancy.Refused;

/**
 * The weekly hours of a region from one date on, as people write them: “09:00–12:00, 13:00–18:00” for each weekday of odd weeks, and the
 * same for even weeks where they alternate (单双休). A weekday without hours is off.
 *
 * @param even the weekdays of even weeks; equal to {@code odd} where weeks do not alternate
 */
public record WeekHours(LocalDate effectiveFrom, Map<DayOfWeek, List<Interval>> odd, Map<DayOfWeek, List<Interval>> even) {
    private static final Pattern STRETCH = Pattern.compile("(\\d{1,2}):(\\d{2})\\s*[-–—~至到]\\s*(\\d{1,2}):(\\d{2})");

    public WeekHours {
        odd = new TreeMap<>(odd);
        even = new TreeMap<>(even);
    }

    public boolean alternates() {
        return !odd.equals(even);
    }

    public String text(DayOfWeek weekday, boolean inEvenWeeks) {
        return text((inEvenWeeks ? even : odd).getOrDefault(weekday, List.of()));
    }

    static String text(List<Interval> hours) {
        return hours.stream().map(Interval::toString).collect(Collectors.joining(", "));
    }

    /**
     * Reads what was typed. {@code typed} holds a text a weekday, Monday first; {@code typedEven} the same for even weeks, where empty means
     * the same as in odd weeks and “-”, “休” or “off” a day off.
     */
    public static WeekHours parse(LocalDate effectiveFrom, List<String> typed, List<String> typedEven) {
        var check = new Refused.Check();
        var odd = new TreeMap<DayOfWeek, List<Interval>>();
        var even = new TreeMap<DayOfWeek, List<Interval>>();
        for (var weekday : DayOfWeek.values()) {
            int index = weekday.ordinal();
            var hours = parse(index < typed.size() ? typed.get(index) : "", "odd" + weekday.getValue(), check);
            if (!hours.isEmpty()) odd.put(weekday, hours);
            var other = index < typedEven.size() ? typedEven.get(index) : "";
            var otherHours = other.isBlank() ? hours : parse(other, "even" + weekday.getValue(), check);
            if (!otherHours.isEmpty()) even.put(weekday, otherHours);
        }
        check.reject(check.good() && odd.isEmpty() && even.isEmpty(), "odd1", "identity.hours_none");
        check.done();
        return new WeekHours(effectiveFrom, odd, even);
    }

    /** Reads the stretches of one day; what is wrong with them is noted at the field. */
    public static List<Interval> stretches(String field, String typed, Refused.Check check) {
        return parse(typed, field, check);
    }

    private static List<Interval> parse(String typed, String field, Refused.Check check) {
        var text = Normalizer.normalize(typed, Normalizer.Form.NFKC).strip();
        if (text.isEmpty() || text.matches("-|–|休|休息|off|Off|OFF")) return List.of();
        if (text.length() > 200) {
            check.reject(true, field, "refused.too_long", 200, text.length());
            return List.of();
        }
        var hours = new ArrayList<Interval>();
        var rest = STRETCH.matcher(text).replaceAll(found -> {
            var interval = interval(found.group(1), found.group(2), found.group(3), found.group(4));
            if (interval != null) hours.add(interval);
            return interval == null ? "?" : "";
        });
        if (!rest.matches("[\\s,;、]*")) {
            check.reject(true, field, "identity.hours_wrong");
            return List.of();
        }
        hours.sort(Comparator.comparingInt(Interval::from));
        for (int i = 1; i < hours.size(); i++) {
            if (hours.get(i).from() < hours.get(i - 1).to()) {
                check.reject(true, field, "identity.hours_overlap");
                return List.of();
            }
        }
        return hours;
    }

    private static @org.jspecify.annotations.Nullable Interval interval(String fromHour, String fromMinute, String toHour, String toMinute) {
        int from = Integer.parseInt(fromHour) * 60 + Integer.parseInt(fromMinute);
        int to = Integer.parseInt(toHour) * 60 + Integer.parseInt(toMinute);
        boolean clock = Integer.parseInt(fromMinute) < 60 && Integer.parseInt(toMinute) < 60;
        return clock && from < to && to <= Interval.MIDNIGHT ? new Interval(from, to) : null;
    }

    /** One row of the table {@code week_hours}. */
    record Row(WeekParity parity, DayOfWeek weekday, Interval hours) {}

    List<Row> rows() {
        var rows = new ArrayList<Row>();
        odd.forEach((weekday, hours) -> hours.forEach(one -> rows.add(new Row(alternates() ? WeekParity.ODD : WeekParity.EVERY, weekday, one))));
        if (alternates()) even.forEach((weekday, hours) -> hours.forEach(one -> rows.add(new Row(WeekParity.EVEN, weekday, one))));
        return rows;
    }

    static WeekHours of(LocalDate effectiveFrom, List<Row> rows) {
        var odd = new TreeMap<DayOfWeek, List<Interval>>();
        var even = new TreeMap<DayOfWeek, List<Interval>>();
        for (var row : rows) {
            if (row.parity() != WeekParity.EVEN) odd.computeIfAbsent(row.weekday(), day -> new ArrayList<>()).add(row.hours());
            if (row.parity() != WeekParity.ODD) even.computeIfAbsent(row.weekday(), day -> new ArrayList<>()).add(row.hours());
        }
        odd.values().forEach(hours -> hours.sort(Comparator.comparingInt(Interval::from)));
        even.values().forEach(hours -> hours.sort(Comparator.comparingInt(Interval::from)));
        return new WeekHours(effectiveFrom, odd, even);
    }
}
