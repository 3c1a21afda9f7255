package meridian.project.web;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import meridian.document.Classification;
import meridian.document.Document;
import meridian.document.Documents;
import meridian.document.PaperAddresses;
import meridian.document.Retention;
import meridian.document.Revision;
import meridian.identity.Permission;
import meridian.project.DocumentNames;
import meridian.project.ProjectAccess;
import meridian.project.Registers;
import meridian.tenancy.Actor;
import meridian.tenancy.DocumentId;
import meridian.tenancy.Reader;
import meridian.tenancy.Text;
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

/** The register of a project’s documents: their numbers, classes and how long they are kept; one of them, who read it, and its voiding. */
@Controller
@RequestMapping("/w/{slug}/p/{code}/documents")
public class DocumentController {
    private static final int MOST_READINGS = 100;

    private final Documents documents;
    private final DocumentNames names;
    private final PaperAddresses addresses;
    private final Registers registers;
    private final Clock clock;

    DocumentController(Documents documents, DocumentNames names, PaperAddresses addresses, Registers registers, Clock clock) {
        this.addresses = addresses;
        this.registers = registers;
        this.clock = clock;
        this.documents = documents;
        this.names = names;
    }

    /** A page of the register; {@code next} is the number after which it goes on. */
    public record DocumentsPage(ProjectAccess project, List<Document> documents, @Nullable String next, boolean first, DocumentNames.Names names) {}

    @GetMapping
    Answer list(@RequestParam(required = false) @Nullable String after, ProjectAccess here) {
        here.require(Permission.READ);
        var last = after == null || Text.clean(after).isEmpty() ? null : Text.clean(after);
        var found = documents.page(here.id(), last);
        boolean more = found.size() > Documents.PAGE;
        var shown = more ? found.subList(0, Documents.PAGE) : found;
        return Answer.page("project/documents", new DocumentsPage(here, shown, more ? shown.getLast().number() : null, last == null, names.of(here, shown)));
    }

    /** One document: its issues, the numbers that it had, who read it or took it out, and where it is read ({@code paper}, below the project). */
    public record DocumentPage(ProjectAccess project, Document document, List<Revision> revisions, List<Documents.VoidedNumber> voided, List<Documents.Taken> readings, @Nullable String paper, String kind) {
        public String title(Ui ui) {
            return ui.t(kind);
        }

        public boolean mayChange() {
            return project.mayEverywhere(Permission.EDIT_CHARTER);
        }

        public boolean mayVoid() {
            return mayChange() && document.voiding() == null;
        }

        public boolean showsReadings() {
            return DocumentController.showsReadings(project);
        }

        public List<Choice> classes(Ui ui) {
            return Stream.of(Classification.values()).map(one -> new Choice(one.text(), ui.t(one.key()))).toList();
        }

        public List<Choice> retentions(Ui ui) {
            return Stream.of(Retention.values()).map(one -> new Choice(one.text(), ui.t(one.key()))).toList();
        }
    }

    // Who read what is told to those who keep the documents, and to auditors.
    private static boolean showsReadings(ProjectAccess here) {
        return here.auditor() || here.mayEverywhere(Permission.EDIT_CHARTER);
    }

    @GetMapping("/{document}")
    Answer page(@PathVariable DocumentId document, ProjectAccess here) {
        here.require(Permission.READ);
        var found = documents.get(here.id(), document);
        return Answer.page("project/document", new DocumentPage(here, found, documents.revisions(document), documents.voided(document), showsReadings(here) ? documents.readings(document, MOST_READINGS) : List.of(), paper(found, here), names.of(here, List.of(found)).title(found)));
    }

    private @Nullable String paper(Document document, ProjectAccess here) {
        var register = registers.find(document.kind()).orElse(null);
        if (register == null) return addresses.of(document.id()).orElse(null);
        return here.may(register.permission()) ? "/registers/" + register.name() : null;
    }

    @PostMapping("/{document}/class")
    Answer classify(@PathVariable DocumentId document, @RequestParam(name = "class", defaultValue = "") String classification, @RequestParam(defaultValue = "") String retention, @RequestParam int version, ProjectAccess here, Reader reader, Actor actor) {
        here.requireEverywhere(Permission.EDIT_CHARTER);
        var entered = new Entered();
        var chosen = entered.required("class", classification, Classification::find);
        var kept = entered.required("retention", retention, Retention::find);
        entered.done();
        documents.classify(document, here.id(), Objects.requireNonNull(chosen), Objects.requireNonNull(kept), version, actor);
        return Answer.to(address(here, reader, document)).saying("document.said_classified");
    }

    @PostMapping("/{document}/voiding")
    Answer makeVoid(@PathVariable DocumentId document, @RequestParam(defaultValue = "") String reason, @RequestParam int version, ProjectAccess here, Reader reader, Actor actor) {
        here.requireEverywhere(Permission.EDIT_CHARTER);
        documents.makeVoid(document, here.id(), reason, version, LocalDate.ofInstant(clock.instant(), here.homeZone()), actor);
        return Answer.to(address(here, reader, document)).saying("document.said_voided");
    }

    private static String address(ProjectAccess here, Reader reader, DocumentId document) {
        return "/w/" + reader.slug() + "/p/" + here.code() + "/documents/" + document;
    }
}
