package meridian.meeting;

import static db.document.Tables.DOCUMENT;
import static db.identity.Tables.MEMBER;
import static db.meeting.Tables.ACKNOWLEDGEMENT;
import static db.meeting.Tables.MEETING;
import static db.meeting.Tables.MINUTES;
import static db.meeting.Tables.MINUTES_ROW;
import static db.meeting.Tables.VOTE;
import static db.project.Tables.PARTY;
import static db.workplan.Tables.TASK;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.multiset;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.select;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import meridian.meeting.Minutes.Choice;
import meridian.meeting.Minutes.Outcome;
import meridian.meeting.Minutes.Row;
import meridian.meeting.Minutes.Section;
import meridian.meeting.Minutes.State;
import meridian.meeting.Minutes.Vote;
import meridian.tenancy.MeetingId;
import meridian.tenancy.MemberId;
import meridian.tenancy.MinutesRowId;
import meridian.tenancy.ProjectId;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Reads minutes, whole or what is new in them, and what meetings left to be done. */
@Component
public class MinutesSheets {
    private final DSLContext db;

    MinutesSheets(DSLContext db) {
        this.db = db;
    }

    /** The minutes of a meeting, if somebody has begun them. */
    @Transactional(readOnly = true)
    public Optional<Minutes> of(Meeting meeting) {
        var issuer = MEMBER.as("issuer");
        return db.select(MINUTES.STATE, MINUTES.REVISION, issuer.DISPLAY_NAME, MINUTES.ISSUED_AT, MINUTES.ASKS, MINUTES.VERSION, MINUTES.SECTIONS)
                .from(MINUTES)
                .leftJoin(issuer).on(issuer.WORKSPACE_ID.eq(MINUTES.WORKSPACE_ID), issuer.ID.eq(MINUTES.ISSUED_BY))
                .where(MINUTES.MEETING_ID.eq(meeting.id()))
                .fetchOptional(one -> new Minutes(meeting, State.of(one.value1()), one.value2(), one.value3(), one.value4(), one.value5(), one.value6(), sections(meeting, one.value7()), rows(meeting.id(), MINUTES_ROW.REMOVED_AT.isNull())));
    }

    private static List<Section> sections(Meeting meeting, String @Nullable [] kept) {
        return kept == null ? Section.of(meeting.kind()) : Arrays.stream(kept).map(Section::of).flatMap(Optional::stream).toList();
    }

    /** In which sections the minutes of a meeting are written. */
    List<Section> sections(Meeting meeting) {
        return sections(meeting, db.select(MINUTES.SECTIONS).from(MINUTES).where(MINUTES.MEETING_ID.eq(meeting.id())).fetchOne(MINUTES.SECTIONS));
    }

    /** In which state the minutes of a meeting are; nothing where nobody has begun them. */
    @Transactional(readOnly = true)
    public Optional<State> state(MeetingId meeting) {
        return db.select(MINUTES.STATE).from(MINUTES).where(MINUTES.MEETING_ID.eq(meeting)).fetchOptional(one -> State.of(one.value1()));
    }

    /** What changed after a revision, removed rows too; and the revision it is now. */
    public record News(int revision, State state, List<Row> rows) {}

    @Transactional(readOnly = true)
    public Optional<News> since(MeetingId meeting, int revision) {
        var now = db.select(MINUTES.REVISION, MINUTES.STATE).from(MINUTES).where(MINUTES.MEETING_ID.eq(meeting)).fetchOne();
        if (now == null) return Optional.empty();
        return Optional.of(new News(now.value1(), State.of(now.value2()), now.value1() <= revision ? List.of() : rows(meeting, MINUTES_ROW.REVISION.gt(revision))));
    }

    /** The newest changes, of so many revisions; for what many pages ask for at once. */
    @Transactional(readOnly = true)
    public Optional<News> newest(MeetingId meeting, int revisions) {
        var now = db.select(MINUTES.REVISION, MINUTES.STATE).from(MINUTES).where(MINUTES.MEETING_ID.eq(meeting)).fetchOne();
        if (now == null) return Optional.empty();
        return Optional.of(new News(now.value1(), State.of(now.value2()), rows(meeting, MINUTES_ROW.REVISION.gt(now.value1() - revisions))));
    }

    /** A row of these minutes that was not removed. */
    Optional<Row> row(MeetingId meeting, MinutesRowId id) {
        return read(MINUTES_ROW.ID.eq(id).and(MINUTES_ROW.MEETING_ID.eq(meeting)).and(MINUTES_ROW.REMOVED_AT.isNull())).stream().findFirst();
    }

    private List<Row> rows(MeetingId meeting, Condition which) {
        return read(MINUTES_ROW.MEETING_ID.eq(meeting).and(which));
    }

    private List<Row> read(Condition which) {
        var r = MINUTES_ROW;
        var owner = MEMBER.as("owner");
        var holder = MEMBER.as("holder");
        var voter = MEMBER.as("voter");
        var votes = multiset(select(VOTE.MEMBER_ID, voter.DISPLAY_NAME, VOTE.CHOICE)
                        .from(VOTE)
                        .join(voter).on(voter.WORKSPACE_ID.eq(VOTE.WORKSPACE_ID), voter.ID.eq(VOTE.MEMBER_ID))
                        .where(VOTE.WORKSPACE_ID.eq(r.WORKSPACE_ID), VOTE.MINUTES_ROW_ID.eq(r.ID))
                        .orderBy(VOTE.VOTED_AT))
                .convertFrom(found -> found.map(vote -> new Vote(vote.value1(), vote.value2(), Choice.of(vote.value3()).orElseThrow())));
        return db.select(r.ID, r.SECTION, r.POSITION, r.PARTY_ID, PARTY.NAME, r.CONTENT, r.REPLY, r.OUTCOME, r.OWNER_ID, owner.DISPLAY_NAME, r.DUE_ON, r.DELIVERABLE, r.BECOMES, r.TASK_ID, TASK.NUMBER)
                .select(TASK.STATUS, r.DONE_AT, r.CARRIED_FROM, r.REVISION, r.VERSION, r.HELD_BY, holder.DISPLAY_NAME, r.HELD_UNTIL, r.REMOVED_AT, votes)
                .from(r)
                .leftJoin(PARTY).on(PARTY.WORKSPACE_ID.eq(r.WORKSPACE_ID), PARTY.ID.eq(r.PARTY_ID))
                .leftJoin(owner).on(owner.WORKSPACE_ID.eq(r.WORKSPACE_ID), owner.ID.eq(r.OWNER_ID))
                .leftJoin(holder).on(holder.WORKSPACE_ID.eq(r.WORKSPACE_ID), holder.ID.eq(r.HELD_BY))
                .leftJoin(TASK).on(TASK.WORKSPACE_ID.eq(r.WORKSPACE_ID), TASK.ID.eq(r.TASK_ID), TASK.DELETED_AT.isNull())
                .where(which)
                .orderBy(r.POSITION, r.ID)
                .fetch(one -> new Row(one.get(r.ID), Section.of(one.get(r.SECTION)).orElseThrow(), one.get(r.POSITION), one.get(r.PARTY_ID), text(one.get(PARTY.NAME)), one.get(r.CONTENT), one.get(r.REPLY),
                        one.get(r.OUTCOME) == null ? null : Outcome.of(one.get(r.OUTCOME)).orElseThrow(), one.get(r.OWNER_ID), text(one.get(owner.DISPLAY_NAME)), one.get(r.DUE_ON), one.get(r.DELIVERABLE), one.get(r.BECOMES).equals("task"), one.get(r.TASK_ID), one.get(TASK.NUMBER),
                        one.get(r.DONE_AT) != null || List.of("done", "accepted", "cancelled").contains(text(one.get(TASK.STATUS))), one.get(r.CARRIED_FROM) != null, one.get(r.REVISION), one.get(r.VERSION), one.get(r.HELD_BY), text(one.get(holder.DISPLAY_NAME)), one.get(r.HELD_UNTIL),
                        one.get(r.REMOVED_AT) != null, one.get(votes)));
    }

    private static String text(@Nullable String text) {
        return Objects.requireNonNullElse(text, "");
    }

    // ---- from one meeting to the next

    /** The meeting before this one that it goes on from: the latest of its series, or of its kind where it has none, that has minutes. */
    Optional<MeetingId> before(Meeting meeting) {
        return db.select(MEETING.ID)
                .from(MEETING)
                .join(MINUTES).on(MINUTES.WORKSPACE_ID.eq(MEETING.WORKSPACE_ID), MINUTES.MEETING_ID.eq(MEETING.ID))
                .where(MEETING.PROJECT_ID.eq(meeting.project()), MEETING.STARTS_AT.lt(meeting.startsAt()), MEETING.STATUS.ne("cancelled"), alike(meeting))
                .orderBy(MEETING.STARTS_AT.desc())
                .limit(1)
                .fetchOptional(MEETING.ID);
    }

    /** The next one like it of which minutes are being written, where nothing was issued of them. */
    Optional<MeetingId> draftedAfter(Meeting meeting) {
        return db.select(MEETING.ID, MINUTES.STATE)
                .from(MEETING)
                .join(MINUTES).on(MINUTES.WORKSPACE_ID.eq(MEETING.WORKSPACE_ID), MINUTES.MEETING_ID.eq(MEETING.ID))
                .where(MEETING.PROJECT_ID.eq(meeting.project()), MEETING.STARTS_AT.gt(meeting.startsAt()), MEETING.STATUS.ne("cancelled"), alike(meeting))
                .orderBy(MEETING.STARTS_AT)
                .limit(1)
                .fetchOptional()
                .filter(next -> next.value2().equals(Minutes.State.DRAFT.text()))
                .map(next -> next.value1());
    }

    /** When the next one like it is planned. */
    public record Next(int number, String title, Instant startsAt, String place) {}

    @Transactional(readOnly = true)
    public Optional<Next> after(Meeting meeting) {
        return db.select(MEETING.NUMBER, MEETING.TITLE, MEETING.STARTS_AT, coalesce(MEETING.PLACE, ""))
                .from(MEETING)
                .where(MEETING.PROJECT_ID.eq(meeting.project()), MEETING.STARTS_AT.gt(meeting.startsAt()), MEETING.STATUS.eq("planned"), alike(meeting))
                .orderBy(MEETING.STARTS_AT)
                .limit(1)
                .fetchOptional(one -> new Next(one.value1(), one.value2(), one.value3(), one.value4()));
    }

    // Series that were moved are different ones, so a kind that repeats goes on by its kind and title.
    private static Condition alike(Meeting meeting) {
        return MEETING.KIND.eq(meeting.kind().text()).and(meeting.kind() == Meeting.Kind.OTHER || meeting.kind() == Meeting.Kind.DISPUTE ? MEETING.TITLE.eq(meeting.title()) : noCondition());
    }

    /** An action item that is not done, of an earlier meeting. */
    public record Unfinished(MinutesRowId id, int meeting, String content, String ownerName, String partyName, @Nullable LocalDate dueOn, @Nullable Integer taskNumber) {}

    /** What earlier meetings like this one left to be done: it stands on the agenda of the next until it is. */
    @Transactional(readOnly = true)
    public List<Unfinished> unfinished(Meeting meeting) {
        return unfinished(MEETING.PROJECT_ID.eq(meeting.project()).and(MEETING.STARTS_AT.lt(meeting.startsAt())).and(alike(meeting)), 50);
    }

    /** Every action item of a project that is not done. */
    @Transactional(readOnly = true)
    public List<Unfinished> unfinished(ProjectId project, int most) {
        return unfinished(MEETING.PROJECT_ID.eq(project), most);
    }

    private List<Unfinished> unfinished(Condition which, int most) {
        var r = MINUTES_ROW;
        var owner = MEMBER.as("owner");
        return db.select(r.ID, MEETING.NUMBER, r.CONTENT, owner.DISPLAY_NAME, PARTY.NAME, r.DUE_ON, TASK.NUMBER)
                .from(r)
                .join(MEETING).on(MEETING.WORKSPACE_ID.eq(r.WORKSPACE_ID), MEETING.ID.eq(r.MEETING_ID))
                .leftJoin(PARTY).on(PARTY.WORKSPACE_ID.eq(r.WORKSPACE_ID), PARTY.ID.eq(r.PARTY_ID))
                .leftJoin(owner).on(owner.WORKSPACE_ID.eq(r.WORKSPACE_ID), owner.ID.eq(r.OWNER_ID))
                .leftJoin(TASK).on(TASK.WORKSPACE_ID.eq(r.WORKSPACE_ID), TASK.ID.eq(r.TASK_ID))
                .where(which, r.SECTION.in("actions", "improvements"), r.OWNER_ID.isNotNull(), r.DONE_AT.isNull(), r.REMOVED_AT.isNull(), r.CONTENT.ne(""))
                .and(r.TASK_ID.isNull().or(TASK.STATUS.notIn("done", "accepted", "cancelled").and(TASK.DELETED_AT.isNull())))
                .orderBy(r.DUE_ON, r.ID)
                .limit(most)
                .fetch(one -> new Unfinished(one.value1(), one.value2(), one.value3(), text(one.value4()), text(one.value5()), one.value6(), one.value7()));
    }

    // ---- acknowledgements

    /** Who was asked to read an issue, and when they did. */
    public record Read(MemberId member, String name, @Nullable Instant at, String note) {}

    @Transactional(readOnly = true)
    public List<Read> read(Meeting meeting, int issue) {
        var by = db.select(ACKNOWLEDGEMENT.MEMBER_ID, ACKNOWLEDGEMENT.ACKNOWLEDGED_AT, ACKNOWLEDGEMENT.NOTE).from(ACKNOWLEDGEMENT).where(ACKNOWLEDGEMENT.MEETING_ID.eq(meeting.id()), ACKNOWLEDGEMENT.ISSUE.eq(issue)).fetchMap(ACKNOWLEDGEMENT.MEMBER_ID, found -> found);
        return meeting.participants().stream().filter(one -> one.member() != null).map(one -> {
            var found = by.get(one.member());
            return new Read(Objects.requireNonNull(one.member()), one.name(), found == null ? null : found.value2(), found == null ? "" : found.value3());
        }).toList();
    }

    // ---- for modules above

    /** A meeting that was called, and when its minutes were published; null where they are not, or void. */
    public record Called(MeetingId meeting, int number, String title, @Nullable Instant published) {}

    /** The latest meeting of this kind in a project whose minutes are published; the latest that was called where there are none (a launch asks for the kickoff’s). */
    @Transactional(readOnly = true)
    public Optional<Called> called(ProjectId project, Meeting.Kind kind) {
        return db.select(MEETING.ID, MEETING.NUMBER, MEETING.TITLE, MINUTES.ISSUED_AT)
                .from(MEETING)
                .leftJoin(MINUTES).on(MINUTES.WORKSPACE_ID.eq(MEETING.WORKSPACE_ID), MINUTES.MEETING_ID.eq(MEETING.ID), MINUTES.STATE.ne("draft"),
                        org.jooq.impl.DSL.notExists(org.jooq.impl.DSL.selectOne().from(DOCUMENT).where(DOCUMENT.PROJECT_ID.eq(project), DOCUMENT.KIND.eq(Minutes.DOCUMENT_KIND), DOCUMENT.SUBJECT_ID.eq(MEETING.ID.coerce(java.util.UUID.class)), DOCUMENT.VOIDED_AT.isNotNull())))
                .where(MEETING.PROJECT_ID.eq(project), MEETING.KIND.eq(kind.text()), MEETING.STATUS.ne("cancelled"))
                .orderBy(MINUTES.ISSUED_AT.isNull(), MEETING.STARTS_AT.desc())
                .limit(1)
                .fetchOptional(one -> new Called(one.value1(), one.value2(), one.value3(), one.value4()));
    }
}
