package meridian.meeting;

import static db.document.Tables.DOCUMENT;
import static db.meeting.Tables.MEETING;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import meridian.document.Block.Column;
import meridian.meeting.Meeting.Attendance;
import meridian.meeting.Meeting.Status;
import meridian.project.ProjectAccess;
import meridian.project.Register;
import meridian.web.Words;
import org.jooq.DSLContext;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** The meetings of a project 会议台账: when each was, who came, and the number of its minutes. */
@Component
@Order(42)
class MeetingRegister extends Register {
    private final DSLContext db;
    private final MeetingSheets meetings;
    private final Words words;

    MeetingRegister(Parts parts, DSLContext db, MeetingSheets meetings, Words words) {
        super("meeting_register", "ML", "meeting.register", "/meetings", "meeting.title", parts);
        this.db = db;
        this.meetings = meetings;
        this.words = words;
    }

    @Override
    protected Listing listing(ProjectAccess project, Locale language) {
        var all = meetings.read(MEETING.PROJECT_ID.eq(project.id()));
        var numbers = db.select(DOCUMENT.SUBJECT_ID, DOCUMENT.NUMBER).from(DOCUMENT).where(DOCUMENT.PROJECT_ID.eq(project.id()), DOCUMENT.KIND.eq(Minutes.DOCUMENT_KIND)).fetchMap(DOCUMENT.SUBJECT_ID, DOCUMENT.NUMBER);
        var text = new MinutesText(words, language);
        var rows = new ArrayList<List<String>>();
        for (var meeting : all) {
            var there = meeting.participants().stream().filter(one -> one.attendance() == Attendance.PRESENT).count();
            rows.add(List.of(meeting.code(), text.when(meeting), t(language, "meeting.kind." + meeting.kind().text()), meeting.title(), meeting.place().isEmpty() ? t(language, "meeting.mode." + meeting.mode().text()) : t(language, "meeting.mode." + meeting.mode().text()) + " · " + meeting.place(), meeting.hostName(),
                    meeting.status() == Status.HELD ? there + " / " + meeting.participants().size() : String.valueOf(meeting.participants().size()), t(language, "meeting.status." + meeting.status().text()), orDash(numbers.get(meeting.id().value()))));
        }
        return new Listing("", List.of(Column.of(t(language, "register.code"), 8), Column.of(t(language, "meeting.when"), 22), Column.of(t(language, "meeting.kind"), 11), Column.of(t(language, "minutes.name"), 24), Column.of(t(language, "meeting.place"), 18), Column.of(t(language, "meeting.host"), 11),
                Column.centred(t(language, "register.came"), 10), Column.centred(t(language, "register.state"), 10), Column.of(t(language, "register.minutes"), 22)), rows, all.isEmpty() ? null : all.getLast().startsAt());
    }
}
