/**
 * What leaves a transaction for later: letters on their way out, the jobs that come round again and again, and what people are to be
 * told ({@link meridian.outbox.Notices}). Its tables are global; whoever works from them opens one transaction per workspace.
 */
@ApplicationModule(allowedDependencies = {"tenancy"})
@NullMarked
package meridian.outbox;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
