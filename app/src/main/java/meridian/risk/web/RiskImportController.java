package meridian.risk.web;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import meridian.identity.Permission;
import meridian.project.ProjectAccess;
import meridian.risk.RiskImports;
import meridian.risk.RiskRows;
import meridian.tenancy.Actor;
import meridian.tenancy.Reader;
import meridian.tenancy.Refused;
import meridian.tenancy.RiskImportId;
import meridian.web.Answer;
import meridian.web.Ui;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;

/** Bringing a register as a file: upload, look and mend, confirm. */
@Controller
@RequestMapping("/w/{slug}/p/{code}/risks/import")
public class RiskImportController {
    private static final int SHOWN = 200;
    private static final int MENDS = 100;

    private final RiskImports imports;

    RiskImportController(RiskImports imports) {
        this.imports = imports;
    }

    public record UploadPage(ProjectAccess project, UUID id) {}

    /** {@code choices} are the names that a faulty cell of a column may mean. */
    public record PreviewPage(ProjectAccess project, RiskImports.Preview preview, Map<RiskRows.Column, List<String>> choices) {
        public List<RiskRows.Row> shown() {
            return preview.rows().subList(0, Math.min(SHOWN, preview.rows().size()));
        }

        /** What is mended now; the rest after it. */
        public List<RiskRows.Fault> faults() {
            return preview.faults().subList(0, Math.min(MENDS, preview.faults().size()));
        }

        public List<String> choices(RiskRows.Fault fault) {
            return choices.getOrDefault(fault.column(), List.of());
        }

        public String said(RiskRows.Row row, RiskRows.Column column) {
            return row.cell(column);
        }

        public String problem(Ui ui, RiskRows.Row row, RiskRows.Column column) {
            var problem = row.problems().get(column);
            return problem == null ? "" : ui.say(problem);
        }

        public String base(Ui ui) {
            return ui.here("/risks/import/" + preview.upload().id());
        }
    }

    @GetMapping
    Answer form(ProjectAccess here) {
        here.requireEverywhere(Permission.ASSESS_RISKS);
        return Answer.page("risk/import", new UploadPage(here, RiskImportId.next().value()));
    }

    @PostMapping
    Answer bring(ProjectAccess here, Reader reader, Actor actor, @RequestParam(required = false) @Nullable UUID id, @RequestParam(required = false) @Nullable MultipartFile file) throws IOException {
        here.requireEverywhere(Permission.ASSESS_RISKS);
        if (file == null || file.getOriginalFilename() == null || file.getOriginalFilename().isEmpty()) throw Refused.at("file", "imports.no_file");
        var brought = id == null ? RiskImportId.next() : new RiskImportId(id);
        imports.upload(brought, here.id(), file.getOriginalFilename(), file.getBytes(), actor);
        return Answer.to(base(here, reader, brought));
    }

    @GetMapping("/{id}")
    Answer look(ProjectAccess here, Reader reader, Actor actor, @PathVariable UUID id) {
        here.requireEverywhere(Permission.ASSESS_RISKS);
        var preview = imports.preview(new RiskImportId(id), here.id(), actor);
        if (preview.upload().written() != null) return Answer.to("/w/" + reader.slug() + "/p/" + here.code() + "/risks").saying("risk.import.said_written", preview.upload().written());
        var choices = new EnumMap<RiskRows.Column, List<String>>(RiskRows.Column.class);
        for (var fault : preview.faults()) choices.computeIfAbsent(fault.column(), column -> imports.choices(column, here, reader.locale()));
        return Answer.page("risk/importpreview", new PreviewPage(here, preview, choices));
    }

    @PostMapping("/{id}/mends")
    Answer mend(ProjectAccess here, Reader reader, Actor actor, @PathVariable UUID id, @RequestParam Map<String, String> form, @RequestParam int version) {
        here.requireEverywhere(Permission.ASSESS_RISKS);
        var mends = new ArrayList<RiskRows.Mend>();
        for (int i = 0; i < MENDS; i++) {
            var column = RiskRows.Column.of(form.getOrDefault("column_" + i, ""));
            var to = form.get("to_" + i);
            if (column.isPresent() && to != null) mends.add(new RiskRows.Mend(column.get(), form.getOrDefault("from_" + i, ""), to));
        }
        imports.mend(new RiskImportId(id), here.id(), mends, version, actor);
        return Answer.to(base(here, reader, new RiskImportId(id)));
    }

    @PostMapping("/{id}/confirmation")
    Answer confirm(ProjectAccess here, Reader reader, Actor actor, @PathVariable UUID id, @RequestParam int version) {
        here.requireEverywhere(Permission.ASSESS_RISKS);
        int written = imports.confirm(new RiskImportId(id), here.id(), version, actor);
        return Answer.to("/w/" + reader.slug() + "/p/" + here.code() + "/risks").saying("risk.import.said_written", written);
    }

    private static String base(ProjectAccess here, Reader reader, RiskImportId id) {
        return "/w/" + reader.slug() + "/p/" + here.code() + "/risks/import/" + id;
    }
}
