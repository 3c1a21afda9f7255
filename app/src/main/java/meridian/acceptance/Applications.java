package meridian.acceptance;

import static db.acceptance.Tables.APPLICATION;
import static db.acceptance.Tables.CRITERION;
import static db.acceptance.Tables.ROUND;
import static db.acceptance.Tables.WAIVER;
import static db.document.Tables.ATTACHMENT;
import static db.project.Tables.DELIVERABLE;
import static meridian.acceptance.CharterCriteria.CHARTERED;

import java.time.Clock;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import meridian.acceptance.AcceptanceActivity.ApplicationMoved;
import meridian.acceptance.AcceptanceActivity.DeliverableWaived;
import meridian.acceptance.Application.Claim;
import meridian.activity.Activities;
import meridian.duty.Duties;
import meridian.identity.Permission;
import meridian.outbox.Notice;
import meridian.outbox.NoticeGroup;
import meridian.outbox.Notices;
import meridian.project.ProjectAccess;
import meridian.project.Projects;
import meridian.project.Stage;
import meridian.tenancy.Actor;
import meridian.tenancy.ApplicationId;
import meridian.tenancy.CriterionId;
import meridian.tenancy.DeliverableId;
import meridian.tenancy.MemberId;
import meridian.tenancy.NotAllowed;
import meridian.tenancy.NotFound;
import meridian.tenancy.PartyId;
import meridian.tenancy.ProjectId;
import meridian.tenancy.Ref;
import meridian.tenancy.Refused;
import meridian.tenancy.Stale;
import meridian.workplan.DeliverableTasks;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * All applications for acceptance, from their draft to their end. One stands for a deliverable at a time. Whoever works for the party may
 * prepare it, its lead submits it. Withdrawn while it is judged, its verdicts stay on record and count for nothing; whoever applies
 * again applies by the charter’s criteria of that day.
 */
@Component
public class Applications {
    private static final int LONGEST_NOTE = 8000;
    private static final int LONGEST_EVIDENCE = 2000;

    private final DSLContext db;
    private final Clock clock;
    private final Projects projects;
    private final ApplicationSheets sheets;
    private final Posts posts;
    private final Numbers numbers;
    private final DeliverableTasks tasks;
    private final AcceptancePapers papers;
    private final Duties duties;
    private final Notices notices;
    private final Activities activities;

    Applications(DSLContext db, Clock clock, Projects projects, ApplicationSheets sheets, Posts posts, Numbers numbers, DeliverableTasks tasks, AcceptancePapers papers, Duties duties, Notices notices, Activities activities) {
        this.db = db;
        this.clock = clock;
        this.projects = projects;
        this.sheets = sheets;
        this.posts = posts;
        this.numbers = numbers;
        this.tasks = tasks;
        this.papers = papers;
        this.duties = duties;
        this.notices = notices;
        this.activities = activities;
    }

    // ---- preparing

    /** Begins an application of a deliverable for the party of whoever begins it, with the charter’s criteria. The same id again changes nothing. */
    @Transactional
    public int draft(ProjectId project, ApplicationId id, @Nullable DeliverableId deliverable, Actor actor) {
        var access = projects.access(project, actor);
        access.require(Permission.PREPARE_ACCEPTANCE);
        var there = db.select(APPLICATION.NUMBER, APPLICATION.PROJECT_ID).from(APPLICATION).where(APPLICATION.ID.eq(id)).fetchOne();
        if (there != null) {
            if (!there.value2().equals(project)) throw new NotFound();
            return there.value1();
        }
        // Of two who begin one for the same deliverable, the second finds the first’s.
        var name = deliverable == null ? null : db.select(DELIVERABLE.NAME).from(DELIVERABLE).where(DELIVERABLE.ID.eq(deliverable), DELIVERABLE.PROJECT_ID.eq(project), DELIVERABLE.DELETED_AT.isNull()).forUpdate().fetchOne(DELIVERABLE.NAME);
        if (deliverable == null || name == null) throw Refused.at("deliverable", "refused.not_a_choice");
        var party = party(access, deliverable);
        var standing = sheets.standing(project, deliverable);
        var check = new Refused.Check();
        check.reject(access.stage() != Stage.EXECUTION && access.stage() != Stage.CLOSING, "", "acceptance.not_begun");
        check.reject(standing != null, "", "acceptance.stands_already", standing == null ? "" : standing.code());
        check.done();
        int number = numbers.next(project, "application");
        db.insertInto(APPLICATION)
                .set(APPLICATION.ID, id)
                .set(APPLICATION.PROJECT_ID, project)
                .set(APPLICATION.NUMBER, number)
                .set(APPLICATION.DELIVERABLE_ID, deliverable)
                .set(APPLICATION.PARTY_ID, party)
                .set(APPLICATION.PREPARED_BY, actor.person())
                .set(APPLICATION.PREPARED_AT, clock.instant())
                .execute();
        takeCriteria(id, deliverable, Map.of());
        var made = sheets.get(project, id);
        activities.record(actor, new ApplicationMoved(made.ref(), number, name, "drafted", 1, ""), project, party);
        if (!access.may(Permission.APPLY_ACCEPTANCE, party)) askToSubmit(made);
        return number;
    }

    // Whose work it is by the matrix; whoever answers for it comes first.
    private PartyId party(ProjectAccess access, DeliverableId deliverable) {
        var doing = posts.letters(deliverable).doing();
        if (doing.isEmpty()) throw Refused.because("acceptance.no_letters");
        return doing.stream().filter(party -> access.may(Permission.PREPARE_ACCEPTANCE, party)).findFirst().orElseThrow(() -> Refused.because("acceptance.not_their_work"));
    }

    private record Checked(@Nullable String claim, String evidence, List<UUID> files) {}

    private void takeCriteria(ApplicationId id, DeliverableId deliverable, Map<String, Checked> kept) {
        int position = 0;
        for (var content : db.select(CHARTERED.CONTENT).from(CHARTERED).where(CHARTERED.DELIVERABLE_ID.eq(deliverable)).orderBy(CHARTERED.POSITION, CHARTERED.ID).fetch(CHARTERED.CONTENT)) {
            var checked = kept.getOrDefault(content, new Checked(null, "", List.of()));
            db.insertInto(CRITERION)
                    .set(CRITERION.ID, CriterionId.next())
                    .set(CRITERION.APPLICATION_ID, id)
                    .set(CRITERION.POSITION, position++)
                    .set(CRITERION.CONTENT, content)
                    .set(CRITERION.CLAIM, checked.claim())
                    .set(CRITERION.EVIDENCE, checked.evidence())
                    .set(CRITERION.FILES, checked.files().toArray(UUID[]::new))
                    .execute();
        }
    }

    /** The draft goes by the charter’s criteria of now; what was checked of those that stayed is kept. */
    @Transactional
    public void refresh(ProjectId project, int number, Actor actor) {
        var held = hold(project, number, actor);
        if (!ApplicationStake.prepares(held.access(), held.application().party())) throw new NotAllowed();
        if (held.application().status() != ApplicationStatus.DRAFT) throw Refused.because("acceptance.frozen");
        var kept = new HashMap<String, Checked>();
        for (var criterion : held.application().criteria()) kept.put(criterion.content(), new Checked(criterion.claim() == null ? null : criterion.claim().text(), criterion.evidence(), criterion.files()));
        db.deleteFrom(CRITERION).where(CRITERION.APPLICATION_ID.eq(held.application().id())).execute();
        takeCriteria(held.application().id(), held.application().deliverable(), kept);
        bump(held.application().id());
        record(held.application(), "refreshed", "", actor);
    }

    /** The self-check of one criterion as it is typed; {@code files}: those of the application’s files that are evidence for it. */
    public record SelfCheck(CriterionId criterion, @Nullable Claim claim, String evidence, List<UUID> files) {}

    /** What is typed of an application; {@code unread} are fields that could not be understood. */
    public record Text(String note, List<SelfCheck> checks, List<Refused.Problem> unread) {}

    /** Keeps a draft, whatever is missing in it still. */
    @Transactional
    public void save(ProjectId project, int number, Text typed, int version, Actor actor) {
        var held = hold(project, number, actor);
        if (!held.application().status().written() && ApplicationStake.prepares(held.access(), held.application().party())) throw Refused.because("acceptance.frozen");
        if (!held.stake().mayPrepare()) throw new NotAllowed();
        write(held.application(), typed, version, false);
    }

    private void write(Application before, Text typed, int version, boolean whole) {
        if (before.version() != version) throw new Stale();
        var check = new Refused.Check(typed.unread());
        var note = whole ? check.text("note", typed.note(), LONGEST_NOTE) : check.optional("note", typed.note(), LONGEST_NOTE);
        var attached = db.select(ATTACHMENT.ID).from(ATTACHMENT).where(ATTACHMENT.SUBJECT_ID.eq(before.id().value()), ATTACHMENT.REMOVED_AT.isNull()).fetchSet(row -> row.value1().value());
        var asked = before.asked(before.round()).stream().filter(criterion -> criterion.passedRound() == null).toList();
        for (var criterion : asked) {
            var mine = typed.checks().stream().filter(one -> one.criterion().equals(criterion.id())).findFirst().orElse(null);
            int i = criterion.position();
            var claim = mine == null ? criterion.claim() : mine.claim();
            var evidence = mine == null ? criterion.evidence() : check.optional("evidence_" + i, mine.evidence(), LONGEST_EVIDENCE);
            var files = mine == null ? criterion.files() : mine.files();
            check.reject(mine != null && !attached.containsAll(files), "files_" + i, "refused.not_a_choice");
            if (whole) {
                check.reject(claim == null, "claim_" + i, "acceptance.claim_missing");
                check.reject(claim == Claim.NOT_MET, "claim_" + i, "acceptance.claim_not_met");
                check.reject(evidence.isEmpty() && files.stream().noneMatch(attached::contains), "evidence_" + i, "acceptance.evidence_missing");
            }
            if (mine != null && check.good()) {
                db.update(CRITERION).set(CRITERION.CLAIM, claim == null ? null : claim.text()).set(CRITERION.EVIDENCE, evidence).set(CRITERION.FILES, files.stream().distinct().toArray(UUID[]::new)).where(CRITERION.ID.eq(criterion.id())).execute();
            }
        }
        if (whole) {
            int open = tasks.open(before.project(), before.deliverable());
            check.reject(open > 0, "", "acceptance.tasks_open", open);
            check.reject(before.criteria().isEmpty(), "", "acceptance.no_criteria");
            check.reject(before.status() == ApplicationStatus.DRAFT && before.outdated(), "", "acceptance.criteria_changed");
            check.reject(!before.openRectifications().isEmpty(), "", "acceptance.items_open", before.openRectifications().size());
        }
        check.done();
        db.update(APPLICATION).set(APPLICATION.NOTE, note).set(APPLICATION.VERSION, APPLICATION.VERSION.plus(1)).where(APPLICATION.ID.eq(before.id())).execute();
    }

    /**
     * Submits it for the next round: with a claim and evidence for every criterion that is still to pass, every task of it done, and
     * everything put right that was to be. From here on its criteria are frozen.
     */
    @Transactional
    public void submit(ProjectId project, int number, Text typed, int version, Actor actor) {
        var held = hold(project, number, actor);
        var before = held.application();
        if (!before.status().written() && held.access().may(Permission.APPLY_ACCEPTANCE, before.party())) throw Refused.because("acceptance.frozen");
        if (!held.stake().mayApply()) throw new NotAllowed();
        write(before, typed, version, true);
        int round = before.status() == ApplicationStatus.DRAFT ? 1 : before.round() + 1;
        db.update(APPLICATION).set(APPLICATION.STATUS, ApplicationStatus.SUBMITTED.text()).set(APPLICATION.ROUND, round).where(APPLICATION.ID.eq(before.id())).execute();
        db.insertInto(ROUND)
                .set(ROUND.APPLICATION_ID, before.id())
                .set(ROUND.NUMBER, round)
                .set(ROUND.SUBMITTED_BY, actor.person())
                .set(ROUND.SUBMITTED_AT, clock.instant())
                .execute();
        duties.meet(AcceptanceDutyKinds.SUBMISSION, before.id(), actor);
        var after = sheets.get(project, before.id());
        record(after, "submitted", after.note(), actor);
        papers.issueApplication(held.access(), after, actor);
        var chief = Posts.chief(posts.team(project));
        if (chief == null) return;
        duties.open(new Duties.NewDuty(AcceptanceDutyKinds.CONVENING, project, null, after.ref(), after.title(), chief, actor.person(), period(round), null));
        if (!chief.equals(actor.member())) tell("acceptance_submitted", held.access(), after, List.of(chief), "submitted:" + round, List.of(Notice.person(actor.person()), after.partyName()));
    }

    /** The lead is asked to submit what somebody else prepared, or what was put right. */
    void askToSubmit(Application application) {
        var lead = Posts.lead(posts.team(application.project()), application.party());
        if (lead == null) return;
        int round = application.status() == ApplicationStatus.DRAFT ? 1 : application.round() + 1;
        duties.open(new Duties.NewDuty(AcceptanceDutyKinds.SUBMISSION, application.project(), application.party(), application.ref(), application.title(), lead, null, period(round), null));
    }

    /** Tells the rounds of one duty apart. */
    static LocalDate period(int round) {
        return LocalDate.ofEpochDay(round);
    }

    // ---- ending

    /** Takes it back before it is accepted, with the reason. */
    @Transactional
    public void withdraw(ProjectId project, int number, String reason, int version, Actor actor) {
        var held = hold(project, number, actor);
        var before = held.application();
        if (!held.stake().mayWithdraw()) throw !before.status().open() && ApplicationStake.prepares(held.access(), before.party()) ? Refused.because("acceptance.not_open") : new NotAllowed();
        if (before.version() != version) throw new Stale();
        var check = new Refused.Check();
        var why = check.text("reason", reason, 2000);
        check.done();
        end(before, ApplicationStatus.WITHDRAWN, why, actor);
        record(before, "withdrawn", why, actor);
        var told = before.panel().stream().map(Application.Reviewer::member).filter(member -> !member.equals(actor.member())).toList();
        if (before.status() != ApplicationStatus.DRAFT && !told.isEmpty()) tell("acceptance_withdrawn", held.access(), before, told, "withdrawn", List.of(Notice.person(actor.person()), Notice.beginning(why)));
    }

    /** What was accepted is not any more, and why: its tasks are in progress again, and it can be applied for anew. */
    @Transactional
    public void reopen(ProjectId project, int number, String reason, int version, Actor actor) {
        var held = hold(project, number, actor);
        var before = held.application();
        if (before.status() != ApplicationStatus.ACCEPTED && held.access().mayEverywhere(Permission.CONVENE_ACCEPTANCE)) throw Refused.because("acceptance.not_accepted");
        if (!held.stake().mayReopen()) throw new NotAllowed();
        if (before.version() != version) throw new Stale();
        var check = new Refused.Check();
        var why = check.text("reason", reason, 2000);
        check.done();
        end(before, ApplicationStatus.REOPENED, why, actor);
        tasks.reopen(project, before.deliverable(), why, actor);
        record(before, "reopened", why, actor);
        var applicant = before.applicant().id();
        if (!applicant.equals(actor.member())) tell("acceptance_reopened", held.access(), before, List.of(applicant), "reopened", List.of(Notice.person(actor.person()), Notice.beginning(why)));
    }

    private void end(Application application, ApplicationStatus status, String why, Actor actor) {
        papers.end(application, actor);
        db.update(APPLICATION)
                .set(APPLICATION.STATUS, status.text())
                .set(APPLICATION.ENDED_BY, actor.person())
                .set(APPLICATION.ENDED_AT, clock.instant())
                .set(APPLICATION.END_REASON, why)
                .set(APPLICATION.VERSION, APPLICATION.VERSION.plus(1))
                .where(APPLICATION.ID.eq(application.id()))
                .execute();
        duties.cancelAll(List.of(application.id()), actor);
        duties.cancelAll(application.openRectifications().stream().map(Application.Rectification::id).toList(), actor);
    }

    // ---- going without

    /** The sponsor lets a deliverable go without being accepted, and says why. */
    @Transactional
    public void waive(ProjectId project, DeliverableId deliverable, String reason, Actor actor) {
        projects.access(project, actor).requireEverywhere(Permission.WAIVE_GATE);
        var name = name(project, deliverable);
        var check = new Refused.Check();
        var why = check.text("reason", reason, 2000);
        check.reject(db.fetchExists(APPLICATION, APPLICATION.DELIVERABLE_ID.eq(deliverable), APPLICATION.STATUS.eq(ApplicationStatus.ACCEPTED.text())), "", "acceptance.accepted_already");
        check.done();
        db.insertInto(WAIVER)
                .set(WAIVER.DELIVERABLE_ID, deliverable).set(WAIVER.PROJECT_ID, project).set(WAIVER.REASON, why).set(WAIVER.WAIVED_BY, actor.person()).set(WAIVER.WAIVED_AT, clock.instant())
                .onConflict(WAIVER.WORKSPACE_ID, WAIVER.DELIVERABLE_ID).doUpdate()
                .set(WAIVER.REASON, why).set(WAIVER.WAIVED_BY, actor.person()).set(WAIVER.WAIVED_AT, clock.instant())
                .execute();
        activities.record(actor, new DeliverableWaived(Ref.of("deliverable", deliverable), name, true, why), project, null);
    }

    /** It is to be accepted after all. */
    @Transactional
    public void endWaiver(ProjectId project, DeliverableId deliverable, Actor actor) {
        projects.access(project, actor).requireEverywhere(Permission.WAIVE_GATE);
        var name = name(project, deliverable);
        if (db.deleteFrom(WAIVER).where(WAIVER.DELIVERABLE_ID.eq(deliverable)).execute() > 0) activities.record(actor, new DeliverableWaived(Ref.of("deliverable", deliverable), name, false, ""), project, null);
    }

    private String name(ProjectId project, DeliverableId deliverable) {
        return db.select(DELIVERABLE.NAME).from(DELIVERABLE).where(DELIVERABLE.ID.eq(deliverable), DELIVERABLE.PROJECT_ID.eq(project), DELIVERABLE.DELETED_AT.isNull()).forUpdate().fetchOptional(DELIVERABLE.NAME).orElseThrow(NotFound::new);
    }

    // ---- what the others stand on

    record Held(ProjectAccess access, Application application, ApplicationStake stake) {}

    /** An application of this project, held until the transaction ends. */
    Held hold(ProjectId project, int number, Actor actor) {
        return held(project, APPLICATION.NUMBER.eq(number), actor);
    }

    Held hold(ProjectId project, ApplicationId id, Actor actor) {
        return held(project, APPLICATION.ID.eq(id), actor);
    }

    private Held held(ProjectId project, org.jooq.Condition which, Actor actor) {
        var access = projects.access(project, actor);
        access.require(Permission.READ);
        var id = db.select(APPLICATION.ID).from(APPLICATION).where(APPLICATION.PROJECT_ID.eq(project), which).forUpdate().fetchOptional(APPLICATION.ID).orElseThrow(NotFound::new);
        var application = sheets.get(project, id);
        return new Held(access, application, sheets.stake(access, application, actor));
    }

    void bump(ApplicationId id) {
        db.update(APPLICATION).set(APPLICATION.VERSION, APPLICATION.VERSION.plus(1)).where(APPLICATION.ID.eq(id)).execute();
    }

    private void record(Application application, String act, String note, Actor actor) {
        activities.record(actor, new ApplicationMoved(application.ref(), application.number(), application.deliverableName(), act, application.round(), note), application.project(), application.party());
    }

    void tell(String kind, ProjectAccess access, Application application, List<MemberId> whom, String cause, List<String> arguments) {
        notices.tell(new Notice(kind, NoticeGroup.PROJECT, whom, "acceptance:" + application.id() + ":" + cause, access.id(), application.ref(), application.title(), address(access.code(), application.number()), arguments, false));
    }

    static String address(String code, int number) {
        return "/p/" + code + "/acceptance/" + number;
    }
}
