/**
 * Work plans as files: reading XLSX and CSV as people really send them, finding every problem with its cell and
 * offering a mend, and writing a plan in the template's own layout.
 *
 * <p>Pure: no Spring, no SQL, no clock. What the workspace knows (people, parties, calendar) comes in as {@link
 * meridian.workplan.exchange.Known}, so the import page and {@code meridian plan check} say the same. Creating tasks,
 * people and parties from a draft does not live here.
 */
@NamedInterface("exchange")
@NullMarked
package meridian.workplan.exchange;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
