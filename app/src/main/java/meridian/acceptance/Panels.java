package meridian.acceptance;

import static db.acceptance.Tables.APPLICATION;
import static db.acceptance.Tables.OPINION;
import static db.acceptance.Tables.REVIEWER;
import static db.acceptance.Tables.ROUND;
import static db.duty.Tables.DUTY;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.max;
import static org.jooq.impl.DSL.val;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import meridian.acceptance.AcceptanceActivity.OpinionGiven;
import meridian.acceptance.AcceptanceActivity.PanelConvened;
import meridian.acceptance.AcceptanceActivity.ReviewerLeft;
import meridian.acceptance.AcceptanceActivity.ReviewerReplaced;
import meridian.acceptance.Application.Reviewer;
import meridian.acceptance.Panel.Ground;
import meridian.acceptance.Panel.Place;
import meridian.activity.Activities;
import meridian.activity.Changes;
import meridian.duty.Duties;
import meridian.identity.Calendars;
import meridian.identity.Departure;
import meridian.identity.Permission;
import meridian.outbox.Notice;
import meridian.project.ProjectAccess;
import meridian.project.Projects;
import meridian.project.Team;
import meridian.tenancy.Actor;
import meridian.tenancy.ApplicationId;
import meridian.tenancy.MemberId;
import meridian.tenancy.NotAllowed;
import meridian.tenancy.NotFound;
import meridian.tenancy.PartyId;
import meridian.tenancy.ProjectId;
import meridian.tenancy.Refused;
import meridian.tenancy.ReviewerId;
import meridian.tenancy.Stale;
import meridian.workplan.DeliverableTasks;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * The panels of applications. The chief coordinator convenes one in one step: from then on each reviewer’s verdict is a duty with a clock,
 * and every party that is to be asked (C in the matrix) is asked. Whoever leaves, or cannot judge, is replaced under the same rules.
 */
@Component
@Order(0) // Before the duties of who leaves are given away: nobody inherits a verdict.
public class Panels implements Departure {
    private final DSLContext db;
    private final Clock clock;
    private final Projects projects;
    private final Applications applications;
    private final ApplicationSheets sheets;
    private final Posts posts;
    private final DeliverableTasks tasks;
    private final Calendars calendars;
    private final Duties duties;
    private final Activities activities;

    Panels(DSLContext db, Clock clock, Projects projects, Applications applications, ApplicationSheets sheets, Posts posts, DeliverableTasks tasks, Calendars calendars, Duties duties, Activities activities) {
        this.db = db;
        this.clock = clock;
        this.projects = projects;
        this.applications = applications;
        this.sheets = sheets;
        this.posts = posts;
        this.tasks = tasks;
        this.calendars = calendars;
        this.duties = duties;
        this.activities = activities;
    }

    // ---- who could sit on it

    /** What the rules look at. */
    @Transactional(readOnly = true)
    public Ground ground(Application application) {
        return ground(application, posts.team(application.project()), posts.letters(application.deliverable()));
    }

    private Ground ground(Application application, Team team, Posts.Letters letters) {
        var workers = workers(application);
        // The party’s own lead answers for the work that is judged.
        workers.addAll(Posts.leads(team, application.party()));
        var approver = letters.with("A").stream().filter(party -> !party.equals(application.party())).flatMap(party -> Posts.leads(team, party).stream()).filter(member -> !workers.contains(member)).findFirst().orElse(null);
        return new Ground(application.party(), Panel.candidates(team), Set.copyOf(workers), approver);
    }

    /** Whoever worked on the deliverable, prepared or submitted its application, or has to put something right. */
    Set<MemberId> workers(Application application) {
        var workers = new HashSet<>(tasks.workers(application.project(), application.deliverable()));
        workers.add(application.preparedBy().id());
        application.rounds().forEach(round -> workers.add(round.submittedBy().id()));
        application.rectifications().forEach(item -> workers.add(item.owner().id()));
        return workers;
    }

    /** The panel that sits, else one that the rules propose. */
    public static List<Place> proposed(Application application, Ground ground) {
        var sitting = application.panel().stream().map(one -> new Place(one.member(), one.side())).toList();
        return sitting.isEmpty() ? Panel.propose(ground) : sitting;
    }

    // ---- convening

    /**
     * Convenes the panel for the round that was submitted: all of it in one step, or nothing. Who sat before and is not named any more
     * leaves it. Without a day the verdicts are due when their clock has run out.
     */
    @Transactional
    public void convene(ProjectId project, int number, List<Place> places, @Nullable LocalDate dueOn, List<Refused.Problem> unread, int version, Actor actor) {
        var held = applications.hold(project, number, actor);
        var before = held.application();
        held.access().requireEverywhere(Permission.CONVENE_ACCEPTANCE);
        if (before.status() != ApplicationStatus.SUBMITTED) throw Refused.because("acceptance.not_submitted");
        if (before.version() != version) throw new Stale();
        var team = posts.team(project);
        var letters = posts.letters(before.deliverable());
        var ground = ground(before, team, letters);
        var check = new Refused.Check(unread);
        for (var fault : Panel.faults(ground, places)) check.reject(true, fault.side() == null ? "" : fault.side().text() + "_0", "panel." + fault.key(), fault.arguments().toArray());
        check.reject(dueOn != null && dueOn.isBefore(today(held.access())), "due_on", "quality.day_past");
        check.done();
        seat(before, ground, places);
        db.update(APPLICATION)
                .set(APPLICATION.STATUS, ApplicationStatus.IN_REVIEW.text())
                .set(APPLICATION.RULE, before.rule().text())
                .set(APPLICATION.CONDITIONAL, before.conditional())
                .set(APPLICATION.VERSION, APPLICATION.VERSION.plus(1))
                .where(APPLICATION.ID.eq(before.id()))
                .execute();
        db.update(ROUND).set(ROUND.CONVENED_BY, actor.person()).set(ROUND.CONVENED_AT, clock.instant()).where(ROUND.APPLICATION_ID.eq(before.id()), ROUND.NUMBER.eq(before.round())).execute();
        duties.meet(AcceptanceDutyKinds.CONVENING, before.id(), actor);
        var after = sheets.get(project, before.id());
        var due = dueOn == null ? null : calendars.of(held.access().homeRegion()).endOfDay(dueOn);
        duties.openAll(after.panel().stream().map(reviewer -> verdict(after, reviewer, actor.person(), due)).toList());
        var last = due(after);
        if (before.round() == 1) ask(held.access(), after, team, letters, actor);
        activities.record(actor, new PanelConvened(after.ref(), number, after.deliverableName(), after.round(), after.panel().stream().map(one -> one.name() + " (" + one.side().text() + ")").toList()), project, after.party());
        var told = after.panel().stream().map(Reviewer::member).filter(member -> !member.equals(actor.member())).toList();
        if (!told.isEmpty()) applications.tell("acceptance_panel", held.access(), after, told, "panel:" + after.round(), List.of(Notice.person(actor.person()), Notice.at(last)));
    }

    // A round is due when the last verdict that is awaited is.
    private Instant due(Application application) {
        var last = db.select(max(DUTY.DUE_AT)).from(DUTY).where(DUTY.KIND.eq(AcceptanceDutyKinds.VERDICT), DUTY.SUBJECT_ID.eq(application.id().value()), DUTY.STATE.eq("open")).fetchSingle().value1();
        db.update(ROUND).set(ROUND.DUE_AT, last).where(ROUND.APPLICATION_ID.eq(application.id()), ROUND.NUMBER.eq(application.round())).execute();
        return Objects.requireNonNull(last);
    }

    private void seat(Application before, Ground ground, List<Place> places) {
        for (var sitting : before.panel()) {
            if (!places.contains(new Place(sitting.member(), sitting.side()))) db.update(REVIEWER).set(REVIEWER.LEFT_AT, clock.instant()).where(REVIEWER.ID.eq(sitting.id())).execute();
        }
        int position = before.reviewers().size();
        for (var place : places) {
            if (before.panel().stream().noneMatch(sitting -> sitting.member().equals(place.member()) && sitting.side() == place.side())) insert(before.id(), ground, place, position++);
        }
    }

    private ReviewerId insert(ApplicationId application, Ground ground, Place place, int position) {
        var id = ReviewerId.next();
        db.insertInto(REVIEWER)
                .set(REVIEWER.ID, id)
                .set(REVIEWER.APPLICATION_ID, application)
                .set(REVIEWER.MEMBER_ID, place.member())
                .set(REVIEWER.SIDE, place.side().text())
                .set(REVIEWER.PARTY_ID, standingFor(ground, place.member()))
                .set(REVIEWER.APPROVER, place.member().equals(ground.approver()))
                .set(REVIEWER.POSITION, position)
                .set(REVIEWER.JOINED_AT, clock.instant())
                .execute();
        return id;
    }

    private static @Nullable PartyId standingFor(Ground ground, MemberId member) {
        var candidate = ground.candidate(member);
        if (candidate == null) return null;
        return candidate.parties().stream().sorted(Comparator.comparing((PartyId party) -> !party.equals(ground.party())).thenComparing(PartyId::value)).findFirst().orElse(null);
    }

    private static Duties.NewDuty verdict(Application application, Reviewer reviewer, MemberId convener, @Nullable Instant due) {
        return new Duties.NewDuty(AcceptanceDutyKinds.VERDICT, application.project(), reviewer.party(), application.ref(), application.title(), reviewer.member(), convener.equals(reviewer.member()) ? null : convener, Applications.period(application.round()), due);
    }

    // ---- asking others before

    private void ask(ProjectAccess access, Application application, Team team, Posts.Letters letters, Actor actor) {
        var asked = letters.with("C").stream().filter(party -> !party.equals(application.party())).toList();
        for (var party : asked) db.insertInto(OPINION).set(OPINION.APPLICATION_ID, application.id()).set(OPINION.PARTY_ID, party).set(OPINION.ASKED_AT, clock.instant()).onConflictDoNothing().execute();
        var owed = new ArrayList<Duties.NewDuty>();
        for (var party : asked) {
            var lead = Posts.lead(team, party);
            // Whoever sits on the panel says it there.
            if (lead != null && application.panel().stream().noneMatch(one -> one.member().equals(lead))) owed.add(new Duties.NewDuty(AcceptanceDutyKinds.OPINION, application.project(), party, application.ref(), application.title(), lead, actor.person(), null, null));
        }
        duties.openAll(owed);
        var told = owed.stream().map(Duties.NewDuty::owner).filter(member -> !member.equals(actor.member())).distinct().toList();
        if (!told.isEmpty()) applications.tell("acceptance_opinion", access, application, told, "opinion", List.of(Notice.person(actor.person())));
    }

    /** A party that is asked says what it thinks; the panel reads it. */
    @Transactional
    public void say(ProjectId project, int number, @Nullable PartyId party, String said, Actor actor) {
        var held = applications.hold(project, number, actor);
        var before = held.application();
        var opinion = before.opinions().stream().filter(one -> one.party().equals(party)).findFirst().orElseThrow(NotFound::new);
        if (!held.stake().maySay(opinion)) throw held.access().may(Permission.ACKNOWLEDGE, opinion.party()) ? Refused.because("acceptance.not_in_review") : new NotAllowed();
        var check = new Refused.Check();
        var words = check.text("said", said, 4000);
        check.done();
        db.update(OPINION).set(OPINION.SAID, words).set(OPINION.SAID_BY, actor.person()).set(OPINION.SAID_AT, clock.instant()).where(OPINION.APPLICATION_ID.eq(before.id()), OPINION.PARTY_ID.eq(opinion.party())).execute();
        db.select(DUTY.ID).from(DUTY).where(DUTY.KIND.eq(AcceptanceDutyKinds.OPINION), DUTY.SUBJECT_ID.eq(before.id().value()), DUTY.PARTY_ID.eq(opinion.party()), DUTY.STATE.eq("open")).fetch(DUTY.ID).forEach(id -> duties.meet(id, actor));
        activities.record(actor, new OpinionGiven(before.ref(), number, before.deliverableName(), words), project, opinion.party());
    }

    // ---- replacing

    /** Somebody else judges in the place of a reviewer who has not judged yet, under the same rules; and why. */
    @Transactional
    public void replace(ProjectId project, int number, ReviewerId id, @Nullable MemberId by, String reason, List<Refused.Problem> unread, Actor actor) {
        var held = applications.hold(project, number, actor);
        var before = held.application();
        held.access().requireEverywhere(Permission.CONVENE_ACCEPTANCE);
        var reviewer = before.reviewer(id);
        if (reviewer == null) throw new NotFound();
        if (before.status() != ApplicationStatus.IN_REVIEW && before.status() != ApplicationStatus.RECHECK) throw Refused.because("acceptance.not_in_review");
        if (!reviewer.sits() && !reviewer.vacant()) throw Refused.because("acceptance.seat_taken");
        if (before.status() == ApplicationStatus.IN_REVIEW && before.verdict(reviewer, before.round()) != null) throw Refused.because("acceptance.has_judged");
        var check = new Refused.Check(unread);
        var why = reviewer.vacant() ? check.optional("reason", reason, 2000) : check.text("reason", reason, 2000);
        check.reject(by == null, "member", "refused.missing");
        var ground = ground(before);
        if (by != null) {
            var places = new ArrayList<>(before.panel().stream().filter(one -> !one.id().equals(id)).map(one -> new Place(one.member(), one.side())).toList());
            places.add(new Place(by, reviewer.side()));
            for (var fault : Panel.faults(ground, places)) check.reject(true, "member", "panel." + fault.key(), fault.arguments().toArray());
        }
        check.done();
        if (by == null) throw new IllegalStateException();
        db.update(REVIEWER).set(REVIEWER.LEFT_AT, coalesce(REVIEWER.LEFT_AT, val(clock.instant(), REVIEWER.LEFT_AT))).set(REVIEWER.LEFT_REASON, why).set(REVIEWER.VACANT, false).where(REVIEWER.ID.eq(id)).execute();
        var next = insert(before.id(), ground, new Place(by, reviewer.side()), before.reviewers().size());
        if (id.equals(before.rechecker())) db.update(APPLICATION).set(APPLICATION.RECHECK_REVIEWER_ID, next).where(APPLICATION.ID.eq(before.id())).execute();
        applications.bump(before.id());
        var after = sheets.get(project, before.id());
        var joined = Objects.requireNonNull(after.reviewer(next));
        if (after.status() == ApplicationStatus.IN_REVIEW) {
            duties.cancel(AcceptanceDutyKinds.VERDICT, before.id(), reviewer.member(), Applications.period(before.round()), actor);
            duties.open(verdict(after, joined, actor.person(), null));
            due(after);
        } else if (next.equals(after.rechecker())) {
            duties.cancel(AcceptanceDutyKinds.RECHECK, before.id(), actor);
            askToRecheck(after, actor);
        }
        if (after.vacant().isEmpty()) duties.meet(AcceptanceDutyKinds.REPLACEMENT, before.id(), actor);
        activities.record(actor, new ReviewerReplaced(after.ref(), number, after.deliverableName(), new Changes().of("reviewer", reviewer.name(), joined.name()).list(), why), project, after.party());
        if (!by.equals(actor.member())) applications.tell("acceptance_joined", held.access(), after, List.of(by), "joined:" + next, List.of(Notice.person(actor.person()), reviewer.name()));
    }

    /** Whoever signs the re-check is asked to, once everything is put right. */
    void askToRecheck(Application application, Actor actor) {
        var rechecker = application.recheckedFor();
        if (rechecker == null || !rechecker.sits() || application.status() != ApplicationStatus.RECHECK || !application.openRectifications().isEmpty()) return;
        duties.keep(new Duties.NewDuty(AcceptanceDutyKinds.RECHECK, application.project(), rechecker.party(), application.ref(), application.title(), rechecker.member(), actor.member(), Applications.period(application.round()), null));
    }

    // ---- who leaves the company or the project

    /** A place on a panel is not given to whoever takes over the rest: the chief coordinator names somebody under the rules. */
    @Override
    @Transactional
    public void giveAll(MemberId member, @Nullable MemberId receiver, Actor actor) {
        vacate(REVIEWER.MEMBER_ID.eq(member), member, actor);
    }

    @Override
    @Transactional
    public void leftProject(ProjectId project, MemberId member, Actor actor) {
        vacate(REVIEWER.MEMBER_ID.eq(member).and(APPLICATION.PROJECT_ID.eq(project)), member, actor);
    }

    private void vacate(Condition which, MemberId member, Actor actor) {
        var sits = db.select(REVIEWER.ID, APPLICATION.PROJECT_ID, APPLICATION.ID)
                .from(REVIEWER)
                .join(APPLICATION).on(APPLICATION.WORKSPACE_ID.eq(REVIEWER.WORKSPACE_ID), APPLICATION.ID.eq(REVIEWER.APPLICATION_ID))
                .where(which, REVIEWER.LEFT_AT.isNull(), APPLICATION.STATUS.in(inline("submitted"), inline("in_review"), inline("rectification"), inline("recheck")))
                .forUpdate()
                .fetch();
        for (var sitting : sits) {
            var before = sheets.get(sitting.value2(), sitting.value3());
            var reviewer = Objects.requireNonNull(before.reviewer(sitting.value1()));
            var asked = before.status() == ApplicationStatus.IN_REVIEW && before.verdict(reviewer, before.round()) == null || before.status() == ApplicationStatus.RECHECK && reviewer.id().equals(before.rechecker());
            db.update(REVIEWER).set(REVIEWER.LEFT_AT, clock.instant()).set(REVIEWER.VACANT, asked).where(REVIEWER.ID.eq(reviewer.id())).execute();
            applications.bump(before.id());
            activities.record(actor, new ReviewerLeft(before.ref(), before.number(), before.deliverableName(), reviewer.name()), before.project(), before.party());
            duties.cancel(AcceptanceDutyKinds.VERDICT, before.id(), member, null, actor);
            duties.cancel(AcceptanceDutyKinds.RECHECK, before.id(), member, null, actor);
            var chief = Posts.chief(posts.team(before.project()));
            if (asked && chief != null && !chief.equals(member)) duties.keep(new Duties.NewDuty(AcceptanceDutyKinds.REPLACEMENT, before.project(), null, before.ref(), before.title(), chief, null, Applications.period(before.round()), null));
        }
    }

    private LocalDate today(ProjectAccess access) {
        return LocalDate.ofInstant(clock.instant(), access.homeZone());
    }
}
