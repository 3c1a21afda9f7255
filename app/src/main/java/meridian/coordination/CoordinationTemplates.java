package meridian.coordination;

import meridian.document.TemplateKind;
import meridian.project.PaperTemplate;
import meridian.project.SampleProjects;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The request form, the resolution and the record of an emergency in the company’s own templates. */
@Configuration
class CoordinationTemplates {
    @Bean
    TemplateKind requestTemplate(SampleProjects projects, CoordinationPapers papers) {
        return new PaperTemplate(ResourceRequests.DOCUMENT_KIND, "request.document", projects, papers);
    }

    @Bean
    TemplateKind resolutionTemplate(SampleProjects projects, CoordinationPapers papers) {
        return new PaperTemplate(Disputes.DOCUMENT_KIND, "dispute.document", projects, papers);
    }

    @Bean
    TemplateKind emergencyTemplate(SampleProjects projects, CoordinationPapers papers) {
        return new PaperTemplate(Emergencies.DOCUMENT_KIND, "emergency.document", projects, papers);
    }
}
