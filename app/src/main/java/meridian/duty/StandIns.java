package meridian.duty;

import static db.duty.Tables.DUTY;

import db.duty.tables.records.DutyRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import meridian.calendar.NoWorkingTimeException;
import meridian.calendar.WorkCalendar;
import meridian.duty.Climb.Candidate;
import meridian.identity.Calendars;
import meridian.identity.Whereabouts;
import meridian.identity.Workspaces;
import meridian.outbox.Job;
import meridian.outbox.Notice;
import meridian.outbox.NoticeGroup;
import meridian.outbox.Notices;
import meridian.tenancy.MemberId;
import meridian.tenancy.Ref;
import meridian.tenancy.RegionId;
import meridian.tenancy.Tenancy;
import meridian.web.Live;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Who does a duty while its owner is off. On leave or ill, the stand-in does it; where there is none, what runs in working time stands still
 * until the owner’s first working day back (also where the stand-in cannot see the project, or would do it for themselves), and what runs round the clock goes to the lead, else to the chief coordinator. A delegated
 * power moves the duties in which it is used. Travel changes nothing. The owner stays the owner: when they are back, it is theirs again.
 */
@Component
class StandIns implements Whereabouts, Job {
    private static final Logger log = LoggerFactory.getLogger(StandIns.class);

    private final DSLContext db;
    private final java.time.Clock clock;
    private final Attendance attendance;
    private final Pauses pauses;
    private final Timers timers;
    private final Kinds kinds;
    private final Calendars calendars;
    private final Notices notices;
    private final Live live;
    private final Workspaces workspaces;
    private final TransactionTemplate transaction;
    private final ObjectProvider<RecurringDuty> recurring;

    StandIns(DSLContext db, java.time.Clock clock, Attendance attendance, Pauses pauses, Timers timers, Kinds kinds, Calendars calendars, Notices notices, Live live, Workspaces workspaces, TransactionTemplate transaction,
            ObjectProvider<RecurringDuty> recurring) {
        this.db = db;
        this.clock = clock;
        this.attendance = attendance;
        this.pauses = pauses;
        this.timers = timers;
        this.kinds = kinds;
        this.calendars = calendars;
        this.notices = notices;
        this.live = live;
        this.workspaces = workspaces;
        this.transaction = transaction;
        this.recurring = recurring;
    }

    @Override
    public String name() {
        return "duty.stand_ins";
    }

    @Override
    public Duration every() {
        return Duration.ofMinutes(1);
    }

    /** Days begin and end without anybody doing anything: once a minute everything is put where it belongs. */
    @Override
    public void run() {
        for (var workspace : workspaces.all()) {
            try {
                Tenancy.run(workspace, () -> transaction.executeWithoutResult(status -> settle(null)));
            } catch (RuntimeException e) {
                log.warn("the stand-ins of workspace {} could not be settled", workspace, e); // the others still are
            }
        }
    }

    @Override
    @Transactional
    public void changed(MemberId member) {
        settle(Set.of(member));
    }

    /** Duties of these people have just been opened. */
    void opened(Collection<MemberId> owners) {
        var now = clock.instant();
        if (!attendance.off(owners, now).isEmpty() || !attendance.delegated(owners, now).isEmpty()) settle(owners);
    }

    /** Puts the open duties of these people (null: of everybody) where they belong now. Harmless when repeated. */
    void settle(@Nullable Collection<MemberId> owners) {
        var now = clock.instant();
        var off = attendance.off(owners, now);
        var delegated = attendance.delegated(owners, now);
        var away = new HashSet<>(off.keySet());
        delegated.forEach(one -> away.add(one.member()));
        var touched = DUTY.OWNER_ID.in(away).or(DUTY.ACTING_ID.isNotNull()).or(DUTY.PAUSE_CAUSE.eq(Pauses.ABSENCE));
        var duties = db.selectFrom(DUTY)
                .where(DUTY.STATE.eq("open"), touched)
                .and(owners == null ? org.jooq.impl.DSL.noCondition() : DUTY.OWNER_ID.in(owners))
                .orderBy(DUTY.ID)
                .forUpdate()
                .fetch();
        if (!duties.isEmpty()) settle(duties, off, delegated, now);
    }

    private void settle(List<DutyRecord> duties, Map<MemberId, Attendance.Off> off, List<Attendance.Delegated> delegated, Instant now) {
        var chains = new Chains(attendance, duties, now);
        var standIns = new HashSet<MemberId>();
        off.values().forEach(one -> { if (one.standIn() != null) standIns.add(one.standIn()); });
        delegated.forEach(one -> standIns.add(one.standIn()));
        var present = attendance.of(standIns, now);
        var seeing = attendance.seeing(standIns, duties.stream().map(DutyRecord::getProjectId).filter(Objects::nonNull).distinct().toList());
        var backs = new Backs(now);
        var stopped = new HashMap<Instant, List<DutyRecord>>();
        var returning = recurring.stream().flatMap(one -> one.kinds().stream()).collect(Collectors.toSet());
        for (var duty : duties) {
            var owner = duty.getOwnerId();
            var absence = off.get(owner);
            if (absence != null && returning.contains(duty.getKind())) {
                drop(duty, now);
                continue;
            }
            var acting = actingFor(duty, absence, delegated, chains, member -> here(member, present) && !(member.equals(duty.getOwedToId()) && kinds.notByCreditor(duty.getKind())) && (duty.getProjectId() == null || seeing.getOrDefault(member, Set.of()).contains(duty.getProjectId())));
            var stops = absence != null && acting == null && !roundTheClock(duty);
            move(duty, acting);
            if (stops && duty.getPausedAt() == null) stopped.computeIfAbsent(backs.of(absence), at -> new ArrayList<>()).add(duty);
            if (stops && Pauses.ABSENCE.equals(duty.getPauseCause())) timers.write(new Timers.Timer(duty.getId(), Timers.RESUME, backs.of(absence), false));
            if (!stops && Pauses.ABSENCE.equals(duty.getPauseCause())) {
                pauses.goOn(duty);
                live.changed("member:" + owner);
            }
        }
        stopped.forEach((back, all) -> {
            pauses.stop(all.stream().map(DutyRecord::getId).toList(), Pauses.ABSENCE, "", null);
            timers.write(all.stream().map(duty -> new Timers.Timer(duty.getId(), Timers.RESUME, back, false)).toList());
            all.stream().map(DutyRecord::getOwnerId).distinct().forEach(owner -> live.changed("member:" + owner));
        });
    }

    // Who is off does not owe what everybody owes every day.
    private void drop(DutyRecord duty, Instant now) {
        db.update(DUTY).set(DUTY.STATE, "cancelled").set(DUTY.CLOSED_AT, now).where(DUTY.ID.eq(duty.getId())).execute();
        timers.remove(List.of(duty.getId()));
        live.changed("member:" + duty.getDoerId());
    }

    private boolean roundTheClock(DutyRecord duty) {
        return kinds.emergency(duty.getKind()) || Clock.of(duty.getClock()) == Clock.ROUND_THE_CLOCK;
    }

    private @Nullable MemberId actingFor(DutyRecord duty, Attendance.@Nullable Off absence, List<Attendance.Delegated> delegated, Chains chains, Predicate<MemberId> able) {
        var power = kinds.power(duty.getKind());
        if (power != null) {
            var delegate = delegated.stream()
                    .filter(one -> one.member().equals(duty.getOwnerId()) && one.power() == power && (one.project() == null || one.project().equals(duty.getProjectId())) && able.test(one.standIn()))
                    .map(Attendance.Delegated::standIn)
                    .findFirst()
                    .orElse(null);
            if (delegate != null) return delegate;
        }
        if (absence == null) return null;
        if (absence.standIn() != null && able.test(absence.standIn())) return absence.standIn();
        return roundTheClock(duty) ? chains.heir(duty, duty.getOwnerId()) : null;
    }

    private static boolean here(MemberId member, Attendance.Present present) {
        var candidate = present.people().get(member);
        return candidate != null && candidate.state() == Candidate.State.HERE;
    }

    private void move(DutyRecord duty, @Nullable MemberId acting) {
        if (Objects.equals(acting, duty.getActingId())) return;
        var before = duty.getDoerId();
        db.update(DUTY).set(DUTY.ACTING_ID, acting).setNull(DUTY.READ_AT).where(DUTY.ID.eq(duty.getId())).execute();
        for (var member : Set.copyOf(java.util.stream.Stream.of(before, duty.getOwnerId(), acting).filter(Objects::nonNull).toList())) live.changed("member:" + member);
        if (acting == null) return;
        notices.tell(new Notice("duty_stood_in", NoticeGroup.DUTY, List.of(acting), "duty:" + duty.getId() + ":acting:" + clock.instant().toEpochMilli(), duty.getProjectId(), Ref.of("duty", duty.getId()),
                duty.getTitle(), "/inbox/" + duty.getId(), List.of(Notice.person(duty.getOwnerId()), Notice.at(duty.getDueAt())), kinds.emergency(duty.getKind())));
    }

    /** When somebody is back: the first opening after their last day off, where they work. */
    private final class Backs {
        private final Instant now;
        private @Nullable Map<RegionId, WorkCalendar> known;

        Backs(Instant now) {
            this.now = now;
        }

        Instant of(Attendance.Off absence) {
            if (known == null) known = calendars.all();
            var calendar = absence.region() == null ? null : known.get(absence.region());
            var next = absence.lastDay().plusDays(1);
            var midnight = calendar == null ? next.atStartOfDay(java.time.ZoneOffset.UTC).toInstant() : calendar.startOfDay(next);
            try {
                return calendar == null ? midnight : calendar.nextWorkingInstant(midnight);
            } catch (NoWorkingTimeException e) {
                return midnight.isAfter(now) ? midnight : now;
            }
        }
    }
}
