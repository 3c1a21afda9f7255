/**
 * One search box over everything a person may see. Reads the search table that the modules below write, joined to what the person may
 * know of; its own is what it takes out of files for it.
 */
@ApplicationModule(allowedDependencies = {"tenancy", "web", "outbox", "index", "identity", "document", "project"})
@NullMarked
package meridian.search;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
