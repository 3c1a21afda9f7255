package meridian.meeting;

import java.util.List;
import meridian.project.GateCheck;
import meridian.project.Stage;
import meridian.tenancy.ProjectId;
import org.springframework.stereotype.Component;

/** Before a project closes, what its meetings decided is done. */
@Component
class ActionGate implements GateCheck {
    private static final int NAMED = 20;

    private final MinutesSheets minutes;

    ActionGate(MinutesSheets minutes) {
        this.minutes = minutes;
    }

    @Override
    public List<Item> items(ProjectId project, Stage leaving) {
        if (leaving != Stage.EXECUTION) return List.of();
        var open = minutes.unfinished(project, NAMED).stream().map(one -> Meeting.code(one.meeting()) + " " + (one.content().length() > 60 ? one.content().substring(0, 60) + "…" : one.content())).toList();
        return List.of(new Item("no_open_action_item", open.isEmpty(), open, "/meetings?when=past"));
    }
}
