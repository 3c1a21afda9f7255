package meridian.document;

import static db.document.Tables.DOCUMENT;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import meridian.tenancy.DocumentId;
import org.jooq.DSLContext;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The address below its project at which a document is read, where it is read on a page. */
@Component
public class PaperAddresses {
    private final DSLContext db;
    private final ObjectProvider<PaperPlaces> places;

    PaperAddresses(DSLContext db, ObjectProvider<PaperPlaces> places) {
        this.db = db;
        this.places = places;
    }

    @Transactional(readOnly = true)
    public Optional<String> of(DocumentId document) {
        return db.select(DOCUMENT.KIND, DOCUMENT.SUBJECT_ID).from(DOCUMENT).where(DOCUMENT.ID.eq(document)).fetchOptional().map(row -> of(row.value1(), List.of(row.value2())).get(row.value2()));
    }

    /** The parties whose documents these are, of those kinds of which each party has its own. */
    @Transactional(readOnly = true)
    public Map<DocumentId, String> parties(Collection<DocumentId> documents) {
        var found = new HashMap<DocumentId, String>();
        db.select(DOCUMENT.ID, DOCUMENT.KIND, DOCUMENT.SUBJECT_ID).from(DOCUMENT).where(DOCUMENT.ID.in(documents)).fetchGroups(DOCUMENT.KIND).forEach((kind, rows) -> {
            var parties = told(place -> place.parties(kind, rows.getValues(DOCUMENT.SUBJECT_ID)));
            for (var row : rows) if (parties.containsKey(row.value3())) found.put(row.value1(), parties.get(row.value3()));
        });
        return found;
    }

    Map<UUID, String> of(String kind, Collection<UUID> subjects) {
        return told(place -> place.papers(kind, subjects));
    }

    private Map<UUID, String> told(Function<PaperPlaces, Map<UUID, String>> asked) {
        var found = new HashMap<UUID, String>();
        places.forEach(place -> found.putAll(asked.apply(place)));
        return found;
    }
}
