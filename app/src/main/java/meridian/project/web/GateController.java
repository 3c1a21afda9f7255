package meridian.project.web;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import meridian.identity.Permission;
import meridian.project.Checklist;
import meridian.project.Cycle;
import meridian.project.Cycles;
import meridian.project.Gate;
import meridian.project.GateCheck;
import meridian.project.Gates;
import meridian.project.Learned;
import meridian.project.ProjectAccess;
import meridian.project.Stage;
import meridian.project.WhenClosed;
import meridian.tenancy.Actor;
import meridian.tenancy.ChecklistItemId;
import meridian.tenancy.Reader;
import meridian.web.Answer;
import meridian.web.Choice;
import meridian.web.Entered;
import meridian.web.Ui;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The gate before the project, and the ways through it. */
@Controller
@RequestMapping("/w/{slug}/p/{code}/gate")
public class GateController {
    private final Gates gates;
    private final Cycles cycles;
    private final ObjectProvider<Learned> learned;
    private final Checklist checklist;

    GateController(Gates gates, Cycles cycles, ObjectProvider<Learned> learned, Checklist checklist) {
        this.gates = gates;
        this.cycles = cycles;
        this.learned = learned;
        this.checklist = checklist;
    }

    /** What the gate's page shows. */
    /** So many of what is missing stand on the page by name. */
    private static final int NAMED = 6;

    public record GatePage(ProjectAccess project, Gate gate, List<Cycle> cycles, List<Learned.Offer> offers, List<Checklist.Item> checklist) {
        public boolean mayTick() {
            return project.mayEverywhere(Permission.MANAGE_PROJECT);
        }

        public boolean recurring() {
            return Cycles.recurring(project);
        }

        public List<Choice> lengths(Ui ui) {
            return Stream.of(Cycle.Length.values()).map(length -> new Choice(length.text(), ui.t("cycle.length." + length.text()))).toList();
        }

        public @Nullable Cycle running() {
            return cycles.stream().filter(Cycle::running).findFirst().orElse(null);
        }

        public boolean mayTurn() {
            return running() != null && project.mayEverywhere(Permission.MANAGE_PROJECT);
        }

        public boolean mayPass() {
            return gate.stands() && project.mayEverywhere(Permission.MOVE_STAGE);
        }

        public boolean mayWaive() {
            return gate.stands() && !gate.complete() && project.mayEverywhere(Permission.WAIVE_GATE);
        }

        public boolean mayReopen() {
            return gate.leaving() == Stage.CLOSED && project.mayEverywhere(Permission.WAIVE_GATE);
        }

        /** Whoever runs the project mends everything; approvals are for those who are asked, what parties sign for those who sign. */
        public boolean mayMend(GateCheck.Item item) {
            return project.mayEverywhere(Permission.EDIT_CHARTER) || item.mend().endsWith("#approval") && project.may(Permission.APPROVE) || item.mend().startsWith("/launch") && project.may(Permission.SIGN);
        }

        /** What an item lacks: the first few by name, the others by their number. */
        public String which(Ui ui, GateCheck.Item item) {
            var named = item.missing().stream().distinct().limit(NAMED).toList();
            int more = item.missing().size() - (int) item.missing().stream().filter(named::contains).count();
            var names = String.join(ui.t("charter.separator"), named);
            return more == 0 ? ui.t("gate.which", names) : ui.t("gate.which_more", names, more);
        }

        public List<String> stages(Ui ui) {
            return Stream.of(Stage.values()).map(stage -> ui.t("stage." + stage.text())).toList();
        }
    }

    @GetMapping
    Answer page(ProjectAccess here) {
        here.require(Permission.READ);
        var gate = gates.of(here.id(), here.stage());
        var listed = gate.items().stream().anyMatch(item -> item.key().equals("checklist"));
        return Answer.page("project/gate", new GatePage(here, gate, Cycles.recurring(here) ? cycles.of(here.id()) : List.of(), offers(here), listed ? checklist.of(here.id(), here.stage()) : List.of()));
    }

    // What others learned is of most use before the work begins.
    private List<Learned.Offer> offers(ProjectAccess here) {
        if (here.stage() != Stage.PREPARATION && here.stage() != Stage.LAUNCH) return List.of();
        return learned.stream().flatMap(source -> source.ofScenario(here.scenario(), here.id()).stream()).toList();
    }

    @PostMapping("/checklist/{item}")
    Answer tick(@PathVariable UUID item, @RequestParam(defaultValue = "") String done, ProjectAccess here, Reader reader, Actor actor) {
        here.requireEverywhere(Permission.MANAGE_PROJECT);
        checklist.tick(here.id(), new ChecklistItemId(item), done.equals("true"), actor);
        return Answer.to(address(reader, here) + "#checklist");
    }

    @PostMapping("/passage")
    Answer pass(@RequestParam String from, ProjectAccess here, Reader reader, Actor actor) {
        gates.pass(here.id(), Stage.of(from), actor);
        return Answer.to(address(reader, here)).saying("gate.said_passed");
    }

    @PostMapping("/waiver")
    Answer waive(@RequestParam String from, @RequestParam(required = false) @Nullable Set<String> missing, @RequestParam(defaultValue = "") String reason, ProjectAccess here, Reader reader, Actor actor) {
        gates.waive(here.id(), Stage.of(from), missing, reason, actor);
        return Answer.to(address(reader, here)).saying("gate.said_waived");
    }

    @PostMapping("/cycle/goals")
    Answer aim(@RequestParam(defaultValue = "") String goals, @RequestParam(defaultValue = "") String length, @RequestParam int version, ProjectAccess here, Reader reader, Actor actor) {
        cycles.aim(here.id(), goals, length(length), version, actor);
        return Answer.to(address(reader, here) + "#cycles").saying("cycle.said_aimed");
    }

    @PostMapping("/cycle/turn")
    Answer turn(@RequestParam(defaultValue = "") String summary, @RequestParam(defaultValue = "") String goals, @RequestParam(defaultValue = "") String length, @RequestParam int version, ProjectAccess here, Reader reader, Actor actor) {
        cycles.turn(here.id(), summary, goals, length(length), version, actor);
        return Answer.to(address(reader, here) + "#cycles").saying("cycle.said_turned");
    }

    private static Cycle.@Nullable Length length(String typed) {
        var entered = new Entered();
        var length = entered.word("length", typed, Cycle.Length::of);
        entered.done();
        return length;
    }

    @PostMapping("/reopening")
    @WhenClosed
    Answer reopen(@RequestParam(defaultValue = "") String reason, ProjectAccess here, Reader reader, Actor actor) {
        gates.reopen(here.id(), reason, actor);
        return Answer.to(address(reader, here)).saying("gate.said_reopened");
    }

    private static String address(Reader reader, ProjectAccess here) {
        return "/w/" + reader.slug() + "/p/" + here.code() + "/gate";
    }
}
