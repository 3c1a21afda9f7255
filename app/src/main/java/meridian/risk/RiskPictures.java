package meridian.risk;

import static db.project.Tables.PARTY;
import static db.risk.Tables.REGISTER;
import static db.risk.Tables.RISK;
import static db.risk.Tables.RISK_ENTRY;
import static db.risk.Tables.RISK_MEASURE;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.multiset;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.val;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import meridian.duty.Cadence;
import meridian.project.ProjectAccess;
import meridian.tenancy.PartyId;
import meridian.tenancy.RiskId;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** All risks of a project seen at once: the matrix, the weeks, the parties. Two statements, however many there are. */
@Component
public class RiskPictures {
    /** How many weeks the trend goes back at most. */
    private static final int WEEKS = 26;

    private final DSLContext db;
    private final Clock clock;

    RiskPictures(DSLContext db, Clock clock) {
        this.db = db;
        this.clock = clock;
    }

    /** How many open risks stand in a cell, and the numbers of the first of them. */
    public record Cell(int probability, int impact, int many) {}

    /** One party’s open risks by level, and its measures that are late; without a party the whole project’s own. */
    public record Unit(@Nullable PartyId party, String name, int high, int medium, int low, int late) {
        public int open() {
            return high + medium + low;
        }
    }

    /** {@code version} is that of the bands; {@code unassessed} stand in no cell yet. */
    public record Picture(Bands bands, int version, List<Cell> cells, int unassessed, Trend trend, List<Unit> units) {
        public int in(int probability, int impact) {
            return cells.stream().filter(cell -> cell.probability() == probability && cell.impact() == impact).mapToInt(Cell::many).findFirst().orElse(0);
        }
    }

    @Transactional(readOnly = true)
    public Picture of(ProjectAccess access) {
        var now = clock.instant();
        var today = LocalDate.ofInstant(now, access.homeZone());
        var open = RISK.PROJECT_ID.eq(access.id()).and(RISK.ENDED_AT.isNull());
        var late = field(select(count()).from(RISK_MEASURE)
                .where(RISK_MEASURE.WORKSPACE_ID.eq(RISK.WORKSPACE_ID), RISK_MEASURE.RISK_ID.eq(RISK.ID), RISK_MEASURE.DONE_AT.isNull(), RISK_MEASURE.DROPPED_AT.isNull(), RISK_MEASURE.DUE_ON.lt(val(today))));
        var read = db.select(
                        multiset(select(RiskSheets.PROBABILITY, RiskSheets.IMPACT, count()).from(RISK).where(open).groupBy(RiskSheets.PROBABILITY, RiskSheets.IMPACT)),
                        multiset(select(PARTY.ID, PARTY.NAME, RiskSheets.levelOf(), late, PARTY.POSITION)
                                .from(RISK)
                                .leftJoin(REGISTER).on(REGISTER.WORKSPACE_ID.eq(RISK.WORKSPACE_ID), REGISTER.PROJECT_ID.eq(RISK.PROJECT_ID))
                                .leftJoin(PARTY).on(PARTY.WORKSPACE_ID.eq(RISK.WORKSPACE_ID), PARTY.ID.eq(RISK.PARTY_ID))
                                .where(open)
                                .orderBy(PARTY.POSITION.asc().nullsLast())),
                        multiset(select(REGISTER.MEDIUM_FROM, REGISTER.HIGH_FROM, REGISTER.VERSION).from(REGISTER).where(REGISTER.PROJECT_ID.eq(access.id()))))
                .fetchSingle();
        var kept = read.value3();
        var bands = kept.isEmpty() ? Bands.USUAL : new Bands(kept.getFirst().value1(), kept.getFirst().value2());
        var cells = read.value1().stream().filter(row -> row.value1() != null).map(row -> new Cell(row.value1(), row.value2(), row.value3())).toList();
        var unassessed = read.value1().stream().filter(row -> row.value1() == null).mapToInt(row -> row.value3()).sum();
        var units = new java.util.LinkedHashMap<@Nullable PartyId, Unit>();
        for (var row : read.value2()) {
            var level = Level.of(row.value3());
            units.merge(row.value1(), new Unit(row.value1(), row.value2() == null ? "" : row.value2(), level == Level.HIGH ? 1 : 0, level == Level.MEDIUM ? 1 : 0, level == Level.LOW ? 1 : 0, row.value4()),
                    (a, b) -> new Unit(a.party(), a.name(), a.high() + b.high(), a.medium() + b.medium(), a.low() + b.low(), a.late() + b.late()));
        }
        return new Picture(bands, kept.isEmpty() ? 0 : kept.getFirst().value3(), cells, unassessed, trend(access, today, bands), List.copyOf(units.values()));
    }

    private Trend trend(ProjectAccess access, LocalDate today, Bands bands) {
        var turns = db.select(RISK_ENTRY.RISK_ID, RISK_ENTRY.AT, RISK_ENTRY.STATUS, RISK.ESTIMATE, RISK_ENTRY.PROBABILITY, RISK_ENTRY.IMPACT)
                .from(RISK_ENTRY)
                .join(RISK).on(RISK.WORKSPACE_ID.eq(RISK_ENTRY.WORKSPACE_ID), RISK.ID.eq(RISK_ENTRY.RISK_ID))
                .where(RISK_ENTRY.PROJECT_ID.eq(access.id()), RISK_ENTRY.ACT.in(inline("raise"), inline("assess"), inline("treat"), inline("close"), inline("occur"), inline("reopen")))
                .orderBy(RISK_ENTRY.AT, RISK_ENTRY.ID)
                .fetch(row -> new Trend.Turn(((RiskId) row.value1()).value(), row.value2(), RiskStatus.of(row.value3()), Level.of(row.value4()), Risk.Rating.of(row.value5(), row.value6())));
        var last = Cadence.WEEK.period(today);
        var first = turns.isEmpty() ? last : Cadence.WEEK.period(LocalDate.ofInstant(turns.getFirst().at(), access.homeZone()));
        if (first.isBefore(last.minusWeeks(WEEKS - 1))) first = last.minusWeeks(WEEKS - 1);
        return Trend.of(turns, first.isAfter(last) ? last : first, last, access.homeZone(), bands);
    }
}
