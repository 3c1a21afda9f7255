/**
 * Who owes whom what by when, and each person's inbox. A module opens a duty for what it wants done and meets or cancels
 * it when that is done; what the duty means, and where it is done, the module says by {@link meridian.duty.DutyKind}.
 */
@ApplicationModule(allowedDependencies = {"tenancy", "web", "calendar", "activity", "outbox", "identity"})
@NullMarked
package meridian.duty;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
