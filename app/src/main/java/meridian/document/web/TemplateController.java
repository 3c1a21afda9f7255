package meridian.document.web;

import java.io.IOException;
import java.time.Clock;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import meridian.document.Classification;
import meridian.document.DocumentName;
import meridian.document.Documents;
import meridian.document.DocxTemplates;
import meridian.document.Export;
import meridian.document.Retention;
import meridian.document.TemplateKind;
import meridian.tenancy.Actor;
import meridian.tenancy.DocxTemplateId;
import meridian.tenancy.NotFound;
import meridian.tenancy.Reader;
import meridian.tenancy.Refused;
import meridian.web.Answer;
import meridian.web.Choice;
import meridian.web.Entered;
import meridian.web.Ui;
import meridian.web.Words;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;

/** The company’s own Word templates: brought, looked at, used, removed. */
@Controller
@RequestMapping("/w/{slug}/admin/templates")
public class TemplateController {
    private static final MediaType DOCX = MediaType.parseMediaType("application/vnd.openxmlformats-officedocument.wordprocessingml.document");

    private final DocxTemplates templates;
    private final Documents documents;
    private final Words words;
    private final Clock clock;

    TemplateController(DocxTemplates templates, Documents documents, Words words, Clock clock) {
        this.templates = templates;
        this.documents = documents;
        this.words = words;
        this.clock = clock;
    }

    public record TemplatesPage(List<DocxTemplates.Of> kinds) {}

    /** One kind: what is kept for it, the places of the newest file, every place there is, and the documents to look with. */
    public record TemplatePage(DocxTemplates.Of of, DocxTemplates.@Nullable Places places, List<TemplateKind.Place> all, List<Choice> samples, UUID id, Documents.Standard standard) {
        public List<Choice> classes(Ui ui) {
            return Stream.of(Classification.values()).map(one -> new Choice(one.text(), ui.t(one.key()))).toList();
        }

        public List<Choice> retentions(Ui ui) {
            return Stream.of(Retention.values()).map(one -> new Choice(one.text(), ui.t(one.key()))).toList();
        }

        public DocxTemplates.@Nullable Kept newest() {
            return of.proposed() != null ? of.proposed() : of.used();
        }

        public static String written(String place) {
            return place.contains("{{") || place.contains("}}") ? place : "{{" + place + "}}";
        }
    }

    @GetMapping
    Answer page() {
        return Answer.page("document/templates", new TemplatesPage(templates.all()));
    }

    @GetMapping("/{kind}")
    Answer kind(@PathVariable String kind, Reader reader) {
        var found = templates.kind(kind);
        var of = templates.all().stream().filter(one -> one.kind().name().equals(kind)).findFirst().orElseThrow(NotFound::new);
        var newest = of.proposed() != null ? of.proposed() : of.used();
        return Answer.page("document/template", new TemplatePage(of, newest == null ? null : templates.places(found, newest.id()), DocxTemplates.all(found), found.samples(reader), DocxTemplateId.next().value(), documents.standard(kind)));
    }

    @PostMapping("/{kind}")
    Answer bring(@PathVariable String kind, @RequestParam(required = false) @Nullable UUID id, @RequestParam(required = false) @Nullable MultipartFile file, Reader reader, Actor actor) throws IOException {
        var found = templates.kind(kind);
        if (file == null || file.isEmpty()) throw Refused.at("file", "word.refused.none");
        templates.propose(found, id == null ? DocxTemplateId.next() : new DocxTemplateId(id), file.getOriginalFilename(), file.getInputStream().readNBytes(6 * 1024 * 1024), actor);
        return Answer.to(address(kind, reader)).saying("template.said_proposed");
    }

    @PostMapping("/{kind}/class")
    Answer standard(@PathVariable String kind, @RequestParam(name = "class", defaultValue = "") String classification, @RequestParam(defaultValue = "") String retention, @RequestParam int version, Reader reader, Actor actor) {
        templates.kind(kind);
        var entered = new Entered();
        var chosen = entered.required("class", classification, Classification::find);
        var kept = entered.required("retention", retention, Retention::find);
        entered.done();
        documents.setStandard(kind, Objects.requireNonNull(chosen), Objects.requireNonNull(kept), version, actor);
        return Answer.to(address(kind, reader)).saying("document.said_standard");
    }

    private static String address(String kind, Reader reader) {
        return "/w/" + reader.slug() + "/admin/templates/" + kind;
    }

    @PostMapping("/{kind}/use")
    Answer use(@PathVariable String kind, @RequestParam(required = false) @Nullable UUID id, Reader reader, Actor actor) {
        templates.use(templates.kind(kind), wanted(id), actor);
        return Answer.to(address(kind, reader)).saying("template.said_used");
    }

    @PostMapping("/{kind}/removal")
    Answer remove(@PathVariable String kind, @RequestParam(required = false) @Nullable UUID id, Reader reader, Actor actor) {
        templates.remove(templates.kind(kind), wanted(id), actor);
        return Answer.to(address(kind, reader)).saying("template.said_removed");
    }

    private static DocxTemplateId wanted(@Nullable UUID id) {
        if (id == null) throw new NotFound();
        return new DocxTemplateId(id);
    }

    @GetMapping("/{kind}/look.docx")
    ResponseEntity<byte[]> look(@PathVariable String kind, @RequestParam(required = false) @Nullable UUID id, @RequestParam(defaultValue = "") String document, @RequestParam(defaultValue = "") String lang, Reader reader) throws IOException {
        var found = templates.kind(kind);
        var language = lang.isEmpty() ? reader.locale() : Words.language(lang);
        return docx(templates.look(found, wanted(id), document, language, reader, export(reader)), words.in(reader.locale(), found.title()));
    }

    @GetMapping("/{kind}/file.docx")
    ResponseEntity<byte[]> file(@PathVariable String kind, @RequestParam(required = false) @Nullable UUID id, Reader reader) {
        var found = templates.kind(kind);
        return docx(templates.file(found, wanted(id)), words.in(reader.locale(), found.title()));
    }

    @GetMapping("/{kind}/start.docx")
    ResponseEntity<byte[]> start(@PathVariable String kind, Reader reader) throws IOException {
        var found = templates.kind(kind);
        return docx(templates.start(found, reader.locale(), export(reader)), words.in(reader.locale(), found.title()));
    }

    private Export export(Reader reader) {
        return new Export(reader.name(), ZonedDateTime.ofInstant(clock.instant(), reader.zone()));
    }

    private static ResponseEntity<byte[]> docx(byte[] bytes, String name) {
        return ResponseEntity.ok().contentType(DOCX).header(HttpHeaders.CONTENT_DISPOSITION, DocumentName.attachment(name + ".docx").toString()).header(HttpHeaders.CACHE_CONTROL, "no-store").body(bytes);
    }
}
