package meridian.calendar;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * The product’s own picture: the working hours of several regions on the axis of one reader’s day, with the hours all of them share.
 *
 * <p>The axis is the reader’s real day, so positions are shares of elapsed time: on the two days a year when clocks change, an hour is a
 * 23rd or a 25th of it. Ask {@link #position} for every other mark on the axis.
 *
 * @param lanes in the order of the calendars given
 * @param common when every region works at once on this day (共同时段); empty if never, or if there are no regions
 * @param now where now is on the axis, if the day shown is today
 */
public record Meridian(ZoneId reader, LocalDate day, OptionalDouble now, List<Lane> lanes, List<Segment> common) {

    /** A night between two shifts, not a break. */
    private static final Duration LONGEST_BREAK = Duration.ofHours(4);

    /** One region: what its wall clock reads now, whether it is at work, and its hours on the reader’s day. */
    public record Lane(ZoneId zone, LocalDateTime localTime, Presence presence, List<Segment> segments) {

        /** Has begun its day and not ended it; a lunch break counts. */
        public boolean awake() {
            return presence == Presence.WORKING || presence == Presence.BREAK;
        }
    }

    public enum Presence {
        BEFORE_WORK, WORKING, BREAK, AFTER_WORK, DAY_OFF
    }

    /**
     * A stretch of the axis.
     *
     * @param opens the reader’s clock, {@code 16:00}
     * @param closes the reader’s clock; the end of the day is {@code 24:00}
     * @param left percent of the reader’s day
     * @param width percent of the reader’s day
     */
    public record Segment(Instant from, Instant to, String opens, String closes, double left, double width) {}

    public static Meridian of(ZoneId reader, LocalDate day, Instant now, List<WorkCalendar> calendars) {
        var axis = new Axis(reader, day);
        var lanes = new ArrayList<Lane>();
        List<Window> common = null;
        for (var calendar : calendars) {
            var open = calendar.openWindows(axis.start, axis.end);
            common = common == null ? open : Window.common(common, open);
            lanes.add(new Lane(calendar.zone(), calendar.localStart(now), presence(calendar, now), axis.segments(open)));
        }
        return new Meridian(
                reader,
                day,
                axis.holds(now) ? OptionalDouble.of(axis.position(now)) : OptionalDouble.empty(),
                List.copyOf(lanes),
                common == null ? List.of() : axis.segments(common));
    }

    /** Percent of the reader’s day, 0 to 100; what lies outside is held at its edge. */
    public double position(Instant instant) {
        return new Axis(reader, day).position(instant);
    }

    private static Presence presence(WorkCalendar calendar, Instant now) {
        if (calendar.isWorking(now)) {
            return Presence.WORKING;
        }
        var today = LocalDate.ofInstant(now, calendar.zone());
        var windows = calendar.openWindows(today, today);
        Window before = null;
        Window after = null;
        for (var window : windows) {
            if (!window.to().isAfter(now)) {
                before = window;
            } else if (after == null) {
                after = window;
            }
        }
        return presenceBetween(before, after);
    }

    private static Presence presenceBetween(@Nullable Window before, @Nullable Window after) {
        if (before == null) {
            return after == null ? Presence.DAY_OFF : Presence.BEFORE_WORK;
        }
        var pausing = after != null && Duration.between(before.to(), after.from()).compareTo(LONGEST_BREAK) <= 0;
        return pausing ? Presence.BREAK : Presence.AFTER_WORK;
    }

    private static final class Axis {
        private final ZoneId zone;
        private final Instant start;
        private final Instant end;

        Axis(ZoneId zone, LocalDate day) {
            this.zone = zone;
            this.start = day.atStartOfDay(zone).toInstant();
            this.end = day.plusDays(1).atStartOfDay(zone).toInstant();
        }

        boolean holds(Instant instant) {
            return !instant.isBefore(start) && instant.isBefore(end);
        }

        double position(Instant instant) {
            var whole = Duration.between(start, end).toSeconds();
            var part = Math.clamp(Duration.between(start, instant).toSeconds(), 0, whole);
            return whole == 0 ? 0 : 100.0 * part / whole;
        }

        List<Segment> segments(List<Window> windows) {
            return windows.stream().map(this::segment).toList();
        }

        private Segment segment(Window window) {
            var left = position(window.from());
            var closes = window.to().equals(end) ? Interval.MIDNIGHT : minuteOfDay(window.to());
            return new Segment(
                    window.from(),
                    window.to(),
                    Interval.clock(minuteOfDay(window.from())),
                    Interval.clock(closes),
                    left,
                    position(window.to()) - left);
        }

        private int minuteOfDay(Instant instant) {
            return LocalDateTime.ofInstant(instant, zone).toLocalTime().toSecondOfDay() / 60;
        }
    }
}
