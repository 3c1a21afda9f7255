package meridian.project;

import static db.identity.Tables.MEMBER;
import static db.identity.Tables.REGION;
import static db.project.Tables.PROJECT;
import static db.project.Tables.STAGE_CHANGE;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import meridian.activity.Activities;
import meridian.identity.Permission;
import meridian.tenancy.Actor;
import meridian.tenancy.ProjectId;
import meridian.tenancy.Ref;
import meridian.tenancy.Refused;
import meridian.tenancy.StageChangeId;
import meridian.tenancy.Stale;
import org.jooq.DSLContext;
import org.jooq.JSONB;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/** The gates between the stages of projects. The chief coordinator goes through a complete one; the sponsor can waive. */
@Component
public class Gates {
    private final DSLContext db;
    private final Clock clock;
    private final Projects projects;
    private final Activities activities;
    private final ObjectProvider<GateCheck> checks;
    private final ObjectProvider<StageFollower> followers;
    private final JsonMapper json = new JsonMapper();

    Gates(DSLContext db, Clock clock, Projects projects, Activities activities, ObjectProvider<GateCheck> checks, ObjectProvider<StageFollower> followers) {
        this.db = db;
        this.clock = clock;
        this.projects = projects;
        this.activities = activities;
        this.checks = checks;
        this.followers = followers;
    }

    /** The gate that a project in this stage stands before. */
    @Transactional(readOnly = true)
    public Gate of(ProjectId project, Stage stage) {
        var items = new ArrayList<GateCheck.Item>();
        checks.orderedStream().forEach(check -> items.addAll(check.items(project, stage)));
        return new Gate(stage, next(project, stage), items, history(project));
    }

    // Whoever works in cycles is archived every year and goes on.
    private @Nullable Stage next(ProjectId project, Stage stage) {
        if (stage == Stage.CLOSING && db.fetchExists(PROJECT, PROJECT.ID.eq(project), PROJECT.SCENARIO.eq(Cycle.SCENARIO))) return Stage.EXECUTION;
        return switch (stage) {
            case PREPARATION -> Stage.LAUNCH;
            case LAUNCH -> Stage.EXECUTION;
            case EXECUTION -> Stage.CLOSING;
            case CLOSING -> Stage.CLOSED;
            case CLOSED -> null;
        };
    }

    /** Moves the project on when all is there; {@code from} is the stage that was read. */
    @Transactional
    public void pass(ProjectId project, Stage from, Actor actor) {
        projects.access(project, actor).requireEverywhere(Permission.MOVE_STAGE);
        lock(project, from);
        var gate = of(project, from);
        if (gate.next() == null) throw Refused.because("gate.none");
        if (!gate.complete()) throw Refused.because("gate.incomplete");
        move(project, gate, List.of(), "", actor);
    }

    /** The sponsor lets the project on although items are missing, and says why. */
    @Transactional
    public void waive(ProjectId project, Stage from, String reason, Actor actor) {
        waive(project, from, null, reason, actor);
    }

    /** As before; {@code seen} are the items that were missing when the sponsor looked. What is missing since nobody has decided on. */
    @Transactional
    public void waive(ProjectId project, Stage from, @Nullable Set<String> seen, String reason, Actor actor) {
        projects.access(project, actor).requireEverywhere(Permission.WAIVE_GATE);
        lock(project, from);
        var gate = of(project, from);
        if (gate.next() == null) throw Refused.because("gate.none");
        var check = new Refused.Check();
        var words = check.text("reason", reason, 2000);
        check.done();
        var waived = gate.items().stream().filter(item -> !item.there()).map(GateCheck.Item::key).toList();
        if (seen != null && !seen.containsAll(waived)) throw new Stale();
        move(project, gate, waived, words, actor);
    }

    private void lock(ProjectId project, Stage from) {
        var stage = db.select(PROJECT.STAGE).from(PROJECT).where(PROJECT.ID.eq(project)).forUpdate().fetchSingle(PROJECT.STAGE);
        if (Stage.of(stage) != from) throw new Stale();
    }

    /** The sponsor opens a closed project again; it goes back to closing and is closed once more through its gate. Refused while a region that it works in is closed. */
    @Transactional
    public void reopen(ProjectId project, String reason, Actor actor) {
        projects.access(project, actor).requireEverywhere(Permission.WAIVE_GATE);
        lock(project, Stage.CLOSED);
        var check = new Refused.Check();
        var words = check.text("reason", reason, 2000);
        check.done();
        // A closed region’s calendar is kept by nobody, so no work that runs may go by it.
        var regions = db.select(REGION.NAME).from(REGION).join(PROJECT).on(PROJECT.WORKSPACE_ID.eq(REGION.WORKSPACE_ID), WorkOfRegions.worksIn(REGION.ID)).where(PROJECT.ID.eq(project), REGION.CLOSED_AT.isNotNull()).orderBy(REGION.NAME).fetch(REGION.NAME);
        if (!regions.isEmpty()) throw Refused.because("gate.region_closed", String.join(" · ", regions));
        move(project, Stage.CLOSED, Stage.CLOSING, List.of(), words, actor);
        activities.record(actor, new StageActivity.ProjectReopened(Ref.of("project", project), words), project, null);
    }

    private void move(ProjectId project, Gate gate, List<String> waived, String reason, Actor actor) {
        var next = Objects.requireNonNull(gate.next());
        move(project, gate.leaving(), next, waived, reason, actor);
        activities.record(actor, new StageActivity.GatePassed(Ref.of("project", project), gate.leaving().text(), next.text(), waived, reason), project, null);
    }

    private void move(ProjectId project, Stage from, Stage to, List<String> waived, String reason, Actor actor) {
        db.update(PROJECT)
                .set(PROJECT.STAGE, to.text())
                .set(PROJECT.CLOSED_AT, to == Stage.CLOSED ? clock.instant() : null)
                .set(PROJECT.VERSION, PROJECT.VERSION.plus(1))
                .where(PROJECT.ID.eq(project))
                .execute();
        db.insertInto(STAGE_CHANGE)
                .set(STAGE_CHANGE.ID, StageChangeId.next())
                .set(STAGE_CHANGE.PROJECT_ID, project)
                .set(STAGE_CHANGE.FROM_STAGE, from.text())
                .set(STAGE_CHANGE.TO_STAGE, to.text())
                .set(STAGE_CHANGE.WAIVED, JSONB.valueOf(json.writeValueAsString(waived)))
                .set(STAGE_CHANGE.REASON, reason)
                .set(STAGE_CHANGE.CHANGED_BY, actor.person())
                .set(STAGE_CHANGE.CHANGED_AT, clock.instant())
                .execute();
        followers.orderedStream().forEach(follower -> follower.entered(project, from, to, actor));
    }

    private List<Gate.Passage> history(ProjectId project) {
        return db.select(STAGE_CHANGE.FROM_STAGE, STAGE_CHANGE.TO_STAGE, STAGE_CHANGE.WAIVED, STAGE_CHANGE.REASON, MEMBER.DISPLAY_NAME, STAGE_CHANGE.CHANGED_AT)
                .from(STAGE_CHANGE)
                .join(MEMBER).on(MEMBER.WORKSPACE_ID.eq(STAGE_CHANGE.WORKSPACE_ID), MEMBER.ID.eq(STAGE_CHANGE.CHANGED_BY))
                .where(STAGE_CHANGE.PROJECT_ID.eq(project))
                .orderBy(STAGE_CHANGE.CHANGED_AT.desc(), STAGE_CHANGE.ID.desc())
                .fetch(row -> new Gate.Passage(Stage.of(row.value1()), Stage.of(row.value2()), Arrays.asList(json.readValue(row.value3().data(), String[].class)),
                        row.value4(), row.value5(), row.value6()));
    }
}
