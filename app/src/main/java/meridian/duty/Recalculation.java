package meridian.duty;

import static db.duty.Tables.DUTY;
import static db.duty.Tables.RISE;
import static db.duty.Tables.TIMER;

import db.duty.tables.records.DutyRecord;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import meridian.calendar.WorkCalendar;
import meridian.identity.CalendarImpact;
import meridian.identity.CalendarWatch;
import meridian.identity.Workspaces;
import meridian.outbox.Job;
import meridian.tenancy.DutyId;
import meridian.tenancy.MemberId;
import meridian.tenancy.RegionId;
import meridian.tenancy.Tenancy;
import meridian.web.Live;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Works out the clocks of open duties again, where a rule or a calendar has changed, and those of duties that have none yet. A clock keeps
 * the moment at which it began; rungs that have taken effect stay so.
 */
@Component
class Recalculation implements CalendarWatch, CalendarImpact, Job {
    private static final Logger log = LoggerFactory.getLogger(Recalculation.class);
    private static final int CHUNK = 500;

    private final DSLContext db;
    private final java.time.Clock clock;
    private final Rules rules;
    private final Kinds kinds;
    private final Openings openings;
    private final Timers timers;
    private final Live live;
    private final Workspaces workspaces;
    private final TransactionTemplate transaction;

    Recalculation(DSLContext db, java.time.Clock clock, Rules rules, Kinds kinds, Openings openings, Timers timers, Live live, Workspaces workspaces, TransactionTemplate transaction) {
        this.db = db;
        this.clock = clock;
        this.rules = rules;
        this.kinds = kinds;
        this.openings = openings;
        this.timers = timers;
        this.live = live;
        this.workspaces = workspaces;
        this.transaction = transaction;
    }

    @Override
    public String name() {
        return "duty.unscheduled";
    }

    @Override
    public Duration every() {
        return Duration.ofMinutes(10);
    }

    /** Duties that were opened before there were clocks get one. */
    @Override
    public void run() {
        for (var workspace : workspaces.all()) {
            try {
                Tenancy.run(workspace, () -> transaction.executeWithoutResult(status -> run(DUTY.CLOCK_FROM.isNull())));
            } catch (RuntimeException e) {
                log.warn("the clocks of workspace {} could not be made", workspace, e); // the others still are
            }
        }
    }

    @Override
    @Transactional
    public void changed(RegionId region) {
        run(DUTY.REGION_ID.eq(region).and(DUTY.CLOCK.eq(Clock.WORKING_TIME.text())));
    }

    private static final int MOST_MOVES = 2_000;

    @Override
    @Transactional(readOnly = true)
    public List<Move> moves(RegionId region) {
        var duties = db.selectFrom(DUTY)
                .where(DUTY.REGION_ID.eq(region), DUTY.CLOCK.eq(Clock.WORKING_TIME.text()), DUTY.STATE.eq("open"), DUTY.MINUTES.isNotNull(), DUTY.PAUSED_AT.isNull())
                .orderBy(DUTY.DUE_AT, DUTY.ID)
                .limit(MOST_MOVES)
                .fetch();
        if (duties.isEmpty()) return List.of();
        var now = clock.instant();
        var projects = duties.stream().map(DutyRecord::getProjectId).filter(Objects::nonNull).distinct().toList();
        var book = rules.of(projects);
        var names = openings.names(projects);
        var calendar = openings.calendars(List.of(region)).get(region);
        var moves = new ArrayList<Move>();
        for (var duty : duties) {
            var before = duty.getDueAt();
            work(duty, book.of(duty.getProjectId(), duty.getKind()), region, calendar, now);
            if (calendar == null || before.equals(duty.getDueAt())) continue;
            moves.add(new Move("duty." + duty.getKind(), duty.getTitle(), names.getOrDefault(duty.getProjectId(), ""), "/inbox/" + duty.getId(), LocalDateTime.ofInstant(before, calendar.zone()), LocalDateTime.ofInstant(duty.getDueAt(), calendar.zone())));
        }
        return moves;
    }

    /** Works out the open duties of which this holds. */
    @Transactional
    public void run(Condition which) {
        var after = (DutyId) null;
        while (true) {
            var chunk = db.selectFrom(DUTY)
                    .where(which, DUTY.STATE.eq("open"))
                    .and(after == null ? org.jooq.impl.DSL.noCondition() : DUTY.ID.gt(after))
                    .orderBy(DUTY.ID)
                    .limit(CHUNK)
                    .forUpdate()
                    .fetch();
            if (chunk.isEmpty()) return;
            run(chunk);
            after = chunk.getLast().getId();
        }
    }

    private void run(List<DutyRecord> duties) {
        var now = clock.instant();
        var book = rules.of(duties.stream().map(DutyRecord::getProjectId).filter(Objects::nonNull).distinct().toList());
        var regions = regions(duties);
        var calendars = openings.calendars(regions.values());
        var ids = duties.stream().map(DutyRecord::getId).toList();
        var ladder = Arrays.stream(Rung.values()).map(Rung::text).toList();
        var running = new HashSet<>(db.select(TIMER.DUTY_ID).from(TIMER).where(TIMER.DUTY_ID.in(ids), TIMER.RUNG.in(ladder)).fetch(TIMER.DUTY_ID));
        var risen = risen(ids);
        var written = new ArrayList<Timers.Timer>();
        var people = new HashSet<MemberId>();
        var changed = new ArrayList<DutyRecord>();
        for (var duty : duties) {
            var rule = book.of(duty.getProjectId(), duty.getKind());
            var region = regions.get(duty.getId());
            work(duty, rule, region, region == null ? null : calendars.get(region), now);
            changed.add(duty);
            if (duty.getOwedToId() != null) people.add(duty.getOwedToId());
            people.add(duty.getDoerId());
            var held = duty.getPausedAt() != null || (duty.getExtensionId() != null && !running.contains(duty.getId()));
            var next = held ? null : Timers.next(duty.getId(), Timers.rungs(duty), risen.get(duty.getId()), kinds.emergency(duty.getKind()));
            if (next != null) written.add(next);
        }
        db.batchUpdate(changed).execute();
        timers.removeRungs(ids);
        timers.write(written);
        people.forEach(member -> live.changed("member:" + member));
    }

    private Map<DutyId, RegionId> regions(List<DutyRecord> duties) {
        var regions = new HashMap<DutyId, RegionId>();
        var lost = new ArrayList<DutyRecord>();
        for (var duty : duties) {
            if (duty.getRegionId() != null) regions.put(duty.getId(), duty.getRegionId());
            else lost.add(duty);
        }
        if (!lost.isEmpty()) regions.putAll(openings.regionsOf(lost));
        return regions;
    }

    private Map<DutyId, Rung> risen(List<DutyId> ids) {
        var risen = new HashMap<DutyId, Rung>();
        db.select(RISE.DUTY_ID, RISE.RUNG)
                .from(RISE)
                .join(DUTY).on(DUTY.WORKSPACE_ID.eq(RISE.WORKSPACE_ID), DUTY.ID.eq(RISE.DUTY_ID), DUTY.ROUND.eq(RISE.ROUND))
                .where(RISE.DUTY_ID.in(ids))
                .forEach(row -> risen.merge(row.value1(), Rung.of(row.value2()), (a, b) -> a.compareTo(b) > 0 ? a : b));
        return risen;
    }

    private static void work(DutyRecord duty, DutyRule rule, @Nullable RegionId region, @Nullable WorkCalendar calendar, Instant now) {
        var unscheduled = duty.getClockFrom() == null;
        // What has been late for long when ladders come does not climb all of it at once.
        var asked = unscheduled ? now : duty.getOpenedAt();
        var from = unscheduled ? duty.getOpenedAt() : duty.getClockFrom();
        var own = duty.getMinutes() != null && rule.minutes() != null;
        var table = own ? Timetable.of(rule, calendar, from, null, asked) : Timetable.running(new DutyRule(rule.clock(), null, rule.ladder()), calendar, from, duty.getDueAt(), asked);
        duty.setDueAt(table.due());
        if (own && !Objects.equals(duty.getMinutes(), rule.minutes())) duty.setMinutes(rule.minutes());
        duty.setClock(rule.clock().text());
        duty.setRegionId(region);
        duty.setClockFrom(own ? from : table.from());
        var rungs = table.rungs();
        duty.setReminderAt(rungs.get(Rung.REMINDER));
        duty.setAgainAt(rungs.get(Rung.OWNER));
        duty.setLeadAt(rungs.get(Rung.LEAD));
        duty.setChiefAt(rungs.get(Rung.CHIEF));
        duty.setSponsorAt(rungs.get(Rung.SPONSOR));
    }
}
