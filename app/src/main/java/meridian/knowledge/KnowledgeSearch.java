package meridian.knowledge;

import static db.knowledge.Tables.EDITION;
import static db.knowledge.Tables.ENTRY;
import static org.jooq.impl.DSL.condition;

import java.util.Collection;
import java.util.List;
import java.util.UUID;
import meridian.index.Audience;
import meridian.index.Searchable;
import meridian.tenancy.EntryId;
import meridian.tenancy.Ref;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What is published in the knowledge base, found by everybody but guests; what is retired can be read and is not found. */
@Component
class KnowledgeSearch implements Searchable {
    private final DSLContext db;

    KnowledgeSearch(DSLContext db) {
        this.db = db;
    }

    @Override
    public String kind() {
        return Entry.KIND;
    }

    @Override
    public List<meridian.index.Entry> entries(Collection<UUID> things) {
        return db.select(ENTRY.WORKSPACE_ID, ENTRY.ID, ENTRY.NUMBER, EDITION.TITLE, EDITION.SITUATION, EDITION.HAPPENED, EDITION.WHY, EDITION.ADVICE, EDITION.BODY, EDITION.TAGS, EDITION.AUTHOR_ID, EDITION.PUBLISHED_AT)
                .from(ENTRY)
                .join(EDITION).on(EDITION.WORKSPACE_ID.eq(ENTRY.WORKSPACE_ID), EDITION.ENTRY_ID.eq(ENTRY.ID), condition(EDITION.NEWEST))
                .where(ENTRY.ID.in(things.stream().map(EntryId::new).toList()), ENTRY.STATE.ne("retired"))
                .fetch(row -> meridian.index.Entry.of(Ref.of(Entry.KIND, row.value2()), row.value4(), "/knowledge/" + row.value3())
                        .number(Entry.code(row.value3()))
                        .text(row.value5(), row.value6(), row.value7(), row.value8(), row.value9())
                        .text(List.of(row.value10()))
                        .by(row.value11())
                        .at(row.value12())
                        .audience(Audience.staff(row.value1()))
                        .done());
    }

    @Override
    public List<UUID> after(@Nullable UUID last, int most) {
        return db.select(ENTRY.ID).from(ENTRY).where(last == null ? DSL.noCondition() : ENTRY.ID.gt(new EntryId(last))).orderBy(ENTRY.ID).limit(most).fetch(row -> row.value1().value());
    }
}
