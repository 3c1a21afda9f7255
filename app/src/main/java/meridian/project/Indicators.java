package meridian.project;

import static db.identity.Tables.MEMBER;
import static db.project.Tables.CHARTER;
import static db.project.Tables.INDICATOR;
import static db.project.Tables.MEASUREMENT;
import static db.project.Tables.PARTY;
import static db.project.Tables.PARTY_TARGET;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.multiset;
import static org.jooq.impl.DSL.select;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import meridian.activity.Activities;
import meridian.activity.Changes;
import meridian.document.Attachments;
import meridian.identity.Permission;
import meridian.index.Index;
import meridian.project.Indicator.Comparison;
import meridian.project.Indicator.Measurement;
import meridian.project.Indicator.PartyTarget;
import meridian.project.Indicator.Rollup;
import meridian.tenancy.Actor;
import meridian.tenancy.IndicatorId;
import meridian.tenancy.MeasurementId;
import meridian.tenancy.MemberId;
import meridian.tenancy.NotAllowed;
import meridian.tenancy.NotFound;
import meridian.tenancy.PartyId;
import meridian.tenancy.ProjectId;
import meridian.tenancy.Ref;
import meridian.tenancy.Refused;
import meridian.tenancy.Stale;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Record9;
import org.jooq.Select;
import org.jooq.SelectFromStep;
import org.jooq.SelectOnConditionStep;
import org.jooq.SelectSelectStep;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * The indicators of projects, their targets and what was measured. What an indicator is stands in the charter, and changes
 * only while that is a draft; how the target is shared out among the parties stands there too. Parties often come later:
 * whoever has no target yet may be given one when the charter is approved; a target that it holds changes with it.
 */
@Component
public class Indicators {
    /** The kind of a measurement that has files. */
    public static final String MEASUREMENT_KIND = "measurement";

    private final DSLContext db;
    private final Projects projects;
    private final Parties parties;
    private final Attachments attachments;
    private final Index index;
    private final Activities activities;
    private final Clock clock;

    Indicators(DSLContext db, Projects projects, Parties parties, Attachments attachments, Index index, Activities activities, Clock clock) {
        this.db = db;
        this.projects = projects;
        this.parties = parties;
        this.attachments = attachments;
        this.index = index;
        this.activities = activities;
        this.clock = clock;
    }

    /** How far every indicator has come, in one statement that reads only the newest measurement of each party. */
    @Transactional(readOnly = true)
    public List<IndicatorProgress> progress(ProjectId project, LocalDate today) {
        var newest = measured(facts().distinctOn(MEASUREMENT.PARTY_ID))
                .where(counted())
                .orderBy(MEASUREMENT.PARTY_ID, MEASUREMENT.MEASURED_ON.desc(), MEASUREMENT.ENTERED_AT.desc(), MEASUREMENT.ID.desc());
        return read(INDICATOR.PROJECT_ID.eq(project), newest).stream().map(indicator -> IndicatorProgress.of(indicator, today)).toList();
    }

    /** One indicator with everything that was measured, newest first. */
    @Transactional(readOnly = true)
    public Indicator get(ProjectId project, IndicatorId id) {
        var all = measured(facts()).where(counted()).orderBy(MEASUREMENT.MEASURED_ON.desc(), MEASUREMENT.ENTERED_AT.desc(), MEASUREMENT.ID.desc());
        return read(INDICATOR.PROJECT_ID.eq(project).and(INDICATOR.ID.eq(id)), all).stream().findFirst().orElseThrow(NotFound::new);
    }

    private static SelectSelectStep<Record9<MeasurementId, PartyId, String, BigDecimal, LocalDate, String, MemberId, String, Instant>> facts() {
        return select(MEASUREMENT.ID, MEASUREMENT.PARTY_ID, PARTY.NAME, MEASUREMENT.VALUE, MEASUREMENT.MEASURED_ON, MEASUREMENT.EVIDENCE, MEASUREMENT.ENTERED_BY, MEMBER.DISPLAY_NAME, MEASUREMENT.ENTERED_AT);
    }

    private static SelectOnConditionStep<Record9<MeasurementId, PartyId, String, BigDecimal, LocalDate, String, MemberId, String, Instant>> measured(SelectFromStep<Record9<MeasurementId, PartyId, String, BigDecimal, LocalDate, String, MemberId, String, Instant>> facts) {
        return facts.from(MEASUREMENT)
                .join(MEMBER).on(MEMBER.WORKSPACE_ID.eq(MEASUREMENT.WORKSPACE_ID), MEMBER.ID.eq(MEASUREMENT.ENTERED_BY))
                .leftJoin(PARTY).on(PARTY.WORKSPACE_ID.eq(MEASUREMENT.WORKSPACE_ID), PARTY.ID.eq(MEASUREMENT.PARTY_ID));
    }

    // A party that was removed no longer contributes.
    private static Condition counted() {
        return MEASUREMENT.WORKSPACE_ID.eq(INDICATOR.WORKSPACE_ID).and(MEASUREMENT.INDICATOR_ID.eq(INDICATOR.ID)).and(PARTY.REMOVED_AT.isNull());
    }

    private List<Indicator> read(Condition which, Select<Record9<MeasurementId, PartyId, String, BigDecimal, LocalDate, String, MemberId, String, Instant>> measurements) {
        return db.select(INDICATOR.ID, INDICATOR.NAME, INDICATOR.UNIT, INDICATOR.COMPARATOR, INDICATOR.TARGET, INDICATOR.ROLLUP, INDICATOR.DUE_ON, INDICATOR.VERSION,
                        multiset(select(PARTY.ID, PARTY.NAME, PARTY_TARGET.TARGET, coalesce(PARTY_TARGET.WEIGHT, BigDecimal.ONE))
                                        .from(PARTY)
                                        .leftJoin(PARTY_TARGET).on(PARTY_TARGET.WORKSPACE_ID.eq(PARTY.WORKSPACE_ID), PARTY_TARGET.PARTY_ID.eq(PARTY.ID), PARTY_TARGET.INDICATOR_ID.eq(INDICATOR.ID))
                                        .where(PARTY.WORKSPACE_ID.eq(INDICATOR.WORKSPACE_ID), PARTY.PROJECT_ID.eq(INDICATOR.PROJECT_ID), PARTY.REMOVED_AT.isNull())
                                        .orderBy(PARTY.POSITION, PARTY.NAME))
                                .convertFrom(rows -> rows.map(row -> new PartyTarget(row.value1(), row.value2(), row.value3(), row.value4()))),
                        multiset(measurements).convertFrom(rows -> rows.map(row -> new Measurement(row.value1(), row.value2(), row.value3(), row.value4(), row.value5(), row.value6(),
                                row.value7(), row.value8(), row.value9()))))
                .from(INDICATOR)
                .where(which, INDICATOR.DELETED_AT.isNull())
                .orderBy(INDICATOR.POSITION, INDICATOR.ID)
                .fetch(row -> new Indicator(row.value1(), row.value2(), row.value3(), Comparison.of(row.value4()).orElseThrow(), row.value5(), Rollup.of(row.value6()).orElseThrow(),
                        row.value7(), row.value8(), row.value9(), row.value10()));
    }

    /** What is typed of an indicator. */
    public record Facts(String name, String unit, @Nullable Comparison comparator, @Nullable BigDecimal target, @Nullable Rollup rollup, @Nullable LocalDate dueOn) {}

    /** Adds an indicator; the same id again changes nothing. */
    @Transactional
    public IndicatorId add(ProjectId project, IndicatorId id, Facts typed, Actor actor) {
        define(project, actor);
        var facts = check(typed);
        var last = db.select(coalesce(DSL.max(INDICATOR.POSITION), 0)).from(INDICATOR).where(INDICATOR.PROJECT_ID.eq(project)).fetchSingle().value1();
        var made = db.insertInto(INDICATOR)
                .set(INDICATOR.ID, id)
                .set(INDICATOR.PROJECT_ID, project)
                .set(INDICATOR.NAME, facts.name())
                .set(INDICATOR.UNIT, facts.unit())
                .set(INDICATOR.COMPARATOR, Objects.requireNonNull(facts.comparator()).text())
                .set(INDICATOR.TARGET, facts.target())
                .set(INDICATOR.ROLLUP, Objects.requireNonNull(facts.rollup()).text())
                .set(INDICATOR.DUE_ON, facts.dueOn())
                .set(INDICATOR.POSITION, last + 1)
                .onConflictDoNothing()
                .execute();
        if (made == 1) activities.record(actor, new IndicatorActivity.IndicatorAdded(Ref.of("indicator", id), facts.name()), project, null);
        return id;
    }

    @Transactional
    public void change(ProjectId project, IndicatorId id, Facts typed, int version, Actor actor) {
        define(project, actor);
        var before = get(project, id);
        var facts = check(typed);
        var changed = db.update(INDICATOR)
                .set(INDICATOR.NAME, facts.name())
                .set(INDICATOR.UNIT, facts.unit())
                .set(INDICATOR.COMPARATOR, Objects.requireNonNull(facts.comparator()).text())
                .set(INDICATOR.TARGET, facts.target())
                .set(INDICATOR.ROLLUP, Objects.requireNonNull(facts.rollup()).text())
                .set(INDICATOR.DUE_ON, facts.dueOn())
                .set(INDICATOR.VERSION, INDICATOR.VERSION.plus(1))
                .where(row(project, id, version))
                .execute();
        if (changed == 0) throw new Stale();
        var changes = new Changes()
                .of("name", before.name(), facts.name())
                .of("unit", before.unit(), facts.unit())
                .of("comparator", before.comparator().sign(), facts.comparator().sign())
                .of("target", before.target(), facts.target())
                .of("rollup", before.rollup().text(), facts.rollup().text())
                .of("due_on", before.dueOn(), facts.dueOn());
        if (changes.any()) activities.record(actor, new IndicatorActivity.IndicatorChanged(Ref.of("indicator", id), facts.name(), changes.list()), project, null);
    }

    /** A party’s own target and its weight in a weighted mean. */
    public record Share(@Nullable BigDecimal target, @Nullable BigDecimal weight) {}

    /** Shares the target out among the parties, under an approved charter among those who have none yet; refused at {@code target_<party>} and {@code weight_<party>}. */
    @Transactional
    public void share(ProjectId project, IndicatorId id, Map<PartyId, Share> shares, int version, Actor actor) {
        projects.access(project, actor).requireEverywhere(Permission.EDIT_CHARTER);
        var state = locked(project);
        if (state == Charter.State.IN_APPROVAL) throw Refused.because("charter.in_approval");
        var before = get(project, id);
        var check = new Refused.Check();
        shares.forEach((party, share) -> check.reject(share.weight() != null && (share.weight().signum() <= 0 || share.weight().compareTo(BigDecimal.valueOf(10_000)) > 0), "weight_" + party, "indicator.weight_wrong"));
        for (var party : before.parties()) {
            var share = shares.get(party.party());
            if (party.fixed(state) && share != null) check.reject(differs(party, share), "target_" + party.party(), "indicator.target_fixed");
        }
        check.done();
        if (db.update(INDICATOR).set(INDICATOR.VERSION, INDICATOR.VERSION.plus(1)).where(row(project, id, version)).execute() == 0) throw new Stale();
        var changes = new Changes();
        for (var party : before.parties()) {
            if (party.fixed(state)) continue;
            var share = shares.getOrDefault(party.party(), new Share(null, null));
            var weight = share.weight() == null ? BigDecimal.ONE : share.weight();
            db.insertInto(PARTY_TARGET)
                    .set(PARTY_TARGET.INDICATOR_ID, id)
                    .set(PARTY_TARGET.PARTY_ID, party.party())
                    .set(PARTY_TARGET.TARGET, share.target())
                    .set(PARTY_TARGET.WEIGHT, weight)
                    .onConflict(PARTY_TARGET.WORKSPACE_ID, PARTY_TARGET.INDICATOR_ID, PARTY_TARGET.PARTY_ID)
                    .doUpdate()
                    .set(PARTY_TARGET.TARGET, share.target())
                    .set(PARTY_TARGET.WEIGHT, weight)
                    .execute();
            changes.of("party_target", said(party.name(), party.target(), party.weight()), said(party.name(), share.target(), weight));
        }
        if (changes.any()) activities.record(actor, new IndicatorActivity.IndicatorTargetsSet(Ref.of("indicator", id), before.name(), changes.list()), project, null);
    }

    private static boolean differs(PartyTarget was, Share share) {
        var weight = share.weight() == null ? BigDecimal.ONE : share.weight();
        return share.target() == null || was.target() == null || was.target().compareTo(share.target()) != 0 || was.weight().compareTo(weight) != 0;
    }

    private static String said(String party, @Nullable BigDecimal target, BigDecimal weight) {
        return party + ": " + (target == null ? "–" : target.stripTrailingZeros().toPlainString()) + " × " + weight.stripTrailingZeros().toPlainString();
    }

    /** Puts an indicator into the trash. */
    @Transactional
    public void delete(ProjectId project, IndicatorId id, int version, Actor actor) {
        define(project, actor);
        if (!db.fetchExists(INDICATOR, INDICATOR.ID.eq(id), INDICATOR.PROJECT_ID.eq(project))) throw new NotFound();
        var name = db.update(INDICATOR)
                .set(INDICATOR.DELETED_AT, clock.instant())
                .set(INDICATOR.DELETED_BY, actor.member())
                .set(INDICATOR.VERSION, INDICATOR.VERSION.plus(1))
                .where(row(project, id, version))
                .returning(INDICATOR.NAME)
                .fetchOptional(INDICATOR.NAME)
                .orElseThrow(Stale::new);
        activities.record(actor, new IndicatorActivity.IndicatorDeleted(Ref.of("indicator", id), name), project, null);
    }

    @Transactional
    public void restore(ProjectId project, IndicatorId id, Actor actor) {
        define(project, actor);
        var name = db.update(INDICATOR)
                .setNull(INDICATOR.DELETED_AT)
                .setNull(INDICATOR.DELETED_BY)
                .set(INDICATOR.VERSION, INDICATOR.VERSION.plus(1))
                .where(INDICATOR.ID.eq(id), INDICATOR.PROJECT_ID.eq(project), INDICATOR.DELETED_AT.isNotNull())
                .returning(INDICATOR.NAME)
                .fetchOptional(INDICATOR.NAME)
                .orElseThrow(NotFound::new);
        activities.record(actor, new IndicatorActivity.IndicatorRestored(Ref.of("indicator", id), name), project, null);
    }

    /** Enters a value of a party, or of the whole project; the same id again changes nothing. */
    @Transactional
    public MeasurementId measure(ProjectId project, IndicatorId id, MeasurementId measurement, @Nullable PartyId party, @Nullable BigDecimal value, @Nullable LocalDate on, String evidence, Actor actor) {
        var access = projects.access(project, actor);
        access.require(Permission.MEASURE);
        var indicator = get(project, id);
        var units = parties.of(project);
        var unit = units.stream().filter(one -> one.id().equals(party)).findFirst().orElse(null);
        if (party != null && unit == null) throw Refused.at("party", "refused.not_a_choice");
        access.require(Permission.MEASURE, party);
        var zone = unit == null ? access.homeZone() : unit.zone();
        var check = new Refused.Check();
        check.reject(value == null, "value", "refused.missing");
        check.reject(on == null, "on", "refused.missing");
        check.reject(on != null && on.isAfter(LocalDate.ofInstant(clock.instant(), zone)), "on", "indicator.in_future");
        check.reject(on != null && on.getYear() < 2000, "on", "refused.not_a_date");
        var words = check.optional("evidence", evidence, 1000);
        check.done();
        if (value == null || on == null) throw new IllegalStateException();
        var made = db.insertInto(MEASUREMENT)
                .set(MEASUREMENT.ID, measurement)
                .set(MEASUREMENT.INDICATOR_ID, id)
                .set(MEASUREMENT.PARTY_ID, party)
                .set(MEASUREMENT.VALUE, value)
                .set(MEASUREMENT.MEASURED_ON, on)
                .set(MEASUREMENT.EVIDENCE, words)
                .set(MEASUREMENT.ENTERED_BY, actor.person())
                .set(MEASUREMENT.ENTERED_AT, clock.instant())
                .onConflictDoNothing()
                .execute();
        if (made == 1) activities.record(actor, new IndicatorActivity.IndicatorMeasured(Ref.of("indicator", id), indicator.name(), value, on), project, party);
        return measurement;
    }

    /** Takes back a value that was entered by mistake, with its files: by whoever entered it, or the chief coordinator. */
    @Transactional
    public void withdraw(ProjectId project, IndicatorId id, MeasurementId measurement, Actor actor) {
        var access = projects.access(project, actor);
        access.require(Permission.MEASURE);
        var indicator = get(project, id);
        var there = indicator.measurements().stream().filter(one -> one.id().equals(measurement)).findFirst().orElseThrow(NotFound::new);
        if (!mayWithdraw(access, there)) throw new NotAllowed();
        db.deleteFrom(MEASUREMENT).where(MEASUREMENT.ID.eq(measurement), MEASUREMENT.INDICATOR_ID.eq(id)).execute();
        attachments.forgetAbout(List.of(measurement));
        index.forget(List.of(measurement));
        activities.record(actor, new IndicatorActivity.MeasurementWithdrawn(Ref.of("indicator", id), indicator.name(), there.value(), there.on().toString()), project, there.party());
    }

    /** An indicator goes for good: so do the files of what was measured. */
    @Transactional
    void forgetFiles(IndicatorId id) {
        var measurements = db.select(MEASUREMENT.ID).from(MEASUREMENT).where(MEASUREMENT.INDICATOR_ID.eq(id)).fetch(MEASUREMENT.ID);
        attachments.forgetAbout(measurements);
        index.forget(measurements);
    }

    public static boolean mayWithdraw(ProjectAccess access, Measurement measurement) {
        return access.mayEverywhere(Permission.MEASURE) || (access.may(Permission.MEASURE) && measurement.by().equals(access.member()));
    }

    /** How far the charter is: what its indicators are changes while it is a draft, what was shared out stays when it is approved. */
    @Transactional(readOnly = true)
    public Charter.State charter(ProjectId project) {
        return Charter.State.of(db.select(CHARTER.STATE).from(CHARTER).where(CHARTER.PROJECT_ID.eq(project)).fetchSingle(CHARTER.STATE));
    }

    private Charter.State locked(ProjectId project) {
        return Charter.State.of(db.select(CHARTER.STATE).from(CHARTER).where(CHARTER.PROJECT_ID.eq(project)).forUpdate().fetchSingle(CHARTER.STATE));
    }

    private void define(ProjectId project, Actor actor) {
        projects.access(project, actor).requireEverywhere(Permission.EDIT_CHARTER);
        if (locked(project) != Charter.State.DRAFT) throw Refused.because("indicator.charter_fixed");
    }

    private static Facts check(Facts typed) {
        var check = new Refused.Check();
        var name = check.text("name", typed.name(), 120);
        var unit = check.optional("unit", typed.unit(), 20);
        check.reject(typed.comparator() == null, "comparator", "refused.not_a_choice");
        check.reject(typed.rollup() == null, "rollup", "refused.not_a_choice");
        check.done();
        return new Facts(name, unit, typed.comparator(), typed.target(), typed.rollup(), typed.dueOn());
    }

    private static Condition row(ProjectId project, IndicatorId id, int version) {
        return INDICATOR.ID.eq(id).and(INDICATOR.PROJECT_ID.eq(project)).and(INDICATOR.DELETED_AT.isNull()).and(INDICATOR.VERSION.eq(version));
    }
}
