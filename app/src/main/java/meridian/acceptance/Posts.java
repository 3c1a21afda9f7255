package meridian.acceptance;

import static db.project.Tables.RESPONSIBILITY;
import static db.workplan.Tables.PACKAGE_RESPONSIBILITY;
import static db.workplan.Tables.TASK;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.select;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import meridian.identity.Role;
import meridian.project.Team;
import meridian.project.Teams;
import meridian.tenancy.DeliverableId;
import meridian.tenancy.MemberId;
import meridian.tenancy.PartyId;
import meridian.tenancy.ProjectId;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Who has which part in a deliverable’s acceptance: by their role, and by the responsibility matrix. */
@Component
class Posts {
    private final DSLContext db;
    private final Teams teams;

    Posts(DSLContext db, Teams teams) {
        this.db = db;
        this.teams = teams;
    }

    Team team(ProjectId project) {
        return teams.of(project);
    }

    static @Nullable MemberId chief(Team team) {
        return team.of(Role.CHIEF_COORDINATOR).stream().filter(seat -> !seat.left()).map(Team.Seat::member).findFirst().orElse(null);
    }

    static List<MemberId> leads(Team team, PartyId party) {
        return team.seats().stream().filter(seat -> !seat.left() && seat.leading() && party.equals(seat.party())).map(Team.Seat::member).toList();
    }

    static @Nullable MemberId lead(Team team, PartyId party) {
        return leads(team, party).stream().findFirst().orElse(null);
    }

    /** The letters of a deliverable: its row of the matrix, and where its work packages say who answers, what they say. */
    record Letters(Map<PartyId, String> of) {
        List<PartyId> with(String letter) {
            return of.entrySet().stream().filter(entry -> entry.getValue().equals(letter)).map(Map.Entry::getKey).sorted(java.util.Comparator.comparing(PartyId::value)).toList();
        }

        /** The parties whose work it is, those that answer for it first. */
        List<PartyId> doing() {
            var all = new ArrayList<>(with("A"));
            all.addAll(with("R"));
            return all;
        }
    }

    private record Said(boolean byPackage, PartyId party, String letter) {}

    Letters letters(DeliverableId deliverable) {
        var letters = new HashMap<PartyId, String>();
        var own = db.select(inline(false), RESPONSIBILITY.PARTY_ID, RESPONSIBILITY.LETTER).from(RESPONSIBILITY).where(RESPONSIBILITY.DELIVERABLE_ID.eq(deliverable))
                .unionAll(select(inline(true), PACKAGE_RESPONSIBILITY.PARTY_ID, PACKAGE_RESPONSIBILITY.LETTER)
                        .from(PACKAGE_RESPONSIBILITY)
                        .join(TASK).on(TASK.WORKSPACE_ID.eq(PACKAGE_RESPONSIBILITY.WORKSPACE_ID), TASK.ID.eq(PACKAGE_RESPONSIBILITY.TASK_ID))
                        .where(TASK.DELIVERABLE_ID.eq(deliverable), TASK.DELETED_AT.isNull(), PACKAGE_RESPONSIBILITY.LETTER.ne("")))
                .fetch(row -> new Said(row.value1(), row.value2(), row.value3()));
        own.stream().filter(one -> !one.byPackage()).forEach(one -> letters.put(one.party(), one.letter()));
        var said = own.stream().filter(Said::byPackage).toList();
        // Where a package names who answers for it, that party approves what the package delivers.
        if (said.stream().anyMatch(one -> one.letter().equals("A"))) letters.replaceAll((party, letter) -> letter.equals("A") ? "R" : letter);
        said.forEach(one -> {
            if (one.letter().equals("A") || !letters.containsKey(one.party())) letters.put(one.party(), one.letter());
        });
        return new Letters(letters);
    }
}
