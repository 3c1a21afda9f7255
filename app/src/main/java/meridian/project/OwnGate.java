package meridian.project;

import static db.duty.Tables.DUTY;
import static db.project.Tables.CHECKLIST_ITEM;
import static db.project.Tables.PROJECT;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.multiset;
import static org.jooq.impl.DSL.select;

import java.util.ArrayList;
import java.util.List;
import meridian.tenancy.ProjectId;
import org.jooq.DSLContext;
import org.springframework.stereotype.Component;

/** What a project asks of itself at its gates: its own checklist, and that nothing asked for from above is left open when work ends. In one statement, because a gate asks every module. */
@Component
class OwnGate implements GateCheck {
    private final DSLContext db;

    OwnGate(DSLContext db) {
        this.db = db;
    }

    @Override
    public List<Item> items(ProjectId project, Stage leaving) {
        var asked = multiset(select(DUTY.TITLE).from(DUTY).where(DUTY.WORKSPACE_ID.eq(PROJECT.WORKSPACE_ID), DUTY.PROJECT_ID.eq(PROJECT.ID), DUTY.STATE.eq(inline("open")), DUTY.KIND.eq(inline("instruction"))).orderBy(DUTY.DUE_AT).limit(inline(20)))
                .convertFrom(rows -> rows.map(row -> row.value1()));
        var listed = multiset(select(CHECKLIST_ITEM.CONTENT, CHECKLIST_ITEM.DONE_AT.isNotNull()).from(CHECKLIST_ITEM).where(CHECKLIST_ITEM.WORKSPACE_ID.eq(PROJECT.WORKSPACE_ID), CHECKLIST_ITEM.PROJECT_ID.eq(PROJECT.ID), CHECKLIST_ITEM.STAGE.eq(leaving.text())).orderBy(CHECKLIST_ITEM.POSITION));
        var found = db.select(asked, listed).from(PROJECT).where(PROJECT.ID.eq(project)).fetchSingle();
        var items = new ArrayList<Item>();
        if (!found.value2().isEmpty()) {
            var open = found.value2().stream().filter(row -> !row.value2()).map(row -> row.value1()).toList();
            items.add(new Item("checklist", open.isEmpty(), open, "/gate#checklist"));
        }
        if (leaving == Stage.EXECUTION) items.add(new Item("no_open_instruction", found.value1().isEmpty(), found.value1(), "/board"));
        return items;
    }
}
