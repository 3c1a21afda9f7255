package meridian.knowledge;

import static db.knowledge.Tables.COUNTER;
import static db.knowledge.Tables.EDITION;
import static db.knowledge.Tables.ENTRY;
import static db.knowledge.Tables.VOTE;
import static org.jooq.impl.DSL.condition;

import java.time.Clock;
import java.util.List;
import meridian.activity.Activities;
import meridian.activity.Links;
import meridian.duty.Duties;
import meridian.identity.Admins;
import meridian.identity.Permission;
import meridian.outbox.Notice;
import meridian.outbox.NoticeGroup;
import meridian.outbox.Notices;
import meridian.project.Parties;
import meridian.project.Projects;
import meridian.tenancy.Actor;
import meridian.tenancy.EntryId;
import meridian.tenancy.MemberId;
import meridian.tenancy.NotAllowed;
import meridian.tenancy.NotFound;
import meridian.tenancy.PartyId;
import meridian.tenancy.ProjectId;
import meridian.tenancy.Ref;
import meridian.tenancy.Refused;
import meridian.tenancy.Stale;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * All lessons and articles: written, reviewed by somebody else, published edition by edition, retired, voted on. Nobody publishes
 * what they wrote themselves.
 */
@Component
public class Entries {
    static final String REVIEW_OWED = "knowledge_review";
    static final String REVISION_OWED = "knowledge_revision";

    private final DSLContext db;
    private final Clock clock;
    private final Shelf shelf;
    private final Readership readership;
    private final Projects projects;
    private final Parties parties;
    private final Links links;
    private final Duties duties;
    private final Notices notices;
    private final Activities activities;
    private final Admins admins;

    Entries(DSLContext db, Clock clock, Shelf shelf, Readership readership, Projects projects, Parties parties, Links links, Duties duties, Notices notices, Activities activities, Admins admins) {
        this.db = db;
        this.clock = clock;
        this.shelf = shelf;
        this.readership = readership;
        this.projects = projects;
        this.parties = parties;
        this.links = links;
        this.duties = duties;
        this.notices = notices;
        this.activities = activities;
        this.admins = admins;
    }

    // ---- writing

    /** What is typed of a new entry: a lesson out of a project names it, and can name its party and what it comes out of. */
    public record NewEntry(EntryId id, EntryKind kind, @Nullable ProjectId project, @Nullable PartyId party, @Nullable Ref origin, EntryText.Typed text, List<Refused.Problem> unread) {}

    /** Begins a draft and answers its number; the same id again changes nothing. */
    @Transactional
    public int write(NewEntry typed, Actor actor) {
        readership.requireWriter(actor);
        if (typed.project() != null) projects.access(typed.project(), actor).require(Permission.COMMENT);
        var check = new Refused.Check(typed.unread());
        var text = EntryText.read(typed.kind(), typed.text(), check);
        check.reject(typed.party() != null && (typed.project() == null || parties.of(typed.project()).stream().noneMatch(party -> party.id().equals(typed.party()))), "party", "refused.not_a_choice");
        check.done();
        var there = db.select(ENTRY.NUMBER, ENTRY.AUTHOR_ID).from(ENTRY).where(ENTRY.ID.eq(typed.id())).fetchOne();
        if (there != null) {
            if (!there.value2().equals(actor.person())) throw new NotFound();
            return there.value1();
        }
        int number = next();
        var now = clock.instant();
        db.insertInto(ENTRY)
                .set(ENTRY.ID, typed.id())
                .set(ENTRY.KIND, typed.kind().text())
                .set(ENTRY.NUMBER, number)
                .set(ENTRY.PROJECT_ID, typed.project())
                .set(ENTRY.PARTY_ID, typed.party())
                .set(ENTRY.SCENARIO, text.scenario())
                .set(ENTRY.TITLE, text.title())
                .set(ENTRY.SITUATION, text.situation())
                .set(ENTRY.HAPPENED, text.happened())
                .set(ENTRY.WHY, text.why())
                .set(ENTRY.ADVICE, text.advice())
                .set(ENTRY.BODY, text.body())
                .set(ENTRY.TAGS, text.tags().toArray(String[]::new))
                .set(ENTRY.AUTHOR_ID, actor.person())
                .set(ENTRY.CREATED_AT, now)
                .set(ENTRY.CHANGED_AT, now)
                .execute();
        if (typed.origin() != null && typed.project() != null) links.link(typed.origin(), Ref.of(Entry.KIND, typed.id()), typed.project(), actor);
        record(Ref.of(Entry.KIND, typed.id()), number, text.title(), "written", "", null, actor);
        return number;
    }

    /** Changes what an author has; what is published stays as it is until the change is reviewed. {@code note} says what changes, for the list of editions. */
    @Transactional
    public void change(int number, EntryText.Typed typed, String note, int version, Actor actor) {
        var entry = lock(number, actor);
        if (!entry.writtenBy(actor.person())) admins.require(actor);
        if (entry.version() != version) throw new Stale();
        var state = entry.state().change();
        var check = new Refused.Check();
        var text = EntryText.read(entry.kind(), typed, check);
        var said = check.optional("change_note", note, 400).replace('\n', ' ');
        check.done();
        db.update(ENTRY)
                .set(ENTRY.STATE, state.text())
                .set(ENTRY.SCENARIO, text.scenario())
                .set(ENTRY.TITLE, text.title())
                .set(ENTRY.SITUATION, text.situation())
                .set(ENTRY.HAPPENED, text.happened())
                .set(ENTRY.WHY, text.why())
                .set(ENTRY.ADVICE, text.advice())
                .set(ENTRY.BODY, text.body())
                .set(ENTRY.TAGS, text.tags().toArray(String[]::new))
                .set(ENTRY.CHANGE_NOTE, said)
                .set(ENTRY.CHANGED_AT, clock.instant())
                .set(ENTRY.VERSION, ENTRY.VERSION.plus(1))
                .where(ENTRY.ID.eq(entry.id()))
                .execute();
        record(entry.ref(), number, text.title(), "changed", said, null, actor);
    }

    // ---- reviewing

    /** Asks somebody else to review it; it is their duty. */
    @Transactional
    public void submit(int number, @Nullable MemberId reviewer, int version, List<Refused.Problem> unread, Actor actor) {
        var entry = lock(number, actor);
        if (!entry.writtenBy(actor.person())) throw new NotAllowed();
        if (entry.version() != version) throw new Stale();
        var state = entry.state().submit();
        var check = new Refused.Check(unread);
        check.reject(reviewer == null, "reviewer", "refused.missing");
        check.reject(reviewer != null && reviewer.equals(actor.person()), "reviewer", "knowledge.own_work");
        check.reject(reviewer != null && !reviewer.equals(actor.person()) && !readership.writes(reviewer), "reviewer", "refused.not_a_choice");
        entry.text().whole(entry.kind(), check);
        check.done();
        if (reviewer == null) throw new IllegalStateException();
        move(entry, state, reviewer, "");
        duties.meet(REVISION_OWED, entry.id(), actor);
        duties.keep(new Duties.NewDuty(REVIEW_OWED, null, null, entry.ref(), title(entry), reviewer, actor.person(), null, null));
        tell("knowledge_review", entry, reviewer, "", actor);
        record(entry.ref(), number, entry.text().title(), "submitted", "", null, actor);
    }

    private void move(Entry entry, EntryState state, @Nullable MemberId reviewer, String said) {
        db.update(ENTRY).set(ENTRY.STATE, state.text()).set(ENTRY.APPROVER_ID, reviewer).set(ENTRY.SAID, said).set(ENTRY.VERSION, ENTRY.VERSION.plus(1)).where(ENTRY.ID.eq(entry.id())).execute();
    }

    /** Its reviewer, or an admin, publishes what was submitted: it is the next edition, which everybody reads from now on. */
    @Transactional
    public void publish(int number, int version, Actor actor) {
        var entry = lock(number, actor);
        requireReviewer(entry, actor);
        if (entry.version() != version) throw new Stale();
        var state = entry.state().publish();
        var now = clock.instant();
        int edition = entry.edition() + 1;
        var text = entry.text();
        db.update(EDITION).set(EDITION.NEWEST, false).where(EDITION.ENTRY_ID.eq(entry.id()), condition(EDITION.NEWEST)).execute();
        db.insertInto(EDITION)
                .set(EDITION.ENTRY_ID, entry.id())
                .set(EDITION.NUMBER, edition)
                .set(EDITION.SCENARIO, text.scenario())
                .set(EDITION.TITLE, text.title())
                .set(EDITION.SITUATION, text.situation())
                .set(EDITION.HAPPENED, text.happened())
                .set(EDITION.WHY, text.why())
                .set(EDITION.ADVICE, text.advice())
                .set(EDITION.BODY, text.body())
                .set(EDITION.TAGS, text.tags().toArray(String[]::new))
                .set(EDITION.CHANGE_NOTE, entry.changeNote())
                .set(EDITION.AUTHOR_ID, entry.author().id())
                .set(EDITION.REVIEWED_BY, actor.person())
                .set(EDITION.PUBLISHED_AT, now)
                .execute();
        db.update(ENTRY)
                .set(ENTRY.STATE, state.text())
                .set(ENTRY.EDITION, edition)
                .set(ENTRY.PUBLISHED_AT, now)
                .set(ENTRY.CHANGE_NOTE, "")
                .set(ENTRY.SAID, "")
                .set(ENTRY.VERSION, ENTRY.VERSION.plus(1))
                .where(ENTRY.ID.eq(entry.id()))
                .execute();
        duties.meet(REVIEW_OWED, entry.id(), actor);
        tell("knowledge_published", entry, entry.author().id(), "", actor);
        record(entry.ref(), number, text.title(), "published", "", entry.project() == null ? null : entry.project().id(), actor);
    }

    /** Its reviewer, or an admin, sends it back with what is missing. */
    @Transactional
    public void sendBack(int number, String reason, int version, Actor actor) {
        var entry = lock(number, actor);
        requireReviewer(entry, actor);
        if (entry.version() != version) throw new Stale();
        var state = entry.state().reopen();
        var check = new Refused.Check();
        var said = check.text("reason", reason, 2000);
        check.done();
        move(entry, state, null, said);
        duties.meet(REVIEW_OWED, entry.id(), actor);
        duties.keep(new Duties.NewDuty(REVISION_OWED, null, null, entry.ref(), title(entry), entry.author().id(), actor.person(), null, null));
        tell("knowledge_returned", entry, entry.author().id(), said, actor);
        record(entry.ref(), number, entry.text().title(), "returned", said, null, actor);
    }

    /** Its author takes it back before it is reviewed. */
    @Transactional
    public void withdraw(int number, int version, Actor actor) {
        var entry = lock(number, actor);
        if (!entry.writtenBy(actor.person())) throw new NotAllowed();
        if (entry.version() != version) throw new Stale();
        move(entry, entry.state().reopen(), null, "");
        duties.cancel(REVIEW_OWED, entry.id(), actor);
        record(entry.ref(), number, entry.text().title(), "withdrawn", "", null, actor);
    }

    // ---- retiring

    /** Its author or an admin says that it is no longer to be followed, and why; it is offered no more, and can still be read. */
    @Transactional
    public void retire(int number, String reason, int version, Actor actor) {
        var entry = lock(number, actor);
        if (!entry.writtenBy(actor.person())) admins.require(actor);
        if (entry.version() != version) throw new Stale();
        var state = entry.state().retire();
        var check = new Refused.Check();
        var why = check.text("reason", reason, 1000);
        check.done();
        db.update(ENTRY)
                .set(ENTRY.STATE, state.text())
                .set(ENTRY.RETIRED_AT, clock.instant())
                .set(ENTRY.RETIRED_BY, actor.person())
                .set(ENTRY.RETIRED_REASON, why)
                .set(ENTRY.VERSION, ENTRY.VERSION.plus(1))
                .where(ENTRY.ID.eq(entry.id()))
                .execute();
        duties.cancel(REVISION_OWED, entry.id(), actor);
        record(entry.ref(), number, entry.text().title(), "retired", why, null, actor);
    }

    @Transactional
    public void restore(int number, int version, Actor actor) {
        var entry = lock(number, actor);
        if (!entry.writtenBy(actor.person())) admins.require(actor);
        if (entry.version() != version) throw new Stale();
        db.update(ENTRY)
                .set(ENTRY.STATE, entry.state().restore(entry.published()).text())
                .setNull(ENTRY.RETIRED_AT)
                .setNull(ENTRY.RETIRED_BY)
                .set(ENTRY.RETIRED_REASON, "")
                .set(ENTRY.VERSION, ENTRY.VERSION.plus(1))
                .where(ENTRY.ID.eq(entry.id()))
                .execute();
        record(entry.ref(), number, entry.text().title(), "restored", "", null, actor);
    }

    // ---- voting

    /** Says that what is published was useful, once; or takes that back. */
    @Transactional
    public void vote(int number, boolean useful, Actor actor) {
        var entry = lock(number, actor);
        if (!entry.published()) throw Refused.because("knowledge.not_published");
        if (entry.writtenBy(actor.person())) throw Refused.because("knowledge.own_vote");
        int changed = useful
                ? db.insertInto(VOTE).set(VOTE.ENTRY_ID, entry.id()).set(VOTE.MEMBER_ID, actor.person()).set(VOTE.AT, clock.instant()).onConflictDoNothing().execute()
                : -db.deleteFrom(VOTE).where(VOTE.ENTRY_ID.eq(entry.id()), VOTE.MEMBER_ID.eq(actor.person())).execute();
        if (changed != 0) db.update(ENTRY).set(ENTRY.VOTES, ENTRY.VOTES.plus(changed)).where(ENTRY.ID.eq(entry.id())).execute();
    }

    // ---- in short

    // Who may not know of it cannot tell that it is there.
    private Entry lock(int number, Actor actor) {
        readership.requireWriter(actor);
        db.select(ENTRY.ID).from(ENTRY).where(ENTRY.NUMBER.eq(number)).forUpdate().fetchOptional().orElseThrow(NotFound::new);
        var entry = shelf.read(ENTRY.NUMBER.eq(number), actor.person()).getFirst();
        if (!entry.published() && !entry.writtenBy(actor.person()) && !entry.reviewing() && !admins.is(actor)) throw new NotFound();
        return entry;
    }

    private void requireReviewer(Entry entry, Actor actor) {
        if (entry.writtenBy(actor.person())) throw new NotAllowed();
        if (!entry.reviewing()) admins.require(actor);
    }

    // The row is the lock: of two who ask at once, the second waits and gets the next.
    private int next() {
        return db.insertInto(COUNTER).set(COUNTER.THING, Entry.KIND).set(COUNTER.LAST, 1).onConflict(COUNTER.WORKSPACE_ID, COUNTER.THING).doUpdate().set(COUNTER.LAST, COUNTER.LAST.plus(1)).returning(COUNTER.LAST).fetchSingle(COUNTER.LAST);
    }

    private void tell(String kind, Entry entry, MemberId whom, String words, Actor actor) {
        if (whom.equals(actor.member())) return;
        notices.tell(new Notice(kind, NoticeGroup.PROJECT, List.of(whom), kind + ":" + entry.id() + ":" + entry.version(), null, entry.ref(), title(entry), "/knowledge/" + entry.number(), List.of(Notice.person(actor.person()), Notice.beginning(words)), false));
    }

    private void record(Ref entry, int number, String title, String act, String note, @Nullable ProjectId project, Actor actor) {
        activities.record(actor, new KnowledgeActivity.EntryMoved(entry, number, title, act, note), project, null);
    }

    private static String title(Entry entry) {
        return entry.code() + " " + entry.text().title();
    }
}
