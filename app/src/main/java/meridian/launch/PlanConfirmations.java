package meridian.launch;

import static db.identity.Tables.MEMBER;
import static db.launch.Tables.PLAN_CONFIRMATION;
import static db.launch.Tables.PLAN_TOLERANCE;
import static db.project.Tables.PARTY;
import static db.project.Tables.PROJECT;
import static db.workplan.Tables.BASELINE;
import static db.workplan.Tables.TASK;

import java.time.Clock;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import meridian.activity.Activities;
import meridian.activity.Changes;
import meridian.duty.Duties;
import meridian.identity.Permission;
import meridian.launch.PlanDrift.Tolerance;
import meridian.outbox.Notice;
import meridian.outbox.NoticeGroup;
import meridian.outbox.Notices;
import meridian.project.Parties;
import meridian.project.Party;
import meridian.project.ProjectAccess;
import meridian.project.Projects;
import meridian.project.Stage;
import meridian.tenancy.Actor;
import meridian.tenancy.BaselineId;
import meridian.tenancy.NotAllowed;
import meridian.tenancy.NotFound;
import meridian.tenancy.PartyId;
import meridian.tenancy.PlanConfirmationId;
import meridian.tenancy.ProjectId;
import meridian.tenancy.Ref;
import meridian.tenancy.Refused;
import meridian.tenancy.Stale;
import meridian.tenancy.Tenancy;
import meridian.workplan.ApprovedPlanFollower;
import meridian.workplan.Baselines;
import meridian.workplan.PlanLine;
import meridian.workplan.PlanLines;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.JSONB;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/**
 * The plan confirmations 计划确认 of each project. When a plan is approved, every party is asked to confirm its part in one tap;
 * when it moves away from that beyond the tolerance, that party alone is asked again. What was signed stays valid.
 */
@Component
public class PlanConfirmations implements ApprovedPlanFollower {
    private static final JsonMapper JSON = new JsonMapper();

    private final DSLContext db;
    private final Clock clock;
    private final Projects projects;
    private final Parties parties;
    private final PlanLines plan;
    private final Signers signers;
    private final Duties duties;
    private final Notices notices;
    private final Activities activities;

    PlanConfirmations(DSLContext db, Clock clock, Projects projects, Parties parties, PlanLines plan, Signers signers, Duties duties, Notices notices, Activities activities) {
        this.db = db;
        this.clock = clock;
        this.projects = projects;
        this.parties = parties;
        this.plan = plan;
        this.signers = signers;
        this.duties = duties;
        this.notices = notices;
        this.activities = activities;
    }

    // ---- asking

    /** Every party whose part is not what it has confirmed already is asked. */
    @Override
    @Transactional
    public void approved(ProjectId project, Baselines.Baseline baseline, Actor actor) {
        ask(project, baseline.id(), baseline.number(), actor);
    }

    /** Compares the plan with what each party agreed to, and asks those for whom it has moved too far and those never asked; answers how many. */
    @Transactional
    public int compare(ProjectId project, Actor actor) {
        var approved = db.select(BASELINE.ID, BASELINE.NUMBER).from(BASELINE).where(BASELINE.PROJECT_ID.eq(project), BASELINE.APPROVAL_ID.isNotNull()).orderBy(BASELINE.NUMBER.desc()).limit(1).fetchOne();
        if (approved == null) return 0;
        db.insertInto(PLAN_TOLERANCE).set(PLAN_TOLERANCE.PROJECT_ID, project).set(PLAN_TOLERANCE.COMPARED_AT, clock.instant())
                .onConflict(PLAN_TOLERANCE.WORKSPACE_ID, PLAN_TOLERANCE.PROJECT_ID).doUpdate().set(PLAN_TOLERANCE.COMPARED_AT, clock.instant())
                .execute();
        return ask(project, approved.value1(), approved.value2(), actor);
    }

    private int ask(ProjectId project, BaselineId baseline, int number, Actor actor) {
        // Two who approve and edit at the same moment: the second sees what the first did.
        var code = db.select(PROJECT.CODE).from(PROJECT).where(PROJECT.ID.eq(project)).forUpdate().fetchSingle(PROJECT.CODE);
        var current = current(project);
        var lines = plan.of(project).stream().collect(Collectors.groupingBy(PlanLine::party));
        var tolerance = tolerance(project);
        var who = signers.of(project);
        int asked = 0;
        for (var party : parties.of(project)) {
            var now = lines.getOrDefault(party.name(), List.of());
            var before = current.get(party.id());
            var drift = before == null ? null : PlanDrift.between(before.lines(), now);
            if (drift != null && !drift.beyond(tolerance)) continue;
            ask(project, code, party, baseline, number, now, before, drift, who.get(party.id()), actor);
            asked++;
        }
        return asked;
    }

    private void ask(ProjectId project, String code, Party party, BaselineId baseline, int number, List<PlanLine> lines, @Nullable PlanConfirmation before, @Nullable PlanDrift drift, Signers.@Nullable Signer signer, Actor actor) {
        var id = PlanConfirmationId.next();
        var now = clock.instant();
        if (before != null) {
            db.update(PLAN_CONFIRMATION).set(PLAN_CONFIRMATION.SUPERSEDED_AT, now).where(PLAN_CONFIRMATION.ID.eq(before.id())).execute();
            duties.cancel(LaunchDutyKinds.CONFIRM_PLAN, before.id(), actor);
        }
        var text = PlanLine.text(code + " " + party.name() + " B" + number, lines);
        var sha256 = PlanLine.sha256(text);
        db.insertInto(PLAN_CONFIRMATION)
                .set(PLAN_CONFIRMATION.ID, id)
                .set(PLAN_CONFIRMATION.PROJECT_ID, project)
                .set(PLAN_CONFIRMATION.PARTY_ID, party.id())
                .set(PLAN_CONFIRMATION.BASELINE_ID, baseline)
                .set(PLAN_CONFIRMATION.REASON, drift == null ? "baseline" : "change")
                .set(PLAN_CONFIRMATION.LINES, JSONB.valueOf(JSON.writeValueAsString(lines)))
                .set(PLAN_CONFIRMATION.CHANGES, drift == null ? null : JSONB.valueOf(JSON.writeValueAsString(drift)))
                .set(PLAN_CONFIRMATION.TEXT, text)
                .set(PLAN_CONFIRMATION.SHA256, sha256)
                .set(PLAN_CONFIRMATION.ASKED_AT, now)
                .execute();
        activities.record(actor, new LaunchActivity.PlanConfirmationAsked(Ref.of("plan_confirmation", id), party.name(), drift == null ? "baseline" : "change", HexFormat.of().formatHex(sha256)), project, party.id());
        if (signer == null) return;
        owe(project, party.id(), party.name() + " B" + number, id, signer);
        notices.tell(new Notice(drift == null ? "plan_confirmation_asked" : "plan_confirmation_again", NoticeGroup.PLAN, List.of(signer.member()), "plan_confirmation:" + id, project, Ref.of("plan_confirmation", id), party.name(),
                "/p/" + code + "/launch/plan/" + id, List.of(), false));
    }

    private void owe(ProjectId project, PartyId party, String title, PlanConfirmationId id, Signers.Signer signer) {
        duties.open(new Duties.NewDuty(LaunchDutyKinds.CONFIRM_PLAN, project, party, Ref.of("plan_confirmation", id), title, signer.member(), null, null, null));
    }

    /** Opens again what is owed by nobody: a party that had no signer when it was asked has one now, or came after the plan was approved. */
    @Transactional
    public void askSigners(ProjectId project, Actor actor) {
        var access = projects.access(project, actor);
        access.requireEverywhere(Permission.MANAGE_PROJECT);
        if (access.stage() == Stage.LAUNCH || access.stage() == Stage.EXECUTION) compare(project, actor);
        var who = signers.of(project);
        current(project).forEach((party, confirmation) -> {
            if (!confirmation.confirmed() && who.containsKey(party)) owe(project, party, confirmation.partyName() + " B" + confirmation.baseline(), confirmation.id(), who.get(party));
        });
    }

    /** The projects of this workspace whose plan has changed since it was last compared with what was confirmed. */
    @Transactional(readOnly = true)
    public List<ProjectId> changed() {
        return db.selectDistinct(PLAN_CONFIRMATION.PROJECT_ID)
                .from(PLAN_CONFIRMATION)
                .join(PROJECT).on(PROJECT.WORKSPACE_ID.eq(PLAN_CONFIRMATION.WORKSPACE_ID), PROJECT.ID.eq(PLAN_CONFIRMATION.PROJECT_ID), PROJECT.STAGE.in("launch", "execution"), PROJECT.DELETED_AT.isNull())
                .leftJoin(PLAN_TOLERANCE).on(PLAN_TOLERANCE.WORKSPACE_ID.eq(PROJECT.WORKSPACE_ID), PLAN_TOLERANCE.PROJECT_ID.eq(PROJECT.ID))
                .where(PLAN_CONFIRMATION.SUPERSEDED_AT.isNull())
                .andExists(DSL.selectOne().from(TASK).where(TASK.WORKSPACE_ID.eq(PROJECT.WORKSPACE_ID), TASK.PROJECT_ID.eq(PROJECT.ID), TASK.CHANGED_AT.gt(DSL.coalesce(PLAN_TOLERANCE.COMPARED_AT, PLAN_CONFIRMATION.ASKED_AT))))
                .fetch(PLAN_CONFIRMATION.PROJECT_ID);
    }

    // ---- confirming

    /** The party’s signer, or who may sign in their place, agrees to what is written there; from which address is kept. */
    @Transactional
    public void confirm(ProjectId project, PlanConfirmationId id, String address, Actor actor) {
        db.select(PLAN_CONFIRMATION.ID).from(PLAN_CONFIRMATION).where(PLAN_CONFIRMATION.ID.eq(id), PLAN_CONFIRMATION.PROJECT_ID.eq(project)).forUpdate().fetchOptional().orElseThrow(NotFound::new);
        var confirmation = get(project, id);
        if (!mayConfirm(projects.access(project, actor), confirmation, actor)) throw new NotAllowed();
        if (!confirmation.current()) throw new Stale();
        if (confirmation.confirmed()) throw Refused.because("launch.confirmed_already", Objects.requireNonNull(confirmation.confirmedBy()));
        db.update(PLAN_CONFIRMATION)
                .set(PLAN_CONFIRMATION.CONFIRMED_BY, actor.person())
                .set(PLAN_CONFIRMATION.CONFIRMED_AT, clock.instant())
                .set(PLAN_CONFIRMATION.ADDRESS, address.length() > 64 ? address.substring(0, 64) : address)
                .where(PLAN_CONFIRMATION.ID.eq(id))
                .execute();
        duties.meet(LaunchDutyKinds.CONFIRM_PLAN, id, actor);
        activities.record(actor, new LaunchActivity.PlanConfirmed(Ref.of("plan_confirmation", id), confirmation.partyName(), confirmation.sha256()), project, confirmation.party());
    }

    /** Whether this person speaks for the party here: who leads it, or who was given the power to sign by them. */
    @Transactional(readOnly = true)
    public boolean mayConfirm(ProjectAccess access, PlanConfirmation confirmation, Actor actor) {
        return !access.auditor() && (access.may(Permission.SIGN, confirmation.party()) || duties.standsInFor(LaunchDutyKinds.CONFIRM_PLAN, confirmation.id(), actor.person()) != null);
    }

    // ---- the tolerance

    public record ToleranceRow(Tolerance tolerance, int version) {}

    @Transactional(readOnly = true)
    public ToleranceRow toleranceRow(ProjectId project) {
        return db.select(PLAN_TOLERANCE.DAYS, PLAN_TOLERANCE.PERCENT, PLAN_TOLERANCE.VERSION).from(PLAN_TOLERANCE).where(PLAN_TOLERANCE.PROJECT_ID.eq(project))
                .fetchOptional(row -> new ToleranceRow(new Tolerance(row.value1(), row.value2()), row.value3()))
                .orElse(new ToleranceRow(Tolerance.USUAL, 0));
    }

    private Tolerance tolerance(ProjectId project) {
        return toleranceRow(project).tolerance();
    }

    /** Sets how far the plan may move before a party is asked again. */
    @Transactional
    public void tolerate(ProjectId project, @Nullable Integer days, @Nullable Integer percent, int version, Actor actor) {
        projects.access(project, actor).requireEverywhere(Permission.EDIT_PLAN);
        var check = new Refused.Check();
        check.reject(days == null || days < 0 || days > 365, "days", "launch.tolerance_days");
        check.reject(percent == null || percent < 0 || percent > 100, "percent", "launch.tolerance_percent");
        check.done();
        var before = toleranceRow(project);
        var written = db.insertInto(PLAN_TOLERANCE)
                .set(PLAN_TOLERANCE.PROJECT_ID, project).set(PLAN_TOLERANCE.DAYS, days).set(PLAN_TOLERANCE.PERCENT, percent).set(PLAN_TOLERANCE.VERSION, 1)
                .onConflict(PLAN_TOLERANCE.WORKSPACE_ID, PLAN_TOLERANCE.PROJECT_ID).doUpdate()
                .set(PLAN_TOLERANCE.DAYS, days).set(PLAN_TOLERANCE.PERCENT, percent).set(PLAN_TOLERANCE.VERSION, PLAN_TOLERANCE.VERSION.plus(1))
                .where(PLAN_TOLERANCE.VERSION.eq(version))
                .execute();
        if (written == 0 || before.version() != version) throw new Stale();
        var changes = new Changes().of("tolerance_days", before.tolerance().days(), days).of("tolerance_percent", before.tolerance().percent(), percent);
        if (changes.any()) activities.record(actor, new LaunchActivity.PlanToleranceSet(Ref.of("project", project), changes.list()), project, null);
        if (changes.any()) compare(project, Actor.system(Objects.requireNonNull(Tenancy.current())));
    }

    // ---- reading

    /** The one in force for each party that was asked. */
    @Transactional(readOnly = true)
    public Map<PartyId, PlanConfirmation> current(ProjectId project) {
        return read(PLAN_CONFIRMATION.PROJECT_ID.eq(project).and(PLAN_CONFIRMATION.SUPERSEDED_AT.isNull())).stream().collect(Collectors.toMap(PlanConfirmation::party, Function.identity()));
    }

    @Transactional(readOnly = true)
    public PlanConfirmation get(ProjectId project, PlanConfirmationId id) {
        return read(PLAN_CONFIRMATION.ID.eq(id).and(PLAN_CONFIRMATION.PROJECT_ID.eq(project))).stream().findFirst().orElseThrow(NotFound::new);
    }

    /** All that a party was asked and said, the newest first. */
    @Transactional(readOnly = true)
    public List<PlanConfirmation> history(ProjectId project, PartyId party) {
        return read(PLAN_CONFIRMATION.PARTY_ID.eq(party).and(PLAN_CONFIRMATION.PROJECT_ID.eq(project)));
    }

    private List<PlanConfirmation> read(Condition which) {
        return db.select(PLAN_CONFIRMATION.ID, PLAN_CONFIRMATION.PARTY_ID, PARTY.NAME, BASELINE.NUMBER, PLAN_CONFIRMATION.REASON, PLAN_CONFIRMATION.LINES, PLAN_CONFIRMATION.CHANGES, PLAN_CONFIRMATION.TEXT, PLAN_CONFIRMATION.SHA256,
                        PLAN_CONFIRMATION.ASKED_AT, PLAN_CONFIRMATION.SUPERSEDED_AT, MEMBER.DISPLAY_NAME, PLAN_CONFIRMATION.CONFIRMED_AT)
                .from(PLAN_CONFIRMATION)
                .join(PARTY).on(PARTY.WORKSPACE_ID.eq(PLAN_CONFIRMATION.WORKSPACE_ID), PARTY.ID.eq(PLAN_CONFIRMATION.PARTY_ID))
                .join(BASELINE).on(BASELINE.WORKSPACE_ID.eq(PLAN_CONFIRMATION.WORKSPACE_ID), BASELINE.ID.eq(PLAN_CONFIRMATION.BASELINE_ID))
                .leftJoin(MEMBER).on(MEMBER.WORKSPACE_ID.eq(PLAN_CONFIRMATION.WORKSPACE_ID), MEMBER.ID.eq(PLAN_CONFIRMATION.CONFIRMED_BY))
                .where(which)
                .orderBy(PLAN_CONFIRMATION.ASKED_AT.desc(), PLAN_CONFIRMATION.ID.desc())
                .limit(500)
                .fetch(row -> new PlanConfirmation(row.value1(), row.value2(), row.value3(), row.value4(), row.value5().equals("change"), Arrays.asList(JSON.readValue(row.value6().data(), PlanLine[].class)),
                        row.value7() == null ? null : JSON.readValue(row.value7().data(), PlanDrift.class), row.value8(), HexFormat.of().formatHex(row.value9()), row.value10(), row.value11() == null, row.value12(), row.value13()));
    }
}
