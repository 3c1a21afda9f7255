package meridian.workplan.web;

import java.util.List;
import java.util.stream.Collectors;
import meridian.activity.Activities;
import meridian.activity.Stories;
import meridian.document.FileShelf;
import meridian.identity.Permission;
import meridian.project.ProjectAccess;
import meridian.project.ResponsibilityMatrix;
import meridian.tenancy.CommentId;
import meridian.web.Choice;
import meridian.web.Ui;
import meridian.workplan.Dispatch;
import meridian.workplan.PackageResponsibilities;
import meridian.workplan.Task;
import meridian.workplan.TaskKind;
import meridian.workplan.TaskMove;
import meridian.workplan.TaskSheets;
import meridian.workplan.WorkTime;
import org.jspecify.annotations.Nullable;

/** What the page of a task shows. */
public record TaskPage(ProjectAccess here, TaskSheets.Sheet sheet, Stories.Around around, FileShelf files, String newComment, PackageResponsibilities.@Nullable Lines responsibilities) {
    static TaskPage of(ProjectAccess here, TaskSheets.Sheet sheet, Stories.Around around, FileShelf files, PackageResponsibilities.@Nullable Lines responsibilities) {
        return new TaskPage(here, sheet, around, files, CommentId.next().toString(), responsibilities);
    }

    public List<Choice> letters(Ui ui) {
        return ResponsibilityMatrix.LETTERS.stream().map(letter -> new Choice(letter, letter + " " + ui.t("raci." + letter))).toList();
    }

    public Task task() {
        return sheet.task();
    }

    public String name() {
        return here.code() + "-" + task().number();
    }

    /** The moves this reader may make now. */
    public List<TaskMove> moves() {
        if (!sheet.mayDo() || offeredToMe()) return List.of();
        return task().status().moves().stream().filter(move -> move != TaskMove.ACCEPT && (move != TaskMove.CANCEL || sheet.mayEdit())).toList();
    }

    public boolean offeredToMe() {
        return task().dispatch() == Dispatch.OFFERED && here.member().equals(task().owner());
    }

    public String sign() {
        return RowsPage.sign(task().status());
    }

    public String duration() {
        return WorkTime.text(task().durationMinutes());
    }

    public String helpers(Ui ui) {
        return sheet.collaborators().stream().map(TaskSheets.Somebody::name).collect(Collectors.joining(ui.chinese() ? "、" : ", "));
    }

    /** Whoever may raise something may make an emergency of what is stuck here. */
    public boolean mayConvert() {
        return here.may(Permission.RAISE_EMERGENCY);
    }

    public boolean isTask() {
        return task().kind() == TaskKind.TASK;
    }

    /** What an activity says beyond its sentence: the reason given. */
    public static String reason(Activities.Line line) {
        return line.data().path("reason").asString("");
    }

    public List<Choice> people() {
        return sheet.offers().people();
    }
}
