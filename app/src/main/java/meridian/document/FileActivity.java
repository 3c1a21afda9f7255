package meridian.document;

import java.util.List;
import meridian.activity.Event;
import meridian.tenancy.Ref;

/** Everything that can happen to the files of a thing, and to how many there may be. */
public sealed interface FileActivity extends Event {
    record FileAttached(Ref subject, String name, String sha256) implements FileActivity {
        @Override
        public String type() {
            return "file_attached";
        }
    }

    record FileReplaced(Ref subject, String name, String sha256, int version) implements FileActivity {
        @Override
        public String type() {
            return "file_replaced";
        }
    }

    /** It took the name that the project's pattern gives it. */
    record FileRenamed(Ref subject, String from, String to) implements FileActivity {
        @Override
        public String type() {
            return "file_renamed";
        }
    }

    /** It goes on under its own name, not the one that was proposed. */
    record FileNameKept(Ref subject, String name, String proposed) implements FileActivity {
        @Override
        public String type() {
            return "file_name_kept";
        }
    }

    record FileRemoved(Ref subject, String name, String sha256) implements FileActivity {
        @Override
        public String type() {
            return "file_removed";
        }
    }

    record FileRestored(Ref subject, String name, String sha256) implements FileActivity {
        @Override
        public String type() {
            return "file_restored";
        }
    }

    /** The virus scanner held it back. */
    record FileInfected(Ref subject, String name, String found) implements FileActivity {
        @Override
        public String type() {
            return "file_infected";
        }
    }

    record StorageLimited(Ref subject, List<Change> changes) implements FileActivity {
        @Override
        public String type() {
            return "storage_limited";
        }
    }
}
