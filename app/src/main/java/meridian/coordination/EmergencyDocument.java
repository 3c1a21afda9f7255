package meridian.coordination;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import meridian.document.Block.Column;
import meridian.document.Block.Field;
import meridian.document.Document;
import meridian.document.DocumentContent;
import meridian.document.Head;
import meridian.project.Party;
import meridian.web.Words;
import org.jspecify.annotations.Nullable;

/** The record of an emergency as a document to hand over: what happened, who answered when, how it ended. */
public final class EmergencyDocument {
    private final Words words;
    private final Locale language;
    private final ZoneId zone;

    public EmergencyDocument(Words words, Locale language, ZoneId zone) {
        this.words = words;
        this.language = language;
        this.zone = zone;
    }

    /** {@code document} is null for one raised before emergencies had numbers in the register. */
    public DocumentContent of(EmergencyRooms.Room room, String organisation, String project, @Nullable Document document) {
        var emergency = room.emergency();
        var head = Head.titled(t("emergency.document"), language).kind(Emergencies.DOCUMENT_KIND).organisation(organisation).project(project).prepared(room.raiser().name(), LocalDate.ofInstant(emergency.raisedAt(), zone))
                .distribution(room.partiesHit().stream().map(Party::name).toList());
        if (document != null) head.registered(document, words, zone);
        if (emergency.closedAt() != null) head.version(meridian.document.DocumentVersion.issued(1)).effective(LocalDate.ofInstant(emergency.closedAt(), zone));
        var content = DocumentContent.of(head.build());
        var fields = new ArrayList<Field>();
        fields.add(new Field(t("emergency.number"), emergency.name()));
        fields.add(new Field(t("emergency.what_short"), emergency.title()));
        fields.add(new Field(t("emergency.severity"), t("emergency.severity." + emergency.severity().text())));
        fields.add(new Field(t("emergency.place"), orDash(emergency.place())));
        fields.add(new Field(t("emergency.parties"), orDash(room.partiesHit().stream().map(Party::name).collect(Collectors.joining(t("dispute.separator"))))));
        fields.add(new Field(t("emergency.raised_by"), room.raiser().name()));
        fields.add(new Field(t("emergency.raised_at"), moment(emergency.raisedAt())));
        fields.add(new Field(t("emergency.state"), t("emergency.state." + emergency.state().text())));
        fields.add(new Field(t("emergency.response"), clock(emergency.response())));
        fields.add(new Field(t("emergency.solution"), clock(emergency.solution())));
        content.fields(fields.toArray(Field[]::new));
        content.heading(t("emergency.what")).paragraph(orDash(emergency.what()));
        content.heading(t("emergency.timeline")).table(List.of(Column.centred(t("history.column.time"), 20), Column.of(t("history.column.who"), 16), Column.of(t("history.column.what"), 64)),
                room.entries().stream().map(entry -> List.of(moment(entry.at()), orDash(entry.name()), said(entry))).toList());
        if (!emergency.cause().isEmpty()) content.heading(t("emergency.cause")).paragraph(emergency.cause());
        if (!emergency.helped().isEmpty()) content.heading(t("emergency.helped")).paragraph(emergency.helped());
        if (!emergency.changes().isEmpty()) content.heading(t("emergency.changes")).paragraph(emergency.changes());
        return content.build();
    }

    private String said(EmergencyRooms.Entry entry) {
        if (entry.kind().equals("restated")) return entry.content().isEmpty() ? t("emergency.entry.restated") : t("emergency.entry.severity", t("emergency.severity." + entry.content()));
        if (entry.kind().equals("message")) return entry.content();
        var did = t("emergency.entry." + entry.kind());
        return entry.content().isEmpty() ? did : did + "\n" + entry.content();
    }

    private String clock(EmergencyClock clock) {
        return moment(clock.dueAt()) + (clock.stoppedAt() == null ? "" : " → " + moment(clock.stoppedAt()));
    }

    private String moment(Instant at) {
        return DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT).format(ZonedDateTime.ofInstant(at, zone));
    }

    private static String orDash(String text) {
        return text.isBlank() ? "–" : text;
    }

    private String t(String key, Object... arguments) {
        return words.in(language, key, arguments);
    }
}
