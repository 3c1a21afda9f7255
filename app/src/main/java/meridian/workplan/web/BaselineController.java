package meridian.workplan.web;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import meridian.identity.Permission;
import meridian.project.ProjectAccess;
import meridian.tenancy.Actor;
import meridian.tenancy.BaselineId;
import meridian.tenancy.Reader;
import meridian.web.Answer;
import meridian.web.Ui;
import meridian.workplan.Baselines;
import meridian.workplan.Variance;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The baselines of a plan, and the plan beside one of them. */
@Controller
@RequestMapping("/w/{slug}/p/{code}/plan/baselines")
public class BaselineController {
    private final Baselines baselines;

    BaselineController(Baselines baselines) {
        this.baselines = baselines;
    }

    public record BaselinesPage(ProjectAccess here, Baselines.Shelf shelf, String next) {
        public boolean mayFreeze() {
            return here.mayEverywhere(Permission.EDIT_PLAN);
        }

        public int suggested() {
            return shelf.baselines().isEmpty() ? 1 : shelf.baselines().getFirst().number() + 1;
        }

        /** The forecast finish over the weeks as a line, 600 × 120: later is higher. */
        public String points() {
            var trend = shelf.trend();
            long first = day(trend.stream().map(Baselines.Forecast::finish).min(LocalDate::compareTo).orElseThrow());
            long span = Math.max(1, day(trend.stream().map(Baselines.Forecast::finish).max(LocalDate::compareTo).orElseThrow()) - first);
            long weeks = Math.max(1, ChronoUnit.WEEKS.between(trend.getFirst().week(), trend.getLast().week()));
            return trend.stream()
                    .map(each -> String.format(Locale.ROOT, "%.0f,%.0f", 10 + 580.0 * ChronoUnit.WEEKS.between(trend.getFirst().week(), each.week()) / weeks, 110 - 100.0 * (day(each.finish()) - first) / span))
                    .collect(Collectors.joining(" "));
        }

        private static long day(LocalDate date) {
            return date.toEpochDay();
        }
    }

    public record VariancePage(ProjectAccess here, Baselines.Comparison compared, boolean all) {
        /** 滞后4天, 提前1.5天, or as planned. */
        public static String shift(Ui ui, @Nullable Double days) {
            if (days == null) return "";
            return days == 0 ? ui.t("workplan.on_time") : ui.t(days > 0 ? "workplan.later_by" : "workplan.earlier_by", Variance.text(days));
        }

        public static String kind(@Nullable Double days) {
            return days == null || days == 0 ? "" : days > 0 ? "bad" : "done";
        }

        public static String days(double days) {
            return String.format(Locale.ROOT, "%.1f", days);
        }

        public static String index(double index) {
            return String.format(Locale.ROOT, "%.2f", index);
        }

        public List<Baselines.Line> milestones() {
            return compared.milestones();
        }
    }

    @GetMapping
    Answer list(ProjectAccess here) {
        return Answer.page("workplan/baselines", new BaselinesPage(here, baselines.of(here), BaselineId.next().toString()));
    }

    @PostMapping
    Answer freeze(@RequestParam BaselineId id, @RequestParam(defaultValue = "") String name, @RequestParam(defaultValue = "") String note, ProjectAccess here, Actor actor, Reader reader) {
        var frozen = baselines.freeze(id, here.id(), name, note, actor);
        return Answer.to("/w/" + reader.slug() + "/p/" + here.code() + "/plan/baselines/" + frozen.number()).saying("workplan.said_frozen", frozen.name());
    }

    @GetMapping("/{number:[0-9]{1,4}}")
    Answer compare(@PathVariable int number, @RequestParam(defaultValue = "") String show, @RequestParam(required = false) @Nullable String after, ProjectAccess here) {
        return Answer.page("workplan/variance", new VariancePage(here, baselines.compare(here, number, !show.equals("all"), after), show.equals("all")));
    }
}
