package meridian.meeting;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import meridian.calendar.Window;
import meridian.calendar.WorkCalendar;
import meridian.tenancy.MemberId;
import org.jspecify.annotations.Nullable;

/**
 * Looks for times to meet, where nobody is at another meeting: inside everybody’s working hours; where there are none, the times that burden people least, and those least who
 * have taken early and late ones most often. Pure: what it knows is what it is given.
 */
public final class TimeFinder {
    private static final Duration STEP = Duration.ofMinutes(30);
    // A slot further from somebody’s working hours than this is nobody’s proposal.
    private static final Duration FURTHEST = Duration.ofHours(5);
    private static final int FAIREST = 6;
    private static final int COMMON = 12;
    private static final Comparator<Slot> FAIREST_FIRST = Comparator.comparingDouble(Slot::cost).thenComparing(Slot::from);

    private TimeFinder() {}

    /** Somebody to be there; {@code off}: days of their own region on which they are away; {@code busy}: when they are at another meeting; {@code turns}: how often they took early or late ones. */
    public record Person(MemberId member, String name, WorkCalendar calendar, Set<LocalDate> off, List<Window> busy, int turns) {
        public Person(MemberId member, String name, WorkCalendar calendar, Set<LocalDate> off, int turns) {
            this(member, name, calendar, off, List.of(), turns);
        }

        boolean busy(Instant from, Instant to) {
            return busy.stream().anyMatch(meeting -> meeting.from().isBefore(to) && meeting.to().isAfter(from));
        }

        /** After one more meeting, by the hours it took them out of theirs. */
        Person and(Slot slot) {
            int hours = slot.burdens().stream().filter(burden -> burden.person().member().equals(member)).mapToInt(burden -> (int) Math.ceilDiv(burden.out().toMinutes(), 60)).sum();
            return hours == 0 ? this : new Person(member, name, calendar, off, busy, turns + hours);
        }
    }

    /** How far out of somebody’s hours a slot lies: before they open or after they close. */
    public record Burden(Person person, boolean early, Duration out) {}

    /** One proposal; {@code away}: who is on leave then. {@code burdens} are empty inside everybody’s hours. */
    public record Slot(Instant from, Instant to, List<Burden> burdens, List<Person> away) {
        public boolean common() {
            return burdens.isEmpty();
        }

        double cost() {
            double cost = away.size() * 400.0;
            for (var burden : burdens) {
                double hours = burden.out().toMinutes() / 60.0;
                cost += hours * hours * (1 + burden.person().turns());
            }
            return cost;
        }
    }

    /** The best slots between two moments, the soonest of the common ones first, else the fairest first; none in the past of {@code from}. */
    public static List<Slot> find(List<Person> people, Duration length, Instant from, Instant until) {
        var all = all(people, length, from, until);
        var common = all.stream().filter(Slot::common).toList();
        if (!common.isEmpty()) return common.stream().sorted(Comparator.comparingInt((Slot slot) -> slot.away().size()).thenComparing(Slot::from)).limit(COMMON).sorted(Comparator.comparing(Slot::from)).toList();
        return spread(all.stream().sorted(FAIREST_FIRST).toList());
    }

    private static List<Slot> all(List<Person> people, Duration length, Instant from, Instant until) {
        if (people.isEmpty()) return List.of();
        var windows = people.stream().map(person -> person.calendar().openWindows(from.minus(Duration.ofDays(3)), until.plus(Duration.ofDays(3)))).toList();
        var all = new ArrayList<Slot>();
        for (var start = halfHour(from); !start.plus(length).isAfter(until); start = start.plus(STEP)) {
            var slot = slot(people, windows, start, start.plus(length));
            if (slot != null) all.add(slot);
        }
        return all;
    }

    /**
     * When the meetings of a series take place that goes round: each at its own time where everybody works then; else at the nearest time of
     * that day at which everybody does; else where the day’s burden is fairest, counting the hours that each has taken before in it. A day on
     * which nothing of that is to be had keeps its time. None moves before {@code now}.
     */
    public static List<Instant> goingRound(List<Person> people, Duration length, List<Instant> regular, ZoneId zone, Instant now) {
        var taken = people;
        var times = new ArrayList<Instant>();
        for (var at : regular) {
            var day = LocalDate.ofInstant(at, zone);
            var begins = day.atStartOfDay(zone).toInstant();
            var chosen = onThatDay(taken, length, at, begins.isBefore(now) ? now : begins, day.plusDays(1).atStartOfDay(zone).toInstant());
            times.add(chosen == null ? at : chosen.from());
            if (chosen != null && !chosen.common()) taken = taken.stream().map(person -> person.and(chosen)).toList();
        }
        return List.copyOf(times);
    }

    private static @Nullable Slot onThatDay(List<Person> people, Duration length, Instant regular, Instant from, Instant until) {
        var windows = people.stream().map(person -> person.calendar().openWindows(from.minus(Duration.ofDays(2)), until.plus(Duration.ofDays(2)))).toList();
        var own = slot(people, windows, regular, regular.plus(length));
        if (own != null && own.common()) return own;
        var all = all(people, length, from, until);
        var nearest = all.stream().filter(Slot::common).min(Comparator.comparingInt((Slot slot) -> slot.away().size()).thenComparing(slot -> Duration.between(regular, slot.from()).abs()));
        return nearest.or(() -> all.stream().min(FAIREST_FIRST)).orElse(null);
    }

    // Not six half hours of one morning: the best of each day first.
    private static List<Slot> spread(List<Slot> sorted) {
        var days = new ArrayList<Long>();
        var chosen = new ArrayList<Slot>();
        for (var slot : sorted) {
            long day = slot.from().getEpochSecond() / 86_400;
            if (days.contains(day)) continue;
            days.add(day);
            chosen.add(slot);
            if (chosen.size() == FAIREST) break;
        }
        return chosen;
    }

    private static Instant halfHour(Instant from) {
        long step = STEP.toSeconds();
        return Instant.ofEpochSecond((from.getEpochSecond() + step - 1) / step * step);
    }

    private static @Nullable Slot slot(List<Person> people, List<List<Window>> windows, Instant from, Instant to) {
        var burdens = new ArrayList<Burden>();
        var away = new ArrayList<Person>();
        for (int i = 0; i < people.size(); i++) {
            var person = people.get(i);
            var there = LocalDate.ofInstant(from, person.calendar().zone());
            if (person.off().contains(there)) {
                away.add(person);
                continue;
            }
            if (!person.calendar().isWorkingDay(there) || person.busy(from, to)) return null;
            var burden = burden(person, windows.get(i), from, to);
            if (burden == null) continue;
            if (burden.out().compareTo(FURTHEST) > 0) return null;
            burdens.add(burden);
        }
        return away.size() == people.size() ? null : new Slot(from, to, List.copyOf(burdens), List.copyOf(away));
    }

    /** How far a time lies out of the hours of a calendar; null when it lies within, a break at noon included. */
    static @Nullable Burden burden(Person person, List<Window> windows, Instant from, Instant to) {
        var day = LocalDate.ofInstant(from, person.calendar().zone());
        Instant opens = null, closes = null;
        for (var window : windows) {
            if (!LocalDate.ofInstant(window.from(), person.calendar().zone()).equals(day)) continue;
            if (opens == null) opens = window.from();
            closes = window.to();
        }
        if (opens == null || closes == null) return new Burden(person, false, FURTHEST.plusHours(1));
        var early = Duration.between(from, opens);
        var late = Duration.between(closes, to);
        if (early.compareTo(Duration.ZERO) <= 0 && late.compareTo(Duration.ZERO) <= 0) return null;
        return early.compareTo(late) > 0 ? new Burden(person, true, early) : new Burden(person, false, late);
    }
}
