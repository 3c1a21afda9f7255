package meridian.launch;

import java.util.List;
import java.util.Locale;
import meridian.document.DocumentContent;
import meridian.document.TemplateKind;
import meridian.project.FrozenTables;
import meridian.project.FrozenTables.Kind;
import meridian.project.PaperTemplate;
import meridian.project.SampleProjects;
import meridian.tenancy.Actor;
import meridian.tenancy.Reader;
import meridian.tenancy.Refused;
import meridian.web.Choice;
import meridian.web.Words;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The tables that are confirmed at the kickoff, and the papers of the launch, in the company’s own templates. */
@Configuration
class TableTemplates {
    @Bean
    TemplateKind responsibilityTableTemplate(FrozenTables tables, SampleProjects projects, Words words) {
        return new OfTable(Kind.RESPONSIBILITY_TABLE, List.of(new TemplateKind.Place("matrix", "launch.responsibility_matrix"), new TemplateKind.Place("team", "launch.responsibility_team"), new TemplateKind.Place("team.name", "launch.seat_name"),
                new TemplateKind.Place("team.role", "launch.seat_role"), new TemplateKind.Place("team.party", "field.party"), new TemplateKind.Place("team.duties", "launch.seat_duties")), tables, projects, words);
    }

    @Bean
    TemplateKind resourceListTemplate(FrozenTables tables, SampleProjects projects, Words words) {
        return new OfTable(Kind.RESOURCE_LIST, List.of(new TemplateKind.Place("resources", "launch.resource_list"), new TemplateKind.Place("resources.kind", "launch.resource_kind"), new TemplateKind.Place("resources.name", "launch.resource"),
                new TemplateKind.Place("resources.amount", "launch.resource_amount"), new TemplateKind.Place("resources.provider", "launch.resource_provider"), new TemplateKind.Place("resources.from", "launch.resource_from"), new TemplateKind.Place("resources.until", "launch.resource_until")), tables, projects, words);
    }

    @Bean
    TemplateKind readinessTemplate(SampleProjects projects, LaunchPapers papers) {
        return new PaperTemplate(ReadinessReports.KIND, "launch.readiness_document", projects, papers);
    }

    @Bean
    TemplateKind letterTemplate(SampleProjects projects, LaunchPapers papers) {
        return new PaperTemplate(CommitmentLetters.KIND, "launch.letter_document", projects, papers);
    }

    private record OfTable(Kind kind, List<Place> places, FrozenTables tables, SampleProjects projects, Words words) implements TemplateKind {
        @Override
        public String name() {
            return kind.text();
        }

        @Override
        public String title() {
            return "launch." + kind.text();
        }

        @Override
        public List<Choice> samples(Reader reader) {
            return projects.of(reader);
        }

        @Override
        public DocumentContent sample(String chosen, Locale language, Reader reader, Actor actor) {
            var here = projects.open(chosen, reader);
            var document = tables.document(here.id(), kind).filter(found -> found.issue() > 0).orElseThrow(() -> Refused.because("template.no_such_document", here.name()));
            var writing = new TableDocument(words, language, here.homeZone());
            var revisions = tables.revisions(document);
            return kind == Kind.RESPONSIBILITY_TABLE
                    ? writing.of(tables.responsibilities(document, document.issue()), reader.workspaceName(), here.name(), document, revisions, document.issue())
                    : writing.of(tables.resources(document, document.issue()), reader.workspaceName(), here.name(), document, revisions, document.issue());
        }
    }
}
