package meridian.risk;

import static db.identity.Tables.MEMBER;
import static db.project.Tables.PARTY;
import static db.project.Tables.PROJECT;
import static db.risk.Tables.REGISTER;
import static db.risk.Tables.RISK;
import static db.risk.Tables.RISK_ENTRY;
import static db.risk.Tables.RISK_MEASURE;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.min;
import static org.jooq.impl.DSL.multiset;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.val;
import static org.jooq.impl.DSL.when;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.function.BiFunction;
import meridian.tenancy.MemberId;
import meridian.tenancy.NotFound;
import meridian.tenancy.PartyId;
import meridian.tenancy.ProjectId;
import meridian.tenancy.RiskId;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Reads risks: one statement for one of them or all, one for a page of the register. */
@Component
public class RiskSheets {
    /** How many risks one page of the register shows. */
    public static final int PAGE = 50;
    /** How many of the latest entries of its log a risk is read with. */
    private static final int LOG = 200;

    static final Field<Integer> MEDIUM_FROM = coalesce(REGISTER.MEDIUM_FROM.cast(Integer.class), inline(Bands.USUAL.mediumFrom()));
    static final Field<Integer> HIGH_FROM = coalesce(REGISTER.HIGH_FROM.cast(Integer.class), inline(Bands.USUAL.highFrom()));

    /** Probability and impact as they are now: of what is left of it once it was treated. */
    public static final Field<Short> PROBABILITY = coalesce(RISK.RESIDUAL_PROBABILITY, RISK.PROBABILITY);
    public static final Field<Short> IMPACT = coalesce(RISK.RESIDUAL_IMPACT, RISK.IMPACT);

    private final DSLContext db;

    RiskSheets(DSLContext db) {
        this.db = db;
    }

    // ---- one

    @Transactional(readOnly = true)
    public Risk get(ProjectId project, RiskId id) {
        return read(project, RISK.ID.eq(id)).stream().findFirst().orElseThrow(NotFound::new);
    }

    @Transactional(readOnly = true)
    public Risk get(ProjectId project, int number) {
        return read(project, RISK.NUMBER.eq(number)).stream().findFirst().orElseThrow(NotFound::new);
    }

    /** All risks, in the order of their numbers. */
    @Transactional(readOnly = true)
    public List<Risk> register(ProjectId project) {
        return read(project, noCondition());
    }

    /** What the project’s risks are read by. */
    @Transactional(readOnly = true)
    public Bands bands(ProjectId project) {
        return db.select(REGISTER.MEDIUM_FROM, REGISTER.HIGH_FROM).from(REGISTER).where(REGISTER.PROJECT_ID.eq(project)).fetchOptional(row -> new Bands(row.value1(), row.value2())).orElse(Bands.USUAL);
    }

    List<Risk> read(ProjectId project, Condition which) {
        return read(project, which, (risk, code) -> risk);
    }

    /** As {@code read}, together with the code of the project. */
    <T> List<T> read(ProjectId project, Condition which, BiFunction<Risk, String, T> as) {
        var submitter = MEMBER.as("submitter");
        var assessor = MEMBER.as("assessor");
        var owner = MEMBER.as("owning");
        var acting = MEMBER.as("acting");
        var doing = MEMBER.as("doing");
        var measures = multiset(select(RISK_MEASURE.ID, RISK_MEASURE.CONTENT, RISK_MEASURE.OWNER_ID, doing.DISPLAY_NAME, RISK_MEASURE.DUE_ON, RISK_MEASURE.DONE_AT, RISK_MEASURE.DROPPED_AT)
                        .from(RISK_MEASURE)
                        .join(doing).on(doing.WORKSPACE_ID.eq(RISK_MEASURE.WORKSPACE_ID), doing.ID.eq(RISK_MEASURE.OWNER_ID))
                        .where(RISK_MEASURE.WORKSPACE_ID.eq(RISK.WORKSPACE_ID), RISK_MEASURE.RISK_ID.eq(RISK.ID))
                        .orderBy(RISK_MEASURE.POSITION))
                .convertFrom(rows -> rows.map(row -> new Risk.Measure(row.value1(), row.value2(), new Risk.Person(row.value3(), row.value4()), row.value5(), row.value6(), row.value7())));
        var entries = multiset(select(RISK_ENTRY.ACT, RISK_ENTRY.AT, acting.DISPLAY_NAME, RISK_ENTRY.NOTE)
                        .from(RISK_ENTRY)
                        .join(acting).on(acting.WORKSPACE_ID.eq(RISK_ENTRY.WORKSPACE_ID), acting.ID.eq(RISK_ENTRY.BY_ID))
                        .where(RISK_ENTRY.WORKSPACE_ID.eq(RISK.WORKSPACE_ID), RISK_ENTRY.RISK_ID.eq(RISK.ID))
                        .orderBy(RISK_ENTRY.AT.desc(), RISK_ENTRY.ID.desc())
                        .limit(inline(LOG)))
                .convertFrom(rows -> rows.map(row -> new Risk.Entry(RiskAct.of(row.value1()), row.value2(), row.value3(), row.value4())).reversed());
        var r = RISK;
        return db.select(r.ID, r.PROJECT_ID, r.NUMBER, r.STATUS, r.DESCRIPTION, r.CAUSE, r.EFFECT, r.PARTY_ID, PARTY.NAME, r.CATEGORY, r.SUBMITTED_BY, submitter.DISPLAY_NAME, r.SUBMITTED_AT, r.SUBMITTED_WEEK,
                        r.ESTIMATE, r.PROBABILITY, r.IMPACT, r.ASSESSED_BY, assessor.DISPLAY_NAME, r.ASSESSED_AT, r.RESPONSE, r.TRIGGER, r.PROXIMITY, r.REVIEW_ON, r.RESIDUAL_PROBABILITY, r.RESIDUAL_IMPACT,
                        r.OWNER_ID, owner.DISPLAY_NAME, r.SUGGESTION, r.PRESET, r.HANDED_TO, MEDIUM_FROM, HIGH_FROM, measures, entries, r.VERSION, PROJECT.CODE)
                .from(r)
                .join(PROJECT).on(PROJECT.WORKSPACE_ID.eq(r.WORKSPACE_ID), PROJECT.ID.eq(r.PROJECT_ID))
                .join(submitter).on(submitter.WORKSPACE_ID.eq(r.WORKSPACE_ID), submitter.ID.eq(r.SUBMITTED_BY))
                .leftJoin(PARTY).on(PARTY.WORKSPACE_ID.eq(r.WORKSPACE_ID), PARTY.ID.eq(r.PARTY_ID))
                .leftJoin(assessor).on(assessor.WORKSPACE_ID.eq(r.WORKSPACE_ID), assessor.ID.eq(r.ASSESSED_BY))
                .leftJoin(owner).on(owner.WORKSPACE_ID.eq(r.WORKSPACE_ID), owner.ID.eq(r.OWNER_ID))
                .leftJoin(REGISTER).on(REGISTER.WORKSPACE_ID.eq(r.WORKSPACE_ID), REGISTER.PROJECT_ID.eq(r.PROJECT_ID))
                .where(r.PROJECT_ID.eq(project), which)
                .orderBy(r.NUMBER)
                .fetch(row -> as.apply(new Risk(row.get(r.ID), row.get(r.PROJECT_ID), row.get(r.NUMBER), RiskStatus.of(row.get(r.STATUS)), row.get(r.DESCRIPTION), row.get(r.CAUSE), row.get(r.EFFECT),
                        row.get(r.PARTY_ID), row.get(PARTY.NAME) == null ? "" : row.get(PARTY.NAME), Risk.Category.of(row.get(r.CATEGORY)), new Risk.Person(row.get(r.SUBMITTED_BY), row.get(submitter.DISPLAY_NAME)),
                        row.get(r.SUBMITTED_AT), row.get(r.SUBMITTED_WEEK), Level.of(row.get(r.ESTIMATE)), Risk.Rating.of(row.get(r.PROBABILITY), row.get(r.IMPACT)), person(row.get(r.ASSESSED_BY), row.get(assessor.DISPLAY_NAME)),
                        row.get(r.ASSESSED_AT), row.get(r.RESPONSE) == null ? null : Risk.Response.of(row.get(r.RESPONSE)), row.get(r.TRIGGER), row.get(r.PROXIMITY) == null ? null : Risk.Proximity.of(row.get(r.PROXIMITY)),
                        row.get(r.REVIEW_ON), Risk.Rating.of(row.get(r.RESIDUAL_PROBABILITY), row.get(r.RESIDUAL_IMPACT)), person(row.get(r.OWNER_ID), row.get(owner.DISPLAY_NAME)), row.get(r.SUGGESTION), row.get(r.PRESET),
                        row.get(r.HANDED_TO), new Bands(row.get(MEDIUM_FROM), row.get(HIGH_FROM)), row.get(measures), row.get(entries), row.get(r.VERSION)), row.get(PROJECT.CODE)));
    }

    private static Risk.@Nullable Person person(@Nullable MemberId id, @Nullable String name) {
        return id == null || name == null ? null : new Risk.Person(id, name);
    }

    /** The level as SQL, in a statement that joins the project’s register. */
    static Field<String> levelOf() {
        var score = PROBABILITY.cast(Integer.class).mul(IMPACT);
        return when(score.isNull(), RISK.ESTIMATE).when(score.ge(HIGH_FROM), inline("high")).when(score.ge(MEDIUM_FROM), inline("medium")).otherwise(inline("low"));
    }

    // ---- a page of them

    /** Which risks a list shows: by state (open ones, one state, or all), level, party, and cell of the matrix. */
    public record Filter(String state, @Nullable Level level, @Nullable PartyId party, Risk.@Nullable Rating cell) {
        public static final Filter OPEN = new Filter("", null, null, null);

        private Condition condition() {
            var which = state.equals("all") ? noCondition() : RiskStatus.named(state).map(status -> RISK.STATUS.eq(status.text())).orElse(RISK.ENDED_AT.isNull());
            if (level != null) which = which.and(levelOf().eq(inline(level.text())));
            if (party != null) which = which.and(RISK.PARTY_ID.eq(party));
            if (cell != null) which = which.and(PROBABILITY.eq((short) cell.probability())).and(IMPACT.eq((short) cell.impact()));
            return which;
        }

        public boolean usual() {
            return equals(OPEN);
        }
    }

    /** One risk in a list; {@code due} is the earliest deadline of a measure that is not done. */
    public record Line(int number, RiskStatus status, String description, String party, Risk.Category category, Level level, Risk.@Nullable Rating rating, String owner, Instant submittedAt, int measures, int done, @Nullable LocalDate due) {
        public String code() {
            return Risk.code(number);
        }
    }

    /** {@code next} is the number after which the next page begins; {@code unassessed} and {@code high} count among the open ones. */
    public record Listing(List<Line> lines, int open, int high, int unassessed, @Nullable Integer next) {}

    /** The newest first, after the given number. */
    @Transactional(readOnly = true)
    public Listing list(ProjectId project, Filter filter, @Nullable Integer after) {
        var r = RISK;
        var owner = MEMBER.as("owning");
        var mine = RISK_MEASURE.WORKSPACE_ID.eq(r.WORKSPACE_ID).and(RISK_MEASURE.RISK_ID.eq(r.ID)).and(RISK_MEASURE.DROPPED_AT.isNull());
        var all = field(select(count()).from(RISK_MEASURE).where(mine));
        var done = field(select(count()).from(RISK_MEASURE).where(mine, RISK_MEASURE.DONE_AT.isNotNull()));
        var due = field(select(min(RISK_MEASURE.DUE_ON)).from(RISK_MEASURE).where(mine, RISK_MEASURE.DONE_AT.isNull()));
        var lines = db.select(r.NUMBER, r.STATUS, r.DESCRIPTION, PARTY.NAME, r.CATEGORY, levelOf(), PROBABILITY, IMPACT, owner.DISPLAY_NAME, r.SUBMITTED_AT, all, done, due)
                .from(r)
                .leftJoin(REGISTER).on(REGISTER.WORKSPACE_ID.eq(r.WORKSPACE_ID), REGISTER.PROJECT_ID.eq(r.PROJECT_ID))
                .leftJoin(PARTY).on(PARTY.WORKSPACE_ID.eq(r.WORKSPACE_ID), PARTY.ID.eq(r.PARTY_ID))
                .leftJoin(owner).on(owner.WORKSPACE_ID.eq(r.WORKSPACE_ID), owner.ID.eq(r.OWNER_ID))
                .where(r.PROJECT_ID.eq(project), filter.condition(), after == null ? noCondition() : r.NUMBER.lt(after))
                .orderBy(r.NUMBER.desc())
                .limit(PAGE + 1)
                .fetch(row -> new Line(row.value1(), RiskStatus.of(row.value2()), row.value3(), row.value4() == null ? "" : row.value4(), Risk.Category.of(row.value5()), Level.of(row.value6()),
                        Risk.Rating.of(row.value7(), row.value8()), row.value9() == null ? "" : row.value9(), row.value10(), row.value11(), row.value12(), row.value13()));
        var counts = db.select(count(), count().filterWhere(levelOf().eq(inline("high"))), count().filterWhere(r.STATUS.eq(inline("proposed"))))
                .from(r)
                .leftJoin(REGISTER).on(REGISTER.WORKSPACE_ID.eq(r.WORKSPACE_ID), REGISTER.PROJECT_ID.eq(r.PROJECT_ID))
                .where(r.PROJECT_ID.eq(project), r.ENDED_AT.isNull())
                .fetchSingle();
        var shown = lines.size() > PAGE ? lines.subList(0, PAGE) : lines;
        return new Listing(shown, counts.value1(), counts.value2(), counts.value3(), lines.size() > PAGE ? shown.getLast().number() : null);
    }

    // ---- those to be rated

    /** How many risks one screen of an assessment shows. */
    public static final int SCREEN = 20;

    /** The open risks that wait to be assessed, or (not {@code waiting}) all open ones, oldest first after a number; one more than a screen holds where there are more. */
    @Transactional(readOnly = true)
    public List<Risk> toAssess(ProjectId project, boolean waiting, LocalDate today, @Nullable Integer after) {
        var which = RISK.ENDED_AT.isNull().and(after == null ? noCondition() : RISK.NUMBER.gt(after));
        if (waiting) which = which.and(RISK.STATUS.eq(inline("proposed")).or(RISK.REVIEW_ON.le(val(today))));
        var numbers = db.select(RISK.NUMBER).from(RISK).where(RISK.PROJECT_ID.eq(project), which).orderBy(RISK.NUMBER).limit(SCREEN + 1).fetch(RISK.NUMBER);
        return numbers.isEmpty() ? List.of() : read(project, RISK.NUMBER.in(numbers));
    }
}
