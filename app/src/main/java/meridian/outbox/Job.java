package meridian.outbox;

import java.time.Duration;

/**
 * Work that comes round again and again, done by one node at a time; made known by a bean of the module it belongs to. It
 * may be cut off anywhere and must be harmless when done twice.
 */
public interface Job {
    /** The permanent name, {@code module.what}. */
    String name();

    /** How long to wait from the end of one run to the next. */
    Duration every();

    void run();
}
