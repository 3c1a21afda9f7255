package meridian.coordination;

import static db.coordination.Tables.DISPUTE_MEETING;

import java.time.LocalDateTime;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import meridian.meeting.Meeting;
import meridian.meeting.Meeting.Attendance;
import meridian.meeting.MeetingSheets;
import meridian.meeting.Meetings;
import meridian.meeting.Meetings.There;
import meridian.project.ProjectAccess;
import meridian.tenancy.Actor;
import meridian.tenancy.MeetingId;
import meridian.tenancy.MemberId;
import org.jooq.DSLContext;
import org.springframework.stereotype.Component;

/** The special meeting 专题会 of a dispute as a meeting like others: it invites, is answered and reminds; the dispute says when it is held. */
@Component
class SpecialMeetings {
    private static final int TITLE = 200;

    private final DSLContext db;
    private final Meetings meetings;
    private final MeetingSheets sheets;

    SpecialMeetings(DSLContext db, Meetings meetings, MeetingSheets sheets) {
        this.db = db;
        this.meetings = meetings;
        this.sheets = sheets;
    }

    /** Calls it, or moves the one there is. */
    void call(ProjectAccess access, Dispute dispute, Disputes.Meeting typed, Actor actor) {
        var there = of(dispute).filter(Meeting::planned);
        if (there.isPresent()) {
            var people = there.get().participants().stream().filter(Meeting.Participant::guest).map(one -> one.name() + " <" + one.email() + ">").toList();
            meetings.change(access.id(), there.get().id(), facts(access, dispute, typed, String.join("\n", people), actor), false, there.get().version(), actor);
            return;
        }
        var id = MeetingId.next();
        meetings.call(access.id(), id, facts(access, dispute, typed, "", actor), dispute.ref(), actor);
        db.update(DISPUTE_MEETING).set(DISPUTE_MEETING.MEETING_ID, id).where(DISPUTE_MEETING.DISPUTE_ID.eq(dispute.id())).execute();
    }

    /** It was held: who was there is the same here and there. */
    void hold(ProjectAccess access, Dispute dispute, Set<MemberId> present, Actor actor) {
        var meeting = of(dispute).filter(one -> !one.cancelled() && one.status() != Meeting.Status.HELD).orElse(null);
        if (meeting == null) return;
        var there = meeting.participants().stream().map(one -> new There(one.person(), one.member() != null && (present.contains(one.member()) || one.member().equals(actor.member())) ? Attendance.PRESENT : Attendance.ABSENT, "")).toList();
        meetings.attend(access.id(), meeting.id(), there, meeting.version(), actor);
        meetings.end(access.id(), meeting.id(), actor);
    }

    /** The dispute was taken back, and there is nothing left to hear. */
    void cancel(ProjectAccess access, Dispute dispute, String reason, Actor actor) {
        of(dispute).filter(Meeting::planned).ifPresent(meeting -> meetings.takeBack(access.id(), meeting.id(), reason, actor));
    }

    private Optional<Meeting> of(Dispute dispute) {
        return db.select(DISPUTE_MEETING.MEETING_ID).from(DISPUTE_MEETING).where(DISPUTE_MEETING.DISPUTE_ID.eq(dispute.id())).fetchOptional(DISPUTE_MEETING.MEETING_ID).flatMap(sheets::find);
    }

    private static Meetings.Facts facts(ProjectAccess access, Dispute dispute, Disputes.Meeting typed, String guests, Actor actor) {
        var title = dispute.code() + " " + dispute.title();
        var instant = Objects.requireNonNull(typed.startsLocal()).atZone(typed.zone()).toInstant();
        return new Meetings.Facts(Meeting.Kind.DISPUTE, title.length() > TITLE ? title.substring(0, TITLE) : title, Meeting.Mode.of(Objects.requireNonNull(typed.mode()).text()).orElseThrow(), typed.place(), typed.link(), "", access.homeRegion(),
                LocalDateTime.ofInstant(instant, access.homeZone()), typed.minutes(), actor.person(), null, typed.participants(), guests, null, null, List.of());
    }
}
