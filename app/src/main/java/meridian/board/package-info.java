/**
 * The pages that sum everything up: a project's board, the portfolio over several projects, and the navigation beside
 * every page. Reads what the storeys below keep and changes nothing of theirs; its own are only who read the board when,
 * the instructions given on reading it, and the words of the weekly one-pagers.
 */
@ApplicationModule(
        allowedDependencies = {"tenancy", "web", "calendar", "activity", "outbox", "identity", "duty", "document", "approval", "project", "workplan", "progress", "coordination", "risk", "acceptance", "notification"})
@NullMarked
package meridian.board;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
