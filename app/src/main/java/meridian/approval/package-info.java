/**
 * One shape for everything that is approved: prepared, checked, countersigned side by side, approved; each with an opinion
 * and a time. One more can be asked, a step passed on, the thing sent back, withdrawn, copied, or approved outside the
 * house. What is approved belongs to the module that says so by {@link meridian.approval.ApprovalOutcome}.
 */
@ApplicationModule(allowedDependencies = {"tenancy", "web", "activity", "outbox", "identity", "duty", "document"})
@NullMarked
package meridian.approval;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
