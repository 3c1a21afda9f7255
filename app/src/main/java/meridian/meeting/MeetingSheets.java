package meridian.meeting;

import static db.identity.Tables.MEMBER;
import static db.identity.Tables.REGION;
import static db.identity.Tables.ROLE_GRANT;
import static db.meeting.Tables.AGENDA_ITEM;
import static db.meeting.Tables.MEETING;
import static db.meeting.Tables.PARTICIPANT;
import static db.meeting.Tables.SERIES;
import static db.project.Tables.PROJECT;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.exists;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.multiset;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.row;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.selectOne;
import static org.jooq.impl.DSL.when;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import meridian.meeting.Meeting.Attendance;
import meridian.meeting.Meeting.Kind;
import meridian.meeting.Meeting.Mode;
import meridian.meeting.Meeting.Reply;
import meridian.meeting.Meeting.Status;
import meridian.project.ProjectAccess;
import meridian.tenancy.MeetingId;
import meridian.tenancy.MemberId;
import meridian.tenancy.NotFound;
import meridian.tenancy.ProjectId;
import meridian.tenancy.RegionId;
import meridian.tenancy.SeriesId;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Reads meetings: one statement for one of them with all that belongs to it, and for a page of them. */
@Component
public class MeetingSheets {
    /** How many meetings one page shows. */
    public static final int PAGE = 50;

    private static final Duration NEAR = Duration.ofDays(14);
    private static final int FEW = 8;

    private final DSLContext db;
    private final Clock clock;

    MeetingSheets(DSLContext db, Clock clock) {
        this.db = db;
        this.clock = clock;
    }

    // ---- one

    @Transactional(readOnly = true)
    public Meeting get(ProjectId project, int number) {
        return read(MEETING.PROJECT_ID.eq(project).and(MEETING.NUMBER.eq(number))).stream().findFirst().orElseThrow(NotFound::new);
    }

    @Transactional(readOnly = true)
    public Meeting get(MeetingId id) {
        return find(id).orElseThrow(NotFound::new);
    }

    @Transactional(readOnly = true)
    public Optional<Meeting> find(MeetingId id) {
        return read(MEETING.ID.eq(id)).stream().findFirst();
    }

    /** The last of this kind in a project that was not called off. */
    @Transactional(readOnly = true)
    public Optional<Meeting> last(ProjectId project, Kind kind) {
        return read(MEETING.ID.eq(select(MEETING.ID).from(MEETING).where(MEETING.PROJECT_ID.eq(project), MEETING.KIND.eq(kind.text()), MEETING.STATUS.ne("cancelled")).orderBy(MEETING.STARTS_AT.desc(), MEETING.ID).limit(1))).stream().findFirst();
    }

    /** All of a series, called off ones too, in the order of time. */
    List<Meeting> ofSeries(SeriesId series) {
        return read(MEETING.SERIES_ID.eq(series));
    }

    List<Meeting> read(Condition which) {
        var host = MEMBER.as("host");
        var recorder = MEMBER.as("recorder");
        var person = MEMBER.as("participant_member");
        var presenter = MEMBER.as("presenter");
        // To whoever has left the company or the project nothing is sent any more.
        var here = exists(selectOne().from(ROLE_GRANT).where(ROLE_GRANT.WORKSPACE_ID.eq(PARTICIPANT.WORKSPACE_ID), ROLE_GRANT.PROJECT_ID.eq(MEETING.PROJECT_ID), ROLE_GRANT.MEMBER_ID.eq(PARTICIPANT.MEMBER_ID)));
        var participants = multiset(select(PARTICIPANT.PERSON_ID, PARTICIPANT.MEMBER_ID, coalesce(person.DISPLAY_NAME, PARTICIPANT.NAME), when(PARTICIPANT.MEMBER_ID.isNull().or(person.STATE.ne(inline("left")).and(here)), coalesce(person.EMAIL, PARTICIPANT.EMAIL)), coalesce(person.ZONE, MEETING.ZONE),
                                PARTICIPANT.ANSWER, PARTICIPANT.ANSWER_NOTE, PARTICIPANT.ATTENDANCE, PARTICIPANT.ABSENCE_REASON)
                        .from(PARTICIPANT)
                        .leftJoin(person).on(person.WORKSPACE_ID.eq(PARTICIPANT.WORKSPACE_ID), person.ID.eq(PARTICIPANT.MEMBER_ID))
                        .where(PARTICIPANT.WORKSPACE_ID.eq(MEETING.WORKSPACE_ID), PARTICIPANT.MEETING_ID.eq(MEETING.ID))
                        .orderBy(PARTICIPANT.POSITION, PARTICIPANT.PERSON_ID))
                .convertFrom(rows -> rows.map(one -> new Meeting.Participant(one.value1(), one.value2(), one.value3(), one.value4(), ZoneId.of(one.value5()), Reply.of(one.value6()).orElseThrow(), one.value7(),
                        one.value8() == null ? null : Attendance.of(one.value8()).orElseThrow(), one.value9())));
        var agenda = multiset(select(AGENDA_ITEM.ID, AGENDA_ITEM.TOPIC, AGENDA_ITEM.PRESENTER_ID, presenter.DISPLAY_NAME, AGENDA_ITEM.MINUTES)
                        .from(AGENDA_ITEM)
                        .leftJoin(presenter).on(presenter.WORKSPACE_ID.eq(AGENDA_ITEM.WORKSPACE_ID), presenter.ID.eq(AGENDA_ITEM.PRESENTER_ID))
                        .where(AGENDA_ITEM.WORKSPACE_ID.eq(MEETING.WORKSPACE_ID), AGENDA_ITEM.MEETING_ID.eq(MEETING.ID))
                        .orderBy(AGENDA_ITEM.POSITION, AGENDA_ITEM.ID))
                .convertFrom(rows -> rows.map(one -> new Meeting.Topic(one.value1(), one.value2(), one.value3(), Objects.requireNonNullElse(one.value4(), ""), one.value5())));
        var m = MEETING;
        return db.select(m.ID, m.PROJECT_ID, m.NUMBER, m.SERIES_ID, m.OCCURRENCE_LOCAL, SERIES.REPEATS, SERIES.UNTIL_ON, SERIES.ZONE, SERIES.SEQUENCE, m.KIND, m.TITLE, m.MODE, m.PLACE, m.LINK, m.NOTE, m.STARTS_LOCAL, m.ZONE, m.REGION_ID, REGION.NAME, m.STARTS_AT, m.MINUTES, m.HOST_ID,
                        host.DISPLAY_NAME)
                .select(m.RECORDER_ID, recorder.DISPLAY_NAME, m.STATUS, m.CANCEL_REASON, m.CALLED_BY, m.SEQUENCE, m.VERSION, participants, agenda)
                .from(m)
                .join(REGION).on(REGION.WORKSPACE_ID.eq(m.WORKSPACE_ID), REGION.ID.eq(m.REGION_ID))
                .join(host).on(host.WORKSPACE_ID.eq(m.WORKSPACE_ID), host.ID.eq(m.HOST_ID))
                .leftJoin(recorder).on(recorder.WORKSPACE_ID.eq(m.WORKSPACE_ID), recorder.ID.eq(m.RECORDER_ID))
                .leftJoin(SERIES).on(SERIES.WORKSPACE_ID.eq(m.WORKSPACE_ID), SERIES.ID.eq(m.SERIES_ID))
                .where(which)
                .orderBy(m.STARTS_AT, m.ID)
                .fetch(one -> new Meeting(one.get(m.ID), one.get(m.PROJECT_ID), one.get(m.NUMBER),
                        one.get(m.SERIES_ID) == null ? null : new Meeting.Series(one.get(m.SERIES_ID), Repeats.of(one.get(SERIES.REPEATS)).orElseThrow(), one.get(SERIES.UNTIL_ON), one.get(m.OCCURRENCE_LOCAL), ZoneId.of(one.get(SERIES.ZONE)), one.get(SERIES.SEQUENCE)),
                        Kind.of(one.get(m.KIND)).orElseThrow(), one.get(m.TITLE), Mode.of(one.get(m.MODE)).orElseThrow(), one.get(m.PLACE), one.get(m.LINK), one.get(m.NOTE), one.get(m.STARTS_LOCAL), ZoneId.of(one.get(m.ZONE)),
                        one.get(m.REGION_ID), one.get(REGION.NAME), one.get(m.STARTS_AT), one.get(m.MINUTES), one.get(m.HOST_ID), one.get(host.DISPLAY_NAME), one.get(m.RECORDER_ID),
                        Objects.requireNonNullElse(one.get(recorder.DISPLAY_NAME), ""), Status.of(one.get(m.STATUS)), one.get(m.CANCEL_REASON), one.get(m.CALLED_BY), one.get(m.SEQUENCE), one.get(m.VERSION), one.get(participants), one.get(agenda)));
    }

    // ---- a page of them

    /** One meeting in a list; {@code mine} is the reader’s answer, null where they are not asked. */
    public record Line(MeetingId id, int number, Kind kind, String title, Mode mode, String place, String link, Instant startsAt, int minutes, Status status, @Nullable SeriesId series, String hostName, int people, int coming, @Nullable Reply mine) {
        public boolean repeats() {
            return series != null;
        }

        public String code() {
            return Meeting.code(number);
        }

        public Instant endsAt() {
            return startsAt.plus(Duration.ofMinutes(minutes));
        }
    }

    /** Where the next page goes on. */
    public record Key(Instant startsAt, MeetingId id) {
        public String text() {
            return startsAt.toEpochMilli() + "-" + id;
        }

        /** What cannot be one begins at the first page. */
        public static @Nullable Key of(@Nullable String text) {
            if (text == null || !text.matches("-?[0-9]{1,14}-[0-9a-f-]{36}")) return null;
            int dash = text.indexOf('-', 1);
            return new Key(Instant.ofEpochMilli(Long.parseLong(text.substring(0, dash))), MeetingId.of(text.substring(dash + 1)));
        }
    }

    public record Listing(List<Line> lines, @Nullable Key next) {}

    /** What is still to come, the next first; or what is over, the latest first. Only of those somebody is asked to, where they see no others. */
    @Transactional(readOnly = true)
    public Listing list(ProjectAccess here, boolean past, @Nullable Key after) {
        var m = MEETING;
        var now = clock.instant();
        var host = MEMBER.as("host");
        var people = field(select(count()).from(PARTICIPANT).where(PARTICIPANT.WORKSPACE_ID.eq(m.WORKSPACE_ID), PARTICIPANT.MEETING_ID.eq(m.ID)));
        var coming = field(select(count()).from(PARTICIPANT).where(PARTICIPANT.WORKSPACE_ID.eq(m.WORKSPACE_ID), PARTICIPANT.MEETING_ID.eq(m.ID), PARTICIPANT.ANSWER.eq(inline("accepted"))));
        var own = PARTICIPANT.as("own");
        // A meeting is over six hours after it began at the latest, however long it was to take: so the index serves both lists.
        var begun = now.minus(Duration.ofHours(6));
        var over = m.STATUS.in("held", "cancelled").or(m.STARTS_AT.le(begun));
        var which = past ? over.and(m.STARTS_AT.le(now.plus(Duration.ofDays(400)))) : over.not().and(m.STARTS_AT.gt(begun));
        var key = after == null ? noCondition() : past ? row(m.STARTS_AT, m.ID).lt(after.startsAt(), after.id()) : row(m.STARTS_AT, m.ID).gt(after.startsAt(), after.id());
        var query = db.select(m.ID, m.NUMBER, m.KIND, m.TITLE, m.MODE, m.PLACE, m.LINK, m.STARTS_AT, m.MINUTES, m.STATUS, m.SERIES_ID, host.DISPLAY_NAME, people, coming, own.ANSWER)
                .from(m)
                .join(host).on(host.WORKSPACE_ID.eq(m.WORKSPACE_ID), host.ID.eq(m.HOST_ID))
                .leftJoin(own).on(own.WORKSPACE_ID.eq(m.WORKSPACE_ID), own.MEETING_ID.eq(m.ID), own.MEMBER_ID.eq(here.member()))
                .where(m.PROJECT_ID.eq(here.id()), which, key);
        var lines = (past ? query.orderBy(m.STARTS_AT.desc(), m.ID.desc()) : query.orderBy(m.STARTS_AT, m.ID))
                .limit(PAGE + 1)
                .fetch(one -> new Line(one.value1(), one.value2(), Kind.of(one.value3()).orElseThrow(), one.value4(), Mode.of(one.value5()).orElseThrow(), one.value6(), one.value7(), one.value8(), one.value9(), Status.of(one.value10()),
                        one.value11(), one.value12(), one.value13(), one.value14(), one.value15() == null ? null : Reply.of(one.value15()).orElseThrow()));
        // It opens on the days that matter; what is further away is a tap away.
        var near = now.plus(NEAR);
        int many = past || after != null ? lines.size() : Math.max(FEW, (int) lines.stream().filter(line -> line.startsAt().isBefore(near)).count());
        if (lines.size() <= Math.min(PAGE, many)) return new Listing(lines, null);
        var shown = lines.subList(0, Math.min(PAGE, many));
        return new Listing(shown, new Key(shown.getLast().startsAt(), shown.getLast().id()));
    }

    /** The meetings of a kind on a day, by the clock of the zone each was set in; the earliest first. */
    @Transactional(readOnly = true)
    public List<Line> on(ProjectAccess here, Kind kind, LocalDate day) {
        var m = MEETING;
        var host = MEMBER.as("host");
        var own = PARTICIPANT.as("own");
        return db.select(m.ID, m.NUMBER, m.TITLE, m.MODE, m.PLACE, m.LINK, m.STARTS_AT, m.MINUTES, m.STATUS, m.SERIES_ID, host.DISPLAY_NAME, own.ANSWER)
                .from(m)
                .join(host).on(host.WORKSPACE_ID.eq(m.WORKSPACE_ID), host.ID.eq(m.HOST_ID))
                .leftJoin(own).on(own.WORKSPACE_ID.eq(m.WORKSPACE_ID), own.MEETING_ID.eq(m.ID), own.MEMBER_ID.eq(here.member()))
                .where(m.PROJECT_ID.eq(here.id()), m.KIND.eq(kind.text()), m.STATUS.ne("cancelled"), m.STARTS_LOCAL.ge(day.atStartOfDay()), m.STARTS_LOCAL.lt(day.plusDays(1).atStartOfDay()))
                .and(m.STARTS_AT.between(day.minusDays(1).atStartOfDay(java.time.ZoneOffset.UTC).toInstant(), day.plusDays(2).atStartOfDay(java.time.ZoneOffset.UTC).toInstant()))
                .orderBy(m.STARTS_AT, m.ID)
                .limit(10)
                .fetch(one -> new Line(one.value1(), one.value2(), kind, one.value3(), Mode.of(one.value4()).orElseThrow(), one.value5(), one.value6(), one.value7(), one.value8(), Status.of(one.value9()), one.value10(), one.value11(), 0, 0,
                        one.value12() == null ? null : Reply.of(one.value12()).orElseThrow()));
    }

    /** A region whose clock a meeting can go by. */
    public record Place(RegionId id, String name, ZoneId zone) {}

    /** Every region that is open, by name. */
    @Transactional(readOnly = true)
    public List<Place> places() {
        return db.select(REGION.ID, REGION.NAME, REGION.ZONE).from(REGION).where(REGION.CLOSED_AT.isNull()).orderBy(REGION.NAME).fetch(one -> new Place(one.value1(), one.value2(), ZoneId.of(one.value3())));
    }

    /** Of a person, what is not called off nor declined, between two moments: with its project’s code. */
    public record Own(Meeting meeting, String projectCode, String projectName) {}

    List<Own> of(MemberId member, Instant from, Instant until) {
        var asked = MEETING.ID.in(select(PARTICIPANT.MEETING_ID).from(PARTICIPANT).where(PARTICIPANT.MEMBER_ID.eq(member), PARTICIPANT.ANSWER.ne(inline("declined"))))
                .and(MEETING.PROJECT_ID.in(select(ROLE_GRANT.PROJECT_ID).from(ROLE_GRANT).where(ROLE_GRANT.MEMBER_ID.eq(member))));
        var meetings = read(asked.and(MEETING.STARTS_AT.between(from, until)).and(MEETING.STATUS.ne("cancelled")));
        if (meetings.isEmpty()) return List.of();
        var projects = db.select(PROJECT.ID, PROJECT.CODE, PROJECT.NAME).from(PROJECT).where(PROJECT.ID.in(meetings.stream().map(Meeting::project).distinct().toList()), PROJECT.DELETED_AT.isNull()).fetchMap(PROJECT.ID, found -> found);
        return meetings.stream().filter(meeting -> projects.containsKey(meeting.project())).map(meeting -> {
            var project = Objects.requireNonNull(projects.get(meeting.project()));
            return new Own(meeting, project.value2(), project.value3());
        }).toList();
    }
}
