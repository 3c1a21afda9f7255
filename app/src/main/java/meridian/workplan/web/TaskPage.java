package meridian.workplan.web;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;
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
import meridian.workplan.LinkType;
import meridian.workplan.Task;
import meridian.workplan.TaskLink;
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
        return WorkTime.text(task().durationMinutes(), sheet.dayMinutes());
    }

    /** The lag of a link as it is typed: +2d. */
    public String lag(TaskSheets.Neighbour neighbour) {
        return TaskLink.text(0, LinkType.valueOf(neighbour.type()), neighbour.lagMinutes(), neighbour.lagElapsed(), sheet.dayMinutes()).replaceFirst("^0(FS|SS|FF|SF)?", "");
    }

    public List<Choice> linkTypes(Ui ui) {
        return Arrays.stream(LinkType.values()).map(type -> new Choice(type.name(), ui.t("link." + type.name()))).toList();
    }

    /** Working time as days of the party’s region. */
    public String days(Ui ui, int minutes) {
        return ui.t("workplan.n_days", BigDecimal.valueOf(minutes).divide(BigDecimal.valueOf(sheet.dayMinutes()), 1, RoundingMode.HALF_UP).stripTrailingZeros().toPlainString());
    }

    public boolean pastDeadline() {
        var deadline = task().timing().deadline();
        return deadline != null && task().finish() != null && task().finish().isAfter(deadline);
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
