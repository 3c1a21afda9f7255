package meridian.tenancy;

/** Somebody else changed the thing since it was read. The page shows it as it is now and keeps what was typed. HTTP 409. */
public final class Stale extends RuntimeException {
    public Stale() {
        super("changed meanwhile", null, false, false);
    }
}
