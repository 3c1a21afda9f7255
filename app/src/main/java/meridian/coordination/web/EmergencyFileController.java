package meridian.coordination.web;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import meridian.coordination.EmergencyClock;
import meridian.coordination.EmergencyRooms;
import meridian.document.Block.Column;
import meridian.document.Block.Field;
import meridian.document.DocumentContent;
import meridian.document.DocumentHtml;
import meridian.document.Head;
import meridian.identity.Permission;
import meridian.project.PaperPage;
import meridian.project.Papers;
import meridian.project.Party;
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
    private final Papers papers;
    private final Words words;

    EmergencyFileController(EmergencyRooms rooms, Papers papers, Words words) {
        this.rooms = rooms;
        this.papers = papers;
        this.words = words;
    }

    private DocumentContent content(int number, Locale language, ProjectAccess here, Reader reader) {
        var room = rooms.room(here, number);
        var emergency = room.emergency();
        var head = Head.titled(words.in(language, "emergency.document"), language).organisation(reader.workspaceName()).project(here.name()).prepared(room.raiser().name(), LocalDate.ofInstant(emergency.raisedAt(), here.homeZone()))
                .distribution(room.partiesHit().stream().map(Party::name).toList());
        var content = DocumentContent.of(head.build());
        var fields = new ArrayList<Field>();
        fields.add(new Field(words.in(language, "emergency.number"), emergency.name()));
        fields.add(new Field(words.in(language, "emergency.what_short"), emergency.title()));
        fields.add(new Field(words.in(language, "emergency.severity"), words.in(language, "emergency.severity." + emergency.severity().text())));
        fields.add(new Field(words.in(language, "emergency.place"), orDash(emergency.place())));
        fields.add(new Field(words.in(language, "emergency.parties"), orDash(room.partiesHit().stream().map(Party::name).collect(Collectors.joining(words.in(language, "dispute.separator"))))));
        fields.add(new Field(words.in(language, "emergency.raised_by"), room.raiser().name()));
        fields.add(new Field(words.in(language, "emergency.raised_at"), moment(emergency.raisedAt(), here)));
        fields.add(new Field(words.in(language, "emergency.state"), words.in(language, "emergency.state." + emergency.state().text())));
        fields.add(new Field(words.in(language, "emergency.response"), clock(emergency.response(), here)));
        fields.add(new Field(words.in(language, "emergency.solution"), clock(emergency.solution(), here)));
        content.fields(fields.toArray(Field[]::new));
        content.heading(words.in(language, "emergency.what")).paragraph(orDash(emergency.what()));
        content.heading(words.in(language, "emergency.timeline")).table(List.of(Column.centred(words.in(language, "history.column.time"), 20), Column.of(words.in(language, "history.column.who"), 16), Column.of(words.in(language, "history.column.what"), 64)),
                room.entries().stream().map(entry -> List.of(moment(entry.at(), here), orDash(entry.name()), said(entry, language))).toList());
        if (!emergency.cause().isEmpty()) content.heading(words.in(language, "emergency.cause")).paragraph(emergency.cause());
        if (!emergency.helped().isEmpty()) content.heading(words.in(language, "emergency.helped")).paragraph(emergency.helped());
        if (!emergency.changes().isEmpty()) content.heading(words.in(language, "emergency.changes")).paragraph(emergency.changes());
        return content.build();
    }

    private String said(EmergencyRooms.Entry entry, Locale language) {
        if (entry.kind().equals("restated")) return entry.content().isEmpty() ? words.in(language, "emergency.entry.restated") : words.in(language, "emergency.entry.severity", words.in(language, "emergency.severity." + entry.content()));
        if (entry.kind().equals("message")) return entry.content();
        var did = words.in(language, "emergency.entry." + entry.kind());
        return entry.content().isEmpty() ? did : did + "\n" + entry.content();
    }

    private static String clock(EmergencyClock clock, ProjectAccess here) {
        return moment(clock.dueAt(), here) + (clock.stoppedAt() == null ? "" : " → " + moment(clock.stoppedAt(), here));
    }

    private static String moment(Instant at, ProjectAccess here) {
        return DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT).format(ZonedDateTime.ofInstant(at, here.homeZone()));
    }

    private static String orDash(String text) {
        return text.isBlank() ? "–" : text;
    }

    @GetMapping("/paper")
    Answer paper(@PathVariable int number, @RequestParam(required = false) @Nullable String lang, ProjectAccess here, Reader reader) {
        here.require(Permission.READ);
        var language = Papers.language(lang, reader);
        return Answer.page("project/paper", new PaperPage(here, "emergency.document", "E-" + number, "/emergencies/" + number, "report", "E-" + number, Papers.tag(language), DocumentHtml.article(content(number, language, here, reader), words)));
    }

    @GetMapping("/report.docx")
    ResponseEntity<byte[]> docx(@PathVariable int number, @RequestParam(required = false) @Nullable String lang, ProjectAccess here, Reader reader) {
        here.require(Permission.EXPORT);
        var language = Papers.language(lang, reader);
        return papers.docx(content(number, language, here, reader), null, words.in(language, "emergency.document") + " E-" + number, here, reader);
    }

    @GetMapping("/report.pdf")
    ResponseEntity<byte[]> pdf(@PathVariable int number, @RequestParam(required = false) @Nullable String lang, ProjectAccess here, Reader reader) {
        here.require(Permission.EXPORT);
        var language = Papers.language(lang, reader);
        return papers.pdf(content(number, language, here, reader), null, words.in(language, "emergency.document") + " E-" + number, here, reader);
    }
}
