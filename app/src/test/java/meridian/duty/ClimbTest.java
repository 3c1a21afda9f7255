package meridian.duty;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import meridian.duty.Climb.Candidate;
import meridian.duty.Climb.Candidate.State;
import meridian.duty.Climb.Chain;
import meridian.duty.Climb.Skip;
import meridian.tenancy.MemberId;
import org.junit.jupiter.api.Test;

class ClimbTest {
    private final MemberId owner = MemberId.next();
    private final MemberId lead = MemberId.next();
    private final MemberId chief = MemberId.next();
    private final MemberId sponsor = MemberId.next();
    private final MemberId admin = MemberId.next();
    private final MemberId standIn = MemberId.next();

    @Test
    void eachRungReachesItsOwn() {
        var chain = chain(here(owner), List.of(here(lead)));
        assertThat(Climb.at(Rung.REMINDER, chain, Set.of())).isEqualTo(new Climb(owner, List.of()));
        assertThat(Climb.at(Rung.OWNER, chain, Set.of())).isEqualTo(new Climb(owner, List.of()));
        assertThat(Climb.at(Rung.LEAD, chain, Set.of())).isEqualTo(new Climb(lead, List.of()));
        assertThat(Climb.at(Rung.CHIEF, chain, Set.of(lead))).isEqualTo(new Climb(chief, List.of()));
        assertThat(Climb.at(Rung.SPONSOR, chain, Set.of(lead, chief))).isEqualTo(new Climb(sponsor, List.of()));
    }

    @Test
    void anEmptyRungSkipsUpVisibly() {
        var chain = chain(here(owner), List.of());
        assertThat(Climb.at(Rung.LEAD, chain, Set.of())).isEqualTo(new Climb(chief, List.of(new Skip("lead", null, "nobody"))));
        assertThat(Climb.at(Rung.CHIEF, chain, Set.of(chief))).isEqualTo(new Climb(sponsor, List.of(new Skip("chief", chief, "same"))));
    }

    @Test
    void anIdenticalRungSkipsUpVisibly() {
        var chain = chain(here(lead), List.of(here(lead)));
        assertThat(Climb.at(Rung.LEAD, chain, Set.of())).isEqualTo(new Climb(chief, List.of(new Skip("lead", lead, "same"))));
    }

    @Test
    void ofTwoLeadsTheSecondIsAskedWhereTheFirstHasLeft() {
        var second = MemberId.next();
        var chain = chain(here(owner), List.of(new Candidate(lead, State.LEFT, null), here(second)));
        assertThat(Climb.at(Rung.LEAD, chain, Set.of())).isEqualTo(new Climb(second, List.of(new Skip("lead", lead, "left"))));
    }

    @Test
    void whoIsAwayIsStoodInForOrPassedOver() {
        var covered = chain(here(owner), List.of(new Candidate(lead, State.AWAY, standIn)));
        assertThat(Climb.at(Rung.LEAD, covered, Set.of())).isEqualTo(new Climb(standIn, List.of(new Skip("lead", lead, "stood_in"))));
        var alone = chain(here(owner), List.of(new Candidate(lead, State.AWAY, null)));
        assertThat(Climb.at(Rung.LEAD, alone, Set.of())).isEqualTo(new Climb(chief, List.of(new Skip("lead", lead, "away"))));
    }

    @Test
    void anOwnerWhoHasLeftIsReplacedByTheLeadAtOnce() {
        var chain = chain(new Candidate(owner, State.LEFT, null), List.of(here(lead)));
        assertThat(Climb.at(Rung.REMINDER, chain, Set.of())).isEqualTo(new Climb(lead, List.of(new Skip("owner", owner, "left"))));
    }

    @Test
    void whereNobodyIsLeftTheAdminsAreAsked() {
        var chain = new Chain(here(owner), List.of(), List.of(), List.of(), List.of(here(admin)));
        assertThat(Climb.at(Rung.LEAD, chain, Set.of()).to()).isEqualTo(admin);
        assertThat(Climb.at(Rung.LEAD, chain, Set.of()).skipped()).hasSize(3);
    }

    @Test
    void theTopRungIsNotAskedTwice() {
        var chain = chain(here(sponsor), List.of());
        assertThat(Climb.at(Rung.SPONSOR, chain, Set.of(chief)).to()).isNull();
    }

    private static Candidate here(MemberId member) {
        return new Candidate(member, State.HERE, null);
    }

    private Chain chain(Candidate owner, List<Candidate> leads) {
        return new Chain(owner, leads, List.of(here(chief)), List.of(here(sponsor)), List.of(here(admin)));
    }
}
