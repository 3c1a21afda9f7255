package meridian.project.web;

import static org.springframework.http.HttpHeaders.CACHE_CONTROL;
import static org.springframework.http.HttpHeaders.CONTENT_DISPOSITION;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import meridian.activity.Activities;
import meridian.activity.SealCheck;
import meridian.activity.Seals;
import meridian.document.DocumentName;
import meridian.project.FileNames;
import meridian.identity.Members;
import meridian.identity.Permission;
import meridian.project.ProjectAccess;
import meridian.project.Projects;
import meridian.tenancy.MemberId;
import meridian.tenancy.NotAllowed;
import meridian.tenancy.ProjectId;
import meridian.tenancy.Reader;
import meridian.tenancy.Ref;
import meridian.tenancy.WorkspaceRole;
import meridian.web.Answer;
import meridian.web.Choice;
import meridian.web.Ui;
import meridian.web.Words;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** What happened 操作日志: in a project, for all who read it; in the whole workspace, for auditors and its admins. */
@Controller
@RequestMapping("/w/{slug}")
public class HistoryController {
    private static final int PAGE = 50;

    private final Activities activities;
    private final Seals seals;
    private final Members members;
    private final Projects projects;
    private final FileNames names;
    private final Clock clock;
    private final Words words;

    HistoryController(Activities activities, Seals seals, Members members, Projects projects, FileNames names, Clock clock, Words words) {
        this.names = names;
        this.clock = clock;
        this.activities = activities;
        this.seals = seals;
        this.members = members;
        this.projects = projects;
        this.words = words;
    }

    /** What is asked for in the address. */
    public record Asked(@Nullable String who, @Nullable String kind, @Nullable String thing, @Nullable String from, @Nullable String until, @Nullable String project, @Nullable String before) {
        Activities.Filter filter(Activities.Where where, ZoneId zone) {
            return new Activities.Filter(where, given(who) ? MemberId.of(who) : null, given(kind) ? kind : null, given(thing) ? Ref.parse(thing) : null, day(from), day(until), zone);
        }

        @Nullable UUID place() {
            return given(before) ? UUID.fromString(before) : null;
        }

        public boolean narrows() {
            return count() > 0;
        }

        /** By how many things it narrows. */
        public int count() {
            return (int) Stream.of(who, kind, thing, from, until, project).filter(Asked::given).count();
        }

        private static @Nullable LocalDate day(@Nullable String typed) {
            return given(typed) ? LocalDate.parse(typed) : null;
        }

        private static boolean given(@Nullable String typed) {
            return typed != null && !typed.isEmpty();
        }
    }

    /** The page; {@code project} is null for the whole workspace, {@code seal} is shown to who may hold it against us. */
    public record HistoryPage(
            @Nullable ProjectAccess project, String base, Asked asked, List<Activities.Entry> entries, @Nullable UUID more, List<Choice> people, List<String> kinds, Map<ProjectId, String> codes, boolean addresses,
            boolean mayExport, SealCheck.@Nullable Head seal, SealCheck.@Nullable Verdict verdict) {

        /** The address of the file with everything that is looked for. */
        public String file(Ui ui, String format) {
            var query = ui.self().contains("?") ? ui.with("before", null) : base;
            var at = query.indexOf('?');
            return base + "." + format + (at < 0 ? "" : query.substring(at));
        }

        /** The address of everything that happened to the entry’s thing. */
        public String about(Activities.Entry entry) {
            return base + "?thing=" + entry.subject();
        }

        public String name(Activities.Entry entry) {
            var code = project != null ? project.code() : entry.project() == null ? "" : codes.getOrDefault(entry.project(), "");
            return called(entry, code);
        }

        /** What people call the thing: HDSS-42 and a task's title, E-3 and what happened. */
        static String called(Activities.Entry entry, String code) {
            if (entry.number() == null) return entry.name();
            var series = switch (entry.subject().kind()) {
                case "emergency" -> "E";
                case "resource_request" -> "RR";
                case "dispute" -> "D";
                case "meeting" -> "M";
                case "risk" -> "R";
                case "quality_check" -> "QC";
                case "acceptance_application" -> "AC";
                case "knowledge" -> "K";
                default -> code;
            };
            return (series + "-" + entry.number() + " " + entry.name()).strip();
        }

        public String projectCode(Activities.Entry entry) {
            return entry.project() == null ? "" : codes.getOrDefault(entry.project(), "");
        }

        public List<Choice> kindChoices(Ui ui) {
            return kinds.stream().map(kind -> new Choice(kind, kind(ui, kind))).toList();
        }

        public List<Choice> projects(Ui ui) {
            var choices = new ArrayList<Choice>();
            choices.add(new Choice("-", ui.t("history.outside")));
            codes.values().stream().sorted().forEach(code -> choices.add(new Choice(code, code)));
            return choices;
        }

        public String kind(Ui ui, String kind) {
            return ui.has("history.kind." + kind) ? ui.t("history.kind." + kind) : kind;
        }

        public String word(Ui ui, Activities.Entry entry) {
            return ui.has("activity." + entry.type()) ? ui.t("activity." + entry.type()) : entry.type();
        }

        public String field(Ui ui, String field) {
            return ui.has("field." + field) ? ui.t("field." + field) : field;
        }
    }

    @GetMapping("/p/{code}/activity")
    Answer ofProject(ProjectAccess here, Reader reader, Asked asked) {
        here.require(Permission.READ);
        return page(here, "/w/" + reader.slug() + "/p/" + here.code() + "/activity", Activities.Where.in(here.id()), reader, asked, false);
    }

    @GetMapping("/activity")
    Answer ofWorkspace(Reader reader, Asked asked) {
        return page(null, "/w/" + reader.slug() + "/activity", where(reader, asked), reader, asked, false);
    }

    /** The chain of seals, walked from its beginning; what is found is shown above the history. */
    @GetMapping("/activity/verification")
    Answer verify(Reader reader, Asked asked) {
        return page(null, "/w/" + reader.slug() + "/activity", where(reader, asked), reader, asked, true);
    }

    // Who is admin of the workspace may still not know what is in its projects.
    private Activities.Where where(Reader reader, Asked asked) {
        if (reader.role() == WorkspaceRole.NONE) throw new NotAllowed();
        if (reader.role() == WorkspaceRole.ADMIN) return Activities.Where.outside();
        if (!Asked.given(asked.project())) return Activities.Where.everywhere();
        return asked.project().equals("-") ? Activities.Where.outside() : Activities.Where.in(projects.access(asked.project(), reader).id());
    }

    private Answer page(@Nullable ProjectAccess project, String base, Activities.Where where, Reader reader, Asked asked, boolean verify) {
        var found = activities.history(asked.filter(where, reader.zone()), PAGE + 1, asked.place());
        var entries = found.size() > PAGE ? found.subList(0, PAGE) : found;
        var people = members.choices().stream().map(one -> new Choice(one.id().toString(), one.name())).toList();
        return Answer.page("project/history", new HistoryPage(project, base, asked, entries, found.size() > PAGE ? entries.getLast().id() : null, people, activities.kinds(where), codes(project, reader),
                reader.role() != WorkspaceRole.NONE, project == null || project.may(Permission.EXPORT), project == null ? seals.head(reader.workspace()) : null,
                verify ? seals.check(reader.workspace()) : null));
    }

    private Map<ProjectId, String> codes(@Nullable ProjectAccess project, Reader reader) {
        if (project != null) return Map.of(project.id(), project.code());
        return reader.role() == WorkspaceRole.AUDITOR ? projects.codes() : Map.of();
    }

    @GetMapping({"/p/{code}/activity.csv", "/p/{code}/activity.json"})
    void projectFile(ProjectAccess here, Reader reader, Asked asked, HttpServletRequest request, HttpServletResponse response) throws IOException {
        here.require(Permission.EXPORT);
        write(here, Activities.Where.in(here.id()), reader, asked, request.getRequestURI().endsWith(".csv"), response);
    }

    @GetMapping({"/activity.csv", "/activity.json"})
    void workspaceFile(Reader reader, Asked asked, HttpServletRequest request, HttpServletResponse response) throws IOException {
        write(null, where(reader, asked), reader, asked, request.getRequestURI().endsWith(".csv"), response);
    }

    private String name(@Nullable ProjectAccess project, Reader reader, String ending) {
        var what = words.in(reader.locale(), "history.title");
        return project == null ? DocumentName.USUAL.name(reader.workspaceName(), null, what, LocalDate.ofInstant(clock.instant(), reader.zone()), 1, ending) : names.of(project, null).name(what, 1, ending);
    }

    private void write(@Nullable ProjectAccess project, Activities.Where where, Reader reader, Asked asked, boolean csv, HttpServletResponse response) throws IOException {
        var filter = asked.filter(where, reader.zone());
        var file = new HistoryFile(words, reader, seals.head(reader.workspace()), codes(project, reader));
        response.setContentType(csv ? "text/csv;charset=UTF-8" : "application/json");
        response.setHeader(CONTENT_DISPOSITION, DocumentName.attachment(name(project, reader, csv ? "csv" : "json")).toString());
        response.setHeader(CACHE_CONTROL, "private, no-store");
        activities.exported(reader.actor(), csv ? "csv" : "json", project == null ? null : project.id());
        file.write(before -> activities.history(filter, HistoryFile.BATCH, before), csv, response.getOutputStream());
    }
}
