package meridian.meeting;

import static db.identity.Tables.MEMBER;
import static db.identity.Tables.ROLE_GRANT;
import static db.identity.Tables.WORKSPACE;
import static db.meeting.Tables.ACKNOWLEDGEMENT;
import static db.meeting.Tables.MEETING;
import static db.meeting.Tables.MINUTES;
import static db.meeting.Tables.MINUTES_ROW;
import static db.meeting.Tables.VOTE;
import static db.project.Tables.PARTY;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import meridian.activity.Activities;
import meridian.activity.Changes;
import meridian.approval.Approval;
import meridian.approval.ApprovalTemplates;
import meridian.approval.Approvals;
import meridian.approval.Route;
import meridian.approval.StepKind;
import meridian.document.Approver;
import meridian.document.Canonical;
import meridian.document.Documents;
import meridian.duty.Duties;
import meridian.identity.Calendars;
import meridian.identity.Permission;
import meridian.index.Index;
import meridian.meeting.Meeting.Status;
import meridian.meeting.Minutes.Choice;
import meridian.meeting.Minutes.Outcome;
import meridian.meeting.Minutes.Row;
import meridian.meeting.Minutes.Section;
import meridian.meeting.Minutes.State;
import meridian.outbox.Mails;
import meridian.outbox.Notice;
import meridian.outbox.NoticeGroup;
import meridian.outbox.Notices;
import meridian.project.Parties;
import meridian.project.Party;
import meridian.project.ProjectAccess;
import meridian.project.RuleBooks;
import meridian.project.Stage;
import meridian.tenancy.Actor;
import meridian.tenancy.ApprovalId;
import meridian.tenancy.MeetingId;
import meridian.tenancy.MemberId;
import meridian.tenancy.MinutesRowId;
import meridian.tenancy.NotAllowed;
import meridian.tenancy.NotFound;
import meridian.tenancy.PartyId;
import meridian.tenancy.ProjectId;
import meridian.tenancy.Ref;
import meridian.tenancy.Refused;
import meridian.tenancy.Stale;
import meridian.tenancy.TaskId;
import meridian.web.Live;
import meridian.web.Words;
import meridian.workplan.TaskFields;
import meridian.workplan.TaskKind;
import meridian.workplan.Tasks;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/**
 * All minutes. Everybody who takes part may write; a row belongs to whoever types in it, for a while. Each row is saved by itself, in a
 * transaction of its own: what was acknowledged stays. Pages of the same minutes are told at once, under the topic {@code minutes:<meeting>}.
 */
@Component
public class MinuteBook {
    /** How long somebody has a row after their last key; then another may take it. */
    public static final Duration HOLD = Duration.ofSeconds(25);

    static final String WRITE = "meeting_minutes";
    static final String READ = "minutes_acknowledgement";
    static final String ACTION = "action_item";
    private static final String LETTERS = "MM";
    private static final int MOST_ROWS = 400;
    private static final int MOST_HEADINGS = 30;
    private static final int LONGEST_HEADING = 1000;

    private final DSLContext db;
    private final Clock clock;
    private final Meetings meetings;
    private final MeetingSheets sheets;
    private final MinutesSheets minutes;
    private final MinutesOutlines outlines;
    private final MinutesAddenda addenda;
    private final RuleBooks rules;
    private final Parties parties;
    private final Calendars calendars;
    private final Tasks tasks;
    private final Duties duties;
    private final Documents documents;
    private final Approvals approvals;
    private final ApprovalTemplates templates;
    private final Notices notices;
    private final Mails mails;
    private final Activities activities;
    private final Index index;
    private final Live live;
    private final Words words;
    private final JsonMapper json = new JsonMapper();

    MinuteBook(DSLContext db, Clock clock, Meetings meetings, MeetingSheets sheets, MinutesSheets minutes, MinutesOutlines outlines, MinutesAddenda addenda, RuleBooks rules, Parties parties, Calendars calendars, Tasks tasks, Duties duties, Documents documents, Approvals approvals, ApprovalTemplates templates, Notices notices, Mails mails, Activities activities, Live live, Words words, Index index) {
        this.index = index;
        this.db = db;
        this.clock = clock;
        this.meetings = meetings;
        this.sheets = sheets;
        this.minutes = minutes;
        this.outlines = outlines;
        this.addenda = addenda;
        this.rules = rules;
        this.parties = parties;
        this.calendars = calendars;
        this.tasks = tasks;
        this.duties = duties;
        this.documents = documents;
        this.approvals = approvals;
        this.templates = templates;
        this.notices = notices;
        this.mails = mails;
        this.activities = activities;
        this.live = live;
        this.words = words;
    }

    public static String topic(MeetingId meeting) {
        return "minutes:" + meeting;
    }

    // ---- beginning

    /** Begins the minutes: a row for each party, what the last meeting planned as this one’s goals, and the headings of the project’s minutes template. Beginning again changes nothing. */
    @Transactional
    public void begin(ProjectId project, MeetingId id, Actor actor) {
        var held = meetings.lock(project, id, actor);
        var meeting = held.meeting();
        if (!mayWrite(held.access(), meeting)) throw new NotAllowed();
        if (meeting.cancelled()) throw Refused.because("meeting.over");
        if (minutes.state(id).isPresent()) return;
        var sections = outlines.of(project).sections().getOrDefault(meeting.kind(), Section.of(meeting.kind()));
        db.insertInto(MINUTES).set(MINUTES.MEETING_ID, id).set(MINUTES.SECTIONS, sections.stream().map(Section::text).toArray(String[]::new)).set(MINUTES.BEGUN_BY, actor.person()).set(MINUTES.BEGUN_AT, clock.instant()).execute();
        int position = 0;
        if (sections.contains(Section.GOALS)) {
            for (var goal : planned(meeting)) insert(id, Section.GOALS, position++, goal.party(), goal.content(), goal.id(), 1);
        }
        for (var section : sections) {
            if (section == Section.PROGRESS || section == Section.PLAN || section == Section.RESULTS) for (var party : parties.of(project)) insert(id, section, position++, party.id(), "", null, 1);
        }
        if (sections.contains(Section.NOTES)) for (var heading : headings(project)) insert(id, Section.NOTES, position++, null, heading, null, 1);
        db.update(MINUTES).set(MINUTES.REVISION, 1).where(MINUTES.MEETING_ID.eq(id)).execute();
        activities.record(actor, new MeetingActivity.MinutesBegun(meeting.ref(), meeting.number(), meeting.title()), project, null);
        live.changed(topic(id));
    }

    private List<String> headings(ProjectId project) {
        return rules.of(project).minutesHeadings().stream().limit(MOST_HEADINGS).map(heading -> heading.length() > LONGEST_HEADING ? heading.substring(0, LONGEST_HEADING) : heading).toList();
    }

    private List<Row> planned(Meeting meeting) {
        return minutes.before(meeting).map(sheets::get).flatMap(minutes::of).map(before -> before.of(Section.PLAN).stream().filter(row -> !row.blank()).toList()).orElse(List.of());
    }

    // The next minutes may have been begun before the plan was written that is their goals: they follow it, but for what somebody has said to them there.
    private void carryOn(Minutes book) {
        var next = minutes.draftedAfter(book.meeting()).orElse(null);
        if (next == null || !minutes.sections(sheets.get(next)).contains(Section.GOALS)) return;
        int revision = next(next);
        var there = db.select(MINUTES_ROW.ID, MINUTES_ROW.CARRIED_FROM, MINUTES_ROW.CONTENT, MINUTES_ROW.POSITION, MINUTES_ROW.WRITTEN_BY, MINUTES_ROW.HELD_UNTIL).from(MINUTES_ROW)
                .where(MINUTES_ROW.MEETING_ID.eq(next), MINUTES_ROW.SECTION.eq(Section.GOALS.text()), MINUTES_ROW.CARRIED_FROM.isNotNull()).fetchMap(MINUTES_ROW.CARRIED_FROM);
        var now = clock.instant();
        int position = db.select(DSL.coalesce(DSL.max(MINUTES_ROW.POSITION), 0)).from(MINUTES_ROW).where(MINUTES_ROW.MEETING_ID.eq(next)).fetchSingle(0, int.class);
        for (var goal : book.of(Section.PLAN)) {
            if (goal.blank()) continue;
            var known = there.remove(goal.id().value());
            if (known == null) insert(next, Section.GOALS, ++position, goal.party(), goal.content(), goal.id(), revision);
            else if (known.value5() == null && (known.value6() == null || known.value6().isBefore(now)) && !known.value3().equals(goal.content())) {
                db.update(MINUTES_ROW).set(MINUTES_ROW.CONTENT, goal.content()).set(MINUTES_ROW.TOLD_CONTENT, goal.content()).set(MINUTES_ROW.PARTY_ID, goal.party()).set(MINUTES_ROW.VERSION, MINUTES_ROW.VERSION.plus(1)).set(MINUTES_ROW.REVISION, revision).where(MINUTES_ROW.ID.eq(known.value1())).execute();
                index.changed(Ref.of(MinutesSearch.KIND, known.value1()));
            }
        }
        // What is planned no more.
        for (var gone : there.values()) {
            if (gone.value5() != null || gone.value6() != null && gone.value6().isAfter(now)) continue;
            db.update(MINUTES_ROW).set(MINUTES_ROW.REMOVED_AT, now).set(MINUTES_ROW.REVISION, revision).where(MINUTES_ROW.ID.eq(gone.value1()), MINUTES_ROW.REMOVED_AT.isNull()).execute();
            index.changed(Ref.of(MinutesSearch.KIND, gone.value1()));
        }
        live.changed(topic(next));
    }

    private void insert(MeetingId meeting, Section section, int position, @Nullable PartyId party, String content, @Nullable MinutesRowId from, int revision) {
        var id = MinutesRowId.next();
        index.changed(Ref.of(MinutesSearch.KIND, id));
        db.insertInto(MINUTES_ROW)
                .set(MINUTES_ROW.ID, id)
                .set(MINUTES_ROW.MEETING_ID, meeting)
                .set(MINUTES_ROW.SECTION, section.text())
                .set(MINUTES_ROW.POSITION, position)
                .set(MINUTES_ROW.PARTY_ID, party)
                .set(MINUTES_ROW.CONTENT, content)
                .set(MINUTES_ROW.TOLD_CONTENT, content)
                .set(MINUTES_ROW.CARRIED_FROM, from == null ? null : from.value())
                .set(MINUTES_ROW.REVISION, revision)
                .execute();
    }

    // ---- rows

    /** What a save acknowledges. */
    public record Saved(MinutesRowId id, int version, boolean made) {}

    /** Adds a row at the end of a section, held by whoever adds it; the same id again changes nothing. */
    @Transactional
    public Saved add(ProjectId project, MeetingId meeting, MinutesRowId id, Section section, @Nullable PartyId party, Actor actor) {
        var writing = write(project, meeting, actor);
        if (!minutes.sections(writing.meeting()).contains(section)) throw Refused.at("section", "refused.not_a_choice");
        if (party != null && !db.fetchExists(PARTY, PARTY.ID.eq(party), PARTY.PROJECT_ID.eq(project), PARTY.REMOVED_AT.isNull())) throw Refused.at("party", "refused.not_a_choice");
        var there = db.select(MINUTES_ROW.MEETING_ID, MINUTES_ROW.VERSION).from(MINUTES_ROW).where(MINUTES_ROW.ID.eq(id)).fetchOne();
        if (there != null) {
            if (!there.value1().equals(meeting)) throw new NotFound();
            return new Saved(id, there.value2(), false);
        }
        var known = db.select(DSL.count(), DSL.coalesce(DSL.max(MINUTES_ROW.POSITION), 0)).from(MINUTES_ROW).where(MINUTES_ROW.MEETING_ID.eq(meeting)).fetchSingle();
        if (known.value1() >= MOST_ROWS) throw Refused.because("minutes.too_many_rows", MOST_ROWS);
        db.insertInto(MINUTES_ROW)
                .set(MINUTES_ROW.ID, id)
                .set(MINUTES_ROW.MEETING_ID, meeting)
                .set(MINUTES_ROW.SECTION, section.text())
                .set(MINUTES_ROW.POSITION, known.value2() + 1)
                .set(MINUTES_ROW.PARTY_ID, party)
                .set(MINUTES_ROW.REVISION, writing.next())
                .set(MINUTES_ROW.HELD_BY, actor.person())
                .set(MINUTES_ROW.HELD_UNTIL, clock.instant().plus(HOLD))
                .execute();
        live.changed(topic(meeting));
        return new Saved(id, 0, false);
    }

    /** Takes a row to type in it; refused while somebody else has it. */
    @Transactional
    public void hold(ProjectId project, MeetingId meeting, MinutesRowId id, Actor actor) {
        var writing = write(project, meeting, actor);
        var row = row(meeting, id);
        var now = clock.instant();
        free(row, actor, now);
        var held = actor.person().equals(row.heldBy(now));
        if (!held) tell(writing, row, actor);
        db.update(MINUTES_ROW)
                .set(MINUTES_ROW.HELD_BY, actor.person())
                .set(MINUTES_ROW.HELD_UNTIL, now.plus(HOLD))
                .set(MINUTES_ROW.REVISION, held ? DSL.val(row.revision()) : DSL.val(writing.next()))
                .where(MINUTES_ROW.ID.eq(id))
                .execute();
        if (!held) live.changed(topic(meeting));
    }

    private static void free(Row row, Actor actor, Instant now) {
        var holder = row.heldBy(now);
        if (holder != null && !holder.equals(actor.person())) throw Refused.because("minutes.row_held", row.holderName());
    }

    /** What is typed in a row. */
    public record Typed(@Nullable PartyId party, String content, String reply, @Nullable Outcome outcome, @Nullable MemberId owner, @Nullable LocalDate dueOn, String deliverable, boolean asTask) {}

    /** Saves a row as the person saw it, and keeps holding it ({@code done}: lets it go). An action item that says what, who and by when is made into a duty or a task at once. */
    @Transactional
    public Saved save(ProjectId project, MeetingId meeting, MinutesRowId id, Typed typed, boolean done, int version, Actor actor) {
        var writing = write(project, meeting, actor);
        var row = row(meeting, id);
        var now = clock.instant();
        free(row, actor, now);
        if (row.version() != version) throw new Stale();
        var check = new Refused.Check();
        var content = check.optional("content", typed.content(), 4000);
        var reply = row.section().replied() ? check.optional("reply", typed.reply(), 4000) : "";
        var deliverable = row.section() == Section.ACTIONS ? check.optional("deliverable", typed.deliverable(), 300) : "";
        var party = row.section().byParty() ? typed.party() : null;
        check.reject(party != null && !party.equals(row.party()) && !db.fetchExists(PARTY, PARTY.ID.eq(party), PARTY.PROJECT_ID.eq(project), PARTY.REMOVED_AT.isNull()), "party", "refused.not_a_choice");
        var owner = row.section().owned() ? typed.owner() : null;
        check.reject(owner != null && !owner.equals(row.owner()) && !team(project, owner), "owner", "refused.not_a_choice");
        var due = row.section().owned() ? typed.dueOn() : null;
        var today = LocalDate.ofInstant(now, writing.access().homeZone());
        check.reject(due != null && !due.equals(row.dueOn()) && due.isBefore(today.minusDays(1)), "due_on", "minutes.due_past");
        check.reject(due != null && due.isAfter(today.plusYears(3)), "due_on", "refused.not_a_date");
        var asTask = row.section() == Section.ACTIONS && (row.task() != null || typed.asTask());
        check.reject(asTask && row.task() == null && !writing.access().may(Permission.EDIT_PLAN, party), "becomes", "minutes.may_not_add_tasks");
        check.done();
        var same = row.content().equals(content) && row.reply().equals(reply) && row.outcome() == typed.outcome() && Objects.equals(row.owner(), owner) && Objects.equals(row.dueOn(), due) && row.deliverable().equals(deliverable) && row.asTask() == asTask && Objects.equals(row.party(), party);
        if (same && !done) {
            db.update(MINUTES_ROW).set(MINUTES_ROW.HELD_BY, actor.person()).set(MINUTES_ROW.HELD_UNTIL, now.plus(HOLD)).where(MINUTES_ROW.ID.eq(id)).execute();
            return new Saved(id, version, row.task() != null);
        }
        db.update(MINUTES_ROW)
                .set(MINUTES_ROW.PARTY_ID, party)
                .set(MINUTES_ROW.CONTENT, content)
                .set(MINUTES_ROW.REPLY, reply)
                .set(MINUTES_ROW.OUTCOME, row.section() == Section.GOALS && typed.outcome() != null ? typed.outcome().text() : null)
                .set(MINUTES_ROW.OWNER_ID, owner)
                .set(MINUTES_ROW.DUE_ON, due)
                .set(MINUTES_ROW.DELIVERABLE, deliverable)
                .set(MINUTES_ROW.BECOMES, asTask ? "task" : "duty")
                .set(MINUTES_ROW.WRITTEN_BY, actor.person())
                .set(MINUTES_ROW.WRITTEN_AT, now)
                .set(MINUTES_ROW.HELD_BY, done ? null : actor.person())
                .set(MINUTES_ROW.HELD_UNTIL, done ? null : now.plus(HOLD))
                .set(MINUTES_ROW.VERSION, same ? MINUTES_ROW.VERSION : MINUTES_ROW.VERSION.plus(1))
                .set(MINUTES_ROW.REVISION, writing.next())
                .where(MINUTES_ROW.ID.eq(id))
                .execute();
        // What they voted on says something else now.
        if (row.section().voted() && !row.content().equals(content)) db.deleteFrom(VOTE).where(VOTE.MINUTES_ROW_ID.eq(id)).execute();
        index.changed(Ref.of(MinutesSearch.KIND, id));
        boolean made = row.task() != null;
        if (row.section().owned() || done) {
            var after = row(meeting, id);
            if (row.section().owned()) make(writing, row, after, actor);
            if (done) tell(writing, after, actor);
            made = after.task() != null;
        }
        live.changed(topic(meeting));
        return new Saved(id, same ? version : version + 1, made);
    }

    /** Takes a row away; what was owed because of it is owed no more. A task that was made of it stays in the plan. */
    @Transactional
    public void remove(ProjectId project, MeetingId meeting, MinutesRowId id, int version, Actor actor) {
        var writing = write(project, meeting, actor);
        var row = row(meeting, id);
        free(row, actor, clock.instant());
        if (row.version() != version) throw new Stale();
        db.update(MINUTES_ROW).set(MINUTES_ROW.REMOVED_AT, clock.instant()).setNull(MINUTES_ROW.HELD_BY).setNull(MINUTES_ROW.HELD_UNTIL).set(MINUTES_ROW.REVISION, writing.next()).where(MINUTES_ROW.ID.eq(id)).execute();
        index.changed(Ref.of(MinutesSearch.KIND, id));
        if (row.section().owned()) duties.cancel(ACTION, id, actor);
        if (!row.blank()) activities.record(actor, new MeetingActivity.MinutesRowRemoved(writing.meeting().ref(), writing.meeting().number(), writing.meeting().title(), row.section().text(), row.content()), project, null);
        live.changed(topic(meeting));
    }

    // What somebody wrote is recorded when they let the row go, or another takes it: not with every pause of their hands.
    private void tell(Writing writing, Row row, Actor actor) {
        var told = db.select(MINUTES_ROW.TOLD_VERSION, MINUTES_ROW.TOLD_CONTENT, MINUTES_ROW.WRITTEN_BY).from(MINUTES_ROW).where(MINUTES_ROW.ID.eq(row.id())).fetchSingle();
        if (told.value1() == row.version() || told.value3() == null) return;
        var by = told.value3().equals(actor.member()) ? actor : Actor.of(actor.workspace(), told.value3());
        var now = said(row);
        activities.record(by, new MeetingActivity.MinutesRowWritten(writing.meeting().ref(), writing.meeting().number(), writing.meeting().title(), row.section().text(), new Changes().of("content", told.value2(), now).list()), writing.access().id(), row.party());
        db.update(MINUTES_ROW).set(MINUTES_ROW.TOLD_VERSION, row.version()).set(MINUTES_ROW.TOLD_CONTENT, now.length() > 8000 ? now.substring(0, 8000) : now).where(MINUTES_ROW.ID.eq(row.id())).execute();
    }

    private static String said(Row row) {
        var said = new ArrayList<String>();
        for (var part : new String[] {row.content(), row.reply(), row.owner() == null ? "" : "member:" + row.owner(), row.dueOn() == null ? "" : row.dueOn().toString(), row.deliverable()}) if (!part.isBlank()) said.add(part);
        return String.join(" · ", said);
    }

    // ---- action items

    private void make(Writing writing, Row before, Row after, Actor actor) {
        if (after.task() != null) return;
        if (before.owner() != null && !before.owner().equals(after.owner()) || !after.complete() || after.asTask()) duties.cancel(ACTION, after.id(), actor);
        if (!after.complete() || after.done()) return;
        var owner = Objects.requireNonNull(after.owner());
        var due = Objects.requireNonNull(after.dueOn());
        if (after.asTask()) {
            var id = new TaskId(after.id().value());
            var text = after.content().lines().findFirst().orElse("");
            var fields = TaskFields.titled(text.length() > 300 ? text.substring(0, 300) : text).withDescription(after.content().equals(text) ? "" : after.content()).withParty(after.party()).withOwner(owner).withFinish(TaskFields.endOf(due)).withDeliverable(null, after.deliverable());
            tasks.add(new Tasks.NewTask(id, writing.access().id(), TaskKind.TASK, null, null, fields), actor);
            db.update(MINUTES_ROW).set(MINUTES_ROW.TASK_ID, id).where(MINUTES_ROW.ID.eq(after.id())).execute();
        } else {
            var title = writing.meeting().code() + " " + after.content().replace('\n', ' ');
            duties.keep(new Duties.NewDuty(ACTION, writing.access().id(), after.party(), Ref.of("minutes_row", after.id()), title, owner, owner.equals(writing.meeting().host()) ? null : writing.meeting().host(), null, endOf(writing.access(), after.party(), due)));
        }
    }

    private Instant endOf(ProjectAccess access, @Nullable PartyId party, LocalDate due) {
        var region = party == null ? access.homeRegion() : parties.of(access.id()).stream().filter(one -> one.id().equals(party)).map(Party::calendarRegion).findFirst().orElse(access.homeRegion());
        return calendars.of(region).endOfDay(due);
    }

    /** An action item is done, says its owner; answers the meeting’s number. */
    @Transactional
    public int done(ProjectId project, MinutesRowId id, Actor actor) {
        var of = db.select(MINUTES_ROW.MEETING_ID).from(MINUTES_ROW).join(MEETING).on(MEETING.WORKSPACE_ID.eq(MINUTES_ROW.WORKSPACE_ID), MEETING.ID.eq(MINUTES_ROW.MEETING_ID)).where(MINUTES_ROW.ID.eq(id), MEETING.PROJECT_ID.eq(project), MINUTES_ROW.SECTION.in("actions", "improvements")).fetchOptional(MINUTES_ROW.MEETING_ID).orElseThrow(NotFound::new);
        var held = meetings.lock(project, of, actor);
        if (held.access().auditor()) throw new NotAllowed();
        var row = row(of, id);
        if (!actor.person().equals(row.owner()) && !duties.owes(ACTION, id, actor.person())) throw new NotAllowed();
        if (row.done()) throw new Stale();
        if (row.task() != null) throw Refused.because("minutes.done_in_plan");
        db.update(MINUTES_ROW).set(MINUTES_ROW.DONE_BY, actor.person()).set(MINUTES_ROW.DONE_AT, clock.instant()).set(MINUTES_ROW.REVISION, next(of)).where(MINUTES_ROW.ID.eq(id)).execute();
        duties.meet(ACTION, id, actor);
        activities.record(actor, new MeetingActivity.ActionItemDone(held.meeting().ref(), held.meeting().number(), held.meeting().title(), row.content()), project, row.party());
        live.changed(topic(of));
        return held.meeting().number();
    }

    // ---- voting

    /** Somebody who was asked to a phase review votes on what it decides or improves; voting again changes their vote. */
    @Transactional
    public void vote(ProjectId project, MeetingId meeting, MinutesRowId id, @Nullable Choice choice, Actor actor) {
        var writing = write(project, meeting, actor);
        var row = row(meeting, id);
        if (writing.meeting().kind() != Meeting.Kind.REVIEW || !row.section().voted()) throw Refused.because("minutes.no_vote");
        if (writing.meeting().participant(actor.person()).isEmpty()) throw new NotAllowed();
        if (choice == null) throw Refused.at("vote", "refused.missing");
        if (row.blank()) throw Refused.because("minutes.no_vote");
        db.insertInto(VOTE)
                .set(VOTE.MINUTES_ROW_ID, id)
                .set(VOTE.MEMBER_ID, actor.person())
                .set(VOTE.CHOICE, choice.text())
                .set(VOTE.VOTED_AT, clock.instant())
                .onConflict(VOTE.WORKSPACE_ID, VOTE.MINUTES_ROW_ID, VOTE.MEMBER_ID)
                .doUpdate()
                .set(VOTE.CHOICE, choice.text())
                .set(VOTE.VOTED_AT, clock.instant())
                .execute();
        db.update(MINUTES_ROW).set(MINUTES_ROW.REVISION, writing.next()).where(MINUTES_ROW.ID.eq(id)).execute();
        activities.record(actor, new MeetingActivity.Voted(writing.meeting().ref(), writing.meeting().number(), writing.meeting().title(), row.content(), choice.text()), project, null);
        live.changed(topic(meeting));
    }

    // ---- publishing

    /** Issues the minutes as the next version of their document: nobody writes in them any more, everybody who was asked to come gets them. Refused where they have to be approved first. */
    @Transactional
    public void publish(ProjectId project, MeetingId id, boolean asks, String reason, int version, Actor actor) {
        var ready = ready(project, id, reason, version, actor);
        if (!templates.of(project, Minutes.approvedAs(ready.meeting())).none()) throw Refused.because("minutes.needs_approval");
        if (approvals.of(id, 1).stream().anyMatch(Approval::running)) throw Refused.because("approval.already_running");
        issue(ready, asks, null, actor);
    }

    /** Hands the minutes over for approval as they stand; approved, they are issued. */
    @Transactional
    public ApprovalId submit(ProjectId project, MeetingId id, boolean asks, String reason, Route route, int version, Actor actor) {
        var ready = handOver(project, id, asks, reason, version, actor);
        return approvals.request(project, Ref.of(Minutes.approvedAs(ready.meeting()), id), title(ready.meeting()), ready.reason(), route, actor);
    }

    /** They were approved in the company’s own system: they are issued as they stand. */
    @Transactional
    public ApprovalId recordApproval(ProjectId project, MeetingId id, boolean asks, String reason, int version, Approvals.NewOutside outside, Actor actor) {
        var ready = handOver(project, id, asks, reason, version, actor);
        return approvals.record(project, Ref.of(Minutes.approvedAs(ready.meeting()), id), title(ready.meeting()), ready.reason(), outside, List.of(), actor);
    }

    private Ready handOver(ProjectId project, MeetingId id, boolean asks, String reason, int version, Actor actor) {
        var ready = ready(project, id, reason, version, actor);
        db.update(MINUTES).set(MINUTES.ASKS, asks).where(MINUTES.MEETING_ID.eq(id)).execute();
        return ready;
    }

    private static String title(Meeting meeting) {
        return meeting.code() + " " + meeting.title();
    }

    /** The fingerprint of what the minutes say now; not of when the next meeting is, which nobody agrees to with them. */
    @Transactional(readOnly = true)
    public String fingerprint(MeetingId id) {
        return minutes.of(sheets.get(id)).map(book -> {
            var parts = addenda.parts(book.meeting());
            return HexFormat.of().formatHex(Canonical.sha256(json.valueToTree(Frozen.of(book, parts.isEmpty() ? null : parts, null, null))));
        }).orElse("");
    }

    /** Everybody agreed: in the transaction of the last decision. */
    void approved(Approval approval, Actor actor) {
        var id = new MeetingId(approval.subject().id());
        var state = db.select(MINUTES.STATE, MINUTES.ASKS).from(MINUTES).where(MINUTES.MEETING_ID.eq(id)).forUpdate().fetchOptional().orElseThrow(NotFound::new);
        if (State.of(state.value1()) == State.PUBLISHED) throw Refused.because("minutes.published");
        var meeting = sheets.get(id);
        issue(new Ready(meeting, meetings.access(approval.project(), actor), minutes.of(meeting).orElseThrow(NotFound::new), approval.reason()), state.value2(), approval, actor);
    }

    /** Minutes that can be issued, and why again if they were before. */
    private record Ready(Meeting meeting, ProjectAccess access, Minutes book, String reason) {}

    private Ready ready(ProjectId project, MeetingId id, String reason, int version, Actor actor) {
        var writing = write(project, id, actor);
        if (!Meetings.mayKeep(writing.access(), writing.meeting())) throw new NotAllowed();
        var book = minutes.of(writing.meeting()).orElseThrow(NotFound::new);
        if (book.version() != version) throw new Stale();
        var meeting = writing.meeting();
        var now = clock.instant();
        var check = new Refused.Check();
        var why = check.optional("reason", reason, 500);
        check.reject(book.state() == State.REVISING && why.isEmpty(), "reason", "refused.missing");
        check.reject(meeting.startsAt().isAfter(now) && meeting.status() == Status.PLANNED, "", "meeting.not_begun");
        check.reject(meeting.participants().stream().noneMatch(one -> one.attendance() != null), "", "minutes.attendance_missing");
        var headings = headings(project);
        check.reject(book.rows().stream().allMatch(row -> row.blank() || row.section() == Section.NOTES && headings.contains(row.content())), "", "minutes.empty");
        book.rows().stream().filter(row -> row.heldBy(now) != null && !actor.person().equals(row.heldBy(now))).findFirst().ifPresent(row -> check.reject(true, "", "minutes.somebody_writes", row.holderName()));
        for (var row : book.of(Section.ACTIONS)) check.reject(!row.content().isBlank() && !row.complete(), "", "minutes.action_incomplete", row.content().length() > 40 ? row.content().substring(0, 40) + "…" : row.content());
        check.done();
        for (var row : book.rows()) tell(writing, row, actor);
        if (meeting.status() != Status.HELD) meetings.end(project, id, actor);
        return new Ready(meeting, writing.access(), book, why);
    }

    private void issue(Ready ready, boolean asks, @Nullable Approval approval, Actor actor) {
        var meeting = ready.meeting();
        var id = meeting.id();
        var project = ready.access().id();
        var now = clock.instant();
        var document = documents.register(project, ready.access().code(), Minutes.DOCUMENT_KIND, LETTERS, id, LocalDate.ofInstant(now, ready.access().homeZone()));
        var prepared = meeting.recorder() != null ? meeting.recorder() : approval != null ? approval.preparedBy() : actor.person();
        var approver = approval == null || approval.approver() == null ? Approver.of(actor.person()) : approval.approver();
        var revision = documents.issue(document.id(), ready.reason(), json.valueToTree(Frozen.of(ready.book(), addenda.parts(meeting), minutes.after(meeting).orElse(null), new Frozen.Names(db.select(WORKSPACE.NAME).from(WORKSPACE).fetchSingle(WORKSPACE.NAME), ready.access().name()))), prepared, approval == null ? null : approval.who(StepKind.CHECK), approver);
        db.update(MINUTES_ROW).setNull(MINUTES_ROW.HELD_BY).setNull(MINUTES_ROW.HELD_UNTIL).where(MINUTES_ROW.MEETING_ID.eq(id)).execute();
        db.update(MINUTES)
                .set(MINUTES.STATE, State.PUBLISHED.text())
                .set(MINUTES.REVISION, MINUTES.REVISION.plus(1))
                .set(MINUTES.ISSUED_BY, actor.person())
                .set(MINUTES.ISSUED_AT, now)
                .set(MINUTES.ASKS, asks)
                .set(MINUTES.VERSION, MINUTES.VERSION.plus(1))
                .where(MINUTES.MEETING_ID.eq(id))
                .execute();
        activities.record(actor, new MeetingActivity.MinutesPublished(meeting.ref(), meeting.number(), meeting.title(), revision.version().toString(), ready.reason()), project, null);
        carryOn(ready.book());
        duties.meet(WRITE, id, actor);
        distribute(ready, asks, revision.version().toString(), actor);
        live.changed(topic(id));
    }

    private void distribute(Ready ready, boolean asks, String version, Actor actor) {
        var meeting = ready.meeting();
        // Who was there may have left since.
        var members = Meeting.Participant.told(meeting.participants()).stream().filter(member -> !member.equals(actor.member())).toList();
        duties.cancel(READ, meeting.id(), actor);
        if (asks) for (var member : members) duties.keep(new Duties.NewDuty(READ, ready.access().id(), null, meeting.ref(), meeting.code() + " " + meeting.title(), member, actor.person(), null, null));
        if (!members.isEmpty()) {
            notices.tell(new Notice("minutes_published", NoticeGroup.MEETING, members, "minutes_published:" + meeting.id() + ":" + version, ready.access().id(), meeting.ref(), meeting.title(), Meetings.address(ready.access().code(), meeting.number()) + "/minutes",
                    List.of(Notice.person(actor.person()), version), false));
        }
        if (!mails.configured()) return;
        // The language of a guest is not known: they are written to in both.
        var languages = List.of(Words.CHINESE, Words.ENGLISH);
        var book = minutes.of(meeting).orElseThrow();
        var next = minutes.after(meeting).orElse(null);
        var text = languages.stream().map(language -> new MinutesText(words, language).of(book, next)).collect(Collectors.joining(MeetingMail.BETWEEN));
        var subject = languages.stream().map(language -> words.in(language, "minutes.mail_subject", meeting.title(), version)).collect(Collectors.joining(" / "));
        meeting.participants().stream().filter(Meeting.Participant::guest).forEach(guest -> mails.send(Objects.requireNonNull(guest.email()), subject, text));
    }

    /** Opens published minutes to be written on: what is issued then is a new version. */
    @Transactional
    public void revise(ProjectId project, MeetingId id, Actor actor) {
        var held = meetings.lock(project, id, actor);
        if (!Meetings.mayKeep(held.access(), held.meeting())) throw new NotAllowed();
        if (minutes.state(id).orElseThrow(NotFound::new) != State.PUBLISHED) return;
        documents.find(project, Minutes.DOCUMENT_KIND, id).ifPresent(document -> documents.draftAgain(document.id()));
        db.update(MINUTES).set(MINUTES.STATE, State.REVISING.text()).set(MINUTES.REVISION, MINUTES.REVISION.plus(1)).set(MINUTES.VERSION, MINUTES.VERSION.plus(1)).where(MINUTES.MEETING_ID.eq(id)).execute();
        activities.record(actor, new MeetingActivity.MinutesReopened(held.meeting().ref(), held.meeting().number(), held.meeting().title()), project, null);
        live.changed(topic(id));
    }

    /** Somebody has read the issue there is, and says what they have to say to it. */
    @Transactional
    public void acknowledge(ProjectId project, MeetingId id, String typed, Actor actor) {
        var held = meetings.lock(project, id, actor);
        var meeting = held.meeting();
        if (held.access().auditor() || meeting.participant(actor.person()).isEmpty()) throw new NotAllowed();
        if (minutes.state(id).orElseThrow(NotFound::new) != State.PUBLISHED) throw Refused.because("minutes.not_published");
        var check = new Refused.Check();
        var note = check.optional("note", typed, 1000);
        check.done();
        int issue = documents.find(project, Minutes.DOCUMENT_KIND, id).orElseThrow(NotFound::new).issue();
        int made = db.insertInto(ACKNOWLEDGEMENT)
                .set(ACKNOWLEDGEMENT.MEETING_ID, id)
                .set(ACKNOWLEDGEMENT.ISSUE, issue)
                .set(ACKNOWLEDGEMENT.MEMBER_ID, actor.person())
                .set(ACKNOWLEDGEMENT.ACKNOWLEDGED_AT, clock.instant())
                .set(ACKNOWLEDGEMENT.NOTE, note)
                .onConflictDoNothing()
                .execute();
        if (made == 0) return;
        duties.meet(READ, id, actor.person(), null, actor);
        activities.record(actor, new MeetingActivity.MinutesAcknowledged(meeting.ref(), meeting.number(), meeting.title(), issue, note), project, null);
        live.changed(topic(id));
    }

    // ---- who may

    /** Whoever takes part and reads the project, and whoever keeps the meeting. */
    public static boolean mayWrite(ProjectAccess access, Meeting meeting) {
        if (access.auditor() || access.stage() == Stage.CLOSED || meeting.cancelled()) return false;
        return Meetings.mayKeep(access, meeting) || access.may(Permission.READ) && meeting.participant(access.member()).isPresent();
    }

    // ---- the row

    /** The minutes, held until the transaction ends; {@code next}: the revision of what is changed in it. */
    private record Writing(Meeting meeting, ProjectAccess access, int next) {}

    // Twenty people may wait for the minutes' row: what can be read before it is held is read before.
    private Writing write(ProjectId project, MeetingId id, Actor actor) {
        var access = meetings.access(project, actor);
        var meeting = sheets.get(id);
        if (!meeting.project().equals(project) || !Meetings.mayRead(access, meeting)) throw new NotFound();
        if (!mayWrite(access, meeting)) throw new NotAllowed();
        int next = db.update(MINUTES)
                .set(MINUTES.REVISION, MINUTES.REVISION.plus(1))
                .where(MINUTES.MEETING_ID.eq(id), MINUTES.STATE.ne(State.PUBLISHED.text()))
                .returning(MINUTES.REVISION)
                .fetchOptional(MINUTES.REVISION)
                .orElseThrow(() -> minutes.state(id).isEmpty() ? new NotFound() : Refused.because("minutes.published"));
        return new Writing(meeting, access, next);
    }

    private int next(MeetingId id) {
        return db.update(MINUTES).set(MINUTES.REVISION, MINUTES.REVISION.plus(1)).where(MINUTES.MEETING_ID.eq(id)).returning(MINUTES.REVISION).fetchSingle(MINUTES.REVISION);
    }

    private Row row(MeetingId meeting, MinutesRowId id) {
        return minutes.row(meeting, id).orElseThrow(NotFound::new);
    }

    private boolean team(ProjectId project, MemberId member) {
        return db.fetchExists(DSL.selectOne().from(ROLE_GRANT).join(MEMBER).on(MEMBER.WORKSPACE_ID.eq(ROLE_GRANT.WORKSPACE_ID), MEMBER.ID.eq(ROLE_GRANT.MEMBER_ID), MEMBER.STATE.ne("left")).where(ROLE_GRANT.PROJECT_ID.eq(project), ROLE_GRANT.MEMBER_ID.eq(member)));
    }

    /** What an issue says, kept with it: words as they were written, people by their ids; {@code parts} and {@code next} are what stands behind the rows, {@code names} what house and project were called; null in what was issued before they were kept. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Frozen(String title, String kind, String startsAt, int minutes, String place, String link, String host, String recorder, List<Person> people, List<Line> rows, @Nullable List<Part> parts, @Nullable Next next, @Nullable Names names) {
        /** What house and project were called. */
        record Names(String organisation, String project) {}

        /** A heading’s key, and its lines by language. */
        record Part(String title, Map<String, List<String>> lines) {}

        record Next(int number, String title, String startsAt, String place) {}

        record Person(String person, String name, String attendance, String reason) {}

        record Line(String section, String party, String content, String reply, String outcome, String owner, String dueOn, String deliverable, List<String> votes) {}

        static Frozen of(Minutes book, @Nullable List<Part> parts, MinutesSheets.@Nullable Next next, @Nullable Names names) {
            var meeting = book.meeting();
            return new Frozen(meeting.title(), meeting.kind().text(), meeting.startsAt().toString(), meeting.minutes(), meeting.place(), meeting.link(), meeting.host().toString(), meeting.recorder() == null ? "" : meeting.recorder().toString(),
                    meeting.participants().stream().map(one -> new Person(one.member() == null ? "" : one.member().toString(), one.guest() ? one.name() : "", one.attendance() == null ? "" : one.attendance().text(), one.absenceReason())).toList(),
                    book.rows().stream().filter(row -> !row.blank()).map(row -> new Line(row.section().text(), row.partyName(), row.content(), row.reply(), row.outcome() == null ? "" : row.outcome().text(), row.owner() == null ? "" : row.owner().toString(), row.dueOn() == null ? "" : row.dueOn().toString(), row.deliverable(), row.votes().stream().map(vote -> vote.member() + " " + vote.choice().text()).toList())).toList(),
                    parts, next == null ? null : new Next(next.number(), next.title(), next.startsAt().toString(), next.place()), names);
        }
    }
}
