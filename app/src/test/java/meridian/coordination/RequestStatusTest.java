package meridian.coordination;

import static meridian.coordination.RequestStatus.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import meridian.tenancy.Refused;
import org.junit.jupiter.api.Test;

class RequestStatusTest {
    @Test
    void whoeverIsNamedAsProviderIsAskedFirst() {
        assertThat(DRAFT.after(RequestMove.SUBMIT, true)).isEqualTo(AWAITING_CONSENT);
        assertThat(DRAFT.after(RequestMove.SUBMIT, false)).isEqualTo(AWAITING_ANSWER);
        for (var word : Set.of(RequestMove.CONSENT, RequestMove.OFFER, RequestMove.DECLINE)) assertThat(AWAITING_CONSENT.after(word, true)).isEqualTo(AWAITING_ANSWER);
    }

    @Test
    void eachStateAllowsTheseMovesAndNoOther() {
        var answers = Set.of(RequestMove.GRANT, RequestMove.GRANT_PARTLY, RequestMove.REFUSE);
        var allowed = Map.of(
                DRAFT, Set.of(RequestMove.SUBMIT, RequestMove.WITHDRAW),
                AWAITING_CONSENT, union(answers, Set.of(RequestMove.CONSENT, RequestMove.OFFER, RequestMove.DECLINE, RequestMove.WITHDRAW)),
                AWAITING_ANSWER, union(answers, Set.of(RequestMove.WITHDRAW)),
                GRANTED, Set.of(RequestMove.DELIVER, RequestMove.FULFIL, RequestMove.FAIL, RequestMove.WITHDRAW),
                PARTLY, Set.of(RequestMove.DELIVER, RequestMove.FULFIL, RequestMove.FAIL, RequestMove.WITHDRAW),
                DELIVERED, Set.of(RequestMove.FULFIL, RequestMove.FAIL));
        for (var status : RequestStatus.values()) {
            for (var move : RequestMove.values()) {
                if (allowed.getOrDefault(status, Set.of()).contains(move)) assertThat(status.after(move, true)).isNotNull();
                else assertThatThrownBy(() -> status.after(move, true)).as(status + " " + move).isInstanceOf(Refused.class);
            }
        }
    }

    @Test
    void itIsOpenWhileAnythingCanStillBeDone() {
        assertThat(RequestStatus.allOpen()).containsExactlyInAnyOrder(DRAFT, AWAITING_CONSENT, AWAITING_ANSWER, GRANTED, PARTLY, DELIVERED);
        assertThat(EnumSet.allOf(RequestStatus.class).stream().filter(RequestStatus::given)).containsExactly(GRANTED, PARTLY, DELIVERED, FULFILLED);
    }

    @Test
    void nothingHasFailedToComeBeforeThePromisedDayIsOver() {
        var ends = Instant.parse("2026-11-25T16:00:00Z");
        assertThat(GRANTED.mayFail(ends, ends.minusSeconds(1))).isFalse();
        assertThat(GRANTED.mayFail(ends, ends)).isTrue();
        assertThat(DELIVERED.mayFail(ends, ends.minus(Duration.ofDays(3)))).isTrue();
        assertThat(FULFILLED.mayFail(ends, ends)).isFalse();
    }

    private static Set<RequestMove> union(Set<RequestMove> one, Set<RequestMove> other) {
        var all = EnumSet.copyOf(one);
        all.addAll(other);
        return all;
    }
}
