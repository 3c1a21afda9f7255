package meridian.duty;

import static db.duty.Tables.RULE;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import meridian.tenancy.ProjectId;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What each kind of duty goes by in each project: the project’s own rule, else the kind’s. */
@Component
public class Rules {
    private final DSLContext db;
    private final Kinds kinds;

    Rules(DSLContext db, Kinds kinds) {
        this.db = db;
        this.kinds = kinds;
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
