package meridian.tenancy;

/** The person sees the thing, but this act is not theirs. HTTP 403. */
public final class NotAllowed extends RuntimeException {
    public NotAllowed() {
        super("not allowed", null, false, false);
    }
}
