package meridian.identity.web;

import meridian.tenancy.NotAllowed;
import meridian.tenancy.Reader;

/** The pages of the workspace itself are for its admins; the changes behind them are guarded again where they are made. */
final class AdminGate {
    private AdminGate() {}

    static void pass(Reader reader) {
        if (!reader.admin()) throw new NotAllowed();
    }
}
