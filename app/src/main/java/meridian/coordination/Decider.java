package meridian.coordination;

import java.util.Collection;
import java.util.List;
import meridian.tenancy.MemberId;
import meridian.tenancy.PartyId;
import org.jspecify.annotations.Nullable;

/**
 * Whose word settles a dispute. A chief coordinator who is a side of it, or who holds a role for a party that is, has no
 * say in it 回避: where that leaves no chief coordinator, it is the sponsor’s at once.
 */
public enum Decider {
    CHIEF,
    SPONSOR;

    /** A side of a dispute: a party or a person. */
    public record Side(@Nullable PartyId party, @Nullable MemberId member) {}

    /** A chief coordinator and the parties for which they hold a role beside that. */
    public record Chief(MemberId member, List<PartyId> parties) {
        public boolean involved(Collection<Side> sides) {
            return sides.stream().anyMatch(side -> member.equals(side.member()) || side.party() != null && parties.contains(side.party()));
        }
    }

    public static Decider of(Collection<Chief> chiefs, Collection<Side> sides) {
        return chiefs.stream().anyMatch(chief -> !chief.involved(sides)) ? CHIEF : SPONSOR;
    }

    public static Decider of(String text) {
        return valueOf(text.toUpperCase());
    }

    public String text() {
        return name().toLowerCase();
    }
}
