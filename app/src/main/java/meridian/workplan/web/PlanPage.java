package meridian.workplan.web;

import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import meridian.identity.Permission;
import meridian.project.ProjectAccess;
import meridian.tenancy.PartyId;
import meridian.web.Alike;
import meridian.web.Choice;
import meridian.web.Ui;
import meridian.workplan.PlanFilter;
import meridian.workplan.PlanTable;
import meridian.workplan.TaskStatus;
import org.jspecify.annotations.Nullable;

/** What the plan’s table shows; its rows are read when the first of them is asked for, because somebody else may have read them. */
public record PlanPage(ProjectAccess here, PlanFilter filter, Supplier<RowsPage> read, PlanTable.Around around, boolean first) {
    public RowsPage rows() {
        return read.get();
    }

    public PlanTable.Totals totals() {
        return around.totals();
    }

    public PlanTable.Offers offers() {
        return around.offers();
    }

    /** Those who may change every row, or none, see the beginning of the whole plan alike. */
    public @Nullable Alike alike() {
        boolean all = here.mayEverywhere(Permission.EDIT_PLAN);
        boolean none = !here.may(Permission.EDIT_PLAN) && !here.may(Permission.DO_TASKS);
        if (!first || !filter.equals(PlanFilter.NONE) || here.guest() || !all && !none) return null;
        return new Alike("project:" + here.id(), List.of("plan", all, mayImport()));
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
        return rows().rows().isEmpty();
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
