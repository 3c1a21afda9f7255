package meridian.workplan;

import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import meridian.calendar.WorkCalendar;
import meridian.tenancy.MemberId;
import meridian.tenancy.PartyId;
import meridian.tenancy.TaskId;
import meridian.workplan.PlanRows.NewDependency;
import meridian.workplan.PlanRows.NewRow;
import meridian.workplan.Surroundings.Group;
import meridian.workplan.exchange.CellText;
import meridian.workplan.exchange.Column;
import meridian.workplan.exchange.GroupDraft;
import meridian.workplan.exchange.Length;
import meridian.workplan.exchange.Origin;
import meridian.workplan.exchange.PlanDate;
import meridian.workplan.exchange.Predecessor;
import meridian.workplan.exchange.TaskDraft;
import org.jspecify.annotations.Nullable;

/**
 * Turns the tasks of a file into rows of the plan and changes of rows that are there: phases and packages above them
 * (those of the same title are shared, also with the plan as it stands), names into people and parties, numbers into links.
 */
final class DraftRows {
    private static final String WITHIN = " / ";

    private final Surroundings around;
    private final Map<String, MemberId> people;
    private final Map<String, PartyId> parties;
    private final Origin origin;
    private final Map<Group, TaskId> groups;
    private final Map<List<String>, Integer> outline = new HashMap<>();
    private final Map<Integer, TaskId> outlined = new HashMap<>();
    private final List<NewRow> rows = new ArrayList<>();
    private final Map<TaskId, String> sources = new LinkedHashMap<>();
    private final Map<TaskId, PlanUpdates.Actual> actual = new LinkedHashMap<>();
    private final Map<TaskId, String> renamed = new LinkedHashMap<>();
    private final Set<Integer> retitled = new HashSet<>();

    /** @param people whom a name of the file means; a name that is missing means nobody. {@code parties} likewise */
    DraftRows(Surroundings around, Map<String, MemberId> people, Map<String, PartyId> parties, Origin origin) {
        this.around = around;
        this.people = people;
        this.parties = parties;
        this.origin = origin;
        this.groups = new HashMap<>(around.groups());
        for (int i = 0; i < origin.groups().size(); i++) outline.putIfAbsent(List.of(origin.groups().get(i).phase(), origin.groups().get(i).workPackage()), i);
    }

    /**
     * @param sources by what their programs know the rows again
     * @param actual when work on them began and was done
     * @param renumbered what the file calls rows now that it called otherwise before
     * @param renamed phases and packages that are there under another title
     * @param numbers which row each number of the file is
     */
    record Whole(List<NewRow> rows, List<NewDependency> dependencies, List<PlanUpdates.Update> updates, Map<TaskId, String> sources, Map<TaskId, PlanUpdates.Actual> actual, Map<TaskId, String> renumbered,
            Map<TaskId, String> renamed, Map<String, TaskId> numbers) {}

    Whole of(List<PlanComparison.Line> lines) {
        var byNumber = new HashMap<String, TaskId>(around.numbers());
        for (var line : lines) if (line.takes(Column.PHASE) || line.takes(Column.PACKAGE)) takeTitles(line.draft());
        for (int i = 0; i < origin.groups().size(); i++) byNumber.put(origin.groups().get(i).number(), group(i));
        var own = new ArrayList<@Nullable TaskId>(lines.size());
        for (var line : lines) {
            var id = switch (line.state()) {
                case NEW -> TaskId.next();
                case CHANGED, UNCHANGED -> line.task();
                case DELETED_HERE -> null;
            };
            own.add(id);
            if (line.state() == PlanComparison.State.NEW) rows.add(row(Objects.requireNonNull(id), line.draft()));
            if (id != null && !line.draft().identity().isEmpty() && !line.draft().identity().equals(id.toString())) sources.put(id, line.draft().identity());
        }
        var titles = new HashMap<String, TaskId>();
        for (int i = 0; i < lines.size(); i++) {
            var id = own.get(i);
            if (id == null) continue;
            if (!lines.get(i).draft().number().isEmpty()) byNumber.put(lines.get(i).draft().number(), id);
            titles.putIfAbsent(lines.get(i).draft().title(), id);
        }
        var links = new LinkedHashSet<NewDependency>();
        var pairs = new LinkedHashSet<List<TaskId>>();
        for (int i = 0; i < origin.groups().size(); i++) links(group(i), origin.groups().get(i).predecessors(), around.calendar(parties.get(origin.groups().get(i).party())), byNumber, titles, links, pairs);
        var updates = new ArrayList<PlanUpdates.Update>();
        var renumbered = new LinkedHashMap<TaskId, String>();
        for (int i = 0; i < lines.size(); i++) {
            var line = lines.get(i);
            var id = own.get(i);
            if (id == null) continue;
            var calendar = around.calendar(party(line.draft()));
            if (line.state() == PlanComparison.State.NEW) links(id, line.draft().predecessors(), calendar, byNumber, titles, links, pairs);
            else if (!line.sourceNumber().isEmpty() && origin.copy() == null && !line.draft().number().isEmpty() && !line.draft().number().equals(line.sourceNumber())) renumbered.put(id, line.draft().number());
            if (line.state() != PlanComparison.State.NEW && line.writes()) updates.add(update(line, calendar, byNumber, titles));
        }
        return new Whole(rows, List.copyOf(links), updates, sources, actual, renumbered, renamed, byNumber);
    }

    private void links(TaskId successor, List<Predecessor> predecessors, WorkCalendar calendar, Map<String, TaskId> byNumber, Map<String, TaskId> titles, Set<NewDependency> links, Set<List<TaskId>> pairs) {
        for (var before : predecessors) {
            var target = byNumber.getOrDefault(before.number(), titles.get(before.number()));
            if (target == null || target.equals(successor) || !pairs.add(List.of(successor, target))) continue;
            links.add(new NewDependency(successor, target, before.type().name(), lag(before.lag(), calendar), before.lag().unit() == Length.Unit.ELAPSED_DAY));
        }
    }

    // ---- new rows

    private NewRow row(TaskId id, TaskDraft draft) {
        var party = party(draft);
        var status = status(draft);
        var progress = status == TaskStatus.DONE || status == TaskStatus.ACCEPTED ? 100 : Objects.requireNonNullElse(draft.progress(), 0);
        var began = draft.timing().actualStart();
        var ended = status == TaskStatus.DONE || status == TaskStatus.ACCEPTED ? draft.timing().actualFinish() : null;
        if (began != null || ended != null) actual.put(id, new PlanUpdates.Actual(began == null ? null : start(began), ended == null ? null : finish(ended)));
        return new NewRow(id, TaskKind.TASK, draft.number(), above(draft), fields(draft, party), status, progress, reason(draft));
    }

    private static String reason(TaskDraft draft) {
        return draft.note().length() > 2000 ? draft.note().substring(0, 2000) : draft.note();
    }

    private @Nullable TaskId above(TaskDraft draft) {
        if (draft.phase().isEmpty() && draft.workPackage().isEmpty()) return null;
        var drawn = outline.get(List.of(draft.phase(), draft.workPackage()));
        if (drawn != null) return group(drawn);
        var phase = draft.phase().isEmpty() ? null : group(null, TaskKind.PHASE, draft.phase());
        if (draft.workPackage().isEmpty()) return phase;
        var nested = nested(phase, draft.workPackage());
        return nested != null ? nested : group(phase, TaskKind.PACKAGE, draft.workPackage());
    }

    /** The package that a path of packages leads to, where the plan has them all; a title may hold a slash, too. */
    private @Nullable TaskId nested(@Nullable TaskId phase, String path) {
        if (groups.containsKey(new Group(phase, TaskKind.PACKAGE, path)) || !path.contains(WITHIN)) return null;
        var at = phase;
        for (var title : path.split(WITHIN)) {
            at = groups.get(new Group(at, TaskKind.PACKAGE, title));
            if (at == null) return null;
        }
        return at;
    }

    /** A row of the file’s own outline: the one it is already, one of its name in its place, or a new one. */
    private TaskId group(int place) {
        var known = outlined.get(place);
        if (known != null) return known;
        var draft = origin.groups().get(place);
        var parent = draft.parent() < 0 ? null : group(draft.parent());
        var there = around.sources().get(draft.identity());
        if (there != null && retitled.contains(place) && !draft.title().isBlank() && !draft.title().equals(titleOf(there))) renamed.put(there, draft.title().length() > 300 ? draft.title().substring(0, 300) : draft.title());
        if (there == null) there = groups.get(new Group(parent, draft.kind(), draft.title()));
        if (there == null) {
            var title = draft.title().isEmpty() ? draft.number() : draft.title().length() > 300 ? draft.title().substring(0, 300) : draft.title();
            var row = new NewRow(TaskId.next(), draft.kind(), draft.number().length() > 40 ? "" : draft.number(), parent, groupFields(draft, title.replace('\n', ' ')), TaskStatus.NOT_STARTED, 0, "");
            rows.add(row);
            there = row.id();
            groups.put(new Group(parent, draft.kind(), draft.title()), there);
        }
        if (!draft.identity().isEmpty() && !draft.identity().equals(there.toString())) sources.put(there, draft.identity());
        outlined.put(place, there);
        return there;
    }

    // Whoever takes a row’s other phase or package takes what these are called now.
    private void takeTitles(TaskDraft draft) {
        var place = outline.get(List.of(draft.phase(), draft.workPackage()));
        for (int at = place == null ? -1 : place; at >= 0; at = origin.groups().get(at).parent()) retitled.add(at);
    }

    private @Nullable String titleOf(TaskId group) {
        return around.groups().entrySet().stream().filter(each -> each.getValue().equals(group)).findFirst().map(each -> each.getKey().title()).orElse(null);
    }

    private TaskFields groupFields(GroupDraft draft, String title) {
        var owner = draft.people().isEmpty() ? null : people.get(draft.people().getFirst());
        var collaborators = draft.people().stream().skip(1).map(people::get).filter(Objects::nonNull).filter(member -> !member.equals(owner)).distinct().toList();
        var note = draft.note().length() > 20_000 ? draft.note().substring(0, 20_000) : draft.note();
        return TaskFields.titled(title).withDescription(note).withParty(parties.get(draft.party())).withOwner(owner).withCollaborators(collaborators);
    }

    private TaskId group(@Nullable TaskId parent, TaskKind kind, String title) {
        return groups.computeIfAbsent(new Group(parent, kind, title), group -> {
            var row = NewRow.of(kind, parent, TaskFields.titled(title));
            rows.add(row);
            return row.id();
        });
    }

    private @Nullable PartyId party(TaskDraft draft) {
        return parties.get(draft.party());
    }

    private TaskFields fields(TaskDraft draft, @Nullable PartyId party) {
        var owner = people.get(draft.owner());
        var collaborators = draft.collaborators().stream().map(people::get).filter(Objects::nonNull).filter(member -> !member.equals(owner)).distinct().toList();
        var start = draft.start() == null ? null : start(draft.start());
        var finish = draft.finish() == null ? null : finish(draft.finish());
        var deliverable = around.deliverables().get(draft.deliverable());
        return new TaskFields(draft.title().replace('\n', ' '), description(draft), party, owner, collaborators, start, finish, duration(draft, start, finish, around.calendar(party)),
                draft.milestone(), null, deliverable, deliverable == null ? draft.deliverable().replace('\n', ' ') : "", draft.criteria(), timing(draft, start, finish), List.of());
    }

    /** What the file asks of the schedule; where it says nothing, what its dates ask for. */
    private static TaskTiming timing(TaskDraft draft, @Nullable LocalDateTime start, @Nullable LocalDateTime finish) {
        var said = draft.timing();
        var timing = said.constraint() == null ? TaskTiming.typed(draft.milestone() && finish != null ? null : start, finish) : TaskTiming.AUTOMATIC.asking(said.constraint(), asked(draft));
        return timing.due(said.deadline() == null ? null : finish(said.deadline())).byHand(Boolean.TRUE.equals(said.manual()));
    }

    private static @Nullable LocalDateTime asked(TaskDraft draft) {
        var constraint = draft.timing().constraint();
        var at = draft.timing().at();
        if (constraint == null || at == null || !constraint.dated()) return null;
        boolean aboutStart = constraint == Constraint.START_NOT_BEFORE || constraint == Constraint.START_NOT_AFTER || constraint == Constraint.START_ON;
        return aboutStart ? start(at) : finish(at);
    }

    private static LocalDateTime start(PlanDate start) {
        return start.time() == null ? TaskFields.startOf(start.date()) : start.asStart();
    }

    private static LocalDateTime finish(PlanDate finish) {
        return finish.time() == null || finish.time().equals(LocalTime.MIDNIGHT) ? TaskFields.endOf(finish.date()) : finish.asFinish();
    }

    private static String description(TaskDraft draft) {
        var text = CellText.text(draft);
        return text.length() <= 20_000 ? text : text.substring(0, 20_000);
    }

    private static TaskStatus status(TaskDraft draft) {
        if (draft.status() != null) {
            var status = TaskStatus.valueOf(draft.status().name());
            return status == TaskStatus.NOT_STARTED && draft.progress() != null && draft.progress() > 0 ? TaskStatus.IN_PROGRESS : status;
        }
        if (draft.progress() == null || draft.progress() == 0) return TaskStatus.NOT_STARTED;
        return draft.progress() == 100 ? TaskStatus.DONE : TaskStatus.IN_PROGRESS;
    }

    // ---- rows that are there

    private PlanUpdates.Update update(PlanComparison.Line line, WorkCalendar calendar, Map<String, TaskId> byNumber, Map<String, TaskId> titles) {
        var draft = line.draft();
        var wanted = fields(draft, party(draft));
        UnaryOperator<TaskFields> fields = was -> {
            var now = was;
            if (line.takes(Column.TASK)) now = now.withTitle(wanted.title());
            if (line.takes(Column.NOTE)) now = now.withDescription(wanted.description());
            if (line.takes(Column.PARTY)) now = now.withParty(wanted.party());
            if (line.takes(Column.OWNER)) now = now.withOwner(wanted.owner()).withCollaborators(wanted.collaborators());
            if (line.takes(Column.START)) now = now.withStart(wanted.start());
            if (line.takes(Column.FINISH)) now = now.withFinish(wanted.finish());
            if (line.takes(Column.DURATION)) now = now.withDuration(wanted.durationMinutes());
            if (line.takes(Column.MILESTONE)) now = now.withMilestone(wanted.milestone(), wanted.milestone() ? was.milestoneWeek() : null);
            if (line.takes(Column.DELIVERABLE)) now = now.withDeliverable(wanted.deliverable(), wanted.deliverableText());
            if (line.takes(Column.CRITERIA)) now = now.withCriteria(wanted.criteria());
            if (line.takes(Column.DEADLINE)) now = now.withTiming(now.timing().due(wanted.timing().deadline()));
            if (line.takes(Column.MODE)) now = now.withTiming(now.timing().byHand(wanted.timing().manual()));
            if (line.takes(Column.CONSTRAINT)) now = now.withTiming(now.timing().asking(wanted.timing().constraint(), wanted.timing().constraintAt()));
            return now;
        };
        var status = line.takes(Column.STATUS) || line.takes(Column.PROGRESS) && draft.status() == null && Integer.valueOf(100).equals(draft.progress()) ? status(draft) : null;
        var links = new LinkedHashSet<NewDependency>();
        if (line.takes(Column.PREDECESSORS)) links(Objects.requireNonNull(line.task()), draft.predecessors(), calendar, byNumber, titles, links, new LinkedHashSet<>());
        boolean moves = line.takes(Column.PHASE) || line.takes(Column.PACKAGE);
        return new PlanUpdates.Update(Objects.requireNonNull(line.task()), line.version(), fields, status, line.takes(Column.PROGRESS) ? Objects.requireNonNullElse(draft.progress(), 0) : null,
                reason(draft), moves, moves ? above(draft) : null, line.takes(Column.PREDECESSORS) ? List.copyOf(links) : null);
    }

    // ---- lengths

    /** Where a file gives a duration beside both dates, the dates count: the duration is the work between them. */
    private static @Nullable Integer duration(TaskDraft draft, @Nullable LocalDateTime start, @Nullable LocalDateTime finish, WorkCalendar calendar) {
        if (draft.duration() == null) return null;
        if (start != null && finish != null && !draft.duration().zero()) return (int) Math.min(5_256_000, Math.max(0, calendar.workBetween(start, finish).toMinutes()));
        var minutes = minutes(draft.duration(), calendar, start);
        return minutes < 0 || minutes > 5_256_000 ? null : (int) minutes;
    }

    private int lag(Length lag, WorkCalendar calendar) {
        return (int) Math.clamp(minutes(lag, calendar, around.access().startsOn().atStartOfDay()), -5_256_000L, 5_256_000L);
    }

    static long minutes(Length length, WorkCalendar calendar, @Nullable LocalDateTime at) {
        long day = at == null ? 480 : Math.max(1, calendar.normalDay(at.toLocalDate()).toMinutes());
        long unit = switch (length.unit()) {
            case MINUTE -> 1;
            case HOUR -> 60;
            case DAY -> day;
            case ELAPSED_DAY -> 1440;
            case WEEK -> 5 * day;
            case MONTH -> 20 * day;
        };
        return length.amount().multiply(BigDecimal.valueOf(unit)).setScale(0, java.math.RoundingMode.HALF_UP).longValue();
    }
}
