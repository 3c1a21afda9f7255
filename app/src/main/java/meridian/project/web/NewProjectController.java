package meridian.project.web;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import meridian.project.Money;
import meridian.project.NewProjects;
import meridian.project.ScenarioTemplate;
import meridian.project.ScenarioTemplates;
import meridian.project.TemplateContent;
import meridian.tenancy.Actor;
import meridian.tenancy.NotAllowed;
import meridian.tenancy.ProjectId;
import meridian.tenancy.Reader;
import meridian.tenancy.RegionId;
import meridian.tenancy.ScenarioTemplateId;
import meridian.web.Answer;
import meridian.web.Choice;
import meridian.web.Entered;
import meridian.web.Words;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Begins projects. */
@Controller
@RequestMapping("/w/{slug}/projects/new")
public class NewProjectController {
    private final NewProjects newProjects;
    private final ScenarioTemplates templates;
    private final Clock clock;

    NewProjectController(NewProjects newProjects, ScenarioTemplates templates, Clock clock) {
        this.newProjects = newProjects;
        this.templates = templates;
        this.clock = clock;
    }

    /** What the page of a new project shows. */
    public record NewProjectPage(ProjectId id, List<Offer> offers, List<Choice> regions, List<Choice> currencies, List<Choice> languages, String language, LocalDate startsOn) {}

    /** One template as it is offered: what it would bring along, in the reader's language. */
    public record Offer(String id, String scenario, String name, TemplateContent content) {
        public int packages() {
            return content.plan().stream().mapToInt(phase -> phase.packages().size()).sum();
        }

        public int milestones() {
            return content.plan().stream().mapToInt(phase -> phase.milestones().size()).sum();
        }

        public int weeks() {
            return content.plan().stream().flatMap(phase -> phase.packages().stream()).mapToInt(TemplateContent.WorkPackage::toWeek).max().orElse(0);
        }
    }

    @GetMapping
    Answer page(Reader reader, Actor actor) {
        if (!newProjects.mayBegin(actor)) throw new NotAllowed();
        var offers = templates.all().stream().map(template -> offer(template, reader.locale())).toList();
        var regions = newProjects.homeRegions().stream().map(region -> new Choice(region.id().toString(), region.name() + " (" + region.zone() + ")")).toList();
        var currencies = Money.currencies("CNY");
        var languages = List.of(new Choice("zh-CN", "中文"), new Choice("en", "English"));
        return Answer.page("project/new", new NewProjectPage(ProjectId.next(), offers, regions, currencies, languages,
                reader.locale().getLanguage().equals("zh") ? "zh-CN" : "en", nextMonday(reader)));
    }

    private static Offer offer(ScenarioTemplate template, Locale language) {
        return new Offer(template.id().toString(), template.scenario(), template.name(language), template.content(language));
    }

    private LocalDate nextMonday(Reader reader) {
        return LocalDate.ofInstant(clock.instant(), reader.zone()).with(java.time.temporal.TemporalAdjusters.next(java.time.DayOfWeek.MONDAY));
    }

    @PostMapping
    Answer begin(
            @RequestParam ProjectId id,
            @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "") String code,
            @RequestParam(defaultValue = "") String template,
            @RequestParam(name = "home_region", defaultValue = "") String homeRegion,
            @RequestParam(defaultValue = "CNY") String currency,
            @RequestParam(name = "starts_on", defaultValue = "") String startsOn,
            @RequestParam(name = "ends_on", defaultValue = "") String endsOn,
            @RequestParam(defaultValue = "zh-CN") String language,
            Reader reader,
            Actor actor) {
        var entered = new Entered();
        var beginning = new NewProjects.Beginning(id, name, code, entered.chosen("template", template, ScenarioTemplateId::of),
                entered.chosen("home_region", homeRegion, RegionId::of), currency, entered.day("starts_on", startsOn), entered.day("ends_on", endsOn), Words.language(language));
        entered.done();
        var made = newProjects.begin(beginning, actor);
        return Answer.to("/w/" + reader.slug() + "/p/" + newProjects.code(made, actor) + "/charter/edit").saying("project.begun");
    }
}
