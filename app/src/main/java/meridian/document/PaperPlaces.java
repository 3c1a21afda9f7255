package meridian.document;

import java.util.Collection;
import java.util.Map;
import java.util.UUID;

/** Where documents are read: told by each module of the kinds that it writes. */
public interface PaperPlaces {
    /** By their subjects, the addresses below the project of documents of one kind; those of which it knows nothing are left out. */
    Map<UUID, String> papers(String kind, Collection<UUID> subjects);

    /** By their subjects, the parties whose documents of one kind these are, where each party has its own. */
    default Map<UUID, String> parties(String kind, Collection<UUID> subjects) {
        return Map.of();
    }
}
