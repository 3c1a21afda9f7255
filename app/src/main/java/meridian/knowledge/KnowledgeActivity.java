package meridian.knowledge;

import meridian.activity.Event;
import meridian.tenancy.Ref;

/** Everything that can happen to what is learned. */
public sealed interface KnowledgeActivity extends Event {
    /** {@code act}: written, changed, submitted, returned, withdrawn, published, retired, restored. */
    record EntryMoved(Ref subject, int number, String title, String act, String note) implements KnowledgeActivity {
        @Override
        public String type() {
            return "knowledge_" + act;
        }
    }

    /** {@code act}: proposed, approved, refused; {@code template} is what the template is called. */
    record ProposalMoved(Ref subject, String template, String act, String note) implements KnowledgeActivity {
        @Override
        public String type() {
            return "template_proposal_" + act;
        }
    }
}
