package meridian.calendar;

import java.time.LocalDate;
import java.time.temporal.IsoFields;

/**
 * In which weeks some hours are worked, by ISO week number: alternating weeks (大小周) are {@link #ODD} and {@link #EVEN} rows.
 *
 * <p>A year with 53 weeks (2026) is followed by week 1: two odd weeks in a row. Who alternates without a break begins new weekly hours
 * with the parities exchanged on that Monday.
 */
public enum WeekParity {
    /* The order is kept: databases hold 0, 1 and 2. */
    EVERY, ODD, EVEN;

    static boolean isOdd(LocalDate day) {
        return day.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR) % 2 == 1;
    }
}
