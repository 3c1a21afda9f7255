/**
 * How a project is launched: every party confirms the plan, says what it is ready for and signs what it commits itself to. The
 * plan and its approval are the plan’s, what the letters speak of is the project’s.
 */
@ApplicationModule(allowedDependencies = {"tenancy", "web", "calendar", "activity", "index", "outbox", "identity", "duty", "document", "approval", "project", "workplan", "meeting"})
@NullMarked
package meridian.launch;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
