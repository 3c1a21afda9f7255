package meridian.project.web;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;
import meridian.document.DocumentName;
import meridian.project.PaperSource.Setting;
import meridian.project.Papers;
import meridian.duty.PromiseChart;
import meridian.duty.PromiseRecord;
import meridian.duty.Promises;
import meridian.duty.Promises.Line;
import meridian.duty.Promises.Part;
import meridian.identity.Permission;
import meridian.project.ProjectAccess;
import meridian.project.PromiseRegister;
import meridian.project.PromiseScopes;
import meridian.project.PromiseScopes.Names;
import meridian.project.PromiseScopes.Scope;
import meridian.project.PromiseWorkbook;
import meridian.project.Registers;
import meridian.tenancy.ProjectId;
import meridian.tenancy.Reader;
import meridian.web.Answer;
import meridian.web.Choice;
import meridian.web.Ui;
import meridian.web.Words;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Which promises were kept (承诺兑现): in a project, and over all that the reader answers for. By party, kind and week, never by person. */
@Controller
@RequestMapping("/w/{slug}")
public class PromiseController {
    private static final List<Integer> SPANS = List.of(4, 12, 26, 52);
    private static final int USUAL = 12;

    private final PromiseRecord record;
    private final PromiseScopes scopes;
    private final PromiseRegister register;
    private final Registers registers;
    private final Papers papers;
    private final Words words;
    private final Clock clock;

    PromiseController(PromiseRecord record, PromiseScopes scopes, PromiseRegister register, Registers registers, Papers papers, Words words, Clock clock) {
        this.record = record;
        this.scopes = scopes;
        this.register = register;
        this.registers = registers;
        this.papers = papers;
        this.words = words;
        this.clock = clock;
    }

    /** What is asked for in the address: how far back, and of which unit and kind alone. */
    public record Asked(@Nullable Integer weeks, @Nullable String unit, @Nullable String kind) {
        public int span() {
            return weeks == null || !SPANS.contains(weeks) ? USUAL : weeks;
        }

        /** By how many things it narrows. */
        public int count() {
            return (given(unit) ? 1 : 0) + (given(kind) ? 1 : 0);
        }

        private boolean takes(Line line, String unit) {
            return (!given(this.unit) || unit.equals(this.unit)) && (!given(kind) || line.kind().equals(kind));
        }

        public boolean narrows() {
            return count() > 0;
        }

        private static boolean given(@Nullable String typed) {
            return typed != null && !typed.isEmpty();
        }
    }

    /** The page; {@code project} is null where it is over several. A unit is a party by its name; {@code partly}: of some parties only. */
    public record PromisePage(@Nullable ProjectAccess project, String base, Asked asked, Promises promises, Promises all, Names names, boolean partly, boolean mayExport) {
        public PromiseChart chart() {
            return PromiseChart.of(promises.weeks());
        }

        public List<Part<String>> units(Ui ui) {
            return promises.by(line -> names.unit(line, ui.t("promise.of_nobody")), names.units());
        }

        public List<Part<ProjectId>> projects() {
            return promises.by(line -> Objects.requireNonNull(line.project()), names.projects().stream().map(Scope::id).toList());
        }

        public Scope named(ProjectId id) {
            return names.projects().stream().filter(scope -> scope.id().equals(id)).findFirst().orElseThrow();
        }

        public List<Part<String>> kinds(Ui ui) {
            return promises.byKind().stream().sorted(Comparator.comparing(part -> kind(part.key(), ui))).toList();
        }

        public String kind(String kind, Ui ui) {
            return ui.has("duty." + kind) ? ui.t("duty." + kind) : kind;
        }

        public List<Choice> spans(Ui ui) {
            return SPANS.stream().map(weeks -> new Choice(weeks.toString(), ui.t("promise.weeks", weeks))).toList();
        }

        public List<Choice> unitChoices(Ui ui) {
            return all.by(line -> names.unit(line, ui.t("promise.of_nobody")), names.units()).stream().map(part -> new Choice(part.key(), part.key())).toList();
        }

        public List<Choice> kindChoices(Ui ui) {
            return all.byKind().stream().map(part -> new Choice(part.key(), kind(part.key(), ui))).sorted(Comparator.comparing(Choice::label)).toList();
        }

        /** The address of the file with everything that is asked for. */
        public String file(Ui ui) {
            var at = ui.self().indexOf('?');
            return base + ".xlsx" + (at < 0 ? "" : ui.self().substring(at));
        }

        /** Under every how manyeth bar its week is written. */
        public int every() {
            return Math.max(1, (int) Math.ceil(promises.weeks().size() / 6.0));
        }
    }

    @GetMapping("/p/{code}/promises")
    Answer ofProject(ProjectAccess here, Reader reader, Asked asked) {
        here.require(Permission.READ_PROMISES);
        return Answer.page("project/promises", page(here, List.of(scopes.of(here)), "/w/" + reader.slug() + "/p/" + here.code() + "/promises", reader, asked));
    }

    @GetMapping("/promises")
    Answer ofWorkspace(Reader reader, Asked asked) {
        return Answer.page("project/promises", page(null, scopes.of(reader), "/w/" + reader.slug() + "/promises", reader, asked));
    }

    private PromisePage page(@Nullable ProjectAccess project, List<Scope> of, String base, Reader reader, Asked asked) {
        var names = Names.of(of);
        var all = record.of(PromiseScopes.record(of), asked.span(), project == null ? reader.zone() : project.homeZone());
        return new PromisePage(project, base, asked, narrowed(all, names, reader.locale(), asked), all, names, of.stream().anyMatch(scope -> !scope.whole()), project == null || project.may(Permission.EXPORT));
    }

    private Promises narrowed(Promises all, Names names, Locale language, Asked asked) {
        if (!asked.narrows()) return all;
        var nobodys = words.in(language, "promise.of_nobody");
        return all.only(line -> asked.takes(line, names.unit(line, nobodys)));
    }

    @GetMapping("/p/{code}/promises.xlsx")
    ResponseEntity<byte[]> projectFile(ProjectAccess here, Reader reader, Asked asked, @RequestParam(required = false) @Nullable String lang) {
        here.require(Permission.READ_PROMISES);
        here.require(Permission.EXPORT);
        var language = Papers.language(lang, reader);
        var page = page(here, List.of(scopes.of(here)), "", reader, asked);
        var document = registers.registered(register, new Setting(here, reader.workspaceName(), language, reader.actor()));
        return papers.book(out -> write(page, here.name(), null, language, papers.marks(document, register.name(), language, reader), reader, out), document, words.in(language, register.title()), here, reader);
    }

    @GetMapping("/promises.xlsx")
    ResponseEntity<byte[]> workspaceFile(Reader reader, Asked asked, @RequestParam(required = false) @Nullable String lang) throws IOException {
        var language = Papers.language(lang, reader);
        var page = page(null, scopes.of(reader), "", reader, asked);
        var name = DocumentName.USUAL.name(reader.workspaceName(), null, words.in(language, register.title()), LocalDate.ofInstant(clock.instant(), reader.zone()), 1, "xlsx");
        var out = new ByteArrayOutputStream();
        write(page, reader.workspaceName(), line -> page.named(Objects.requireNonNull(line.project())).code(), language, "", reader, out);
        return ResponseEntity.ok()
                .contentType(Papers.XLSX)
                .header(HttpHeaders.CONTENT_DISPOSITION, DocumentName.attachment(name).toString())
                .header(HttpHeaders.CACHE_CONTROL, "private, no-store")
                .body(out.toByteArray());
    }

    private void write(PromisePage page, String title, @Nullable Function<Line, String> project, Locale language, String marks, Reader reader, OutputStream out) throws IOException {
        var nobodys = words.in(language, "promise.of_nobody");
        new PromiseWorkbook(words, language).write(title, page.promises(), project, line -> page.names().unit(line, nobodys), page.names().units(), clock.instant(), reader.zone(), marks, out);
    }
}
