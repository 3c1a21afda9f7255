package meridian.workplan;

import static db.identity.Tables.MEMBER;
import static db.identity.Tables.WORKSPACE;
import static db.project.Tables.DELIVERABLE;
import static db.project.Tables.PARTY;
import static db.project.Tables.TOOL_RULES;
import static db.workplan.Tables.COLLABORATOR;
import static db.workplan.Tables.DEPENDENCY;
import static db.workplan.Tables.TASK;
import static db.workplan.Tables.TASK_CRITERION;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import meridian.document.DocumentName;
import meridian.document.Documents;
import meridian.identity.Calendars;
import meridian.identity.Permission;
import meridian.project.ProjectAccess;
import meridian.project.Projects;
import meridian.tenancy.Actor;
import meridian.tenancy.PartyId;
import meridian.tenancy.ProjectId;
import meridian.tenancy.TaskId;
import meridian.web.Words;
import meridian.workplan.exchange.Length;
import meridian.workplan.exchange.PlanDate;
import meridian.workplan.exchange.PlanDraft;
import meridian.workplan.exchange.PlanHead;
import meridian.workplan.exchange.Predecessor;
import meridian.workplan.exchange.Status;
import meridian.workplan.exchange.TaskDraft;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * The work plan as a document that leaves the house: the template's own table under the document's head. Numbers are
 * those of the file the plan came from, where every task has one of its own; else the tasks' permanent ones.
 */
@Component
public class PlanExports {
    private static final String KIND = "work_plan";
    private static final String LETTERS = "PLAN";
    private static final LocalTime LAST_MINUTE = LocalTime.of(23, 59);

    private final DSLContext db;
    private final Clock clock;
    private final Projects projects;
    private final Documents documents;
    private final Calendars calendars;
    private final Scopes scopes;
    private final Words words;

    PlanExports(DSLContext db, Clock clock, Projects projects, Documents documents, Calendars calendars, Scopes scopes, Words words) {
        this.db = db;
        this.clock = clock;
        this.projects = projects;
        this.documents = documents;
        this.calendars = calendars;
        this.scopes = scopes;
        this.words = words;
    }

    /** @param fileName by the project's naming pattern, without its ending */
    public record Taken(PlanDraft plan, Function<String, String> fileName) {}

    /** The whole plan as it stands; the plan's document gets its number with the first copy that is taken. */
    @Transactional
    public Taken take(ProjectId project, Locale language, String format, Actor actor) {
        var access = projects.access(project, actor);
        access.require(Permission.EXPORT);
        var today = LocalDate.ofInstant(clock.instant(), access.homeZone());
        var document = documents.register(project, access.code(), KIND, LETTERS, project, today);
        documents.taken(document.id(), project, format, document.version(), actor);
        var organisation = db.select(WORKSPACE.NAME).from(WORKSPACE).fetchOptional(WORKSPACE.NAME).orElse("");
        var pattern = db.select(TOOL_RULES.NAMING_PATTERN).from(TOOL_RULES).where(TOOL_RULES.PROJECT_ID.eq(project)).fetchOptional(TOOL_RULES.NAMING_PATTERN).orElse(DocumentName.USUAL.pattern());
        var head = new PlanHead(words.in(language, "imports.export_title", access.name()), organisation, document.version().toString(), document.number(),
                words.in(language, "document.class." + document.classification().name().toLowerCase(Locale.ROOT)), today, "");
        var title = words.in(language, "imports.export_name");
        int version = Math.max(1, document.issue());
        return new Taken(new PlanDraft(head, tasks(access)), ending -> name(pattern).name(access.name(), null, title, today, version, ending));
    }

    private static DocumentName name(String pattern) {
        try {
            return new DocumentName(pattern);
        } catch (IllegalArgumentException unusable) {
            return DocumentName.USUAL;
        }
    }

    private record Row(
            TaskId id,
            TaskKind kind,
            int number,
            String sourceNumber,
            @Nullable TaskId parent,
            String title,
            String description,
            @Nullable PartyId party,
            String partyName,
            String owner,
            @Nullable LocalDateTime start,
            @Nullable LocalDateTime finish,
            @Nullable Integer duration,
            boolean milestone,
            String deliverable,
            TaskStatus status,
            int progress) {}

    private List<TaskDraft> tasks(ProjectAccess access) {
        var rows = rows(access.id());
        var tasks = rows.stream().filter(row -> row.kind() == TaskKind.TASK).toList();
        var numbers = numbers(tasks);
        var collaborators = collaborators(access.id());
        var criteria = criteria(access.id());
        var predecessors = predecessors(access.id(), numbers);
        var lengths = new Lengths(access);
        var above = new HashMap<TaskId, Group>();
        var drafts = new ArrayList<TaskDraft>(tasks.size());
        for (var row : rows) {
            var group = row.parent() == null ? Group.TOP : above.getOrDefault(row.parent(), Group.TOP);
            above.put(row.id(), group.beneath(row.kind(), row.title()));
            if (row.kind() != TaskKind.TASK) continue;
            drafts.add(new TaskDraft(0, Objects.requireNonNull(numbers.get(row.id())), group.phase(), group.workPackage(), row.title(), "", row.owner(),
                    collaborators.getOrDefault(row.id(), List.of()), row.partyName(), start(row.start()), finish(row.finish()), lengths.of(row.duration(), row.party(), row.start()),
                    row.milestone(), row.progress() == 0 ? null : row.progress(), row.status() == TaskStatus.NOT_STARTED ? null : Status.valueOf(row.status().name()), row.deliverable(),
                    criteria.getOrDefault(row.id(), List.of()), predecessors.getOrDefault(row.id(), List.of()), row.description()));
        }
        return drafts;
    }

    private List<Row> rows(ProjectId project) {
        return db.select(TASK.ID, TASK.KIND, TASK.NUMBER, TASK.SOURCE_NUMBER, TASK.PARENT_ID, TASK.TITLE, TASK.DESCRIPTION, TASK.PARTY_ID, PARTY.NAME, MEMBER.DISPLAY_NAME,
                        TASK.START_AT, TASK.FINISH_AT, TASK.DURATION_MINUTES, TASK.MILESTONE, DELIVERABLE.NAME, TASK.DELIVERABLE_TEXT, TASK.STATUS, TASK.PROGRESS)
                .from(TASK)
                .leftJoin(PARTY).on(PARTY.WORKSPACE_ID.eq(TASK.WORKSPACE_ID), PARTY.ID.eq(TASK.PARTY_ID))
                .leftJoin(MEMBER).on(MEMBER.WORKSPACE_ID.eq(TASK.WORKSPACE_ID), MEMBER.ID.eq(TASK.OWNER_ID))
                .leftJoin(DELIVERABLE).on(DELIVERABLE.WORKSPACE_ID.eq(TASK.WORKSPACE_ID), DELIVERABLE.ID.eq(TASK.DELIVERABLE_ID))
                .where(TASK.PROJECT_ID.eq(project), TASK.DELETED_AT.isNull())
                .orderBy(TASK.PATH)
                .fetch(row -> new Row(row.value1(), TaskKind.of(row.value2()), row.value3(), row.value4(), row.value5(), row.value6(), row.value7(), row.value8(), text(row.value9()),
                        text(row.value10()), row.value11(), row.value12(), row.value13(), row.value14(), row.value15() != null ? row.value15() : row.value16(),
                        TaskStatus.of(row.value17()), row.value18()));
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text;
    }

    /** The phase and the packages a row stands beneath; of packages inside each other the path. */
    private record Group(String phase, String workPackage) {
        static final Group TOP = new Group("", "");

        Group beneath(TaskKind kind, String title) {
            return switch (kind) {
                case PHASE -> new Group(title, "");
                case PACKAGE -> new Group(phase, workPackage.isEmpty() ? title : workPackage + " / " + title);
                case TASK -> this;
            };
        }
    }

    private static Map<TaskId, String> numbers(List<Row> tasks) {
        var seen = new HashSet<String>();
        boolean source = tasks.stream().allMatch(task -> !task.sourceNumber().isEmpty() && seen.add(task.sourceNumber()));
        var numbers = new HashMap<TaskId, String>();
        for (var task : tasks) numbers.put(task.id(), source ? task.sourceNumber() : String.valueOf(task.number()));
        return numbers;
    }

    private Map<TaskId, List<String>> collaborators(ProjectId project) {
        return db.select(COLLABORATOR.TASK_ID, MEMBER.DISPLAY_NAME)
                .from(COLLABORATOR)
                .join(TASK).on(TASK.WORKSPACE_ID.eq(COLLABORATOR.WORKSPACE_ID), TASK.ID.eq(COLLABORATOR.TASK_ID))
                .join(MEMBER).on(MEMBER.WORKSPACE_ID.eq(COLLABORATOR.WORKSPACE_ID), MEMBER.ID.eq(COLLABORATOR.MEMBER_ID))
                .where(TASK.PROJECT_ID.eq(project), TASK.DELETED_AT.isNull())
                .orderBy(COLLABORATOR.MEMBER_ID)
                .fetchGroups(COLLABORATOR.TASK_ID, MEMBER.DISPLAY_NAME);
    }

    private Map<TaskId, List<String>> criteria(ProjectId project) {
        return db.select(TASK_CRITERION.TASK_ID, TASK_CRITERION.CONTENT)
                .from(TASK_CRITERION)
                .join(TASK).on(TASK.WORKSPACE_ID.eq(TASK_CRITERION.WORKSPACE_ID), TASK.ID.eq(TASK_CRITERION.TASK_ID))
                .where(TASK.PROJECT_ID.eq(project), TASK.DELETED_AT.isNull())
                .orderBy(TASK_CRITERION.TASK_ID, TASK_CRITERION.POSITION)
                .fetchGroups(TASK_CRITERION.TASK_ID, TASK_CRITERION.CONTENT);
    }

    private Map<TaskId, List<Predecessor>> predecessors(ProjectId project, Map<TaskId, String> numbers) {
        var predecessors = new HashMap<TaskId, List<Predecessor>>();
        db.select(DEPENDENCY.SUCCESSOR_TASK_ID, DEPENDENCY.PREDECESSOR_TASK_ID, DEPENDENCY.TYPE, DEPENDENCY.LAG_MINUTES)
                .from(DEPENDENCY)
                .join(TASK).on(TASK.WORKSPACE_ID.eq(DEPENDENCY.WORKSPACE_ID), TASK.ID.eq(DEPENDENCY.PREDECESSOR_TASK_ID))
                .where(TASK.PROJECT_ID.eq(project), TASK.DELETED_AT.isNull())
                .orderBy(TASK.PATH)
                .forEach(row -> {
                    var number = numbers.get(row.value2());
                    if (number != null) predecessors.computeIfAbsent(row.value1(), id -> new ArrayList<>()).add(new Predecessor(number, Predecessor.Type.valueOf(row.value3()), minutes(row.value4(), 480)));
                });
        return predecessors;
    }

    private static @Nullable PlanDate start(@Nullable LocalDateTime at) {
        return at == null ? null : new PlanDate(at.toLocalDate(), at.toLocalTime().equals(LocalTime.MIDNIGHT) || !at.toLocalTime().isBefore(LAST_MINUTE) ? null : at.toLocalTime()); // a milestone begins when its day ends
    }

    private static @Nullable PlanDate finish(@Nullable LocalDateTime at) {
        return at == null ? null : new PlanDate(at.toLocalDate(), at.toLocalTime().isBefore(LAST_MINUTE) ? at.toLocalTime() : null);
    }

    private static Length minutes(int minutes, int day) {
        if (minutes % day == 0) return Length.days(minutes / day);
        return minutes % 60 == 0 ? new Length(BigDecimal.valueOf(minutes / 60), Length.Unit.HOUR) : new Length(BigDecimal.valueOf(minutes), Length.Unit.MINUTE);
    }

    /** Durations in the days of the party's own region. */
    private final class Lengths {
        private final Map<PartyId, Integer> days = new HashMap<>();
        private final int home;

        Lengths(ProjectAccess access) {
            var all = calendars.all();
            var on = access.startsOn();
            home = Math.max(1, (int) Objects.requireNonNull(all.get(access.homeRegion())).normalDay(on).toMinutes());
            scopes.of(access).parties().forEach((id, party) -> {
                var calendar = all.get(party.calendarRegion());
                if (calendar != null) days.put(id, Math.max(1, (int) calendar.normalDay(on).toMinutes()));
            });
        }

        @Nullable Length of(@Nullable Integer minutes, @Nullable PartyId party, @Nullable LocalDateTime start) {
            if (minutes == null) return null;
            var inDays = BigDecimal.valueOf(minutes).divide(BigDecimal.valueOf(party == null ? home : days.getOrDefault(party, home)), 2, RoundingMode.HALF_UP);
            return new Length(inDays, Length.Unit.DAY);
        }
    }
}
