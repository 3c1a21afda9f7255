package meridian.document.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import meridian.document.Attachments;
import meridian.document.FileStore;
import meridian.document.Pictures;
import meridian.tenancy.Actor;
import meridian.tenancy.AttachmentId;
import meridian.tenancy.Reader;
import meridian.tenancy.Ref;
import meridian.tenancy.Refused;
import meridian.web.Answer;
import meridian.web.Download;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;

/** Files of things: brought, looked at, replaced, handed out, taken away. */
@Controller
@RequestMapping("/w/{slug}/files")
public class FileController {
    // Whatever a file holds, it may run nothing and reach nothing when a browser shows it.
    private static final String CLOSED = "default-src 'none'; img-src 'self'; style-src 'unsafe-inline'; object-src 'self'; frame-ancestors 'none'";

    // Many Chromium browsers show no PDF in a sandbox (the newest do). Their viewer stands apart from every page: there the rest has to do.
    private static String policy(String type) {
        return type.equals(MediaType.APPLICATION_PDF_VALUE) ? CLOSED : "sandbox; " + CLOSED;
    }

    private final Attachments attachments;
    private static final Pattern BELOW = Pattern.compile("(/[\\w-]{1,60}){1,4}(\\?[\\w=&-]{0,200})?");

    private final FileStore store;
    private final Pictures pictures;

    FileController(Attachments attachments, FileStore store, Pictures pictures) {
        this.attachments = attachments;
        this.store = store;
        this.pictures = pictures;
    }

    @PostMapping
    Answer attach(@RequestParam(required = false) @Nullable UUID id, @RequestParam(defaultValue = "") String subject, @RequestParam(required = false) MultipartFile @Nullable [] file, @RequestParam(name = "_from", defaultValue = "") String from,
            Reader reader, Actor actor) throws IOException {
        var thing = Ref.parse(subject);
        var address = attachments.requireAttach(thing, actor);
        var files = chosen(file);
        if (files.isEmpty()) throw Refused.at("file", "file.none");
        var first = id == null ? UUID.randomUUID() : id;
        var incoming = new ArrayList<Attachments.Incoming>();
        try {
            for (var each : files) incoming.add(new Attachments.Incoming(nth(first, incoming.size()), receive(thing, each, reader, actor)));
            attachments.attach(thing, incoming, actor);
        } finally {
            incoming.forEach(each -> each.content().close());
        }
        return saying(Answer.to(back(from, "/w/" + reader.slug() + address) + "#files"), incoming.stream().map(Attachments.Incoming::content).filter(FileStore.Received::renamed).map(FileStore.Received::name).toList());
    }

    /** Whoever attached something on a page below the thing, while they write it, comes back to that page. */
    private static String back(String from, String thing) {
        return from.startsWith(thing + "/") && BELOW.matcher(from.substring(thing.length())).matches() ? from : thing;
    }

    private static List<MultipartFile> chosen(MultipartFile @Nullable [] file) {
        return file == null ? List.of() : Arrays.stream(file).filter(each -> each.getOriginalFilename() != null && !each.getOriginalFilename().isEmpty()).toList();
    }

    private FileStore.Received receive(Ref thing, MultipartFile file, Reader reader, Actor actor) throws IOException {
        var name = String.valueOf(file.getOriginalFilename());
        try {
            return store.receive(reader.workspace(), "file", name, file.getInputStream());
        } catch (Refused refused) {
            var problem = refused.problems().getFirst();
            if (problem.key().equals(FileStore.INFECTED)) attachments.infected(thing, String.valueOf(problem.arguments().getFirst()), String.valueOf(problem.arguments().getLast()), actor);
            throw refused;
        }
    }

    private static Answer saying(Answer.To to, List<String> renamed) {
        return renamed.isEmpty() ? to : to.saying("file.said_renamed", String.join(", ", renamed));
    }

    // Sent twice, a form brings the same files: each has an id that follows from the form's.
    private static AttachmentId nth(UUID first, int i) {
        return new AttachmentId(i == 0 ? first : UUID.nameUUIDFromBytes((first + "/" + i).getBytes(StandardCharsets.UTF_8)));
    }

    public record FilePage(Attachments.Sheet sheet) {}

    /** One file: what it looks like, what it was before, a place for a newer version. */
    @GetMapping("/{id}")
    Answer page(@PathVariable UUID id, Actor actor) {
        return Answer.page("document/file", new FilePage(attachments.sheet(new AttachmentId(id), actor)));
    }

    @PostMapping("/{id}/versions")
    Answer replace(@PathVariable UUID id, @RequestParam(required = false) MultipartFile @Nullable [] file, Reader reader, Actor actor) throws IOException {
        var sheet = attachments.sheet(new AttachmentId(id), actor);
        attachments.requireAttach(sheet.file().subject(), actor);
        var files = chosen(file);
        if (files.isEmpty()) throw Refused.at("file", "file.none");
        try (var content = receive(sheet.file().subject(), files.getFirst(), reader, actor)) {
            var to = Answer.to("/w/" + reader.slug() + attachments.replace(new AttachmentId(id), content, actor));
            return content.renamed() ? saying(to, List.of(content.name())) : to.saying("file.said_replaced", sheet.file().version() + 1);
        }
    }

    /** The name in the address is for people; what counts is the id. */
    @GetMapping("/{id}/{name}")
    void open(@PathVariable UUID id, Actor actor, HttpServletRequest request, HttpServletResponse response) throws IOException {
        send(attachments.open(new AttachmentId(id), actor), request, response);
    }

    @GetMapping("/{id}/versions/{version:[0-9]{1,6}}/{name}")
    void openEarlier(@PathVariable UUID id, @PathVariable int version, Actor actor, HttpServletRequest request, HttpServletResponse response) throws IOException {
        send(attachments.open(new AttachmentId(id), version, actor), request, response);
    }

    private static void send(Attachments.Opened opened, HttpServletRequest request, HttpServletResponse response) throws IOException {
        var file = opened.attachment();
        if (unchanged(file.sha256(), policy(file.type()), request, response)) return;
        try (var content = opened.content().open()) {
            var disposition = file.shown() ? ContentDisposition.inline() : ContentDisposition.attachment();
            response.setHeader(HttpHeaders.CONTENT_DISPOSITION, disposition.filename(file.name(), StandardCharsets.UTF_8).build().toString());
            response.setContentType(file.type());
            Download.send(content, file.size(), request, response);
        }
    }

    /** A smaller picture of a file, or of one of its first pages. */
    @GetMapping("/{id}/pictures/{which}")
    void picture(@PathVariable UUID id, @PathVariable String which, Reader reader, Actor actor, HttpServletRequest request, HttpServletResponse response) throws IOException {
        var file = attachments.open(new AttachmentId(id), actor).attachment();
        if (unchanged(file.sha256() + "-" + which, policy(MediaType.IMAGE_JPEG_VALUE), request, response)) return;
        try (var content = pictures.open(reader.workspace(), file, which)) {
            response.setContentType(MediaType.IMAGE_JPEG_VALUE);
            content.transferTo(response.getOutputStream());
        }
    }

    private static boolean unchanged(String content, String policy, HttpServletRequest request, HttpServletResponse response) {
        var mark = "\"" + content + "\"";
        response.setHeader(HttpHeaders.CACHE_CONTROL, "private, no-cache");
        response.setHeader(HttpHeaders.ETAG, mark);
        response.setHeader("Content-Security-Policy", policy);
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
        if (!mark.equals(request.getHeader(HttpHeaders.IF_NONE_MATCH))) return false;
        response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
        return true;
    }

    /** {@code name} is the one that was proposed, or the file's own. */
    @PostMapping("/{id}/name")
    Answer settleName(@PathVariable UUID id, @RequestParam(defaultValue = "") String name, @RequestParam(name = "_from", defaultValue = "") String from, Reader reader, Actor actor) {
        var file = new AttachmentId(id);
        var thing = "/w/" + reader.slug() + attachments.settleName(file, name, actor);
        return Answer.to(from.equals("/w/" + reader.slug() + "/files/" + file) ? from : back(from, thing) + "#files").saying("file.said_named", name);
    }

    @PostMapping("/{id}/removal")
    Answer remove(@PathVariable UUID id, Reader reader, Actor actor) {
        var gone = attachments.remove(new AttachmentId(id), actor);
        return Answer.to("/w/" + reader.slug() + gone.address() + "#files").undoable("/w/" + reader.slug() + "/files/" + id + "/restoration", "file.said_removed", gone.name());
    }

    @PostMapping("/{id}/restoration")
    Answer restore(@PathVariable UUID id, Reader reader, Actor actor) {
        var back = attachments.restore(new AttachmentId(id), actor);
        return Answer.to("/w/" + reader.slug() + back.address() + "#files").saying("file.said_restored", back.name());
    }
}
