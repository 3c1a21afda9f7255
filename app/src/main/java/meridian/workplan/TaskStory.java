package meridian.workplan;

import static db.identity.Tables.MEMBER;
import static db.project.Tables.PARTY;
import static db.project.Tables.PROJECT;
import static db.workplan.Tables.COLLABORATOR;
import static db.workplan.Tables.TASK;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Pattern;
import meridian.activity.Activities;
import meridian.activity.StoryPart;
import meridian.project.Projects;
import meridian.tenancy.ProjectId;
import meridian.tenancy.Reader;
import meridian.tenancy.Ref;
import meridian.tenancy.TaskId;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Tasks as parts of a story: when they got stuck and why, when they went on, when they were done. */
@Component
class TaskStory implements StoryPart {
    private static final List<String> TOLD = List.of("task_blocked", "task_blocker_restated", "task_unblocked", "task_completed", "task_accepted", "task_cancelled", "task_reopened");
    private static final Pattern PAGE = Pattern.compile("/tasks/([0-9]{1,8})(?:/.*)?");
    private static final int MOST_LINES = 500;

    private final DSLContext db;
    private final Activities activities;

    TaskStory(DSLContext db, Activities activities) {
        this.db = db;
        this.activities = activities;
    }

    @Override
    public String kind() {
        return "task";
    }

    @Override
    public List<Telling> tell(Collection<UUID> things, ProjectId project, Reader reader) {
        var mine = TASK.OWNER_ID.eq(reader.member()).or(DSL.exists(DSL.selectOne().from(COLLABORATOR)
                .where(COLLABORATOR.WORKSPACE_ID.eq(TASK.WORKSPACE_ID), COLLABORATOR.TASK_ID.eq(TASK.ID), COLLABORATOR.MEMBER_ID.eq(reader.member()))));
        var columns = new ArrayList<org.jooq.SelectFieldOrAsterisk>(TaskRow.COLUMNS);
        columns.addAll(List.of(PROJECT.CODE, PARTY.NAME, MEMBER.DISPLAY_NAME, TASK.CREATED_AT));
        var history = activities.histories(things, TOLD, MOST_LINES);
        return db.select(columns)
                .from(TASK)
                .join(PROJECT).on(PROJECT.WORKSPACE_ID.eq(TASK.WORKSPACE_ID), PROJECT.ID.eq(TASK.PROJECT_ID))
                .leftJoin(PARTY).on(PARTY.WORKSPACE_ID.eq(TASK.WORKSPACE_ID), PARTY.ID.eq(TASK.PARTY_ID))
                .leftJoin(MEMBER).on(MEMBER.WORKSPACE_ID.eq(TASK.WORKSPACE_ID), MEMBER.ID.eq(TASK.OWNER_ID))
                .where(TASK.PROJECT_ID.eq(project), TASK.ID.in(things.stream().map(TaskId::new).toList()), TASK.DELETED_AT.isNull())
                .and(Projects.readBy(project, reader).or(mine))
                .fetch(row -> telling(TaskRow.read(row), row.get(PROJECT.CODE), row.get(PARTY.NAME), row.get(TASK.CREATED_AT), history.getOrDefault(row.get(TASK.ID).value(), List.of())));
    }

    @Override
    public @Nullable UUID at(String address, ProjectId project) {
        var matcher = PAGE.matcher(address);
        if (!matcher.matches()) return null;
        var id = db.select(TASK.ID).from(TASK).where(TASK.PROJECT_ID.eq(project), TASK.NUMBER.eq(Integer.parseInt(matcher.group(1))), TASK.DELETED_AT.isNull()).fetchOne(TASK.ID);
        return id == null ? null : id.value();
    }

    private static Telling telling(Task task, String code, @Nullable String party, Instant made, List<Activities.Line> history) {
        var lines = history.stream()
                .map(line -> new Line(line.at(), line.actor(), "activity." + line.type(), List.of(), line.data().path("reason").asString("")))
                .toList();
        var began = lines.stream().filter(line -> line.key().equals("activity.task_blocked")).map(Line::at).findFirst().orElse(Objects.requireNonNullElse(task.blockedAt(), made));
        return new Telling(Ref.of("task", task.id()), began, code + "-" + task.number(), task.title(), "/p/" + code + "/tasks/" + task.number(), task.blockedReason(), task.party(), party, "status." + task.status().text(),
                lines.stream().filter(line -> !line.at().isBefore(began)).toList());
    }
}
