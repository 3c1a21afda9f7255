package meridian.identity;

import meridian.tenancy.PartyId;
import org.jspecify.annotations.Nullable;

/** A role somebody holds in a project, for one party or (null) for all of it. */
public record Grant(Role role, @Nullable PartyId party) {}
