package meridian.outbox;

import java.util.Collection;

/**
 * Tells people things: in the application at once, elsewhere as each of them chose. Part of the current transaction: what is rolled back
 * was never told. Implemented above, by the module notification.
 */
public interface Notices {
    void tell(Notice notice);

    /** As {@link #tell}, of many at once in a few statements. */
    void tellAll(Collection<Notice> notices);
}
