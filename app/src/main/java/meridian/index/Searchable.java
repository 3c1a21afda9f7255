package meridian.index;

import java.util.Collection;
import java.util.List;
import java.util.UUID;
import meridian.activity.Event;
import org.jspecify.annotations.Nullable;

/**
 * Things of one kind that can be found: a bean of the module they belong to. They are read before the end of every transaction in
 * which an event touched them, so whoever records what they do has nothing else to do; what no event tells of is said by
 * {@link Index#changed}.
 */
public interface Searchable {
    /** The kind of the things, and of what events are about: {@code task}. What a kind is called is the message {@code search.kind.<kind>}. */
    String kind();

    /**
     * What can be found of these things as they are now; one that is gone, or that nobody may find, is left out. A thing may be found by
     * more than one entry. Few statements for many things.
     */
    List<Entry> entries(Collection<UUID> things);

    /** The next things in the order of their ids, for reading them all; {@code last} is the one before, null at the beginning. */
    List<UUID> after(@Nullable UUID last, int most);

    /** Which things what happened has changed for a search; by default what it was about. */
    default Collection<UUID> touchedBy(Event event) {
        return event.subject().kind().equals(kind()) ? List.of(event.subject().id()) : List.of();
    }

    /** Counted up when entries come to hold something else than before: all things are then read anew in the background. */
    default int edition() {
        return 1;
    }
}
