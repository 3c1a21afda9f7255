package meridian.workplan;

import static db.workplan.Tables.PLAN_EDIT;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import meridian.tenancy.Actor;
import meridian.tenancy.BaselineId;
import meridian.tenancy.DeliverableId;
import meridian.tenancy.Id;
import meridian.tenancy.MemberId;
import meridian.tenancy.NotFound;
import meridian.tenancy.PartyId;
import meridian.tenancy.PlanEditId;
import meridian.tenancy.ProjectId;
import meridian.tenancy.Stale;
import meridian.tenancy.TaskId;
import org.jooq.DSLContext;
import org.jooq.JSONB;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.ToStringSerializer;

/** What each edit of the plan changed, kept so that its author can take it back. */
@Component
class PlanEdits {
    /** How many edits one after the other can be taken back. */
    private static final int STEPS = 100;

    private final DSLContext db;
    private final Clock clock;
    /** Writes and reads what a row was. */
    static final JsonMapper JSON = JsonMapper.builder()
            .addModule(new SimpleModule()
                    .addSerializer(Id.class, ToStringSerializer.instance)
                    .addDeserializer(TaskId.class, id(TaskId::of))
                    .addDeserializer(PartyId.class, id(PartyId::of))
                    .addDeserializer(MemberId.class, id(MemberId::of))
                    .addDeserializer(BaselineId.class, id(BaselineId::of))
                    .addDeserializer(DeliverableId.class, id(DeliverableId::of)))
            .build();

    PlanEdits(DSLContext db, Clock clock) {
        this.db = db;
        this.clock = clock;
    }

    /** How one row was or is: what people typed, or where it stands, or that it lies in the trash; null is untouched. */
    record State(TaskId id, int version, @Nullable TaskFields fields, @Nullable Dispatch dispatch, @Nullable Place place, @Nullable Boolean trashed) {
        State at(int version) {
            return new State(id, version, fields, dispatch, place, trashed);
        }

        static State of(Task task, TaskFields fields) {
            return new State(task.id(), task.version(), fields, task.dispatch(), null, null);
        }

        static State placed(Task task) {
            return new State(task.id(), task.version(), null, null, new Place(task.kind(), task.parent(), task.position()), null);
        }

        static State trashed(TaskId id, int version, boolean trashed) {
            return new State(id, version, null, null, null, trashed);
        }
    }

    record Place(TaskKind kind, @Nullable TaskId parent, String position) {}

    record Edit(PlanEditId id, ProjectId project, List<State> before, List<State> after) {}

    PlanEditId keep(ProjectId project, List<State> before, List<State> after, Actor actor) {
        var id = PlanEditId.next();
        db.insertInto(PLAN_EDIT)
                .set(PLAN_EDIT.ID, id)
                .set(PLAN_EDIT.PROJECT_ID, project)
                .set(PLAN_EDIT.EDITED_BY, actor.person())
                .set(PLAN_EDIT.EDITED_AT, clock.instant())
                .set(PLAN_EDIT.BEFORE, JSONB.valueOf(JSON.writeValueAsString(before)))
                .set(PLAN_EDIT.AFTER, JSONB.valueOf(JSON.writeValueAsString(after)))
                .execute();
        return id;
    }

    /** The project whose plan the edit changed; not found where it is somebody else’s. */
    ProjectId project(PlanEditId id, Actor actor) {
        return db.select(PLAN_EDIT.PROJECT_ID).from(PLAN_EDIT).where(PLAN_EDIT.ID.eq(id), PLAN_EDIT.EDITED_BY.eq(actor.person())).fetchOptional(PLAN_EDIT.PROJECT_ID).orElseThrow(NotFound::new);
    }

    /** Takes an edit for undoing: it must be the actor’s own and not undone already. */
    Edit take(PlanEditId id, Actor actor) {
        var row = db.select(PLAN_EDIT.PROJECT_ID, PLAN_EDIT.BEFORE, PLAN_EDIT.AFTER, PLAN_EDIT.UNDONE_AT)
                .from(PLAN_EDIT)
                .where(PLAN_EDIT.ID.eq(id), PLAN_EDIT.EDITED_BY.eq(actor.person()))
                .forUpdate()
                .fetchOptional()
                .orElseThrow(NotFound::new);
        if (row.value4() != null) throw new Stale();
        Instant now = clock.instant();
        db.update(PLAN_EDIT).set(PLAN_EDIT.UNDONE_AT, now).where(PLAN_EDIT.ID.eq(id)).execute();
        return new Edit(id, row.value1(), states(row.value2()), states(row.value3()));
    }

    /**
     * A row is as it was at a version again, under a new number: the actor’s earlier edits that led to that version can be
     * taken back next.
     */
    void renumber(ProjectId project, Map<TaskId, Renumbered> rows, Actor actor) {
        var latest = db.select(PLAN_EDIT.ID, PLAN_EDIT.AFTER)
                .from(PLAN_EDIT)
                .where(PLAN_EDIT.PROJECT_ID.eq(project), PLAN_EDIT.EDITED_BY.eq(actor.person()), PLAN_EDIT.UNDONE_AT.isNull())
                .orderBy(PLAN_EDIT.EDITED_AT.desc())
                .limit(STEPS)
                .fetch();
        for (var edit : latest) {
            var states = states(edit.value2());
            var now = states.stream().map(state -> rows.getOrDefault(state.id(), Renumbered.NOT).from() == state.version() ? state.at(rows.get(state.id()).to()) : state).toList();
            if (!now.equals(states)) db.update(PLAN_EDIT).set(PLAN_EDIT.AFTER, JSONB.valueOf(JSON.writeValueAsString(now))).where(PLAN_EDIT.ID.eq(edit.value1())).execute();
        }
    }

    record Renumbered(int from, int to) {
        private static final Renumbered NOT = new Renumbered(-1, -1);
    }

    private List<State> states(JSONB text) {
        return List.of(JSON.readValue(text.data(), State[].class));
    }

    private static <T> ValueDeserializer<T> id(java.util.function.Function<String, T> of) {
        return new ValueDeserializer<>() {
            @Override
            public T deserialize(JsonParser parser, DeserializationContext context) {
                return of.apply(parser.getString());
            }
        };
    }
}
