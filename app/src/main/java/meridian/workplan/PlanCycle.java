package meridian.workplan;

import java.util.List;

/** Tasks that wait for each other in a circle, so that no date can be computed: {@link #members} in the order they wait. */
public final class PlanCycle extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient List<Integer> members;

    PlanCycle(List<Integer> members) {
        super("tasks wait for each other in a circle: " + members, null, false, false);
        this.members = List.copyOf(members);
    }

    /** Places in the {@link Network}; each waits for the one before it, the first for the last. */
    public List<Integer> members() {
        return members;
    }
}
