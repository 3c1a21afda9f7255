package meridian.duty;

import meridian.identity.Power;
import meridian.tenancy.Reader;
import org.jspecify.annotations.Nullable;

/**
 * A kind of duty, made known by a bean of the module that opens it. Its words are the messages {@code duty.<name>} (what
 * is owed, e.g. “File today’s progress”) and {@code duty.<name>.verb} (the button).
 */
public interface DutyKind {
    /** The permanent name, snake_case, kept with every duty. */
    String name();

    /** Where it is done, as an address in the workspace: {@code /p/HDSS/plan}. */
    String address(Duty duty, Reader reader);

    /** Where to post (an address in the workspace) when one tap is all it takes; null when it is done on the page at {@link #address}. */
    default @Nullable String oneTap(Duty duty, Reader reader) {
        return null;
    }

    /** What it goes by where neither the project nor its scenario template says otherwise. */
    default DutyRule rule() {
        return DutyRule.DATED;
    }

    /** The power that is used in doing it; who holds a delegation of that power does it in the owner’s place. */
    default @Nullable Power power() {
        return null;
    }

    /** Whether whom it is owed to cannot do it, not even in the owner’s place: nobody approves what they prepared. */
    default boolean notByCreditor() {
        return false;
    }

    /** Comes before everything else, and never pauses. */
    default boolean emergency() {
        return false;
    }

    /** Moves by itself to the region that is awake ({@link Rota}), until it is handed over to somebody by name. */
    default boolean relayed() {
        return false;
    }
}
