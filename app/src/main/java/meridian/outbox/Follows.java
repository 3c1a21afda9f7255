package meridian.outbox;

import meridian.tenancy.Actor;
import meridian.tenancy.MemberId;
import meridian.tenancy.ProjectId;
import meridian.tenancy.Ref;
import org.jspecify.annotations.Nullable;

/**
 * Who wants to hear of every change of a thing, and who of none. Implemented above, by the module notification; whoever calls has made sure
 * that the actor may know of the thing. Followers who lose the project hear no more of it.
 */
public interface Follows {
    enum State { NEITHER, FOLLOWED, MUTED }

    /** A thing as its followers are told of it: its title and where it is, in the workspace. */
    record Thing(Ref ref, @Nullable ProjectId project, String title, String address) {}

    State of(Ref ref, MemberId member);

    /** Sets it for the acting person; setting what is set changes nothing. */
    void set(Thing thing, State state, Actor actor);
}
