package meridian.coordination;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import meridian.tenancy.MemberId;
import meridian.tenancy.PartyId;
import meridian.tenancy.Refused;
import org.junit.jupiter.api.Test;

class DeciderTest {
    private final MemberId chief = MemberId.next();
    private final PartyId south = PartyId.next();
    private final PartyId supply = PartyId.next();
    private final List<Decider.Side> sides = List.of(new Decider.Side(south, null), new Decider.Side(supply, null));

    @Test
    void theChiefCoordinatorDecidesWhatIsNotTheirOwn() {
        assertThat(Decider.of(List.of(new Decider.Chief(chief, List.of(PartyId.next()))), sides)).isEqualTo(Decider.CHIEF);
    }

    @Test
    void whoHoldsARoleForASideHasNoSay() {
        assertThat(Decider.of(List.of(new Decider.Chief(chief, List.of(supply))), sides)).isEqualTo(Decider.SPONSOR);
    }

    @Test
    void whoIsASideThemselfHasNoSay() {
        assertThat(Decider.of(List.of(new Decider.Chief(chief, List.of())), List.of(new Decider.Side(south, null), new Decider.Side(null, chief)))).isEqualTo(Decider.SPONSOR);
    }

    @Test
    void anotherChiefCoordinatorWhoIsNoSideMayDecide() {
        assertThat(Decider.of(List.of(new Decider.Chief(chief, List.of(supply)), new Decider.Chief(MemberId.next(), List.of())), sides)).isEqualTo(Decider.CHIEF);
        assertThat(Decider.of(List.of(), sides)).isEqualTo(Decider.SPONSOR);
    }

    @Test
    void theChiefHearsTheSidesFirstAndTheSponsorNeedNot() {
        assertThatThrownBy(() -> DisputeStatus.OPEN.after(DisputeMove.RESOLVE, Decider.CHIEF)).isInstanceOf(Refused.class).hasMessageContaining("dispute.not_heard");
        assertThat(DisputeStatus.HELD.after(DisputeMove.RESOLVE, Decider.CHIEF)).isEqualTo(DisputeStatus.RESOLVED);
        assertThat(DisputeStatus.OPEN.after(DisputeMove.RESOLVE, Decider.SPONSOR)).isEqualTo(DisputeStatus.RESOLVED);
    }

    @Test
    void aDisputeIsEscalatedOnceAndNothingMovesWhatIsOver() {
        assertThat(DisputeStatus.CALLED.after(DisputeMove.ESCALATE, Decider.CHIEF)).isEqualTo(DisputeStatus.CALLED);
        assertThatThrownBy(() -> DisputeStatus.CALLED.after(DisputeMove.ESCALATE, Decider.SPONSOR)).isInstanceOf(Refused.class);
        for (var move : DisputeMove.values()) {
            for (var over : List.of(DisputeStatus.CLOSED, DisputeStatus.WITHDRAWN)) assertThatThrownBy(() -> over.after(move, Decider.SPONSOR)).as(over + " " + move).isInstanceOf(Refused.class);
            if (move != DisputeMove.CLOSE) assertThatThrownBy(() -> DisputeStatus.RESOLVED.after(move, Decider.SPONSOR)).as("resolved " + move).isInstanceOf(Refused.class);
        }
        assertThat(DisputeStatus.RESOLVED.after(DisputeMove.CLOSE, Decider.CHIEF)).isEqualTo(DisputeStatus.CLOSED);
    }
}
