package meridian.tenancy;

/** There is no such thing, or none that this person may know of: the two are not told apart. HTTP 404. */
public final class NotFound extends RuntimeException {
    public NotFound() {
        super("not found", null, false, false);
    }
}
