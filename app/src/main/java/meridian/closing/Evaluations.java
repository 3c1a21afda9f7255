package meridian.closing;

import static db.closing.Tables.EVALUATION;
import static db.identity.Tables.MEMBER;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import meridian.activity.Activities;
import meridian.closing.Evaluation.Outcome;
import meridian.duty.Duties;
import meridian.identity.Calendars;
import meridian.identity.Permission;
import meridian.identity.Role;
import meridian.project.ProjectAccess;
import meridian.project.Projects;
import meridian.tenancy.Actor;
import meridian.tenancy.EvaluationId;
import meridian.tenancy.MemberId;
import meridian.tenancy.NotAllowed;
import meridian.tenancy.NotFound;
import meridian.tenancy.ProjectId;
import meridian.tenancy.Ref;
import meridian.tenancy.Refused;
import meridian.tenancy.Stale;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The follow-up evaluations of closed projects: owed by whoever ran the project, three and six months after it was closed. */
@Component
public class Evaluations {
    static final String KIND = "evaluation";
    private static final int[] MONTHS = {3, 6};

    private final DSLContext db;
    private final Clock clock;
    private final Projects projects;
    private final Calendars calendars;
    private final Duties duties;
    private final Activities activities;

    Evaluations(DSLContext db, Clock clock, Projects projects, Calendars calendars, Duties duties, Activities activities) {
        this.db = db;
        this.clock = clock;
        this.projects = projects;
        this.calendars = calendars;
        this.duties = duties;
        this.activities = activities;
    }

    /** The project is closed: they are owed from now on. Those there are stay. */
    void owe(ProjectAccess access, MemberId owner) {
        var today = LocalDate.ofInstant(clock.instant(), access.homeZone());
        for (int months : MONTHS) {
            db.insertInto(EVALUATION)
                    .set(EVALUATION.ID, EvaluationId.next()).set(EVALUATION.PROJECT_ID, access.id()).set(EVALUATION.MONTHS, (short) months).set(EVALUATION.DUE_ON, today.plusMonths(months)).set(EVALUATION.OWNER_ID, owner)
                    .onConflictDoNothing().execute();
        }
        for (var evaluation : of(access.id())) {
            if (evaluation.written()) continue;
            duties.keep(new Duties.NewDuty(ClosingDutyKinds.EVALUATE, access.id(), null, Ref.of(KIND, evaluation.id()), access.name(), evaluation.owner(), null, null, calendars.of(access.homeRegion()).endOfDay(evaluation.dueOn())));
        }
    }

    /** Says what is left of the results; written again, the last word holds. */
    @Transactional
    public void write(ProjectId project, EvaluationId id, @Nullable Outcome outcome, String content, int version, Actor actor) {
        var access = projects.access(project, actor);
        access.require(Permission.READ);
        var evaluation = get(project, id);
        if (!mayWrite(access, evaluation)) throw new NotAllowed();
        var check = new Refused.Check();
        check.reject(outcome == null, "outcome", "refused.missing");
        var words = check.text("content", content, 8000);
        check.done();
        if (outcome == null) throw new IllegalStateException();
        var written = db.update(EVALUATION).set(EVALUATION.OUTCOME, outcome.text()).set(EVALUATION.CONTENT, words).set(EVALUATION.WRITTEN_BY, actor.person()).set(EVALUATION.WRITTEN_AT, clock.instant()).set(EVALUATION.VERSION, EVALUATION.VERSION.plus(1))
                .where(EVALUATION.ID.eq(id), EVALUATION.VERSION.eq(version)).execute();
        if (written == 0) throw new Stale();
        duties.meet(ClosingDutyKinds.EVALUATE, id, actor);
        activities.record(actor, new ClosingActivity.EvaluationWritten(Ref.of(KIND, id), evaluation.months(), outcome.text()), project, null);
    }

    public static boolean mayWrite(ProjectAccess access, Evaluation evaluation) {
        return !access.auditor() && (access.member().equals(evaluation.owner()) || access.has(Role.CHIEF_COORDINATOR));
    }

    @Transactional(readOnly = true)
    public List<Evaluation> of(ProjectId project) {
        return read(EVALUATION.PROJECT_ID.eq(project));
    }

    @Transactional(readOnly = true)
    public Evaluation get(ProjectId project, EvaluationId id) {
        return read(EVALUATION.PROJECT_ID.eq(project).and(EVALUATION.ID.eq(id))).stream().findFirst().orElseThrow(NotFound::new);
    }

    private List<Evaluation> read(Condition which) {
        var owner = MEMBER.as("owner");
        var writer = MEMBER.as("writer");
        return db.select(EVALUATION.ID, EVALUATION.MONTHS, EVALUATION.DUE_ON, EVALUATION.OWNER_ID, owner.DISPLAY_NAME, EVALUATION.OUTCOME, EVALUATION.CONTENT, writer.DISPLAY_NAME, EVALUATION.WRITTEN_AT, EVALUATION.VERSION)
                .from(EVALUATION)
                .join(owner).on(owner.WORKSPACE_ID.eq(EVALUATION.WORKSPACE_ID), owner.ID.eq(EVALUATION.OWNER_ID))
                .leftJoin(writer).on(writer.WORKSPACE_ID.eq(EVALUATION.WORKSPACE_ID), writer.ID.eq(EVALUATION.WRITTEN_BY))
                .where(which)
                .orderBy(EVALUATION.MONTHS)
                .fetch(row -> new Evaluation(row.value1(), row.value2(), row.value3(), row.value4(), row.value5(), row.value6() == null ? null : Outcome.of(row.value6()).orElseThrow(), row.value7(), row.value8(), row.value9(), row.value10()));
    }
}
