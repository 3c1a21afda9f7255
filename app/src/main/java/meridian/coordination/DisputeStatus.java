package meridian.coordination;

import static meridian.coordination.DisputeMove.*;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import meridian.tenancy.Refused;

/**
 * The states of a dispute and the moves between them. The chief coordinator hears the sides in a special meeting before
 * deciding; the sponsor, to whom it was escalated, may decide on what is written.
 */
public enum DisputeStatus {
    OPEN(CALL, ESCALATE, RESOLVE, WITHDRAW),
    CALLED(MOVE, HOLD, ESCALATE, RESOLVE, WITHDRAW),
    HELD(ESCALATE, RESOLVE, WITHDRAW),
    RESOLVED(CLOSE),
    CLOSED,
    WITHDRAWN;

    private final List<DisputeMove> moves;

    DisputeStatus(DisputeMove... moves) {
        this.moves = List.of(moves);
    }

    public boolean may(DisputeMove move, Decider decider) {
        return moves.contains(move) && switch (move) {
            case RESOLVE -> this == HELD || decider == Decider.SPONSOR;
            case ESCALATE -> decider == Decider.CHIEF;
            default -> true;
        };
    }

    public DisputeStatus after(DisputeMove move, Decider decider) {
        if (!may(move, decider)) throw Refused.because(move == RESOLVE && unsettled() ? "dispute.not_heard" : "dispute.cannot_" + move.text());
        return switch (move) {
            case RAISE, RECUSE -> OPEN;
            case CALL, MOVE -> CALLED;
            case HOLD -> HELD;
            case ESCALATE -> this;
            case RESOLVE -> RESOLVED;
            case WITHDRAW -> WITHDRAWN;
            case CLOSE -> CLOSED;
        };
    }

    /** Not decided yet: statements may still be written and changed. */
    public boolean unsettled() {
        return this == OPEN || this == CALLED || this == HELD;
    }

    /** Somebody still has to do something about it. */
    public boolean open() {
        return unsettled() || this == RESOLVED;
    }

    public static Set<DisputeStatus> allOpen() {
        return EnumSet.of(OPEN, CALLED, HELD, RESOLVED);
    }

    public static DisputeStatus of(String text) {
        return valueOf(text.toUpperCase());
    }

    public String text() {
        return name().toLowerCase();
    }
}
