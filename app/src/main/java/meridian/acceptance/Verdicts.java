package meridian.acceptance;

import static db.acceptance.Tables.APPLICATION;
import static db.acceptance.Tables.CRITERION;
import static db.acceptance.Tables.ROUND;
import static db.acceptance.Tables.VERDICT;
import static db.acceptance.Tables.VOTE;
import static db.acceptance.Tables.WAIVER;

import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import meridian.acceptance.AcceptanceActivity.RoundDecided;
import meridian.acceptance.AcceptanceActivity.VerdictGiven;
import meridian.acceptance.Application.Criterion;
import meridian.acceptance.Application.Reviewer;
import meridian.activity.Activities;
import meridian.duty.Duties;
import meridian.identity.Permission;
import meridian.outbox.Notice;
import meridian.project.ProjectAccess;
import meridian.tenancy.Actor;
import meridian.tenancy.CriterionId;
import meridian.tenancy.NotAllowed;
import meridian.tenancy.ProjectId;
import meridian.tenancy.Refused;
import meridian.tenancy.Stale;
import meridian.workplan.DeliverableTasks;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * The verdicts of panels. Each reviewer judges once in a round; when the last one has, the round is decided. Time alone decides nothing:
 * once the verdicts were due, the chief coordinator can decide by those there are, if they are a quorum.
 */
@Component
public class Verdicts {
    private static final int LONGEST_COMMENT = 2000;

    private final DSLContext db;
    private final Clock clock;
    private final Applications applications;
    private final ApplicationSheets sheets;
    private final Panels panels;
    private final Rectifications rectifications;
    private final AcceptancePapers papers;
    private final DeliverableTasks tasks;
    private final Duties duties;
    private final Activities activities;

    Verdicts(DSLContext db, Clock clock, Applications applications, ApplicationSheets sheets, Panels panels, Rectifications rectifications, AcceptancePapers papers, DeliverableTasks tasks, Duties duties, Activities activities) {
        this.db = db;
        this.clock = clock;
        this.applications = applications;
        this.sheets = sheets;
        this.panels = panels;
        this.rectifications = rectifications;
        this.papers = papers;
        this.tasks = tasks;
        this.duties = duties;
        this.activities = activities;
    }

    // ---- judging

    /** What is typed of a vote. */
    public record Typed(CriterionId criterion, @Nullable Boolean met, String comment) {}

    /** Gives the verdict of whoever acts on the round that they saw: on every criterion it asks about, and on the whole. */
    @Transactional
    public void judge(ProjectId project, int number, int round, List<Typed> votes, @Nullable Outcome overall, String comment, List<Refused.Problem> unread, Actor actor) {
        var held = applications.hold(project, number, actor);
        var before = held.application();
        var reviewer = held.stake().place();
        if (reviewer == null) throw new NotAllowed();
        if (before.status() != ApplicationStatus.IN_REVIEW) throw Refused.because("acceptance.not_in_review");
        if (before.round() != round) throw new Stale();
        if (before.verdict(reviewer, round) != null) throw Refused.because("acceptance.voted_already");
        if (panels.workers(before).contains(actor.person())) throw Refused.because("acceptance.own_work");
        var check = new Refused.Check(unread);
        var good = new ArrayList<Typed>();
        int unmet = 0;
        var asked = before.asked(round);
        for (var criterion : asked) {
            int i = criterion.position();
            var typed = votes.stream().filter(one -> one.criterion().equals(criterion.id())).findFirst().orElse(new Typed(criterion.id(), null, ""));
            var said = check.optional("comment_" + i, typed.comment(), LONGEST_COMMENT);
            check.reject(typed.met() == null, "met_" + i, "acceptance.vote_missing");
            check.reject(Boolean.FALSE.equals(typed.met()) && said.isEmpty(), "comment_" + i, "acceptance.objection_missing");
            if (Boolean.FALSE.equals(typed.met())) unmet++;
            good.add(new Typed(criterion.id(), typed.met(), said));
        }
        var words = check.optional("comment", comment, 4000);
        check.reject(overall == null, "overall", "refused.missing");
        check.reject(overall == Outcome.PASS && unmet > 0, "overall", "acceptance.pass_with_unmet", unmet);
        check.reject(overall != null && overall != Outcome.PASS && unmet == 0, "overall", "acceptance.fail_without_unmet");
        check.reject(overall == Outcome.CONDITIONAL && !before.conditional(), "overall", "acceptance.no_conditional");
        check.done();
        if (overall == null) throw new IllegalStateException();
        db.insertInto(VERDICT)
                .set(VERDICT.APPLICATION_ID, before.id())
                .set(VERDICT.ROUND, round)
                .set(VERDICT.REVIEWER_ID, reviewer.id())
                .set(VERDICT.OVERALL, overall.text())
                .set(VERDICT.COMMENT, words)
                .set(VERDICT.GIVEN_BY, actor.person())
                .set(VERDICT.GIVEN_AT, clock.instant())
                .execute();
        var insert = db.insertInto(VOTE, VOTE.APPLICATION_ID, VOTE.ROUND, VOTE.REVIEWER_ID, VOTE.CRITERION_ID, VOTE.MET, VOTE.COMMENT);
        for (var vote : good) insert = insert.values(before.id(), round, reviewer.id(), vote.criterion(), vote.met(), vote.comment());
        insert.execute();
        applications.bump(before.id());
        duties.meet(AcceptanceDutyKinds.VERDICT, before.id(), reviewer.member(), Applications.period(round), actor);
        activities.record(actor, new VerdictGiven(before.ref(), number, before.deliverableName(), round, overall.text(), unmet), project, reviewer.party());
        var after = sheets.get(project, before.id());
        if (after.awaited().isEmpty() && after.vacant().isEmpty()) decide(held.access(), after, actor);
    }

    // ---- deciding

    /** Whether the round can be decided now without those who have not judged. */
    public boolean decidable(Application application) {
        var now = application.now();
        if (application.status() != ApplicationStatus.IN_REVIEW || now == null || now.dueAt() == null || !clock.instant().isAfter(now.dueAt())) return false;
        return suffices(application);
    }

    private static boolean suffices(Application application) {
        return Judgement.suffices(application.panel().size() + application.vacant().size(), application.panel().stream().anyMatch(Reviewer::approver), ballots(application));
    }

    /** The verdicts were due and not all are there: the chief coordinator decides by a quorum of them. */
    @Transactional
    public void decide(ProjectId project, int number, int version, Actor actor) {
        var held = applications.hold(project, number, actor);
        var before = held.application();
        held.access().requireEverywhere(Permission.CONVENE_ACCEPTANCE);
        if (before.status() != ApplicationStatus.IN_REVIEW) throw Refused.because("acceptance.not_in_review");
        if (before.version() != version) throw new Stale();
        var now = Objects.requireNonNull(before.now());
        if (now.dueAt() == null || !clock.instant().isAfter(now.dueAt())) throw Refused.because("acceptance.not_due");
        if (!suffices(before)) throw Refused.because("acceptance.no_quorum", before.verdicts(before.round()).size(), Judgement.quorum(before.panel().size() + before.vacant().size()));
        decide(held.access(), before, actor);
    }

    private static List<Judgement.Ballot> ballots(Application application) {
        int round = application.round();
        return application.reviewers().stream().filter(one -> application.verdict(one, round) != null).map(one -> {
            var votes = new HashMap<CriterionId, Boolean>();
            application.votes().stream().filter(vote -> vote.round() == round && vote.reviewer().equals(one.id())).forEach(vote -> votes.put(vote.criterion(), vote.met()));
            return new Judgement.Ballot(one.side(), one.approver(), one.party() != null && !one.party().equals(application.party()), Objects.requireNonNull(application.verdict(one, round)).overall(), Map.copyOf(votes));
        }).toList();
    }

    private void decide(ProjectAccess access, Application before, Actor actor) {
        int round = before.round();
        var absent = before.awaited().stream().map(Reviewer::name).toList();
        var result = Judgement.of(before.rule(), before.conditional(), before.asked(round).stream().map(Criterion::id).toList(), ballots(before));
        db.update(CRITERION).set(CRITERION.PASSED_ROUND, round).where(CRITERION.ID.in(result.passed())).execute();
        db.update(ROUND).set(ROUND.OUTCOME, result.outcome().text()).set(ROUND.DECIDED_AT, clock.instant()).where(ROUND.APPLICATION_ID.eq(before.id()), ROUND.NUMBER.eq(round)).execute();
        duties.lapse(AcceptanceDutyKinds.VERDICT, before.id(), actor);
        duties.lapse(AcceptanceDutyKinds.OPINION, before.id(), actor);
        duties.cancel(AcceptanceDutyKinds.REPLACEMENT, before.id(), actor);
        activities.record(actor, new RoundDecided(before.ref(), before.number(), before.deliverableName(), round, result.outcome().text(), absent), before.project(), before.party());
        switch (result.outcome()) {
            case PASS -> accept(access, before, actor);
            case FAIL -> rectifications.ask(access, before, ApplicationStatus.RECTIFICATION, actor);
            case CONDITIONAL -> rectifications.ask(access, before, ApplicationStatus.RECHECK, actor);
        }
        if (result.outcome() != Outcome.PASS) papers.issueReport(access, sheets.get(before.project(), before.id()), actor);
        var told = Stream.concat(Stream.of(before.preparedBy().id(), before.applicant().id()), before.now() == null || before.now().convenedBy() == null ? Stream.empty() : Stream.of(before.now().convenedBy().id())).distinct().filter(member -> !member.equals(actor.member())).toList();
        if (!told.isEmpty()) applications.tell("acceptance_decided", access, before, told, "decided:" + round, List.of(Notice.word("acceptance.outcome." + result.outcome().text())));
    }

    /** The deliverable is accepted: what was done of it is, and the report says so. */
    void accept(ProjectAccess access, Application before, Actor actor) {
        db.update(APPLICATION)
                .set(APPLICATION.STATUS, ApplicationStatus.ACCEPTED.text())
                .set(APPLICATION.ACCEPTED_AT, clock.instant())
                .set(APPLICATION.VERSION, APPLICATION.VERSION.plus(1))
                .where(APPLICATION.ID.eq(before.id()))
                .execute();
        db.deleteFrom(WAIVER).where(WAIVER.DELIVERABLE_ID.eq(before.deliverable())).execute();
        tasks.accept(before.project(), before.deliverable(), actor);
        papers.issueReport(access, sheets.get(before.project(), before.id()), actor);
    }
}
