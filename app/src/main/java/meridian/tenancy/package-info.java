/**
 * Who acts, who reads, and the wall between workspaces: typed ids, {@link meridian.tenancy.Actor}, {@link
 * meridian.tenancy.Reader}, the row-level-security setting of every transaction, and the few refusals that every module
 * can utter. No business, no SQL beyond that setting.
 */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package meridian.tenancy;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
