package meridian.board;

import static db.board.Tables.ONE_PAGER;

import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import meridian.document.PaperPlaces;
import meridian.tenancy.OnePagerId;
import org.jooq.DSLContext;
import org.springframework.stereotype.Component;

/** Where one-pagers are read. */
@Component
class OnePagerPlaces implements PaperPlaces {
    private final DSLContext db;

    OnePagerPlaces(DSLContext db) {
        this.db = db;
    }

    @Override
    public Map<UUID, String> papers(String kind, Collection<UUID> subjects) {
        if (!kind.equals(OnePagers.DOCUMENT_KIND)) return Map.of();
        return db.select(ONE_PAGER.ID, ONE_PAGER.WEEK).from(ONE_PAGER).where(ONE_PAGER.ID.in(subjects.stream().map(OnePagerId::new).toList())).fetchMap(row -> row.value1().value(), row -> "/weekly/" + Week.of(row.value2()));
    }
}
