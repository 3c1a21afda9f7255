package meridian.acceptance.web;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import meridian.acceptance.AcceptanceRules;
import meridian.acceptance.ApplicationSheets;
import meridian.acceptance.ApplicationStatus;
import meridian.acceptance.Applications;
import meridian.acceptance.Rule;
import meridian.identity.Permission;
import meridian.project.ProjectAccess;
import meridian.tenancy.Actor;
import meridian.tenancy.ApplicationId;
import meridian.tenancy.DeliverableId;
import meridian.tenancy.Reader;
import meridian.web.Answer;
import meridian.web.Choice;
import meridian.web.Entered;
import meridian.web.Ui;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The deliverables of a project and where the acceptance of each stands; an application is begun here, and a deliverable waived. */
@Controller
@RequestMapping("/w/{slug}/p/{code}/acceptance")
public class AcceptanceController {
    private final Applications applications;
    private final ApplicationSheets sheets;
    private final AcceptanceRules rules;
    private final Clock clock;

    AcceptanceController(Applications applications, ApplicationSheets sheets, AcceptanceRules rules, Clock clock) {
        this.applications = applications;
        this.sheets = sheets;
        this.rules = rules;
        this.clock = clock;
    }

    public record ListPage(ProjectAccess project, List<ApplicationSheets.Line> all, AcceptanceRules.Terms terms, boolean openOnly, LocalDate today) {
        /** The id of an application that may be begun. */
        public String fresh() {
            return ApplicationId.next().toString();
        }

        public List<ApplicationSheets.Line> lines() {
            return openOnly ? all.stream().filter(line -> !line.settled()).toList() : all;
        }

        public long accepted() {
            return all.stream().filter(ApplicationSheets.Line::accepted).count();
        }

        public boolean mayBegin(ApplicationSheets.Line line) {
            return line.status() == null && !project.auditor() && line.doing().stream().anyMatch(party -> project.may(Permission.PREPARE_ACCEPTANCE, party));
        }

        public boolean mayWaive() {
            return !project.auditor() && project.mayEverywhere(Permission.WAIVE_GATE);
        }

        public boolean mayChangeRules() {
            return !project.auditor() && project.mayEverywhere(Permission.MANAGE_PROJECT);
        }

        public List<Choice> ruleChoices(Ui ui) {
            return Stream.of(Rule.values()).map(rule -> new Choice(rule.text(), ui.t("acceptance.rule." + rule.text()))).toList();
        }

        /** How far it is, in few words; null where the state says it all. */
        public String detail(Ui ui, ApplicationSheets.Line line) {
            if (line.status() == null) return "";
            return switch (line.status()) {
                case IN_REVIEW -> ui.t("acceptance.judged_of", line.judged(), line.seats());
                case RECTIFICATION, RECHECK -> ui.t("acceptance.open_items", line.openItems());
                default -> "";
            };
        }

        public boolean late(ApplicationSheets.Line line) {
            return !line.settled() && line.dueOn() != null && line.dueOn().isBefore(today);
        }

        public String sign(ApplicationSheets.Line line) {
            return line.status() == null ? line.waiver() != null ? "cancelled" : "planned" : line.status().sign();
        }

        public String word(ApplicationSheets.Line line) {
            return line.status() == null ? line.waiver() != null ? "acceptance.waived" : "acceptance.none_yet" : "acceptance.status." + line.status().text();
        }
    }

    @GetMapping
    Answer list(ProjectAccess here, @RequestParam(defaultValue = "") String show) {
        here.require(Permission.READ);
        return Answer.page("acceptance/list", new ListPage(here, sheets.deliverables(here.id()), rules.of(here.id()), show.equals("open"), LocalDate.ofInstant(clock.instant(), here.homeZone())));
    }

    @PostMapping
    Answer begin(ProjectAccess here, Reader reader, Actor actor, @RequestParam ApplicationId id, @RequestParam(defaultValue = "") String deliverable) {
        here.require(Permission.PREPARE_ACCEPTANCE);
        var entered = new Entered();
        var chosen = entered.chosen("deliverable", deliverable, DeliverableId::of);
        entered.done();
        return Answer.to(address(here, reader, applications.draft(here.id(), id, chosen, actor)) + "/edit");
    }

    @PostMapping("/rules")
    Answer rules(ProjectAccess here, Reader reader, Actor actor, @RequestParam(defaultValue = "") String rule, @RequestParam(defaultValue = "false") boolean conditional, @RequestParam int version) {
        here.requireEverywhere(Permission.MANAGE_PROJECT);
        var entered = new Entered();
        var chosen = entered.word("rule", rule, Rule::of);
        entered.done();
        rules.change(here.id(), chosen, conditional, version, actor);
        return Answer.to(address(here, reader)).saying("acceptance.said_rules");
    }

    @PostMapping("/deliverables/{deliverable}/waiver")
    Answer waive(ProjectAccess here, Reader reader, Actor actor, @PathVariable DeliverableId deliverable, @RequestParam(defaultValue = "") String reason) {
        applications.waive(here.id(), deliverable, reason, actor);
        return Answer.to(address(here, reader)).saying("acceptance.said_waived");
    }

    @PostMapping("/deliverables/{deliverable}/waiver/removal")
    Answer endWaiver(ProjectAccess here, Reader reader, Actor actor, @PathVariable DeliverableId deliverable) {
        applications.endWaiver(here.id(), deliverable, actor);
        return Answer.to(address(here, reader)).saying("acceptance.said_waiver_ended");
    }

    static String address(ProjectAccess here, Reader reader) {
        return "/w/" + reader.slug() + "/p/" + here.code() + "/acceptance";
    }

    static String address(ProjectAccess here, Reader reader, int number) {
        return address(here, reader) + "/" + number;
    }
}
