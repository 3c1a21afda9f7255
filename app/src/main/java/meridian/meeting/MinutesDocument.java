package meridian.meeting;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import meridian.approval.Approval;
import meridian.approval.ApprovalRecord;
import meridian.document.Block.Column;
import meridian.document.Block.Field;
import meridian.document.Document;
import meridian.document.DocumentContent;
import meridian.document.Head;
import meridian.document.Revision;
import meridian.meeting.Meeting.Attendance;
import meridian.meeting.Minutes.Row;
import meridian.meeting.Minutes.Section;
import meridian.web.Words;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The minutes 会议纪要, and of a phase review its report 阶段复盘报告, as a document to hand over. */
@Component
public class MinutesDocument {
    private final Words words;

    MinutesDocument(Words words) {
        this.words = words;
    }

    /**
     * What the register knows of minutes: their entry, null as long as nothing was issued; their issues; and the approval that these came
     * of, or that runs, null where nobody is asked; and what house and project were called when they were issued, null where that is not known.
     */
    public record Filed(@Nullable Document document, List<Revision> revisions, @Nullable Approval approval, MinuteBook.Frozen.@Nullable Names names) {
        public static final Filed NOWHERE = new Filed(null, List.of(), null, null);
    }

    public DocumentContent of(Minutes minutes, MinutesAddenda.Addenda addenda, Filed filed, String organisation, String project, Locale language) {
        var meeting = minutes.meeting();
        var text = new MinutesText(words, language);
        var content = DocumentContent.of(head(minutes, filed, organisation, project, language));
        var fields = new ArrayList<Field>();
        fields.add(new Field(t(language, "minutes.name"), meeting.title()));
        fields.add(new Field(t(language, "meeting.when"), text.when(meeting)));
        fields.add(new Field(t(language, "minutes.place"), text.place(meeting)));
        fields.add(new Field(t(language, "meeting.host"), meeting.hostName()));
        fields.add(new Field(t(language, "meeting.recorder"), meeting.recorderName().isEmpty() ? t(language, "minutes.nobody") : meeting.recorderName()));
        fields.add(new Field(t(language, "minutes.present"), text.names(meeting, Attendance.PRESENT)));
        fields.add(new Field(t(language, "minutes.absent"), text.names(meeting, Attendance.ABSENT)));
        fields.add(new Field(t(language, "minutes.in_attendance"), text.names(meeting, Attendance.IN_ATTENDANCE)));
        content.fields(fields.toArray(Field[]::new)).named("meeting", FACTS.keySet().toArray(String[]::new));
        for (var section : minutes.sections()) {
            content.heading(t(language, "minutes.section." + section.text()));
            var rows = minutes.of(section).stream().filter(row -> !row.blank()).toList();
            if (rows.isEmpty()) content.paragraph(t(language, "minutes.nothing"));
            else write(section, rows, content, language);
            votes(minutes, rows, content, language);
        }
        for (var part : addenda.parts()) {
            content.heading(t(language, part.title()));
            part.lines().forEach(content::paragraph);
        }
        var next = addenda.next();
        content.heading(t(language, "minutes.next")).paragraph(next == null ? t(language, "minutes.no_next") : next.title() + "  " + text.moment(next.startsAt(), meeting.zone()));
        content.heading(t(language, "minutes.issued")).paragraph(minutes.issuedBy() == null ? t(language, "minutes.not_issued") : t(language, "minutes.issued_by", minutes.issuedBy(), day(minutes.issuedAt(), meeting.zone())));
        if (filed.approval() != null) content.heading(t(language, "approval.record")).signatures(new ApprovalRecord(filed.approval(), words, language, meeting.zone()).signers());
        return content.build();
    }

    /** What templates call the facts of the meeting, with the keys of their words; in the order of the document. */
    static final Map<String, String> FACTS = named("name", "minutes.name", "when", "meeting.when", "place", "minutes.place", "host", "meeting.host", "recorder", "meeting.recorder", "present", "minutes.present", "absent", "minutes.absent", "in_attendance", "minutes.in_attendance");

    /** The same of the columns of a section. */
    static Map<String, String> columns(Section section) {
        var content = "minutes.column." + section.text();
        var reply = "minutes.reply." + section.text();
        return switch (section) {
            case NOTES, DECISIONS -> named("text", "minutes.section." + section.text());
            case PROGRESS, PLAN, RESULTS -> named("party", "minutes.party", "content", content);
            case GOALS -> named("party", "minutes.party", "content", content, "outcome", "minutes.outcome", "reply", reply);
            case PROBLEMS -> named("party", "minutes.party", "content", content, "reply", reply);
            case IMPROVEMENTS -> named("content", content, "reply", reply, "owner", "minutes.owner", "due", "minutes.due");
            case ACTIONS -> named("content", content, "owner", "minutes.owner", "party", "minutes.party", "due", "minutes.due", "deliverable", "minutes.deliverable");
        };
    }

    private static Map<String, String> named(String... namesAndWords) {
        var named = new LinkedHashMap<String, String>();
        for (int i = 0; i < namesAndWords.length; i += 2) named.put(namesAndWords[i], namesAndWords[i + 1]);
        return named;
    }

    private void write(Section section, List<Row> rows, DocumentContent.Builder content, Locale language) {
        pieces(section, rows, content, language);
        content.named(section.text(), List.copyOf(columns(section).keySet()), rows.stream().map(row -> row.id().toString()).toList());
    }

    private void pieces(Section section, List<Row> rows, DocumentContent.Builder content, Locale language) {
        switch (section) {
            case NOTES, DECISIONS -> content.numbered(rows.stream().map(Row::content).toList());
            case PROGRESS, PLAN, RESULTS -> content.table(List.of(Column.of(t(language, "minutes.party"), 20), Column.of(t(language, "minutes.column." + section.text()), 80)), rows.stream().map(row -> List.of(row.partyName(), row.content())).toList());
            case GOALS -> content.table(List.of(Column.of(t(language, "minutes.party"), 16), Column.of(t(language, "minutes.column.goals"), 40), Column.centred(t(language, "minutes.outcome"), 12), Column.of(t(language, "minutes.reply.goals"), 32)),
                    rows.stream().map(row -> List.of(row.partyName(), row.content(), row.outcome() == null ? "" : t(language, "minutes.outcome." + row.outcome().text()), row.reply())).toList());
            case PROBLEMS -> content.table(List.of(Column.of(t(language, "minutes.party"), 16), Column.of(t(language, "minutes.column.problems"), 42), Column.of(t(language, "minutes.reply.problems"), 42)), rows.stream().map(row -> List.of(row.partyName(), row.content(), row.reply())).toList());
            case IMPROVEMENTS -> content.table(List.of(Column.of(t(language, "minutes.column.improvements"), 38), Column.of(t(language, "minutes.reply.improvements"), 30), Column.of(t(language, "minutes.owner"), 16), Column.centred(t(language, "minutes.due"), 16)),
                    rows.stream().map(row -> List.of(row.content(), row.reply(), row.ownerName(), row.dueOn() == null ? "" : row.dueOn().toString())).toList());
            case ACTIONS -> content.table(List.of(Column.of(t(language, "minutes.column.actions"), 34), Column.of(t(language, "minutes.owner"), 14), Column.of(t(language, "minutes.party"), 14), Column.centred(t(language, "minutes.due"), 14), Column.of(t(language, "minutes.deliverable"), 24)),
                    rows.stream().map(row -> List.of(row.content(), row.ownerName(), row.partyName(), row.dueOn() == null ? "" : row.dueOn().toString(), row.deliverable())).toList());
        }
    }

    // How a review voted, in the order of what it voted on.
    private void votes(Minutes minutes, List<Row> rows, DocumentContent.Builder content, Locale language) {
        if (minutes.meeting().kind() != Meeting.Kind.REVIEW) return;
        var voted = new ArrayList<List<String>>();
        for (int i = 0; i < rows.size(); i++) {
            var row = rows.get(i);
            if (row.votes().isEmpty()) continue;
            voted.add(List.of(String.valueOf(i + 1), String.valueOf(row.votes(Minutes.Choice.FOR)), String.valueOf(row.votes(Minutes.Choice.AGAINST)), String.valueOf(row.votes(Minutes.Choice.ABSTAIN)),
                    String.join(t(language, "dispute.separator"), row.votes().stream().map(vote -> t(language, "minutes.voted_by", vote.name(), t(language, "minutes.vote." + vote.choice().text()))).toList())));
        }
        if (!voted.isEmpty()) content.table(List.of(Column.centred(t(language, "minutes.vote_on"), 10), Column.centred(t(language, "minutes.vote.for"), 10), Column.centred(t(language, "minutes.vote.against"), 10), Column.centred(t(language, "minutes.vote.abstain"), 10), Column.of(t(language, "minutes.votes"), 60)), voted);
    }

    private Head head(Minutes minutes, Filed filed, String organisation, String project, Locale language) {
        var document = filed.document();
        var revisions = filed.revisions();
        var meeting = minutes.meeting();
        var head = Head.titled(t(language, meeting.kind() == Meeting.Kind.REVIEW ? "minutes.review_title" : "minutes.title"), language).kind(Minutes.DOCUMENT_KIND).organisation(filed.names() == null ? organisation : filed.names().organisation()).project(filed.names() == null ? project : filed.names().project())
                .distribution(meeting.participants().stream().map(Meeting.Participant::name).toList());
        if (document != null) {
            head.registered(document, words, meeting.zone());
            var last = revisions.stream().findFirst().orElse(null);
            if (last != null && minutes.state() == Minutes.State.PUBLISHED) {
                var on = LocalDate.ofInstant(last.issuedAt(), meeting.zone());
                if (last.checked() != null) head.checked(last.checked().name(), on);
                if (last.approved() != null) head.approved(last.approved().name(), last.approvedOn(meeting.zone()));
                new ApprovalRecord(filed.approval(), words, language, meeting.zone()).head(head);
                if (last.prepared() != null) head.prepared(last.prepared().name(), on);
                head.effective(on);
            }
            revisions.forEach(one -> head.revision(one.version(), LocalDate.ofInstant(one.issuedAt(), meeting.zone()), one.approved() == null ? "" : one.approved().name(), one.reason().isEmpty() ? t(language, "minutes.first_issue") : one.reason()));
        }
        return head.build();
    }

    private static String day(@Nullable Instant at, ZoneId zone) {
        return LocalDate.ofInstant(Objects.requireNonNull(at), zone).toString();
    }

    private String t(Locale language, String key, Object... arguments) {
        return words.in(language, key, arguments);
    }
}
