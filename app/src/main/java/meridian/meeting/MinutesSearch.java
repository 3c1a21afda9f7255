package meridian.meeting;

import static db.meeting.Tables.MEETING;
import static db.meeting.Tables.MINUTES_ROW;
import static db.project.Tables.PROJECT;

import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import meridian.index.Entry;
import meridian.index.Searchable;
import meridian.tenancy.MinutesRowId;
import meridian.tenancy.Ref;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What stands in minutes, row by row; a decision is told apart from the rest. Found by whoever finds the meeting. */
@Component
class MinutesSearch implements Searchable {
    static final String KIND = "minutes_row";

    private final DSLContext db;

    MinutesSearch(DSLContext db) {
        this.db = db;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public List<Entry> entries(Collection<UUID> things) {
        return db.select(MINUTES_ROW.ID, MEETING.PROJECT_ID, PROJECT.CODE, MEETING.NUMBER, MEETING.ID, MINUTES_ROW.SECTION, MINUTES_ROW.CONTENT, MINUTES_ROW.REPLY, MINUTES_ROW.DELIVERABLE, MINUTES_ROW.PARTY_ID, MINUTES_ROW.WRITTEN_BY,
                        MINUTES_ROW.WRITTEN_AT, MEETING.STARTS_AT)
                .from(MINUTES_ROW)
                .join(MEETING).on(MEETING.WORKSPACE_ID.eq(MINUTES_ROW.WORKSPACE_ID), MEETING.ID.eq(MINUTES_ROW.MEETING_ID))
                .join(PROJECT).on(PROJECT.WORKSPACE_ID.eq(MEETING.WORKSPACE_ID), PROJECT.ID.eq(MEETING.PROJECT_ID))
                .where(MINUTES_ROW.ID.in(things.stream().map(MinutesRowId::new).toList()), MINUTES_ROW.REMOVED_AT.isNull())
                .and(MINUTES_ROW.CONTENT.ne("").or(MINUTES_ROW.REPLY.ne("")))
                .fetch(row -> Entry.of(Ref.of(row.value6().equals("decisions") ? "decision" : KIND, row.value1()), "", Meetings.address(row.value3(), row.value4()) + "/minutes#row-" + row.value1())
                        .of(row.value2()).under(row.value5().value()).party(row.value10()).by(row.value11()).at(Objects.requireNonNullElse(row.value12(), row.value13()))
                        .text(row.value7(), row.value8(), row.value9()).done());
    }

    @Override
    public List<UUID> after(@Nullable UUID last, int most) {
        return db.select(MINUTES_ROW.ID).from(MINUTES_ROW).where(last == null ? DSL.noCondition() : MINUTES_ROW.ID.gt(new MinutesRowId(last))).orderBy(MINUTES_ROW.ID).limit(most).fetch(row -> row.value1().value());
    }
}
