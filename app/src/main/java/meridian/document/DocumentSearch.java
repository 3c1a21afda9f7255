package meridian.document;

import static db.document.Tables.DOCUMENT;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import meridian.activity.Event;
import meridian.index.Entry;
import meridian.index.Searchable;
import meridian.tenancy.DocumentId;
import meridian.tenancy.Ref;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Documents by their numbers: each leads to what it is about, or else to where it is read, and is found by whoever finds that or the project. */
@Component
class DocumentSearch implements Searchable {
    static final String KIND = "document";

    /** A charter is found by its number itself. */
    private static final String FOUND_ITSELF = "charter";

    /** Documents of things that are found themselves. */
    private static final Set<String> OF_THINGS = Set.of("minutes", "resource_request", "dispute_resolution", "commitment_letter", "emergency_record", "acceptance_application", "acceptance_report");

    private final DSLContext db;
    private final PaperAddresses addresses;

    DocumentSearch(DSLContext db, PaperAddresses addresses) {
        this.db = db;
        this.addresses = addresses;
    }

    @Override
    public int edition() {
        return 2;
    }

    @Override
    public String kind() {
        return KIND;
    }

    // A number is given once and for all; whoever gives it says so.
    @Override
    public Collection<UUID> touchedBy(Event event) {
        return List.of();
    }

    @Override
    public List<Entry> entries(Collection<UUID> things) {
        var found = db.select(DOCUMENT.ID, DOCUMENT.PROJECT_ID, DOCUMENT.SUBJECT_ID, DOCUMENT.NUMBER, DOCUMENT.KIND)
                .from(DOCUMENT)
                .where(DOCUMENT.ID.in(things.stream().map(DocumentId::new).toList()), DOCUMENT.KIND.ne(FOUND_ITSELF))
                .fetch();
        var places = new HashMap<String, Map<UUID, String>>();
        found.intoGroups(DOCUMENT.KIND, DOCUMENT.SUBJECT_ID).forEach((kind, subjects) -> places.put(kind, OF_THINGS.contains(kind) ? Map.of() : addresses.of(kind, subjects)));
        return found.map(row -> Entry.of(Ref.of(KIND, row.value1()), "", address(places.get(row.value5()).get(row.value3()))).of(row.value2()).under(OF_THINGS.contains(row.value5()) ? row.value3() : row.value2().value()).number(row.value4()).at(Instant.ofEpochMilli(row.value1().value().getMostSignificantBits() >>> 16)).done());
    }

    private static String address(@Nullable String place) {
        return place == null ? "" : "/p/{project}" + place;
    }

    @Override
    public List<UUID> after(@Nullable UUID last, int most) {
        return db.select(DOCUMENT.ID).from(DOCUMENT).where(last == null ? org.jooq.impl.DSL.noCondition() : DOCUMENT.ID.gt(new DocumentId(last))).orderBy(DOCUMENT.ID).limit(most).fetch(row -> row.value1().value());
    }
}
