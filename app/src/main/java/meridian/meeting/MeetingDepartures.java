package meridian.meeting;

import static db.duty.Tables.DUTY;
import static db.identity.Tables.MEMBER;
import static db.identity.Tables.ROLE_GRANT;
import static db.meeting.Tables.MEETING;
import static db.meeting.Tables.PARTICIPANT;
import static db.project.Tables.PROJECT;

import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import meridian.activity.Activities;
import meridian.activity.Changes;
import meridian.duty.Duties;
import meridian.identity.Departure;
import meridian.index.Index;
import meridian.outbox.Notice;
import meridian.outbox.NoticeGroup;
import meridian.outbox.Notices;
import meridian.tenancy.Actor;
import meridian.tenancy.MeetingId;
import meridian.tenancy.MemberId;
import meridian.tenancy.ProjectId;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Who leaves is asked to no meeting that is still to come. What they were to host is the receiver’s, if the receiver is of the project, else
 * the chief coordinator’s; who writes the minutes is to be said anew.
 */
@Component
@Order(0) // Before the duties of who leaves are given away: nobody reads minutes in another’s place.
class MeetingDepartures implements Departure {
    private final DSLContext db;
    private final Clock clock;
    private final MeetingSheets sheets;
    private final Index index;
    private final Notices notices;
    private final Activities activities;
    private final Duties duties;

    MeetingDepartures(DSLContext db, Clock clock, MeetingSheets sheets, Index index, Notices notices, Activities activities, Duties duties) {
        this.db = db;
        this.clock = clock;
        this.sheets = sheets;
        this.index = index;
        this.notices = notices;
        this.activities = activities;
        this.duties = duties;
    }

    @Override
    @Transactional
    public void giveAll(MemberId member, @Nullable MemberId receiver, Actor actor) {
        readNoMore(DUTY.OWNER_ID.eq(member), member, actor);
        var asked = db.select(MEETING.ID).from(MEETING)
                .where(toCome(), MEETING.HOST_ID.eq(member).or(MEETING.RECORDER_ID.eq(member)).or(MEETING.ID.in(DSL.select(PARTICIPANT.MEETING_ID).from(PARTICIPANT).where(PARTICIPANT.MEMBER_ID.eq(member)))))
                .orderBy(MEETING.ID)
                .forUpdate()
                .fetch(MEETING.ID);
        if (asked.isEmpty()) return;
        // Of a series it is said once.
        var said = new LinkedHashMap<UUID, List<Meeting>>();
        for (var meeting : sheets.read(MEETING.ID.in(asked))) said.computeIfAbsent(meeting.series() == null ? meeting.id().value() : meeting.series().id().value(), key -> new ArrayList<>()).add(meeting);
        var hosts = new LinkedHashMap<ProjectId, MemberId>();
        for (var meetings : said.values()) {
            var first = meetings.getFirst();
            for (var meeting : meetings) {
                if (meeting.host().equals(member)) {
                    var host = hosts.computeIfAbsent(meeting.project(), project -> Objects.requireNonNullElse(host(project, member, receiver), member));
                    db.update(MEETING).set(MEETING.HOST_ID, host).where(MEETING.ID.eq(meeting.id())).execute();
                    if (!host.equals(member)) ask(meeting.id(), host);
                }
                if (member.equals(meeting.recorder())) db.update(MEETING).setNull(MEETING.RECORDER_ID).where(MEETING.ID.eq(meeting.id())).execute();
            }
            // Any of them can have been theirs, not only the first.
            var hosted = meetings.stream().filter(one -> one.host().equals(member)).findFirst().orElse(null);
            var host = hosted == null ? null : hosts.get(hosted.project());
            boolean recorded = meetings.stream().anyMatch(one -> member.equals(one.recorder()));
            activities.record(actor, new MeetingActivity.MeetingChanged(first.ref(), first.number(), first.title(), meetings.size(), new Changes()
                    .of("host", host == null ? "" : "member:" + member, host == null ? "" : "member:" + host)
                    .of("recorder", recorded ? "member:" + member : "", "")
                    .of("participants", "member:" + member, "")
                    .list()), first.project(), null);
            if (hosted != null && host != null && !host.equals(member)) tell(hosted, host, member);
        }
        db.deleteFrom(PARTICIPANT).where(PARTICIPANT.MEMBER_ID.eq(member), PARTICIPANT.MEETING_ID.in(asked)).execute();
        db.update(MEETING).set(MEETING.VERSION, MEETING.VERSION.plus(1)).set(MEETING.CHANGED_AT, clock.instant()).where(MEETING.ID.in(asked)).execute();
        index.changedAll(Meeting.KIND, asked);
    }

    @Override
    @Transactional
    public void leftProject(ProjectId project, MemberId member, Actor actor) {
        readNoMore(DUTY.OWNER_ID.eq(member).and(DUTY.PROJECT_ID.eq(project)), member, actor);
    }

    private void readNoMore(Condition which, MemberId member, Actor actor) {
        for (var meeting : db.select(DUTY.SUBJECT_ID).from(DUTY).where(which, DUTY.KIND.eq(MinuteBook.READ), DUTY.STATE.eq("open")).fetch(DUTY.SUBJECT_ID)) duties.cancel(MinuteBook.READ, new MeetingId(meeting), member, null, actor);
    }

    private Condition toCome() {
        return MEETING.STATUS.eq("planned").and(MEETING.STARTS_AT.gt(clock.instant()));
    }

    private void ask(MeetingId meeting, MemberId host) {
        db.insertInto(PARTICIPANT)
                .set(PARTICIPANT.MEETING_ID, meeting).set(PARTICIPANT.PERSON_ID, host.value()).set(PARTICIPANT.MEMBER_ID, host)
                .set(PARTICIPANT.NAME, "").set(PARTICIPANT.EMAIL, "").set(PARTICIPANT.POSITION, (short) 0)
                .onConflictDoNothing()
                .execute();
    }

    private void tell(Meeting first, MemberId host, MemberId left) {
        var code = db.select(PROJECT.CODE).from(PROJECT).where(PROJECT.ID.eq(first.project())).fetchSingle(PROJECT.CODE);
        notices.tell(new Notice("meeting_inherited", NoticeGroup.MEETING, List.of(host), "meeting_inherited:" + first.id() + ":" + left, first.project(), first.ref(), first.title(), Meetings.address(code, first.number()),
                List.of(Notice.person(left), Notice.at(first.startsAt())), false));
    }

    private @Nullable MemberId host(ProjectId project, MemberId left, @Nullable MemberId receiver) {
        var given = receiver == null ? DSL.falseCondition() : ROLE_GRANT.MEMBER_ID.eq(receiver);
        var may = db.select(ROLE_GRANT.MEMBER_ID)
                .from(ROLE_GRANT)
                .join(MEMBER).on(MEMBER.WORKSPACE_ID.eq(ROLE_GRANT.WORKSPACE_ID), MEMBER.ID.eq(ROLE_GRANT.MEMBER_ID), MEMBER.STATE.ne("left"))
                .where(ROLE_GRANT.PROJECT_ID.eq(project), ROLE_GRANT.MEMBER_ID.ne(left), given.or(ROLE_GRANT.ROLE.eq("chief_coordinator")))
                .orderBy(ROLE_GRANT.GRANTED_AT, ROLE_GRANT.ID)
                .fetch(ROLE_GRANT.MEMBER_ID);
        return receiver != null && may.contains(receiver) ? receiver : may.stream().findFirst().orElse(null);
    }
}
