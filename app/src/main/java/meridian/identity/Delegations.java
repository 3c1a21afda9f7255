package meridian.identity;

import static db.identity.Tables.DELEGATION;
import static db.identity.Tables.MEMBER;
import static db.identity.Tables.ROLE_GRANT;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import meridian.activity.Activities;
import meridian.activity.Event.Change;
import meridian.tenancy.Actor;
import meridian.tenancy.DelegationId;
import meridian.tenancy.MemberId;
import meridian.tenancy.NotFound;
import meridian.tenancy.ProjectId;
import meridian.tenancy.Ref;
import meridian.tenancy.Refused;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Who has which power done by whom from when to when (授权代理). Everybody delegates their own. */
@Component
public class Delegations {
    private static final int LONGEST = 366;

    private final DSLContext db;
    private final Clock clock;
    private final Activities activities;
    private final ObjectProvider<Whereabouts> whereabouts;

    Delegations(DSLContext db, Clock clock, Activities activities, ObjectProvider<Whereabouts> whereabouts) {
        this.db = db;
        this.clock = clock;
        this.activities = activities;
        this.whereabouts = whereabouts;
    }

    /** A power that is with another person on these days, first and last included, where the owner works; in one project or (null) everywhere. */
    public record Delegation(DelegationId id, MemberId member, String memberName, MemberId standIn, String standInName, Power power, @Nullable ProjectId project, LocalDate firstDay, LocalDate lastDay, String note) {
        public boolean over(LocalDate today) {
            return lastDay.isBefore(today);
        }
    }

    /** Whose powers are with others, as somebody gave them; those that are over for more than a month are left out. */
    @Transactional(readOnly = true)
    public List<Delegation> of(MemberId member) {
        return read(DELEGATION.MEMBER_ID.eq(member));
    }

    /** The powers that somebody has for others. */
    @Transactional(readOnly = true)
    public List<Delegation> to(MemberId standIn) {
        return read(DELEGATION.STAND_IN_ID.eq(standIn));
    }

    private List<Delegation> read(Condition which) {
        var owner = MEMBER.as("owner");
        var standIn = MEMBER.as("stand_in");
        return db.select(DELEGATION.ID, DELEGATION.MEMBER_ID, owner.DISPLAY_NAME, DELEGATION.STAND_IN_ID, standIn.DISPLAY_NAME, DELEGATION.POWER, DELEGATION.PROJECT_ID, DELEGATION.FIRST_DAY, DELEGATION.LAST_DAY, DELEGATION.NOTE)
                .from(DELEGATION)
                .join(owner).on(owner.WORKSPACE_ID.eq(DELEGATION.WORKSPACE_ID), owner.ID.eq(DELEGATION.MEMBER_ID))
                .join(standIn).on(standIn.WORKSPACE_ID.eq(DELEGATION.WORKSPACE_ID), standIn.ID.eq(DELEGATION.STAND_IN_ID))
                .where(which, DELEGATION.LAST_DAY.ge(LocalDate.now(clock).minusMonths(1)))
                .orderBy(DELEGATION.FIRST_DAY, DELEGATION.ID)
                .fetch(row -> new Delegation(row.value1(), row.value2(), row.value3(), row.value4(), row.value5(), Power.of(row.value6()), row.value7(), row.value8(), row.value9(), row.value10()));
    }

    /** What is entered. */
    public record NewDelegation(@Nullable MemberId standIn, @Nullable Power power, @Nullable ProjectId project, LocalDate firstDay, LocalDate lastDay, String note) {}

    @Transactional
    public DelegationId give(DelegationId id, NewDelegation typed, Actor actor) {
        var member = actor.person();
        if (db.fetchExists(DELEGATION, DELEGATION.ID.eq(id), DELEGATION.MEMBER_ID.eq(member))) return id;
        var standIn = typed.standIn();
        var project = typed.project();
        var power = typed.power();
        var check = new Refused.Check();
        check.reject(standIn == null || !db.fetchExists(MEMBER, MEMBER.ID.eq(standIn), MEMBER.STATE.ne("left")), "stand_in", "refused.not_a_choice");
        check.reject(member.equals(standIn), "stand_in", "identity.stand_in_self");
        check.reject(power == null, "power", "refused.not_a_choice");
        check.reject(project != null && !takesPart(member, project), "project", "refused.not_a_choice");
        check.reject(project != null && standIn != null && !takesPart(standIn, project), "stand_in", "identity.delegate_blind");
        check.reject(typed.lastDay().isBefore(typed.firstDay()), "last_day", "identity.last_before_first");
        check.reject(typed.firstDay().plusDays(LONGEST).isBefore(typed.lastDay()), "last_day", "identity.span_long", LONGEST);
        check.reject(typed.firstDay().getYear() < 2000 || typed.lastDay().getYear() > 2100, "first_day", "refused.not_a_date");
        var note = check.optional("note", typed.note(), 500);
        if (power != null) {
            check.reject(db.fetchExists(DELEGATION, DELEGATION.MEMBER_ID.eq(member), DELEGATION.POWER.eq(power.text()), DELEGATION.FIRST_DAY.le(typed.lastDay()), DELEGATION.LAST_DAY.ge(typed.firstDay()),
                    project == null ? DELEGATION.PROJECT_ID.isNull() : DELEGATION.PROJECT_ID.eq(project)), "first_day", "identity.delegation_overlaps");
        }
        check.done();
        db.insertInto(DELEGATION)
                .set(DELEGATION.ID, id)
                .set(DELEGATION.MEMBER_ID, member)
                .set(DELEGATION.STAND_IN_ID, standIn)
                .set(DELEGATION.POWER, power == null ? "" : power.text())
                .set(DELEGATION.PROJECT_ID, project)
                .set(DELEGATION.FIRST_DAY, typed.firstDay())
                .set(DELEGATION.LAST_DAY, typed.lastDay())
                .set(DELEGATION.NOTE, note)
                .execute();
        activities.record(actor, new IdentityActivity.PowerDelegated(Ref.of("member", member), List.of(new Change("delegation", "", power + " member:" + standIn + " " + typed.firstDay() + " – " + typed.lastDay()))));
        whereabouts.forEach(one -> one.changed(member));
        return id;
    }

    @Transactional
    public void takeBack(DelegationId id, Actor actor) {
        var found = read(DELEGATION.ID.eq(id).and(DELEGATION.MEMBER_ID.eq(actor.person()))).stream().findFirst().orElseThrow(NotFound::new);
        db.deleteFrom(DELEGATION).where(DELEGATION.ID.eq(id)).execute();
        activities.record(actor, new IdentityActivity.DelegationEnded(Ref.of("member", found.member()), List.of(new Change("delegation", found.power() + " member:" + found.standIn() + " " + found.firstDay() + " – " + found.lastDay(), ""))));
        whereabouts.forEach(one -> one.changed(found.member()));
    }

    private boolean takesPart(MemberId member, ProjectId project) {
        return db.fetchExists(ROLE_GRANT, ROLE_GRANT.MEMBER_ID.eq(member), ROLE_GRANT.PROJECT_ID.eq(project), ROLE_GRANT.ROLE.ne(Role.GUEST.text()));
    }
}
