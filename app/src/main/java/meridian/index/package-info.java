/**
 * The search table: what can be found, by which words and by whom, written in the transaction that changes the thing. Each module
 * says what there is of its own by a {@link meridian.index.Searchable}; what is asked of the table is known above.
 */
@ApplicationModule(allowedDependencies = {"tenancy", "activity", "outbox"})
@NullMarked
package meridian.index;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
