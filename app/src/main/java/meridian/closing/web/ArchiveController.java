package meridian.closing.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import meridian.closing.Archive;
import meridian.closing.Archives;
import meridian.document.DocumentName;
import meridian.document.ProjectFiles;
import meridian.document.Seal;
import meridian.identity.Permission;
import meridian.project.ProjectAccess;
import meridian.project.Stage;
import meridian.tenancy.Actor;
import meridian.tenancy.NotFound;
import meridian.tenancy.Reader;
import meridian.web.Answer;
import meridian.web.Choice;
import meridian.web.Download;
import meridian.web.Ui;
import meridian.web.Words;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The archive of a project: asked for, watched while it is written, taken away. */
@Controller
@RequestMapping("/w/{slug}/p/{code}/closing/archive")
public class ArchiveController {
    private final Archives archives;
    private final ProjectFiles files;
    private final Seal seal;

    ArchiveController(Archives archives, ProjectFiles files, Seal seal) {
        this.archives = archives;
        this.files = files;
        this.seal = seal;
    }

    /** {@code seal}: the fingerprint by which this installation’s seal is known. */
    public record ArchivePage(ProjectAccess project, List<Archive> volumes, String seal) {
        public @Nullable Archive running() {
            return volumes.stream().filter(Archive::running).findFirst().orElse(null);
        }

        public @Nullable Archive last() {
            return volumes.isEmpty() ? null : volumes.getFirst();
        }

        public boolean mayAsk() {
            return running() == null && project.stage() == Stage.CLOSING && project.mayEverywhere(Permission.MANAGE_PROJECT);
        }

        public boolean mayTake() {
            return Archives.mayTake(project);
        }

        public List<Choice> languages(Ui ui) {
            return List.of(new Choice("zh-CN", ui.t("launch.chinese")), new Choice("en", ui.t("launch.english")));
        }

        public String sign(Archive archive) {
            return switch (archive.state()) {
                case WAITING -> "open";
                case WRITING -> "doing";
                case DONE -> archive.lacking() > 0 ? "warn" : "done";
                case FAILED -> "bad";
            };
        }
    }

    @GetMapping
    Answer page(ProjectAccess here) {
        here.require(Permission.READ);
        return Answer.page("closing/archive", new ArchivePage(here, archives.of(here.id()), seal.fingerprint()));
    }

    @PostMapping
    Answer ask(@RequestParam(defaultValue = "") String language, ProjectAccess here, Reader reader, Actor actor) {
        here.requireEverywhere(Permission.MANAGE_PROJECT);
        archives.ask(here.id(), language.startsWith("en") ? Words.ENGLISH : Words.CHINESE, actor);
        return Answer.to("/w/" + reader.slug() + "/p/" + here.code() + "/closing/archive").saying("closing.archive_said_asked");
    }

    @GetMapping("/{volume}/archive.zip")
    void take(@PathVariable int volume, ProjectAccess here, Reader reader, Actor actor, HttpServletRequest request, HttpServletResponse response) throws IOException {
        here.requireEverywhere(Permission.EXPORT);
        var archive = archives.take(here.id(), volume, actor);
        try (var content = files.open(reader.workspace(), HexFormat.of().parseHex(archive.sha256())).orElseThrow(NotFound::new)) {
            response.setContentType("application/zip");
            response.setHeader(HttpHeaders.CONTENT_DISPOSITION, DocumentName.attachment(archive.fileName()).toString());
            response.setHeader(HttpHeaders.CACHE_CONTROL, "private, no-store");
            response.setHeader(HttpHeaders.ETAG, '"' + archive.sha256() + '"');
            Download.send(content, archive.size(), request, response);
        }
    }
}
