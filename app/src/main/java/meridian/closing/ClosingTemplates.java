package meridian.closing;

import meridian.document.TemplateKind;
import meridian.project.PaperTemplate;
import meridian.project.SampleProjects;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The papers of a closing in the company’s own templates. */
@Configuration
class ClosingTemplates {
    @Bean
    TemplateKind summaryTemplate(SampleProjects projects, ClosingPapers papers) {
        return new PaperTemplate(Summaries.KIND, ClosingPapers.Kind.SUMMARY.title(), projects, papers);
    }

    @Bean
    TemplateKind handoverTemplate(SampleProjects projects, ClosingPapers papers) {
        return new PaperTemplate(Handovers.DOCUMENT_KIND, ClosingPapers.Kind.HANDOVER.title(), projects, papers);
    }

    @Bean
    TemplateKind openPointsTemplate(SampleProjects projects, ClosingPapers papers) {
        return new PaperTemplate(OpenPoints.DOCUMENT_KIND, ClosingPapers.Kind.POINTS.title(), projects, papers);
    }

    @Bean
    TemplateKind settlementTemplate(SampleProjects projects, ClosingPapers papers) {
        return new PaperTemplate(Settlements.DOCUMENT_KIND, ClosingPapers.Kind.SETTLEMENT.title(), projects, papers);
    }

    @Bean
    TemplateKind closingNoticeTemplate(SampleProjects projects, ClosingPapers papers) {
        return new PaperTemplate(Closings.NOTICE, ClosingPapers.Kind.NOTICE.title(), projects, papers);
    }
}
