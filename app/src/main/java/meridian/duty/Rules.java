package meridian.duty;

import static db.duty.Tables.DUTY;
import static db.duty.Tables.RULE;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import meridian.activity.Activities;
import meridian.activity.Event.Change;
import meridian.tenancy.Actor;
import meridian.tenancy.NotFound;
import meridian.tenancy.ProjectId;
import meridian.tenancy.Ref;
import meridian.tenancy.Refused;
import meridian.tenancy.Stale;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What each kind of duty goes by in each project: the project’s own rule, else the kind’s. */
@Component
public class Rules {
    private final DSLContext db;
    private final Kinds kinds;
    private final ObjectProvider<Recalculation> recalculation; // which asks for the rules itself
    private final Activities activities;

    Rules(DSLContext db, Kinds kinds, ObjectProvider<Recalculation> recalculation, Activities activities) {
        this.db = db;
        this.kinds = kinds;
        this.recalculation = recalculation;
        this.activities = activities;
    }

    /** The rule in force. */
    @Transactional(readOnly = true)
    public DutyRule of(@Nullable ProjectId project, String kind) {
        var own = project == null ? null : read(RULE.PROJECT_ID.eq(project).and(RULE.KIND.eq(kind))).get(new Key(project, kind));
        return own != null ? own : kinds.rule(kind);
    }

    /** The rules of many projects, to be asked without going to the database again. */
    Book of(Collection<ProjectId> projects) {
        return new Book(projects.isEmpty() ? Map.of() : read(RULE.PROJECT_ID.in(projects)));
    }

    final class Book {
        private final Map<Key, DutyRule> own;

        private Book(Map<Key, DutyRule> own) {
            this.own = own;
        }

        DutyRule of(@Nullable ProjectId project, String kind) {
            var rule = project == null ? null : own.get(new Key(project, kind));
            return rule != null ? rule : kinds.rule(kind);
        }
    }

    private record Key(ProjectId project, String kind) {}

    private Map<Key, DutyRule> read(Condition which) {
        var found = new HashMap<Key, DutyRule>();
        db.select(RULE.PROJECT_ID, RULE.KIND, RULE.CLOCK, RULE.MINUTES, RULE.REMINDER, RULE.OWNER, RULE.LEAD, RULE.CHIEF, RULE.SPONSOR)
                .from(RULE)
                .where(which)
                .forEach(row -> found.put(new Key(row.value1(), row.value2()), new DutyRule(Clock.of(row.value3()), row.value4(),
                        new Ladder(percent(row.value5()), percent(row.value6()), percent(row.value7()), percent(row.value8()), percent(row.value9())))));
        return found;
    }

    private static @Nullable Integer percent(@Nullable Short value) {
        return value == null ? null : Integer.valueOf(value);
    }

    /** Gives a new project the rules of its scenario template; kinds that are not named go by their own. */
    @Transactional
    public void preset(ProjectId project, Map<String, DutyRule> rules) {
        rules.forEach((kind, rule) -> {
            if (!rule.ladder().ascends()) throw new IllegalArgumentException("the ladder of " + kind + " does not ascend: " + rule.ladder());
            put(project, kind, rule);
        });
    }

    /** What one kind goes by in a project; {@code own}: it differs from what the kind says of itself. */
    public record Row(String kind, DutyRule rule, boolean own, boolean dated, boolean emergency, int version) {}

    /** Every kind there is, emergencies first, then those with a clock of their own. */
    @Transactional(readOnly = true)
    public List<Row> table(ProjectId project) {
        var own = read(RULE.PROJECT_ID.eq(project));
        var versions = db.select(RULE.KIND, RULE.VERSION).from(RULE).where(RULE.PROJECT_ID.eq(project)).fetchMap(RULE.KIND, RULE.VERSION);
        return kinds.all().values().stream()
                .map(kind -> {
                    var rule = own.get(new Key(project, kind.name()));
                    return new Row(kind.name(), rule != null ? rule : kind.rule(), rule != null && !rule.equals(kind.rule()), kind.rule().minutes() == null, kind.emergency(), versions.getOrDefault(kind.name(), 0));
                })
                .sorted(Comparator.comparing((Row row) -> !row.emergency()).thenComparing(Row::dated).thenComparing(Row::kind))
                .toList();
    }

    /**
     * Gives a kind another rule in a project and moves the clocks that are running; who asks may do so. A kind whose due instants are given
     * has no length.
     */
    @Transactional
    public void change(ProjectId project, String kind, DutyRule rule, int version, Actor actor) {
        var known = kinds.get(kind);
        if (known == null) throw new NotFound();
        var check = new Refused.Check();
        var ladder = rule.ladder();
        int last = 0;
        var any = false;
        for (var rung : Rung.values()) {
            var percent = ladder.at(rung);
            if (percent == null) continue;
            any = true;
            check.reject(percent < 1 || percent > Ladder.MOST, rung.text(), "duty.percent_wrong", Ladder.MOST);
            check.reject(percent >= 1 && percent <= last, rung.text(), "duty.ladder_descends");
            last = Math.max(last, percent);
        }
        check.reject(!any, "", "duty.ladder_empty");
        var dated = known.rule().minutes() == null;
        check.reject(!dated && (rule.minutes() == null || rule.minutes() < 1 || rule.minutes() > 527_040), "hours", "duty.hours_wrong");
        check.reject(known.emergency() && rule.clock() != Clock.ROUND_THE_CLOCK, "clock", "duty.emergency_round_the_clock");
        check.done();
        var before = of(project, kind);
        var after = new DutyRule(rule.clock(), dated ? null : rule.minutes(), ladder);
        var changed = db.update(RULE)
                .set(RULE.CLOCK, after.clock().text())
                .set(RULE.MINUTES, after.minutes())
                .set(RULE.REMINDER, percent(ladder.reminder()))
                .set(RULE.OWNER, percent(ladder.owner()))
                .set(RULE.LEAD, percent(ladder.lead()))
                .set(RULE.CHIEF, percent(ladder.chief()))
                .set(RULE.SPONSOR, percent(ladder.sponsor()))
                .set(RULE.VERSION, RULE.VERSION.plus(1))
                .where(RULE.PROJECT_ID.eq(project), RULE.KIND.eq(kind), RULE.VERSION.eq(version))
                .execute();
        if (changed == 0) {
            if (db.fetchExists(RULE, RULE.PROJECT_ID.eq(project), RULE.KIND.eq(kind))) throw new Stale();
            put(project, kind, after);
        }
        if (before.equals(after)) return;
        recalculation.getObject().run(DUTY.PROJECT_ID.eq(project).and(DUTY.KIND.eq(kind)));
        activities.record(actor, new DutyActivity.RuleChanged(Ref.of("project", project), kind, List.of(new Change("clock", words(before), words(after)))), project, null);
    }

    private static String words(DutyRule rule) {
        var rungs = Arrays.stream(Rung.values()).map(rung -> rule.ladder().at(rung)).map(percent -> percent == null ? "–" : percent + "%").collect(Collectors.joining(" "));
        return rule.clock().text() + (rule.minutes() == null ? "" : " " + rule.minutes() + " min") + " " + rungs;
    }

    private void put(ProjectId project, String kind, DutyRule rule) {
        var ladder = rule.ladder();
        db.insertInto(RULE)
                .set(RULE.PROJECT_ID, project)
                .set(RULE.KIND, kind)
                .set(RULE.CLOCK, rule.clock().text())
                .set(RULE.MINUTES, rule.minutes())
                .set(RULE.REMINDER, percent(ladder.reminder()))
                .set(RULE.OWNER, percent(ladder.owner()))
                .set(RULE.LEAD, percent(ladder.lead()))
                .set(RULE.CHIEF, percent(ladder.chief()))
                .set(RULE.SPONSOR, percent(ladder.sponsor()))
                .onConflictDoNothing()
                .execute();
    }

    private static @Nullable Short percent(@Nullable Integer value) {
        return value == null ? null : Objects.requireNonNull(value).shortValue();
    }
}
