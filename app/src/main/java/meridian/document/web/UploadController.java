package meridian.document.web;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.UUID;
import meridian.document.Attachments;
import meridian.document.FileStore;
import meridian.document.Uploads;
import meridian.tenancy.Actor;
import meridian.tenancy.AttachmentId;
import meridian.tenancy.Reader;
import meridian.tenancy.Ref;
import meridian.tenancy.Refused;
import meridian.tenancy.UploadId;
import meridian.web.Answer;
import meridian.web.Words;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * Files that come in parts, for the script of the files’ form: announced, sent part by part from where the last one ended, asked after
 * when the line was cut. Without the script the form sends them whole.
 */
@Controller
@RequestMapping("/w/{slug}/files/uploads")
public class UploadController {
    private final Uploads uploads;
    private final Attachments attachments;
    private final Words words;

    UploadController(Uploads uploads, Attachments attachments, Words words) {
        this.words = words;
        this.uploads = uploads;
        this.attachments = attachments;
    }

    /** How far an upload is; {@code part}: how much may come at once; {@code waits}: why it cannot go on now, and may be asked for again. */
    public record UploadData(String id, String name, long size, long received, boolean done, boolean renamed, long part, @Nullable String waits) {
        static UploadData of(Uploads.State state) {
            return of(state, null);
        }

        static UploadData of(Uploads.State state, @Nullable String waits) {
            return new UploadData(state.id().toString(), state.name(), state.size(), state.received(), state.done(), state.renamed(), Uploads.LARGEST_PART, waits);
        }
    }

    @PostMapping
    Answer begin(@RequestParam(required = false) @Nullable UUID id, @RequestParam(defaultValue = "") String subject, @RequestParam(required = false) @Nullable UUID replaces, @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "0") long size, Actor actor) {
        var thing = Ref.parse(subject);
        attachments.requireAttach(thing, actor);
        var begun = uploads.begin(new Uploads.Announced(id == null ? UploadId.next() : new UploadId(id), thing, replaces == null ? null : new AttachmentId(replaces), name, size), actor);
        return Answer.data(UploadData.of(begun));
    }

    @GetMapping("/{id}")
    Answer state(@PathVariable UploadId id, Actor actor) {
        return Answer.data(UploadData.of(uploads.state(id, actor)));
    }

    /** The body is the part, whatever type it says it has. */
    @PostMapping("/{id}")
    Answer go(@PathVariable UploadId id, @RequestParam long from, Reader reader, Actor actor, HttpServletRequest request) throws IOException {
        try {
            return Answer.data(UploadData.of(uploads.go(id, from, request.getInputStream(), actor)));
        } catch (Refused refused) {
            var problem = refused.problems().getFirst();
            if (!FileStore.passes(problem)) throw refused;
            return Answer.data(UploadData.of(uploads.state(id, actor), words.in(reader.locale(), problem.key(), problem.arguments().toArray())));
        }
    }

    @PostMapping("/{id}/removal")
    Answer drop(@PathVariable UploadId id, Actor actor) {
        uploads.drop(id, actor);
        return Answer.data(java.util.Map.of("id", id.toString()));
    }
}
