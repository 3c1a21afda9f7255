package meridian.project.web;

import java.time.Clock;
import java.time.LocalDate;
import meridian.identity.Permission;
import meridian.project.Papers;
import meridian.project.Parties;
import meridian.project.Party;
import meridian.project.ProjectAccess;
import meridian.project.RuleBooks;
import meridian.project.ToolRules;
import meridian.tenancy.Actor;
import meridian.tenancy.Reader;
import meridian.tenancy.Refused;
import meridian.web.Answer;
import meridian.web.Ui;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The tool rules. */
@Controller
@RequestMapping("/w/{slug}/p/{code}/rules")
public class RulesController {
    private final RuleBooks rules;
    private final Parties parties;
    private final Clock clock;
    private final Papers papers;

    RulesController(RuleBooks rules, Parties parties, Clock clock, Papers papers) {
        this.papers = papers;
        this.rules = rules;
        this.parties = parties;
        this.clock = clock;
    }

    public record RulesPage(ProjectAccess project, ToolRules rules, String region, LocalDate today) {
        public boolean mayEdit() {
            return project.mayEverywhere(Permission.EDIT_TOOL_RULES);
        }

        public String example(Ui ui) {
            return named(ui, project, region, rules.namingPattern(), today);
        }
    }

    /** What a pattern would make, or why it makes nothing. */
    public record ExamplePage(ProjectAccess project, String region, String pattern, LocalDate today) {
        public String example(Ui ui) {
            return named(ui, project, region, pattern, today);
        }
    }

    private static String named(Ui ui, ProjectAccess project, String region, String pattern, LocalDate today) {
        try {
            return ToolRules.example(pattern, project.name(), region, ui.t("rules.sample"), today);
        } catch (Refused e) {
            return ui.say(e.problems().getFirst());
        }
    }

    @GetMapping
    Answer read(ProjectAccess project, Reader reader) {
        project.require(Permission.READ);
        return Answer.page("project/rules", page(project)).of(papers.registered(project, RuleBooks.DOCUMENT_KIND, project.id(), reader));
    }

    @GetMapping("/edit")
    Answer edit(ProjectAccess project) {
        project.requireEverywhere(Permission.EDIT_TOOL_RULES);
        return Answer.page("project/rules_edit", page(project));
    }

    private RulesPage page(ProjectAccess project) {
        return new RulesPage(project, rules.of(project.id()), region(project), today(project));
    }

    private String region(ProjectAccess project) {
        return parties.of(project.id()).stream().filter(Party::isRegion).map(Party::name).findFirst().orElse("");
    }

    private LocalDate today(ProjectAccess project) {
        return LocalDate.ofInstant(clock.instant(), project.homeZone());
    }

    @GetMapping("/example")
    Answer example(ProjectAccess project, @RequestParam(name = "naming_pattern", defaultValue = "") String pattern) {
        project.require(Permission.READ);
        return Answer.page("project/rules_example", new ExamplePage(project, region(project), pattern.length() > 200 ? "" : pattern, today(project)));
    }

    /** What the form sends. */
    public record RulesForm(
            @Nullable String management_tool,
            @Nullable String messaging_tool,
            @Nullable String documents_tool,
            @Nullable String rules,
            @Nullable String naming_pattern,
            @Nullable String minutes_template) {}

    @PostMapping
    Answer write(ProjectAccess project, Reader reader, Actor actor, @RequestParam int version, RulesForm form) {
        rules.write(project.id(), new RuleBooks.Facts(said(form.management_tool()), said(form.messaging_tool()), said(form.documents_tool()), said(form.rules()),
                said(form.naming_pattern()), said(form.minutes_template())), version, actor);
        return Answer.to(here(project, reader)).saying("entry.saved");
    }

    @PostMapping("/publication")
    Answer publish(ProjectAccess project, Reader reader, Actor actor, @RequestParam int version) {
        rules.publish(project.id(), version, actor);
        return Answer.to(here(project, reader)).saying("rules.was_published");
    }

    private static String here(ProjectAccess project, Reader reader) {
        return "/w/" + reader.slug() + "/p/" + project.code() + "/rules";
    }

    private static String said(@Nullable String typed) {
        return typed == null ? "" : typed;
    }
}
