package meridian.risk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import meridian.tenancy.Refused;
import org.junit.jupiter.api.Test;

/** What a risk is by the matrix, and the way of its states. */
class RiskRulesTest {
    @Test
    void theLevelFollowsFromProbabilityAndImpactByTheBands() {
        assertThat(Bands.USUAL.of(2, 2)).isEqualTo(Level.LOW);
        assertThat(Bands.USUAL.of(1, 5)).isEqualTo(Level.MEDIUM);
        assertThat(Bands.USUAL.of(3, 4)).isEqualTo(Level.HIGH);
        assertThat(new Bands(3, 20).of(4, 4)).isEqualTo(Level.MEDIUM);
        assertThat(new Bands(3, 20).of(5, 4)).isEqualTo(Level.HIGH);
    }

    @Test
    void bandsLeaveRoomForEveryLevel() {
        assertThat(Bands.USUAL.sound()).isTrue();
        assertThat(new Bands(2, 25).sound()).isTrue();
        assertThat(new Bands(1, 12).sound()).isFalse();
        assertThat(new Bands(12, 12).sound()).isFalse();
        assertThat(new Bands(5, 26).sound()).isFalse();
    }

    @Test
    void aRiskIsAssessedTreatedAndClosed() {
        assertThat(RiskStatus.PROPOSED.after(RiskAct.ASSESS, true)).isEqualTo(RiskStatus.ASSESSED);
        assertThat(RiskStatus.ASSESSED.after(RiskAct.TREAT, true)).isEqualTo(RiskStatus.TREATED);
        assertThat(RiskStatus.TREATED.after(RiskAct.CLOSE, true)).isEqualTo(RiskStatus.CLOSED);
        assertThat(RiskStatus.TREATED.after(RiskAct.MEASURE, true)).as("more to do").isEqualTo(RiskStatus.ASSESSED);
        assertThat(RiskStatus.PROPOSED.after(RiskAct.MEASURE, false)).isEqualTo(RiskStatus.PROPOSED);
    }

    @Test
    void itMayOccurFromEveryOpenStateAndComeBack() {
        for (var status : RiskStatus.values()) {
            if (status.open()) assertThat(status.after(RiskAct.OCCUR, true)).isEqualTo(RiskStatus.OCCURRED);
            else assertThatThrownBy(() -> status.after(RiskAct.OCCUR, true)).isInstanceOf(Refused.class);
        }
        assertThat(RiskStatus.OCCURRED.after(RiskAct.REOPEN, true)).isEqualTo(RiskStatus.ASSESSED);
        assertThat(RiskStatus.CLOSED.after(RiskAct.REOPEN, false)).isEqualTo(RiskStatus.PROPOSED);
    }

    @Test
    void whatIsNotAssessedIsNotTreatedAndWhatHasEndedIsOnlyNotedOrReopened() {
        assertThatThrownBy(() -> RiskStatus.PROPOSED.after(RiskAct.TREAT, false)).isInstanceOf(Refused.class);
        for (var act : RiskAct.values()) {
            if (act == RiskAct.NOTE || act == RiskAct.REOPEN) continue;
            assertThatThrownBy(() -> RiskStatus.CLOSED.after(act, true)).as(act.text()).isInstanceOf(Refused.class);
        }
    }
}
