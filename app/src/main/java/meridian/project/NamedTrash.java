package meridian.project;

import static db.identity.Tables.MEMBER;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import meridian.tenancy.Actor;
import meridian.tenancy.Id;
import meridian.tenancy.MemberId;
import meridian.tenancy.PartyId;
import meridian.tenancy.ProjectId;
import meridian.tenancy.Ref;
import meridian.tenancy.WorkspaceId;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.TableField;
import org.jspecify.annotations.Nullable;

/** The trash of a table whose rows have a name and stand alone: what refers to them goes with them. */
final class NamedTrash<R extends Record, I extends Id> implements TrashKind {
    private final DSLContext db;
    private final String kind;
    private final Columns<R, I> columns;
    private final Function<UUID, I> id;
    private final Rules<I> rules;

    NamedTrash(DSLContext db, String kind, Columns<R, I> columns, Function<UUID, I> id, Rules<I> rules) {
        this.db = db;
        this.kind = kind;
        this.columns = columns;
        this.id = id;
        this.rules = rules;
    }

    /** Where the table keeps what is asked of it; {@code party} is null where its things belong to no party. */
    record Columns<R extends Record, I extends Id>(
            TableField<R, WorkspaceId> workspace, TableField<R, I> id, TableField<R, ProjectId> project, TableField<R, String> name, TableField<R, Instant> at, TableField<R, MemberId> by,
            @Nullable TableField<R, PartyId> party) {}

    /** Who may bring a thing back, how it is done, and where it is seen then; {@code going} is told before a thing goes for good. */
    record Rules<I extends Id>(Predicate<Held> mayRestore, Restoring<I> restoring, Function<ProjectAccess, Back> back, Consumer<I> going) {
        Rules(Predicate<Held> mayRestore, Restoring<I> restoring, Function<ProjectAccess, Back> back) {
            this(mayRestore, restoring, back, gone -> {});
        }
    }

    /** A reader before something that a party may have provided. */
    record Held(ProjectAccess here, @Nullable PartyId party) {}

    interface Restoring<I extends Id> {
        void restore(ProjectId project, I id, Actor actor);
    }

    @Override
    public String kind() {
        return kind;
    }

    @Override
    public List<Thrown> thrown(ProjectAccess here, @Nullable Place after, int most) {
        var party = columns.party();
        return db.select(columns.id(), columns.name(), columns.at(), MEMBER.DISPLAY_NAME, party == null ? columns.id() : party)
                .from(columns.id().getTable())
                .leftJoin(MEMBER).on(MEMBER.WORKSPACE_ID.eq(columns.workspace()), MEMBER.ID.eq(columns.by()))
                .where(columns.project().eq(here.id()), columns.at().isNotNull())
                .and(Place.behind(after, columns.at(), columns.id(), id))
                .orderBy(columns.at().desc(), columns.id().desc())
                .limit(most)
                .fetch(row -> new Thrown(Ref.of(kind, row.get(columns.id())), kind, "", row.get(columns.name()), row.get(columns.at()), Objects.toString(row.get(MEMBER.DISPLAY_NAME), ""),
                        rules.mayRestore().test(new Held(here, party == null ? null : row.get(party)))));
    }

    @Override
    public Back restore(ProjectAccess here, UUID thing, Actor actor) {
        rules.restoring().restore(here.id(), id.apply(thing), actor);
        return rules.back().apply(here);
    }

    @Override
    public @Nullable Gone removeOldest(Instant before) {
        var oldest = db.select(columns.id(), columns.project(), columns.name())
                .from(columns.id().getTable())
                .where(columns.at().lt(before))
                .orderBy(columns.at())
                .limit(1)
                .forUpdate()
                .fetchOne();
        if (oldest == null) return null;
        rules.going().accept(oldest.value1());
        db.deleteFrom(columns.id().getTable()).where(columns.id().eq(oldest.value1()), columns.at().isNotNull()).execute();
        return new Gone(oldest.value2(), Ref.of(kind, oldest.value1()), oldest.value3());
    }
}
