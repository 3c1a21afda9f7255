package meridian.workplan;

import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import meridian.calendar.WorkCalendar;
import meridian.tenancy.MemberId;
import meridian.tenancy.PartyId;
import meridian.tenancy.TaskId;
import meridian.workplan.PlanRows.NewDependency;
import meridian.workplan.PlanRows.NewRow;
import meridian.workplan.Surroundings.Group;
import meridian.workplan.exchange.Length;
import meridian.workplan.exchange.PlanDate;
import meridian.workplan.exchange.TaskDraft;
import org.jspecify.annotations.Nullable;

/**
 * Turns the tasks of a file into rows of the plan: phases and packages above them (those of the same title are shared,
 * also with the plan as it stands), names into people and parties, numbers into links.
 */
final class DraftRows {
    private final Surroundings around;
    private final Map<String, MemberId> people;
    private final Map<String, PartyId> parties;
    private final Map<Group, TaskId> groups;
    private final List<NewRow> rows = new ArrayList<>();

    /** @param people whom a name of the file means; a name that is missing means nobody. {@code parties} likewise */
    DraftRows(Surroundings around, Map<String, MemberId> people, Map<String, PartyId> parties) {
        this.around = around;
        this.people = people;
        this.parties = parties;
        this.groups = new HashMap<>(around.groups());
    }

    record Whole(List<NewRow> rows, List<NewDependency> dependencies) {}

    Whole of(List<TaskDraft> drafts) {
        var byNumber = new HashMap<String, TaskId>(around.numbers());
        var own = new ArrayList<TaskId>(drafts.size());
        for (var draft : drafts) {
            var id = TaskId.next();
            own.add(id);
            rows.add(row(id, draft));
        }
        for (int i = 0; i < drafts.size(); i++) if (!drafts.get(i).number().isEmpty()) byNumber.put(drafts.get(i).number(), own.get(i));
        var titles = new HashMap<String, TaskId>();
        for (int i = 0; i < drafts.size(); i++) titles.putIfAbsent(drafts.get(i).title(), own.get(i));
        var links = new LinkedHashSet<NewDependency>();
        var pairs = new LinkedHashSet<List<TaskId>>();
        for (int i = 0; i < drafts.size(); i++) {
            var calendar = around.calendar(party(drafts.get(i)));
            for (var before : drafts.get(i).predecessors()) {
                var target = byNumber.getOrDefault(before.number(), titles.get(before.number()));
                if (target == null || target.equals(own.get(i)) || !pairs.add(List.of(own.get(i), target))) continue;
                links.add(new NewDependency(own.get(i), target, before.type().name(), lag(before.lag(), calendar), before.lag().unit() == Length.Unit.ELAPSED_DAY));
            }
        }
        return new Whole(rows, List.copyOf(links));
    }

    private NewRow row(TaskId id, TaskDraft draft) {
        var phase = draft.phase().isEmpty() ? null : group(null, TaskKind.PHASE, draft.phase());
        var above = draft.workPackage().isEmpty() ? phase : group(phase, TaskKind.PACKAGE, draft.workPackage());
        var party = party(draft);
        var status = status(draft);
        var progress = status == TaskStatus.DONE || status == TaskStatus.ACCEPTED ? 100 : Objects.requireNonNullElse(draft.progress(), 0);
        return new NewRow(id, TaskKind.TASK, draft.number(), above, fields(draft, party), status, progress, draft.note().length() > 2000 ? draft.note().substring(0, 2000) : draft.note());
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
        var start = draft.start() == null ? null : draft.start().time() == null ? TaskFields.startOf(draft.start().date()) : draft.start().asStart();
        var finish = draft.finish() == null ? null : finish(draft.finish());
        var deliverable = around.deliverables().get(draft.deliverable());
        return new TaskFields(draft.title().replace('\n', ' '), description(draft), party, owner, collaborators, start, finish, duration(draft, start, finish, around.calendar(party)),
                draft.milestone(), null, deliverable, deliverable == null ? draft.deliverable().replace('\n', ' ') : "", draft.criteria(), TaskTiming.typed(start, finish));
    }

    private static LocalDateTime finish(PlanDate finish) {
        return finish.time() == null || finish.time().equals(LocalTime.MIDNIGHT) ? TaskFields.endOf(finish.date()) : finish.asFinish();
    }

    // A task has one text; what the file keeps as a note stands beneath the description.
    private static String description(TaskDraft draft) {
        var text = draft.description().isEmpty() ? draft.note() : draft.note().isEmpty() ? draft.description() : draft.description() + "\n\n" + draft.note();
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

    private static long minutes(Length length, WorkCalendar calendar, @Nullable LocalDateTime at) {
        long day = at == null ? 480 : Math.max(1, calendar.normalDay(at.toLocalDate()).toMinutes());
        long unit = switch (length.unit()) {
            case MINUTE -> 1;
            case HOUR -> 60;
            case DAY -> day;
            case ELAPSED_DAY -> 1440;
            case WEEK -> 5 * day;
            case MONTH -> 20 * day;
        };
        return length.amount().multiply(BigDecimal.valueOf(unit)).longValue();
    }
}
