package meridian.project;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import meridian.identity.Grant;
import meridian.identity.Permission;
import meridian.identity.Role;
import meridian.tenancy.Actor;
import meridian.tenancy.MemberId;
import meridian.tenancy.NotAllowed;
import meridian.tenancy.PartyId;
import meridian.tenancy.ProjectId;
import meridian.tenancy.Reader;
import meridian.tenancy.RegionId;
import org.jspecify.annotations.Nullable;

/**
 * A project as one person stands in it: what it is, and what they may do there. Only made for somebody who may know of
 * the project. A controller asks for it as an argument and gets the project in the address.
 */
public record ProjectAccess(
        ProjectId id,
        String code,
        String name,
        Stage stage,
        String scenario,
        RegionId homeRegion,
        ZoneId homeZone,
        String currency,
        LocalDate startsOn,
        @Nullable LocalDate endsOn,
        int version,
        MemberId member,
        boolean auditor,
        List<Grant> grants) {
    /** The request's attribute that holds the access to the project in its address. */
    public static final String ATTRIBUTE = "meridian.project";

    /** Held for the whole project, or for at least one party. */
    public boolean may(Permission permission) {
        if (auditor) return permission == Permission.READ || permission == Permission.READ_BOARD || permission == Permission.READ_PROMISES || permission == Permission.EXPORT;
        return !frozen(permission) && grants.stream().anyMatch(grant -> grant.role().permits(permission));
    }

    /** Held for the whole project, or for this party; without a party only the whole project will do. */
    public boolean may(Permission permission, @Nullable PartyId party) {
        if (auditor) return may(permission);
        return !frozen(permission)
                && grants.stream().anyMatch(grant -> grant.role().permits(permission) && (grant.party() == null || grant.party().equals(party)));
    }

    /** Held for the project as a whole. */
    public boolean mayEverywhere(Permission permission) {
        return may(permission, null);
    }

    public void require(Permission permission) {
        if (!may(permission)) throw new NotAllowed();
    }

    public void require(Permission permission, @Nullable PartyId party) {
        if (!may(permission, party)) throw new NotAllowed();
    }

    public void requireEverywhere(Permission permission) {
        require(permission, null);
    }

    public boolean has(Role role) {
        return grants.stream().anyMatch(grant -> grant.role() == role);
    }

    /** Sees only what is shared with them. */
    public boolean guest() {
        return !may(Permission.READ);
    }

    /** The parties this person holds a role for. */
    public List<PartyId> parties() {
        return grants.stream().map(Grant::party).filter(java.util.Objects::nonNull).distinct().toList();
    }

    /** Whether it can only be read: closed, until the sponsor reopens it. */
    public boolean closed() {
        return stage == Stage.CLOSED;
    }

    private boolean frozen(Permission permission) {
        return closed()
                && permission != Permission.READ
                && permission != Permission.READ_BOARD
                && permission != Permission.READ_PROMISES
                && permission != Permission.EXPORT
                && permission != Permission.MOVE_STAGE
                && permission != Permission.WAIVE_GATE;
    }
}
