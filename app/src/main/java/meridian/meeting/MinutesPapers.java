package meridian.meeting;

import static db.meeting.Tables.MEETING;
import static db.meeting.Tables.MINUTES;
import static org.jooq.impl.DSL.coalesce;

import java.util.List;
import meridian.document.Documents;
import meridian.project.PaperSource;
import org.jooq.DSLContext;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** The minutes of every meeting that has some, in the order of the meetings. */
@Component
@Order(40)
class MinutesPapers implements PaperSource {
    private final DSLContext db;
    private final MeetingSheets meetings;
    private final MinutesSheets minutes;
    private final MinutesDocument writing;
    private final MinutesAddenda addenda;
    private final Documents documents;
    private final MinutesIssues issues;

    MinutesPapers(DSLContext db, MeetingSheets meetings, MinutesSheets minutes, MinutesDocument writing, MinutesAddenda addenda, Documents documents, MinutesIssues issues) {
        this.db = db;
        this.meetings = meetings;
        this.minutes = minutes;
        this.writing = writing;
        this.addenda = addenda;
        this.documents = documents;
        this.issues = issues;
    }

    @Override
    public List<Paper> papers(Setting setting) {
        var project = setting.project();
        return db.select(MEETING.ID, MEETING.NUMBER, MEETING.TITLE, coalesce(MINUTES.ISSUED_AT, MEETING.STARTS_AT))
                .from(MINUTES)
                .join(MEETING).on(MEETING.WORKSPACE_ID.eq(MINUTES.WORKSPACE_ID), MEETING.ID.eq(MINUTES.MEETING_ID))
                .where(MEETING.PROJECT_ID.eq(project.id()))
                .orderBy(MEETING.STARTS_AT, MEETING.NUMBER)
                .fetch(row -> {
                    var document = documents.find(project.id(), Minutes.DOCUMENT_KIND, row.value1()).orElse(null);
                    return new Paper(document, row.value3(), row.value4(), () -> {
                        var meeting = meetings.get(row.value1());
                        var issued = issues.standing(meeting, document, setting.language());
                        if (issued.isPresent()) return writing.of(issued.get().minutes(), issued.get().addenda(), issued.get().filed(), setting.organisation(), project.name(), setting.language());
                        var written = minutes.of(meeting).orElseThrow();
                        var filed = issues.filed(written.meeting());
                        return writing.of(written, addenda.of(written, document, setting.language()), filed, setting.organisation(), project.name(), setting.language());
                    });
                });
    }
}
