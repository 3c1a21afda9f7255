package meridian.duty;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import meridian.calendar.WorkCalendar;
import meridian.tenancy.MemberId;
import meridian.tenancy.RegionId;
import org.jspecify.annotations.Nullable;

/**
 * Who answers an emergency at an instant (接力响应). Pure. The region that is in its working hours answers; else one that is awake (07:00 to
 * 22:00 there); else the one that wakes next. Of several the one with somebody on duty goes before one with a hole in its rota, then the one named first.
 * In a hole the lead of the region’s party answers, else the chief coordinator: an emergency is never nobody’s.
 *
 * @param member who answers; null only where there is neither rota, lead nor chief coordinator
 * @param hole whether the region has nobody on duty at this instant
 * @param until the next instant at which the answer may be another one
 */
public record Relay(@Nullable RegionId region, @Nullable MemberId member, State state, boolean hole, Instant until) {
    public static final LocalTime WAKES = LocalTime.of(7, 0);
    public static final LocalTime SLEEPS = LocalTime.of(22, 0);
    private static final Duration LOOKAHEAD = Duration.ofHours(24);

    public enum State {
        WORKING, AWAKE, WAKES_NEXT;

        public String text() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /** Somebody on duty from one instant to another (excluded), who is not away. */
    public record Watch(MemberId member, Instant from, Instant until) {
        boolean covers(Instant instant) {
            return !instant.isBefore(from) && instant.isBefore(until);
        }
    }

    /** A region that takes part: its time, its rota in order, and the leads of its party who are here. */
    public record Post(RegionId region, WorkCalendar calendar, List<Watch> rota, List<MemberId> leads) {
        @Nullable MemberId onDuty(Instant now) {
            return rota.stream().filter(watch -> watch.covers(now)).map(Watch::member).findFirst().orElse(null);
        }

        State state(Instant now) {
            return calendar.isWorking(now) ? State.WORKING : awake(now) ? State.AWAKE : State.WAKES_NEXT;
        }

        private boolean awake(Instant now) {
            var time = LocalTime.ofInstant(now, calendar.zone());
            return !time.isBefore(WAKES) && time.isBefore(SLEEPS);
        }

        private Instant wakes(Instant now) {
            var day = LocalDate.ofInstant(now, calendar.zone());
            var at = day.atTime(WAKES).atZone(calendar.zone()).toInstant();
            return at.isAfter(now) ? at : day.plusDays(1).atTime(WAKES).atZone(calendar.zone()).toInstant();
        }

        private Instant changes(Instant now) {
            var candidates = new ArrayList<Instant>();
            var day = LocalDate.ofInstant(now, calendar.zone());
            for (var at : List.of(day, day.plusDays(1))) {
                candidates.add(at.atTime(WAKES).atZone(calendar.zone()).toInstant());
                candidates.add(at.atTime(SLEEPS).atZone(calendar.zone()).toInstant());
            }
            for (var window : calendar.openWindows(now, now.plus(LOOKAHEAD))) {
                candidates.add(window.from());
                candidates.add(window.to());
            }
            for (var watch : rota) {
                candidates.add(watch.from());
                candidates.add(watch.until());
            }
            return candidates.stream().filter(at -> at.isAfter(now)).min(Comparator.naturalOrder()).orElse(now.plus(LOOKAHEAD));
        }
    }

    /** @param chiefs the chief coordinators who are here, for a hole that no lead fills */
    public static Relay at(Instant now, List<Post> posts, List<MemberId> chiefs) {
        var until = posts.stream().map(post -> post.changes(now)).min(Comparator.naturalOrder()).orElse(now.plus(LOOKAHEAD));
        var best = posts.stream()
                .min(Comparator.<Post, State>comparing(post -> post.state(now))
                        .thenComparing(post -> post.state(now) == State.WAKES_NEXT ? post.wakes(now) : now)
                        .thenComparing(post -> post.onDuty(now) == null))
                .orElse(null);
        if (best == null) return new Relay(null, first(chiefs), State.AWAKE, true, until);
        var member = best.onDuty(now);
        if (member != null) return new Relay(best.region(), member, best.state(now), false, until);
        var lead = first(best.leads());
        return new Relay(best.region(), lead != null ? lead : first(chiefs), best.state(now), true, until);
    }

    private static @Nullable MemberId first(List<MemberId> members) {
        return members.isEmpty() ? null : members.getFirst();
    }
}
