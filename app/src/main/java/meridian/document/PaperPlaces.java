package meridian.document;

import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/** Where documents are read: told by each module of the kinds that it writes. */
public interface PaperPlaces {
    /** By their subjects, the addresses below the project of documents of one kind; those of which it knows nothing are left out. */
    Map<UUID, String> papers(String kind, Collection<UUID> subjects);

    /** The same address for each, where a project has but one document of a kind. */
    static Map<UUID, String> all(Collection<UUID> subjects, String address) {
        return subjects.stream().distinct().collect(Collectors.toMap(subject -> subject, subject -> address));
    }

    /** By their subjects, the parties whose documents of one kind these are, where each party has its own. */
    default Map<UUID, String> parties(String kind, Collection<UUID> subjects) {
        return Map.of();
    }
}
