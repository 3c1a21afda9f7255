package meridian.meeting;

import java.util.ArrayList;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import meridian.document.DocumentContent;
import meridian.document.Documents;
import meridian.document.ReturningKind;
import meridian.document.WrittenDay;
import meridian.meeting.Minutes.Row;
import meridian.meeting.Minutes.Section;
import meridian.project.Parties;
import meridian.project.Projects;
import meridian.project.Teams;
import meridian.tenancy.Actor;
import meridian.tenancy.MeetingId;
import meridian.tenancy.MemberId;
import meridian.tenancy.MinutesRowId;
import meridian.tenancy.NotAllowed;
import meridian.tenancy.NotFound;
import meridian.tenancy.PartyId;
import meridian.tenancy.ProjectId;
import meridian.tenancy.Ref;
import meridian.tenancy.Refused;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The minutes, edited in Word: what their rows say. Who owns an action item and which party a row is of is written by name. */
@Component
public class MinutesReturn implements ReturningKind {
    private final Projects projects;
    private final MeetingSheets meetings;
    private final MinutesSheets minutes;
    private final MinutesDocument written;
    private final MinutesAddenda addenda;
    private final MinuteBook book;
    private final Documents documents;
    private final Parties parties;
    private final Teams teams;

    MinutesReturn(Projects projects, MeetingSheets meetings, MinutesSheets minutes, MinutesDocument written, MinutesAddenda addenda, MinuteBook book, Documents documents, Parties parties, Teams teams) {
        this.projects = projects;
        this.meetings = meetings;
        this.minutes = minutes;
        this.written = written;
        this.addenda = addenda;
        this.book = book;
        this.documents = documents;
        this.parties = parties;
        this.teams = teams;
    }

    @Override
    public String name() {
        return Minutes.DOCUMENT_KIND;
    }

    @Override
    public String title() {
        return "minutes.title";
    }

    @Override
    public void require(ProjectId project, UUID subject, Actor actor) {
        if (minutes(project, subject, actor).state() == Minutes.State.PUBLISHED) throw Refused.at("file", "returned.minutes_issued");
    }

    private Minutes minutes(ProjectId project, UUID subject, Actor actor) {
        var access = projects.access(project, actor);
        var meeting = meetings.find(new MeetingId(subject)).orElseThrow(NotFound::new);
        if (!meeting.project().equals(project) || !Meetings.mayRead(access, meeting)) throw new NotFound();
        if (!MinuteBook.mayWrite(access, meeting)) throw new NotAllowed();
        return minutes.of(meeting).orElseThrow(NotFound::new);
    }

    @Override
    public DocumentContent now(ProjectId project, UUID subject, Locale language, Actor actor) {
        var found = minutes(project, subject, actor);
        var document = documents.find(project, Minutes.DOCUMENT_KIND, found.meeting().id()).orElse(null);
        return written.of(found, addenda.of(found, document, language), MinutesDocument.Filed.NOWHERE, "", "", language);
    }

    @Override
    public Ref thing(UUID subject) {
        return new Ref(Meeting.KIND, subject);
    }

    @Override
    public String address(ProjectId project, UUID subject) {
        return "/meetings/" + meetings.get(new MeetingId(subject)).number() + "/minutes";
    }

    @Override
    public boolean editable(String name, String column) {
        return Section.of(name).isPresent() && !column.equals("outcome");
    }

    @Override
    public boolean grows(String name) {
        return Section.of(name).isPresent();
    }

    @Override
    public String word(String name, String column) {
        var section = Section.of(name);
        if (section.isEmpty()) return "minutes.title";
        return MinutesDocument.columns(section.get()).getOrDefault(column, "minutes.section." + name);
    }

    @Override
    public void write(ProjectId project, UUID subject, Edits edits, Locale language, Actor actor) {
        var meeting = new MeetingId(subject);
        for (var row : minutes(project, subject, actor).rows()) {
            var cells = edits.rowsOf(row.section().text()).get(row.id().toString());
            if (cells != null) book.save(project, meeting, row.id(), typed(project, row, cells), true, row.version(), actor);
            if (edits.removedFrom(row.section().text()).contains(row.id().toString())) book.remove(project, meeting, row.id(), row.version(), actor);
        }
        var added = new ArrayList<MinutesRowId>();
        for (var row : edits.added()) {
            var section = Section.of(row.name()).orElseThrow(NotFound::new);
            var id = MinutesRowId.next();
            book.add(project, meeting, id, section, section.byParty() ? party(project, row.values().getOrDefault("party", ""), null, "") : null, actor);
            added.add(id);
        }
        if (added.isEmpty()) return;
        var after = minutes(project, subject, actor);
        for (int i = 0; i < added.size(); i++) {
            var id = added.get(i);
            var row = after.rows().stream().filter(one -> one.id().equals(id)).findFirst().orElseThrow(NotFound::new);
            book.save(project, meeting, id, typed(project, row, edits.added().get(i).values()), true, row.version(), actor);
        }
    }

    private MinuteBook.Typed typed(ProjectId project, Row row, Map<String, String> cells) {
        var content = cells.containsKey("text") ? cells.get("text") : cells.getOrDefault("content", row.content());
        return new MinuteBook.Typed(cells.containsKey("party") ? party(project, cells.get("party"), row.party(), row.partyName()) : row.party(), content, cells.getOrDefault("reply", row.reply()), row.outcome(),
                cells.containsKey("owner") ? owner(project, cells.get("owner"), row.owner(), row.ownerName()) : row.owner(), cells.containsKey("due") ? WrittenDay.of(cells.get("due")) : row.dueOn(), cells.getOrDefault("deliverable", row.deliverable()), row.asTask());
    }

    private @Nullable PartyId party(ProjectId project, String name, @Nullable PartyId now, String nowName) {
        if (name.isBlank()) return null;
        if (name.equals(nowName)) return now;
        return parties.of(project).stream().filter(party -> party.name().equals(name)).findFirst().orElseThrow(() -> Refused.because("returned.no_party", shortened(name))).id();
    }

    private @Nullable MemberId owner(ProjectId project, String name, @Nullable MemberId now, String nowName) {
        if (name.isBlank()) return null;
        if (name.equals(nowName)) return now;
        var found = teams.of(project).seats().stream().filter(seat -> !seat.left() && seat.name().equals(name)).map(meridian.project.Team.Seat::member).distinct().toList();
        if (found.size() != 1) throw Refused.because("returned.no_person", shortened(name));
        return found.getFirst();
    }

    private static String shortened(String name) {
        return name.length() > 60 ? name.substring(0, 60) + "…" : name;
    }
}
