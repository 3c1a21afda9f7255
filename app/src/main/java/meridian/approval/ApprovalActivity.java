package meridian.approval;

import java.util.List;
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

    /** Somebody else is asked first (加签). */
    record ApprovalExtended(Ref subject, String step, String asked, String note) implements ApprovalActivity {
        @Override
        public String type() {
            return "approval_extended";
        }
    }

    /** Somebody else is asked instead (转办). */
    record ApprovalPassedOn(Ref subject, String step, List<Change> changes, String note) implements ApprovalActivity {
        @Override
        public String type() {
            return "approval_passed_on";
        }
    }

    record ApprovalWithdrawn(Ref subject) implements ApprovalActivity {
        @Override
        public String type() {
            return "approval_withdrawn";
        }
    }

    /** Approved elsewhere, and written down here. */
    record ApprovalRecorded(Ref subject, String system, String number, String name, String on, String scan) implements ApprovalActivity {
        @Override
        public String type() {
            return "approval_recorded";
        }
    }

    /** The steps that a kind of document takes were set. */
    record ApprovalStepsSet(Ref subject, String kind, List<Change> changes) implements ApprovalActivity {
        @Override
        public String type() {
            return "approval_steps_set";
        }
    }
}
