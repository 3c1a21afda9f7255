package meridian.project;

import static db.document.Tables.DOCUMENT;
import static db.identity.Tables.DEPARTMENT;
import static db.identity.Tables.MEMBER;
import static db.identity.Tables.REGION;
import static db.identity.Tables.ROLE_GRANT;
import static db.project.Tables.DELIVERABLE;
import static db.project.Tables.PARTY;
import static db.project.Tables.RESOURCE;
import static db.project.Tables.RESPONSIBILITY;
import static db.project.Tables.SCOPE_ITEM;
import static db.project.Tables.TOOL_RULES;

import java.util.ArrayList;
import java.util.List;
import meridian.tenancy.ProjectId;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.springframework.stereotype.Component;

/** What has to be there before a project is launched. */
@Component
class PreparationGate implements GateCheck {
    private final DSLContext db;
    private final Charters charters;

    PreparationGate(DSLContext db, Charters charters) {
        this.db = db;
        this.charters = charters;
    }

    @Override
    public List<Item> items(ProjectId project, Stage leaving) {
        if (leaving != Stage.PREPARATION) return List.of();
        var charter = charters.of(project);
        var content = charter.content();
        var there = there(project);
        return List.of(
                item("goal", !content.goal().isBlank(), List.of(), "/charter/edit"),
                item("region_in_scope", content.inScope().stream().anyMatch(scope -> scope.kind().equals("region")), List.of(), "/charter/edit"),
                item("indicator_with_target", content.indicators().stream().anyMatch(indicator -> !indicator.target().isEmpty()), List.of(), "/indicators"),
                item("charter_approved", charter.state() == Charter.State.APPROVED && !there.charterVoid(), List.of(), "/charter#approval"),
                chiefCoordinator(project),
                leads(project, there.party()),
                responsibilities(project, there.deliverable()),
                item("resources_drafted", there.resource(), List.of(), "/resources"),
                item("tool_rules_published", there.rules(), List.of(), "/rules"));
    }

    private record There(boolean party, boolean deliverable, boolean resource, boolean rules, boolean charterVoid) {}

    private There there(ProjectId project) {
        return db.select(
                        DSL.exists(DSL.selectOne().from(PARTY).where(PARTY.PROJECT_ID.eq(project), PARTY.REMOVED_AT.isNull())),
                        DSL.exists(DSL.selectOne().from(DELIVERABLE).where(DELIVERABLE.PROJECT_ID.eq(project), DELIVERABLE.DELETED_AT.isNull())),
                        DSL.exists(DSL.selectOne().from(RESOURCE).where(RESOURCE.PROJECT_ID.eq(project), RESOURCE.DELETED_AT.isNull())),
                        DSL.exists(DSL.selectOne().from(TOOL_RULES).where(TOOL_RULES.PROJECT_ID.eq(project), TOOL_RULES.PUBLISHED_AT.isNotNull())
                                .andNotExists(DSL.selectOne().from(DOCUMENT).where(DOCUMENT.PROJECT_ID.eq(project), DOCUMENT.KIND.eq(RuleBooks.DOCUMENT_KIND), DOCUMENT.VOIDED_AT.isNotNull()))),
                        DSL.exists(DSL.selectOne().from(DOCUMENT).where(DOCUMENT.PROJECT_ID.eq(project), DOCUMENT.KIND.eq(Charters.DOCUMENT_KIND), DOCUMENT.VOIDED_AT.isNotNull())))
                .fetchSingle(row -> new There(row.value1(), row.value2(), row.value3(), row.value4(), row.value5()));
    }

    private Item chiefCoordinator(ProjectId project) {
        var names = db.select(MEMBER.DISPLAY_NAME)
                .from(ROLE_GRANT)
                .join(MEMBER).on(MEMBER.WORKSPACE_ID.eq(ROLE_GRANT.WORKSPACE_ID), MEMBER.ID.eq(ROLE_GRANT.MEMBER_ID))
                .where(ROLE_GRANT.PROJECT_ID.eq(project), ROLE_GRANT.ROLE.eq("chief_coordinator"), MEMBER.STATE.ne("left"))
                .fetch(MEMBER.DISPLAY_NAME);
        return item("one_chief_coordinator", names.size() == 1, names.size() > 1 ? names : List.of(), "/team");
    }

    // Who has left leads nobody; regions and departments in scope that are no party yet lack a lead as well.
    private Item leads(ProjectId project, boolean any) {
        var led = DSL.exists(DSL.selectOne().from(ROLE_GRANT)
                .join(MEMBER).on(MEMBER.WORKSPACE_ID.eq(ROLE_GRANT.WORKSPACE_ID), MEMBER.ID.eq(ROLE_GRANT.MEMBER_ID), MEMBER.STATE.ne("left"))
                .where(ROLE_GRANT.WORKSPACE_ID.eq(PARTY.WORKSPACE_ID), ROLE_GRANT.PARTY_ID.eq(PARTY.ID), ROLE_GRANT.ROLE.in("lead", "support_head")));
        var without = new ArrayList<>(db.select(PARTY.NAME)
                .from(PARTY)
                .where(PARTY.PROJECT_ID.eq(project), PARTY.REMOVED_AT.isNull()).andNot(led)
                .orderBy(PARTY.POSITION)
                .fetch(PARTY.NAME));
        var name = DSL.coalesce(REGION.NAME, DEPARTMENT.NAME);
        without.addAll(db.select(name)
                .from(SCOPE_ITEM)
                .leftJoin(REGION).on(REGION.WORKSPACE_ID.eq(SCOPE_ITEM.WORKSPACE_ID), REGION.ID.eq(SCOPE_ITEM.REGION_ID))
                .leftJoin(DEPARTMENT).on(DEPARTMENT.WORKSPACE_ID.eq(SCOPE_ITEM.WORKSPACE_ID), DEPARTMENT.ID.eq(SCOPE_ITEM.DEPARTMENT_ID))
                .where(SCOPE_ITEM.PROJECT_ID.eq(project), SCOPE_ITEM.INCLUDED.isTrue(), name.isNotNull())
                .andNotExists(DSL.selectOne().from(PARTY)
                        .where(PARTY.WORKSPACE_ID.eq(SCOPE_ITEM.WORKSPACE_ID), PARTY.PROJECT_ID.eq(project), PARTY.REMOVED_AT.isNull(),
                                PARTY.REGION_ID.eq(SCOPE_ITEM.REGION_ID).or(PARTY.DEPARTMENT_ID.eq(SCOPE_ITEM.DEPARTMENT_ID))))
                .orderBy(SCOPE_ITEM.POSITION)
                .fetch(name));
        return item("lead_for_every_party", any && without.isEmpty(), without, "/team");
    }

    private Item responsibilities(ProjectId project, boolean any) {
        var without = db.select(DELIVERABLE.NAME)
                .from(DELIVERABLE)
                .where(DELIVERABLE.PROJECT_ID.eq(project), DELIVERABLE.DELETED_AT.isNull())
                .andNotExists(DSL.selectOne().from(RESPONSIBILITY)
                        .where(RESPONSIBILITY.WORKSPACE_ID.eq(DELIVERABLE.WORKSPACE_ID), RESPONSIBILITY.DELIVERABLE_ID.eq(DELIVERABLE.ID)))
                .orderBy(DELIVERABLE.POSITION)
                .fetch(DELIVERABLE.NAME);
        return item("responsibilities_drafted", any && without.isEmpty(), without, "/team/responsibilities");
    }

    private static Item item(String key, boolean there, List<String> missing, String mend) {
        return new Item(key, there, missing, mend);
    }
}
