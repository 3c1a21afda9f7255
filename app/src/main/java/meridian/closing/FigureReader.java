package meridian.closing;

import static db.coordination.Tables.DISPUTE;
import static db.coordination.Tables.EMERGENCY;
import static db.coordination.Tables.RESOURCE_REQUEST;
import static db.project.Tables.PARTY;
import static db.workplan.Tables.TASK;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.select;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import meridian.duty.Kept;
import meridian.duty.PromiseRecord;
import meridian.project.Indicators;
import meridian.project.ProjectAccess;
import meridian.risk.Level;
import meridian.risk.RiskSheets;
import meridian.risk.RiskStatus;
import meridian.tenancy.PartyId;
import meridian.workplan.Baselines;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Reads the figures of a project as they are now. */
@Component
class FigureReader {
    private final DSLContext db;
    private final java.time.Clock clock;
    private final Baselines baselines;
    private final Indicators indicators;
    private final RiskSheets risks;
    private final PromiseRecord promises;
    private final Settlements settlements;

    FigureReader(DSLContext db, Clock clock, Baselines baselines, Indicators indicators, RiskSheets risks, PromiseRecord promises, Settlements settlements) {
        this.db = db;
        this.clock = clock;
        this.baselines = baselines;
        this.indicators = indicators;
        this.risks = risks;
        this.promises = promises;
        this.settlements = settlements;
    }

    @Transactional(readOnly = true)
    Figures of(ProjectAccess project) {
        var today = LocalDate.ofInstant(clock.instant(), project.homeZone());
        var baseline = baselines.approved(project.id()).orElse(null);
        var compared = baseline == null ? null : baselines.compare(project, baseline.number(), true, null);
        var kept = promises.of(new PromiseRecord.Of(List.of(project.id()), List.of(), List.of()), PromiseRecord.MOST_WEEKS, project.homeZone());
        var total = kept.total();
        var milestones = new ArrayList<Figures.Milestone>();
        if (compared != null) compared.milestones().stream().limit(60).forEach(line -> milestones.add(new Figures.Milestone(line.title(), line.partyName(), day(line.frozenFinish()), day(line.finish()), line.days())));
        var obstacles = db.select(field(select(count()).from(EMERGENCY).where(EMERGENCY.PROJECT_ID.eq(project.id()))), field(select(count()).from(DISPUTE).where(DISPUTE.PROJECT_ID.eq(project.id()))),
                field(select(count()).from(RESOURCE_REQUEST).where(RESOURCE_REQUEST.PROJECT_ID.eq(project.id()), RESOURCE_REQUEST.SUBMITTED_AT.isNotNull()))).fetchSingle();
        var goals = indicators.progress(project.id(), today).stream().map(one -> new Figures.Goal(one.indicator().name(), one.indicator().unit(), one.indicator().comparator().sign(), plain(one.indicator().target()), plain(one.actual()), one.percent(), one.state(today).text())).toList();
        var settlement = settlements.of(project);
        return new Figures(today.toString(), plan(project, baseline, compared), milestones,
                new Figures.Causes(total.lateOwn() + total.missedOwn(), total.elsewhere(), obstacles.value1(), obstacles.value2(), obstacles.value3()), goals, risks(project),
                kept.byKind().stream().map(part -> new Figures.Clock(part.key(), part.kept().kept(), part.kept().late(), part.kept().missed(), part.kept().elsewhere())).toList(), parties(project, kept),
                new Figures.Money(settlement.currency(), plain(settlement.planned()), plain(settlement.total()), settlement.uncounted().size()));
    }

    private Figures.Plan plan(ProjectAccess project, Baselines.@Nullable Baseline baseline, Baselines.@Nullable Comparison compared) {
        var by = new HashMap<String, Integer>();
        db.select(TASK.STATUS, count()).from(TASK).where(TASK.PROJECT_ID.eq(project.id()), TASK.DELETED_AT.isNull(), TASK.KIND.eq("task")).groupBy(TASK.STATUS).forEach(row -> by.put(row.value1(), row.value2()));
        int done = by.getOrDefault("done", 0) + by.getOrDefault("accepted", 0);
        int cancelled = by.getOrDefault("cancelled", 0);
        int all = by.values().stream().mapToInt(Integer::intValue).sum();
        if (baseline == null || compared == null) return new Figures.Plan("", all, done, all - done - cancelled, cancelled, 0, 0, 0, 0, "", "", 0);
        return new Figures.Plan(baseline.name(), all, done, all - done - cancelled, cancelled, compared.same(), compared.earlier(), compared.later(), compared.added(), Objects.toString(baseline.finishOn(), ""), Objects.toString(compared.finish(), ""), compared.finishDays());
    }

    private Figures.Risks risks(ProjectAccess project) {
        var all = risks.register(project.id());
        return new Figures.Risks(all.size(), level(all, Level.HIGH), level(all, Level.MEDIUM), level(all, Level.LOW), (int) all.stream().filter(risk -> risk.status() == RiskStatus.CLOSED).count(), (int) all.stream().filter(risk -> risk.status() == RiskStatus.OCCURRED).count(),
                (int) all.stream().filter(risk -> risk.status().open()).count());
    }

    private static int level(List<meridian.risk.Risk> all, Level level) {
        return (int) all.stream().filter(risk -> risk.level() == level).count();
    }

    private List<Figures.Unit> parties(ProjectAccess project, meridian.duty.Promises kept) {
        Map<PartyId, Kept> promised = new HashMap<>();
        for (var line : kept.lines()) if (line.party() != null) promised.merge(line.party(), line.kept(), Kept::plus);
        var done = count().filterWhere(TASK.STATUS.in("done", "accepted"));
        return db.select(PARTY.ID, PARTY.NAME, count(TASK.ID), done)
                .from(PARTY)
                .leftJoin(TASK).on(TASK.WORKSPACE_ID.eq(PARTY.WORKSPACE_ID), TASK.PROJECT_ID.eq(PARTY.PROJECT_ID), TASK.PARTY_ID.eq(PARTY.ID), TASK.DELETED_AT.isNull(), TASK.KIND.eq("task"), TASK.STATUS.ne("cancelled"))
                .where(PARTY.PROJECT_ID.eq(project.id()), PARTY.REMOVED_AT.isNull())
                .groupBy(PARTY.ID, PARTY.NAME, PARTY.POSITION)
                .orderBy(PARTY.POSITION, PARTY.NAME)
                .fetch(row -> {
                    var own = promised.getOrDefault(row.value1(), Kept.NONE);
                    return new Figures.Unit(row.value2(), row.value3(), row.value4(), own.kept(), own.late(), own.missed());
                });
    }

    private static String day(@Nullable LocalDateTime at) {
        return at == null ? "" : at.toLocalDate().toString();
    }

    private static String plain(@Nullable BigDecimal number) {
        return number == null ? "" : number.stripTrailingZeros().toPlainString();
    }
}
