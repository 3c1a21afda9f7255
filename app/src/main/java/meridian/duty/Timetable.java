package meridian.duty;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import meridian.calendar.NoWorkingTimeException;
import meridian.calendar.WorkCalendar;
import org.jspecify.annotations.Nullable;

/**
 * When a duty is due and when each rung of its ladder takes effect. Pure.
 *
 * <ul>
 *   <li>With a clock of its own ({@link DutyRule#minutes}) a duty is due that much later; its ladder goes by the same clock.
 *   <li>With a given due instant the ladder’s clock is the time from opening until then, at most its last five working days (2,400
 *       minutes) and in working time at least half a day (240), so that what is asked for late in the evening does not climb at once.
 *   <li>A rung before the end counts from the clock’s beginning, one after it from the end, and 100 % is the due instant itself. What is
 *       over when it is asked for gets the same time from now on; a reminder whose moment has passed is left out.
 * </ul>
 */
record Timetable(Clock clock, Instant from, Instant due, Map<Rung, Instant> rungs) {
    static final Duration LONGEST = Duration.ofMinutes(2_400);
    static final Duration SHORTEST = Duration.ofMinutes(240);

    /** How time passes on a clock. */
    interface Passage {
        Instant add(Instant from, Duration time);

        Duration between(Instant a, Instant b);
    }

    static final Passage EVERY_HOUR = new Passage() {
        @Override
        public Instant add(Instant from, Duration time) {
            return from.plus(time);
        }

        @Override
        public Duration between(Instant a, Instant b) {
            return Duration.between(a, b);
        }
    };

    /** Working time; where there is none in sight (a region that stopped working), every hour counts: nothing waits for ever. */
    static Passage of(Clock clock, @Nullable WorkCalendar calendar) {
        if (clock == Clock.ROUND_THE_CLOCK || calendar == null) return EVERY_HOUR;
        return new Passage() {
            @Override
            public Instant add(Instant from, Duration time) {
                try {
                    return calendar.add(from, time);
                } catch (NoWorkingTimeException e) {
                    return from.plus(time);
                }
            }

            @Override
            public Duration between(Instant a, Instant b) {
                return calendar.between(a, b);
            }
        };
    }

    /** Of a clock that began at {@code from}; {@code stated} is the given due instant, if any; {@code now} is when this is asked. */
    static Timetable of(DutyRule rule, @Nullable WorkCalendar calendar, Instant from, @Nullable Instant stated, Instant now) {
        var passage = of(rule.clock(), calendar);
        if (stated == null) {
            if (rule.minutes() == null) throw new IllegalArgumentException("neither a clock nor a due instant");
            var whole = Duration.ofMinutes(rule.minutes());
            return of(rule, passage, from, passage.add(from, whole), whole, now);
        }
        var whole = stated.isAfter(from) ? passage.between(from, stated) : Duration.ZERO;
        var shortest = rule.clock() == Clock.WORKING_TIME ? SHORTEST : Duration.ofMinutes(1);
        whole = whole.compareTo(LONGEST) > 0 ? LONGEST : whole.compareTo(shortest) < 0 ? shortest : whole;
        return of(rule, passage, passage.add(stated, whole.negated()), stated, whole, now);
    }

    /** Of a clock that has been running since {@code from} towards a due instant that stays. */
    static Timetable running(DutyRule rule, @Nullable WorkCalendar calendar, Instant from, Instant due, Instant now) {
        if (rule.minutes() == null) return of(rule, calendar, from, due, now);
        return of(rule, of(rule.clock(), calendar), from, due, Duration.ofMinutes(rule.minutes()), now);
    }

    private static Timetable of(DutyRule rule, Passage passage, Instant from, Instant due, Duration whole, Instant now) {
        var rungs = new EnumMap<Rung, Instant>(Rung.class);
        var late = due.isAfter(now) ? due : now;
        for (var rung : Rung.values()) {
            var percent = rule.ladder().at(rung);
            if (percent == null) continue;
            if (percent >= 100) rungs.put(rung, percent == 100 ? late : passage.add(late, whole.multipliedBy(percent - 100).dividedBy(100)));
            else {
                var at = passage.add(from, whole.multipliedBy(percent).dividedBy(100));
                if (at.isAfter(now)) rungs.put(rung, at);
            }
        }
        return new Timetable(rule.clock(), from, due, rungs);
    }

    /** After standing still from one instant to another: everything that had not come yet comes that much later, on its own clock. */
    static Instant shifted(Passage passage, Instant instant, Instant paused, Instant resumed) {
        return instant.isAfter(paused) ? passage.add(resumed, passage.between(paused, instant)) : instant;
    }
}
