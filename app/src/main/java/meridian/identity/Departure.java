package meridian.identity;

import meridian.tenancy.Actor;
import meridian.tenancy.MemberId;
import meridian.tenancy.ProjectId;
import org.jspecify.annotations.Nullable;

/** What somebody leaves behind when they leave the company; implemented by the modules above that keep things of people. */
public interface Departure {
    /** How many things would be left behind that no other says, for the warning beforehand: duties stand for what is owed by them. */
    default int left(MemberId member) {
        return 0;
    }

    /** Gives everything to another person, in the transaction in which somebody leaves; without a receiver to whoever is responsible for each. */
    void giveAll(MemberId member, @Nullable MemberId receiver, Actor actor);

    /** Somebody who stays with the company holds no role in a project any more; in the transaction in which that happens, before their duties there are given away. */
    default void leftProject(ProjectId project, MemberId member, Actor actor) {}
}
