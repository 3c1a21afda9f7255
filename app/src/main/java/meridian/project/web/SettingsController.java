package meridian.project.web;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import meridian.identity.Permission;
import meridian.project.Money;
import meridian.project.NewProjects;
import meridian.project.Parties;
import meridian.project.ProjectAccess;
import meridian.project.ProjectSettings;
import meridian.project.ReportRhythm;
import meridian.project.TemplateEditions;
import meridian.tenancy.Actor;
import meridian.tenancy.PartyId;
import meridian.tenancy.Reader;
import meridian.tenancy.RegionId;
import meridian.tenancy.ScenarioTemplateId;
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

/** What was decided when the project was begun: shown to all its members, changed by its chief coordinator. */
@Controller
@RequestMapping("/w/{slug}/p/{code}/settings")
public class SettingsController {
    private final ProjectSettings settings;
    private final NewProjects newProjects;
    private final Parties parties;
    private final TemplateEditions editions;
    private final Clock clock;

    SettingsController(ProjectSettings settings, NewProjects newProjects, Parties parties, TemplateEditions editions, Clock clock) {
        this.settings = settings;
        this.newProjects = newProjects;
        this.parties = parties;
        this.editions = editions;
        this.clock = clock;
    }

    /** What the page shows. */
    public record SettingsPage(ProjectAccess project, ProjectSettings.Shown shown, List<Choice> regions, List<Choice> currencies, List<Choice> parties, LocalDate today, UUID template) {
        /** Whether reports of this party are checked, in what was decided last. */
        public boolean checks(Choice party) {
            return shown.reports().latest().parties().contains(PartyId.of(party.value()));
        }

        /** Whose reports are checked, in words. */
        public String checked(Ui ui, ReportRhythm.Setting setting) {
            if (!setting.checked()) return ui.t("settings.unchecked");
            var named = parties.stream().filter(party -> setting.parties().contains(PartyId.of(party.value()))).map(Choice::label).toList();
            return setting.parties().isEmpty() ? ui.t("settings.checked") : ui.t("settings.checked_of", String.join(ui.t("emergency.separator"), named));
        }

        public boolean mayChange() {
            return project.mayEverywhere(Permission.MANAGE_PROJECT);
        }

        public ReportRhythm.Setting now() {
            return shown.reports().on(today);
        }

        public boolean changing() {
            return shown.reports().latest().from().isAfter(today);
        }

        public LocalDate next() {
            return ReportRhythm.next(today);
        }

        public List<Choice> rhythms(Ui ui) {
            return List.of(new Choice("day", ui.t("settings.every.day")), new Choice("week", ui.t("settings.every.week")));
        }

        public String template(Ui ui) {
            return ui.chinese() ? shown.templateZh() : shown.templateEn();
        }
    }

    @GetMapping
    Answer page(ProjectAccess here) {
        here.require(Permission.READ);
        var shown = settings.of(here.id());
        var regions = new ArrayList<>(newProjects.homeRegions().stream().map(region -> new Choice(region.id().toString(), region.name() + " (" + region.zone() + ")")).toList());
        if (regions.stream().noneMatch(choice -> choice.value().equals(shown.homeRegion().toString()))) regions.addFirst(new Choice(shown.homeRegion().toString(), shown.homeRegionName()));
        return Answer.page("project/settings", new SettingsPage(here, shown, regions, Money.currencies(shown.currency()),
                parties.of(here.id()).stream().map(party -> new Choice(party.id().toString(), party.name())).toList(), LocalDate.ofInstant(clock.instant(), here.homeZone()), ScenarioTemplateId.next().value()));
    }

    @PostMapping
    Answer change(
            @RequestParam int version,
            @RequestParam(defaultValue = "") String name,
            @RequestParam(name = "home_region", defaultValue = "") String homeRegion,
            @RequestParam(defaultValue = "") String currency,
            @RequestParam(name = "starts_on", defaultValue = "") String startsOn,
            @RequestParam(name = "ends_on", defaultValue = "") String endsOn,
            @RequestParam(name = "report_every", defaultValue = "day") String reportEvery,
            @RequestParam(name = "report_check", defaultValue = "") String reportCheck,
            @RequestParam(name = "check_party", required = false) @Nullable List<String> checkParties,
            ProjectAccess here,
            Reader reader,
            Actor actor) {
        here.requireEverywhere(Permission.MANAGE_PROJECT);
        var entered = new Entered();
        var facts = new ProjectSettings.Facts(name, entered.chosen("home_region", homeRegion, RegionId::of), currency, entered.day("starts_on", startsOn), entered.day("ends_on", endsOn),
                reportEvery.equals("week"), !reportCheck.isEmpty(), Set.copyOf(entered.chosen("check_party", checkParties, PartyId::of)));
        entered.done();
        settings.change(here.id(), facts, version, actor);
        return Answer.to("/w/" + reader.slug() + "/p/" + here.code() + "/settings").saying("settings.saved");
    }

    @PostMapping("/template")
    Answer save(@RequestParam UUID id, @RequestParam(defaultValue = "") String name, ProjectAccess here, Reader reader, Actor actor) {
        here.requireEverywhere(Permission.MANAGE_PROJECT);
        editions.save(new ScenarioTemplateId(id), here.id(), name, actor);
        return Answer.to(reader.admin() ? "/w/" + reader.slug() + "/admin/scenarios/" + id : "/w/" + reader.slug() + "/p/" + here.code() + "/settings").saying("scenario.said_saved");
    }
}
