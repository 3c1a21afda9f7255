package meridian.acceptance;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import meridian.identity.Role;
import meridian.project.Team;
import meridian.tenancy.MemberId;
import meridian.tenancy.PartyId;
import org.jspecify.annotations.Nullable;

/**
 * The rules of a panel 验收小组: a business, a technical and a quality side, each with somebody; at least one from another party than the
 * one that applies; nobody judges their own work; and where another party answers for the deliverable (A in the responsibility
 * matrix), its lead is among them and approves. Proposes one that keeps them, and says which rule another one breaks.
 */
public final class Panel {
    public static final int MOST_A_SIDE = 2;

    private Panel() {}

    /** Somebody of the team who could sit on it, with the parties they stand for; none for who serves the whole project. */
    public record Candidate(MemberId member, String name, Set<PartyId> parties, String place, Set<Role> roles, String duties) {
        public boolean leads() {
            return roles.contains(Role.LEAD) || roles.contains(Role.SUPPORT_HEAD);
        }
    }

    /** Who sits where. */
    public record Place(MemberId member, Side side) {}

    /** What the rules look at: who applies, who has worked on it, and who answers for it. {@code approver} is null where that is the party itself, or somebody who worked on it. */
    public record Ground(PartyId party, List<Candidate> candidates, Set<MemberId> workers, @Nullable MemberId approver) {
        public @Nullable Candidate candidate(MemberId member) {
            return candidates.stream().filter(one -> one.member().equals(member)).findFirst().orElse(null);
        }

        boolean elsewhere(@Nullable Candidate candidate) {
            return candidate != null && !candidate.parties().isEmpty() && !candidate.parties().contains(party);
        }
    }

    /** A rule that is broken: the message {@code panel.<key>} about a person or nobody. */
    public record Fault(String key, List<Object> arguments, @Nullable Side side) {
        static Fault of(String key, @Nullable Side side, Object... arguments) {
            return new Fault(key, List.of(arguments), side);
        }
    }

    /** Everybody of the team, each once, with the roles they hold; without guests and those who have left. */
    public static List<Candidate> candidates(Team team) {
        var found = new LinkedHashMap<MemberId, Candidate>();
        for (var seat : team.seats()) {
            if (seat.left() || seat.role() == Role.GUEST) continue;
            var one = new Candidate(seat.member(), seat.name(), seat.party() == null ? Set.of() : Set.of(seat.party()), seat.partyName() == null ? "" : seat.partyName(), Set.of(seat.role()), seat.duties());
            found.merge(seat.member(), one, Panel::both);
        }
        return List.copyOf(found.values());
    }

    private static Candidate both(Candidate one, Candidate other) {
        var parties = new HashSet<>(one.parties());
        parties.addAll(other.parties());
        var roles = new HashSet<>(one.roles());
        roles.addAll(other.roles());
        return new Candidate(one.member(), one.name(), Set.copyOf(parties), one.place().isEmpty() ? other.place() : one.place(), Set.copyOf(roles), one.duties() + " " + other.duties());
    }

    /** What is wrong with such a panel; nothing where it keeps the rules. */
    public static List<Fault> faults(Ground ground, List<Place> places) {
        var faults = new ArrayList<Fault>();
        for (var side : Side.values()) if (places.stream().noneMatch(place -> place.side() == side)) faults.add(Fault.of("side_missing", side));
        var seen = new HashSet<MemberId>();
        for (var place : places) {
            var candidate = ground.candidate(place.member());
            if (candidate == null) faults.add(Fault.of("not_in_team", place.side()));
            else if (!seen.add(place.member())) faults.add(Fault.of("twice", place.side(), candidate.name()));
            else if (ground.workers().contains(place.member())) faults.add(Fault.of("own_work", place.side(), candidate.name()));
        }
        if (!places.isEmpty() && places.stream().noneMatch(place -> ground.elsewhere(ground.candidate(place.member())))) faults.add(Fault.of("nobody_from_elsewhere", null));
        var approver = ground.approver();
        if (approver != null && places.stream().noneMatch(place -> place.member().equals(approver))) {
            var candidate = ground.candidate(approver);
            faults.add(Fault.of("approver_missing", null, candidate == null ? "" : candidate.name()));
        }
        return faults;
    }

    /** One that keeps the rules, as far as the team has people for it. */
    public static List<Place> propose(Ground ground) {
        var free = new ArrayList<>(ground.candidates().stream().filter(one -> !ground.workers().contains(one.member())).toList());
        var places = new EnumMap<Side, Candidate>(Side.class);
        var approver = ground.approver() == null ? null : ground.candidate(ground.approver());
        if (approver != null) {
            places.put(Side.BUSINESS, approver);
            free.remove(approver);
        }
        for (var side : List.of(Side.QUALITY, Side.TECHNICAL, Side.BUSINESS)) {
            if (places.containsKey(side)) continue;
            // The last place goes to another party where nobody else comes from one.
            boolean elsewhere = places.size() == 2 && places.values().stream().noneMatch(ground::elsewhere);
            free.stream().filter(one -> !elsewhere || ground.elsewhere(one)).max(Comparator.comparingInt(one -> fitness(one, side, ground))).ifPresent(one -> {
                places.put(side, one);
                free.remove(one);
            });
        }
        return Stream.of(Side.values()).map(side -> places.get(side) == null ? null : new Place(places.get(side).member(), side)).filter(Objects::nonNull).toList();
    }

    // Whose duties name the side fits best; then whose role does; of two alike, who comes from another party.
    private static int fitness(Candidate one, Side side, Ground ground) {
        int fit = NAMED.get(side).stream().anyMatch(word -> one.duties().toLowerCase(java.util.Locale.ROOT).contains(word)) ? 100 : 0;
        if (one.roles().contains(Role.REVIEWER)) fit += 40;
        fit += switch (side) {
            case TECHNICAL -> one.roles().contains(Role.TECHNICAL_SUPPORT) ? 60 : one.leads() ? 20 : 0;
            case QUALITY -> one.roles().contains(Role.TECHNICAL_SUPPORT) ? 15 : one.leads() ? 20 : 0;
            case BUSINESS -> one.roles().contains(Role.BUSINESS_COORDINATOR) ? 30 : one.leads() ? 35 : 0;
        };
        // Whoever runs the project or decides above it judges only where nobody else is left.
        if (one.roles().contains(Role.CHIEF_COORDINATOR) || one.roles().contains(Role.SPONSOR)) fit -= 50;
        return fit * 2 + (ground.elsewhere(one) ? 1 : 0);
    }

    private static final Map<Side, List<String>> NAMED = Map.of(
            Side.BUSINESS, List.of("业务", "business"), Side.TECHNICAL, List.of("技术", "technical"), Side.QUALITY, List.of("质量", "质检", "品控", "quality"));
}
