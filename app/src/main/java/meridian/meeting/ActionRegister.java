package meridian.meeting;

import static db.identity.Tables.MEMBER;
import static db.meeting.Tables.MEETING;
import static db.meeting.Tables.MINUTES;
import static db.meeting.Tables.MINUTES_ROW;
import static db.project.Tables.PARTY;
import static db.workplan.Tables.TASK;
import static org.jooq.impl.DSL.inline;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import meridian.document.Block.Column;
import meridian.project.ProjectAccess;
import meridian.project.Register;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Every action item 行动项 and improvement of a project, from published minutes, with what became of it. */
@Component
@Order(43)
class ActionRegister extends Register {
    private static final int MOST = 5_000;
    private static final Set<String> DONE = Set.of("done", "accepted", "cancelled");

    private final DSLContext db;

    ActionRegister(Parts parts, DSLContext db) {
        super("action_register", "AI", "minutes.actions_register", "/meetings", "meeting.title", parts);
        this.db = db;
    }

    @Override
    protected Listing listing(ProjectAccess project, Locale language) {
        var r = MINUTES_ROW;
        var owner = MEMBER.as("owner");
        var rows = new ArrayList<List<String>>();
        @Nullable Instant latest = null;
        int open = 0;
        for (var one : db.select(MEETING.NUMBER, MEETING.TITLE, MINUTES.ISSUED_AT, r.CONTENT, owner.DISPLAY_NAME, PARTY.NAME, r.DUE_ON, r.DELIVERABLE, r.DONE_AT, TASK.NUMBER, TASK.STATUS, r.TASK_ID)
                .from(r)
                .join(MINUTES).on(MINUTES.WORKSPACE_ID.eq(r.WORKSPACE_ID), MINUTES.MEETING_ID.eq(r.MEETING_ID))
                .join(MEETING).on(MEETING.WORKSPACE_ID.eq(r.WORKSPACE_ID), MEETING.ID.eq(r.MEETING_ID))
                .leftJoin(PARTY).on(PARTY.WORKSPACE_ID.eq(r.WORKSPACE_ID), PARTY.ID.eq(r.PARTY_ID))
                .leftJoin(owner).on(owner.WORKSPACE_ID.eq(r.WORKSPACE_ID), owner.ID.eq(r.OWNER_ID))
                .leftJoin(TASK).on(TASK.WORKSPACE_ID.eq(r.WORKSPACE_ID), TASK.ID.eq(r.TASK_ID), TASK.DELETED_AT.isNull())
                .where(MEETING.PROJECT_ID.eq(project.id()), r.SECTION.in(inline("actions"), inline("improvements")), r.REMOVED_AT.isNull(), r.CONTENT.ne(inline("")), MINUTES.ISSUED_AT.isNotNull())
                .orderBy(MEETING.STARTS_AT, r.POSITION, r.ID)
                .limit(MOST)
                .fetch()) {
            // Whoever deleted the task has said that it is not wanted any more.
            boolean gone = one.value12() != null && one.value11() == null;
            boolean done = gone || one.value9() != null || one.value11() != null && DONE.contains(one.value11());
            if (!done) open++;
            var at = one.value9() != null && one.value9().isAfter(one.value3()) ? one.value9() : one.value3();
            if (latest == null || at.isAfter(latest)) latest = at;
            var state = one.value11() != null ? project.code() + "-" + one.value10() + " " + t(language, "status." + one.value11()) : one.value9() != null ? t(language, "register.done") + "\n" + day(one.value9(), project) : t(language, gone ? "minutes.task_gone" : "register.open");
            rows.add(List.of(String.valueOf(rows.size() + 1), one.value4(), orDash(one.value5()), orDash(one.value6()), one.value7() == null ? "–" : one.value7().toString(), orDash(one.value8()), Meeting.code(one.value1()) + " " + one.value2(), state));
        }
        return new Listing(rows.isEmpty() ? "" : t(language, "minutes.actions_sum", rows.size(), open), List.of(Column.centred(t(language, "meeting.decision_no"), 6), Column.of(t(language, "minutes.column.actions"), 40), Column.of(t(language, "minutes.owner"), 12), Column.of(t(language, "minutes.party"), 12), Column.centred(t(language, "minutes.due"), 13),
                Column.of(t(language, "minutes.deliverable"), 16), Column.of(t(language, "register.from_meeting"), 24), Column.of(t(language, "register.state"), 18)), rows, latest);
    }
}
