package meridian.meeting;

import meridian.document.TemplateKind;
import meridian.project.PaperTemplate;
import meridian.project.SampleProjects;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The register of decisions in the company’s own template. */
@Configuration
class DecisionTemplate {
    @Bean
    TemplateKind decisionsTemplate(SampleProjects projects, DecisionPapers papers) {
        return new PaperTemplate(DecisionRegister.DOCUMENT_KIND, "meeting.decisions_register", projects, papers);
    }
}
