package meridian.closing;

import meridian.document.TemplateKind;
import meridian.project.PaperTemplate;
import meridian.project.SampleProjects;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The summary report and the closing notice in the company’s own templates. */
@Configuration
class ClosingTemplates {
    @Bean
    TemplateKind summaryTemplate(SampleProjects projects, ClosingPapers papers) {
        return new PaperTemplate(Summaries.KIND, ClosingPapers.Kind.SUMMARY.title(), projects, papers);
    }

    @Bean
    TemplateKind closingNoticeTemplate(SampleProjects projects, ClosingPapers papers) {
        return new PaperTemplate(Closings.NOTICE, ClosingPapers.Kind.NOTICE.title(), projects, papers);
    }
}
