package meridian.launch.web;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import meridian.approval.Approvals;
import meridian.document.Attachment;
import meridian.document.Document;
import meridian.document.DocumentContent;
import meridian.document.DocumentHtml;
import meridian.document.Documents;
import meridian.document.FileStore;
import meridian.identity.Permission;
import meridian.launch.Letter;
import meridian.launch.LetterDocument;
import meridian.launch.CommitmentLetters;
import meridian.launch.SealedLetters;
import meridian.launch.SignatureProvider;
import meridian.project.PaperPage;
import meridian.project.Papers;
import meridian.project.ProjectAccess;
import meridian.tenancy.Actor;
import meridian.tenancy.LetterId;
import meridian.tenancy.NotAllowed;
import meridian.tenancy.NotFound;
import meridian.tenancy.Reader;
import meridian.web.Answer;
import meridian.web.Words;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;

/** The commitment letters: prepared, read, signed here or on paper, checked, handed over. */
@Controller
@RequestMapping("/w/{slug}/p/{code}/launch/letters")
public class LetterController {
    private final CommitmentLetters letters;
    private final Documents documents;
    private final Papers papers;
    private final SealedLetters sealed;
    private final FileStore store;
    private final Words words;
    private final ObjectProvider<SignatureProvider> providers;

    LetterController(CommitmentLetters letters, Documents documents, Papers papers, SealedLetters sealed, FileStore store, Words words, ObjectProvider<SignatureProvider> providers) {
        this.letters = letters;
        this.documents = documents;
        this.papers = papers;
        this.sealed = sealed;
        this.store = store;
        this.words = words;
        this.providers = providers;
    }

    @PostMapping
    Answer prepare(@RequestParam(defaultValue = "") String language, @RequestParam(defaultValue = "") String clause, @RequestParam int version, @RequestParam(name = "_from", defaultValue = "") String from, ProjectAccess here, Reader reader, Actor actor) {
        here.requireEverywhere(Permission.MANAGE_PROJECT);
        int written = letters.prepare(here.id(), language.startsWith("en") ? Words.ENGLISH : Words.CHINESE, clause, version, actor);
        return Answer.to(LaunchController.back(from, "letters", LaunchController.address(here, reader), here, reader)).saying("launch.said_prepared", written);
    }

    public record LetterPage(ProjectAccess here, Letter letter, List<Attachment> scans, boolean maySign, boolean mayBringPaper, boolean mayCheck, List<String> providers) {
        public boolean mayExport() {
            return here.may(Permission.EXPORT);
        }

        public String state() {
            if (!letter.current()) return "draft";
            var standing = letter.standing();
            return standing == null ? "open" : standing.counts() ? "done" : "doing";
        }

        public String stateKey() {
            if (!letter.current()) return "launch.letter_void";
            var standing = letter.standing();
            return standing == null ? "launch.letter_wanted" : standing.counts() ? "launch.letter_signed" : "launch.letter_to_check";
        }
    }

    @GetMapping("/{id}")
    Answer page(@PathVariable LetterId id, ProjectAccess here, Reader reader, Actor actor) {
        here.require(Permission.READ);
        var letter = letters.get(here.id(), id);
        var open = letter.open();
        return Answer.page("launch/letter", new LetterPage(here, letter, letters.scans(letter, actor), open && letters.maySign(here, letter, actor), open && letters.mayBringPaper(here, letter, actor), CommitmentLetters.mayCheck(here, letter),
                providers.orderedStream().map(SignatureProvider::name).filter(name -> !name.equals("password")).toList())).of(papers.registered(registered(here, letter), reader));
    }

    private @Nullable Document registered(ProjectAccess here, Letter letter) {
        return documents.find(here.id(), CommitmentLetters.KIND, letter.party()).map(document -> documents.at(document, letter.issue())).orElse(null);
    }

    @PostMapping("/{id}/signature")
    Answer sign(@PathVariable LetterId id, @RequestParam Map<String, String> typed, ProjectAccess here, Reader reader, Actor actor, HttpServletRequest request) {
        here.require(Permission.READ);
        var letter = letters.get(here.id(), id);
        if (!letters.maySign(here, letter, actor)) throw new NotAllowed();
        var name = typed.getOrDefault("provider", "password");
        var provider = providers.orderedStream().filter(one -> one.name().equals(name)).findFirst().orElseThrow(NotFound::new);
        var proof = provider.prove(letter, typed, reader, request.getRemoteAddr());
        letters.sign(here.id(), id, typed.getOrDefault("read", ""), proof, request.getRemoteAddr(), actor);
        return Answer.to(LaunchController.back(typed.getOrDefault("_from", ""), "letters", address(here, reader, id), here, reader)).saying("launch.said_signed");
    }

    @PostMapping("/{id}/paper")
    Answer bringPaper(@PathVariable LetterId id, @RequestParam(defaultValue = "") String signer, @RequestParam(required = false) @Nullable MultipartFile scan, ProjectAccess here, Reader reader, Actor actor, HttpServletRequest request) throws IOException {
        here.require(Permission.READ);
        var name = scan == null ? null : scan.getOriginalFilename();
        if (scan == null || name == null || name.isEmpty()) {
            letters.bringPaper(here.id(), id, signer, null, request.getRemoteAddr(), actor);
        } else {
            try (var received = store.receive(reader.workspace(), "scan", name, scan.getInputStream())) {
                letters.bringPaper(here.id(), id, signer, new Approvals.Scan(received.name(), received), request.getRemoteAddr(), actor);
            }
        }
        return Answer.to(address(here, reader, id)).saying("launch.said_scanned");
    }

    @PostMapping("/{id}/check")
    Answer check(@PathVariable LetterId id, @RequestParam(defaultValue = "") String verdict, @RequestParam(defaultValue = "") String reason, ProjectAccess here, Reader reader, Actor actor) {
        here.require(Permission.READ);
        var agreed = verdict.equals("agree");
        letters.checkPaper(here.id(), id, agreed, reason, actor);
        return Answer.to(address(here, reader, id)).saying(agreed ? "launch.said_checked" : "launch.said_scan_refused");
    }

    // ---- as a document

    private record Sheet(Letter letter, Document document, DocumentContent content) {}

    private Sheet sheet(LetterId id, ProjectAccess here, Reader reader) {
        var letter = letters.get(here.id(), id);
        var document = documents.find(here.id(), CommitmentLetters.KIND, letter.party()).orElseThrow(NotFound::new);
        return new Sheet(letter, document, new LetterDocument(words, here.homeZone()).of(letter, reader.workspaceName(), here.name(), document, documents.revisions(document.id())));
    }

    private String title(Sheet sheet) {
        return words.in(sheet.letter().locale(), "launch.letter_document") + " " + sheet.letter().partyName();
    }

    @GetMapping("/{id}/letter")
    Answer paper(@PathVariable LetterId id, ProjectAccess here, Reader reader) {
        here.require(Permission.READ);
        var sheet = sheet(id, here, reader);
        return papers.page(new PaperPage(here, "launch.letter_document", sheet.letter().partyName(), "/launch/letters/" + id, "letter", sheet.letter().number() + " V" + sheet.letter().issue() + ".0",
                sheet.letter().language(), DocumentHtml.article(sheet.content(), words)), sheet.document(), reader);
    }

    @GetMapping("/{id}/letter.docx")
    ResponseEntity<byte[]> docx(@PathVariable LetterId id, ProjectAccess here, Reader reader) {
        here.require(Permission.EXPORT);
        var sheet = sheet(id, here, reader);
        return papers.docx(sheet.content(), sheet.document(), title(sheet), sheet.letter().party(), here, reader);
    }

    /** With the seal of the system, and a code by which a sheet that comes back on paper is known. */
    @GetMapping("/{id}/letter.pdf")
    ResponseEntity<byte[]> pdf(@PathVariable LetterId id, ProjectAccess here, Reader reader, HttpServletRequest request) {
        here.require(Permission.EXPORT);
        var sheet = sheet(id, here, reader);
        documents.taken(sheet.document().id(), here.id(), "pdf", sheet.document().version(), reader.actor());
        var host = request.getRequestURL().substring(0, request.getRequestURL().length() - request.getRequestURI().length());
        return papers.answer(sealed.pdf(sheet.letter(), sheet.content(), host, address(here, reader, id), reader), MediaType.APPLICATION_PDF, title(sheet), sheet.letter().party(), sheet.letter().issue(), "pdf", here);
    }

    /** Byte for byte what is signed: the SHA-256 of this file is the one that is shown. */
    @GetMapping("/{id}/letter.txt")
    ResponseEntity<byte[]> text(@PathVariable LetterId id, ProjectAccess here, Reader reader) {
        here.require(Permission.EXPORT);
        var sheet = sheet(id, here, reader);
        documents.taken(sheet.document().id(), here.id(), "txt", sheet.document().version(), reader.actor());
        return papers.answer(sheet.letter().text().getBytes(StandardCharsets.UTF_8), new MediaType("text", "plain", StandardCharsets.UTF_8), title(sheet), sheet.letter().party(), sheet.letter().issue(), "txt", here);
    }

    private static String address(ProjectAccess here, Reader reader, LetterId id) {
        return LaunchController.address(here, reader) + "/letters/" + id;
    }
}
