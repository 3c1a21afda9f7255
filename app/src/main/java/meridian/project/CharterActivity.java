package meridian.project;

import java.util.List;
import meridian.activity.Event;
import meridian.tenancy.Ref;

/** Everything that can happen to a charter and to the deliverables it names. */
public sealed interface CharterActivity extends Event {
    record CharterRewritten(Ref subject, List<Change> changes) implements CharterActivity {
        @Override
        public String type() {
            return "charter_rewritten";
        }
    }

    record CharterIssued(Ref subject, String version, String sha256) implements CharterActivity {
        @Override
        public String type() {
            return "charter_issued";
        }
    }

    record CharterReopened(Ref subject, String reason) implements CharterActivity {
        @Override
        public String type() {
            return "charter_reopened";
        }
    }

    record DeliverableAdded(Ref subject, String name) implements CharterActivity {
        @Override
        public String type() {
            return "deliverable_added";
        }
    }

    record DeliverableChanged(Ref subject, String name, List<Change> changes) implements CharterActivity {
        @Override
        public String type() {
            return "deliverable_changed";
        }
    }

    record DeliverableRemoved(Ref subject, String name) implements CharterActivity {
        @Override
        public String type() {
            return "deliverable_removed";
        }
    }

    record DeliverableRestored(Ref subject, String name) implements CharterActivity {
        @Override
        public String type() {
            return "deliverable_restored";
        }
    }
}
