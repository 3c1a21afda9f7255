package meridian.project;

import java.util.List;
import meridian.activity.Event;
import meridian.tenancy.Ref;

/** Everything that can happen to a project before and around its work. */
public sealed interface ProjectActivity extends Event {
    record ProjectCreated(Ref subject, String code, String name) implements ProjectActivity {
        @Override
        public String type() {
            return "project_created";
        }
    }

    record PartyAdded(Ref subject, String name) implements ProjectActivity {
        @Override
        public String type() {
            return "party_added";
        }
    }

    record ProjectChanged(Ref subject, String name, List<Change> changes) implements ProjectActivity {
        @Override
        public String type() {
            return "project_changed";
        }
    }

    /** Something lay in the trash for its days and was removed for good. */
    record ThingRemoved(Ref subject, String name) implements ProjectActivity {
        @Override
        public String type() {
            return "thing_removed";
        }
    }

    /** The responsibility table or the resource list was frozen as its next version. */
    record TableFrozen(Ref subject, String kind, String version, String sha256) implements ProjectActivity {
        @Override
        public String type() {
            return "table_frozen";
        }
    }

    /** {@code act}: published, retired, restored, brought, saved. */
    record TemplateMoved(Ref subject, String name, String act, String note) implements ProjectActivity {
        @Override
        public String type() {
            return "template_" + act;
        }
    }

    record ChecklistTicked(Ref subject, String item, boolean done) implements ProjectActivity {
        @Override
        public String type() {
            return done ? "checklist_ticked" : "checklist_unticked";
        }
    }
}
