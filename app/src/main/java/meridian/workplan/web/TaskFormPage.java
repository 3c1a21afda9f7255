package meridian.workplan.web;

import java.util.Arrays;
import java.util.List;
import meridian.project.ProjectAccess;
import meridian.web.Choice;
import meridian.web.Ui;
import meridian.workplan.PlanTable;
import meridian.workplan.Constraint;
import meridian.workplan.TaskFields;
import meridian.workplan.TaskKind;
import meridian.workplan.WorkTime;
import org.jspecify.annotations.Nullable;

/** The form of a task: a new one (id) or one there is (number and version). */
public record TaskFormPage(
        ProjectAccess here, @Nullable String id, @Nullable Integer number, @Nullable Integer version, TaskFields fields, @Nullable String parent, PlanTable.Offers offers, List<Choice> deliverables,
        List<Choice> branches, int day) {

    public boolean isNew() {
        return number == null;
    }

    public String action(Ui ui) {
        return isNew() ? ui.here("/tasks") : ui.here("/tasks/" + number);
    }

    public String back(Ui ui) {
        return isNew() ? ui.here("/plan") : ui.here("/tasks/" + number);
    }

    public String criteria() {
        return String.join("\n", fields.criteria());
    }

    public String duration() {
        return WorkTime.text(fields.durationMinutes(), day);
    }

    public String day(boolean finish) {
        return RowsPage.day(finish ? fields.finish() : fields.start());
    }

    public List<Choice> constraints(Ui ui) {
        return Arrays.stream(Constraint.values()).map(each -> new Choice(each.text(), ui.t("constraint." + each.text()))).toList();
    }

    public String constraintDay() {
        return RowsPage.day(fields.timing().constraintAt());
    }

    public String deadlineDay() {
        return RowsPage.day(fields.timing().deadline());
    }

    public boolean helps(Choice person) {
        return fields.collaborators().stream().anyMatch(member -> member.toString().equals(person.value()));
    }

    public List<Choice> kinds(Ui ui) {
        return Arrays.stream(TaskKind.values()).map(kind -> new Choice(kind.text(), ui.t("kind." + kind.text()))).toList();
    }
}
