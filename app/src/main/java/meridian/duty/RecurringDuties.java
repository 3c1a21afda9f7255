package meridian.duty;

import static db.duty.Tables.DUTY;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import meridian.calendar.WorkCalendar;
import meridian.identity.Absences;
import meridian.identity.Calendars;
import meridian.identity.Workspaces;
import meridian.outbox.Job;
import meridian.tenancy.Actor;
import meridian.tenancy.Id;
import meridian.tenancy.MemberId;
import meridian.tenancy.RegionId;
import meridian.tenancy.Tenancy;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/** Asks everybody for what is owed again and again when their working day begins, region by region. Harmless when repeated. */
@Component
public class RecurringDuties implements Job {
    private static final Logger log = LoggerFactory.getLogger(RecurringDuties.class);

    private final DSLContext db;
    private final java.time.Clock clock;
    private final Calendars calendars;
    private final Absences absences;
    private final Duties duties;
    private final Workspaces workspaces;
    private final TransactionTemplate transaction;
    private final ObjectProvider<RecurringDuty> recurring;

    RecurringDuties(DSLContext db, java.time.Clock clock, Calendars calendars, Absences absences, Duties duties, Workspaces workspaces, TransactionTemplate transaction, ObjectProvider<RecurringDuty> recurring) {
        this.db = db;
        this.clock = clock;
        this.calendars = calendars;
        this.absences = absences;
        this.duties = duties;
        this.workspaces = workspaces;
        this.transaction = transaction;
        this.recurring = recurring;
    }

    @Override
    public String name() {
        return "duty.recurring";
    }

    @Override
    public Duration every() {
        return Duration.ofMinutes(5);
    }

    @Override
    public void run() {
        for (var workspace : workspaces.all()) {
            for (var one : recurring) {
                try {
                    Tenancy.run(workspace, () -> transaction.executeWithoutResult(status -> openNow(one.rounds())));
                } catch (RuntimeException e) {
                    log.warn("{} of workspace {} could not be asked for", one.kinds(), workspace, e); // the others still are
                }
            }
        }
    }

    /** Opens what these rounds ask for today of everybody whose working day has begun. */
    @Transactional
    public void openNow(List<? extends RecurringDuty.Round> rounds) {
        open(rounds, (calendar, now) -> {
            var today = LocalDate.ofInstant(now, calendar.zone());
            return calendar.isWorkingDay(today) && !now.isBefore(calendar.startOfWork(today)) ? today : null;
        });
    }

    /** Opens what these rounds ask for on a day of everybody’s own calendar, whatever the hour. */
    @Transactional
    public void openFor(List<? extends RecurringDuty.Round> rounds, LocalDate day) {
        open(rounds, (calendar, now) -> day);
    }

    private interface Day {
        @Nullable LocalDate in(WorkCalendar calendar, Instant now);
    }

    private void open(List<? extends RecurringDuty.Round> rounds, Day day) {
        if (rounds.isEmpty()) return;
        var all = calendars.all();
        var now = clock.instant();
        var days = all.values().stream().map(calendar -> day.in(calendar, now)).filter(Objects::nonNull).distinct().toList();
        for (var round : rounds) if (days.stream().anyMatch(round::asks)) open(round, day, all);
    }

    private void open(RecurringDuty.Round round, Day dayOf, Map<RegionId, WorkCalendar> all) {
        var now = clock.instant();
        var days = new HashMap<LocalDate, Standing>();
        var owed = new ArrayList<Duties.NewDuty>();
        Id subject = round.subject()::id;
        for (var debtor : round.debtors()) {
            var calendar = Objects.requireNonNull(all.get(debtor.region()));
            var day = dayOf.in(calendar, now);
            if (day == null || !round.asks(day)) continue;
            var period = round.cadence().period(day);
            if (!day.equals(round.cadence().owedOn(period, calendar))) continue;
            var known = days.computeIfAbsent(day, d -> read(round, d));
            var member = debtor.member();
            if (!debtor.hasWork().test(day) || known.off().contains(member)) {
                if (known.asked().contains(member)) duties.cancel(round.kind(), subject, member, period, Actor.system(Objects.requireNonNull(Tenancy.current(), "in no workspace")));
            } else if (!known.done().contains(member) && !known.asked().contains(member)) {
                owed.add(new Duties.NewDuty(round.kind(), round.project(), debtor.party(), round.subject(), round.title(), member, debtor.owedTo(), period, round.due(day, calendar), debtor.region()));
            }
        }
        duties.openAll(owed);
    }

    /** Of one day: who is off, who has done it, who is being asked. */
    private record Standing(Set<MemberId> off, Set<MemberId> done, Set<MemberId> asked) {}

    private Standing read(RecurringDuty.Round round, LocalDate day) {
        var period = round.cadence().period(day);
        var off = absences.on(day).values().stream().filter(Absences.Absence::off).map(Absences.Absence::member).collect(Collectors.toSet());
        var asked = db.select(Duties.OPENED_FOR).from(DUTY)
                .where(DUTY.KIND.eq(round.kind()), DUTY.SUBJECT_ID.eq(round.subject().id()), DUTY.PERIOD.eq(period), DUTY.STATE.eq("open"))
                .fetchSet(row -> row.value1());
        return new Standing(off, round.done(period), asked);
    }
}
