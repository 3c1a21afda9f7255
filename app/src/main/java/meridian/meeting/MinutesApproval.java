package meridian.meeting;

import static db.meeting.Tables.MEETING;

import meridian.approval.Approval;
import meridian.duty.Duty;
import meridian.identity.Calendars;
import meridian.project.DocumentApproval;
import meridian.project.Projects;
import meridian.tenancy.Actor;
import meridian.tenancy.MeetingId;
import meridian.tenancy.Reader;
import org.jooq.DSLContext;
import org.springframework.stereotype.Component;

/**
 * What an approval means for minutes 签发: they are issued and sent. They are not locked meanwhile: what is decided on is what was handed
 * over, and where a row has changed since nobody can agree to it.
 */
@Component
class MinutesApproval extends DocumentApproval {
    static final String REVISE = "revise_minutes";

    private final DSLContext db;
    private final MinuteBook book;

    MinutesApproval(DSLContext db, Calendars calendars, Projects projects, MinuteBook book) {
        super(db, calendars, projects, Minutes.DOCUMENT_KIND, "decide_minutes", REVISE);
        this.db = db;
        this.book = book;
    }

    @Override
    public String address(Duty duty, Reader reader) {
        return MinutesDutyKinds.minutes(duty) + "#approval";
    }

    @Override
    public String address(Approval approval) {
        int number = db.select(MEETING.NUMBER).from(MEETING).where(MEETING.ID.eq(meeting(approval))).fetchSingle(MEETING.NUMBER);
        return address(approval, "/meetings/" + number + "/minutes#approval");
    }

    @Override
    public String fingerprint(Approval approval) {
        return book.fingerprint(meeting(approval));
    }

    @Override
    public void approved(Approval approval, Actor actor) {
        book.approved(approval, actor);
    }

    /** They are a draft all the while. */
    @Override
    public void reopened(Approval approval, Actor actor) {}

    private static MeetingId meeting(Approval approval) {
        return new MeetingId(approval.subject().id());
    }
}
