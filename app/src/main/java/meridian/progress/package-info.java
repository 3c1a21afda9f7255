/**
 * Progress reports, daily or weekly: who owes one, what it says, what it does to the tasks it is about, and the stand-up
 * page that is made of them. What a task may do is the work plan’s; when a report is late is the duty’s.
 */
@ApplicationModule(allowedDependencies = {"tenancy", "web", "calendar", "activity", "index", "outbox", "identity", "duty", "document", "approval", "project", "workplan", "meeting"})
@NullMarked
package meridian.progress;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
