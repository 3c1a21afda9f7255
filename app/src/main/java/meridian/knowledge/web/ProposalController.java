package meridian.knowledge.web;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import meridian.document.TextChange;
import meridian.knowledge.Entry;
import meridian.knowledge.EntryText;
import meridian.knowledge.Markdown;
import meridian.knowledge.Readership;
import meridian.knowledge.Shelf;
import meridian.knowledge.TemplateProposals;
import meridian.knowledge.TemplateProposals.Proposal;
import meridian.project.TemplateEditions;
import meridian.project.TemplateForm;
import meridian.project.TemplateOutline;
import meridian.project.TemplatePlace;
import meridian.tenancy.Actor;
import meridian.tenancy.MemberId;
import meridian.tenancy.NotFound;
import meridian.tenancy.Reader;
import meridian.tenancy.Refused;
import meridian.tenancy.ScenarioTemplateId;
import meridian.tenancy.TemplateProposalId;
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
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What a lesson would change in a scenario template: where, how, shown as a comparison, and decided. */
@Controller
@RequestMapping("/w/{slug}/knowledge")
public class ProposalController {
    private final TemplateProposals proposals;
    private final TemplateEditions editions;
    private final Shelf shelf;
    private final Readership readership;

    ProposalController(TemplateProposals proposals, TemplateEditions editions, Shelf shelf, Readership readership) {
        this.proposals = proposals;
        this.editions = editions;
        this.shelf = shelf;
        this.readership = readership;
    }

    // ---- proposing

    /** {@code form} is null while the place is being chosen. */
    public record NewPage(Entry entry, List<TemplateEditions.Sheet> sheets, TemplateEditions.Sheet sheet, @Nullable TemplateForm form, boolean dated, UUID id, List<Choice> approvers) {
        public TemplateOutline outline(Ui ui) {
            return TemplateOutline.of(sheet.published(), ui, ui.locale());
        }

        public List<Choice> templates(Ui ui) {
            return sheets.stream().map(one -> new Choice(one.id().toString(), ui.chinese() ? name(one, "zh") : name(one, "en"))).toList();
        }

        public static String name(TemplateEditions.Sheet sheet, String language) {
            return sheet.publishedName(language.equals("zh"));
        }
    }

    @GetMapping("/{entry}/proposals/new")
    Answer add(Reader reader, Actor actor, @PathVariable int entry, @RequestParam(defaultValue = "") String template, @RequestParam(defaultValue = "") String at) {
        readership.requireWriter(actor);
        var found = shelf.get(entry, reader);
        if (!found.published()) throw new NotFound();
        var text = shelf.shown(found, reader);
        var sheets = editions.all().stream().filter(sheet -> sheet.edition() > 0 && sheet.retiredAt() == null).toList();
        if (sheets.isEmpty()) throw new NotFound();
        var chosen = sheets.stream().filter(sheet -> sheet.id().toString().equals(template)).findFirst()
                .or(() -> sheets.stream().filter(sheet -> sheet.scenario().equals(text.scenario())).findFirst()).orElse(sheets.getFirst());
        var place = at.isEmpty() ? null : TemplatePlace.of(at);
        var dated = place != null && place.clocks() ? editions.duties().get(place.steps().getLast()) : null;
        if (place != null && place.clocks() && dated == null) throw new NotFound();
        var form = place == null ? null : new TemplateForm(place, place.fresh() ? begun(place, text) : place.find(chosen.published()));
        return Answer.page("knowledge/proposal_new", new NewPage(found, sheets, chosen, form, dated != null && dated, TemplateProposalId.next().value(), choices(reader)));
    }

    private List<Choice> choices(Reader reader) {
        return proposals.approvers(reader.member()).stream().map(person -> new Choice(person.id().toString(), person.name())).toList();
    }

    // A preset risk begins with the words of the lesson; whoever proposes it says it in both languages.
    private static @Nullable ObjectNode begun(TemplatePlace place, EntryText text) {
        if (!place.part().name().equals("risk")) return null;
        var risk = JsonNodeFactory.instance.objectNode().put("description", text.title());
        if (!text.why().isBlank()) risk.put("cause", Markdown.words(text.why(), 400));
        if (!text.happened().isBlank()) risk.put("effect", Markdown.words(text.happened(), 400));
        var measures = risk.putArray("measures");
        text.advice().lines().map(line -> Markdown.words(line, 180)).filter(line -> !line.isBlank()).limit(10).forEach(measures::add);
        return risk;
    }

    @PostMapping("/{entry}/proposals")
    Answer propose(Reader reader, Actor actor, @PathVariable int entry, @RequestParam UUID id, @RequestParam(defaultValue = "") String template, @RequestParam(defaultValue = "") String at, @RequestParam Map<String, String> form) {
        readership.requireWriter(actor);
        shelf.get(entry, reader);
        var entered = new Entered();
        var chosen = entered.chosen("template", template, ScenarioTemplateId::of);
        var approver = entered.chosen("approver", form.getOrDefault("approver", ""), MemberId::of);
        if (chosen == null) throw Refused.at("template", "refused.missing");
        var place = TemplatePlace.of(at);
        var element = editions.read(place, TemplateForm.read(place, form));
        var proposal = new TemplateProposalId(id);
        proposals.propose(entry, new TemplateProposals.NewProposal(proposal, chosen, place, element, form.getOrDefault("reason", ""), approver, entered.problems()), reader);
        return Answer.to(address(reader, proposal)).saying("proposal.said_proposed");
    }

    // ---- deciding

    /** {@code before} and {@code after} are the whole templates that are compared; null where the change cannot be made any more. */
    public record ProposalPage(Proposal proposal, @Nullable ObjectNode before, @Nullable ObjectNode after, boolean decides, boolean own) {
        public List<TextChange> changes(Ui ui) {
            return changes(ui, ui.locale());
        }

        public List<TextChange> otherChanges(Ui ui) {
            return changes(ui, ui.chinese() ? Locale.ENGLISH : Locale.SIMPLIFIED_CHINESE);
        }

        private List<TextChange> changes(Ui ui, Locale language) {
            if (before == null || after == null) return List.of();
            return TextChange.between(TemplateOutline.of(before, ui, language).text(ui), TemplateOutline.of(after, ui, language).text(ui));
        }

        public String sign() {
            return switch (proposal.state()) {
                case "approved" -> "accepted";
                case "refused" -> "cancelled";
                default -> "doing";
            };
        }
    }

    @GetMapping("/proposals/{id}")
    Answer page(Reader reader, @PathVariable UUID id) {
        readership.require(reader);
        var proposal = proposals.get(new TemplateProposalId(id), reader);
        var own = proposal.by().id().equals(reader.member());
        ObjectNode before = null;
        ObjectNode after = null;
        if (proposal.edition() != null) {
            var all = editions.editions(proposal.template());
            before = whole(all, proposal.edition() - 1);
            after = whole(all, proposal.edition());
        } else {
            before = editions.get(proposal.template()).published();
            try {
                after = editions.changed(before, proposal.place(), proposal.before(), proposal.element());
            } catch (Refused | NotFound e) {
                // What was to be changed is no longer what it was; the page says so.
            }
        }
        return Answer.page("knowledge/proposal", new ProposalPage(proposal, before, after, proposal.open() && reader.admin() && !own, own));
    }

    private static @Nullable ObjectNode whole(List<TemplateEditions.Edition> editions, int number) {
        return editions.stream().filter(edition -> edition.number() == number).findFirst().map(TemplateEditions.Edition::whole).orElse(null);
    }

    @PostMapping("/proposals/{id}/decision")
    Answer decide(Reader reader, @PathVariable UUID id, @RequestParam(defaultValue = "") String approved, @RequestParam(defaultValue = "") String said) {
        var proposal = new TemplateProposalId(id);
        proposals.decide(proposal, approved.equals("true"), said, reader);
        return Answer.to(address(reader, proposal)).saying(approved.equals("true") ? "proposal.said_approved" : "proposal.said_refused");
    }

    private static String address(Reader reader, TemplateProposalId id) {
        return "/w/" + reader.slug() + "/knowledge/proposals/" + id;
    }
}
