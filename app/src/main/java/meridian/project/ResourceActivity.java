package meridian.project;

import java.util.List;
import meridian.activity.Event;
import meridian.tenancy.Ref;

/** Everything that can happen to a resource. */
public sealed interface ResourceActivity extends Event {
    record ResourceAdded(Ref subject, String name) implements ResourceActivity {
        @Override
        public String type() {
            return "resource_added";
        }
    }

    record ResourceChanged(Ref subject, String name, List<Change> changes) implements ResourceActivity {
        @Override
        public String type() {
            return "resource_changed";
        }
    }

    /** A move of the status; the type is the new one’s: {@code resource_confirmed}, {@code resource_in_use} … */
    record ResourceMoved(Ref subject, String name, Resource.Status to) implements ResourceActivity {
        @Override
        public String type() {
            return "resource_" + to.text();
        }
    }

    record ResourceDeleted(Ref subject, String name) implements ResourceActivity {
        @Override
        public String type() {
            return "resource_deleted";
        }
    }

    record ResourceRestored(Ref subject, String name) implements ResourceActivity {
        @Override
        public String type() {
            return "resource_restored";
        }
    }
}
