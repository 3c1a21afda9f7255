package meridian.meeting;

import static db.meeting.Tables.AGENDA_ITEM;
import static db.meeting.Tables.MEETING;
import static db.meeting.Tables.PARTICIPANT;
import static db.project.Tables.PROJECT;

import java.util.Collection;
import java.util.List;
import java.util.UUID;
import meridian.index.Entry;
import meridian.index.Searchable;
import meridian.tenancy.MeetingId;
import meridian.tenancy.Ref;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Meetings by title, agenda and place: found by who reads the project, and by who is asked to come. */
@Component
class MeetingSearch implements Searchable {
    private final DSLContext db;

    MeetingSearch(DSLContext db) {
        this.db = db;
    }

    @Override
    public String kind() {
        return Meeting.KIND;
    }

    @Override
    public List<Entry> entries(Collection<UUID> things) {
        var agenda = DSL.multiset(DSL.select(AGENDA_ITEM.TOPIC).from(AGENDA_ITEM)
                        .where(AGENDA_ITEM.WORKSPACE_ID.eq(MEETING.WORKSPACE_ID), AGENDA_ITEM.MEETING_ID.eq(MEETING.ID))
                        .orderBy(AGENDA_ITEM.POSITION))
                .convertFrom(rows -> rows.getValues(AGENDA_ITEM.TOPIC));
        var people = DSL.multiset(DSL.select(PARTICIPANT.MEMBER_ID).from(PARTICIPANT)
                        .where(PARTICIPANT.WORKSPACE_ID.eq(MEETING.WORKSPACE_ID), PARTICIPANT.MEETING_ID.eq(MEETING.ID), PARTICIPANT.MEMBER_ID.isNotNull()))
                .convertFrom(rows -> rows.getValues(PARTICIPANT.MEMBER_ID));
        return db.select(MEETING.ID, MEETING.PROJECT_ID, PROJECT.CODE, MEETING.NUMBER, MEETING.TITLE, MEETING.NOTE, MEETING.PLACE, MEETING.CANCEL_REASON, MEETING.HOST_ID, MEETING.STARTS_AT, agenda, people)
                .from(MEETING)
                .join(PROJECT).on(PROJECT.WORKSPACE_ID.eq(MEETING.WORKSPACE_ID), PROJECT.ID.eq(MEETING.PROJECT_ID))
                .where(MEETING.ID.in(things.stream().map(MeetingId::new).toList()))
                .fetch(row -> Entry.of(Ref.of(Meeting.KIND, row.value1()), row.value5(), Meetings.address(row.value3(), row.value4())).in(row.value2()).number(Meeting.code(row.value4()))
                        .by(row.value9()).at(row.value10()).text(row.value6()).text(row.value11()).text(row.value7(), row.value8()).alsoFor(row.value12()).done());
    }

    @Override
    public List<UUID> after(@Nullable UUID last, int most) {
        return db.select(MEETING.ID).from(MEETING).where(last == null ? DSL.noCondition() : MEETING.ID.gt(new MeetingId(last))).orderBy(MEETING.ID).limit(most).fetch(row -> row.value1().value());
    }
}
