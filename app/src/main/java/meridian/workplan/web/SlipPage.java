package meridian.workplan.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import meridian.project.ProjectAccess;
import meridian.web.Ui;
import meridian.workplan.Slips;
import meridian.workplan.Variance;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;

/**
 * What would slip, with the way to let it: a form that waits for a word (all it holds is sent again), or a delay of so many
 * days.
 *
 * @param slip null where the delay makes no sense
 */
public record SlipPage(ProjectAccess here, int number, int version, Slips.@Nullable Slip slip, Asked asked, @Nullable String late, List<Map.Entry<String, String>> typed) {
    /** What the change is made by: where its form is sent, what it is called, and on which page it stands. */
    enum Asked {
        TASK("", "task", "/edit"), LINK("/predecessors", "link", ""), DELAY("/slip", "slip", "/slip");

        private final String action;
        private final String form;
        private final String page;

        Asked(String action, String form, String page) {
            this.action = action;
            this.form = form;
            this.page = page;
        }
    }

    private static final Set<String> OURS = Set.of("slip", "version", "_form", "_from");

    static SlipPage ofForm(ProjectAccess here, int number, int version, Slips.Slip slip, MultiValueMap<String, String> typed) {
        return new SlipPage(here, number, version, slip, Asked.TASK, null, fields(typed));
    }

    static SlipPage ofLink(ProjectAccess here, int number, int version, Slips.Slip slip, MultiValueMap<String, String> typed) {
        return new SlipPage(here, number, version, slip, Asked.LINK, null, fields(typed));
    }

    static SlipPage ofDelay(ProjectAccess here, int number, Slips.@Nullable Slip slip, String late) {
        var days = late.length() > 12 ? "" : late;
        return new SlipPage(here, number, slip == null ? 0 : slip.version(), slip, Asked.DELAY, days, List.of(Map.entry("late", days)));
    }

    private static List<Map.Entry<String, String>> fields(MultiValueMap<String, String> typed) {
        var fields = new ArrayList<Map.Entry<String, String>>();
        typed.forEach((field, values) -> {
            if (!OURS.contains(field)) for (var value : values) fields.add(Map.entry(field, value));
        });
        return fields;
    }

    public boolean mayApply() {
        return slip != null && slip.mayApply();
    }

    public String action(Ui ui) {
        return ui.here("/tasks/" + number + asked.action);
    }

    public String form() {
        return asked.form;
    }

    /** The page of the form, where it is refused. */
    public String from(Ui ui) {
        return ui.here("/tasks/" + number + asked.page);
    }

    /** Where one goes on when nothing is to be changed. */
    public String back(Ui ui) {
        return asked == Asked.DELAY ? ui.here("/tasks/" + number) : from(ui);
    }

    /** 滞后4天, 提前1.5天. */
    public static String shift(Ui ui, double days) {
        return days == 0 ? "" : ui.t(days > 0 ? "workplan.later_by" : "workplan.earlier_by", Variance.text(days));
    }

    public String people(Ui ui) {
        return slip == null ? "" : slip.people().entrySet().stream().map(each -> ui.t("workplan.person_tasks", each.getKey(), each.getValue())).collect(Collectors.joining(ui.chinese() ? "、" : ", "));
    }

    public String parties(Ui ui) {
        return slip == null ? "" : String.join(ui.chinese() ? "、" : ", ", slip.parties());
    }
}
