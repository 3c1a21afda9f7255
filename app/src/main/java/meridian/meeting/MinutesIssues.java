package meridian.meeting;

import static db.identity.Tables.MEMBER;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import meridian.approval.Approvals;
import meridian.document.Document;
import meridian.document.Documents;
import meridian.document.Revision;
import meridian.meeting.Minutes.Choice;
import meridian.meeting.Minutes.Outcome;
import meridian.meeting.Minutes.Row;
import meridian.meeting.Minutes.Section;
import meridian.meeting.Minutes.Vote;
import meridian.tenancy.MemberId;
import meridian.tenancy.MinutesRowId;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/** Minutes as an issue of them said it: words as they were frozen, people under the names they have now. */
@Component
public class MinutesIssues {
    private final DSLContext db;
    private final Documents documents;
    private final MinutesSheets minutes;
    private final MinutesAddenda addenda;
    private final Approvals approvals;
    private final JsonMapper json = new JsonMapper();

    MinutesIssues(DSLContext db, Documents documents, MinutesSheets minutes, MinutesAddenda addenda, Approvals approvals) {
        this.db = db;
        this.documents = documents;
        this.minutes = minutes;
        this.addenda = addenda;
        this.approvals = approvals;
    }

    /** One issue, with the document and the revisions as they stood then. */
    public record Issued(Minutes minutes, MinutesAddenda.Addenda addenda, MinutesDocument.Filed filed) {}

    /** What stands issued: it says what it said then, whatever things are called since. Nothing while there is none, or it is being revised. */
    @Transactional(readOnly = true)
    public Optional<Issued> standing(Meeting meeting, @Nullable Document document, Locale language) {
        if (document == null || minutes.state(meeting.id()).orElse(Minutes.State.DRAFT) != Minutes.State.PUBLISHED) return Optional.empty();
        return of(meeting, document, document.issue(), language);
    }

    /** What was issued under this number; nothing where there is no such issue, or it is no more what was frozen. */
    @Transactional(readOnly = true)
    public Optional<Issued> of(Meeting meeting, Document document, int issue, Locale language) {
        var revisions = documents.revisions(document.id()).stream().filter(one -> one.issue() <= issue).toList();
        var revision = revisions.stream().filter(one -> one.issue() == issue).findFirst();
        var frozen = frozen(document, issue);
        if (revision.isEmpty() || frozen.isEmpty()) return Optional.empty();
        var then = document.at(revision.get());
        var by = revision.get().approved();
        var was = meeting(meeting, frozen.get());
        return Optional.of(new Issued(new Minutes(was.meeting(), Minutes.State.PUBLISHED, 0, by == null ? null : by.name(), revision.get().issuedAt(), false, 0, minutes.sections(meeting), rows(frozen.get(), was.names())), addenda.of(meeting, frozen.get(), language), new MinutesDocument.Filed(then, revisions, approvals.behind(meeting.id(), revisions).get(issue), frozen.get().names())));
    }

    /** What the register knows of a meeting’s minutes as they stand. */
    @Transactional(readOnly = true)
    public MinutesDocument.Filed filed(Meeting meeting) {
        var document = documents.find(meeting.project(), Minutes.DOCUMENT_KIND, meeting.id()).orElse(null);
        var revisions = document == null ? List.<Revision>of() : documents.revisions(document.id());
        return new MinutesDocument.Filed(document, revisions, approvals.told(meeting.id(), document, revisions), document == null || !document.issued() ? null : frozen(document, document.issue()).map(MinuteBook.Frozen::names).orElse(null));
    }

    private Optional<MinuteBook.Frozen> frozen(Document document, int issue) {
        return documents.frozen(document.id(), issue).filter(Documents.Frozen::intact).map(one -> json.treeToValue(one.content(), MinuteBook.Frozen.class));
    }

    private record Was(Meeting meeting, Map<MemberId, String> names) {}

    private Was meeting(Meeting now, MinuteBook.Frozen frozen) {
        var people = new HashSet<MemberId>();
        frozen.people().forEach(one -> add(people, one.person()));
        add(people, frozen.host());
        add(people, frozen.recorder());
        for (var line : frozen.rows()) {
            add(people, line.owner());
            line.votes().forEach(vote -> add(people, vote.substring(0, vote.indexOf(' '))));
        }
        Map<MemberId, String> names = db.select(MEMBER.ID, MEMBER.DISPLAY_NAME).from(MEMBER).where(MEMBER.ID.in(people)).fetchMap(MEMBER.ID, MEMBER.DISPLAY_NAME);
        var participants = new ArrayList<Meeting.Participant>();
        for (var one : frozen.people()) {
            var member = member(one.person());
            participants.add(new Meeting.Participant(member == null ? now.id().value() : member.value(), member, member == null ? one.name() : name(names, member), null, now.zone(), Meeting.Reply.NONE, "",
                    Meeting.Attendance.of(one.attendance()).orElse(null), one.reason()));
        }
        var host = Objects.requireNonNullElse(member(frozen.host()), now.host());
        var recorder = member(frozen.recorder());
        var starts = Instant.parse(frozen.startsAt());
        var meeting = new Meeting(now.id(), now.project(), now.number(), now.series(), Meeting.Kind.of(frozen.kind()).orElse(now.kind()), frozen.title(), now.mode(), frozen.place(), frozen.link(), now.note(), starts.atZone(now.zone()).toLocalDateTime(),
                now.zone(), now.region(), now.regionName(), starts, frozen.minutes(), host, name(names, host), recorder, recorder == null ? "" : name(names, recorder), now.status(), now.cancelReason(), now.calledBy(), now.sequence(), now.version(),
                List.copyOf(participants), now.agenda());
        return new Was(meeting, names);
    }

    private static List<Row> rows(MinuteBook.Frozen frozen, Map<MemberId, String> names) {
        var rows = new ArrayList<Row>();
        for (var line : frozen.rows()) {
            var owner = member(line.owner());
            var votes = line.votes().stream().map(vote -> vote.split(" ", 2)).map(vote -> new Vote(MemberId.of(vote[0]), name(names, MemberId.of(vote[0])), Choice.of(vote[1]).orElseThrow())).toList();
            rows.add(new Row(MinutesRowId.next(), Section.of(line.section()).orElseThrow(), rows.size(), null, line.party(), line.content(), line.reply(), Outcome.of(line.outcome()).orElse(null), owner, owner == null ? "" : name(names, owner),
                    line.dueOn().isEmpty() ? null : LocalDate.parse(line.dueOn()), line.deliverable(), false, null, null, false, false, 0, 0, null, "", null, false, votes));
        }
        return List.copyOf(rows);
    }

    private static void add(HashSet<MemberId> people, String id) {
        var member = member(id);
        if (member != null) people.add(member);
    }

    private static @Nullable MemberId member(String id) {
        return id.isEmpty() ? null : MemberId.of(id);
    }

    private static String name(Map<MemberId, String> names, MemberId member) {
        return names.getOrDefault(member, "—");
    }
}
