package meridian.closing;

import static db.closing.Tables.OPEN_POINT;
import static db.project.Tables.PROJECT;

import java.util.Collection;
import java.util.List;
import java.util.UUID;
import meridian.index.Entry;
import meridian.index.Searchable;
import meridian.tenancy.OpenPointId;
import meridian.tenancy.Ref;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What was left open at the end, by what it is, what was noted of it and how it ended. */
@Component
class OpenPointSearch implements Searchable {
    private final DSLContext db;

    OpenPointSearch(DSLContext db) {
        this.db = db;
    }

    @Override
    public String kind() {
        return OpenPoints.KIND;
    }

    @Override
    public List<Entry> entries(Collection<UUID> things) {
        return db.select(OPEN_POINT.ID, OPEN_POINT.PROJECT_ID, PROJECT.CODE, OPEN_POINT.CONTENT, OPEN_POINT.NOTE, OPEN_POINT.SAID, OPEN_POINT.OWNER_ID)
                .from(OPEN_POINT)
                .join(PROJECT).on(PROJECT.WORKSPACE_ID.eq(OPEN_POINT.WORKSPACE_ID), PROJECT.ID.eq(OPEN_POINT.PROJECT_ID))
                .where(OPEN_POINT.ID.in(things.stream().map(OpenPointId::new).toList()), OPEN_POINT.REMOVED_AT.isNull())
                .fetch(row -> {
                    var said = row.value4();
                    var title = said.lines().findFirst().orElse("");
                    return Entry.of(Ref.of(OpenPoints.KIND, row.value1()), title.length() > 300 ? title.substring(0, 300) : title, "/p/" + row.value3() + "/closing/points#point-" + row.value1()).in(row.value2()).by(row.value7())
                            .at(HandoverSearch.born(row.value1().value())).text(title.equals(said) ? "" : said, row.value5(), row.value6()).done();
                });
    }

    @Override
    public List<UUID> after(@Nullable UUID last, int most) {
        return db.select(OPEN_POINT.ID).from(OPEN_POINT).where(last == null ? DSL.noCondition() : OPEN_POINT.ID.gt(new OpenPointId(last))).orderBy(OPEN_POINT.ID).limit(most).fetch(row -> row.value1().value());
    }
}
