package meridian.workplan;

import static db.identity.Tables.MEMBER;
import static db.project.Tables.DELIVERABLE;
import static db.workplan.Tables.COLLABORATOR;
import static db.workplan.Tables.DEPENDENCY;
import static db.workplan.Tables.TASK;
import static db.workplan.Tables.TASK_SCHEDULE;
import static db.workplan.Tables.TASK_CRITERION;

import java.time.Clock;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import meridian.activity.Activities;
import meridian.activity.Comments;
import meridian.identity.Permission;
import meridian.outbox.Follows;
import meridian.project.ProjectAccess;
import meridian.tenancy.MemberId;
import meridian.tenancy.NotFound;
import meridian.tenancy.TaskId;
import meridian.web.Choice;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Everything there is about one task, for its page. */
@Component
public class TaskSheets {
    private final DSLContext db;
    private final Clock clock;
    private final PlanTable table;
    private final Comments comments;
    private final Activities activities;
    private final Follows follows;

    TaskSheets(DSLContext db, Clock clock, PlanTable table, Comments comments, Activities activities, Follows follows) {
        this.follows = follows;
        this.db = db;
        this.clock = clock;
        this.table = table;
        this.comments = comments;
        this.activities = activities;
    }

    public record Somebody(MemberId id, String name) {}

    public record Neighbour(TaskId id, int number, String title, TaskStatus status, String type, int lagMinutes, boolean lagElapsed, @Nullable LocalDateTime start, @Nullable LocalDateTime finish) {}

    /** What the schedule says of the task; null where it has no place in it. */
    public record Slack(int total, int free, boolean critical, LocalDateTime lateFinish) {}

    public record Above(int number, String title) {}

    public record Sheet(
            Task task, String partyName, ZoneId zone, @Nullable Somebody owner, List<Somebody> collaborators, List<String> criteria, @Nullable String deliverable, List<Above> above, List<Above> beneath,
            List<Neighbour> predecessors, List<Neighbour> successors, List<Comments.Comment> comments, List<Activities.Line> history, boolean overdue, boolean mine, boolean mayEdit,
            boolean mayDo, boolean mayDispatch, boolean mayComment, PlanTable.Offers offers, Follows.State follow, int dayMinutes, @Nullable Slack slack) {
        /** What people typed about it. */
        public TaskFields fields() {
            return TaskRow.fields(task, collaborators.stream().map(Somebody::id).toList(), criteria,
                    predecessors.stream().map(each -> new TaskLink(each.id(), LinkType.valueOf(each.type()), each.lagMinutes(), each.lagElapsed())).toList());
        }
    }

    /** The task of this number as the reader may see it. */
    @Transactional(readOnly = true)
    public Sheet of(ProjectAccess here, int number) {
        var own = TASK.as("own");
        var owner = MEMBER.as("owner");
        var helpers = DSL.multiset(DSL.select(MEMBER.ID, MEMBER.DISPLAY_NAME).from(COLLABORATOR)
                        .join(MEMBER).on(MEMBER.WORKSPACE_ID.eq(COLLABORATOR.WORKSPACE_ID), MEMBER.ID.eq(COLLABORATOR.MEMBER_ID))
                        .where(COLLABORATOR.WORKSPACE_ID.eq(TASK.WORKSPACE_ID), COLLABORATOR.TASK_ID.eq(TASK.ID)).orderBy(MEMBER.DISPLAY_NAME))
                .convertFrom(rows -> rows.map(row -> new Somebody(row.value1(), row.value2())));
        var criteria = DSL.multiset(DSL.select(TASK_CRITERION.CONTENT).from(TASK_CRITERION)
                        .where(TASK_CRITERION.WORKSPACE_ID.eq(TASK.WORKSPACE_ID), TASK_CRITERION.TASK_ID.eq(TASK.ID)).orderBy(TASK_CRITERION.POSITION))
                .convertFrom(rows -> rows.map(row -> row.value1()));
        var children = DSL.multiset(DSL.select(own.NUMBER, own.TITLE).from(own)
                        .where(own.WORKSPACE_ID.eq(TASK.WORKSPACE_ID), own.PARENT_ID.eq(TASK.ID), own.DELETED_AT.isNull()).orderBy(own.POSITION).limit(DSL.inline(50)))
                .convertFrom(rows -> rows.map(row -> new Above(row.value1(), row.value2())));
        var before = neighbours(DEPENDENCY.PREDECESSOR_TASK_ID, DEPENDENCY.SUCCESSOR_TASK_ID);
        var after = neighbours(DEPENDENCY.SUCCESSOR_TASK_ID, DEPENDENCY.PREDECESSOR_TASK_ID);
        var columns = new ArrayList<org.jooq.SelectFieldOrAsterisk>(TaskRow.COLUMNS);
        columns.addAll(List.of(owner.DISPLAY_NAME, DELIVERABLE.NAME, helpers, criteria, children, before, after));
        columns.addAll(List.of(TASK_SCHEDULE.TOTAL_SLACK_MINUTES, TASK_SCHEDULE.FREE_SLACK_MINUTES, TASK_SCHEDULE.CRITICAL, TASK_SCHEDULE.LATE_FINISH_AT));
        var row = db.select(columns)
                .from(TASK)
                .leftJoin(owner).on(owner.WORKSPACE_ID.eq(TASK.WORKSPACE_ID), owner.ID.eq(TASK.OWNER_ID))
                .leftJoin(DELIVERABLE).on(DELIVERABLE.WORKSPACE_ID.eq(TASK.WORKSPACE_ID), DELIVERABLE.ID.eq(TASK.DELIVERABLE_ID))
                .leftJoin(TASK_SCHEDULE).on(TASK_SCHEDULE.WORKSPACE_ID.eq(TASK.WORKSPACE_ID), TASK_SCHEDULE.TASK_ID.eq(TASK.ID))
                .where(TASK.PROJECT_ID.eq(here.id()), TASK.NUMBER.eq(number), TASK.DELETED_AT.isNull())
                .fetchOptional()
                .orElseThrow(NotFound::new);
        var task = TaskRow.read(row);
        var slack = row.get(TASK_SCHEDULE.CRITICAL) == null ? null
                : new Slack(row.get(TASK_SCHEDULE.TOTAL_SLACK_MINUTES), row.get(TASK_SCHEDULE.FREE_SLACK_MINUTES), row.get(TASK_SCHEDULE.CRITICAL), row.get(TASK_SCHEDULE.LATE_FINISH_AT));
        var collaborators = row.get(helpers);
        var mine = Objects.equals(task.owner(), here.member()) || collaborators.stream().anyMatch(each -> each.id().equals(here.member()));
        if (here.guest() && !mine) throw new NotFound();
        var party = table.parties(here).stream().filter(each -> each.id().equals(task.party())).findFirst();
        var zone = party.map(meridian.project.Party::zone).orElse(here.homeZone());
        var mayEdit = here.may(Permission.EDIT_PLAN, task.party());
        var mayDispatch = here.may(Permission.DISPATCH, task.party()) && task.isTask() && task.status().open();
        return new Sheet(task, party.map(meridian.project.Party::name).orElse(""), zone, task.owner() == null ? null : new Somebody(task.owner(), row.get(owner.DISPLAY_NAME)), collaborators,
                row.get(criteria), row.get(DELIVERABLE.NAME), here.guest() ? List.of() : above(task), here.guest() ? List.of() : row.get(children), here.guest() ? List.of() : row.get(before), here.guest() ? List.of() : row.get(after),
                comments.about(task.id()), activities.about(task.id(), 30, null), task.overdue(clock.instant(), zone), mine, mayEdit, task.isTask() && (mayEdit || mine && here.may(Permission.DO_TASKS)), mayDispatch,
                here.may(Permission.COMMENT) || mine && !here.closed(), mayEdit || mayDispatch ? table.offers(here) : new PlanTable.Offers(List.of(), List.of()), follows.of(task.ref(), here.member()),
                party.map(meridian.project.Party::dayMinutes).orElse(WorkTime.DAY), slack);
    }

    private static org.jooq.Field<List<Neighbour>> neighbours(org.jooq.Field<TaskId> other, org.jooq.Field<TaskId> own) {
        var neighbour = TASK.as("neighbour");
        return DSL.multiset(DSL.select(neighbour.ID, neighbour.NUMBER, neighbour.TITLE, neighbour.STATUS, DEPENDENCY.TYPE, DEPENDENCY.LAG_MINUTES, DEPENDENCY.LAG_ELAPSED, neighbour.START_AT, neighbour.FINISH_AT).from(DEPENDENCY)
                        .join(neighbour).on(neighbour.WORKSPACE_ID.eq(DEPENDENCY.WORKSPACE_ID), neighbour.ID.eq(other))
                        .where(DEPENDENCY.WORKSPACE_ID.eq(TASK.WORKSPACE_ID), own.eq(TASK.ID), neighbour.DELETED_AT.isNull()).orderBy(neighbour.NUMBER).limit(DSL.inline(50)))
                .convertFrom(rows -> rows.map(row -> new Neighbour(row.value1(), row.value2(), row.value3(), TaskStatus.of(row.value4()), row.value5(), row.value6(), row.value7(), row.value8(), row.value9())));
    }

    // The paths of the rows above are the beginnings of its own.
    private List<Above> above(Task task) {
        var paths = new ArrayList<String>();
        for (int slash = task.path().indexOf('/'); slash > 0; slash = task.path().indexOf('/', slash + 1)) paths.add(task.path().substring(0, slash));
        if (paths.isEmpty()) return List.of();
        return db.select(TASK.NUMBER, TASK.TITLE).from(TASK)
                .where(TASK.PROJECT_ID.eq(task.project()), TASK.DELETED_AT.isNull(), TASK.PATH.in(paths))
                .orderBy(TASK.PATH)
                .fetch(row -> new Above(row.value1(), row.value2()));
    }

    /** The id behind a number, for an act on a task that the reader may see. */
    @Transactional(readOnly = true)
    public TaskId id(ProjectAccess here, int number) {
        return db.select(TASK.ID).from(TASK).where(TASK.PROJECT_ID.eq(here.id()), TASK.NUMBER.eq(number), TASK.DELETED_AT.isNull(), shown(here)).fetchOptional(TASK.ID).orElseThrow(NotFound::new);
    }

    @Transactional(readOnly = true)
    public int number(ProjectAccess here, TaskId id) {
        return db.select(TASK.NUMBER).from(TASK).where(TASK.PROJECT_ID.eq(here.id()), TASK.ID.eq(id), TASK.DELETED_AT.isNull(), shown(here)).fetchOptional(TASK.NUMBER).orElseThrow(NotFound::new);
    }

    // A guest knows of the tasks they own or help with, and of no other number.
    private static Condition shown(ProjectAccess here) {
        if (!here.guest()) return DSL.noCondition();
        return TASK.OWNER_ID.eq(here.member()).or(DSL.exists(DSL.selectOne().from(COLLABORATOR)
                .where(COLLABORATOR.WORKSPACE_ID.eq(TASK.WORKSPACE_ID), COLLABORATOR.TASK_ID.eq(TASK.ID), COLLABORATOR.MEMBER_ID.eq(here.member()))));
    }

    @Transactional(readOnly = true)
    public List<Choice> deliverables(ProjectAccess here) {
        return db.select(DELIVERABLE.ID, DELIVERABLE.NAME).from(DELIVERABLE).where(DELIVERABLE.PROJECT_ID.eq(here.id()), DELIVERABLE.DELETED_AT.isNull())
                .orderBy(DELIVERABLE.POSITION).fetch(row -> new Choice(row.value1().toString(), row.value2()));
    }

    /** Phases and packages, to put a new task beneath. */
    @Transactional(readOnly = true)
    public List<Choice> branches(ProjectAccess here) {
        return db.select(TASK.ID, TASK.TITLE, TASK.PATH).from(TASK)
                .where(TASK.PROJECT_ID.eq(here.id()), TASK.DELETED_AT.isNull(), TASK.KIND.in("phase", "package"))
                .orderBy(TASK.PATH)
                .limit(DSL.inline(500))
                .fetch(row -> new Choice(row.value1().toString(), "　".repeat((int) row.value3().chars().filter(c -> c == '/').count()) + row.value2()));
    }
}
