package meridian.demo;

import java.util.function.Consumer;
import meridian.identity.Workspaces;
import org.springframework.stereotype.Component;

/** Tells the story of the demo once. */
@Component
public class Story {
    private final Workspaces workspaces;

    Story(Workspaces workspaces) {
        this.workspaces = workspaces;
    }

    /** Tells everything that happened until now, unless it has been told before; says each step. */
    public void tellUpToNow(Consumer<String> progress) {
        if (!workspaces.none()) return;
        progress.accept("Telling the story …");
    }

    /** Who may sign in, as a table. */
    public static String people() {
        return "";
    }
}
