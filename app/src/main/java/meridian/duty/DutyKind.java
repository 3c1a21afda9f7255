package meridian.duty;

import meridian.tenancy.Reader;

/**
 * A kind of duty, made known by a bean of the module that opens it. Its words are the messages {@code duty.<name>} (what
 * is owed, e.g. “File today’s progress”) and {@code duty.<name>.verb} (the button).
 */
public interface DutyKind {
    /** The permanent name, snake_case, kept with every duty. */
    String name();

    /** Where it is done, as an address in the workspace. */
    String address(Duty duty, Reader reader);
}
