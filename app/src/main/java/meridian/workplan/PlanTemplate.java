package meridian.workplan;

import java.util.List;
import java.util.Locale;
import meridian.document.DocumentContent;
import meridian.document.TemplateKind;
import meridian.project.SampleProjects;
import meridian.tenancy.Actor;
import meridian.tenancy.Reader;
import meridian.tenancy.Refused;
import meridian.web.Choice;
import org.springframework.stereotype.Component;

/** The work plan in the company’s own template. */
@Component
class PlanTemplate implements TemplateKind {
    private final SampleProjects projects;
    private final PlanExports exports;

    PlanTemplate(SampleProjects projects, PlanExports exports) {
        this.projects = projects;
        this.exports = exports;
    }

    @Override
    public String name() {
        return PlanApprovals.KIND;
    }

    @Override
    public String title() {
        return "imports.export_name";
    }

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
        return exports.sample(here.id(), language, actor).orElseThrow(() -> Refused.because("template.no_such_document", here.name()));
    }
}
