package meridian.coordination.web;

import java.util.Locale;
import meridian.coordination.Emergencies;
import meridian.coordination.EmergencyDocument;
import meridian.coordination.EmergencyRooms;
import meridian.document.Document;
import meridian.document.DocumentContent;
import meridian.document.DocumentHtml;
import meridian.document.Documents;
import meridian.identity.Permission;
import meridian.project.PaperPage;
import meridian.project.Papers;
import meridian.project.ProjectAccess;
import meridian.tenancy.Reader;
import meridian.web.Answer;
import meridian.web.Words;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Hands the record of an emergency over: what happened, who answered when, how it ended. */
@Controller
@RequestMapping("/w/{slug}/p/{code}/emergencies/{number:[0-9]{1,8}}")
public class EmergencyFileController {
    private final EmergencyRooms rooms;
    private final Documents documents;
    private final Papers papers;
    private final Words words;

    EmergencyFileController(EmergencyRooms rooms, Documents documents, Papers papers, Words words) {
        this.rooms = rooms;
        this.documents = documents;
        this.papers = papers;
        this.words = words;
    }

    private record Sheet(@Nullable Document document, Locale language, DocumentContent content) {}

    private Sheet sheet(int number, @Nullable String lang, ProjectAccess here, Reader reader) {
        var language = Papers.language(lang, reader);
        var room = rooms.room(here, number);
        var document = documents.find(here.id(), Emergencies.DOCUMENT_KIND, room.emergency().id()).orElse(null);
        return new Sheet(document, language, new EmergencyDocument(words, language, here.homeZone()).of(room, reader.workspaceName(), here.name(), document));
    }

    @GetMapping("/paper")
    Answer paper(@PathVariable int number, @RequestParam(required = false) @Nullable String lang, ProjectAccess here, Reader reader) {
        here.require(Permission.READ);
        var sheet = sheet(number, lang, here, reader);
        return papers.page(new PaperPage(here, "emergency.document", "E-" + number, "/emergencies/" + number, "report", sheet.document() == null ? "E-" + number : sheet.document().number(), Papers.tag(sheet.language()), DocumentHtml.article(sheet.content(), words)), sheet.document(), reader);
    }

    @GetMapping("/report.docx")
    ResponseEntity<byte[]> docx(@PathVariable int number, @RequestParam(required = false) @Nullable String lang, ProjectAccess here, Reader reader) {
        here.require(Permission.EXPORT);
        var sheet = sheet(number, lang, here, reader);
        return papers.docx(sheet.content(), sheet.document(), words.in(sheet.language(), "emergency.document") + " E-" + number, here, reader);
    }

    @GetMapping("/report.pdf")
    ResponseEntity<byte[]> pdf(@PathVariable int number, @RequestParam(required = false) @Nullable String lang, ProjectAccess here, Reader reader) {
        here.require(Permission.EXPORT);
        var sheet = sheet(number, lang, here, reader);
        return papers.pdf(sheet.content(), sheet.document(), words.in(sheet.language(), "emergency.document") + " E-" + number, here, reader);
    }
}
