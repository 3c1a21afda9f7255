package meridian.project;

import meridian.document.TemplateKind;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The tool usage rules in the company’s own template. */
@Configuration
class ProjectTemplates {
    @Bean
    TemplateKind rulesTemplate(SampleProjects projects, RulesPapers papers) {
        return new PaperTemplate(RuleBooks.DOCUMENT_KIND, "rules.title", projects, papers);
    }
}
