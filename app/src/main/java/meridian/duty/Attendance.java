package meridian.duty;

import static db.identity.Tables.ABSENCE;
import static db.identity.Tables.DELEGATION;
import static db.identity.Tables.MEMBER;
import static db.identity.Tables.REGION;
import static db.identity.Tables.ROLE_GRANT;
import static org.jooq.impl.DSL.field;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import meridian.duty.Climb.Candidate;
import meridian.identity.Power;
import meridian.identity.Role;
import meridian.tenancy.MemberId;
import meridian.tenancy.PartyId;
import meridian.tenancy.ProjectId;
import meridian.tenancy.RegionId;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Who is here, away or gone at an instant, on the day it is where they work; and who holds which post. Who travels is here. */
@Component
class Attendance {
    private static final Condition OFF = ABSENCE.KIND.ne("travel");

    private final DSLContext db;

    Attendance(DSLContext db) {
        this.db = db;
    }

    // Somebody's day is the one where they work.
    private static Field<LocalDate> today(Instant now) {
        return field("({0} at time zone coalesce({1}, {2}))::date", LocalDate.class, org.jooq.impl.DSL.val(now.atOffset(ZoneOffset.UTC)), REGION.ZONE, MEMBER.ZONE);
    }

    /** These people, and the admins of the workspace. */
    record Present(Map<MemberId, Candidate> people, List<Candidate> admins) {
        List<MemberId> here(Collection<MemberId> members) {
            return members.stream().filter(member -> people.get(member) != null && people.get(member).state() == Candidate.State.HERE).toList();
        }
    }

    Present of(Set<MemberId> who, Instant now) {
        var standIn = MEMBER.as("stand_in");
        var people = new HashMap<MemberId, Candidate>();
        var admins = new ArrayList<Candidate>();
        db.select(MEMBER.ID, MEMBER.STATE, MEMBER.WORKSPACE_ROLE, ABSENCE.ID, standIn.ID)
                .from(MEMBER)
                .leftJoin(REGION).on(REGION.WORKSPACE_ID.eq(MEMBER.WORKSPACE_ID), REGION.ID.eq(MEMBER.REGION_ID))
                .leftJoin(ABSENCE).on(ABSENCE.WORKSPACE_ID.eq(MEMBER.WORKSPACE_ID), ABSENCE.MEMBER_ID.eq(MEMBER.ID), OFF, ABSENCE.FIRST_DAY.le(today(now)), ABSENCE.LAST_DAY.ge(today(now)))
                .leftJoin(standIn).on(standIn.WORKSPACE_ID.eq(ABSENCE.WORKSPACE_ID), standIn.ID.eq(ABSENCE.STAND_IN_ID), standIn.STATE.ne("left"))
                .where(MEMBER.ID.in(who).or(MEMBER.WORKSPACE_ROLE.eq("admin").and(MEMBER.STATE.eq("active"))))
                .orderBy(MEMBER.CREATED_AT, MEMBER.ID)
                .forEach(row -> {
                    var state = row.value2().equals("left") ? Candidate.State.LEFT : row.value4() != null ? Candidate.State.AWAY : Candidate.State.HERE;
                    var candidate = new Candidate(row.value1(), state, row.value5());
                    people.put(row.value1(), candidate);
                    if (row.value3().equals("admin")) admins.add(candidate);
                });
        return new Present(people, admins);
    }

    /** Somebody who is off at this instant; {@code lastDay} is the last of these days where they work. */
    record Off(MemberId member, @Nullable RegionId region, LocalDate lastDay, @Nullable MemberId standIn) {}

    /** Who is off, of everybody or (if given) of some. */
    Map<MemberId, Off> off(@Nullable Collection<MemberId> of, Instant now) {
        var off = new HashMap<MemberId, Off>();
        db.select(ABSENCE.MEMBER_ID, MEMBER.REGION_ID, ABSENCE.LAST_DAY, ABSENCE.STAND_IN_ID)
                .from(ABSENCE)
                .join(MEMBER).on(MEMBER.WORKSPACE_ID.eq(ABSENCE.WORKSPACE_ID), MEMBER.ID.eq(ABSENCE.MEMBER_ID))
                .leftJoin(REGION).on(REGION.WORKSPACE_ID.eq(MEMBER.WORKSPACE_ID), REGION.ID.eq(MEMBER.REGION_ID))
                .where(OFF, ABSENCE.FIRST_DAY.le(today(now)), ABSENCE.LAST_DAY.ge(today(now)))
                .and(of == null ? org.jooq.impl.DSL.noCondition() : ABSENCE.MEMBER_ID.in(of))
                .forEach(row -> off.put(row.value1(), new Off(row.value1(), row.value2(), row.value3(), row.value4())));
        return off;
    }

    /** A power that is with a stand-in at this instant. */
    record Delegated(MemberId member, MemberId standIn, Power power, @Nullable ProjectId project) {}

    List<Delegated> delegated(@Nullable Collection<MemberId> of, Instant now) {
        return db.select(DELEGATION.MEMBER_ID, DELEGATION.STAND_IN_ID, DELEGATION.POWER, DELEGATION.PROJECT_ID)
                .from(DELEGATION)
                .join(MEMBER).on(MEMBER.WORKSPACE_ID.eq(DELEGATION.WORKSPACE_ID), MEMBER.ID.eq(DELEGATION.MEMBER_ID))
                .leftJoin(REGION).on(REGION.WORKSPACE_ID.eq(MEMBER.WORKSPACE_ID), REGION.ID.eq(MEMBER.REGION_ID))
                .where(DELEGATION.FIRST_DAY.le(today(now)), DELEGATION.LAST_DAY.ge(today(now)))
                .and(of == null ? org.jooq.impl.DSL.noCondition() : DELEGATION.MEMBER_ID.in(of))
                .orderBy(DELEGATION.PROJECT_ID.asc().nullsLast(), DELEGATION.ID)
                .fetch(row -> new Delegated(row.value1(), row.value2(), Power.of(row.value3()), row.value4()));
    }

    /** A lead, chief coordinator or sponsor of a project. */
    record Post(ProjectId project, @Nullable PartyId party, Role role, MemberId member) {}

    /** The posts of these projects, the longest held first. The head of a support department is asked as its lead is, after one. */
    List<Post> posts(Collection<ProjectId> projects) {
        if (projects.isEmpty()) return List.of();
        return db.select(ROLE_GRANT.PROJECT_ID, ROLE_GRANT.PARTY_ID, ROLE_GRANT.ROLE, ROLE_GRANT.MEMBER_ID)
                .from(ROLE_GRANT)
                .where(ROLE_GRANT.PROJECT_ID.in(projects), ROLE_GRANT.ROLE.in(Role.LEAD.text(), Role.SUPPORT_HEAD.text(), Role.CHIEF_COORDINATOR.text(), Role.SPONSOR.text()))
                .orderBy(ROLE_GRANT.ROLE.eq(Role.SUPPORT_HEAD.text()), ROLE_GRANT.GRANTED_AT, ROLE_GRANT.ID)
                .fetch(row -> new Post(row.value1(), row.value2(), row.value3().equals(Role.SUPPORT_HEAD.text()) ? Role.LEAD : Role.of(row.value3()), row.value4()));
    }

    /** Of these people, which of these projects each can see. */
    Map<MemberId, Set<ProjectId>> seeing(Collection<MemberId> members, Collection<ProjectId> projects) {
        if (members.isEmpty() || projects.isEmpty()) return Map.of();
        var seeing = new HashMap<MemberId, Set<ProjectId>>();
        db.selectDistinct(ROLE_GRANT.MEMBER_ID, ROLE_GRANT.PROJECT_ID)
                .from(ROLE_GRANT)
                .where(ROLE_GRANT.MEMBER_ID.in(members), ROLE_GRANT.PROJECT_ID.in(projects), ROLE_GRANT.ROLE.ne(Role.GUEST.text()))
                .forEach(row -> seeing.computeIfAbsent(row.value1(), member -> new java.util.HashSet<>()).add(row.value2()));
        return seeing;
    }
}
