package meridian.knowledge;

import meridian.duty.Duty;
import meridian.duty.DutyKind;
import meridian.duty.DutyRule;
import meridian.tenancy.Reader;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What is owed about an entry, each done on its page: to review it, to mend what was sent back, and to decide what it changes in a template. */
@Configuration
class KnowledgeDutyKinds {
    record OnEntry(String name) implements DutyKind {
        @Override
        public DutyRule rule() {
            return DutyRule.workingDays(5);
        }

        // A duty's title begins with what people call the entry by: “K-3 …”.
        @Override
        public String address(Duty duty, Reader reader) {
            var title = duty.title();
            int until = title.indexOf(' ');
            return "/knowledge/" + title.substring(2, until < 0 ? title.length() : until);
        }
    }

    record OnProposal(String name) implements DutyKind {
        @Override
        public DutyRule rule() {
            return DutyRule.workingDays(5);
        }

        @Override
        public String address(Duty duty, Reader reader) {
            return "/knowledge/proposals/" + duty.subject().id();
        }
    }

    @Bean
    DutyKind knowledgeTemplate() {
        return new OnProposal(TemplateProposals.DECISION_OWED);
    }

    @Bean
    DutyKind knowledgeReview() {
        return new OnEntry(Entries.REVIEW_OWED);
    }

    @Bean
    DutyKind knowledgeRevision() {
        return new OnEntry(Entries.REVISION_OWED);
    }
}
