package meridian.duty;

import static db.duty.Tables.DUTY;
import static db.duty.Tables.EXTENSION;
import static db.identity.Tables.REGION;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.selectDistinct;
import static org.jooq.impl.DSL.val;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import meridian.tenancy.PartyId;
import meridian.tenancy.ProjectId;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Which promises were kept (承诺兑现), by project, party, kind and week: {@link Promise} in SQL, one statement. A duty belongs to the week in
 * which it was due where its party works; one that ends at 24:00 on Sunday, to the week that ends then.
 */
@Component
public class PromiseRecord {
    /** The furthest it looks back. */
    public static final int MOST_WEEKS = 104;

    private final DSLContext db;
    private final java.time.Clock clock;

    PromiseRecord(DSLContext db, java.time.Clock clock) {
        this.db = db;
        this.clock = clock;
    }

    /** Whose promises are asked for: all of some projects, of others those of some parties. */
    public record Of(Collection<ProjectId> projects, Collection<ProjectId> partly, Collection<PartyId> parties) {
        private boolean nothing() {
            return projects.isEmpty() && parties.isEmpty();
        }

        private Condition condition() {
            if (partly.isEmpty()) return DUTY.PROJECT_ID.in(projects);
            var all = new HashSet<>(projects);
            all.addAll(partly);
            var part = DUTY.PARTY_ID.in(parties);
            return DUTY.PROJECT_ID.in(all).and(projects.isEmpty() ? part : DUTY.PROJECT_ID.in(projects).or(part));
        }
    }

    /** The last {@code weeks} weeks, this one among them; {@code zone} is where it is read, and where duties of no region are due. */
    @Transactional(readOnly = true)
    public Promises of(Of whose, int weeks, ZoneId zone) {
        var now = clock.instant();
        var monday = LocalDate.ofInstant(now, zone).with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
        var first = monday.minusWeeks(Math.clamp(weeks, 1, MOST_WEEKS) - 1L);
        if (whose.nothing()) return new Promises(List.of(), first, monday);
        var week = field("date_trunc('week', ({0} - interval '1 microsecond') at time zone coalesce({1}, {2}))::date", LocalDate.class, DUTY.DUE_AT, REGION.ZONE, inline(zone.getId())).as("week");
        var granted = selectDistinct(EXTENSION.DUTY_ID).from(EXTENSION).where(EXTENSION.GRANTED.isTrue()).asTable("granted");
        var extended = granted.field(EXTENSION.DUTY_ID);
        var one = db.select(DUTY.PROJECT_ID, DUTY.PARTY_ID, DUTY.KIND, week, DUTY.STATE, DUTY.CAUSE, DSL.field(extended.isNotNull()).as("extended"))
                .from(DUTY)
                .leftJoin(REGION).on(REGION.WORKSPACE_ID.eq(DUTY.WORKSPACE_ID), REGION.ID.eq(DUTY.REGION_ID))
                .leftJoin(granted).on(extended.eq(DUTY.ID))
                // A week begins somewhere on earth up to fourteen hours before it does in Greenwich.
                .where(whose.condition(), DUTY.DUE_AT.gt(first.atStartOfDay(ZoneOffset.ofHours(14)).toInstant()), counts(now))
                .asTable("one");
        var state = one.field(DUTY.STATE);
        var elsewhere = one.field(DUTY.CAUSE).eq(inline("elsewhere"));
        var kept = state.eq(inline("met"));
        var late = state.eq(inline("met_late"));
        var missed = state.in(inline("open"), inline("missed"));
        var lines = db.select(one.field(DUTY.PROJECT_ID), one.field(DUTY.PARTY_ID), one.field(DUTY.KIND), one.field(week), count().filterWhere(kept), count().filterWhere(late), count().filterWhere(missed),
                        count().filterWhere(late.and(elsewhere)), count().filterWhere(missed.and(elsewhere)), count().filterWhere(one.field("extended", Boolean.class).isTrue()))
                .from(one)
                .where(one.field(week).between(first, monday))
                .groupBy(one.field(DUTY.PROJECT_ID), one.field(DUTY.PARTY_ID), one.field(DUTY.KIND), one.field(week))
                .orderBy(field(name("week")), one.field(DUTY.KIND))
                .fetch(row -> new Promises.Line(row.value1(), row.value2(), row.value3(), row.value4(), new Kept(row.value5(), row.value6(), row.value7(), row.value8(), row.value9(), row.value10())));
        return new Promises(lines, first, monday);
    }

    /** Whether a promise is to be judged by now. */
    private static Condition counts(Instant now) {
        return DUTY.DUE_AT.le(val(now, DUTY.DUE_AT)).and(DUTY.STATE.in(inline("met"), inline("met_late"), inline("missed")).or(DUTY.STATE.eq(inline("open")).and(Inbox.late(now))));
    }
}
