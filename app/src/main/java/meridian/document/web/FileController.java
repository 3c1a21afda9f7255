package meridian.document.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import meridian.document.Attachments;
import meridian.document.FileStore;
import meridian.tenancy.Actor;
import meridian.tenancy.AttachmentId;
import meridian.tenancy.NotFound;
import meridian.tenancy.Reader;
import meridian.tenancy.Ref;
import meridian.tenancy.Refused;
import meridian.web.Answer;
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

/** Files of things: brought, handed out, taken away. */
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
    private final FileStore store;

    FileController(Attachments attachments, FileStore store) {
        this.attachments = attachments;
        this.store = store;
    }

    @PostMapping
    Answer attach(@RequestParam(required = false) @Nullable UUID id, @RequestParam(defaultValue = "") String subject, @RequestParam(required = false) MultipartFile @Nullable [] file, Reader reader, Actor actor) throws IOException {
        var thing = Ref.parse(subject);
        var address = attachments.requireAttach(thing, actor);
        var files = file == null ? List.<MultipartFile>of() : Arrays.stream(file).filter(each -> each.getOriginalFilename() != null && !each.getOriginalFilename().isEmpty()).toList();
        if (files.isEmpty()) throw Refused.at("file", "file.none");
        var first = id == null ? UUID.randomUUID() : id;
        var incoming = new ArrayList<Attachments.Incoming>();
        try {
            for (var each : files) incoming.add(new Attachments.Incoming(nth(first, incoming.size()), each.getOriginalFilename(), store.receive(reader.workspace(), each.getOriginalFilename(), each.getInputStream())));
            attachments.attach(thing, incoming, actor);
        } finally {
            incoming.forEach(each -> each.content().close());
        }
        return Answer.to("/w/" + reader.slug() + address + "#files");
    }

    // Sent twice, a form brings the same files: each has an id that follows from the form's.
    private static AttachmentId nth(UUID first, int i) {
        return new AttachmentId(i == 0 ? first : UUID.nameUUIDFromBytes((first + "/" + i).getBytes(StandardCharsets.UTF_8)));
    }

    /** The name in the address is for people; what counts is the id. */
    @GetMapping("/{id}/{name}")
    void open(@PathVariable UUID id, Actor actor, HttpServletRequest request, HttpServletResponse response) throws IOException {
        var opened = attachments.open(new AttachmentId(id), actor);
        var file = opened.attachment();
        var mark = "\"" + file.sha256() + "\"";
        response.setHeader(HttpHeaders.CACHE_CONTROL, "private, no-cache");
        response.setHeader(HttpHeaders.ETAG, mark);
        response.setHeader("Content-Security-Policy", policy(file.type()));
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
        if (mark.equals(request.getHeader(HttpHeaders.IF_NONE_MATCH))) {
            response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
            return;
        }
        if (!Files.exists(opened.content())) throw new NotFound();
        var disposition = file.shown() ? ContentDisposition.inline() : ContentDisposition.attachment();
        response.setHeader(HttpHeaders.CONTENT_DISPOSITION, disposition.filename(file.name(), StandardCharsets.UTF_8).build().toString());
        response.setContentType(file.type());
        response.setContentLengthLong(file.size());
        Files.copy(opened.content(), response.getOutputStream());
    }

    @PostMapping("/{id}/removal")
    Answer remove(@PathVariable UUID id, Reader reader, Actor actor) {
        return Answer.to("/w/" + reader.slug() + attachments.remove(new AttachmentId(id), actor) + "#files");
    }
}
