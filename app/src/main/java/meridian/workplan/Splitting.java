package meridian.workplan;

import static db.identity.Tables.MEMBER;
import static db.identity.Tables.ROLE_GRANT;
import static db.project.Tables.PARTY;
import static db.workplan.Tables.TASK;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import meridian.identity.Permission;
import meridian.project.ProjectAccess;
import meridian.tenancy.NotAllowed;
import meridian.tenancy.PartyId;
import meridian.tenancy.TaskId;
import meridian.web.Choice;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What a lead has still to give out, package by package, and to whom they can. */
@Component
public class Splitting {
    private static final int PAGE = 100;

    private final DSLContext db;

    Splitting(DSLContext db) {
        this.db = db;
    }

    public record Unsplit(TaskId id, int number, String title, @Nullable PartyId party, String partyName, @Nullable LocalDate finish, Dispatch dispatch, String reason, List<Choice> candidates) {}

    public record Group(String title, List<Unsplit> tasks) {}

    public record Page(List<Group> groups, @Nullable String after) {}

    @Transactional(readOnly = true)
    public Page of(ProjectAccess here, @Nullable String after) {
        if (!here.may(Permission.DISPATCH)) throw new NotAllowed();
        var parent = TASK.as("parent");
        var own = here.mayEverywhere(Permission.DISPATCH) ? DSL.noCondition() : TASK.PARTY_ID.in(here.parties().stream().filter(party -> here.may(Permission.DISPATCH, party)).toList());
        var candidates = candidates(here);
        var groups = new LinkedHashMap<String, List<Unsplit>>();
        var rows = db.select(TASK.ID, TASK.NUMBER, TASK.TITLE, TASK.PARTY_ID, PARTY.NAME, TASK.FINISH_AT, TASK.DISPATCH, TASK.DISPATCH_REASON, TASK.PATH, parent.TITLE)
                .from(TASK)
                .leftJoin(parent).on(parent.WORKSPACE_ID.eq(TASK.WORKSPACE_ID), parent.ID.eq(TASK.PARENT_ID))
                .leftJoin(PARTY).on(PARTY.WORKSPACE_ID.eq(TASK.WORKSPACE_ID), PARTY.ID.eq(TASK.PARTY_ID))
                .where(TASK.PROJECT_ID.eq(here.id()), TASK.DELETED_AT.isNull(), TASK.KIND.eq("task"), TASK.OWNER_ID.isNull(), TASK.STATUS.in("not_started", "in_progress", "blocked"), own)
                .and(after == null ? DSL.noCondition() : TASK.PATH.gt(after))
                .orderBy(TASK.PATH)
                .limit(PAGE + 1)
                .fetch();
        var more = rows.size() > PAGE;
        for (var row : more ? rows.subList(0, PAGE) : rows) {
            var finish = row.get(TASK.FINISH_AT);
            groups.computeIfAbsent(row.get(parent.TITLE) == null ? "" : row.get(parent.TITLE), title -> new ArrayList<>())
                    .add(new Unsplit(row.get(TASK.ID), row.get(TASK.NUMBER), row.get(TASK.TITLE), row.get(TASK.PARTY_ID), row.get(PARTY.NAME) == null ? "" : row.get(PARTY.NAME),
                            finish == null ? null : finish.toLocalDate(), Dispatch.of(row.get(TASK.DISPATCH)), row.get(TASK.DISPATCH_REASON),
                            candidates.getOrDefault(row.get(TASK.PARTY_ID), candidates.getOrDefault(null, List.of()))));
        }
        return new Page(groups.entrySet().stream().map(group -> new Group(group.getKey(), group.getValue())).toList(), more ? rows.get(PAGE - 1).get(TASK.PATH) : null);
    }

    // Of each party its own people; where it has none, and for work of no party, everybody who does tasks.
    private Map<@Nullable PartyId, List<Choice>> candidates(ProjectAccess here) {
        var byParty = new LinkedHashMap<@Nullable PartyId, List<Choice>>();
        var everybody = new LinkedHashMap<String, Choice>();
        db.select(MEMBER.ID, MEMBER.DISPLAY_NAME, ROLE_GRANT.PARTY_ID)
                .from(ROLE_GRANT)
                .join(MEMBER).on(MEMBER.WORKSPACE_ID.eq(ROLE_GRANT.WORKSPACE_ID), MEMBER.ID.eq(ROLE_GRANT.MEMBER_ID))
                .where(ROLE_GRANT.PROJECT_ID.eq(here.id()), MEMBER.STATE.ne("left"), ROLE_GRANT.ROLE.notIn("sponsor", "reviewer"))
                .orderBy(DSL.case_(ROLE_GRANT.ROLE).when("executor", 0).otherwise(1), MEMBER.DISPLAY_NAME.collate("extension.names"))
                .forEach(row -> {
                    var choice = new Choice(row.value1().toString(), row.value2());
                    everybody.putIfAbsent(choice.value(), choice);
                    if (row.value3() == null) return;
                    var people = byParty.computeIfAbsent(row.value3(), party -> new ArrayList<>());
                    if (!people.contains(choice)) people.add(choice);
                });
        byParty.put(null, List.copyOf(everybody.values()));
        return byParty;
    }
}
