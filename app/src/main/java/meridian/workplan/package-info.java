/**
 * The work plan: phases, work packages and tasks as one tree, their states, dispatch, trash and undo, and the counts that
 * a board reads; and the scheduling engine. Reading and writing files is in {@code workplan.exchange}.
 */
@ApplicationModule(allowedDependencies = {"tenancy", "web", "calendar", "activity", "index", "outbox", "identity", "duty", "document", "approval", "project"})
@NullMarked
package meridian.workplan;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
