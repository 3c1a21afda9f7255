/**
 * Every change, append-only, in the transaction that makes it; and what people say to each other about a thing. Feeds the
 * history of each object and wakes the live pages. What the changes mean is known by the modules that record them.
 */
@ApplicationModule(allowedDependencies = {"tenancy", "web"})
@NullMarked
package meridian.activity;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
