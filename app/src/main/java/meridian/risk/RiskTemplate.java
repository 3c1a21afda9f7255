package meridian.risk;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import meridian.document.DocumentContent;
import meridian.document.Documents;
import meridian.document.TemplateKind;
import meridian.project.SampleProjects;
import meridian.tenancy.Actor;
import meridian.tenancy.Reader;
import meridian.web.Choice;
import meridian.web.Words;
import org.springframework.stereotype.Component;

/** The risk tracking table in the company’s own template. */
@Component
class RiskTemplate implements TemplateKind {
    private final SampleProjects projects;
    private final RiskSheets sheets;
    private final Documents documents;
    private final Words words;
    private final Clock clock;

    RiskTemplate(SampleProjects projects, RiskSheets sheets, Documents documents, Words words, Clock clock) {
        this.projects = projects;
        this.sheets = sheets;
        this.documents = documents;
        this.words = words;
        this.clock = clock;
    }

    @Override
    public String name() {
        return Risks.DOCUMENT_KIND;
    }

    @Override
    public String title() {
        return "risk.document";
    }

    @Override
    public List<Place> places() {
        return Stream.concat(Stream.of(new Place("risks", "risk.document")), IntStream.range(0, RiskTable.COLUMNS.size()).mapToObj(i -> new Place("risks." + RiskTable.NAMES.get(i), RiskTable.COLUMNS.get(i).key()))).toList();
    }

    @Override
    public List<Choice> samples(Reader reader) {
        return projects.of(reader);
    }

    @Override
    public DocumentContent sample(String chosen, Locale language, Reader reader, Actor actor) {
        var here = projects.open(chosen, reader);
        var document = documents.find(here.id(), Risks.DOCUMENT_KIND, here.id()).orElse(null);
        return new RiskDocument(words, language, here.homeZone()).of(sheets.register(here.id()), reader.workspaceName(), here.name(), reader.name(), LocalDate.ofInstant(clock.instant(), here.homeZone()), document);
    }
}
