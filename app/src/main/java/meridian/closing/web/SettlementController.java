package meridian.closing.web;

import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import meridian.closing.Settlement;
import meridian.closing.Settlements;
import meridian.identity.Permission;
import meridian.project.Money;
import meridian.project.Papers;
import meridian.project.Parties;
import meridian.project.ProjectAccess;
import meridian.project.Stage;
import meridian.tenancy.Actor;
import meridian.tenancy.PartyId;
import meridian.tenancy.Reader;
import meridian.tenancy.ResourceId;
import meridian.tenancy.SettlementLineId;
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

/** The settlement of a project against its budget. */
@Controller
@RequestMapping("/w/{slug}/p/{code}/closing/settlement")
public class SettlementController {
    private final Settlements settlements;
    private final Parties parties;
    private final Papers papers;

    SettlementController(Settlements settlements, Parties parties, Papers papers) {
        this.papers = papers;
        this.settlements = settlements;
        this.parties = parties;
    }

    public record SettlementPage(ProjectAccess project, Settlement settlement, List<Choice> parties, UUID next) {
        public boolean mayWrite() {
            return Settlements.mayWrite(project);
        }

        public boolean mayConfirm() {
            return project.stage() == Stage.CLOSING && !settlement.confirmed() && Settlements.mayConfirm(project);
        }

        public String money(Ui ui, BigDecimal amount, String currency) {
            return Money.shown(ui, amount, currency);
        }

        public String own(Ui ui, @Nullable BigDecimal amount) {
            return Money.shown(ui, amount, settlement.currency());
        }

        public List<Choice> budgets() {
            return settlement.budgets().stream().map(budget -> new Choice(budget.id().toString(), budget.name())).toList();
        }

        public String budget(Settlement.Line line) {
            return settlement.budgets().stream().filter(budget -> Objects.equals(budget.id(), line.budget())).map(Settlement.Budget::name).findFirst().orElse("–");
        }

        public List<Choice> currencies() {
            return Money.currencies(settlement.currency());
        }
    }

    @GetMapping
    Answer page(ProjectAccess here, Reader reader) {
        here.require(Permission.READ);
        var choices = Settlements.mayWrite(here) ? parties.of(here.id()).stream().map(party -> new Choice(party.id().toString(), party.name())).toList() : List.<Choice>of();
        return Answer.page("closing/settlement", new SettlementPage(here, settlements.of(here), choices, SettlementLineId.next().value())).of(papers.registered(here, Settlements.DOCUMENT_KIND, here.id(), reader));
    }

    /** What the form sends. */
    public record LineForm(@Nullable String name, @Nullable String budget, @Nullable String party, @Nullable String currency, @Nullable String amount, @Nullable String rate, @Nullable String rate_on, @Nullable String receipt) {
        Settlements.Facts facts() {
            var entered = new Entered();
            var facts = new Settlements.Facts(said(name), entered.chosen("budget", said(budget), ResourceId::of), entered.chosen("party", said(party), PartyId::of), said(currency), entered.number("amount", said(amount)), entered.number("rate", said(rate)), entered.day("rate_on", said(rate_on)), said(receipt));
            entered.done();
            return facts;
        }

        private static String said(@Nullable String typed) {
            return typed == null ? "" : typed;
        }
    }

    @PostMapping
    Answer add(@RequestParam UUID id, LineForm form, ProjectAccess here, Reader reader, Actor actor) {
        here.requireEverywhere(Permission.MANAGE_RESOURCES);
        settlements.add(here.id(), new SettlementLineId(id), form.facts(), actor);
        return to(here, reader).saying("closing.said_listed");
    }

    @PostMapping("/{line}/removal")
    Answer remove(@PathVariable SettlementLineId line, ProjectAccess here, Reader reader, Actor actor) {
        here.requireEverywhere(Permission.MANAGE_RESOURCES);
        settlements.remove(here.id(), line, actor);
        return to(here, reader).saying("closing.said_removed");
    }

    /** {@code lines}: how many were read. */
    @PostMapping("/confirmation")
    Answer confirm(@RequestParam(defaultValue = "0") int lines, ProjectAccess here, Reader reader, Actor actor) {
        here.require(Permission.READ);
        settlements.confirm(here.id(), lines, actor);
        return to(here, reader).saying("closing.said_settled");
    }

    private static Answer.To to(ProjectAccess here, Reader reader) {
        return Answer.to(ClosingController.address(here, reader) + "/settlement");
    }
}
