package meridian.acceptance;

import static db.acceptance.Tables.APPLICATION;
import static db.acceptance.Tables.CRITERION;
import static db.acceptance.Tables.OPINION;
import static db.acceptance.Tables.RECTIFICATION;
import static db.acceptance.Tables.REVIEWER;
import static db.acceptance.Tables.ROUND;
import static db.acceptance.Tables.RULES;
import static db.acceptance.Tables.VERDICT;
import static db.acceptance.Tables.VOTE;
import static db.acceptance.Tables.WAIVER;
import static db.duty.Tables.DUTY;
import static db.identity.Tables.MEMBER;
import static db.project.Tables.DELIVERABLE;
import static db.project.Tables.PARTY;
import static db.project.Tables.RESPONSIBILITY;
import static db.workplan.Tables.TASK;
import static meridian.acceptance.CharterCriteria.CHARTERED;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.multiset;
import static org.jooq.impl.DSL.select;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import meridian.acceptance.Application.Claim;
import meridian.acceptance.Application.Criterion;
import meridian.acceptance.Application.Opinion;
import meridian.acceptance.Application.Person;
import meridian.acceptance.Application.Rectification;
import meridian.acceptance.Application.Reviewer;
import meridian.acceptance.Application.Round;
import meridian.acceptance.Application.Verdict;
import meridian.acceptance.Application.Vote;
import meridian.project.ProjectAccess;
import meridian.tenancy.Actor;
import meridian.tenancy.ApplicationId;
import meridian.tenancy.DeliverableId;
import meridian.tenancy.MemberId;
import meridian.tenancy.NotFound;
import meridian.tenancy.PartyId;
import meridian.tenancy.ProjectId;
import meridian.workplan.DeliverableTasks;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Applications as they are read: one whole in one statement, and the deliverables of a project with where each stands. */
@Component
public class ApplicationSheets {
    private final DSLContext db;

    ApplicationSheets(DSLContext db) {
        this.db = db;
    }

    @Transactional(readOnly = true)
    public Application get(ProjectId project, int number) {
        return read(APPLICATION.PROJECT_ID.eq(project).and(APPLICATION.NUMBER.eq(number))).stream().findFirst().orElseThrow(NotFound::new);
    }

    @Transactional(readOnly = true)
    public Application get(ProjectId project, ApplicationId id) {
        return read(APPLICATION.PROJECT_ID.eq(project).and(APPLICATION.ID.eq(id))).stream().findFirst().orElseThrow(NotFound::new);
    }

    /** The one that stands for a deliverable, accepted or on its way; null where there is none. */
    @Transactional(readOnly = true)
    public @Nullable Application standing(ProjectId project, DeliverableId deliverable) {
        return read(APPLICATION.PROJECT_ID.eq(project).and(APPLICATION.DELIVERABLE_ID.eq(deliverable)).and(APPLICATION.STATUS.notIn(inline("withdrawn"), inline("reopened")))).stream().findFirst().orElse(null);
    }

    /** What somebody has to do with an application, in one statement. */
    @Transactional(readOnly = true)
    public ApplicationStake stake(ProjectAccess access, Application application, Actor actor) {
        var subjects = Stream.concat(Stream.of(application.id().value()), application.openRectifications().stream().map(item -> item.id().value())).toList();
        return new ApplicationStake(access, application, db.select(DUTY.KIND, DUTY.SUBJECT_ID, DUTY.PARTY_ID, DUTY.OWNER_ID)
                .from(DUTY)
                .where(DUTY.DOER_ID.eq(actor.person()), DUTY.STATE.eq(inline("open")), DUTY.SUBJECT_ID.in(subjects))
                .fetch(row -> new ApplicationStake.Owed(row.value1(), row.value2(), row.value3(), row.value4())));
    }

    List<Application> read(Condition which) {
        var a = APPLICATION;
        var preparer = MEMBER.as("preparer");
        var rechecking = MEMBER.as("rechecking");
        var ending = MEMBER.as("ending");
        var criteria = multiset(select(CRITERION.ID, CRITERION.POSITION, CRITERION.CONTENT, CRITERION.CLAIM, CRITERION.EVIDENCE, CRITERION.PASSED_ROUND, CRITERION.FILES)
                        .from(CRITERION).where(CRITERION.WORKSPACE_ID.eq(a.WORKSPACE_ID), CRITERION.APPLICATION_ID.eq(a.ID)).orderBy(CRITERION.POSITION))
                .convertFrom(rows -> rows.map(row -> new Criterion(row.value1(), row.value2(), row.value3(), row.value4() == null ? null : Claim.of(row.value4()).orElseThrow(), row.value5(), List.of(row.value7()), row.value6())));
        var submitter = MEMBER.as("submitter");
        var convener = MEMBER.as("convener");
        var rounds = multiset(select(ROUND.NUMBER, submitter.ID, submitter.DISPLAY_NAME, ROUND.SUBMITTED_AT, convener.ID, convener.DISPLAY_NAME, ROUND.CONVENED_AT, ROUND.DUE_AT, ROUND.OUTCOME, ROUND.DECIDED_AT, ROUND.REMARKS)
                        .from(ROUND)
                        .join(submitter).on(submitter.WORKSPACE_ID.eq(ROUND.WORKSPACE_ID), submitter.ID.eq(ROUND.SUBMITTED_BY))
                        .leftJoin(convener).on(convener.WORKSPACE_ID.eq(ROUND.WORKSPACE_ID), convener.ID.eq(ROUND.CONVENED_BY))
                        .where(ROUND.WORKSPACE_ID.eq(a.WORKSPACE_ID), ROUND.APPLICATION_ID.eq(a.ID)).orderBy(ROUND.NUMBER))
                .convertFrom(rows -> rows.map(row -> new Round(row.value1(), new Person(row.value2(), row.value3()), row.value4(), person(row.value5(), row.value6()), row.value7(), row.value8(), row.value9() == null ? null : Outcome.of(row.value9()).orElseThrow(), row.value10(), row.value11())));
        var sitting = MEMBER.as("sitting");
        var standing = PARTY.as("standing");
        var reviewers = multiset(select(REVIEWER.ID, REVIEWER.MEMBER_ID, sitting.DISPLAY_NAME, REVIEWER.SIDE, REVIEWER.PARTY_ID, standing.NAME, REVIEWER.APPROVER, REVIEWER.JOINED_AT, REVIEWER.LEFT_AT, REVIEWER.LEFT_REASON, REVIEWER.VACANT)
                        .from(REVIEWER)
                        .join(sitting).on(sitting.WORKSPACE_ID.eq(REVIEWER.WORKSPACE_ID), sitting.ID.eq(REVIEWER.MEMBER_ID))
                        .leftJoin(standing).on(standing.WORKSPACE_ID.eq(REVIEWER.WORKSPACE_ID), standing.ID.eq(REVIEWER.PARTY_ID))
                        .where(REVIEWER.WORKSPACE_ID.eq(a.WORKSPACE_ID), REVIEWER.APPLICATION_ID.eq(a.ID)).orderBy(REVIEWER.POSITION, REVIEWER.ID))
                .convertFrom(rows -> rows.map(row -> new Reviewer(row.value1(), row.value2(), row.value3(), Side.of(row.value4()).orElseThrow(), row.value5(), Objects.requireNonNullElse(row.value6(), ""), row.value7(), row.value8(), row.value9(), row.value10(), row.value11())));
        var judge = MEMBER.as("judge");
        var verdicts = multiset(select(VERDICT.ROUND, VERDICT.REVIEWER_ID, VERDICT.OVERALL, VERDICT.COMMENT, judge.ID, judge.DISPLAY_NAME, VERDICT.GIVEN_AT)
                        .from(VERDICT)
                        .join(judge).on(judge.WORKSPACE_ID.eq(VERDICT.WORKSPACE_ID), judge.ID.eq(VERDICT.GIVEN_BY))
                        .where(VERDICT.WORKSPACE_ID.eq(a.WORKSPACE_ID), VERDICT.APPLICATION_ID.eq(a.ID)).orderBy(VERDICT.GIVEN_AT))
                .convertFrom(rows -> rows.map(row -> new Verdict(row.value1(), row.value2(), Outcome.of(row.value3()).orElseThrow(), row.value4(), new Person(row.value5(), row.value6()), row.value7())));
        var votes = multiset(select(VOTE.ROUND, VOTE.REVIEWER_ID, VOTE.CRITERION_ID, VOTE.MET, VOTE.COMMENT)
                        .from(VOTE).where(VOTE.WORKSPACE_ID.eq(a.WORKSPACE_ID), VOTE.APPLICATION_ID.eq(a.ID)))
                .convertFrom(rows -> rows.map(row -> new Vote(row.value1(), row.value2(), row.value3(), row.value4(), row.value5())));
        var asked = PARTY.as("asked");
        var saying = MEMBER.as("saying");
        var opinions = multiset(select(OPINION.PARTY_ID, asked.NAME, OPINION.ASKED_AT, OPINION.SAID, saying.ID, saying.DISPLAY_NAME, OPINION.SAID_AT)
                        .from(OPINION)
                        .join(asked).on(asked.WORKSPACE_ID.eq(OPINION.WORKSPACE_ID), asked.ID.eq(OPINION.PARTY_ID))
                        .leftJoin(saying).on(saying.WORKSPACE_ID.eq(OPINION.WORKSPACE_ID), saying.ID.eq(OPINION.SAID_BY))
                        .where(OPINION.WORKSPACE_ID.eq(a.WORKSPACE_ID), OPINION.APPLICATION_ID.eq(a.ID)).orderBy(asked.POSITION))
                .convertFrom(rows -> rows.map(row -> new Opinion(row.value1(), row.value2(), row.value3(), row.value4(), person(row.value5(), row.value6()), row.value7())));
        var owner = MEMBER.as("owning");
        var doer = MEMBER.as("doing");
        var r = RECTIFICATION;
        var rectifications = multiset(select(r.ID, r.ROUND, r.CRITERION_ID, r.CONTENT, owner.ID, owner.DISPLAY_NAME, r.DUE_ON, r.STATE, r.SAID, doer.ID, doer.DISPLAY_NAME, r.DONE_AT, r.VERSION)
                        .from(r)
                        .join(owner).on(owner.WORKSPACE_ID.eq(r.WORKSPACE_ID), owner.ID.eq(r.OWNER_ID))
                        .leftJoin(doer).on(doer.WORKSPACE_ID.eq(r.WORKSPACE_ID), doer.ID.eq(r.DONE_BY))
                        .where(r.WORKSPACE_ID.eq(a.WORKSPACE_ID), r.APPLICATION_ID.eq(a.ID)).orderBy(r.POSITION))
                .convertFrom(rows -> rows.map(row -> new Rectification(row.value1(), row.value2(), row.value3(), row.value4(), new Person(row.value5(), row.value6()), row.value7(), row.value8(), row.value9(), person(row.value10(), row.value11()), row.value12(), row.value13())));
        var theirs = CHARTERED;
        var charter = multiset(select(theirs.CONTENT).from(theirs).where(theirs.WORKSPACE_ID.eq(a.WORKSPACE_ID), theirs.DELIVERABLE_ID.eq(a.DELIVERABLE_ID)).orderBy(theirs.POSITION, theirs.ID))
                .convertFrom(rows -> rows.map(row -> row.value1()));
        var rule = coalesce(a.RULE, RULES.RULE, inline(Rule.UNANIMOUS.text()));
        var conditional = coalesce(a.CONDITIONAL, RULES.CONDITIONAL, inline(false));
        return db.select(a.ID, a.PROJECT_ID, a.NUMBER, a.DELIVERABLE_ID, DELIVERABLE.NAME, a.PARTY_ID, PARTY.NAME, a.STATUS, a.NOTE, a.ROUND, rule, conditional, preparer.ID, preparer.DISPLAY_NAME, a.PREPARED_AT, a.ACCEPTED_AT,
                        a.RECHECK_REVIEWER_ID, rechecking.ID, rechecking.DISPLAY_NAME, a.RECHECKED_AT, a.RECHECK_NOTE, ending.ID, ending.DISPLAY_NAME, a.ENDED_AT, a.END_REASON, a.VERSION, criteria, rounds, reviewers, verdicts, votes, opinions,
                        rectifications, charter)
                .from(a)
                .join(DELIVERABLE).on(DELIVERABLE.WORKSPACE_ID.eq(a.WORKSPACE_ID), DELIVERABLE.ID.eq(a.DELIVERABLE_ID))
                .join(PARTY).on(PARTY.WORKSPACE_ID.eq(a.WORKSPACE_ID), PARTY.ID.eq(a.PARTY_ID))
                .join(preparer).on(preparer.WORKSPACE_ID.eq(a.WORKSPACE_ID), preparer.ID.eq(a.PREPARED_BY))
                .leftJoin(rechecking).on(rechecking.WORKSPACE_ID.eq(a.WORKSPACE_ID), rechecking.ID.eq(a.RECHECKED_BY))
                .leftJoin(ending).on(ending.WORKSPACE_ID.eq(a.WORKSPACE_ID), ending.ID.eq(a.ENDED_BY))
                .leftJoin(RULES).on(RULES.WORKSPACE_ID.eq(a.WORKSPACE_ID), RULES.PROJECT_ID.eq(a.PROJECT_ID))
                .where(which)
                .orderBy(a.NUMBER)
                .fetch(row -> new Application(row.get(a.ID), row.get(a.PROJECT_ID), row.get(a.NUMBER), row.get(a.DELIVERABLE_ID), row.get(DELIVERABLE.NAME), row.get(a.PARTY_ID), row.get(PARTY.NAME), ApplicationStatus.of(row.get(a.STATUS)),
                        row.get(a.NOTE), row.get(a.ROUND), Rule.of(row.get(rule)).orElseThrow(), row.get(conditional), new Person(row.get(preparer.ID), row.get(preparer.DISPLAY_NAME)), row.get(a.PREPARED_AT), row.get(a.ACCEPTED_AT),
                        row.get(a.RECHECK_REVIEWER_ID), person(row.get(rechecking.ID), row.get(rechecking.DISPLAY_NAME)), row.get(a.RECHECKED_AT), row.get(a.RECHECK_NOTE), person(row.get(ending.ID), row.get(ending.DISPLAY_NAME)),
                        row.get(a.ENDED_AT), row.get(a.END_REASON), row.get(a.VERSION), row.get(criteria), row.get(rounds), row.get(reviewers), row.get(verdicts), row.get(votes), row.get(opinions), row.get(rectifications), row.get(charter)));
    }

    private static @Nullable Person person(@Nullable MemberId id, @Nullable String name) {
        return id == null || name == null ? null : new Person(id, name);
    }

    // ---- the deliverables of a project

    /** A deliverable without being accepted, and why: the sponsor’s word. */
    public record Waiver(String reason, String by, Instant at) {}

    /**
     * A deliverable of the charter and where its acceptance stands: the application that stands for it, if any ({@code number} and what
     * follows), its tasks, and whether it was waived. {@code earlier} are the numbers of applications that were withdrawn or reopened,
     * {@code doing} the parties whose work it is.
     */
    public record Line(DeliverableId deliverable, String name, @Nullable LocalDate dueOn, int criteria, int tasks, int done, @Nullable Integer number, @Nullable ApplicationStatus status, @Nullable String party, int round, int judged, int seats, int openItems,
            @Nullable LocalDate itemsDue, @Nullable Instant acceptedAt, @Nullable Waiver waiver, List<Integer> earlier, List<PartyId> doing) {
        public boolean accepted() {
            return status == ApplicationStatus.ACCEPTED;
        }

        public boolean settled() {
            return accepted() || waiver != null;
        }
    }

    @Transactional(readOnly = true)
    public List<Line> deliverables(ProjectId project) {
        var a = APPLICATION;
        var d = DELIVERABLE;
        var theirs = CHARTERED;
        var criteria = field(select(count()).from(theirs).where(theirs.WORKSPACE_ID.eq(d.WORKSPACE_ID), theirs.DELIVERABLE_ID.eq(d.ID)));
        var tasksOf = TASK.WORKSPACE_ID.eq(d.WORKSPACE_ID).and(DeliverableTasks.of(d.ID)).and(TASK.STATUS.ne(inline("cancelled")));
        var tasks = field(select(count()).from(TASK).where(tasksOf));
        var done = field(select(count()).from(TASK).where(tasksOf, TASK.STATUS.in(inline("done"), inline("accepted"))));
        var judged = field(select(count()).from(VERDICT).where(VERDICT.WORKSPACE_ID.eq(a.WORKSPACE_ID), VERDICT.APPLICATION_ID.eq(a.ID), VERDICT.ROUND.eq(a.ROUND)));
        var seats = field(select(count()).from(REVIEWER).where(REVIEWER.WORKSPACE_ID.eq(a.WORKSPACE_ID), REVIEWER.APPLICATION_ID.eq(a.ID), REVIEWER.LEFT_AT.isNull()));
        var items = RECTIFICATION.WORKSPACE_ID.eq(a.WORKSPACE_ID).and(RECTIFICATION.APPLICATION_ID.eq(a.ID)).and(RECTIFICATION.STATE.eq(inline("open")));
        var openItems = field(select(count()).from(RECTIFICATION).where(items));
        var itemsDue = field(select(org.jooq.impl.DSL.min(RECTIFICATION.DUE_ON)).from(RECTIFICATION).where(items));
        var before = APPLICATION.as("before");
        var earlier = multiset(select(before.NUMBER).from(before).where(before.WORKSPACE_ID.eq(d.WORKSPACE_ID), before.PROJECT_ID.eq(d.PROJECT_ID), before.DELIVERABLE_ID.eq(d.ID), before.STATUS.in(inline("withdrawn"), inline("reopened"))).orderBy(before.NUMBER))
                .convertFrom(rows -> rows.map(row -> row.value1()));
        var doing = multiset(select(RESPONSIBILITY.PARTY_ID).from(RESPONSIBILITY).where(RESPONSIBILITY.WORKSPACE_ID.eq(d.WORKSPACE_ID), RESPONSIBILITY.DELIVERABLE_ID.eq(d.ID), RESPONSIBILITY.LETTER.in(inline("A"), inline("R"))))
                .convertFrom(rows -> rows.map(row -> row.value1()));
        return db.select(d.ID, d.NAME, d.DUE_ON, criteria, tasks, done, a.NUMBER, a.STATUS, PARTY.NAME, a.ROUND, judged, seats, openItems, itemsDue, a.ACCEPTED_AT, WAIVER.REASON, MEMBER.DISPLAY_NAME, WAIVER.WAIVED_AT, earlier, doing)
                .from(d)
                .leftJoin(a).on(a.WORKSPACE_ID.eq(d.WORKSPACE_ID), a.DELIVERABLE_ID.eq(d.ID), a.STATUS.notIn(inline("withdrawn"), inline("reopened")))
                .leftJoin(PARTY).on(PARTY.WORKSPACE_ID.eq(a.WORKSPACE_ID), PARTY.ID.eq(a.PARTY_ID))
                .leftJoin(WAIVER).on(WAIVER.WORKSPACE_ID.eq(d.WORKSPACE_ID), WAIVER.DELIVERABLE_ID.eq(d.ID))
                .leftJoin(MEMBER).on(MEMBER.WORKSPACE_ID.eq(WAIVER.WORKSPACE_ID), MEMBER.ID.eq(WAIVER.WAIVED_BY))
                .where(d.PROJECT_ID.eq(project), d.DELETED_AT.isNull())
                .orderBy(d.POSITION, d.ID)
                .fetch(row -> new Line(row.value1(), row.value2(), row.value3(), row.value4(), row.value5(), row.value6(), row.value7(), row.value8() == null ? null : ApplicationStatus.of(row.value8()), row.value9(),
                        row.value10() == null ? 0 : row.value10(), row.value11(), row.value12(), row.value13(), row.value14(), row.value15(), row.value16() == null ? null : new Waiver(row.value16(), row.value17(), row.value18()), row.value19(), row.value20()));
    }
}
