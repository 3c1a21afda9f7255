package meridian.approval;

import meridian.activity.Event;
import meridian.tenancy.Ref;

/** Everything that can happen on the way to an approval. The subject is the thing that is approved. */
public sealed interface ApprovalActivity extends Event {
    record ApprovalRequested(Ref subject, String title) implements ApprovalActivity {
        @Override
        public String type() {
            return "approval_requested";
        }
    }

    record ApprovalAgreed(Ref subject, String step, String opinion) implements ApprovalActivity {
        @Override
        public String type() {
            return "approval_agreed";
        }
    }

    record ApprovalReturned(Ref subject, String step, String opinion) implements ApprovalActivity {
        @Override
        public String type() {
            return "approval_returned";
        }
    }

    record ApprovalWithdrawn(Ref subject) implements ApprovalActivity {
        @Override
        public String type() {
            return "approval_withdrawn";
        }
    }
}
