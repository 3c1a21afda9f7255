package meridian.acceptance.web;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import meridian.acceptance.Application;
import meridian.acceptance.Application.Reviewer;
import meridian.acceptance.ApplicationSheets;
import meridian.acceptance.Panel;
import meridian.acceptance.Panel.Candidate;
import meridian.acceptance.Panel.Ground;
import meridian.acceptance.Panel.Place;
import meridian.acceptance.Panels;
import meridian.acceptance.Side;
import meridian.identity.Permission;
import meridian.project.ProjectAccess;
import meridian.tenancy.Actor;
import meridian.tenancy.MemberId;
import meridian.tenancy.NotFound;
import meridian.tenancy.PartyId;
import meridian.tenancy.Reader;
import meridian.tenancy.ReviewerId;
import meridian.web.Answer;
import meridian.web.Choice;
import meridian.web.Entered;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The panel of an application: convened as proposed or otherwise, a reviewer replaced; and what the parties say that are asked. */
@Controller
@RequestMapping("/w/{slug}/p/{code}/acceptance/{application:[0-9]{1,8}}")
public class PanelController {
    private final Panels panels;
    private final ApplicationSheets sheets;
    private final ApplicationPages pages;
    private final Clock clock;

    PanelController(Panels panels, ApplicationSheets sheets, ApplicationPages pages, Clock clock) {
        this.panels = panels;
        this.sheets = sheets;
        this.pages = pages;
        this.clock = clock;
    }

    public record PanelPage(ProjectAccess project, Application application, Ground ground, List<Place> proposed, LocalDate today) {
        public List<Side> sides() {
            return List.of(Side.values());
        }

        public List<Integer> places() {
            return IntStream.range(0, Panel.MOST_A_SIDE).boxed().toList();
        }

        public String proposed(Side side, int place) {
            return proposed.stream().filter(one -> one.side() == side).skip(place).findFirst().map(one -> one.member().toString()).orElse("");
        }

        public List<Choice> people() {
            return choices(ground);
        }

        /** Those who cannot judge, because it is their work. */
        public List<String> excluded() {
            return ground.candidates().stream().filter(one -> ground.workers().contains(one.member())).map(Candidate::name).toList();
        }

        /** Who has to be among them; empty where nobody has. */
        public String approver() {
            var one = ground.approver() == null ? null : ground.candidate(ground.approver());
            return one == null ? "" : label(one);
        }
    }

    static List<Choice> choices(Ground ground) {
        return ground.candidates().stream().filter(one -> !ground.workers().contains(one.member())).map(one -> new Choice(one.member().toString(), label(one))).toList();
    }

    private static String label(Candidate one) {
        return one.place().isEmpty() ? one.name() : one.name() + " · " + one.place();
    }

    @GetMapping("/panel")
    Answer form(ProjectAccess here, Reader reader, Actor actor, @PathVariable("application") int number) {
        here.requireEverywhere(Permission.CONVENE_ACCEPTANCE);
        var application = sheets.get(here.id(), number);
        var stake = sheets.stake(here, application, actor);
        if (!stake.mayConvene()) return pages.of(stake, reader, actor);
        var ground = panels.ground(application);
        return Answer.page("acceptance/panel", new PanelPage(here, application, ground, Panels.proposed(application, ground), today(here)));
    }

    @PostMapping("/panel")
    Answer convene(ProjectAccess here, Reader reader, Actor actor, @PathVariable("application") int number, @RequestParam Map<String, String> form, @RequestParam int version) {
        here.requireEverywhere(Permission.CONVENE_ACCEPTANCE);
        var entered = new Entered();
        var places = new ArrayList<Place>();
        for (var side : Side.values()) {
            for (int i = 0; i < Panel.MOST_A_SIDE; i++) {
                var field = side.text() + "_" + i;
                var member = entered.chosen(field, form.getOrDefault(field, ""), MemberId::of);
                if (member != null) places.add(new Place(member, side));
            }
        }
        var due = entered.day("due_on", form.getOrDefault("due_on", ""));
        panels.convene(here.id(), number, places, due, entered.problems(), version, actor);
        return Answer.to(AcceptanceController.address(here, reader, number)).saying("acceptance.said_convened");
    }

    // ---- somebody else

    public record ReplacementPage(ProjectAccess project, Application application, Reviewer reviewer, Ground ground) {
        public List<Choice> people() {
            return choices(ground).stream().filter(one -> application.panel().stream().noneMatch(sitting -> sitting.member().toString().equals(one.value()))).toList();
        }
    }

    @GetMapping("/reviewers/{reviewer}/replacement")
    Answer replacement(ProjectAccess here, Reader reader, Actor actor, @PathVariable("application") int number, @PathVariable ReviewerId reviewer) {
        here.requireEverywhere(Permission.CONVENE_ACCEPTANCE);
        var application = sheets.get(here.id(), number);
        var of = application.reviewer(reviewer);
        if (of == null) throw new NotFound();
        var stake = sheets.stake(here, application, actor);
        if (!stake.mayReplace(of)) return pages.of(stake, reader, actor);
        return Answer.page("acceptance/replacement", new ReplacementPage(here, application, of, panels.ground(application)));
    }

    @PostMapping("/reviewers/{reviewer}/replacement")
    Answer replace(ProjectAccess here, Reader reader, Actor actor, @PathVariable("application") int number, @PathVariable ReviewerId reviewer, @RequestParam(defaultValue = "") String member, @RequestParam(defaultValue = "") String reason) {
        here.requireEverywhere(Permission.CONVENE_ACCEPTANCE);
        var entered = new Entered();
        var by = entered.chosen("member", member, MemberId::of);
        panels.replace(here.id(), number, reviewer, by, reason, entered.problems(), actor);
        return Answer.to(AcceptanceController.address(here, reader, number)).saying("acceptance.said_replaced");
    }

    // ---- who is asked before

    @PostMapping("/opinions/{party}")
    Answer say(ProjectAccess here, Reader reader, Actor actor, @PathVariable("application") int number, @PathVariable PartyId party, @RequestParam(defaultValue = "") String said) {
        panels.say(here.id(), number, party, said, actor);
        return Answer.to(AcceptanceController.address(here, reader, number)).saying("acceptance.said_opinion");
    }

    private LocalDate today(ProjectAccess here) {
        return LocalDate.ofInstant(clock.instant(), here.homeZone());
    }
}
