package meridian.document;

import static db.document.Tables.DOCUMENT;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
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

/** Documents by their numbers: each leads to what it is about, or else to its project, and is found by whoever finds that. */
@Component
class DocumentSearch implements Searchable {
    static final String KIND = "document";

    /** A charter is found by its number itself. */
    private static final String FOUND_ITSELF = "charter";

    /** Documents of things that are found themselves. */
    private static final Set<String> OF_THINGS = Set.of("minutes", "resource_request", "dispute_resolution", "commitment_letter", "emergency_record", "acceptance_application", "acceptance_report");

    private final DSLContext db;

    DocumentSearch(DSLContext db) {
        this.db = db;
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
        return db.select(DOCUMENT.ID, DOCUMENT.PROJECT_ID, DOCUMENT.SUBJECT_ID, DOCUMENT.NUMBER, DOCUMENT.KIND)
                .from(DOCUMENT)
                .where(DOCUMENT.ID.in(things.stream().map(DocumentId::new).toList()), DOCUMENT.KIND.ne(FOUND_ITSELF))
                .fetch(row -> Entry.of(Ref.of(KIND, row.value1()), "", "").of(row.value2()).under(OF_THINGS.contains(row.value5()) ? row.value3() : row.value2().value()).number(row.value4()).at(Instant.ofEpochMilli(row.value1().value().getMostSignificantBits() >>> 16)).done());
    }

    @Override
    public List<UUID> after(@Nullable UUID last, int most) {
        return db.select(DOCUMENT.ID).from(DOCUMENT).where(last == null ? org.jooq.impl.DSL.noCondition() : DOCUMENT.ID.gt(new DocumentId(last))).orderBy(DOCUMENT.ID).limit(most).fetch(row -> row.value1().value());
    }
}
