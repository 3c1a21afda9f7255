package meridian.project;

import java.util.List;
import java.util.Locale;
import meridian.document.DocumentContent;
import meridian.document.Documents;
import meridian.document.TemplateKind;
import meridian.tenancy.Actor;
import meridian.tenancy.Reader;
import meridian.web.Choice;
import meridian.web.Words;
import org.springframework.stereotype.Component;

/** The charter in the company’s own template. */
@Component
class CharterTemplate implements TemplateKind {
    private final SampleProjects projects;
    private final Charters charters;
    private final Documents documents;
    private final Words words;

    CharterTemplate(SampleProjects projects, Charters charters, Documents documents, Words words) {
        this.projects = projects;
        this.charters = charters;
        this.documents = documents;
        this.words = words;
    }

    @Override
    public String name() {
        return Charters.DOCUMENT_KIND;
    }

    @Override
    public String title() {
        return "charter.document";
    }

    @Override
    public List<Place> places() {
        return List.of(new Place("background", "charter.doc.background"), new Place("goal", "charter.doc.goal"), new Place("in_scope", "charter.in_scope"), new Place("out_of_scope", "charter.out_of_scope"),
                new Place("deliverables", "charter.doc.deliverables"), new Place("deliverables.no", "charter.doc.no"), new Place("deliverables.name", "charter.deliverable"), new Place("deliverables.criteria", "charter.criteria"), new Place("deliverables.due_on", "charter.due_on"),
                new Place("indicators", "charter.doc.indicators"), new Place("indicators.name", "charter.indicator"), new Place("indicators.target", "charter.target"), new Place("indicators.parties", "charter.party_targets"), new Place("indicators.unit", "charter.unit"), new Place("indicators.due_on", "charter.due_on"),
                new Place("constraints", "charter.doc.constraints"));
    }

    @Override
    public List<Choice> samples(Reader reader) {
        return projects.of(reader);
    }

    @Override
    public DocumentContent sample(String chosen, Locale language, Reader reader, Actor actor) {
        var here = projects.open(chosen, reader);
        var charter = charters.of(here.id());
        var document = charters.document(charter);
        return new CharterDocument(words, language, here.homeZone()).of(charter.content(), reader.workspaceName(), document, null, documents.revisions(document.id()), null);
    }
}
