/**
 * One shape for everything that is approved: prepared, checked, countersigned side by side, approved; each with an opinion
 * and a time. What is approved belongs to the module that says so by {@link meridian.approval.ApprovalOutcome}; who may
 * know of it is asked there before anything is done here.
 */
@ApplicationModule(allowedDependencies = {"tenancy", "web", "activity", "outbox", "identity", "duty"})
@NullMarked
package meridian.approval;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
