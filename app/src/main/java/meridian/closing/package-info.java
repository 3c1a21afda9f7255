/**
 * How a project ends: what is handed over and settled, what remains, what came of it in the summary report, and last the archive that
 * proves itself without the system. What is judged belongs to acceptance, what is kept of each thing to the module of the thing.
 */
@ApplicationModule(allowedDependencies = {"tenancy", "web", "calendar", "activity", "index", "outbox", "identity", "duty", "document", "approval", "project", "workplan", "meeting", "progress", "coordination", "launch", "risk", "acceptance"})
@NullMarked
package meridian.closing;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
