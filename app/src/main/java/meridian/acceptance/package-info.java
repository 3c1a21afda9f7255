/**
 * Whether the work is good: quality checks 过程质量检查 while it is being done, whose findings are duties; and the acceptance of what is
 * delivered 成果验收: applications with their self-check, panels, verdicts, rectification. What is delivered, by which criteria, is the
 * charter’s; the tasks that make it are the plan’s.
 */
@ApplicationModule(allowedDependencies = {"tenancy", "web", "calendar", "activity", "index", "outbox", "identity", "duty", "document", "approval", "project", "workplan", "meeting"})
@NullMarked
package meridian.acceptance;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
