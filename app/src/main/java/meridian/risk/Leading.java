package meridian.risk;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import meridian.identity.Role;
import meridian.project.Team;
import meridian.tenancy.MemberId;
import meridian.tenancy.PartyId;
import org.jspecify.annotations.Nullable;

/** Who is asked in a team when something has to be done about a risk. People who have left stand nowhere. */
record Leading(Team team) {
    /** Who answers for a party: its leads, then the head of a support department. */
    List<MemberId> leads(@Nullable PartyId party) {
        if (party == null) return List.of();
        return Stream.of(Role.LEAD, Role.SUPPORT_HEAD).flatMap(role -> held(role).filter(seat -> party.equals(seat.party()))).map(Team.Seat::member).distinct().toList();
    }

    Optional<MemberId> chief() {
        return Stream.of(Role.CHIEF_COORDINATOR, Role.SPONSOR).flatMap(this::held).map(Team.Seat::member).findFirst();
    }

    /** Whose a risk is while nobody else was named. */
    Optional<MemberId> watching(Risk risk) {
        if (risk.owner() != null) return Optional.of(risk.owner().id());
        return leads(risk.party()).stream().findFirst().or(this::chief);
    }

    /** The party somebody works for; null for who serves the whole project. */
    @Nullable PartyId partyOf(MemberId member) {
        return team.seats().stream().filter(seat -> seat.member().equals(member) && seat.party() != null).map(Team.Seat::party).findFirst().orElse(null);
    }

    boolean works(MemberId member) {
        return team.seats().stream().anyMatch(seat -> seat.member().equals(member) && !seat.left() && seat.role() != Role.GUEST);
    }

    private Stream<Team.Seat> held(Role role) {
        return team.seats().stream().filter(seat -> seat.role() == role && !seat.left());
    }
}
