package meridian.launch;

import static db.launch.Tables.LETTER;
import static db.project.Tables.PARTY;
import static db.project.Tables.PROJECT;

import java.util.Collection;
import java.util.List;
import java.util.UUID;
import meridian.index.Entry;
import meridian.index.Searchable;
import meridian.tenancy.LetterId;
import meridian.tenancy.Ref;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Commitment letters by number, party and text; those that another has replaced are left out. */
@Component
class LetterSearch implements Searchable {
    private static final String KIND = "letter";

    private final DSLContext db;

    LetterSearch(DSLContext db) {
        this.db = db;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public List<Entry> entries(Collection<UUID> things) {
        return db.select(LETTER.ID, LETTER.PROJECT_ID, PROJECT.CODE, LETTER.NUMBER, PARTY.NAME, LETTER.TEXT, LETTER.PARTY_ID, LETTER.PREPARED_BY, LETTER.PREPARED_AT)
                .from(LETTER)
                .join(PROJECT).on(PROJECT.WORKSPACE_ID.eq(LETTER.WORKSPACE_ID), PROJECT.ID.eq(LETTER.PROJECT_ID))
                .join(PARTY).on(PARTY.WORKSPACE_ID.eq(LETTER.WORKSPACE_ID), PARTY.ID.eq(LETTER.PARTY_ID))
                .where(LETTER.ID.in(things.stream().map(LetterId::new).toList()), LETTER.REPLACED_AT.isNull())
                .fetch(row -> Entry.of(Ref.of(KIND, row.value1()), row.value5(), CommitmentLetters.address(row.value3(), row.value1())).in(row.value2()).number(row.value4())
                        .party(row.value7()).by(row.value8()).at(row.value9()).text(row.value6()).done());
    }

    @Override
    public List<UUID> after(@Nullable UUID last, int most) {
        return db.select(LETTER.ID).from(LETTER).where(last == null ? DSL.noCondition() : LETTER.ID.gt(new LetterId(last))).orderBy(LETTER.ID).limit(most).fetch(row -> row.value1().value());
    }
}
