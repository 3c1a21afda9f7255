package meridian.identity;

import meridian.tenancy.MemberId;

/** Hears, in the transaction in which it happens, that somebody’s absences or delegations have changed. */
public interface Whereabouts {
    void changed(MemberId member);
}
