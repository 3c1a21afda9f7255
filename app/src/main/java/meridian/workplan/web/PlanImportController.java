package meridian.workplan.web;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import meridian.identity.Permission;
import meridian.project.ProjectAccess;
import meridian.tenancy.NotFound;
import meridian.tenancy.PlanImportId;
import meridian.tenancy.Reader;
import meridian.tenancy.Refused;
import meridian.web.Answer;
import meridian.web.Ui;
import meridian.web.Words;
import meridian.workplan.ImportPreview;
import meridian.workplan.PlanComparison;
import meridian.workplan.PlanImport;
import meridian.workplan.PlanImports;
import meridian.workplan.Settled;
import meridian.workplan.exchange.CellRef;
import meridian.workplan.exchange.Column;
import meridian.workplan.exchange.Columns;
import meridian.workplan.exchange.Corrections;
import meridian.workplan.exchange.Wording;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.multipart.MultipartFile;

/** Bringing a plan as a file: upload, look and correct, confirm, take back. */
@Controller
@RequestMapping("/w/{slug}/p/{code}/plan/import")
public class PlanImportController {
    private static final int LONGEST = 32_767;

    private final PlanImports imports;
    private final Words words;

    PlanImportController(PlanImports imports, Words words) {
        this.imports = imports;
        this.words = words;
    }

    /** Where a file is brought, and what was brought before. */
    public record UploadPage(List<PlanImport> recent, String id) {}

    /** An import that is being written, or has been. */
    public record WrittenPage(PlanImport upload, String base) {
        /** All the rows it had to do with. */
        public static int rows(PlanImport upload) {
            return upload.rowsTotal() + upload.rowsChanged() + upload.rowsRemoved();
        }

        /** What it did. */
        public static String text(PlanImport upload, Ui ui) {
            var texts = new ArrayList<String>();
            if (upload.rowsTotal() > 0 || rows(upload) == 0) texts.add(ui.t("imports.written", String.valueOf(upload.rowsTotal())));
            if (upload.rowsChanged() > 0) texts.add(ui.t("imports.written_changed", String.valueOf(upload.rowsChanged())));
            if (upload.rowsRemoved() > 0) texts.add(ui.t("imports.written_removed", String.valueOf(upload.rowsRemoved())));
            return String.join(ui.t("exchange.join"), texts);
        }

        /** What undoing it does: rows it brought go, rows it changed are put back. */
        public static String undoText(PlanImport upload, Ui ui) {
            int changed = upload.rowsChanged() + upload.rowsRemoved();
            var texts = new ArrayList<String>();
            if (upload.rowsWritten() > 0 || changed == 0) texts.add(ui.t("imports.undo_text", upload.rowsWritten()));
            if (changed > 0) texts.add(ui.t("imports.undo_text_changed", changed));
            return String.join(" ", texts);
        }
    }

    /** How far an import is, for a script. */
    public record Progress(String state, int written, int total) {}

    @GetMapping
    Answer upload(ProjectAccess here, Reader reader) {
        here.requireEverywhere(Permission.IMPORT_PLAN);
        return Answer.page("workplan/imports", new UploadPage(imports.recent(here.id(), reader.actor()), PlanImportId.next().toString()));
    }

    @PostMapping
    Answer bring(ProjectAccess here, Reader reader, @RequestParam(required = false) @Nullable String id, @RequestParam(required = false) @Nullable MultipartFile file) throws IOException {
        here.requireEverywhere(Permission.IMPORT_PLAN);
        if (file == null || file.getOriginalFilename() == null || file.getOriginalFilename().isEmpty()) throw Refused.at("file", "imports.no_file");
        var brought = imports.upload(id == null ? PlanImportId.next() : id(id), here.id(), file.getOriginalFilename(), file.getBytes(), reader.actor());
        return Answer.to(base(here, reader, brought));
    }

    @GetMapping("/{id}")
    Answer look(ProjectAccess here, Reader reader, @PathVariable String id, @RequestParam(defaultValue = "0") int from, @RequestParam(defaultValue = "") String show, @RequestParam(defaultValue = "0") int edit) {
        var found = imports.look(id(id), here);
        var base = base(here, reader, found.upload().id());
        if (found.preview() == null) return Answer.page("workplan/imported", new WrittenPage(found.upload(), base));
        return Answer.page("workplan/importpreview", PlanImportPage.of(found.preview(), base, wording(reader), from, show.equals("problems"), edit));
    }

    @GetMapping("/{id}/progress")
    @ResponseBody
    Progress progress(ProjectAccess here, Reader reader, @PathVariable String id) {
        var upload = imports.get(id(id), here.id(), reader.actor());
        return new Progress(upload.state().text(), upload.rowsWritten(), upload.rowsTotal());
    }

    // ---- correcting

    /** Cells and what is to stand in them, in pairs; rows to leave out or to take back. */
    @PostMapping("/{id}/cells")
    Answer cells(ProjectAccess here, Reader reader, @PathVariable String id, @RequestParam MultiValueMap<String, String> form) {
        var cells = form.getOrDefault("cell", List.of());
        var values = form.getOrDefault("value", List.of());
        if (cells.size() != values.size()) throw new IllegalArgumentException("cells without values");
        var change = new HashMap<CellRef, String>();
        for (int i = 0; i < cells.size(); i++) {
            if (values.get(i).length() > LONGEST) throw Refused.at("", "refused.too_long", LONGEST, values.get(i).length());
            change.put(CellRef.of(cells.get(i)), values.get(i));
        }
        var was = form.getOrDefault("was", List.of());
        if (was.size() == cells.size()) for (int i = 0; i < cells.size(); i++) if (same(was.get(i), values.get(i))) change.remove(CellRef.of(cells.get(i)));
        imports.decide(id(id), here.id(), choices -> {
            var all = new TreeMap<>(choices.corrections().values());
            all.putAll(change);
            var leftOut = new HashSet<>(choices.corrections().leftOut());
            form.getOrDefault("leave", List.of()).forEach(row -> leftOut.add(Integer.parseInt(row)));
            form.getOrDefault("take_back", List.of()).forEach(row -> leftOut.remove(Integer.parseInt(row)));
            return choices.with(new Corrections(choices.corrections().columns(), all, leftOut));
        }, reader.actor());
        return back(here, reader, id, form);
    }

    private static boolean same(String was, String is) {
        return was.replace("\r\n", "\n").equals(is.replace("\r\n", "\n"));
    }

    @PostMapping("/{id}/mends")
    Answer mends(ProjectAccess here, Reader reader, @PathVariable String id, @RequestParam MultiValueMap<String, String> form) {
        imports.mendAll(id(id), here.id(), reader.actor());
        return back(here, reader, id, form);
    }

    /** Forgets every correction of cells and rows, and the columns. */
    @PostMapping("/{id}/afresh")
    Answer afresh(ProjectAccess here, Reader reader, @PathVariable String id, @RequestParam MultiValueMap<String, String> form) {
        imports.decide(id(id), here.id(), choices -> choices.with(Corrections.NONE), reader.actor());
        return back(here, reader, id, form);
    }

    @PostMapping("/{id}/columns")
    Answer columns(ProjectAccess here, Reader reader, @PathVariable String id, @RequestParam MultiValueMap<String, String> form) {
        here.requireEverywhere(Permission.IMPORT_PLAN);
        imports.get(id(id), here);
        var of = new EnumMap<Column, Integer>(Column.class);
        var check = new Refused.Check();
        form.forEach((name, values) -> {
            if (!name.matches("column_[1-9]\\d{0,2}") || values.getFirst().isEmpty()) return;
            var meaning = Column.valueOf(values.getFirst().toUpperCase(java.util.Locale.ROOT));
            check.reject(of.putIfAbsent(meaning, Integer.valueOf(name.substring(7))) != null, name, "imports.column_twice", words.in(reader.locale(), meaning.key()));
        });
        int sheet = number(form, "sheet"), row = number(form, "heading_row");
        check.reject(row < 0 || row > 50_000, "heading_row", "imports.heading_row_wrong");
        check.reject(sheet < 0 || sheet > 49, "sheet", "refused.not_a_choice");
        boolean elsewhere = sheet != number(form, "was_sheet") || row != number(form, "was_heading_row");
        check.reject(!elsewhere && !of.containsKey(Column.TASK), "", "imports.no_task_column");
        check.done();
        if (elsewhere) imports.pointToHeadings(id(id), here.id(), sheet, row, reader.actor());
        else imports.decide(id(id), here.id(), choices -> choices.with(choices.corrections().with(new Columns(sheet, row, of, Map.of()))), reader.actor());
        return back(here, reader, id, form);
    }

    private static int number(MultiValueMap<String, String> form, String name) {
        var text = Objects.requireNonNullElse(form.getFirst(name), "").strip();
        return text.matches("\\d{1,6}") ? Integer.parseInt(text) : -1;
    }

    @PostMapping("/{id}/people")
    Answer people(ProjectAccess here, Reader reader, @PathVariable String id, @RequestParam MultiValueMap<String, String> form) {
        settle(here, reader, id, form, true);
        return back(here, reader, id, form);
    }

    @PostMapping("/{id}/parties")
    Answer parties(ProjectAccess here, Reader reader, @PathVariable String id, @RequestParam MultiValueMap<String, String> form) {
        settle(here, reader, id, form, false);
        return back(here, reader, id, form);
    }

    // “all” names what every name without a better suggestion gets: create, suggested or empty.
    private void settle(ProjectAccess here, Reader reader, String id, MultiValueMap<String, String> form, boolean people) {
        var settled = new HashMap<String, Settled>();
        var all = form.getFirst("all");
        if (all != null) {
            var preview = imports.preview(id(id), here.id(), reader.actor());
            for (var name : people ? preview.people() : preview.parties()) settled.put(name.name(), allAtOnce(name, all, people, preview));
        } else {
            var names = form.getOrDefault("name", List.of());
            var values = form.getOrDefault("settled", List.of());
            if (names.size() != values.size()) throw new IllegalArgumentException("names without a choice");
            for (int i = 0; i < names.size(); i++) {
                var one = Settled.of(values.get(i));
                if (one == null) throw Refused.because("refused.not_a_choice");
                settled.put(names.get(i), one);
            }
        }
        imports.decide(id(id), here.id(), choices -> people ? choices.withPeople(settled) : choices.withParties(settled), reader.actor());
    }

    private static Settled allAtOnce(ImportPreview.Name name, String all, boolean people, ImportPreview preview) {
        if (all.equals("empty")) return Settled.EMPTY;
        if (name.known()) return Settled.JOIN;
        if (all.equals("create")) return Settled.CREATE;
        if (name.suggested().isEmpty()) return name.settled();
        if (!people) return Settled.is(name.suggested());
        return preview.peopleToMean(Integer.MAX_VALUE).stream()
                .filter(candidate -> candidate.label().equals(name.suggested()) || candidate.label().startsWith(name.suggested() + " · "))
                .findFirst().map(candidate -> Settled.is(candidate.value())).orElse(name.settled());
    }

    /**
     * What of the file becomes of the plan that stands: cells {@code shown} and which of them are {@code taken}, or all at once;
     * missing tasks {@code listed} and which of them {@code go}; whether rows are known again, and whether the template’s plan makes room.
     */
    @PostMapping("/{id}/differences")
    Answer differences(ProjectAccess here, Reader reader, @PathVariable String id, @RequestParam MultiValueMap<String, String> form) {
        var all = form.getFirst("all");
        var cells = all == null ? marked(form, "shown", "taken") : every(imports.preview(id(id), here.id(), reader.actor()).comparison(), all.equals("take"));
        var going = marked(form, "listed", "go");
        var matching = form.getFirst("matching");
        var skeleton = form.getFirst("skeleton");
        imports.decide(id(id), here.id(), choices -> {
            var decided = choices.withCells(cells).withRemoved(going);
            if (matching != null) decided = decided.asNew(matching.equals("new"));
            return skeleton == null ? decided : decided.replacing(skeleton.equals("replace"));
        }, reader.actor());
        return back(here, reader, id, form);
    }

    private static Map<String, Boolean> marked(MultiValueMap<String, String> form, String listed, String marked) {
        var chosen = new HashSet<>(form.getOrDefault(marked, List.of()));
        var all = new HashMap<String, Boolean>();
        for (var key : form.getOrDefault(listed, List.of())) {
            if (!key.matches("[0-9a-f-]{36}(/[a-z_]{1,30})?")) throw Refused.because("refused.not_a_choice");
            all.put(key, chosen.contains(key));
        }
        return all;
    }

    private static Map<String, Boolean> every(PlanComparison comparison, boolean taken) {
        var all = new HashMap<String, Boolean>();
        comparison.lines().forEach(line -> line.changes().forEach(change -> all.put(change.key(), taken)));
        return all;
    }

    // ---- writing and taking back

    @PostMapping("/{id}/confirmation")
    Answer confirm(ProjectAccess here, Reader reader, @PathVariable String id) {
        imports.confirm(id(id), here.id(), reader.actor());
        return Answer.to(base(here, reader, id(id)));
    }

    @PostMapping("/{id}/discard")
    Answer discard(ProjectAccess here, Reader reader, @PathVariable String id) {
        imports.discard(id(id), here.id(), reader.actor());
        return Answer.to(list(here, reader)).saying("imports.discarded");
    }

    @PostMapping("/{id}/undo")
    Answer undo(ProjectAccess here, Reader reader, @PathVariable String id) {
        imports.undo(id(id), here.id(), reader.actor());
        return Answer.to(list(here, reader)).saying("imports.undone");
    }

    // ---- where things are

    private static String list(ProjectAccess here, Reader reader) {
        return "/w/" + reader.slug() + "/p/" + here.code() + "/plan/import";
    }

    private static String base(ProjectAccess here, Reader reader, PlanImportId id) {
        return list(here, reader) + "/" + id;
    }

    /** To the part of the page that was worked on. */
    private static Answer back(ProjectAccess here, Reader reader, String id, MultiValueMap<String, String> form) {
        var query = new ArrayList<String>();
        var from = form.getFirst("at_from");
        var show = form.getFirst("at_show");
        if (from != null && from.matches("[1-9]\\d{0,6}")) query.add("from=" + from);
        if ("problems".equals(show)) query.add("show=problems");
        var part = form.getFirst("at_part");
        return Answer.to(base(here, reader, id(id)) + (query.isEmpty() ? "" : "?" + String.join("&", query)) + (part != null && part.matches("[a-z]{1,12}") ? "#" + part : ""));
    }

    private static PlanImportId id(String text) {
        try {
            return PlanImportId.of(text);
        } catch (IllegalArgumentException notAnId) {
            throw new NotFound();
        }
    }

    private Wording wording(Reader reader) {
        return (key, args) -> words.in(reader.locale(), key, args);
    }
}
