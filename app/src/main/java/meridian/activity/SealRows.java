package meridian.activity;

import static db.activity.Tables.ACTIVITY;
import static db.activity.Tables.SEAL;
import static org.jooq.impl.DSL.row;

import java.util.List;
import java.util.UUID;
import meridian.tenancy.ActivityId;
import meridian.tenancy.Id;
import meridian.tenancy.WorkspaceId;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/** How a workspace’s chain and what it covers lie in the database. */
final class SealRows {
    private final DSLContext db;
    private final WorkspaceId workspace;

    SealRows(DSLContext db, WorkspaceId workspace) {
        this.db = db;
        this.workspace = workspace;
    }

    @Nullable Seal last() {
        return read(SEAL.WORKSPACE_ID.eq(workspace), true);
    }

    @Nullable Seal after(@Nullable Seal seal) {
        return read(SEAL.WORKSPACE_ID.eq(workspace).and(SEAL.NUMBER.gt(seal == null ? 0 : seal.number())), false);
    }

    private @Nullable Seal read(Condition which, boolean newest) {
        return db.select(SEAL.NUMBER, SEAL.LAST_XACT, SEAL.LAST_ID, SEAL.ROW_COUNT, SEAL.MARKS, SEAL.PREVIOUS_HASH, SEAL.HASH, SEAL.SEALED_AT)
                .from(SEAL)
                .where(which)
                .orderBy(newest ? SEAL.NUMBER.desc() : SEAL.NUMBER.asc())
                .limit(1)
                .fetchOne(row -> new Seal(row.value1(), new Seal.Position(row.value2(), row.value3()), row.value4(), row.value5(), row.value6(), row.value7(), row.value8()));
    }

    void add(Seal seal) {
        db.insertInto(SEAL)
                .set(SEAL.WORKSPACE_ID, workspace)
                .set(SEAL.NUMBER, seal.number())
                .set(SEAL.LAST_XACT, seal.last().xact())
                .set(SEAL.LAST_ID, seal.last().id())
                .set(SEAL.ROW_COUNT, seal.rows())
                .set(SEAL.MARKS, seal.marks())
                .set(SEAL.PREVIOUS_HASH, seal.previousHash())
                .set(SEAL.HASH, seal.hash())
                .set(SEAL.SEALED_AT, seal.sealedAt())
                .execute();
    }

    List<Seal.Row> between(Seal.Position after, Seal.Position until) {
        return rows(after, row(ACTIVITY.XACT, ACTIVITY.ID).le(until.xact(), new ActivityId(until.id())), Integer.MAX_VALUE);
    }

    List<Seal.Row> behind(Seal.Position after, long below, int most) {
        return rows(after, ACTIVITY.XACT.lt(below), most);
    }

    int countBehind(Seal.Position after) {
        return db.fetchCount(ACTIVITY, ACTIVITY.WORKSPACE_ID.eq(workspace), row(ACTIVITY.XACT, ACTIVITY.ID).gt(after.xact(), new ActivityId(after.id())));
    }

    Seal.@Nullable Row one(UUID id) {
        var found = read(ACTIVITY.WORKSPACE_ID.eq(workspace).and(ACTIVITY.ID.eq(new ActivityId(id))), 1);
        return found.isEmpty() ? null : found.getFirst();
    }

    private List<Seal.Row> rows(Seal.Position after, Condition until, int most) {
        return read(ACTIVITY.WORKSPACE_ID.eq(workspace).and(row(ACTIVITY.XACT, ACTIVITY.ID).gt(after.xact(), new ActivityId(after.id()))).and(until), most);
    }

    private List<Seal.Row> read(Condition which, int most) {
        return db.select(ACTIVITY.ID, ACTIVITY.XACT, ACTIVITY.AT, ACTIVITY.ACTOR_ID, ACTIVITY.ADDRESS, ACTIVITY.TYPE, ACTIVITY.V, ACTIVITY.SUBJECT_KIND, ACTIVITY.SUBJECT_ID, ACTIVITY.PROJECT_ID,
                        ACTIVITY.PARTY_ID, ACTIVITY.DATA)
                .from(ACTIVITY)
                .where(which)
                .orderBy(ACTIVITY.XACT, ACTIVITY.ID)
                .limit(most)
                .fetch(row -> new Seal.Row(row.value1().value(), row.value2(), row.value3(), value(row.value4()), row.value5(), row.value6(), row.value7(), row.value8(), row.value9(), value(row.value10()),
                        value(row.value11()), row.value12().data()));
    }

    private static @Nullable UUID value(@Nullable Id id) {
        return id == null ? null : id.value();
    }
}
