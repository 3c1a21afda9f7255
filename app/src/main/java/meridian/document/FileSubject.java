package meridian.document;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import meridian.tenancy.Actor;
import meridian.tenancy.PartyId;
import meridian.tenancy.ProjectId;
import org.jspecify.annotations.Nullable;

/**
 * A kind of thing that files can be attached to, made known by a bean of the module it belongs to. A file has no rights of
 * its own: whoever may see the thing may see what is attached to it.
 */
public interface FileSubject {
    /** The kind of its references: {@code task}. */
    String kind();

    /** How this person stands before the thing; empty where they cannot tell that it exists. */
    Optional<Standing> standing(UUID thing, Actor actor);

    /** A file was attached, in the same transaction. */
    default void attached(UUID thing, Attachment file, Actor actor) {}

    /** The things in the search table with which files of these are found, where that is not the thing itself. */
    default Map<UUID, UUID> foundWith(Collection<UUID> things) {
        return Map.of();
    }

    /** {@code project} is null for what belongs to the whole workspace; {@code address} leads to the thing within the workspace; {@code attach}: may add files and take back their own, {@code keep}: may take away those of others. */
    record Standing(@Nullable ProjectId project, @Nullable PartyId party, String address, boolean attach, boolean keep) {}
}
