package meridian.project;

import java.util.List;
import meridian.tenancy.ProjectId;

/** Items of a gate, implemented by the module that knows about them. */
public interface GateCheck {
    /** The items for leaving the given stage; empty when this module has none for it. */
    List<Item> items(ProjectId project, Stage leaving);

    /**
     * One item: the key of its sentence ({@code gate.<key>}), whether it is there, what is missing in a few words (names,
     * never translated), and the path below the project that mends it.
     */
    record Item(String key, boolean there, List<String> missing, String mend) {}
}
