package meridian.identity.web;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import meridian.calendar.WorkCalendar;

/** A year of a calendar, month by month, as it hangs on a wall. */
public record YearGrid(int year, List<Month> months, int workingDays) {
    /** A month: so many empty cells before its first day (weeks begin on Monday), then its days. */
    public record Month(int number, int blanks, List<Day> days) {}

    /**
     * One day. {@code kind}: work, rest (by the weekly hours), off (a holiday or closure) or makeup (worked although the week would not).
     */
    public record Day(LocalDate date, String kind, String name, boolean today) {
        /** Whether it differs from the weekly hours, so that a word says so beside the colour. */
        public boolean marked() {
            return kind.equals("off") || kind.equals("makeup");
        }
    }

    static YearGrid of(int year, WorkCalendar calendar, LocalDate today) {
        var months = new ArrayList<Month>();
        int working = 0;
        for (var month : IntStream.rangeClosed(1, 12).mapToObj(number -> YearMonth.of(year, number)).toList()) {
            var days = month.atDay(1).datesUntil(month.plusMonths(1).atDay(1)).map(date -> day(date, calendar, today)).toList();
            working += (int) days.stream().filter(day -> day.kind().equals("work") || day.kind().equals("makeup")).count();
            months.add(new Month(month.getMonthValue(), month.atDay(1).getDayOfWeek().getValue() - 1, days));
        }
        return new YearGrid(year, months, working);
    }

    private static Day day(LocalDate date, WorkCalendar calendar, LocalDate today) {
        var override = calendar.overrideOf(date);
        var kind = override != null ? (override.working() ? "makeup" : "off") : calendar.isWorkingDay(date) ? "work" : "rest";
        return new Day(date, kind, override == null ? "" : override.name(), date.equals(today));
    }
}
