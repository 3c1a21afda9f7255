package meridian.project.web;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import meridian.document.Returns;
import meridian.identity.Permission;
import meridian.project.ProjectAccess;
import meridian.tenancy.Actor;
import meridian.tenancy.NotAllowed;
import meridian.tenancy.Reader;
import meridian.tenancy.Refused;
import meridian.tenancy.ReturnedId;
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

/** Edited Word copies of the charter, the responsibility table and minutes: brought back, compared, accepted or not. */
@Controller
@RequestMapping("/w/{slug}/p/{code}/returned")
public class ReturnController {
    private static final int MOST = 6 * 1024 * 1024;

    private final Returns returns;

    ReturnController(Returns returns) {
        this.returns = returns;
    }

    public record BringPage(ProjectAccess project, UUID id, List<Returns.Waiting> waiting) {}

    /** One copy beside what stands here. */
    public record ReturnedPage(ProjectAccess project, Returns.Returned returned) {
        /** What a difference is about: the piece, its row, its column. */
        public String where(Ui ui, Returns.Change change) {
            var kind = returned.kind();
            if (change.column().isEmpty()) return ui.t(kind.word(change.name(), ""));
            return returned.titles().getOrDefault(change.name() + "/" + change.column(), ui.t(kind.word(change.name(), change.column())));
        }
    }

    @GetMapping
    Answer bring(ProjectAccess here) {
        here.require(Permission.READ);
        return Answer.page("project/bring", new BringPage(here, ReturnedId.next().value(), returns.waiting(here.id(), here.member())));
    }

    @PostMapping
    Answer take(@RequestParam(required = false) @Nullable UUID id, @RequestParam(required = false) @Nullable MultipartFile file, ProjectAccess here, Reader reader, Actor actor) throws IOException {
        here.require(Permission.READ);
        if (here.auditor()) throw new NotAllowed();
        if (file == null || file.isEmpty()) throw Refused.at("file", "word.refused.none");
        var returned = id == null ? ReturnedId.next() : new ReturnedId(id);
        returns.take(here.id(), returned, file.getOriginalFilename(), file.getInputStream().readNBytes(MOST), actor);
        return Answer.to(address(here, reader) + "/" + returned);
    }

    private static String address(ProjectAccess here, Reader reader) {
        return "/w/" + reader.slug() + "/p/" + here.code() + "/returned";
    }

    @GetMapping("/{id}")
    Answer compare(@PathVariable UUID id, ProjectAccess here, Actor actor) {
        here.require(Permission.READ);
        return Answer.page("project/returned", new ReturnedPage(here, returns.get(here.id(), new ReturnedId(id), actor)));
    }

    @PostMapping("/{id}/acceptance")
    Answer accept(@PathVariable UUID id, @RequestParam(required = false) @Nullable List<String> taken, @RequestParam(defaultValue = "") String seen, ProjectAccess here, Reader reader, Actor actor) {
        here.require(Permission.READ);
        var returned = new ReturnedId(id);
        returns.accept(here.id(), returned, taken == null ? Set.of() : Set.copyOf(taken), seen, actor);
        return Answer.to("/w/" + reader.slug() + "/p/" + here.code() + returns.get(here.id(), returned, actor).address()).saying("returned.said_written");
    }

    @PostMapping("/{id}/discard")
    Answer discard(@PathVariable UUID id, ProjectAccess here, Reader reader, Actor actor) {
        here.require(Permission.READ);
        returns.discard(here.id(), new ReturnedId(id), actor);
        return Answer.to(address(here, reader)).saying("returned.said_discarded");
    }
}
