package meridian.workplan;

import static db.activity.Tables.COMMENT;
import static db.project.Tables.PROJECT;
import static db.workplan.Tables.TASK;

import java.util.Collection;
import java.util.List;
import java.util.UUID;
import meridian.index.Entry;
import meridian.index.Searchable;
import meridian.tenancy.CommentId;
import meridian.tenancy.Ref;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What was said about tasks. */
@Component
class CommentSearch implements Searchable {
    private static final String KIND = "comment";

    private final DSLContext db;

    CommentSearch(DSLContext db) {
        this.db = db;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public List<Entry> entries(Collection<UUID> things) {
        return db.select(COMMENT.ID, COMMENT.PROJECT_ID, PROJECT.CODE, TASK.ID, TASK.NUMBER, TASK.PARTY_ID, COMMENT.AUTHOR_ID, COMMENT.BODY, COMMENT.WRITTEN_AT)
                .from(COMMENT)
                .join(TASK).on(TASK.WORKSPACE_ID.eq(COMMENT.WORKSPACE_ID), TASK.ID.coerce(UUID.class).eq(COMMENT.SUBJECT_ID))
                .join(PROJECT).on(PROJECT.WORKSPACE_ID.eq(TASK.WORKSPACE_ID), PROJECT.ID.eq(TASK.PROJECT_ID))
                .where(COMMENT.ID.in(things.stream().map(CommentId::new).toList()), COMMENT.DELETED_AT.isNull())
                .fetch(row -> Entry.of(Ref.of(KIND, row.value1()), "", "/p/" + row.value3() + "/tasks/" + row.value5() + "#c-" + row.value1()).of(row.value2()).under(row.value4().value())
                        .party(row.value6()).by(row.value7()).text(row.value8()).at(row.value9()).done());
    }

    @Override
    public List<UUID> after(@Nullable UUID last, int most) {
        return db.select(COMMENT.ID).from(COMMENT).where(last == null ? DSL.noCondition() : COMMENT.ID.gt(new CommentId(last))).orderBy(COMMENT.ID).limit(most).fetch(row -> row.value1().value());
    }
}
