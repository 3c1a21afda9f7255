package meridian.acceptance;

import static db.acceptance.Tables.APPLICATION;

import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import meridian.document.PaperPlaces;
import meridian.tenancy.ApplicationId;
import org.jooq.DSLContext;
import org.springframework.stereotype.Component;

/** Where applications for acceptance and reports of it are read. */
@Component
class AcceptancePaperPlaces implements PaperPlaces {
    private final DSLContext db;

    AcceptancePaperPlaces(DSLContext db) {
        this.db = db;
    }

    @Override
    public Map<UUID, String> papers(String kind, Collection<UUID> subjects) {
        if (!kind.equals(AcceptancePapers.APPLICATION) && !kind.equals(AcceptancePapers.REPORT)) return Map.of();
        var paper = kind.equals(AcceptancePapers.REPORT) ? "/report" : "/paper";
        return db.select(APPLICATION.ID, APPLICATION.NUMBER).from(APPLICATION).where(APPLICATION.ID.in(subjects.stream().map(ApplicationId::new).toList())).fetchMap(row -> row.value1().value(), row -> "/acceptance/" + row.value2() + paper);
    }
}
