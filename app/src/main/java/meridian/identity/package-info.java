/**
 * Who there is and who may do what: workspaces, regions with their editable calendars, departments, people, absences,
 * accounts, sessions, roles. What a role permits stands in one table of code, {@link meridian.identity.Role}. Projects
 * themselves are not known here, only the grants that name them.
 */
@ApplicationModule(allowedDependencies = {"tenancy", "web", "calendar", "activity", "index", "outbox"})
@NullMarked
package meridian.identity;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
