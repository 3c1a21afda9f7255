package meridian.project;

import static db.project.Tables.PROJECT;

import java.util.Collection;
import java.util.List;
import java.util.UUID;
import meridian.activity.Event;
import meridian.index.Entry;
import meridian.index.Searchable;
import meridian.tenancy.ProjectId;
import meridian.tenancy.Ref;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Projects by their names and codes. */
@Component
class ProjectSearch implements Searchable {
    private final DSLContext db;

    ProjectSearch(DSLContext db) {
        this.db = db;
    }

    @Override
    public String kind() {
        return "project";
    }

    // Much happens to a project that changes neither its name nor its code.
    @Override
    public Collection<UUID> touchedBy(Event event) {
        return event instanceof ProjectActivity && event.subject().kind().equals(kind()) ? List.of(event.subject().id()) : List.of();
    }

    @Override
    public List<Entry> entries(Collection<UUID> things) {
        return db.select(PROJECT.ID, PROJECT.CODE, PROJECT.NAME, PROJECT.CREATED_AT)
                .from(PROJECT)
                .where(PROJECT.ID.in(things.stream().map(ProjectId::new).toList()), PROJECT.DELETED_AT.isNull())
                .fetch(row -> Entry.of(Ref.of("project", row.value1()), row.value3(), "/p/" + row.value2()).in(row.value1()).number(row.value2()).at(row.value4()).done());
    }

    @Override
    public List<UUID> after(@Nullable UUID last, int most) {
        return db.select(PROJECT.ID).from(PROJECT).where(last == null ? DSL.noCondition() : PROJECT.ID.gt(new ProjectId(last))).orderBy(PROJECT.ID).limit(most).fetch(row -> row.value1().value());
    }
}
