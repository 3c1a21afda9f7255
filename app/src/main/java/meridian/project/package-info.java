/**
 * What a project is before it has a plan: its charter, deliverables and their criteria, indicators, parties, team and
 * responsibilities, resources, tool rules, stages and gates, and the scenario templates it starts from. The work itself
 * is in workplan; gate items of later modules arrive through {@link meridian.project.GateCheck}.
 */
@ApplicationModule(allowedDependencies = {"tenancy", "web", "calendar", "activity", "index", "outbox", "identity", "duty", "document", "approval"})
@NullMarked
package meridian.project;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
