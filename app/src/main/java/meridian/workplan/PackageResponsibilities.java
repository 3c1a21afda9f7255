package meridian.workplan;

import static db.workplan.Tables.PACKAGE_RESPONSIBILITY;
import static db.workplan.Tables.TASK;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import meridian.activity.Activities;
import meridian.activity.Event;
import meridian.project.Responsibilities;
import meridian.project.ResponsibilityMatrix;
import meridian.tenancy.Actor;
import meridian.tenancy.DeliverableId;
import meridian.tenancy.PartyId;
import meridian.tenancy.ProjectId;
import meridian.tenancy.Refused;
import meridian.tenancy.Stale;
import meridian.tenancy.TaskId;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Who does what in a work package. It is its deliverable’s row of the responsibility matrix (the package’s own, else the one
 * that all its tasks share), party by party, except where the package says otherwise.
 */
@Component
public class PackageResponsibilities {
    private final DSLContext db;
    private final Tasks tasks;
    private final Responsibilities responsibilities;
    private final Activities activities;

    PackageResponsibilities(DSLContext db, Tasks tasks, Responsibilities responsibilities, Activities activities) {
        this.db = db;
        this.tasks = tasks;
        this.responsibilities = responsibilities;
        this.activities = activities;
    }

    /** One party’s letter in a package; {@code inherited} is what the matrix says. */
    public record Line(PartyId party, String name, String letter, String inherited) {
        public boolean own() {
            return !letter.equals(inherited);
        }
    }

    /** A package’s row. {@code deliverable} is empty where it has none to inherit from. */
    public record Lines(String deliverable, List<Line> lines) {
        /** {@code no_a}, {@code many_a}, or null; a package that nobody has a letter in has no fault. */
        public @Nullable String fault() {
            if (lines.stream().allMatch(line -> line.letter().isEmpty())) return null;
            var answerable = answerable();
            return answerable == 1 ? null : answerable == 0 ? "no_a" : "many_a";
        }

        public long answerable() {
            return lines.stream().filter(line -> line.letter().equals("A")).count();
        }

        public boolean own() {
            return lines.stream().anyMatch(Line::own);
        }

        /** What two people who saw the same row agree on. */
        public String state() {
            return lines.stream().map(line -> line.party() + line.letter()).collect(Collectors.joining(" "));
        }
    }

    @Transactional(readOnly = true)
    public Lines of(Task task) {
        return lines(task.project(), task.id(), deliverable(task));
    }

    private Lines lines(ProjectId project, TaskId id, @Nullable DeliverableId deliverable) {
        var matrix = responsibilities.of(project);
        var row = matrix.rows().stream().filter(one -> one.id().equals(deliverable)).findFirst().orElse(null);
        var own = db.select(PACKAGE_RESPONSIBILITY.PARTY_ID, PACKAGE_RESPONSIBILITY.LETTER).from(PACKAGE_RESPONSIBILITY).where(PACKAGE_RESPONSIBILITY.TASK_ID.eq(id))
                .fetchMap(PACKAGE_RESPONSIBILITY.PARTY_ID, PACKAGE_RESPONSIBILITY.LETTER);
        var lines = matrix.columns().stream().map(column -> {
            var inherited = row == null ? "" : matrix.at(row, column);
            return new Line(column.id(), column.name(), own.getOrDefault(column.id(), inherited), inherited);
        }).toList();
        return new Lines(row == null ? "" : row.name(), lines);
    }

    // Two rows tell whether all of its tasks produce the same thing.
    private @Nullable DeliverableId deliverable(Task task) {
        if (task.deliverable() != null) return task.deliverable();
        var produced = db.selectDistinct(TASK.DELIVERABLE_ID)
                .from(TASK)
                .where(TASK.PROJECT_ID.eq(task.project()), TASK.DELETED_AT.isNull(), TASK.PATH.gt(task.path()), TASK.PATH.lt(Path.end(task.path())), TASK.DELIVERABLE_ID.isNotNull())
                .limit(2)
                .fetch(TASK.DELIVERABLE_ID);
        return produced.size() == 1 ? produced.getFirst() : null;
    }

    /** Writes the row as a whole; a letter like the matrix’s is inherited again. {@code state} is the row that was seen. */
    @Transactional
    public void assign(TaskId id, Map<PartyId, String> letters, String state, Actor actor) {
        var held = tasks.lock(id, actor);
        held.requireEdit();
        var task = held.task();
        if (task.kind() != TaskKind.PACKAGE) throw Refused.because("workplan.only_packages_have_rows");
        var before = of(task);
        if (!before.state().equals(state)) throw new Stale();
        var after = new HashMap<PartyId, String>();
        for (var line : before.lines()) {
            var letter = letters.getOrDefault(line.party(), line.letter());
            if (!letter.isEmpty() && !ResponsibilityMatrix.LETTERS.contains(letter)) throw Refused.at("letter_" + line.party(), "refused.not_a_choice");
            after.put(line.party(), letter);
        }
        var answerable = after.values().stream().filter("A"::equals).count();
        var anybody = after.values().stream().anyMatch(letter -> !letter.isEmpty());
        var inherits = before.lines().stream().allMatch(line -> after.get(line.party()).equals(line.inherited()));
        if (anybody && answerable != 1 && !inherits) throw Refused.because(answerable == 0 ? "raci.fault.no_a" : "raci.fault.many_a", answerable);
        var changes = new ArrayList<Event.Change>();
        db.deleteFrom(PACKAGE_RESPONSIBILITY).where(PACKAGE_RESPONSIBILITY.TASK_ID.eq(id)).execute();
        for (var line : before.lines()) {
            var letter = after.get(line.party());
            if (!letter.equals(line.inherited())) {
                db.insertInto(PACKAGE_RESPONSIBILITY).set(PACKAGE_RESPONSIBILITY.TASK_ID, id).set(PACKAGE_RESPONSIBILITY.PARTY_ID, line.party()).set(PACKAGE_RESPONSIBILITY.LETTER, letter).execute();
            }
            if (!letter.equals(line.letter())) changes.add(new Event.Change("responsibility", line.name() + ": " + shown(line.letter()), line.name() + ": " + shown(letter)));
        }
        if (!changes.isEmpty()) activities.record(actor, new WorkPlanActivity.PackageResponsibilitiesChanged(task.ref(), task.number(), task.title(), changes), task.project(), task.party());
    }

    private static String shown(String letter) {
        return letter.isEmpty() ? "–" : letter;
    }
}
