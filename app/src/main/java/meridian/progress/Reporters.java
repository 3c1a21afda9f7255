package meridian.progress;

import static db.identity.Tables.MEMBER;
import static db.identity.Tables.REGION;
import static db.identity.Tables.ROLE_GRANT;
import static db.project.Tables.PROJECT;
import static db.workplan.Tables.TASK;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.least;
import static org.jooq.impl.DSL.min;
import static org.jooq.impl.DSL.select;

import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import meridian.identity.Role;
import meridian.tenancy.MemberId;
import meridian.tenancy.PartyId;
import meridian.tenancy.ProjectId;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Those who do a project's work: everybody who owns an open task that they did not send back. */
@Component
class Reporters {
    /** Open, of somebody, and not merely offered to them. */
    static final Condition OPEN = TASK.KIND.eq("task")
            .and(TASK.DELETED_AT.isNull())
            .and(TASK.STATUS.in("not_started", "in_progress", "blocked"))
            .and(TASK.DISPATCH.in("none", "accepted"));

    private final DSLContext db;

    Reporters(DSLContext db) {
        this.db = db;
    }

    @Transactional(readOnly = true)
    List<Reporter> of(ProjectId project) {
        var started = field("bool_or({0} in ('in_progress', 'blocked'))", Boolean.class, TASK.STATUS);
        var earliest = min(least(TASK.START_AT, TASK.FINISH_AT));
        var taskParty = field("(array_agg({0}) filter (where {0} is not null))[1]", TASK.PARTY_ID.getDataType(), TASK.PARTY_ID);
        return db.select(MEMBER.ID, MEMBER.DISPLAY_NAME, REGION.ID, REGION.ZONE, coalesce(grantParty(), taskParty), started, earliest)
                .from(TASK)
                .join(MEMBER).on(MEMBER.WORKSPACE_ID.eq(TASK.WORKSPACE_ID), MEMBER.ID.eq(TASK.OWNER_ID))
                .join(PROJECT).on(PROJECT.WORKSPACE_ID.eq(TASK.WORKSPACE_ID), PROJECT.ID.eq(TASK.PROJECT_ID))
                .join(REGION).on(REGION.WORKSPACE_ID.eq(MEMBER.WORKSPACE_ID), REGION.ID.eq(coalesce(MEMBER.REGION_ID, PROJECT.HOME_REGION_ID)))
                .where(TASK.PROJECT_ID.eq(project), OPEN, MEMBER.STATE.ne("left"), org.jooq.impl.DSL.exists(held(project)))
                .groupBy(MEMBER.WORKSPACE_ID, MEMBER.ID, MEMBER.DISPLAY_NAME, REGION.ID, REGION.ZONE, PROJECT.ID)
                .orderBy(MEMBER.DISPLAY_NAME, MEMBER.ID)
                .fetch(row -> new Reporter(row.value1(), row.value2(), row.value3(), ZoneId.of(row.value4()), row.value5(), row.value6(),
                        row.value7() == null ? null : row.value7().toLocalDate()));
    }

    /** One person who holds a role in the project, whether they have tasks or not. */
    @Transactional(readOnly = true)
    Optional<Reporter> one(ProjectId project, MemberId member) {
        return db.select(MEMBER.ID, MEMBER.DISPLAY_NAME, REGION.ID, REGION.ZONE, grantParty())
                .from(MEMBER)
                .join(PROJECT).on(PROJECT.WORKSPACE_ID.eq(MEMBER.WORKSPACE_ID), PROJECT.ID.eq(project))
                .join(REGION).on(REGION.WORKSPACE_ID.eq(MEMBER.WORKSPACE_ID), REGION.ID.eq(coalesce(MEMBER.REGION_ID, PROJECT.HOME_REGION_ID)))
                .where(MEMBER.ID.eq(member), org.jooq.impl.DSL.exists(held(project)))
                .fetchOptional(row -> new Reporter(row.value1(), row.value2(), row.value3(), ZoneId.of(row.value4()), row.value5(), false, null));
    }

    private static org.jooq.Select<?> held(ProjectId project) {
        return select(ROLE_GRANT.ID).from(ROLE_GRANT)
                .where(ROLE_GRANT.WORKSPACE_ID.eq(MEMBER.WORKSPACE_ID), ROLE_GRANT.MEMBER_ID.eq(MEMBER.ID), ROLE_GRANT.PROJECT_ID.eq(project));
    }

    /** The party whose work somebody does. */
    private static Field<PartyId> grantParty() {
        return field(select(ROLE_GRANT.PARTY_ID).from(ROLE_GRANT)
                .where(ROLE_GRANT.WORKSPACE_ID.eq(MEMBER.WORKSPACE_ID), ROLE_GRANT.MEMBER_ID.eq(MEMBER.ID), ROLE_GRANT.PROJECT_ID.eq(PROJECT.ID), ROLE_GRANT.PARTY_ID.isNotNull())
                .orderBy(ROLE_GRANT.ROLE.eq(Role.EXECUTOR.text()).desc(), ROLE_GRANT.ROLE.eq(Role.LEAD.text()).desc(), ROLE_GRANT.GRANTED_AT)
                .limit(1));
    }

    /** Who hears of a party's reports: its leads, else the chief coordinators, as far as they are still here. Never the person themselves. */
    @Transactional(readOnly = true)
    List<Overseer> overseers(ProjectId project) {
        return db.select(ROLE_GRANT.MEMBER_ID, ROLE_GRANT.PARTY_ID, ROLE_GRANT.ROLE)
                .from(ROLE_GRANT)
                .join(MEMBER).on(MEMBER.WORKSPACE_ID.eq(ROLE_GRANT.WORKSPACE_ID), MEMBER.ID.eq(ROLE_GRANT.MEMBER_ID), MEMBER.STATE.ne("left"))
                .where(ROLE_GRANT.PROJECT_ID.eq(project), ROLE_GRANT.ROLE.in(Role.LEAD.text(), Role.CHIEF_COORDINATOR.text()))
                .orderBy(ROLE_GRANT.GRANTED_AT, ROLE_GRANT.ID)
                .fetch(row -> new Overseer(row.value1(), row.value2(), Role.of(row.value3())));
    }

    record Overseer(MemberId member, @org.jspecify.annotations.Nullable PartyId party, Role role) {
        boolean leads(@org.jspecify.annotations.Nullable PartyId other) {
            return role == Role.LEAD && (party == null || party.equals(other));
        }

        static List<MemberId> leadsOf(Reporter reporter, List<Overseer> all) {
            return all.stream().filter(one -> one.leads(reporter.party()) && !one.member().equals(reporter.member())).map(Overseer::member).distinct().toList();
        }

        static @org.jspecify.annotations.Nullable MemberId of(Reporter reporter, List<Overseer> all) {
            return leadsOf(reporter, all).stream().findFirst().orElseGet(() -> all.stream()
                    .filter(one -> one.role() == Role.CHIEF_COORDINATOR && !one.member().equals(reporter.member()))
                    .map(Overseer::member)
                    .findFirst()
                    .orElse(null));
        }
    }
}
