/**
 * What regions settle with each other while the work runs: emergencies 突发问题 with their two clocks, resource requests and
 * disputes. The tasks they come from are the plan’s, files are document’s, clocks and escalation are duty’s. None of them
 * knows the others: a conversion is a link, kept by {@link meridian.activity.Links}.
 */
@ApplicationModule(allowedDependencies = {"tenancy", "web", "calendar", "activity", "index", "outbox", "identity", "duty", "document", "approval", "project", "workplan", "meeting"})
@NullMarked
package meridian.coordination;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
