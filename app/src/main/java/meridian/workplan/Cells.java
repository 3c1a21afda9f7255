package meridian.workplan;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import meridian.project.Party;
import meridian.project.ProjectAccess;
import meridian.tenancy.Actor;
import meridian.tenancy.MemberId;
import meridian.tenancy.PartyId;
import meridian.tenancy.PlanEditId;
import meridian.tenancy.Refused;
import meridian.tenancy.Stale;
import meridian.tenancy.TaskId;
import meridian.tenancy.Text;
import meridian.web.Choice;
import meridian.web.Words;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.util.function.SingletonSupplier;

/** The plan as cells of text, as a table or a spreadsheet holds them: what is typed or pasted becomes an edit. */
@Component
public class Cells {
    /** Rows that one paste or bulk edit may touch. */
    public static final int MOST = 500;

    private final Clock clock;
    private final Tasks tasks;
    private final PlanTable table;
    private final Words words;
    private final Predecessors predecessors;
    private final Scheduling scheduling;
    private final Slips slips;

    Cells(Clock clock, Tasks tasks, PlanTable table, Words words, Predecessors predecessors, Scheduling scheduling, Slips slips) {
        this.clock = clock;
        this.tasks = tasks;
        this.table = table;
        this.words = words;
        this.predecessors = predecessors;
        this.scheduling = scheduling;
        this.slips = slips;
    }

    /** What was typed into the cells of one row; without a version the row is a new one behind {@code after}. */
    public record TypedRow(TaskId id, @Nullable Integer version, Map<String, String> values) {}

    /** Where new rows of a paste go. */
    public record Behind(TaskKind kind, @Nullable TaskId parent, @Nullable TaskId after) {}

    /**
     * What became of cells.
     *
     * @param edit takes it back; null where there is nothing to take back: moves of the status are not undone
     * @param moved how many other rows moved with them
     */
    public record Written(@Nullable PlanEditId edit, int moved) {}

    /**
     * Writes the cells, all or none; of several rows every wrong cell is named, as {@code rows.2.owner}.
     *
     * @param seen whether somebody has seen what slips; where not, and others are concerned, nothing is written
     * @throws Slips.Asked then; what was really done (status, progress) is nobody’s to agree to
     */
    @Transactional
    public Written write(ProjectAccess here, List<TypedRow> rows, @Nullable Behind behind, boolean seen, Actor actor) {
        if (rows.size() > MOST) throw Refused.because("workplan.too_many_rows", String.valueOf(MOST));
        boolean planned = rows.stream().anyMatch(row -> row.values().keySet().stream().anyMatch(PLANNED::contains));
        var watch = slips.watch(here, rows.stream().map(TypedRow::id).collect(Collectors.toSet()), seen || !planned, actor);
        var edit = scheduling.watched(watch, () -> scheduling.together(here.id(), actor, () -> writeAll(here, rows, behind, actor)));
        return new Written(edit, watch.effect().moved());
    }

    private static final Set<String> PLANNED = Set.of("start", "finish", "duration", "predecessors", "milestone", "party");

    private @Nullable PlanEditId writeAll(ProjectAccess here, List<TypedRow> rows, @Nullable Behind behind, Actor actor) {
        var offers = SingletonSupplier.of(() -> table.offers(here));
        var days = new Days(here, SingletonSupplier.of(() -> table.parties(here)));
        var today = LocalDate.ofInstant(clock.instant(), here.homeZone());
        var edits = new ArrayList<Tasks.Seen>();
        var adds = new ArrayList<Tasks.NewTask>();
        var after = behind == null ? null : behind.after();
        var wrong = new ArrayList<Refused.Problem>();
        for (int i = 0; i < rows.size(); i++) {
            var row = rows.get(i);
            UnaryOperator<TaskFields> change;
            try {
                change = change(row.values(), offers, days, today);
            } catch (Refused refused) {
                if (rows.size() == 1) throw refused;
                for (var problem : refused.problems()) wrong.add(new Refused.Problem("rows." + i + "." + problem.field(), problem.key(), problem.arguments()));
                continue;
            }
            if (!wrong.isEmpty()) continue;
            if (row.version() == null) {
                if (behind == null) throw new Stale();
                adds.add(new Tasks.NewTask(row.id(), here.id(), behind.kind(), behind.parent(), after, change.apply(TaskFields.titled(""))));
                after = row.id();
                continue;
            }
            int version = row.version();
            var moved = move(row, actor);
            if (moved != null) version = moved;
            if (row.values().keySet().stream().anyMatch(field -> !field.equals("status") && !field.equals("progress"))) edits.add(new Tasks.Seen(row.id(), version, change));
        }
        if (!wrong.isEmpty()) throw new Refused(wrong);
        return edits.isEmpty() && adds.isEmpty() ? null : tasks.editAll(here.id(), edits, adds, actor);
    }

    /** The row’s version after its status and progress were moved, or null when neither was typed. */
    private @Nullable Integer move(TypedRow row, Actor actor) {
        var status = row.values().get("status");
        var progress = row.values().get("progress");
        if (status == null && progress == null) return null;
        var task = tasks.get(row.id(), actor);
        if (!Integer.valueOf(task.version()).equals(row.version())) throw new Stale();
        if (progress != null) {
            var percent = progress.strip().replaceFirst("[%％]$", "").strip();
            if (!percent.matches("[0-9]{1,3}")) throw Refused.at("progress", "workplan.progress_wrong");
            if (Integer.parseInt(percent) != task.progress()) task = tasks.progress(row.id(), Integer.parseInt(percent), null, actor);
        }
        if (status != null) {
            var wanted = status(status);
            if (wanted != task.status()) task = tasks.move(row.id(), task.status().toward(wanted), row.values().getOrDefault("reason", ""), actor);
        }
        return task.version();
    }

    private TaskStatus status(String typed) {
        for (var status : TaskStatus.values()) {
            for (var name : List.of(status.text(), words.in(Words.CHINESE, "status." + status.text()), words.in(Words.ENGLISH, "status." + status.text()))) {
                if (name.equalsIgnoreCase(typed.strip())) return status;
            }
        }
        throw Refused.at("status", "refused.not_a_choice");
    }

    private record Days(ProjectAccess here, Supplier<List<Party>> parties) {
        int of(@Nullable PartyId party) {
            return parties.get().stream().filter(each -> each.id().equals(party)).findFirst().map(Party::dayMinutes).orElse(WorkTime.DAY);
        }
    }

    private UnaryOperator<TaskFields> change(Map<String, String> values, Supplier<PlanTable.Offers> offers, Days days, LocalDate today) {
        var check = new Refused.Check();
        UnaryOperator<TaskFields> all = fields -> fields;
        for (var entry : values.entrySet()) {
            var one = change(entry.getKey(), Text.clean(entry.getValue()), offers, days, today, check);
            var before = all;
            all = fields -> one.apply(before.apply(fields));
        }
        check.done();
        return all;
    }

    private UnaryOperator<TaskFields> change(String field, String typed, Supplier<PlanTable.Offers> offers, Days days, LocalDate today, Refused.Check check) {
        switch (field) {
            case "title" -> {
                return fields -> fields.withTitle(typed);
            }
            case "party" -> {
                var party = choice(typed, offers.get().parties());
                check.reject(!typed.isEmpty() && party == null, field, "workplan.unknown_party", typed);
                return fields -> fields.withParty(party == null ? null : PartyId.of(party));
            }
            case "owner" -> {
                var owner = choice(typed, offers.get().people());
                check.reject(!typed.isEmpty() && owner == null, field, "workplan.unknown_person", typed);
                return fields -> fields.withOwner(owner == null ? null : MemberId.of(owner));
            }
            case "start", "finish" -> {
                var day = TypedDay.parse(typed, field.equals("finish"), today);
                check.reject(!typed.isEmpty() && day == null, field, "refused.not_a_date");
                return field.equals("start") ? fields -> fields.withStart(day) : fields -> fields.withFinish(day);
            }
            case "duration" -> {
                check.reject(!typed.isEmpty() && WorkTime.parse(typed, WorkTime.DAY) == null, field, "workplan.duration_wrong");
                return fields -> fields.withDuration(WorkTime.parse(typed, days.of(fields.party())));
            }
            case "predecessors" -> {
                return predecessors.replacing(days.here(), typed, days::of, check, field);
            }
            case "milestone" -> {
                var yes = List.of("是", "yes", "y", "true", "1", "✓", "◆", "√").contains(typed.toLowerCase(Locale.ROOT));
                return fields -> fields.withMilestone(yes, yes ? fields.milestoneWeek() : null);
            }
            case "deliverable" -> {
                return fields -> fields.withDeliverable(fields.deliverable(), typed);
            }
            case "status", "progress", "reason" -> {
                return fields -> fields;
            }
            default -> throw Refused.because("refused.not_a_choice");
        }
    }

    // By id, or by the name as it stands on the screen; a name that two people share is no answer.
    private static @Nullable String choice(String typed, List<Choice> choices) {
        for (var choice : choices) if (choice.value().equals(typed)) return choice.value();
        var named = choices.stream().filter(choice -> choice.label().equalsIgnoreCase(typed)).toList();
        return named.size() == 1 ? named.getFirst().value() : null;
    }
}
