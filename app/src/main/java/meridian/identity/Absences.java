package meridian.identity;

import static db.identity.Tables.ABSENCE;
import static db.identity.Tables.MEMBER;

import java.time.Clock;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import meridian.activity.Activities;
import meridian.activity.Event.Change;
import meridian.tenancy.AbsenceId;
import meridian.tenancy.Actor;
import meridian.tenancy.MemberId;
import meridian.tenancy.NotFound;
import meridian.tenancy.Ref;
import meridian.tenancy.Refused;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Who is away when (请假, 出差), and who stands in. Everybody enters their own; an admin also others'. */
@Component
public class Absences {
    /** On leave, travelling, ill. Who travels may still work; who is on leave or ill owes nothing that day. */
    public static final List<String> KINDS = List.of("leave", "travel", "sick");

    private static final int LONGEST = 366;

    private final DSLContext db;
    private final Clock clock;
    private final Admins admins;
    private final Activities activities;

    private final ObjectProvider<Whereabouts> whereabouts;

    Absences(DSLContext db, Clock clock, Admins admins, Activities activities, ObjectProvider<Whereabouts> whereabouts) {
        this.db = db;
        this.clock = clock;
        this.admins = admins;
        this.activities = activities;
        this.whereabouts = whereabouts;
    }

    /** Days somebody is away, first and last included, in their own region. */
    public record Absence(AbsenceId id, MemberId member, String kind, LocalDate firstDay, LocalDate lastDay, @Nullable MemberId standIn, String standInName, String note) {
        /** Whether nothing can be asked of them on these days. */
        public boolean off() {
            return !kind.equals("travel");
        }
    }

    /** Everybody who is away on a day; of two absences of one person the later entered. */
    @Transactional(readOnly = true)
    public Map<MemberId, Absence> on(LocalDate day) {
        var away = new LinkedHashMap<MemberId, Absence>();
        read(ABSENCE.FIRST_DAY.le(day).and(ABSENCE.LAST_DAY.ge(day))).forEach(absence -> away.put(absence.member(), absence));
        return away;
    }

    /** Everybody's absences that touch these days, for a list over several days. */
    @Transactional(readOnly = true)
    public List<Absence> between(LocalDate first, LocalDate last) {
        return read(ABSENCE.FIRST_DAY.le(last).and(ABSENCE.LAST_DAY.ge(first)));
    }

    /** Somebody's absences that are not over for more than a month, the next first. */
    @Transactional(readOnly = true)
    public List<Absence> of(MemberId member) {
        return read(ABSENCE.MEMBER_ID.eq(member).and(ABSENCE.LAST_DAY.ge(LocalDate.now(clock).minusMonths(1))));
    }

    private List<Absence> read(Condition which) {
        var standIn = MEMBER.as("stand_in");
        return db.select(ABSENCE.ID, ABSENCE.MEMBER_ID, ABSENCE.KIND, ABSENCE.FIRST_DAY, ABSENCE.LAST_DAY, ABSENCE.STAND_IN_ID, standIn.DISPLAY_NAME, ABSENCE.NOTE)
                .from(ABSENCE)
                .leftJoin(standIn).on(standIn.WORKSPACE_ID.eq(ABSENCE.WORKSPACE_ID), standIn.ID.eq(ABSENCE.STAND_IN_ID))
                .where(which)
                .orderBy(ABSENCE.FIRST_DAY, ABSENCE.ID)
                .fetch(row -> new Absence(row.value1(), row.value2(), row.value3(), row.value4(), row.value5(), row.value6(), Objects.requireNonNullElse(row.value7(), ""), row.value8()));
    }

    /** What is entered. */
    public record NewAbsence(MemberId member, String kind, LocalDate firstDay, LocalDate lastDay, @Nullable MemberId standIn, String note) {}

    @Transactional
    public AbsenceId enter(AbsenceId id, NewAbsence absence, Actor actor) {
        own(absence.member(), actor);
        if (db.fetchExists(ABSENCE, ABSENCE.ID.eq(id), ABSENCE.MEMBER_ID.eq(absence.member()))) return id;
        var check = new Refused.Check();
        check.reject(!Set.copyOf(KINDS).contains(absence.kind()), "kind", "refused.not_a_choice");
        check.reject(absence.lastDay().isBefore(absence.firstDay()), "last_day", "identity.last_before_first");
        check.reject(absence.firstDay().plusDays(LONGEST).isBefore(absence.lastDay()), "last_day", "identity.span_long", LONGEST);
        check.reject(absence.firstDay().getYear() < 2000 || absence.lastDay().getYear() > 2100, "first_day", "refused.not_a_date");
        check.reject(absence.member().equals(absence.standIn()), "stand_in", "identity.stand_in_self");
        check.reject(absence.standIn() != null && !db.fetchExists(MEMBER, MEMBER.ID.eq(absence.standIn()), MEMBER.STATE.ne("left")), "stand_in", "refused.not_a_choice");
        var note = check.optional("note", absence.note(), 500);
        check.reject(db.fetchExists(ABSENCE, ABSENCE.MEMBER_ID.eq(absence.member()), ABSENCE.FIRST_DAY.le(absence.lastDay()), ABSENCE.LAST_DAY.ge(absence.firstDay())),
                "first_day", "identity.absence_overlaps");
        check.done();
        db.insertInto(ABSENCE)
                .set(ABSENCE.ID, id)
                .set(ABSENCE.MEMBER_ID, absence.member())
                .set(ABSENCE.KIND, absence.kind())
                .set(ABSENCE.FIRST_DAY, absence.firstDay())
                .set(ABSENCE.LAST_DAY, absence.lastDay())
                .set(ABSENCE.STAND_IN_ID, absence.standIn())
                .set(ABSENCE.NOTE, note)
                .execute();
        activities.record(actor, new IdentityActivity.AbsenceEntered(Ref.of("member", absence.member()), List.of(new Change("absence", "", absence.firstDay() + " – " + absence.lastDay()))));
        whereabouts.forEach(one -> one.changed(absence.member()));
        return id;
    }

    @Transactional
    public void remove(AbsenceId id, Actor actor) {
        var absence = read(ABSENCE.ID.eq(id)).stream().findFirst().orElseThrow(NotFound::new);
        own(absence.member(), actor);
        db.deleteFrom(ABSENCE).where(ABSENCE.ID.eq(id)).execute();
        activities.record(actor, new IdentityActivity.AbsenceRemoved(Ref.of("member", absence.member()), List.of(new Change("absence", absence.firstDay() + " – " + absence.lastDay(), ""))));
        whereabouts.forEach(one -> one.changed(absence.member()));
    }

    private void own(MemberId member, Actor actor) {
        if (!member.equals(actor.member())) admins.require(actor);
        if (!db.fetchExists(MEMBER, MEMBER.ID.eq(member), MEMBER.STATE.ne("left"))) throw new NotFound();
    }
}
