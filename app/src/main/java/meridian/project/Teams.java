package meridian.project;

import static db.identity.Tables.MEMBER;
import static db.identity.Tables.ROLE_GRANT;
import static db.project.Tables.PARTY;
import static db.project.Tables.PROJECT;
import static db.project.Tables.TEAM_MEMBER;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.multiset;
import static org.jooq.impl.DSL.select;

import java.util.Comparator;
import java.util.EnumSet;
import java.util.Set;
import meridian.activity.Activities;
import meridian.activity.Changes;
import meridian.duty.Departures;
import meridian.identity.Grants;
import meridian.identity.Permission;
import meridian.identity.Role;
import meridian.tenancy.Actor;
import meridian.tenancy.MemberId;
import meridian.tenancy.NotFound;
import meridian.tenancy.PartyId;
import meridian.tenancy.ProjectId;
import meridian.tenancy.Ref;
import meridian.tenancy.Refused;
import meridian.tenancy.RoleGrantId;
import meridian.tenancy.Stale;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Who works in which project as what: the team and responsibility table 跨区域团队架构及职责表. */
@Component
public class Teams {
    /** What a former chief coordinator can stay as. */
    public static final Set<Role> STAYING = EnumSet.of(Role.BUSINESS_COORDINATOR, Role.TECHNICAL_SUPPORT, Role.REVIEWER);

    private static final Set<Role> OF_NO_PARTY = EnumSet.of(Role.CHIEF_COORDINATOR, Role.SPONSOR);

    private final DSLContext db;
    private final Projects projects;
    private final Grants grants;
    private final Activities activities;
    private final ObjectProvider<SeatFollower> followers;
    private final Departures departures;

    Teams(DSLContext db, Projects projects, Grants grants, Activities activities, ObjectProvider<SeatFollower> followers, Departures departures) {
        this.db = db;
        this.projects = projects;
        this.grants = grants;
        this.activities = activities;
        this.followers = followers;
        this.departures = departures;
    }

    /** The team in one statement. */
    @Transactional(readOnly = true)
    public Team of(ProjectId project) {
        var deputy = MEMBER.as("deputy");
        return db.select(
                        multiset(select(PARTY.ID, PARTY.NAME, PARTY.REGION_ID.isNotNull(), PARTY.VERSION)
                                        .from(PARTY)
                                        .where(PARTY.PROJECT_ID.eq(project), PARTY.REMOVED_AT.isNull())
                                        .orderBy(PARTY.POSITION, PARTY.NAME))
                                .convertFrom(rows -> rows.map(row -> new Team.Unit(row.value1(), row.value2(), row.value3(), row.value4()))),
                        multiset(select(ROLE_GRANT.ID, ROLE_GRANT.MEMBER_ID, MEMBER.DISPLAY_NAME, MEMBER.STATE.eq("left"), ROLE_GRANT.ROLE, ROLE_GRANT.PARTY_ID, PARTY.NAME,
                                                coalesce(TEAM_MEMBER.DUTIES, ""), coalesce(TEAM_MEMBER.CONTACT, ""), deputy.ID, deputy.DISPLAY_NAME, coalesce(TEAM_MEMBER.VERSION, 0))
                                        .from(ROLE_GRANT)
                                        .join(MEMBER).on(MEMBER.WORKSPACE_ID.eq(ROLE_GRANT.WORKSPACE_ID), MEMBER.ID.eq(ROLE_GRANT.MEMBER_ID))
                                        .leftJoin(PARTY).on(PARTY.WORKSPACE_ID.eq(ROLE_GRANT.WORKSPACE_ID), PARTY.ID.eq(ROLE_GRANT.PARTY_ID))
                                        .leftJoin(TEAM_MEMBER).on(TEAM_MEMBER.WORKSPACE_ID.eq(ROLE_GRANT.WORKSPACE_ID), TEAM_MEMBER.ROLE_GRANT_ID.eq(ROLE_GRANT.ID))
                                        .leftJoin(deputy).on(deputy.WORKSPACE_ID.eq(TEAM_MEMBER.WORKSPACE_ID), deputy.ID.eq(TEAM_MEMBER.DEPUTY_ID))
                                        .where(ROLE_GRANT.PROJECT_ID.eq(project))
                                        .orderBy(PARTY.POSITION.asc().nullsFirst(), ROLE_GRANT.ID))
                                .convertFrom(rows -> rows.map(row -> new Team.Seat(row.value1(), row.value2(), row.value3(), row.value4(), Role.of(row.value5()), row.value6(), row.value7(),
                                        row.value8(), row.value9(), row.value10(), row.value11(), row.value12()))))
                .fetchSingle(row -> new Team(row.value1(), row.value2().stream().sorted(Comparator.comparingInt(Teams::rank)).toList()));
    }

    // The sponsor above the chief coordinator; then the whole project's, then party by party, who leads it first.
    private static int rank(Team.Seat seat) {
        if (seat.role() == Role.SPONSOR) return 0;
        if (seat.role() == Role.CHIEF_COORDINATOR) return 1;
        return seat.party() == null ? 2 : 3;
    }

    /** What is said of a role beyond the role itself. */
    public record Facts(String duties, String contact, @Nullable MemberId deputy) {}

    /** Gives somebody a role; the same id again changes nothing. A role of a party, without one named, is of the person’s own region or department. */
    @Transactional
    public RoleGrantId give(ProjectId project, RoleGrantId id, @Nullable MemberId member, @Nullable Role role, @Nullable PartyId named, Facts typed, Actor actor) {
        var access = projects.access(project, actor);
        access.require(Permission.MANAGE_TEAM);
        var party = named == null && member != null && role != null && role.ofParty() ? own(project, member) : named;
        if (role != null) requireOver(access, role, party);
        var there = db.select(ROLE_GRANT.PROJECT_ID).from(ROLE_GRANT).where(ROLE_GRANT.ID.eq(id)).fetchOne(ROLE_GRANT.PROJECT_ID);
        if (project.equals(there)) return id;
        if (there != null) throw new NotFound();
        var check = new Refused.Check();
        check.reject(member == null || !here(member), "member", "refused.not_a_choice");
        check.reject(role == null, "role", "refused.not_a_choice");
        check.reject(party != null && !db.fetchExists(PARTY, PARTY.ID.eq(party), PARTY.PROJECT_ID.eq(project), PARTY.REMOVED_AT.isNull()), "party", "refused.not_a_choice");
        if (role != null) {
            check.reject(role.ofParty() && party == null, "party", "team.role_needs_party");
            check.reject(OF_NO_PARTY.contains(role) && party != null, "party", "team.role_of_whole_project");
            check.reject(role == Role.CHIEF_COORDINATOR && db.fetchExists(ROLE_GRANT, ROLE_GRANT.PROJECT_ID.eq(project), ROLE_GRANT.ROLE.eq("chief_coordinator")), "role", "team.chief_there");
            check.reject(member != null && db.fetchExists(ROLE_GRANT, ROLE_GRANT.PROJECT_ID.eq(project), ROLE_GRANT.MEMBER_ID.eq(member), ROLE_GRANT.ROLE.eq(role.text()),
                    party == null ? ROLE_GRANT.PARTY_ID.isNull() : ROLE_GRANT.PARTY_ID.eq(party)), "member", "team.holds_already");
        }
        var facts = check(check, typed, member);
        if (member == null || role == null) throw new IllegalStateException();
        grants.grant(id, member, project, party, role, actor);
        write(project, id, facts, 0);
        activities.record(actor, new TeamActivity.SeatGiven(Ref.of("seat", id), member, role), project, party);
        if (party != null) followers.forEach(follower -> follower.seatsChanged(project, party, actor));
        return id;
    }

    private @Nullable PartyId own(ProjectId project, MemberId member) {
        var theirs = db.select(PARTY.ID)
                .from(PARTY)
                .join(MEMBER).on(MEMBER.WORKSPACE_ID.eq(PARTY.WORKSPACE_ID), MEMBER.REGION_ID.eq(PARTY.REGION_ID).or(MEMBER.DEPARTMENT_ID.eq(PARTY.DEPARTMENT_ID)))
                .where(PARTY.PROJECT_ID.eq(project), PARTY.REMOVED_AT.isNull(), MEMBER.ID.eq(member))
                .fetch(PARTY.ID);
        return theirs.size() == 1 ? theirs.getFirst() : null;
    }

    @Transactional
    public void change(ProjectId project, RoleGrantId id, Facts typed, int version, Actor actor) {
        var access = projects.access(project, actor);
        access.require(Permission.MANAGE_TEAM);
        var before = seat(project, id);
        requireOver(access, before.role(), before.party());
        var facts = check(new Refused.Check(), typed, before.member());
        write(project, id, facts, version);
        var changes = new Changes().of("duties", before.duties(), facts.duties()).of("contact", before.contact(), facts.contact()).of("deputy", before.deputyName(), name(facts.deputy()));
        if (changes.any()) activities.record(actor, new TeamActivity.SeatChanged(Ref.of("seat", id), before.member(), before.role(), changes.list()), project, before.party());
    }

    /** Takes a role away; with the last one, what somebody still owes in the project goes to others. The last chief coordinator’s can only be handed over. */
    @Transactional
    public void take(ProjectId project, RoleGrantId id, int version, Actor actor) {
        var access = projects.access(project, actor);
        access.require(Permission.MANAGE_TEAM);
        lock(project);
        var seat = seat(project, id);
        requireOver(access, seat.role(), seat.party());
        if (seat.version() != version) throw new Stale();
        if (seat.role() == Role.CHIEF_COORDINATOR && of(project).of(Role.CHIEF_COORDINATOR).size() == 1) throw Refused.because("team.last_chief");
        grants.revoke(id, actor);
        activities.record(actor, new TeamActivity.SeatTaken(Ref.of("seat", id), seat.member(), seat.role()), project, seat.party());
        var party = seat.party();
        if (party != null) followers.forEach(follower -> follower.seatsChanged(project, party, actor));
        departures.leaveProject(project, seat.member(), actor);
    }

    /**
     * Makes somebody the chief coordinator and takes the role from whoever holds it, in one step. {@code chief} is whom the
     * page showed (null: nobody). The sponsor may do it too: a chief coordinator can be gone.
     */
    @Transactional
    public void handOver(ProjectId project, @Nullable MemberId to, @Nullable MemberId chief, @Nullable Role staysAs, Actor actor) {
        var access = projects.access(project, actor);
        if (!access.mayEverywhere(Permission.MANAGE_TEAM)) access.requireEverywhere(Permission.APPROVE);
        lock(project);
        var before = of(project).of(Role.CHIEF_COORDINATOR);
        var there = before.isEmpty() ? null : before.getFirst().member();
        if (there == null ? chief != null : !there.equals(chief)) throw new Stale();
        var check = new Refused.Check();
        check.reject(to == null || !here(to), "to", "refused.not_a_choice");
        check.reject(to != null && before.size() == 1 && to.equals(there), "to", "team.is_chief");
        check.reject(staysAs != null && !STAYING.contains(staysAs), "stays_as", "refused.not_a_choice");
        check.done();
        if (to == null) throw new IllegalStateException();
        for (var seat : before) {
            if (seat.member().equals(to)) continue;
            grants.revoke(seat.id(), actor);
            if (staysAs != null) grants.grant(seat.member(), project, null, staysAs, actor);
        }
        var id = grants.grant(to, project, null, Role.CHIEF_COORDINATOR, actor);
        before.stream().map(Team.Seat::member).distinct().forEach(member -> departures.leaveProject(project, member, actor));
        activities.record(actor, new TeamActivity.ChiefHandedOver(Ref.of("seat", id), there, to), project, null);
    }

    /** Whether a person may give and take such a role: a lead those who work in their own party, the chief coordinator all. */
    public static boolean mayOver(ProjectAccess access, Role role, @Nullable PartyId party) {
        if (access.mayEverywhere(Permission.MANAGE_TEAM)) return true;
        return (role == Role.EXECUTOR || role == Role.TECHNICAL_SUPPORT) && party != null && access.may(Permission.MANAGE_TEAM, party);
    }

    private static void requireOver(ProjectAccess access, Role role, @Nullable PartyId party) {
        if (!mayOver(access, role, party)) throw new meridian.tenancy.NotAllowed();
    }

    /** One seat of the project. */
    @Transactional(readOnly = true)
    public Team.Seat seat(ProjectId project, RoleGrantId id) {
        return of(project).seats().stream().filter(seat -> seat.id().equals(id)).findFirst().orElseThrow(NotFound::new);
    }

    private Facts check(Refused.Check check, Facts typed, @Nullable MemberId member) {
        var duties = check.optional("duties", typed.duties(), 2000);
        var contact = check.optional("contact", typed.contact(), 200);
        check.reject(typed.deputy() != null && !here(typed.deputy()), "deputy", "refused.not_a_choice");
        check.reject(typed.deputy() != null && typed.deputy().equals(member), "deputy", "team.own_deputy");
        check.done();
        return new Facts(duties, contact, typed.deputy());
    }

    private void write(ProjectId project, RoleGrantId id, Facts facts, int version) {
        var written = db.insertInto(TEAM_MEMBER)
                .set(TEAM_MEMBER.ROLE_GRANT_ID, id)
                .set(TEAM_MEMBER.PROJECT_ID, project)
                .set(TEAM_MEMBER.DUTIES, facts.duties())
                .set(TEAM_MEMBER.CONTACT, facts.contact())
                .set(TEAM_MEMBER.DEPUTY_ID, facts.deputy())
                .set(TEAM_MEMBER.VERSION, 1) // 0 stands for a role of which nothing was said yet
                .onConflict(TEAM_MEMBER.WORKSPACE_ID, TEAM_MEMBER.ROLE_GRANT_ID)
                .doUpdate()
                .set(TEAM_MEMBER.DUTIES, facts.duties())
                .set(TEAM_MEMBER.CONTACT, facts.contact())
                .set(TEAM_MEMBER.DEPUTY_ID, facts.deputy())
                .set(TEAM_MEMBER.VERSION, TEAM_MEMBER.VERSION.plus(1))
                .where(TEAM_MEMBER.VERSION.eq(version))
                .execute();
        if (written == 0) throw new Stale();
    }

    // Two who hand over or take at the same moment: the second sees what the first did.
    private void lock(ProjectId project) {
        db.select(PROJECT.ID).from(PROJECT).where(PROJECT.ID.eq(project)).forUpdate().fetch();
    }

    private boolean here(MemberId member) {
        return db.fetchExists(MEMBER, MEMBER.ID.eq(member), MEMBER.STATE.ne("left"));
    }

    private @Nullable String name(@Nullable MemberId member) {
        return member == null ? null : db.select(MEMBER.DISPLAY_NAME).from(MEMBER).where(MEMBER.ID.eq(member)).fetchOne(MEMBER.DISPLAY_NAME);
    }
}
