package meridian.identity;

import meridian.tenancy.Actor;
import meridian.tenancy.MemberId;
import org.jspecify.annotations.Nullable;

/** What somebody leaves behind when they leave the company; implemented by the modules above that keep things of people. */
public interface Departure {
    /** How many things would be left behind, for the warning beforehand. */
    int left(MemberId member);

    /** Gives everything to another person, in the transaction in which somebody leaves; without a receiver to whoever is responsible for each. */
    void giveAll(MemberId member, @Nullable MemberId receiver, Actor actor);
}
