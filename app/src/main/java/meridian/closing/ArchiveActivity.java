package meridian.closing;

import meridian.activity.Event;
import meridian.tenancy.Ref;

/** Everything that can happen to an archive. */
public sealed interface ArchiveActivity extends Event {
    record ArchiveAsked(Ref subject, String name, int volume) implements ArchiveActivity {
        @Override
        public String type() {
            return "archive_asked";
        }
    }

    record ArchiveSealed(Ref subject, String name, int volume, String sha256, int entries) implements ArchiveActivity {
        @Override
        public String type() {
            return "archive_sealed";
        }
    }

    record ArchiveTaken(Ref subject, String name, int volume) implements ArchiveActivity {
        @Override
        public String type() {
            return "archive_taken";
        }
    }
}
