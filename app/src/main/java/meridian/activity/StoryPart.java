package meridian.activity;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import meridian.tenancy.PartyId;
import meridian.tenancy.ProjectId;
import meridian.tenancy.Reader;
import meridian.tenancy.Ref;
import org.jspecify.annotations.Nullable;

/**
 * Tells things of one kind as parts of a story: a bean of the module they belong to. What a kind is called is the message
 * {@code story.<kind>}. A conversion needs no more: the page that makes the new thing takes title, text and party from here.
 */
public interface StoryPart {
    /** The kind of the {@link Ref}s it tells of: {@code task}, {@code emergency}. */
    String kind();

    /** Those of the things that are in this project and that this reader may know of. */
    List<Telling> tell(Collection<UUID> things, ProjectId project, Reader reader);

    /** The thing whose page is at this address below the project ({@code /tasks/42}); null when it is none of this kind. */
    default @Nullable UUID at(String address, ProjectId project) {
        return null;
    }

    /**
     * One thing as it stands in a story. {@code number} is what people call it by (T-12, E-3), {@code address} leads to it
     * within the workspace, {@code text} is what happened in people’s words, carried along by a conversion.
     */
    record Telling(
            Ref ref, Instant at, String number, String title, String address, String text, @Nullable PartyId party, @Nullable String partyName, String state, List<Line> lines) {}

    /**
     * One moment of it: the message {@code key} with its arguments, and what was {@code said} in people’s own words, if
     * anything. {@code who} is empty for what happened by itself.
     */
    record Line(Instant at, String who, String key, List<String> arguments, String said) {}
}
