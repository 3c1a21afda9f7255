package meridian.acceptance;

import meridian.document.TemplateKind;
import meridian.project.PaperTemplate;
import meridian.project.SampleProjects;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The application for acceptance and its report in the company’s own templates. */
@Configuration
class AcceptanceTemplates {
    @Bean
    TemplateKind acceptanceApplicationTemplate(SampleProjects projects, ApplicationPapers papers) {
        return new PaperTemplate(AcceptancePapers.APPLICATION, "acceptance.application_document", projects, papers);
    }

    @Bean
    TemplateKind acceptanceReportTemplate(SampleProjects projects, ApplicationPapers papers) {
        return new PaperTemplate(AcceptancePapers.REPORT, "acceptance.report_document", projects, papers);
    }
}
