package meridian.identity;

import static db.identity.Tables.CALENDAR_DAY;
import static db.identity.Tables.DEPARTMENT;
import static db.identity.Tables.MEMBER;
import static db.identity.Tables.REGION;
import static db.identity.Tables.WEEK_HOURS;
import static db.identity.Tables.WORKSPACE;

import java.time.Clock;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.IntStream;
import meridian.activity.Activities;
import meridian.activity.Changes;
import meridian.activity.Event.Change;
import meridian.calendar.DayOverride;
import meridian.calendar.HolidaySets;
import meridian.calendar.Interval;
import meridian.calendar.WeekParity;
import meridian.tenancy.Actor;
import meridian.tenancy.MemberId;
import meridian.tenancy.NotFound;
import meridian.tenancy.Ref;
import meridian.tenancy.Refused;
import meridian.tenancy.RegionId;
import meridian.tenancy.Stale;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The regions of a workspace, each with its zone and its working calendar. Admins change them. */
@Component
public class Regions {
    /** The sources of days that people entered; all others came from a holiday set and are replaced when it is imported again. */
    public static final String ENTERED = "own";

    public static final String COMPANY = "company";

    private static final int LONGEST_SPAN = 92;

    private final DSLContext db;
    private final Clock clock;
    private final Admins admins;
    private final Activities activities;
    private final ObjectProvider<CalendarWatch> watches;
    private final ObjectProvider<CalendarImpact> impacts;
    private final ObjectProvider<RegionWork> works;
    private final TransactionTemplate transaction;
    private final Calendars calendars;

    Regions(DSLContext db, Clock clock, Admins admins, Activities activities, ObjectProvider<CalendarWatch> watches, ObjectProvider<CalendarImpact> impacts, ObjectProvider<RegionWork> works, TransactionTemplate transaction, Calendars calendars) {
        this.db = db;
        this.clock = clock;
        this.admins = admins;
        this.activities = activities;
        this.watches = watches;
        this.impacts = impacts;
        this.works = works;
        this.transaction = transaction;
        this.calendars = calendars;
    }

    /** One interval of a weekday, in minutes of the day; 1 is Monday. */
    public record Hours(int weekday, int fromMinute, int toMinute) {}

    /** Monday to Friday 9–12 and 13–18. */
    public static final List<Hours> OFFICE = List.of(1, 2, 3, 4, 5).stream()
            .flatMap(day -> List.of(new Hours(day, 9 * 60, 12 * 60), new Hours(day, 13 * 60, 18 * 60)).stream())
            .toList();

    /** A region as it stands. */
    public record Region(
            RegionId id,
            @Nullable RegionId parent,
            String name,
            ZoneId zone,
            String holidaySet,
            @Nullable MemberId lead,
            String leadName,
            int version,
            boolean closed) {}

    /** A region in the tree: how deep it lies beneath a root. */
    public record Branch(Region region, int depth) {}

    // ---- reading

    /** The open regions by name. */
    @Transactional(readOnly = true)
    public List<Region> all() {
        return read(REGION.CLOSED_AT.isNull());
    }

    /** Those that were closed, by name. */
    @Transactional(readOnly = true)
    public List<Region> closed() {
        return read(REGION.CLOSED_AT.isNotNull());
    }

    /** The open regions as a tree, each after its parent. */
    @Transactional(readOnly = true)
    public List<Branch> tree() {
        var all = all();
        var open = new HashSet<RegionId>();
        all.forEach(region -> open.add(region.id()));
        var children = new HashMap<@Nullable RegionId, List<Region>>();
        for (var region : all) {
            var parent = region.parent() != null && open.contains(region.parent()) ? region.parent() : null;
            children.computeIfAbsent(parent, key -> new ArrayList<>()).add(region);
        }
        var tree = new ArrayList<Branch>();
        plant(null, 0, children, tree);
        return tree;
    }

    private static void plant(@Nullable RegionId parent, int depth, Map<@Nullable RegionId, List<Region>> children, List<Branch> tree) {
        for (var region : children.getOrDefault(parent, List.of())) {
            tree.add(new Branch(region, depth));
            plant(region.id(), depth + 1, children, tree);
        }
    }

    @Transactional(readOnly = true)
    public Region get(RegionId id) {
        return read(REGION.ID.eq(id)).stream().findFirst().orElseThrow(NotFound::new);
    }

    private List<Region> read(Condition which) {
        return db.select(REGION.ID, REGION.PARENT_ID, REGION.NAME, REGION.ZONE, REGION.HOLIDAY_SET, REGION.LEAD_ID, MEMBER.DISPLAY_NAME, REGION.VERSION, REGION.CLOSED_AT)
                .from(REGION)
                .leftJoin(MEMBER).on(MEMBER.WORKSPACE_ID.eq(REGION.WORKSPACE_ID), MEMBER.ID.eq(REGION.LEAD_ID))
                .where(which)
                .orderBy(REGION.NAME.collate(DSL.name("extension", "names")), REGION.ID)
                .fetch(row -> new Region(row.value1(), row.value2(), row.value3(), ZoneId.of(row.value4()), row.value5(), row.value6(),
                        Objects.requireNonNullElse(row.value7(), ""), row.value8(), row.value9() != null));
    }

    /** The weekly hours of a region by the date they begin to hold, the latest first. */
    @Transactional(readOnly = true)
    public List<WeekHours> hours(RegionId region) {
        var rows = new TreeMap<LocalDate, List<WeekHours.Row>>();
        db.select(WEEK_HOURS.EFFECTIVE_FROM, WEEK_HOURS.PARITY, WEEK_HOURS.WEEKDAY, WEEK_HOURS.FROM_MINUTE, WEEK_HOURS.TO_MINUTE)
                .from(WEEK_HOURS)
                .where(WEEK_HOURS.REGION_ID.eq(region))
                .forEach(row -> rows.computeIfAbsent(row.value1(), day -> new ArrayList<>())
                        .add(new WeekHours.Row(WeekParity.values()[row.value2()], DayOfWeek.of(row.value3()), new Interval(row.value4(), row.value5()))));
        return rows.descendingMap().entrySet().stream().map(entry -> WeekHours.of(entry.getKey(), entry.getValue())).toList();
    }

    /** The days of a year that differ from the weekly hours, in order. */
    @Transactional(readOnly = true)
    public List<DayOverride> days(RegionId region, int year) {
        return db.select(CALENDAR_DAY.DAY, CALENDAR_DAY.WORKING, CALENDAR_DAY.NAME, CALENDAR_DAY.SOURCE, CALENDAR_DAY.FROM_MINUTE, CALENDAR_DAY.TO_MINUTE)
                .from(CALENDAR_DAY)
                .where(CALENDAR_DAY.REGION_ID.eq(region), CALENDAR_DAY.DAY.between(LocalDate.of(year, 1, 1), LocalDate.of(year, 12, 31)))
                .orderBy(CALENDAR_DAY.DAY)
                .fetch(row -> Calendars.override(row.value1(), row.value2(), row.value3(), row.value4(), row.value5(), row.value6()));
    }

    // ---- regions themselves

    @Transactional
    public RegionId add(String name, @Nullable RegionId parent, String zone, String holidaySet, List<Hours> hours, Actor actor) {
        return add(RegionId.next(), name, parent, zone, holidaySet, hours, actor);
    }

    /** Adds a region with its hours and the holidays of the years around now; the same id twice adds it once. */
    @Transactional
    public RegionId add(RegionId id, String name, @Nullable RegionId parent, String zone, String holidaySet, List<Hours> hours, Actor actor) {
        admins.require(actor);
        var check = new Refused.Check();
        var cleanName = check.text("name", name, 80);
        check.reject(!Members.isZone(zone), "zone", "identity.zone_wrong");
        check.reject(!isSet(holidaySet), "holiday_set", "identity.holiday_set_wrong");
        check.reject(parent != null && !isOpen(parent), "parent", "refused.not_a_choice");
        check.done();
        var made = db.insertInto(REGION)
                .set(REGION.ID, id)
                .set(REGION.PARENT_ID, parent)
                .set(REGION.NAME, cleanName)
                .set(REGION.ZONE, zone)
                .set(REGION.HOLIDAY_SET, holidaySet)
                .onConflictDoNothing()
                .execute();
        if (made == 0) {
            if (db.fetchExists(REGION, REGION.ID.eq(id))) return id;
            throw Refused.at("name", "refused.taken");
        }
        var insert = db.insertInto(WEEK_HOURS, WEEK_HOURS.REGION_ID, WEEK_HOURS.EFFECTIVE_FROM, WEEK_HOURS.PARITY, WEEK_HOURS.WEEKDAY, WEEK_HOURS.FROM_MINUTE, WEEK_HOURS.TO_MINUTE);
        for (var interval : hours) {
            insert = insert.values(id, LocalDate.of(2000, 1, 1), (short) 0, (short) interval.weekday(), (short) interval.fromMinute(), (short) interval.toMinute());
        }
        if (!hours.isEmpty()) insert.execute();
        if (!holidaySet.isEmpty()) {
            var today = LocalDate.now(clock);
            // What is under way may have begun in the year before.
            for (int year = today.minusMonths(3).getYear(); year <= today.getYear() + 1; year++) put(id, HolidaySets.holidays(holidaySet, year, locale()));
        }
        calendars.changed();
        activities.record(actor, new IdentityActivity.RegionAdded(Ref.of("region", id), cleanName));
        return id;
    }

    /** What can be changed of a region itself. */
    public record Facts(String name, @Nullable RegionId parent, String zone, String holidaySet, @Nullable MemberId lead) {}

    @Transactional
    public void change(RegionId id, Facts facts, int version, Actor actor) {
        admins.require(actor);
        var before = get(id);
        var check = new Refused.Check();
        var name = check.text("name", facts.name(), 80);
        check.reject(!Members.isZone(facts.zone()), "zone", "identity.zone_wrong");
        check.reject(!isSet(facts.holidaySet()), "holiday_set", "identity.holiday_set_wrong");
        check.reject(facts.parent() != null && (!isOpen(facts.parent()) || beneath(id).contains(facts.parent())), "parent", "identity.parent_wrong");
        check.reject(facts.lead() != null && !db.fetchExists(MEMBER, MEMBER.ID.eq(facts.lead()), MEMBER.STATE.ne("left")), "lead", "refused.not_a_choice");
        check.reject(db.fetchExists(REGION, REGION.NAME.eq(name), REGION.ID.ne(id)), "name", "refused.taken");
        check.done();
        bump(id, version);
        db.update(REGION)
                .set(REGION.NAME, name)
                .set(REGION.PARENT_ID, facts.parent())
                .set(REGION.ZONE, facts.zone())
                .set(REGION.HOLIDAY_SET, facts.holidaySet())
                .set(REGION.LEAD_ID, facts.lead())
                .where(REGION.ID.eq(id))
                .execute();
        var changes = new Changes()
                .of("name", before.name(), name)
                .of("parent", name(before.parent()), name(facts.parent()))
                .of("zone", before.zone().getId(), facts.zone())
                .of("holiday_set", before.holidaySet(), facts.holidaySet())
                .of("lead", "", Objects.equals(before.lead(), facts.lead()) ? "" : "…");
        if (changes.any()) activities.record(actor, new IdentityActivity.RegionChanged(Ref.of("region", id), changes.list()));
        if (!before.name().equals(name)) works.forEach(work -> work.renamed(id, name, actor));
        if (!before.zone().getId().equals(facts.zone())) moved(id);
    }

    /** A closed region takes no more people or work; what happened in it stays. Refused as long as people, departments or running projects are in it. */
    @Transactional
    public void close(RegionId id, int version, Actor actor) {
        admins.require(actor);
        var region = get(id);
        if (db.fetchExists(MEMBER, MEMBER.REGION_ID.eq(id), MEMBER.STATE.ne("left"))) throw Refused.because("identity.region_has_people");
        if (db.fetchExists(REGION, REGION.PARENT_ID.eq(id), REGION.CLOSED_AT.isNull())) throw Refused.because("identity.region_has_regions");
        if (db.fetchExists(DEPARTMENT, DEPARTMENT.REGION_ID.eq(id), DEPARTMENT.CLOSED_AT.isNull())) throw Refused.because("identity.region_has_departments");
        var working = works.stream().flatMap(work -> work.running(id).stream()).toList();
        if (!working.isEmpty()) throw Refused.because("identity.region_has_projects", String.join(" · ", working));
        bump(id, version);
        db.update(REGION).set(REGION.CLOSED_AT, clock.instant()).where(REGION.ID.eq(id)).execute();
        activities.record(actor, new IdentityActivity.RegionClosed(Ref.of("region", id), region.name()));
    }

    /** A region that was closed by mistake, or is needed again, is as it was. */
    @Transactional
    public void reopen(RegionId id, int version, Actor actor) {
        admins.require(actor);
        var region = get(id);
        var opened = db.update(REGION)
                .setNull(REGION.CLOSED_AT)
                .set(REGION.VERSION, REGION.VERSION.plus(1))
                .where(REGION.ID.eq(id), REGION.VERSION.eq(version), REGION.CLOSED_AT.isNotNull())
                .execute();
        if (opened == 0) throw new Stale();
        calendars.changed();
        int now = LocalDate.now(clock).getYear();
        importMissing(id, now, now + 1, actor);
        activities.record(actor, new IdentityActivity.RegionReopened(Ref.of("region", id), region.name()));
    }

    // ---- weekly hours

    /** Sets the weekly hours that hold from their date on, in place of those of the same date. */
    @Transactional
    public void setHours(RegionId id, WeekHours hours, int version, Actor actor) {
        admins.require(actor);
        bump(id, version);
        db.deleteFrom(WEEK_HOURS).where(WEEK_HOURS.REGION_ID.eq(id), WEEK_HOURS.EFFECTIVE_FROM.eq(hours.effectiveFrom())).execute();
        var insert = db.insertInto(WEEK_HOURS, WEEK_HOURS.REGION_ID, WEEK_HOURS.EFFECTIVE_FROM, WEEK_HOURS.PARITY, WEEK_HOURS.WEEKDAY, WEEK_HOURS.FROM_MINUTE, WEEK_HOURS.TO_MINUTE);
        for (var row : hours.rows()) {
            insert = insert.values(id, hours.effectiveFrom(), (short) row.parity().ordinal(), (short) row.weekday().getValue(), (short) row.hours().from(), (short) row.hours().to());
        }
        insert.execute();
        activities.record(actor, new IdentityActivity.WeekHoursChanged(Ref.of("region", id), List.of(new Change("effective_from", "", hours.effectiveFrom().toString()))));
        moved(id);
    }

    @Transactional
    public void removeHours(RegionId id, LocalDate effectiveFrom, int version, Actor actor) {
        admins.require(actor);
        bump(id, version);
        if (!db.fetchExists(WEEK_HOURS, WEEK_HOURS.REGION_ID.eq(id), WEEK_HOURS.EFFECTIVE_FROM.ne(effectiveFrom))) throw Refused.because("identity.hours_last");
        var gone = db.deleteFrom(WEEK_HOURS).where(WEEK_HOURS.REGION_ID.eq(id), WEEK_HOURS.EFFECTIVE_FROM.eq(effectiveFrom)).execute();
        if (gone == 0) throw new NotFound();
        activities.record(actor, new IdentityActivity.WeekHoursChanged(Ref.of("region", id), List.of(new Change("effective_from", effectiveFrom.toString(), ""))));
        moved(id);
    }

    // ---- looking ahead

    /** What a change of calendars by these methods would move; it is made, looked at and taken back. Refused as the change itself would be. */
    public List<CalendarImpact.Move> preview(Runnable change) {
        var regions = new LinkedHashSet<RegionId>();
        var moves = Objects.requireNonNull(transaction.execute(status -> {
            status.setRollbackOnly();
            TransactionSynchronizationManager.bindResource(this, regions);
            try {
                change.run();
            } finally {
                TransactionSynchronizationManager.unbindResource(this);
            }
            return moves(regions);
        }));
        // A meeting that lies on a day off already is not moved there by this change.
        if (!moves.isEmpty()) moves.removeAll(Objects.requireNonNull(transaction.execute(status -> moves(regions))));
        return moves;
    }

    private List<CalendarImpact.Move> moves(Set<RegionId> regions) {
        var moves = new ArrayList<CalendarImpact.Move>();
        for (var region : regions) impacts.forEach(impact -> moves.addAll(impact.moves(region)));
        return moves;
    }

    // ---- single days

    /** Days in a row that are off, or worked, with hours of their own or (null) those of a normal day. */
    public record Days(LocalDate first, LocalDate last, boolean working, @Nullable Interval hours, String name) {}

    /** Sets single days of one region, in place of what they were. */
    @Transactional
    public void setDays(RegionId id, Days days, int version, Actor actor) {
        admins.require(actor);
        var put = check(days, ENTERED);
        bump(id, version);
        put(id, put);
        recordDays(id, put, actor);
        moved(id);
    }

    /** Sets days of every open region at once: the company closes, or works. */
    @Transactional
    public void setDaysEverywhere(Days days, Actor actor) {
        admins.require(actor);
        var put = check(days, COMPANY);
        for (var region : all()) {
            bump(region.id(), region.version());
            put(region.id(), put);
            recordDays(region.id(), put, actor);
            moved(region.id());
        }
    }

    private static List<DayOverride> check(Days days, String source) {
        var check = new Refused.Check();
        var name = check.text("name", days.name(), 80);
        check.reject(days.last().isBefore(days.first()), "last", "identity.last_before_first");
        check.reject(days.first().plusDays(LONGEST_SPAN).isBefore(days.last()), "last", "identity.span_long", LONGEST_SPAN);
        check.reject(days.first().getYear() < 2000 || days.last().getYear() > 2100, "first", "refused.not_a_date");
        check.done();
        var hours = days.working() && days.hours() != null ? List.of(days.hours()) : List.<Interval>of();
        return days.first().datesUntil(days.last().plusDays(1)).map(day -> new DayOverride(day, days.working(), hours, name, source)).toList();
    }

    private void recordDays(RegionId id, List<DayOverride> days, Actor actor) {
        var words = days.getFirst().day() + (days.size() == 1 ? "" : " – " + days.getLast().day()) + " " + days.getFirst().name();
        activities.record(actor, new IdentityActivity.CalendarDaysChanged(Ref.of("region", id), List.of(new Change(days.getFirst().working() ? "day_worked" : "day_off", "", words))));
    }

    /** Lets a day follow the weekly hours again. */
    @Transactional
    public void removeDay(RegionId id, LocalDate day, int version, Actor actor) {
        admins.require(actor);
        bump(id, version);
        var gone = db.deleteFrom(CALENDAR_DAY)
                .where(CALENDAR_DAY.REGION_ID.eq(id), CALENDAR_DAY.DAY.eq(day))
                .returning(CALENDAR_DAY.WORKING, CALENDAR_DAY.NAME)
                .fetchOptional()
                .orElseThrow(NotFound::new);
        activities.record(actor, new IdentityActivity.CalendarDaysChanged(Ref.of("region", id),
                List.of(new Change(gone.get(CALENDAR_DAY.WORKING) ? "day_worked" : "day_off", day + " " + gone.get(CALENDAR_DAY.NAME), ""))));
        moved(id);
    }

    /**
     * Imports a year of a holiday set: days of earlier imports in that year go, days that people entered stay. Returns how many days the
     * set has.
     */
    @Transactional
    public int importHolidays(RegionId id, String set, int year, int version, Actor actor) {
        admins.require(actor);
        var check = new Refused.Check();
        check.reject(set.isEmpty() || !isSet(set), "set", "identity.holiday_set_wrong");
        check.reject(year < 2007 || year > 2100, "year", "identity.year_wrong");
        check.done();
        var days = HolidaySets.holidays(set, year, locale());
        if (days.isEmpty()) throw Refused.at("year", "identity.holidays_unknown", set, String.valueOf(year));
        bump(id, version);
        db.deleteFrom(CALENDAR_DAY)
                .where(CALENDAR_DAY.REGION_ID.eq(id), CALENDAR_DAY.DAY.between(LocalDate.of(year, 1, 1), LocalDate.of(year, 12, 31)))
                .and(CALENDAR_DAY.SOURCE.notIn(ENTERED, COMPANY))
                .execute();
        var entered = entered(id, year);
        put(id, days.stream().filter(day -> !entered.contains(day.day())).toList());
        activities.record(actor, new IdentityActivity.HolidaysImported(Ref.of("region", id), set, year, days.size()));
        moved(id);
        return days.size();
    }

    /** The years from this one to the last of each region whose holidays are published and of which its calendar has nothing yet. */
    @Transactional(readOnly = true)
    public Map<RegionId, List<Integer>> waiting(Collection<Region> regions, Function<RegionId, Integer> last) {
        int now = LocalDate.now(clock).getYear();
        var year = DSL.year(CALENDAR_DAY.DAY);
        var imported = db.selectDistinct(CALENDAR_DAY.REGION_ID, year).from(CALENDAR_DAY).where(imported()).fetchGroups(CALENDAR_DAY.REGION_ID, year);
        var waiting = new LinkedHashMap<RegionId, List<Integer>>();
        for (var region : regions) {
            if (region.holidaySet().isEmpty()) continue;
            var there = imported.getOrDefault(region.id(), List.of());
            var years = IntStream.rangeClosed(now, last.apply(region.id())).filter(each -> !there.contains(each) && HolidaySets.covers(region.holidaySet(), each)).boxed().toList();
            if (!years.isEmpty()) waiting.put(region.id(), years);
        }
        return waiting;
    }

    /**
     * Imports, from one year to another, the published years that a region has nothing of yet; a year that was imported once is left
     * as people have made it.
     */
    @Transactional
    public void importMissing(RegionId id, int first, int last, Actor actor) {
        // Held, so that nobody's import of the same year runs beside it; nobody's edit of the region becomes stale by it.
        var set = db.select(REGION.HOLIDAY_SET).from(REGION).where(REGION.ID.eq(id), REGION.CLOSED_AT.isNull()).forUpdate().fetchOne(REGION.HOLIDAY_SET);
        if (set == null || set.isEmpty()) return;
        var imported = imported(id);
        boolean any = false;
        for (int year = first; year <= last; year++) {
            if (imported.contains(year) || !HolidaySets.covers(set, year)) continue;
            var entered = entered(id, year);
            var days = HolidaySets.holidays(set, year, locale());
            put(id, days.stream().filter(day -> !entered.contains(day.day())).toList());
            activities.record(actor, new IdentityActivity.HolidaysImported(Ref.of("region", id), set, year, days.size()));
            any = true;
        }
        if (any) moved(id);
    }

    // The years that it has holidays of, of whichever set.
    private Set<Integer> imported(RegionId id) {
        var year = DSL.year(CALENDAR_DAY.DAY);
        return db.selectDistinct(year).from(CALENDAR_DAY).where(CALENDAR_DAY.REGION_ID.eq(id), imported()).fetchSet(year);
    }

    // At its ends a year has days that were announced with its neighbours.
    private static Condition imported() {
        return CALENDAR_DAY.SOURCE.notIn(ENTERED, COMPANY).and(DSL.month(CALENDAR_DAY.DAY).between(2, 11));
    }

    private List<LocalDate> entered(RegionId id, int year) {
        return db.select(CALENDAR_DAY.DAY)
                .from(CALENDAR_DAY)
                .where(CALENDAR_DAY.REGION_ID.eq(id), CALENDAR_DAY.SOURCE.in(ENTERED, COMPANY))
                .and(CALENDAR_DAY.DAY.between(LocalDate.of(year - 1, 12, 1), LocalDate.of(year + 1, 1, 31)))
                .fetch(CALENDAR_DAY.DAY);
    }

    private void put(RegionId id, List<DayOverride> days) {
        if (days.isEmpty()) return;
        var insert = db.insertInto(CALENDAR_DAY, CALENDAR_DAY.REGION_ID, CALENDAR_DAY.DAY, CALENDAR_DAY.WORKING, CALENDAR_DAY.NAME, CALENDAR_DAY.SOURCE, CALENDAR_DAY.FROM_MINUTE, CALENDAR_DAY.TO_MINUTE);
        for (var day : days) {
            var hours = day.hours().isEmpty() ? null : day.hours().getFirst();
            insert = insert.values(id, day.day(), day.working(), shorten(day.name()), day.source(), hours == null ? null : (short) hours.from(), hours == null ? null : (short) hours.to());
        }
        insert.onConflict(CALENDAR_DAY.WORKSPACE_ID, CALENDAR_DAY.REGION_ID, CALENDAR_DAY.DAY)
                .doUpdate()
                .set(CALENDAR_DAY.WORKING, DSL.excluded(CALENDAR_DAY.WORKING))
                .set(CALENDAR_DAY.NAME, DSL.excluded(CALENDAR_DAY.NAME))
                .set(CALENDAR_DAY.SOURCE, DSL.excluded(CALENDAR_DAY.SOURCE))
                .set(CALENDAR_DAY.FROM_MINUTE, DSL.excluded(CALENDAR_DAY.FROM_MINUTE))
                .set(CALENDAR_DAY.TO_MINUTE, DSL.excluded(CALENDAR_DAY.TO_MINUTE))
                .execute();
    }

    private static String shorten(String name) {
        return name.length() <= 80 ? name : name.substring(0, 80);
    }

    // ---- what the above stand on

    private void moved(RegionId id) {
        calendars.changed();
        var asked = asked();
        if (asked != null) asked.add(id);
        else watches.forEach(watch -> watch.changed(id));
    }

    @SuppressWarnings("unchecked")
    private @Nullable Set<RegionId> asked() {
        return (Set<RegionId>) TransactionSynchronizationManager.getResource(this);
    }

    /** Takes the region for this change; whoever read it before another change is told so. */
    private void bump(RegionId id, int version) {
        var changed = db.update(REGION)
                .set(REGION.VERSION, REGION.VERSION.plus(1))
                .where(REGION.ID.eq(id), REGION.VERSION.eq(version), REGION.CLOSED_AT.isNull())
                .execute();
        if (changed == 1) return;
        if (!db.fetchExists(REGION, REGION.ID.eq(id))) throw new NotFound();
        throw new Stale();
    }

    private boolean isOpen(RegionId id) {
        return db.fetchExists(REGION, REGION.ID.eq(id), REGION.CLOSED_AT.isNull());
    }

    private List<RegionId> beneath(RegionId root) {
        var parents = db.select(REGION.ID, REGION.PARENT_ID).from(REGION).fetchMap(REGION.ID, REGION.PARENT_ID);
        var found = new ArrayList<>(List.of(root));
        for (int i = 0; i < found.size(); i++) {
            var at = found.get(i);
            parents.forEach((id, parent) -> {
                if (at.equals(parent) && !found.contains(id)) found.add(id);
            });
        }
        return found;
    }

    private String name(@Nullable RegionId id) {
        if (id == null) return "";
        var name = db.select(REGION.NAME).from(REGION).where(REGION.ID.eq(id)).fetchOne(REGION.NAME);
        return name == null ? "" : name;
    }

    private Locale locale() {
        var tag = db.select(WORKSPACE.DEFAULT_LOCALE).from(WORKSPACE).fetchOne(WORKSPACE.DEFAULT_LOCALE);
        return Locale.forLanguageTag(tag == null ? "zh-CN" : tag);
    }

    static boolean isSet(String set) {
        if (set.isEmpty()) return true;
        if (!set.matches("[A-Z]{2}(-[A-Z0-9]{1,8}){0,3}")) return false;
        try {
            HolidaySets.holidays(set, 2026);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
