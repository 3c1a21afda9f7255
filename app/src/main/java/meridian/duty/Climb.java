package meridian.duty;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import meridian.tenancy.MemberId;
import org.jspecify.annotations.Nullable;

/**
 * Who is asked when a rung takes effect. Pure. Beginning at the rung’s own place, the first who can be asked and has not been asked yet: whoever
 * left, is away without a stand-in, or is the same person as somebody below is passed over, visibly. If nobody can be asked at all, the
 * admins of the workspace are.
 */
record Climb(@Nullable MemberId to, List<Skip> skipped) {

    /** Somebody in a place of the ladder. */
    record Candidate(MemberId member, State state, @Nullable MemberId standIn) {
        enum State {
            HERE, AWAY, LEFT
        }
    }

    /** Why a place was passed over: {@code nobody}, {@code same}, {@code away}, {@code left}; or {@code stood_in}, when another one answers for them. */
    record Skip(String place, @Nullable MemberId member, String why) {}

    /** Who stands in each place for one duty. */
    record Chain(Candidate owner, List<Candidate> leads, List<Candidate> chiefs, List<Candidate> sponsors, List<Candidate> admins) {
        private List<Candidate> at(Rung place) {
            return switch (place) {
                case REMINDER, OWNER -> List.of(owner);
                case LEAD -> leads;
                case CHIEF -> chiefs;
                case SPONSOR -> sponsors;
            };
        }
    }

    /** @param told who has been asked to help in this round before */
    static Climb at(Rung rung, Chain chain, Set<MemberId> told) {
        var skipped = new ArrayList<Skip>();
        var places = List.of(Rung.OWNER, Rung.LEAD, Rung.CHIEF, Rung.SPONSOR);
        for (var place : places) {
            if (place.compareTo(rung) < 0 && !(rung == Rung.REMINDER)) continue;
            var found = ask(place, chain, told, skipped);
            if (found != null) return new Climb(found, skipped);
        }
        // Somebody above knows of it already: then it is not unanswered.
        if (!told.isEmpty()) return new Climb(null, skipped);
        for (var admin : chain.admins()) if (admin.state() == Candidate.State.HERE) return new Climb(admin.member(), skipped);
        return new Climb(chain.admins().isEmpty() ? null : chain.admins().getFirst().member(), skipped);
    }

    private static @Nullable MemberId ask(Rung place, Chain chain, Set<MemberId> told, List<Skip> skipped) {
        var name = place.text();
        var candidates = chain.at(place);
        if (candidates.isEmpty()) skipped.add(new Skip(name, null, "nobody"));
        for (var candidate : candidates) {
            var climbs = place.climbs();
            var member = candidate.member();
            if (climbs && (member.equals(chain.owner().member()) || told.contains(member))) skipped.add(new Skip(name, member, "same"));
            else if (candidate.state() == Candidate.State.LEFT) skipped.add(new Skip(name, member, "left"));
            else if (candidate.state() == Candidate.State.HERE) return member;
            else {
                var standIn = candidate.standIn();
                if (standIn != null && !(climbs && (standIn.equals(chain.owner().member()) || told.contains(standIn)))) {
                    skipped.add(new Skip(name, member, "stood_in"));
                    return standIn;
                }
                skipped.add(new Skip(name, member, "away"));
            }
        }
        return null;
    }
}
