/**
 * What leaves a transaction for later: letters on their way out, and the jobs that come round again and again. Its tables
 * are global; whoever works from them opens one transaction per workspace.
 */
@ApplicationModule(allowedDependencies = {"tenancy"})
@NullMarked
package meridian.outbox;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
