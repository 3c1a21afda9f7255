package meridian.duty;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import meridian.calendar.SlowCalendar;
import org.jspecify.annotations.Nullable;

/** The obvious way to work out when a duty is due and when its standard ladder takes effect: minute by minute. Shares no code with {@link Timetable}. */
record SlowTimetable(Instant due, Map<Rung, Instant> rungs) {
    static SlowTimetable workingTime(SlowCalendar calendar, Instant opened, int minutes) {
        var due = calendar.add(opened, minutes);
        return ladder(due, calendar.add(opened, minutes * 3L / 4), opened, calendar.add(due, minutes / 4), calendar.add(due, minutes / 2), calendar.add(due, minutes));
    }

    static SlowTimetable everyHour(Instant opened, int minutes) {
        var due = opened.plusSeconds(minutes * 60L);
        return ladder(due, opened.plusSeconds(minutes * 45L), opened, due.plusSeconds(minutes * 15L), due.plusSeconds(minutes * 30L), due.plusSeconds(minutes * 60L));
    }

    static SlowTimetable until(SlowCalendar calendar, Instant opened, Instant due) {
        long whole = Math.clamp(calendar.between(opened, due).toMinutes(), 240, 2_400);
        var from = calendar.add(due, -whole);
        return ladder(due, calendar.add(from, whole * 3 / 4), opened, calendar.add(due, whole / 4), calendar.add(due, whole / 2), calendar.add(due, whole));
    }

    private static SlowTimetable ladder(Instant due, @Nullable Instant reminder, Instant opened, Instant lead, Instant chief, Instant sponsor) {
        var rungs = new EnumMap<Rung, Instant>(Map.of(Rung.OWNER, due, Rung.LEAD, lead, Rung.CHIEF, chief, Rung.SPONSOR, sponsor));
        if (reminder != null && reminder.isAfter(opened)) rungs.put(Rung.REMINDER, reminder);
        return new SlowTimetable(due, rungs);
    }

    /** The first of regular looks at or after an instant. */
    static Instant seenAt(Instant instant, Duration every) {
        long step = every.toSeconds();
        return Instant.ofEpochSecond(Math.ceilDiv(instant.getEpochSecond(), step) * step);
    }
}
