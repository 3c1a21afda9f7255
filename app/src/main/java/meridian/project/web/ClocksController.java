package meridian.project.web;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import meridian.duty.Clock;
import meridian.duty.DutyRule;
import meridian.duty.Ladder;
import meridian.duty.Rules;
import meridian.duty.Rung;
import meridian.identity.Permission;
import meridian.project.ClockSettings;
import meridian.project.ClockSettings.Warning;
import meridian.project.ProjectAccess;
import meridian.tenancy.Actor;
import meridian.tenancy.NotAllowed;
import meridian.tenancy.Reader;
import meridian.tenancy.Refused;
import meridian.tenancy.Text;
import meridian.web.Answer;
import meridian.web.Choice;
import meridian.web.Entered;
import meridian.web.Ui;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** By which clock and ladder each kind of duty runs in a project (时限设置): the chief coordinator changes it, everybody reads it. */
@Controller
@RequestMapping("/w/{slug}/p/{code}/clocks")
public class ClocksController {
    private final ClockSettings settings;

    ClocksController(ClockSettings settings) {
        this.settings = settings;
    }

    public record ClocksPage(ProjectAccess project, List<Rules.Row> rows, List<Warning> warnings, Rules.@Nullable Row editing) {
        public boolean mayChange() {
            return project.mayEverywhere(Permission.SET_CLOCKS);
        }

        public String words(Rules.Row row, Ui ui) {
            return ui.t("duty." + row.kind());
        }

        /** How long it runs: 2小时, 16工作小时. */
        public String length(Rules.Row row, Ui ui) {
            if (row.rule().minutes() == null) return ui.t("clocks.dated");
            return ui.t("clocks.length." + row.rule().clock().text(), hours(row));
        }

        public String hours(Rules.Row row) {
            var minutes = row.rule().minutes();
            return minutes == null ? "" : BigDecimal.valueOf(minutes).divide(BigDecimal.valueOf(60), 2, RoundingMode.HALF_UP).stripTrailingZeros().toPlainString();
        }

        public String percent(Rules.Row row, Rung rung) {
            var percent = row.rule().ladder().at(rung);
            return percent == null ? "" : percent.toString();
        }

        /** What a ladder leaves out beneath a rung that is there, in words; empty where it has no gap. */
        public String gaps(Rules.Row row, Ui ui) {
            return row.rule().ladder().gaps().stream().map(rung -> ui.t("duty.rung." + rung.text())).collect(Collectors.joining(ui.t("clocks.comma")));
        }

        public List<Choice> clocks(Ui ui) {
            return Arrays.stream(Clock.values()).map(clock -> new Choice(clock.text(), ui.t("duty.clock." + clock.text()))).toList();
        }
    }

    @GetMapping
    Answer clocks(@RequestParam(required = false) @Nullable String kind, ProjectAccess project) {
        project.require(Permission.READ);
        var rows = settings.table(project.id());
        var editing = kind == null || !project.mayEverywhere(Permission.SET_CLOCKS) ? null : rows.stream().filter(row -> row.kind().equals(kind)).findFirst().orElse(null);
        return Answer.page("project/clocks", new ClocksPage(project, rows, settings.warnings(project), editing));
    }

    @PostMapping("/{kind}")
    Answer change(
            @PathVariable String kind,
            @RequestParam(defaultValue = "") String clock,
            @RequestParam(defaultValue = "") String hours,
            @RequestParam(defaultValue = "") String reminder,
            @RequestParam(defaultValue = "") String owner,
            @RequestParam(defaultValue = "") String lead,
            @RequestParam(defaultValue = "") String chief,
            @RequestParam(defaultValue = "") String sponsor,
            @RequestParam(defaultValue = "0") int version,
            ProjectAccess project,
            Reader reader,
            Actor actor) {
        if (!project.mayEverywhere(Permission.SET_CLOCKS)) throw new NotAllowed();
        var check = new Refused.Check();
        var chosen = Arrays.stream(Clock.values()).filter(one -> one.text().equals(clock)).findFirst().orElse(null);
        check.reject(chosen == null, "clock", "refused.not_a_choice");
        var ladder = new Ladder(percent(check, "reminder", reminder), percent(check, "owner", owner), percent(check, "lead", lead), percent(check, "chief", chief), percent(check, "sponsor", sponsor));
        var minutes = minutes(check, hours);
        check.done();
        settings.change(project.id(), kind, new DutyRule(chosen == null ? Clock.WORKING_TIME : chosen, minutes, ladder), version, actor);
        var keepsTimes = settings.table(project.id()).stream().anyMatch(row -> row.kind().equals(kind) && row.emergency() && !row.dated());
        return Answer.to("/w/" + reader.slug() + "/p/" + project.code() + "/clocks").saying(keepsTimes ? "clocks.changed_emergency" : "clocks.changed");
    }

    @PostMapping("/orphans/adoption")
    Answer adopt(ProjectAccess project, Reader reader, Actor actor) {
        int many = settings.adopt(project.id(), actor);
        return Answer.to("/w/" + reader.slug() + "/p/" + project.code() + "/clocks").saying("clocks.adopted", many);
    }

    private static @Nullable Integer percent(Refused.Check check, String field, String typed) {
        var text = Text.clean(typed).replace("%", "").replace("％", "").strip();
        if (text.isEmpty()) return null;
        try {
            return Integer.valueOf(text);
        } catch (NumberFormatException e) {
            check.reject(true, field, Entered.unread(text, 9));
            return null;
        }
    }

    private static @Nullable Integer minutes(Refused.Check check, String typed) {
        var text = Text.clean(typed);
        if (text.isEmpty()) return null;
        if (!text.matches("\\d{1,5}(\\.\\d{1,4})?")) {
            check.reject(true, "hours", Entered.unread(text, 5));
            return null;
        }
        return new BigDecimal(text).multiply(BigDecimal.valueOf(60)).setScale(0, RoundingMode.HALF_UP).intValueExact();
    }
}
