package meridian.meeting;

import static db.meeting.Tables.MEETING;
import static db.project.Tables.PROJECT;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import meridian.activity.StoryPart;
import meridian.project.Projects;
import meridian.tenancy.MeetingId;
import meridian.tenancy.ProjectId;
import meridian.tenancy.Reader;
import org.jooq.DSLContext;
import org.springframework.stereotype.Component;

/** Meetings as parts of a story. */
@Component
class MeetingStory implements StoryPart {
    private final DSLContext db;
    private final MeetingSheets sheets;

    MeetingStory(DSLContext db, MeetingSheets sheets) {
        this.db = db;
        this.sheets = sheets;
    }

    @Override
    public String kind() {
        return Meeting.KIND;
    }

    @Override
    public List<Telling> tell(Collection<UUID> things, ProjectId project, Reader reader) {
        var found = sheets.read(MEETING.ID.in(things.stream().map(MeetingId::new).toList()).and(MEETING.PROJECT_ID.eq(project)).and(Projects.readBy(project, reader)));
        if (found.isEmpty()) return List.of();
        var code = db.select(PROJECT.CODE).from(PROJECT).where(PROJECT.ID.eq(project)).fetchSingle(PROJECT.CODE);
        return found.stream().map(meeting -> {
            var lines = new ArrayList<Line>();
            lines.add(new Line(meeting.startsAt(), meeting.hostName(), "story.meeting_" + meeting.status().text(), List.of(), meeting.cancelled() ? meeting.cancelReason() : meeting.note()));
            return new Telling(meeting.ref(), meeting.startsAt(), meeting.code(), meeting.title(), Meetings.address(code, meeting.number()), meeting.note(), null, null, "meeting.status." + meeting.status().text(), lines);
        }).toList();
    }
}
