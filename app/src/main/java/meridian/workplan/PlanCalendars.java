package meridian.workplan;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import meridian.calendar.WorkCalendar;
import meridian.tenancy.PartyId;
import meridian.tenancy.RegionId;
import org.jspecify.annotations.Nullable;

/** Whose calendar the work of each party goes by; work of nobody goes by that of the project's home. */
record PlanCalendars(Map<PartyId, RegionId> regions, RegionId home, Map<RegionId, WorkCalendar> calendars) {
    WorkCalendar of(@Nullable PartyId party) {
        var calendar = calendars.get(region(party));
        return calendar != null ? calendar : calendars.get(home);
    }

    RegionId region(@Nullable PartyId party) {
        return party == null ? home : regions.getOrDefault(party, home);
    }

    /** What 1d means to a party on a day. */
    Duration day(@Nullable PartyId party, LocalDate on) {
        var day = of(party).normalDay(on);
        return day.isZero() ? Duration.ofHours(8) : day;
    }

    /** As they would be if one region went by another calendar. */
    PlanCalendars with(RegionId region, WorkCalendar calendar) {
        var all = new HashMap<>(calendars);
        all.put(region, calendar);
        return new PlanCalendars(regions, home, all);
    }

    /** Whether anybody ever works by it, near this moment. */
    static boolean works(WorkCalendar calendar, Instant around) {
        try {
            calendar.nextWorkingInstant(around);
            calendar.previousWorkingInstant(around);
            return true;
        } catch (meridian.calendar.NoWorkingTimeException e) {
            return false;
        }
    }
}
