package meridian.meeting;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import meridian.document.DocumentContent;
import meridian.document.TemplateKind;
import meridian.meeting.Minutes.Section;
import meridian.project.SampleProjects;
import meridian.tenancy.Actor;
import meridian.tenancy.NotFound;
import meridian.tenancy.Reader;
import meridian.tenancy.Refused;
import meridian.web.Choice;
import meridian.web.Words;
import org.springframework.stereotype.Component;

/** The minutes in the company’s own template. */
@Component
class MinutesTemplate implements TemplateKind {
    private final SampleProjects projects;
    private final MeetingSheets meetings;
    private final MinutesSheets minutes;
    private final MinutesDocument written;
    private final MinutesAddenda addenda;
    private final MinutesIssues issues;
    private final Words words;

    MinutesTemplate(SampleProjects projects, MeetingSheets meetings, MinutesSheets minutes, MinutesDocument written, MinutesAddenda addenda, MinutesIssues issues, Words words) {
        this.projects = projects;
        this.meetings = meetings;
        this.minutes = minutes;
        this.written = written;
        this.addenda = addenda;
        this.issues = issues;
        this.words = words;
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
    public List<Place> places() {
        var places = new ArrayList<Place>();
        MinutesDocument.FACTS.forEach((name, word) -> places.add(new Place("meeting." + name, word)));
        for (var section : Section.values()) {
            places.add(new Place(section.text(), "minutes.section." + section.text()));
            MinutesDocument.columns(section).forEach((name, word) -> places.add(new Place(section.text() + "." + name, word)));
        }
        return places;
    }

    @Override
    public List<Choice> samples(Reader reader) {
        return projects.of(reader);
    }

    /** The last that were issued in the project, of a weekly meeting if there are such. */
    @Override
    public DocumentContent sample(String chosen, Locale language, Reader reader, Actor actor) {
        var here = projects.open(chosen, reader);
        var last = Stream.of(Meeting.Kind.WEEKLY, Meeting.Kind.KICKOFF, Meeting.Kind.REVIEW, Meeting.Kind.OTHER).map(kind -> minutes.called(here.id(), kind)).flatMap(Optional::stream).filter(one -> one.published() != null).findFirst().orElseThrow(() -> Refused.because("template.no_such_document", here.name()));
        var meeting = meetings.get(last.meeting());
        if (!Meetings.mayRead(here, meeting)) throw new NotFound();
        var filed = issues.filed(meeting);
        var said = minutes.of(meeting).orElseThrow(NotFound::new);
        return written.of(said, addenda.of(said, filed.document(), language), filed, reader.workspaceName(), here.name(), language);
    }
}
