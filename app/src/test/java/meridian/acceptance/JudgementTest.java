package meridian.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Set;
import meridian.acceptance.Judgement.Ballot;
import meridian.acceptance.Panel.Candidate;
import meridian.acceptance.Panel.Ground;
import meridian.acceptance.Panel.Place;
import meridian.identity.Role;
import meridian.tenancy.CriterionId;
import meridian.tenancy.MemberId;
import meridian.tenancy.PartyId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The rules of panels and of what their verdicts come to. */
class JudgementTest {
    private final List<CriterionId> asked = List.of(CriterionId.next(), CriterionId.next());
    private final PartyId south = PartyId.next();
    private final PartyId east = PartyId.next();

    @Test
    void unanimousMeansEveryCriterionForEveryReviewer() {
        var all = List.of(ballot(Side.BUSINESS, Outcome.PASS, true, true), ballot(Side.TECHNICAL, Outcome.PASS, true, true), ballot(Side.QUALITY, Outcome.PASS, true, true));
        assertThat(Judgement.of(Rule.UNANIMOUS, false, asked, all).outcome()).isEqualTo(Outcome.PASS);
        var one = List.of(all.get(0), all.get(1), ballot(Side.QUALITY, Outcome.FAIL, true, false));
        var result = Judgement.of(Rule.UNANIMOUS, true, asked, one);
        assertThat(result.outcome()).as("somebody holds it to be failed").isEqualTo(Outcome.FAIL);
        assertThat(result.passed()).containsExactly(asked.get(0));
        assertThat(result.failed()).containsExactly(asked.get(1));
        var mild = List.of(all.get(0), all.get(1), ballot(Side.QUALITY, Outcome.CONDITIONAL, true, false));
        assertThat(Judgement.of(Rule.UNANIMOUS, true, asked, mild).outcome()).isEqualTo(Outcome.CONDITIONAL);
        assertThat(Judgement.of(Rule.UNANIMOUS, false, asked, mild).outcome()).as("where the template does not allow it").isEqualTo(Outcome.FAIL);
    }

    @Test
    void aMajorityPassesUnlessQualityOrTheApproverSaysNo() {
        var yes = ballot(Side.QUALITY, Outcome.PASS, true, true);
        var no = ballot(Side.BUSINESS, Outcome.FAIL, true, false);
        var other = ballot(Side.TECHNICAL, Outcome.PASS, true, true);
        assertThat(Judgement.of(Rule.MAJORITY, false, asked, List.of(yes, no, other)).outcome()).isEqualTo(Outcome.PASS);
        var veto = ballot(Side.QUALITY, Outcome.FAIL, true, false);
        assertThat(Judgement.of(Rule.MAJORITY, false, asked, List.of(veto, other, ballot(Side.BUSINESS, Outcome.PASS, true, true))).failed()).containsExactly(asked.get(1));
        var approver = new Ballot(Side.BUSINESS, true, true, Outcome.FAIL, no.votes());
        assertThat(Judgement.of(Rule.MAJORITY, true, asked, List.of(yes, approver, other)).outcome()).isEqualTo(Outcome.FAIL);
        assertThat(Judgement.of(Rule.MAJORITY, false, asked, List.of(yes, no, other, ballot(Side.BUSINESS, Outcome.FAIL, true, false))).outcome()).as("half is no majority").isEqualTo(Outcome.FAIL);
    }

    @Test
    void aQuorumIsTwoThirdsWithEverySideAnotherPartyAndTheApprover() {
        assertThat(List.of(Judgement.quorum(3), Judgement.quorum(4), Judgement.quorum(5), Judgement.quorum(6))).containsExactly(3, 3, 4, 4);
        var three = List.of(ballot(Side.BUSINESS, Outcome.PASS, true, true), ballot(Side.TECHNICAL, Outcome.PASS, true, true), ballot(Side.QUALITY, Outcome.PASS, true, true));
        assertThat(Judgement.suffices(4, false, three)).isTrue();
        assertThat(Judgement.suffices(4, true, three)).as("the approver is missing").isFalse();
        assertThat(Judgement.suffices(5, false, three)).isFalse();
        assertThat(Judgement.suffices(4, false, List.of(three.get(0), three.get(0), three.get(1)))).as("no quality side").isFalse();
        assertThat(Judgement.suffices(4, false, three.stream().map(one -> new Ballot(one.side(), false, false, one.overall(), one.votes())).toList())).as("nobody from another party").isFalse();
    }

    @Test
    void aPanelKeepsItsRulesAndOneIsProposedThatDoes() {
        var worker = candidate("周颖", south, Role.EXECUTOR, "");
        var lead = candidate("李婷", east, Role.LEAD, "");
        var expert = candidate("许诺", null, Role.TECHNICAL_SUPPORT, "");
        var inspector = candidate("何静", null, Role.REVIEWER, "质量负责人");
        var own = candidate("林峰", south, Role.EXECUTOR, "");
        var chief = candidate("王敏", null, Role.CHIEF_COORDINATOR, "");
        var ground = new Ground(south, List.of(chief, worker, expert, inspector, own, lead), Set.of(worker.member()), lead.member());
        assertThat(Panel.propose(ground)).containsExactlyInAnyOrder(new Place(lead.member(), Side.BUSINESS), new Place(expert.member(), Side.TECHNICAL), new Place(inspector.member(), Side.QUALITY));
        assertThat(Panel.faults(ground, Panel.propose(ground))).isEmpty();
        assertThat(keys(ground, new Place(worker.member(), Side.BUSINESS), new Place(expert.member(), Side.TECHNICAL))).containsExactlyInAnyOrder("side_missing", "own_work", "nobody_from_elsewhere", "approver_missing");
        assertThat(keys(ground, new Place(lead.member(), Side.BUSINESS), new Place(lead.member(), Side.TECHNICAL), new Place(MemberId.next(), Side.QUALITY))).containsExactlyInAnyOrder("twice", "not_in_team");
        var alone = new Ground(south, List.of(worker, own, expert, inspector), Set.of(), null);
        assertThat(keys(alone, Panel.propose(alone).toArray(Place[]::new))).as("nobody of another party is there to be proposed").contains("nobody_from_elsewhere");
    }

    private static List<String> keys(Ground ground, Place... places) {
        return Panel.faults(ground, List.of(places)).stream().map(Panel.Fault::key).toList();
    }

    private Ballot ballot(Side side, Outcome overall, boolean... met) {
        var votes = new HashMap<CriterionId, Boolean>();
        for (int i = 0; i < met.length; i++) votes.put(asked.get(i), met[i]);
        return new Ballot(side, false, true, overall, votes);
    }

    private static Candidate candidate(String name, @Nullable PartyId party, Role role, String duties) {
        return new Candidate(MemberId.next(), name, party == null ? Set.of() : Set.of(party), "", Set.of(role), duties);
    }
}
