package meridian.project.web;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import meridian.document.TextChange;
import meridian.project.PresetRecord;
import meridian.project.TemplateEditions;
import meridian.project.TemplateFile;
import meridian.project.TemplateForm;
import meridian.project.TemplateOutline;
import meridian.project.TemplatePlace;
import meridian.tenancy.Actor;
import meridian.tenancy.NotAllowed;
import meridian.tenancy.NotFound;
import meridian.tenancy.Reader;
import meridian.tenancy.Refused;
import meridian.tenancy.ScenarioTemplateId;
import meridian.web.Answer;
import meridian.web.Ui;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
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

/** The scenario templates of the workspace, for its admins: read, changed part by part on a draft, compared, published, brought and taken as files. */
@Controller
@RequestMapping("/w/{slug}/admin/scenarios")
public class ScenarioTemplateController {
    private final TemplateEditions editions;

    ScenarioTemplateController(TemplateEditions editions) {
        this.editions = editions;
    }

    // ---- all

    public record ListPage(List<TemplateEditions.Sheet> sheets, UUID id) {}

    @GetMapping
    Answer list(Reader reader) {
        admin(reader);
        return Answer.page("project/templates", new ListPage(editions.all(), ScenarioTemplateId.next().value()));
    }

    @PostMapping
    Answer bring(Reader reader, Actor actor, @RequestParam(required = false) @Nullable UUID id, @RequestParam(required = false) @Nullable MultipartFile file) throws IOException {
        admin(reader);
        if (file == null || file.getOriginalFilename() == null || file.getOriginalFilename().isEmpty()) throw Refused.at("file", "file.none");
        if (file.getSize() > TemplateFile.LARGEST) throw Refused.at("file", "scenario.file.large", TemplateFile.LARGEST / 1000);
        var brought = id == null ? ScenarioTemplateId.next() : new ScenarioTemplateId(id);
        editions.bring(brought, file.getBytes(), actor);
        return Answer.to(address(reader, brought)).saying("scenario.said_brought");
    }

    // ---- one

    /** {@code shown} is the edition that is looked at, null for the template as it stands. */
    public record TemplatePage(TemplateEditions.Sheet sheet, List<TemplateEditions.Edition> editions, TemplateEditions.@Nullable Edition shown, Map<String, PresetRecord.Count> occurrences, boolean behindProduct, List<String> clocks) {
        public TemplateOutline outline(Ui ui) {
            return TemplateOutline.of(shown == null ? sheet.working() : shown.whole(), ui, ui.locale());
        }

        public boolean edits() {
            return shown == null && sheet.retiredAt() == null;
        }

        /** What the draft, or the edition that is looked at, changes in what was before it; in the reader’s language first. */
        public List<TextChange> changes(Ui ui, Locale language) {
            var after = shown == null ? sheet.draft() : shown.whole();
            var before = shown == null ? sheet.edition() == 0 ? null : sheet.published() : editions.stream().filter(edition -> edition.number() == shown.number() - 1).findFirst().map(TemplateEditions.Edition::whole).orElse(null);
            if (after == null || before == null) return List.of();
            return TextChange.between(TemplateOutline.of(before, ui, language).text(ui), TemplateOutline.of(after, ui, language).text(ui));
        }

        public List<TextChange> changes(Ui ui) {
            return changes(ui, ui.locale());
        }

        /** As it reads in the other language, where only that differs. */
        public List<TextChange> otherChanges(Ui ui) {
            return changes(ui, ui.chinese() ? Locale.ENGLISH : Locale.SIMPLIFIED_CHINESE);
        }

        public String occurred(Ui ui, String key) {
            var count = occurrences.get(key);
            return count == null ? "" : ui.t("scenario.occurred", count.projects(), count.occurred());
        }
    }

    @GetMapping("/{id}")
    Answer page(Reader reader, @PathVariable UUID id, @RequestParam(defaultValue = "0") int edition) {
        admin(reader);
        var sheet = editions.get(new ScenarioTemplateId(id));
        var all = editions.editions(sheet.id());
        var shown = edition <= 0 ? null : all.stream().filter(one -> one.number() == edition).findFirst().orElseThrow(NotFound::new);
        var set = sheet.working().path("duties");
        var clocks = editions.duties().keySet().stream().filter(kind -> !set.has(kind)).toList();
        return Answer.page("project/template", new TemplatePage(sheet, all, shown, editions.occurrences(sheet.id()), editions.behindProduct(sheet), clocks));
    }

    public record PartPage(TemplateEditions.Sheet sheet, TemplateForm form, boolean dated) {}

    @GetMapping("/{id}/part")
    Answer part(Reader reader, @PathVariable UUID id, @RequestParam(defaultValue = "") String at) {
        admin(reader);
        var place = TemplatePlace.of(at);
        var sheet = editions.get(new ScenarioTemplateId(id));
        var dated = place.clocks() ? editions.duties().get(place.steps().getLast()) : null;
        if (place.clocks() && dated == null) throw new NotFound();
        return Answer.page("project/template_part", new PartPage(sheet, new TemplateForm(place, place.find(sheet.working())), dated != null && dated));
    }

    @PostMapping("/{id}/part")
    Answer put(Reader reader, Actor actor, @PathVariable UUID id, @RequestParam(defaultValue = "") String at, @RequestParam int version, @RequestParam Map<String, String> form) {
        admin(reader);
        var place = TemplatePlace.of(at);
        var template = new ScenarioTemplateId(id);
        editions.get(template);
        editions.put(template, place, editions.read(place, TemplateForm.read(place, form)), version, actor);
        return Answer.to(address(reader, template) + "#" + group(place)).saying("scenario.said_draft");
    }

    @PostMapping("/{id}/part/removal")
    Answer remove(Reader reader, Actor actor, @PathVariable UUID id, @RequestParam(defaultValue = "") String at, @RequestParam int version) {
        admin(reader);
        var place = TemplatePlace.of(at);
        editions.remove(new ScenarioTemplateId(id), place, version, actor);
        return Answer.to(address(reader, new ScenarioTemplateId(id)) + "#" + group(place)).saying("scenario.said_draft");
    }

    @PostMapping("/{id}/part/rise")
    Answer raise(Reader reader, Actor actor, @PathVariable UUID id, @RequestParam(defaultValue = "") String at, @RequestParam int version) {
        admin(reader);
        var place = TemplatePlace.of(at);
        editions.raise(new ScenarioTemplateId(id), place, version, actor);
        return Answer.to(address(reader, new ScenarioTemplateId(id)) + "#" + group(place)).saying("scenario.said_draft");
    }

    private static String group(TemplatePlace place) {
        return place.head() ? "part-head" : "part-" + place.steps().getFirst();
    }

    @PostMapping("/{id}/publication")
    Answer publish(Reader reader, Actor actor, @PathVariable UUID id, @RequestParam(defaultValue = "") String reason, @RequestParam int version) {
        admin(reader);
        int edition = editions.publish(new ScenarioTemplateId(id), reason, version, actor);
        return Answer.to(address(reader, new ScenarioTemplateId(id))).saying("scenario.said_published", edition);
    }

    @PostMapping("/{id}/discarding")
    Answer discard(Reader reader, Actor actor, @PathVariable UUID id, @RequestParam int version) {
        admin(reader);
        editions.discard(new ScenarioTemplateId(id), version, actor);
        return Answer.to(address(reader, new ScenarioTemplateId(id))).saying("scenario.said_discarded");
    }

    @PostMapping("/{id}/product")
    Answer takeProduct(Reader reader, Actor actor, @PathVariable UUID id, @RequestParam int version) {
        admin(reader);
        editions.takeProduct(new ScenarioTemplateId(id), version, actor);
        return Answer.to(address(reader, new ScenarioTemplateId(id))).saying("scenario.said_draft");
    }

    @PostMapping("/{id}/retirement")
    Answer retire(Reader reader, Actor actor, @PathVariable UUID id, @RequestParam(defaultValue = "") String retired, @RequestParam int version) {
        admin(reader);
        editions.retire(new ScenarioTemplateId(id), retired.equals("true"), version, actor);
        return Answer.to(address(reader, new ScenarioTemplateId(id))).saying(retired.equals("true") ? "scenario.said_retired" : "scenario.said_restored");
    }

    @GetMapping("/{id}/template.json")
    ResponseEntity<byte[]> file(Reader reader, @PathVariable UUID id) {
        admin(reader);
        var template = new ScenarioTemplateId(id);
        var name = editions.get(template).name(reader.locale().getLanguage().equals("zh")).replaceAll("[\\\\/:*?\"<>|]", "-");
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .header(HttpHeaders.CONTENT_DISPOSITION, ContentDisposition.attachment().filename(name + ".json", StandardCharsets.UTF_8).build().toString())
                .body(editions.file(template));
    }

    private static void admin(Reader reader) {
        if (!reader.admin()) throw new NotAllowed();
    }

    private static String address(Reader reader, ScenarioTemplateId id) {
        return "/w/" + reader.slug() + "/admin/scenarios/" + id;
    }
}
