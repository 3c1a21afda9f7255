package meridian.identity;

import static db.identity.Tables.CALENDAR_DAY;
import static db.identity.Tables.REGION;
import static db.identity.Tables.WEEK_HOURS;
import static org.jooq.impl.DSL.multiset;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.select;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import meridian.calendar.DayOverride;
import meridian.calendar.Interval;
import meridian.calendar.WeekParity;
import meridian.calendar.WorkCalendar;
import meridian.tenancy.NotFound;
import meridian.tenancy.RegionId;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** The working calendars of the regions as they stand now. All of them are read once in a transaction, however many ask. */
@Component
public class Calendars {
    private final DSLContext db;

    Calendars(DSLContext db) {
        this.db = db;
    }

    /** The calendar of one region; also of a closed one, for the work it did. */
    @Transactional(readOnly = true)
    public WorkCalendar of(RegionId region) {
        var known = known();
        var found = (known != null ? known : read(REGION.ID.eq(region))).get(region);
        if (found == null) throw new NotFound();
        return found;
    }

    /** The calendars of all regions of the workspace, closed ones too. */
    @Transactional(readOnly = true)
    public Map<RegionId, WorkCalendar> all() {
        var known = known();
        if (known != null) return known;
        var all = Collections.unmodifiableMap(read(noCondition()));
        if (TransactionSynchronizationManager.isSynchronizationActive()) hold(all);
        return all;
    }

    /** A calendar changes in this transaction: whoever asks from now on is told the new one. */
    void changed() {
        TransactionSynchronizationManager.unbindResourceIfPossible(this);
    }

    @SuppressWarnings("unchecked")
    private @Nullable Map<RegionId, WorkCalendar> known() {
        return (Map<RegionId, WorkCalendar>) TransactionSynchronizationManager.getResource(this);
    }

    private void hold(Map<RegionId, WorkCalendar> all) {
        TransactionSynchronizationManager.bindResource(this, all);
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void suspend() {
                changed();
            }

            @Override
            public void afterCompletion(int status) {
                changed();
            }
        });
    }

    private LinkedHashMap<RegionId, WorkCalendar> read(Condition which) {
        var hours = multiset(select(WEEK_HOURS.EFFECTIVE_FROM, WEEK_HOURS.PARITY, WEEK_HOURS.WEEKDAY, WEEK_HOURS.FROM_MINUTE, WEEK_HOURS.TO_MINUTE)
                        .from(WEEK_HOURS)
                        .where(WEEK_HOURS.WORKSPACE_ID.eq(REGION.WORKSPACE_ID), WEEK_HOURS.REGION_ID.eq(REGION.ID)))
                .convertFrom(rows -> rows.map(row -> new HoursRow(row.value1(), row.value2(), row.value3(), row.value4(), row.value5())));
        var days = multiset(select(CALENDAR_DAY.DAY, CALENDAR_DAY.WORKING, CALENDAR_DAY.NAME, CALENDAR_DAY.SOURCE, CALENDAR_DAY.FROM_MINUTE, CALENDAR_DAY.TO_MINUTE)
                        .from(CALENDAR_DAY)
                        .where(CALENDAR_DAY.WORKSPACE_ID.eq(REGION.WORKSPACE_ID), CALENDAR_DAY.REGION_ID.eq(REGION.ID)))
                .convertFrom(rows -> rows.map(row -> override(row.value1(), row.value2(), row.value3(), row.value4(), row.value5(), row.value6())));
        var calendars = new LinkedHashMap<RegionId, WorkCalendar>();
        db.select(REGION.ID, REGION.ZONE, hours, days)
                .from(REGION)
                .where(which)
                .orderBy(REGION.ID)
                .forEach(row -> calendars.put(row.value1(), calendar(ZoneId.of(row.value2()), row.value3(), row.value4())));
        return calendars;
    }

    private record HoursRow(LocalDate from, short parity, short weekday, short fromMinute, short toMinute) {}

    private static WorkCalendar calendar(ZoneId zone, List<HoursRow> hours, List<DayOverride> days) {
        var calendar = WorkCalendar.in(zone);
        for (var row : hours) {
            calendar.from(row.from()).on(DayOfWeek.of(row.weekday()), WeekParity.values()[row.parity()], new Interval(row.fromMinute(), row.toMinute()));
        }
        return calendar.overrides(days).build();
    }

    static DayOverride override(LocalDate day, boolean working, String name, String source, @Nullable Short from, @Nullable Short to) {
        var hours = working && from != null && to != null ? List.of(new Interval(from, to)) : List.<Interval>of();
        return new DayOverride(day, working, hours, name, source);
    }
}
