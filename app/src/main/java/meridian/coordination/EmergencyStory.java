package meridian.coordination;

import static db.coordination.Tables.EMERGENCY;
import static db.coordination.Tables.EMERGENCY_ENTRY;
import static db.coordination.Tables.EMERGENCY_PARTY;
import static db.identity.Tables.MEMBER;
import static db.project.Tables.PARTY;
import static db.project.Tables.PROJECT;
import static org.jooq.impl.DSL.multiset;
import static org.jooq.impl.DSL.select;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import meridian.activity.StoryPart;
import meridian.tenancy.EmergencyId;
import meridian.tenancy.ProjectId;
import meridian.tenancy.Reader;
import meridian.tenancy.Ref;
import org.jooq.DSLContext;
import org.jooq.SelectFieldOrAsterisk;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Emergencies as parts of a story: everybody who reads the project may hear it. */
@Component
class EmergencyStory implements StoryPart {
    // Each word of the room would be no story any more.
    private static final List<String> TOLD = List.of("answer", "proposal", "acceptance", "rejection", "closure", "withdrawal");

    private final DSLContext db;

    EmergencyStory(DSLContext db) {
        this.db = db;
    }

    @Override
    public String kind() {
        return "emergency";
    }

    @Override
    public List<Telling> tell(Collection<UUID> things, ProjectId project, Reader reader) {
        var parties = multiset(select(PARTY.ID, PARTY.NAME).from(EMERGENCY_PARTY)
                        .join(PARTY).on(PARTY.WORKSPACE_ID.eq(EMERGENCY_PARTY.WORKSPACE_ID), PARTY.ID.eq(EMERGENCY_PARTY.PARTY_ID))
                        .where(EMERGENCY_PARTY.WORKSPACE_ID.eq(EMERGENCY.WORKSPACE_ID), EMERGENCY_PARTY.EMERGENCY_ID.eq(EMERGENCY.ID))
                        .orderBy(PARTY.POSITION));
        var lines = multiset(select(EMERGENCY_ENTRY.AT, MEMBER.DISPLAY_NAME, EMERGENCY_ENTRY.KIND, EMERGENCY_ENTRY.CONTENT).from(EMERGENCY_ENTRY)
                        .leftJoin(MEMBER).on(MEMBER.WORKSPACE_ID.eq(EMERGENCY_ENTRY.WORKSPACE_ID), MEMBER.ID.eq(EMERGENCY_ENTRY.BY_ID))
                        .where(EMERGENCY_ENTRY.WORKSPACE_ID.eq(EMERGENCY.WORKSPACE_ID), EMERGENCY_ENTRY.EMERGENCY_ID.eq(EMERGENCY.ID), EMERGENCY_ENTRY.KIND.in(TOLD))
                        .orderBy(EMERGENCY_ENTRY.AT, EMERGENCY_ENTRY.ID)
                        .limit(100))
                .convertFrom(rows -> rows.map(row -> line(row.value1(), row.value2(), row.value3(), row.value4())));
        var raiser = MEMBER.as("raiser");
        var columns = new ArrayList<SelectFieldOrAsterisk>(Emergencies.COLUMNS);
        columns.addAll(List.of(PROJECT.CODE, raiser.DISPLAY_NAME, parties, lines));
        return db.select(columns)
                .from(EMERGENCY)
                .join(PROJECT).on(PROJECT.WORKSPACE_ID.eq(EMERGENCY.WORKSPACE_ID), PROJECT.ID.eq(EMERGENCY.PROJECT_ID))
                .join(raiser).on(raiser.WORKSPACE_ID.eq(EMERGENCY.WORKSPACE_ID), raiser.ID.eq(EMERGENCY.RAISED_BY))
                .where(EMERGENCY.PROJECT_ID.eq(project), EMERGENCY.ID.in(things.stream().map(EmergencyId::new).toList()))
                .fetch(row -> {
                    var emergency = Emergencies.read(row);
                    var hit = row.get(parties);
                    var all = new ArrayList<Line>();
                    all.add(new Line(emergency.raisedAt(), row.get(raiser.DISPLAY_NAME), "emergency.entry.raised", List.of(), emergency.what()));
                    all.addAll(row.get(lines));
                    return new Telling(Ref.of("emergency", emergency.id()), emergency.raisedAt(), emergency.name(), emergency.title(), "/p/" + row.get(PROJECT.CODE) + "/emergencies/" + emergency.number(),
                            emergency.what(), hit.isEmpty() ? null : hit.getFirst().value1(), hit.isEmpty() ? null : String.join(", ", hit.getValues(PARTY.NAME)),
                            "emergency.state." + emergency.state().text(), all);
                });
    }

    private static Line line(Instant at, @Nullable String who, String kind, String content) {
        return new Line(at, who == null ? "" : who, "emergency.entry." + kind, List.of(), content);
    }
}
