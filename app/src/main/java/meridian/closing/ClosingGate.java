package meridian.closing;

import static db.closing.Tables.ARCHIVE;
import static db.closing.Tables.CLOSING;
import static db.closing.Tables.HANDOVER_ITEM;
import static db.closing.Tables.OPEN_POINT;
import static db.closing.Tables.SUMMARY;
import static db.document.Tables.ATTACHMENT;
import static db.document.Tables.DOCUMENT;
import static db.document.Tables.REVISION;
import static db.meeting.Tables.MEETING;
import static db.meeting.Tables.MINUTES;
import static db.project.Tables.STAGE_CHANGE;
import static org.jooq.impl.DSL.exists;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.max;
import static org.jooq.impl.DSL.multiset;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.selectOne;

import java.time.Instant;
import java.util.List;
import meridian.project.GateCheck;
import meridian.project.Stage;
import meridian.tenancy.ProjectId;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * What has to be done before a project is closed: the handover signed, open points owned, the review held, the summary published, lessons
 * decided on, the application approved, and last the archive sealed, over everything that was issued or attached. One statement.
 */
@Component
class ClosingGate implements GateCheck {
    private final DSLContext db;

    ClosingGate(DSLContext db) {
        this.db = db;
    }

    @Override
    public List<Item> items(ProjectId project, Stage leaving) {
        if (leaving != Stage.CLOSING) return List.of();
        var listed = HANDOVER_ITEM.PROJECT_ID.eq(project).and(HANDOVER_ITEM.REMOVED_AT.isNull());
        var unsigned = multiset(select(HANDOVER_ITEM.NAME).from(HANDOVER_ITEM)
                        .where(listed, HANDOVER_ITEM.GIVEN_AT.isNull().or(HANDOVER_ITEM.RECEIVED_AT.isNull()).or(HANDOVER_ITEM.WITNESSED_AT.isNull())).orderBy(HANDOVER_ITEM.POSITION))
                .convertFrom(rows -> rows.map(row -> row.value1()));
        var ownerless = multiset(select(OPEN_POINT.CONTENT).from(OPEN_POINT)
                        .where(OPEN_POINT.PROJECT_ID.eq(project), OPEN_POINT.REMOVED_AT.isNull(), OPEN_POINT.DONE_AT.isNull(), OPEN_POINT.OWNER_ID.isNull()).orderBy(OPEN_POINT.POSITION))
                .convertFrom(rows -> rows.map(row -> row.value1()));
        var since = field(select(max(STAGE_CHANGE.CHANGED_AT)).from(STAGE_CHANGE).where(STAGE_CHANGE.PROJECT_ID.eq(project), STAGE_CHANGE.TO_STAGE.eq("closing")));
        var reviewed = field(select(max(MINUTES.ISSUED_AT)).from(MINUTES).join(MEETING).on(MEETING.WORKSPACE_ID.eq(MINUTES.WORKSPACE_ID), MEETING.ID.eq(MINUTES.MEETING_ID))
                .where(MEETING.PROJECT_ID.eq(project), MEETING.KIND.eq("review"), MEETING.STATUS.ne("cancelled"), MINUTES.STATE.ne("draft"))
                .andNotExists(selectOne().from(DOCUMENT).where(DOCUMENT.PROJECT_ID.eq(project), DOCUMENT.KIND.eq(meridian.meeting.Minutes.DOCUMENT_KIND), DOCUMENT.SUBJECT_ID.eq(MEETING.ID.coerce(java.util.UUID.class)), DOCUMENT.VOIDED_AT.isNotNull())));
        var archived = field(select(max(ARCHIVE.ASKED_AT)).from(ARCHIVE).where(ARCHIVE.PROJECT_ID.eq(project), ARCHIVE.STATE.eq("done")));
        var issued = field(select(max(REVISION.ISSUED_AT)).from(REVISION).join(DOCUMENT).on(DOCUMENT.WORKSPACE_ID.eq(REVISION.WORKSPACE_ID), DOCUMENT.ID.eq(REVISION.DOCUMENT_ID)).where(DOCUMENT.PROJECT_ID.eq(project)));
        var attached = field(select(max(ATTACHMENT.ATTACHED_AT)).from(ATTACHMENT).where(ATTACHMENT.PROJECT_ID.eq(project), ATTACHMENT.REMOVED_AT.isNull(), ATTACHMENT.SUBJECT_KIND.ne(Archives.KIND)));
        var summary = field(select(SUMMARY.STATE).from(SUMMARY).where(SUMMARY.PROJECT_ID.eq(project)));
        var lessons = field(select(CLOSING.LESSONS_AT).from(CLOSING).where(CLOSING.PROJECT_ID.eq(project)));
        var application = field(select(CLOSING.STATE).from(CLOSING).where(CLOSING.PROJECT_ID.eq(project)));
        var voided = DOCUMENT.PROJECT_ID.eq(project).and(DOCUMENT.VOIDED_AT.isNotNull());
        var summaryVoid = field(exists(selectOne().from(DOCUMENT).where(voided, DOCUMENT.KIND.eq(Summaries.KIND))));
        var noticeVoid = field(exists(selectOne().from(DOCUMENT).where(voided, DOCUMENT.KIND.eq(Closings.NOTICE))));
        return db.select(field(exists(selectOne().from(HANDOVER_ITEM).where(listed))), unsigned, ownerless, since, reviewed, archived, issued, attached, summary, lessons, application, summaryVoid, noticeVoid)
                .fetchSingle(row -> List.of(
                        new Item("handover_signed", row.value1() && row.value2().isEmpty(), row.value2(), "/closing/handover"),
                        new Item("open_points_owned", row.value3().isEmpty(), row.value3(), "/closing/points"),
                        new Item("review_held", after(row.value5(), row.value4()), List.of(), "/meetings"),
                        new Item("summary_published", "approved".equals(row.value9()) && !row.value12(), List.of(), "/closing/summary"),
                        new Item("lessons_decided", row.value10() != null, List.of(), "/closing#lessons"),
                        new Item("closing_approved", "approved".equals(row.value11()) && !row.value13(), List.of(), "/closing/application"),
                        // What was issued or attached after it was asked for is in no volume.
                        new Item("archive_sealed", after(row.value6(), row.value4()) && !after(row.value7(), row.value6()) && !after(row.value8(), row.value6()), List.of(), "/closing/archive")));
    }

    // Whether something was, and since then if that is known.
    private static boolean after(@Nullable Instant at, @Nullable Instant since) {
        return at != null && (since == null || at.isAfter(since));
    }
}
