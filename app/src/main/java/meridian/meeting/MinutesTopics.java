package meridian.meeting;

import static db.meeting.Tables.MEETING;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import meridian.project.Projects;
import meridian.tenancy.MeetingId;
import meridian.tenancy.NotFound;
import meridian.tenancy.Reader;
import meridian.web.LiveTopics;
import org.jooq.DSLContext;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Whoever may read a meeting is told when its minutes change. */
@Component
class MinutesTopics implements LiveTopics {
    private static final String TOPIC = "minutes:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";

    private final DSLContext db;
    private final Projects projects;
    private final MeetingSheets sheets;

    MinutesTopics(DSLContext db, Projects projects, MeetingSheets sheets) {
        this.db = db;
        this.projects = projects;
        this.sheets = sheets;
    }

    @Override
    @Transactional(readOnly = true)
    public Set<String> permitted(Collection<String> topics, Reader reader) {
        var permitted = new HashSet<String>();
        for (var topic : topics) {
            if (!topic.matches(TOPIC)) continue;
            var id = MeetingId.of(topic.substring("minutes:".length()));
            var project = db.select(MEETING.PROJECT_ID).from(MEETING).where(MEETING.ID.eq(id)).fetchOne(MEETING.PROJECT_ID);
            if (project == null) continue;
            try {
                if (Meetings.mayRead(projects.access(project, reader.actor()), sheets.get(id))) permitted.add(topic);
            } catch (NotFound unknown) {
                // Whether it exists is nobody’s business.
            }
        }
        return permitted;
    }
}
