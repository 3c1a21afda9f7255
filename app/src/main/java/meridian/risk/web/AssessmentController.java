package meridian.risk.web;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import meridian.identity.Permission;
import meridian.project.ProjectAccess;
import meridian.project.Teams;
import meridian.risk.Bands;
import meridian.risk.Risk;
import meridian.risk.RiskSheets;
import meridian.risk.Risks;
import meridian.tenancy.Actor;
import meridian.tenancy.MemberId;
import meridian.tenancy.Reader;
import meridian.tenancy.Refused;
import meridian.web.Answer;
import meridian.web.Choice;
import meridian.web.Entered;
import meridian.web.Ui;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The session in which risks are rated, several on one screen. */
@Controller
@RequestMapping("/w/{slug}/p/{code}/risks/assessment")
public class AssessmentController {
    private static final Pattern FIELD = Pattern.compile("(probability|impact|response|owner|review|note)_(\\d{1,9})");

    private final Risks risks;
    private final RiskSheets sheets;
    private final Teams teams;
    private final Clock clock;

    AssessmentController(Risks risks, RiskSheets sheets, Teams teams, Clock clock) {
        this.risks = risks;
        this.sheets = sheets;
        this.teams = teams;
        this.clock = clock;
    }

    /** {@code all}: every open risk, not only those that wait; {@code next} the number after which the next screen begins. */
    public record SessionPage(ProjectAccess project, List<Risk> risks, boolean all, @Nullable Integer next, boolean first, List<Choice> people, Bands bands, LocalDate today) {
        public List<Choice> scale() {
            return RiskController.scale();
        }

        public List<Choice> responses(Ui ui) {
            return Arrays.stream(Risk.Response.values()).map(one -> new Choice(one.text(), ui.t("risk.response." + one.text()))).toList();
        }

        public String tag(Risk risk) {
            return Signs.tag(risk.level());
        }

        public @Nullable Integer probability(Risk risk) {
            return risk.rating() == null ? null : risk.rating().probability();
        }

        public @Nullable Integer impact(Risk risk) {
            return risk.rating() == null ? null : risk.rating().impact();
        }
    }

    @GetMapping
    Answer session(ProjectAccess here, @RequestParam(defaultValue = "") String show, @RequestParam(required = false) @Nullable Integer after) {
        here.requireEverywhere(Permission.ASSESS_RISKS);
        var all = show.equals("all");
        var today = LocalDate.ofInstant(clock.instant(), here.homeZone());
        var found = sheets.toAssess(here.id(), !all, today, after);
        var more = found.size() > RiskSheets.SCREEN;
        var shown = more ? found.subList(0, RiskSheets.SCREEN) : found;
        return Answer.page("risk/assessment", new SessionPage(here, shown, all, more ? Integer.valueOf(shown.getLast().number()) : null, after == null, shown.isEmpty() ? List.of() : teams.of(here.id()).choices(), sheets.bands(here.id()), today));
    }

    /** Rates every risk of the screen that probability or impact was chosen for; the others stay as they are. */
    @PostMapping
    Answer assess(ProjectAccess here, Reader reader, Actor actor, @RequestParam Map<String, String> form) {
        here.requireEverywhere(Permission.ASSESS_RISKS);
        var numbers = new TreeSet<Integer>();
        for (var field : form.keySet()) {
            var known = FIELD.matcher(field);
            if (known.matches()) numbers.add(Integer.valueOf(known.group(2)));
        }
        if (numbers.size() > RiskSheets.SCREEN) throw Refused.because("risk.too_many_assessed", RiskSheets.SCREEN);
        var entered = new Entered();
        var session = new ArrayList<Risks.Assessment>();
        for (int number : numbers) {
            var probability = entered.word("probability_" + number, typed(form, "probability", number), RiskActController::grade);
            var impact = entered.word("impact_" + number, typed(form, "impact", number), RiskActController::grade);
            var one = new Risks.Assessment(number, probability, impact, entered.word("response_" + number, typed(form, "response", number), Risk.Response::named), entered.chosen("owner_" + number, typed(form, "owner", number), MemberId::of),
                    entered.day("review_" + number, typed(form, "review", number)), typed(form, "note", number), version(form, number));
            // Response, owner and day alone are what stood there before; a note wants a rating to go with.
            if (probability != null || impact != null || !one.note().isBlank()) session.add(one);
        }
        int rated = risks.assess(here.id(), session, entered.problems(), actor);
        return Answer.to("/w/" + reader.slug() + "/p/" + here.code() + "/risks/assessment").saying("risk.said_assessed", rated);
    }

    private static String typed(Map<String, String> form, String field, int number) {
        return form.getOrDefault(field + "_" + number, "");
    }

    private static int version(Map<String, String> form, int number) {
        try {
            return Integer.parseInt(typed(form, "version", number).strip());
        } catch (NumberFormatException e) {
            return -1; // seen by nobody
        }
    }
}
