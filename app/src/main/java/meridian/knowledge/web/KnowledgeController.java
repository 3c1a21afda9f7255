package meridian.knowledge.web;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import meridian.activity.Stories;
import meridian.document.Attachments;
import meridian.document.FileShelf;
import meridian.document.TextChange;
import meridian.knowledge.Entries;
import meridian.knowledge.Entry;
import meridian.knowledge.EntryKind;
import meridian.knowledge.EntryState;
import meridian.knowledge.EntryText;
import meridian.knowledge.KnowledgeFiles;
import meridian.knowledge.Markdown;
import meridian.knowledge.Readership;
import meridian.knowledge.Shelf;
import meridian.knowledge.TemplateProposals;
import meridian.tenancy.Actor;
import meridian.tenancy.EntryId;
import meridian.tenancy.MemberId;
import meridian.tenancy.Reader;
import meridian.tenancy.Text;
import meridian.tenancy.WorkspaceRole;
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

/** The knowledge base: its list, the form of one entry, its page with every edition, and what is done with it. */
@Controller
@RequestMapping("/w/{slug}/knowledge")
public class KnowledgeController {
    private final Entries entries;
    private final Shelf shelf;
    private final Readership readership;
    private final Stories stories;
    private final Attachments attachments;
    private final TemplateProposals proposals;

    KnowledgeController(Entries entries, Shelf shelf, Readership readership, Stories stories, Attachments attachments, TemplateProposals proposals) {
        this.entries = entries;
        this.shelf = shelf;
        this.readership = readership;
        this.stories = stories;
        this.attachments = attachments;
        this.proposals = proposals;
    }

    // ---- the list

    public record ListPage(Shelf.Filter filter, Shelf.Listing listing, boolean first, boolean writes) {
        public List<Choice> kinds(Ui ui) {
            return List.of(new Choice("lesson", ui.t("knowledge.kind.lesson")), new Choice("article", ui.t("knowledge.kind.article")));
        }

        public List<Choice> states(Ui ui) {
            return Shelf.Filter.STATES.stream().map(state -> new Choice(state, ui.t("knowledge.show." + state))).toList();
        }
    }

    @GetMapping
    Answer list(Reader reader, @RequestParam(defaultValue = "") String q, @RequestParam(defaultValue = "") String kind, @RequestParam(defaultValue = "") String scenario, @RequestParam(defaultValue = "") String tag,
            @RequestParam(defaultValue = "") String state, @RequestParam(required = false) @Nullable Integer after) {
        readership.require(reader);
        var filter = new Shelf.Filter(cut(q, 200), EntryKind.named(kind).orElse(null), EntryText.SCENARIOS.contains(scenario) ? scenario : null, cut(tag, 40), Shelf.Filter.STATES.contains(state) ? state : "published");
        return Answer.page("knowledge/list", new ListPage(filter, shelf.list(filter, after, reader), after == null, reader.role() != WorkspaceRole.AUDITOR));
    }

    private static String cut(String typed, int most) {
        var text = Text.clean(typed);
        return text.length() > most ? text.substring(0, most) : text;
    }

    // ---- the form

    @GetMapping("/new")
    Answer add(Actor actor, @RequestParam(defaultValue = "") String kind) {
        readership.requireWriter(actor);
        return Answer.page("knowledge/form", EntryForm.fresh(EntryKind.named(kind).orElse(EntryKind.ARTICLE)));
    }

    @PostMapping
    Answer create(Reader reader, Actor actor, @RequestParam UUID id, @RequestParam(defaultValue = "") String kind, EntryForm.Fields form) {
        readership.requireWriter(actor);
        int number = entries.write(new Entries.NewEntry(new EntryId(id), EntryKind.named(kind).orElse(EntryKind.ARTICLE), null, null, null, form.typed(), List.of()), actor);
        return Answer.to(address(reader, number)).saying("knowledge.said_written");
    }

    @GetMapping("/{entry}/edit")
    Answer edit(Reader reader, Actor actor, @PathVariable("entry") int number) {
        readership.requireWriter(actor);
        var entry = shelf.get(number, reader);
        if (!entry.writtenBy(reader.member()) && !reader.admin()) throw new meridian.tenancy.NotAllowed();
        if (entry.state() == EntryState.REVIEW || entry.state() == EntryState.RETIRED) return Answer.to(address(reader, number)).saying(entry.state() == EntryState.REVIEW ? "knowledge.in_review" : "knowledge.is_retired");
        return Answer.page("knowledge/form", EntryForm.of(entry));
    }

    @PostMapping("/{entry}")
    Answer change(Reader reader, Actor actor, @PathVariable("entry") int number, @RequestParam int version, @RequestParam(name = "change_note", defaultValue = "") String note, EntryForm.Fields form) {
        entries.change(number, form.typed(), note, version, actor);
        return Answer.to(address(reader, number)).saying("entry.saved");
    }

    public record PreviewPart(List<String> parts) {}

    /** What is being typed, as it will read: a part of the form’s page. */
    @PostMapping("/preview")
    Answer preview(Actor actor, EntryForm.Fields form) {
        readership.requireWriter(actor);
        var typed = form.typed();
        var parts = new ArrayList<String>();
        for (var part : List.of(typed.situation(), typed.happened(), typed.why(), typed.advice(), typed.body())) if (!part.isBlank() && part.length() <= 40_000) parts.add(Markdown.html(Text.clean(part)));
        return Answer.page("knowledge/preview", new PreviewPart(parts));
    }

    // ---- one entry

    /** One part of what is shown, as HTML; {@code name} is the key of its heading. */
    public record Part(String name, String html) {}

    public record PartChange(String name, List<TextChange> lines) {}

    /**
     * {@code shown} is the edition that is shown (0: what is underway); {@code changes} are what it changes in the one before it, where that
     * was asked for or is to be reviewed.
     */
    public record EntryPage(Entry entry, EntryText text, int shown, List<Part> parts, List<PartChange> changes, boolean comparing, boolean sees, boolean admin, boolean auditor, boolean mine, boolean knowsProject, Stories.Around around, List<Choice> reviewers, FileShelf files, List<TemplateProposals.Proposal> proposals) {
        public String sign() {
            return sign(entry.state());
        }

        public static String sign(EntryState state) {
            return switch (state) {
                case DRAFT -> "draft";
                case REVIEW -> "doing";
                case PUBLISHED -> "accepted";
                case RETIRED -> "cancelled";
            };
        }

        public boolean mayChange() {
            return (mine || admin) && (entry.state() == EntryState.DRAFT || entry.state() == EntryState.PUBLISHED);
        }

        public boolean maySubmit() {
            return mine && entry.state() == EntryState.DRAFT;
        }

        public boolean mayWithdraw() {
            return mine && entry.state() == EntryState.REVIEW;
        }

        public boolean mayReview() {
            return !mine && !auditor && entry.state() == EntryState.REVIEW && (entry.reviewing() || admin);
        }

        public boolean mayRetire() {
            return mayChange();
        }

        public boolean mayRestore() {
            return (mine || admin) && entry.state() == EntryState.RETIRED;
        }

        public boolean mayPropose() {
            return entry.published() && !auditor && entry.state() != EntryState.RETIRED;
        }

        public boolean mayVote() {
            return entry.published() && !mine && !auditor;
        }

        /** An edition before the newest, or the one that others read while the next is underway. */
        public boolean older() {
            return shown > 0 && (shown < entry.edition() || entry.underway() && sees);
        }
    }

    @GetMapping("/{entry}")
    Answer page(Reader reader, Actor actor, @PathVariable("entry") int number, @RequestParam(defaultValue = "0") int edition, @RequestParam(defaultValue = "") String compare) {
        readership.require(reader);
        var entry = shelf.get(number, reader);
        var auditor = reader.role() == WorkspaceRole.AUDITOR;
        var sees = auditor || reader.admin() || entry.writtenBy(reader.member()) || entry.reviewing();
        var underway = edition <= 0 && sees && (entry.underway() || !entry.published());
        int shown = underway ? 0 : edition <= 0 || edition > entry.edition() ? entry.edition() : edition;
        int before = shown == 0 ? entry.edition() : shown - 1;
        var comparing = before > 0 && (shown == 0 ? entry.state() == EntryState.REVIEW || !compare.isEmpty() : !compare.isEmpty());
        var wanted = new ArrayList<Integer>();
        if (shown > 0) wanted.add(shown);
        if (comparing) wanted.add(before);
        var read = wanted.isEmpty() ? List.<EntryText>of() : shelf.editions(entry, wanted);
        var text = shown > 0 ? read.getFirst() : entry.text();
        var parts = text.parts(entry.kind()).entrySet().stream().filter(part -> !part.getValue().isBlank()).map(part -> new Part(part.getKey(), Markdown.html(part.getValue()))).toList();
        var mine = entry.writtenBy(reader.member());
        var keeps = KnowledgeFiles.keeps(entry, reader.admin(), actor);
        var knows = shelf.knowsProject(entry, reader);
        return Answer.page("knowledge/entry", new EntryPage(entry, text, shown, parts, comparing ? changes(entry.kind(), read.getLast(), text) : List.of(), comparing, sees, reader.admin(), auditor, mine, knows,
                knows && entry.project() != null ? stories.around(entry.ref(), entry.project().id(), reader) : Stories.Around.none(entry.ref()),
                mine && entry.state() == EntryState.DRAFT ? readership.reviewers(reader.member()).stream().map(person -> new Choice(person.id().toString(), person.name())).toList() : List.of(),
                attachments.on(entry.ref(), keeps, keeps, actor), entry.published() ? proposals.of(entry) : List.of()));
    }

    private static List<PartChange> changes(EntryKind kind, EntryText before, EntryText after) {
        var changes = new ArrayList<PartChange>();
        add(changes, "title", before.title(), after.title());
        var old = before.parts(kind);
        after.parts(kind).forEach((name, text) -> add(changes, name, old.getOrDefault(name, ""), text));
        add(changes, "tags", before.tagLine(), after.tagLine());
        return changes;
    }

    private static void add(List<PartChange> changes, String name, String before, String after) {
        var lines = TextChange.between(before, after);
        if (!lines.isEmpty()) changes.add(new PartChange(name, lines));
    }

    // ---- what is done with it

    @PostMapping("/{entry}/review")
    Answer submit(Reader reader, Actor actor, @PathVariable("entry") int number, @RequestParam(defaultValue = "") String reviewer, @RequestParam int version) {
        var entered = new Entered();
        entries.submit(number, entered.chosen("reviewer", reviewer, MemberId::of), version, entered.problems(), actor);
        return Answer.to(address(reader, number)).saying("knowledge.said_submitted");
    }

    @PostMapping("/{entry}/withdrawal")
    Answer withdraw(Reader reader, Actor actor, @PathVariable("entry") int number, @RequestParam int version) {
        entries.withdraw(number, version, actor);
        return Answer.to(address(reader, number)).saying("knowledge.said_withdrawn");
    }

    @PostMapping("/{entry}/publication")
    Answer publish(Reader reader, Actor actor, @PathVariable("entry") int number, @RequestParam int version) {
        entries.publish(number, version, actor);
        return Answer.to(address(reader, number)).saying("knowledge.said_published");
    }

    @PostMapping("/{entry}/return")
    Answer sendBack(Reader reader, Actor actor, @PathVariable("entry") int number, @RequestParam(defaultValue = "") String reason, @RequestParam int version) {
        entries.sendBack(number, reason, version, actor);
        return Answer.to("/w/" + reader.slug() + "/knowledge?state=review").saying("knowledge.said_returned");
    }

    @PostMapping("/{entry}/retirement")
    Answer retire(Reader reader, Actor actor, @PathVariable("entry") int number, @RequestParam(defaultValue = "") String reason, @RequestParam int version) {
        entries.retire(number, reason, version, actor);
        return Answer.to(address(reader, number)).saying("knowledge.said_retired");
    }

    @PostMapping("/{entry}/restoration")
    Answer restore(Reader reader, Actor actor, @PathVariable("entry") int number, @RequestParam int version) {
        entries.restore(number, version, actor);
        return Answer.to(address(reader, number)).saying("knowledge.said_restored");
    }

    @PostMapping("/{entry}/vote")
    Answer vote(Reader reader, Actor actor, @PathVariable("entry") int number, @RequestParam(defaultValue = "") String useful) {
        entries.vote(number, useful.equals("true"), actor);
        return Answer.to(address(reader, number));
    }

    static String address(Reader reader, int number) {
        return "/w/" + reader.slug() + "/knowledge/" + number;
    }
}
