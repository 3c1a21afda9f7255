package meridian.meeting;

import static db.meeting.Tables.MEETING;
import static db.meeting.Tables.PARTICIPANT;

import java.util.Optional;
import java.util.UUID;
import meridian.project.ProjectAccess;
import meridian.project.Projects;
import meridian.project.ThingFiles;
import meridian.tenancy.MeetingId;
import org.jooq.DSLContext;
import org.springframework.stereotype.Component;

/** Files for a meeting: what is shown there, and what was. Whoever is asked to come reads them; one that was called off takes no more. */
@Component
class MeetingPapers extends ThingFiles {
    private final DSLContext db;

    MeetingPapers(DSLContext db, Projects projects) {
        super(projects, Meeting.KIND);
        this.db = db;
    }

    @Override
    protected Optional<Place> place(UUID thing) {
        return db.select(MEETING.PROJECT_ID, MEETING.NUMBER, MEETING.STATUS).from(MEETING).where(MEETING.ID.eq(new MeetingId(thing)))
                .fetchOptional(row -> new Place(row.value1(), "/meetings/" + row.value2(), !row.value3().equals("cancelled")));
    }

    @Override
    protected boolean readable(ProjectAccess access, UUID thing) {
        return super.readable(access, thing) || db.fetchExists(PARTICIPANT, PARTICIPANT.MEETING_ID.eq(new MeetingId(thing)), PARTICIPANT.MEMBER_ID.eq(access.member()));
    }
}
