package meridian.coordination;

import java.util.List;
import meridian.document.TemplateKind;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The request form and the resolution in the company’s own templates. */
@Configuration
class CoordinationTemplates {
    @Bean
    TemplateKind requestTemplate() {
        return new Bare(ResourceRequests.DOCUMENT_KIND, "request.document");
    }

    @Bean
    TemplateKind resolutionTemplate() {
        return new Bare(Disputes.DOCUMENT_KIND, "dispute.document");
    }

    private record Bare(String name, String title) implements TemplateKind {
        @Override
        public List<Place> places() {
            return List.of();
        }
    }
}
