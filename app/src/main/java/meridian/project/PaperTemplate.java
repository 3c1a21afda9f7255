package meridian.project;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import meridian.document.DocumentContent;
import meridian.document.TemplateKind;
import meridian.project.PaperSource.Setting;
import meridian.tenancy.Actor;
import meridian.tenancy.Reader;
import meridian.tenancy.Refused;
import meridian.web.Choice;

/** A kind of document that has no places of its own beside those that every document has; looked at with the last that a project has of it. */
public record PaperTemplate(String name, String title, SampleProjects projects, PaperSource papers) implements TemplateKind {
    @Override
    public List<Place> places() {
        return List.of();
    }

    @Override
    public List<Choice> samples(Reader reader) {
        return projects.of(reader);
    }

    @Override
    public DocumentContent sample(String chosen, Locale language, Reader reader, Actor actor) {
        var here = projects.open(chosen, reader);
        return papers.papers(new Setting(here, reader.workspaceName(), language, actor)).reversed().stream()
                .filter(paper -> paper.content() != null && (paper.document() == null || paper.document().kind().equals(name)))
                .map(paper -> Objects.requireNonNull(paper.content()).get()).filter(content -> content.head().kind().equals(name))
                .findFirst().orElseThrow(() -> Refused.because("template.no_such_document", here.name()));
    }
}
