package meridian.approval;

import java.util.Set;
import meridian.identity.Role;
import meridian.tenancy.MemberId;

/** Somebody of a project who can be asked to check, countersign or approve, or be told of it: everybody but its guests. */
public record Candidate(MemberId member, String name, Set<Role> roles) {
    public boolean sponsor() {
        return roles.contains(Role.SPONSOR);
    }
}
