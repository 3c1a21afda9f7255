package meridian.workplan;

import static meridian.workplan.TaskMove.ACCEPT;
import static meridian.workplan.TaskMove.BLOCK;
import static meridian.workplan.TaskMove.CANCEL;
import static meridian.workplan.TaskMove.COMPLETE;
import static meridian.workplan.TaskMove.REOPEN;
import static meridian.workplan.TaskMove.START;
import static meridian.workplan.TaskMove.UNBLOCK;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import meridian.tenancy.Refused;

/**
 * The states of a task and the moves between them. <em>Done</em> is the executor’s word, <em>accepted</em> the panel’s; both
 * can be reopened. A step may be skipped on the way to done: a short task is completed without having been started.
 */
public enum TaskStatus {
    NOT_STARTED(START, BLOCK, COMPLETE, CANCEL),
    IN_PROGRESS(BLOCK, COMPLETE, CANCEL),
    BLOCKED(UNBLOCK, COMPLETE, CANCEL),
    DONE(ACCEPT, REOPEN, CANCEL),
    ACCEPTED(REOPEN, CANCEL),
    CANCELLED(REOPEN);

    private final List<TaskMove> moves;

    TaskStatus(TaskMove... moves) {
        this.moves = List.of(moves);
    }

    public List<TaskMove> moves() {
        return moves;
    }

    public boolean may(TaskMove move) {
        return moves.contains(move);
    }

    /** The state after a move; refused where the move does not lead on from here. */
    public TaskStatus after(TaskMove move) {
        if (!may(move)) throw Refused.at("status", "workplan.cannot_" + move.text());
        return switch (move) {
            case START, UNBLOCK, REOPEN -> IN_PROGRESS;
            case BLOCK -> BLOCKED;
            case COMPLETE -> DONE;
            case ACCEPT -> ACCEPTED;
            case CANCEL -> CANCELLED;
        };
    }

    /** The one move that leads from here to the state wanted; refused where there is none. */
    public TaskMove toward(TaskStatus wanted) {
        return moves.stream().filter(move -> after(move) == wanted).findFirst().orElseThrow(() -> Refused.at("status", "workplan.no_way_to_status"));
    }

    /** Still owed: neither done nor given up. */
    public boolean open() {
        return this == NOT_STARTED || this == IN_PROGRESS || this == BLOCKED;
    }

    public static Set<TaskStatus> allOpen() {
        return EnumSet.of(NOT_STARTED, IN_PROGRESS, BLOCKED);
    }

    public static TaskStatus of(String text) {
        return valueOf(text.toUpperCase());
    }

    public String text() {
        return name().toLowerCase();
    }
}
