package meridian.workplan.web;

import java.util.Arrays;
import java.util.List;
import meridian.identity.Permission;
import meridian.project.ProjectAccess;
import meridian.tenancy.PartyId;
import meridian.web.Choice;
import meridian.web.Ui;
import meridian.workplan.PlanFilter;
import meridian.workplan.PlanTable;
import meridian.workplan.TaskStatus;
import org.jspecify.annotations.Nullable;

/** What the plan’s table shows. */
public record PlanPage(ProjectAccess here, PlanFilter filter, RowsPage rows, PlanTable.Totals totals, PlanTable.Offers offers, boolean first) {
    static PlanPage of(ProjectAccess here, PlanFilter filter, PlanTable.First read, boolean first) {
        return new PlanPage(here, filter, RowsPage.of(here, filter, read.rows()), read.totals(), read.offers(), first);
    }

    public boolean mayAdd() {
        return here.may(Permission.EDIT_PLAN);
    }

    public boolean mayImport() {
        return here.mayEverywhere(Permission.IMPORT_PLAN);
    }

    public boolean mayExport() {
        return here.may(Permission.EXPORT);
    }

    public boolean mayDispatch() {
        return here.may(Permission.DISPATCH);
    }

    public boolean guest() {
        return here.guest();
    }

    public boolean empty() {
        return rows.rows().isEmpty();
    }

    /** The party that a new row belongs to when nothing else says so: the only one this person plans for. */
    public String ownParty() {
        if (here.mayEverywhere(Permission.EDIT_PLAN)) return "";
        return here.parties().stream().filter(party -> here.may(Permission.EDIT_PLAN, party)).findFirst().map(PartyId::toString).orElse("");
    }

    public List<Choice> statuses(Ui ui) {
        return Arrays.stream(TaskStatus.values()).map(status -> new Choice(status.text(), ui.t("status." + status.text()))).toList();
    }

    public static boolean chosen(Choice choice, @Nullable Object value) {
        return value != null && choice.value().equals(value.toString());
    }
}
