package meridian.meeting;

import static db.meeting.Tables.MEETING;

import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import meridian.document.PaperPlaces;
import meridian.tenancy.MeetingId;
import org.jooq.DSLContext;
import org.springframework.stereotype.Component;

/** Where minutes are read. */
@Component
class MinutesPaperPlaces implements PaperPlaces {
    private final DSLContext db;

    MinutesPaperPlaces(DSLContext db) {
        this.db = db;
    }

    @Override
    public Map<UUID, String> papers(String kind, Collection<UUID> subjects) {
        if (!kind.equals(Minutes.DOCUMENT_KIND)) return Map.of();
        return db.select(MEETING.ID, MEETING.NUMBER).from(MEETING).where(MEETING.ID.in(subjects.stream().map(MeetingId::new).toList())).fetchMap(row -> row.value1().value(), row -> "/meetings/" + row.value2() + "/minutes/paper");
    }
}
