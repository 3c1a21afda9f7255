package meridian.coordination;

import static meridian.coordination.RequestMove.*;

import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import meridian.tenancy.Refused;

/**
 * The states of a resource request and the moves between them. The chief coordinator need not wait for a provider who
 * says nothing; what was granted may be confirmed without the provider’s own word that it was delivered.
 */
public enum RequestStatus {
    DRAFT(SUBMIT, WITHDRAW),
    AWAITING_CONSENT(CONSENT, OFFER, DECLINE, GRANT, GRANT_PARTLY, REFUSE, WITHDRAW),
    AWAITING_ANSWER(GRANT, GRANT_PARTLY, REFUSE, WITHDRAW),
    GRANTED(DELIVER, FULFIL, FAIL, WITHDRAW),
    PARTLY(DELIVER, FULFIL, FAIL, WITHDRAW),
    REFUSED,
    DELIVERED(FULFIL, FAIL),
    FULFILLED,
    UNFULFILLED,
    WITHDRAWN;

    private final List<RequestMove> moves;

    RequestStatus(RequestMove... moves) {
        this.moves = List.of(moves);
    }

    public boolean may(RequestMove move) {
        return moves.contains(move);
    }

    /** The state after a move; {@code provider} tells whether somebody was named who could give it. */
    public RequestStatus after(RequestMove move, boolean provider) {
        if (!may(move)) throw Refused.because("request.cannot_" + move.text());
        return switch (move) {
            case SUBMIT -> provider ? AWAITING_CONSENT : AWAITING_ANSWER;
            case CONSENT, OFFER, DECLINE -> AWAITING_ANSWER;
            case GRANT -> GRANTED;
            case GRANT_PARTLY -> PARTLY;
            case REFUSE -> REFUSED;
            case DELIVER -> DELIVERED;
            case FULFIL -> FULFILLED;
            case FAIL -> UNFULFILLED;
            case WITHDRAW -> WITHDRAWN;
        };
    }

    /** That something did not come can be said once it was said to have come, or once the promised day is over. */
    public boolean mayFail(Instant promiseEnds, Instant now) {
        return may(FAIL) && (this == DELIVERED || !now.isBefore(promiseEnds));
    }

    /** Asked for and not answered yet. */
    public boolean unanswered() {
        return this == AWAITING_CONSENT || this == AWAITING_ANSWER;
    }

    /** Granted in whole or in part: it counts as committed on the resource, also once it has been given. */
    public boolean given() {
        return this == GRANTED || this == PARTLY || this == DELIVERED || this == FULFILLED;
    }

    /** Somebody still has to do something about it. */
    public boolean open() {
        return !moves.isEmpty();
    }

    public static Set<RequestStatus> allOpen() {
        var open = EnumSet.noneOf(RequestStatus.class);
        for (var status : values()) if (status.open()) open.add(status);
        return open;
    }

    public static RequestStatus of(String text) {
        return valueOf(text.toUpperCase());
    }

    public String text() {
        return name().toLowerCase();
    }
}
