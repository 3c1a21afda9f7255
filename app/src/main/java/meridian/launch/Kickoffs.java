package meridian.launch;

import static db.identity.Tables.MEMBER;
import static db.document.Tables.DOCUMENT;
import static db.launch.Tables.KICKOFF;
import static db.launch.Tables.KICKOFF_QUESTION;
import static db.launch.Tables.LETTER;
import static db.launch.Tables.TABLE_CONFIRMATION;
import static db.project.Tables.PARTY;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import meridian.activity.Activities;
import meridian.activity.Changes;
import meridian.duty.Duties;
import meridian.identity.Permission;
import meridian.launch.Kickoff.Part;
import meridian.launch.Kickoff.Stand;
import meridian.launch.Kickoff.Step;
import meridian.project.Charters;
import meridian.project.FrozenTables;
import meridian.project.Parties;
import meridian.project.Party;
import meridian.project.ProjectAccess;
import meridian.project.Projects;
import meridian.project.Stage;
import meridian.tenancy.Actor;
import meridian.tenancy.KickoffQuestionId;
import meridian.tenancy.NotAllowed;
import meridian.tenancy.NotFound;
import meridian.tenancy.PartyId;
import meridian.tenancy.ProjectId;
import meridian.tenancy.Ref;
import meridian.tenancy.Refused;
import meridian.tenancy.Stale;
import meridian.tenancy.TableConfirmationId;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * The kickoffs of projects, gone through on one screen by who runs the project: charter explained, readiness heard, tables
 * confirmed by version with objections noted, questions answered. Whoever was absent confirms later, in one tap.
 */
@Component
public class Kickoffs {
    private static final int MOST_QUESTIONS = 200;
    private static final int LONGEST_PART = 600;

    private final DSLContext db;
    private final Clock clock;
    private final Projects projects;
    private final Parties parties;
    private final FrozenTables tables;
    private final Signers signers;
    private final Duties duties;
    private final Activities activities;

    Kickoffs(DSLContext db, Clock clock, Projects projects, Parties parties, FrozenTables tables, Signers signers, Duties duties, Activities activities) {
        this.db = db;
        this.clock = clock;
        this.projects = projects;
        this.parties = parties;
        this.tables = tables;
        this.signers = signers;
        this.duties = duties;
        this.activities = activities;
    }

    /** Begins it with the minutes that its parts usually take. */
    @Transactional
    public void begin(ProjectId project, Actor actor) {
        begin(project, Stream.of(Part.values()).map(Part::usual).toList(), actor);
    }

    /** Begins it, with the tables frozen as they are now and the minutes planned for each part. Sent twice, it begins once. */
    @Transactional
    public void begin(ProjectId project, List<@Nullable Integer> minutes, Actor actor) {
        var access = running(project, actor);
        if (access.stage() != Stage.LAUNCH) throw Refused.because("launch.not_in_launch");
        if (of(project).isPresent()) return;
        var check = new Refused.Check();
        for (var part : Part.values()) {
            var planned = minutes.get(part.ordinal());
            check.reject(planned == null || planned < 1 || planned > LONGEST_PART, "minutes_" + part.text(), "launch.kickoff_minutes_wrong", LONGEST_PART);
        }
        check.done();
        var frozen = tables.freeze(project, actor);
        db.insertInto(KICKOFF)
                .set(KICKOFF.PROJECT_ID, project)
                .set(KICKOFF.RESPONSIBILITY_ISSUE, frozen.responsibilities().issue())
                .set(KICKOFF.RESOURCE_ISSUE, frozen.resources().issue())
                .set(KICKOFF.BEGUN_BY, actor.person())
                .set(KICKOFF.BEGUN_AT, clock.instant())
                .set(KICKOFF.MINUTES, minutes.toArray(Integer[]::new))
                .execute();
        activities.record(actor, new LaunchActivity.KickoffBegun(Ref.of("project", project), frozen.responsibilities().text(), frozen.resources().text()), project, null);
    }

    /** The charter was explained, or every party’s readiness heard. */
    @Transactional
    public void done(ProjectId project, Step step, Actor actor) {
        open(project, actor);
        var field = step == Step.CHARTER ? KICKOFF.CHARTER_AT : KICKOFF.READINESS_AT;
        int first = db.update(KICKOFF).set(field, clock.instant()).where(KICKOFF.PROJECT_ID.eq(project), field.isNull()).execute();
        if (first > 0) activities.record(actor, new LaunchActivity.KickoffStepDone(Ref.of("project", project), step.name().toLowerCase(Locale.ROOT)), project, null);
    }

    /** What is noted of one party: there and agreeing, with an objection or without; or absent. */
    public record Note(PartyId party, boolean present, String objection) {}

    /** Notes how the parties stand to the tables; noted again while it lasts, the last word holds. */
    @Transactional
    public void note(ProjectId project, List<Note> notes, Actor actor) {
        open(project, actor);
        var known = parties.of(project).stream().collect(Collectors.toMap(Party::id, Party::name));
        var before = of(project).orElseThrow(NotFound::new);
        var changes = new Changes();
        var check = new Refused.Check();
        for (var note : notes) check.optional("objection_" + note.party(), note.objection(), 2000);
        check.done();
        var now = clock.instant();
        var charter = charterIssue(project);
        for (var note : notes) {
            var name = known.get(note.party());
            if (name == null) throw new NotFound();
            var objection = meridian.tenancy.Text.clean(note.objection());
            var was = before.stand(note.party());
            var there = note.present() ? "kickoff_stand_present" : "kickoff_stand_absent";
            if (was == null || was.present() != note.present()) changes.of(there, "", name);
            changes.of("objection", was == null || was.objection().isEmpty() ? "" : name + ": " + was.objection(), objection.isEmpty() ? "" : name + ": " + objection);
            db.insertInto(TABLE_CONFIRMATION)
                    .set(TABLE_CONFIRMATION.ID, TableConfirmationId.next())
                    .set(TABLE_CONFIRMATION.PROJECT_ID, project)
                    .set(TABLE_CONFIRMATION.PARTY_ID, note.party())
                    .set(TABLE_CONFIRMATION.PRESENT, note.present())
                    .set(TABLE_CONFIRMATION.OBJECTION, objection)
                    .set(TABLE_CONFIRMATION.NOTED_BY, actor.person())
                    .set(TABLE_CONFIRMATION.NOTED_AT, now)
                    .set(TABLE_CONFIRMATION.CONFIRMED_BY, note.present() ? actor.person() : null)
                    .set(TABLE_CONFIRMATION.CONFIRMED_AT, note.present() ? now : null)
                    .set(TABLE_CONFIRMATION.CHARTER_ISSUE, note.present() ? charter : null)
                    .onConflict(TABLE_CONFIRMATION.WORKSPACE_ID, TABLE_CONFIRMATION.PROJECT_ID, TABLE_CONFIRMATION.PARTY_ID).doUpdate()
                    .set(TABLE_CONFIRMATION.PRESENT, note.present())
                    .set(TABLE_CONFIRMATION.OBJECTION, objection)
                    .set(TABLE_CONFIRMATION.NOTED_BY, actor.person())
                    .set(TABLE_CONFIRMATION.NOTED_AT, now)
                    .set(TABLE_CONFIRMATION.CONFIRMED_BY, note.present() ? actor.person() : null)
                    .set(TABLE_CONFIRMATION.CONFIRMED_AT, note.present() ? now : null)
                    .set(TABLE_CONFIRMATION.CHARTER_ISSUE, note.present() ? charter : null)
                    .execute();
        }
        var spoken = DSL.selectCount().from(TABLE_CONFIRMATION).join(PARTY).on(PARTY.WORKSPACE_ID.eq(TABLE_CONFIRMATION.WORKSPACE_ID), PARTY.ID.eq(TABLE_CONFIRMATION.PARTY_ID), PARTY.REMOVED_AT.isNull()).where(TABLE_CONFIRMATION.PROJECT_ID.eq(project));
        db.update(KICKOFF).set(KICKOFF.TABLES_AT, now).where(KICKOFF.PROJECT_ID.eq(project), KICKOFF.TABLES_AT.isNull(), DSL.field(spoken).ge(known.size())).execute();
        if (changes.any()) activities.record(actor, new LaunchActivity.KickoffNoted(Ref.of("project", project), changes.list()), project, null);
    }

    /** Writes a question and its answer down; the same id again writes it once. */
    @Transactional
    public void ask(ProjectId project, KickoffQuestionId id, @Nullable PartyId party, String question, String answer, Actor actor) {
        open(project, actor);
        var check = new Refused.Check();
        var asked = check.text("question", question, 1000);
        var said = check.optional("answer", answer, 2000);
        check.reject(party != null && parties.of(project).stream().noneMatch(one -> one.id().equals(party)), "party", "refused.not_a_choice");
        check.reject(db.fetchCount(KICKOFF_QUESTION, KICKOFF_QUESTION.PROJECT_ID.eq(project)) >= MOST_QUESTIONS, "question", "launch.too_many_questions", MOST_QUESTIONS);
        check.done();
        int made = db.insertInto(KICKOFF_QUESTION)
                .set(KICKOFF_QUESTION.ID, id)
                .set(KICKOFF_QUESTION.PROJECT_ID, project)
                .set(KICKOFF_QUESTION.PARTY_ID, party)
                .set(KICKOFF_QUESTION.QUESTION, asked)
                .set(KICKOFF_QUESTION.ANSWER, said)
                .set(KICKOFF_QUESTION.NOTED_BY, actor.person())
                .set(KICKOFF_QUESTION.NOTED_AT, clock.instant())
                .onConflictDoNothing()
                .execute();
        if (made == 0) return;
        var from = parties.of(project).stream().filter(one -> one.id().equals(party)).map(Party::name).findFirst().orElse("");
        activities.record(actor, new LaunchActivity.KickoffAsked(Ref.of("project", project), from, new Changes().of("question", "", asked).of("answer", "", said).list()), project, party);
    }

    /** Answers a question that was written down, or answers it otherwise; once the kickoff is over, one that has no answer yet. {@code before} is the answer that was read. */
    @Transactional
    public void answer(ProjectId project, KickoffQuestionId id, String before, String answer, Actor actor) {
        running(project, actor);
        db.select(KICKOFF.PROJECT_ID).from(KICKOFF).where(KICKOFF.PROJECT_ID.eq(project)).forUpdate().fetchOptional().orElseThrow(NotFound::new);
        var kickoff = of(project).orElseThrow(NotFound::new);
        var question = kickoff.questions().stream().filter(one -> one.id().equals(id)).findFirst().orElseThrow(NotFound::new);
        if (!kickoff.answers(question)) throw Refused.because("launch.kickoff_over");
        var check = new Refused.Check();
        var said = check.text("answer", answer, 2000);
        check.done();
        if (question.answer().equals(said)) return;
        if (!question.answer().equals(meridian.tenancy.Text.clean(before))) throw new Stale();
        db.update(KICKOFF_QUESTION).set(KICKOFF_QUESTION.ANSWER, said).where(KICKOFF_QUESTION.ID.eq(id)).execute();
        activities.record(actor, new LaunchActivity.KickoffAnswered(Ref.of("project", project), new Changes().of("question", question.question(), question.question()).of("answer", question.answer(), said).list()), project, null);
    }

    /** Ends it once everything was gone through; whoever was absent owes a confirmation from now on. */
    @Transactional
    public void end(ProjectId project, Actor actor) {
        open(project, actor);
        var kickoff = of(project).orElseThrow(NotFound::new);
        var check = new Refused.Check();
        for (var missing : kickoff.missing(parties.of(project).size())) check.reject(true, "", "launch.kickoff_missing." + missing);
        check.done();
        db.update(KICKOFF).set(KICKOFF.ENDED_AT, clock.instant()).set(KICKOFF.ENDED_BY, actor.person()).where(KICKOFF.PROJECT_ID.eq(project)).execute();
        owe(project, kickoff, actor);
        var objections = kickoff.stands().stream().filter(stand -> !stand.objection().isEmpty()).count();
        var absent = kickoff.stands().stream().filter(stand -> !stand.present()).count();
        activities.record(actor, new LaunchActivity.KickoffEnded(Ref.of("project", project), (int) objections, (int) absent), project, null);
    }

    // Who was absent confirms afterwards; so does whose letter names other versions than were confirmed.
    private void owe(ProjectId project, Kickoff kickoff, Actor actor) {
        var who = signers.of(project);
        for (var stand : kickoff.stands()) {
            var signer = who.get(stand.party());
            if (stand.settled() || signer == null) continue;
            var title = stand.named() == null ? stand.partyName() : stand.partyName() + " " + stand.named().text();
            duties.keep(new Duties.NewDuty(LaunchDutyKinds.CONFIRM_TABLES, project, stand.party(), Ref.of("table_confirmation", stand.id()), title, signer.member(), actor.person(), null, null));
        }
    }

    /**
     * Letters were written that may name other versions: after the kickoff each party whose letter does owes a supplementary confirmation,
     * and a party that came after it owes one as if it had been absent.
     */
    @Transactional
    public void lettersPrepared(ProjectId project, Actor actor) {
        var kickoff = of(project).filter(Kickoff::ended).orElse(null);
        if (kickoff == null) return;
        for (var party : parties.of(project)) {
            if (kickoff.stand(party.id()) != null) continue;
            db.insertInto(TABLE_CONFIRMATION)
                    .set(TABLE_CONFIRMATION.ID, TableConfirmationId.next())
                    .set(TABLE_CONFIRMATION.PROJECT_ID, project)
                    .set(TABLE_CONFIRMATION.PARTY_ID, party.id())
                    .set(TABLE_CONFIRMATION.PRESENT, false)
                    .set(TABLE_CONFIRMATION.NOTED_BY, actor.person())
                    .set(TABLE_CONFIRMATION.NOTED_AT, clock.instant())
                    .onConflictDoNothing()
                    .execute();
        }
        owe(project, of(project).orElseThrow(), actor);
    }

    /**
     * A party that was absent confirms the tables afterwards, or confirms the versions that its letter names instead (补充确认).
     * {@code read} are the versions that its letter named when it was asked, null where it had none; no others are confirmed by it.
     */
    @Transactional
    public void confirmLater(ProjectId project, TableConfirmationId id, Kickoff.@Nullable Versions read, Actor actor) {
        db.select(KICKOFF.PROJECT_ID).from(KICKOFF).where(KICKOFF.PROJECT_ID.eq(project)).forUpdate().fetchOptional().orElseThrow(NotFound::new);
        var kickoff = of(project).orElseThrow(NotFound::new);
        var stand = kickoff.stands().stream().filter(one -> one.id().equals(id)).findFirst().orElseThrow(NotFound::new);
        if (!mayConfirm(projects.access(project, actor), stand, actor)) throw new NotAllowed();
        if (!kickoff.ended()) throw Refused.because("launch.kickoff_runs");
        if (stand.settled()) throw Refused.because("launch.confirmed_already", stand.confirmedBy());
        var named = stand.named();
        if (!Objects.equals(read, named)) throw new Stale();
        var now = clock.instant();
        if (stand.confirmed()) {
            db.update(TABLE_CONFIRMATION).set(TABLE_CONFIRMATION.SUPPLEMENTED_BY, actor.person()).set(TABLE_CONFIRMATION.SUPPLEMENTED_AT, now).where(TABLE_CONFIRMATION.ID.eq(id)).execute();
        } else {
            db.update(TABLE_CONFIRMATION).set(TABLE_CONFIRMATION.CONFIRMED_BY, actor.person()).set(TABLE_CONFIRMATION.CONFIRMED_AT, now).where(TABLE_CONFIRMATION.ID.eq(id)).execute();
        }
        if (named == null) db.update(TABLE_CONFIRMATION).set(TABLE_CONFIRMATION.CHARTER_ISSUE, charterIssue(project)).where(TABLE_CONFIRMATION.ID.eq(id)).execute();
        else db.update(TABLE_CONFIRMATION).set(TABLE_CONFIRMATION.CHARTER_ISSUE, named.charter()).set(TABLE_CONFIRMATION.RESPONSIBILITY_ISSUE, named.responsibilities()).set(TABLE_CONFIRMATION.RESOURCE_ISSUE, named.resources()).where(TABLE_CONFIRMATION.ID.eq(id)).execute();
        duties.meet(LaunchDutyKinds.CONFIRM_TABLES, id, actor);
        var words = named == null ? "" : named.text();
        activities.record(actor, stand.confirmed() ? new LaunchActivity.TablesSupplemented(Ref.of("table_confirmation", id), stand.partyName(), words) : new LaunchActivity.TablesConfirmed(Ref.of("table_confirmation", id), stand.partyName()), project, stand.party());
    }

    // Of an issue that was drafted anew, the issue; nothing where none was issued.
    private @Nullable Integer charterIssue(ProjectId project) {
        return db.select(DOCUMENT.ISSUE).from(DOCUMENT).where(DOCUMENT.PROJECT_ID.eq(project), DOCUMENT.KIND.eq(Charters.DOCUMENT_KIND), DOCUMENT.ISSUE.gt(0)).fetchOne(DOCUMENT.ISSUE);
    }

    private boolean mayConfirm(ProjectAccess access, Stand stand, Actor actor) {
        return !access.auditor() && (access.may(Permission.SIGN, stand.party()) || duties.standsInFor(LaunchDutyKinds.CONFIRM_TABLES, stand.id(), actor.person()) != null);
    }

    private ProjectAccess running(ProjectId project, Actor actor) {
        var access = projects.access(project, actor);
        access.requireEverywhere(Permission.MANAGE_PROJECT);
        return access;
    }

    private void open(ProjectId project, Actor actor) {
        running(project, actor);
        Instant ended = db.select(KICKOFF.ENDED_AT).from(KICKOFF).where(KICKOFF.PROJECT_ID.eq(project)).forUpdate().fetchOptional().orElseThrow(() -> Refused.because("launch.kickoff_not_begun")).value1();
        if (ended != null) throw Refused.because("launch.kickoff_over");
    }

    @Transactional(readOnly = true)
    public Optional<Kickoff> of(ProjectId project) {
        var by = MEMBER.as("by");
        var later = MEMBER.as("later");
        var t = TABLE_CONFIRMATION;
        var stands = DSL.multiset(DSL.select(t.ID, t.PARTY_ID, PARTY.NAME, t.PRESENT, t.OBJECTION, by.DISPLAY_NAME, t.CONFIRMED_AT, t.CHARTER_ISSUE, t.RESPONSIBILITY_ISSUE, t.RESOURCE_ISSUE, KICKOFF.RESPONSIBILITY_ISSUE, KICKOFF.RESOURCE_ISSUE,
                                LETTER.CHARTER_ISSUE, LETTER.RESPONSIBILITY_ISSUE, LETTER.RESOURCE_ISSUE, later.DISPLAY_NAME, t.SUPPLEMENTED_AT)
                        .from(TABLE_CONFIRMATION)
                        .leftJoin(LETTER).on(LETTER.WORKSPACE_ID.eq(TABLE_CONFIRMATION.WORKSPACE_ID), LETTER.PROJECT_ID.eq(TABLE_CONFIRMATION.PROJECT_ID), LETTER.PARTY_ID.eq(TABLE_CONFIRMATION.PARTY_ID), LETTER.REPLACED_AT.isNull())
                        .leftJoin(later).on(later.WORKSPACE_ID.eq(TABLE_CONFIRMATION.WORKSPACE_ID), later.ID.eq(TABLE_CONFIRMATION.SUPPLEMENTED_BY))
                        .join(PARTY).on(PARTY.WORKSPACE_ID.eq(TABLE_CONFIRMATION.WORKSPACE_ID), PARTY.ID.eq(TABLE_CONFIRMATION.PARTY_ID), PARTY.REMOVED_AT.isNull())
                        .leftJoin(by).on(by.WORKSPACE_ID.eq(TABLE_CONFIRMATION.WORKSPACE_ID), by.ID.eq(TABLE_CONFIRMATION.CONFIRMED_BY))
                        .where(TABLE_CONFIRMATION.WORKSPACE_ID.eq(KICKOFF.WORKSPACE_ID), TABLE_CONFIRMATION.PROJECT_ID.eq(KICKOFF.PROJECT_ID))
                        .orderBy(PARTY.POSITION, PARTY.NAME))
                .convertFrom(rows -> rows.map(row -> new Stand(row.value1(), row.value2(), row.value3(), row.value4(), row.value5(), row.value6(), row.value7(),
                        new Kickoff.Versions(or(row.value8(), 0), or(row.value9(), row.value11()), or(row.value10(), row.value12())), row.value13() == null ? null : new Kickoff.Versions(row.value13(), row.value14(), row.value15()), row.value16(), row.value17())));
        var questions = DSL.multiset(DSL.select(KICKOFF_QUESTION.ID, PARTY.NAME, KICKOFF_QUESTION.QUESTION, KICKOFF_QUESTION.ANSWER)
                        .from(KICKOFF_QUESTION)
                        .leftJoin(PARTY).on(PARTY.WORKSPACE_ID.eq(KICKOFF_QUESTION.WORKSPACE_ID), PARTY.ID.eq(KICKOFF_QUESTION.PARTY_ID))
                        .where(KICKOFF_QUESTION.WORKSPACE_ID.eq(KICKOFF.WORKSPACE_ID), KICKOFF_QUESTION.PROJECT_ID.eq(KICKOFF.PROJECT_ID))
                        .orderBy(KICKOFF_QUESTION.NOTED_AT, KICKOFF_QUESTION.ID))
                .convertFrom(rows -> rows.map(row -> new Kickoff.Question(row.value1(), row.value2(), row.value3(), row.value4())));
        return db.select(KICKOFF.RESPONSIBILITY_ISSUE, KICKOFF.RESOURCE_ISSUE, MEMBER.DISPLAY_NAME, KICKOFF.BEGUN_AT, KICKOFF.MINUTES, KICKOFF.CHARTER_AT, KICKOFF.READINESS_AT, KICKOFF.TABLES_AT, KICKOFF.ENDED_AT, stands, questions)
                .from(KICKOFF)
                .join(MEMBER).on(MEMBER.WORKSPACE_ID.eq(KICKOFF.WORKSPACE_ID), MEMBER.ID.eq(KICKOFF.BEGUN_BY))
                .where(KICKOFF.PROJECT_ID.eq(project))
                .fetchOptional(row -> new Kickoff(row.value1(), row.value2(), row.value3(), row.value4(), List.of(row.value5()), row.value6(), row.value7(), row.value8(), row.value9(), row.value10(), row.value11()));
    }

    private static int or(@Nullable Integer known, int otherwise) {
        return known == null ? otherwise : known;
    }
}
