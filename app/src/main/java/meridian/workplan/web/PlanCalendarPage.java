package meridian.workplan.web;

import java.time.format.DateTimeFormatter;
import meridian.project.ProjectAccess;
import meridian.web.Ui;
import meridian.workplan.PlanFilter;
import meridian.workplan.PlanViews;

/** What is due in a month. */
public record PlanCalendarPage(ProjectAccess here, PlanFilter filter, PlanViews.Month month) {
    /** So many tasks of a day are seen at once; the others open beneath. */
    public static final int SEEN = 4;

    public String title(Ui ui) {
        return DateTimeFormatter.ofPattern(ui.chinese() ? "yyyy年M月" : "MMMM yyyy", ui.locale()).format(month.month());
    }

    public String weekday(Ui ui, int day) {
        return java.time.DayOfWeek.of(day).getDisplayName(java.time.format.TextStyle.SHORT, ui.locale());
    }

    public boolean empty() {
        return month.days().stream().allMatch(day -> day.due().isEmpty());
    }
}
