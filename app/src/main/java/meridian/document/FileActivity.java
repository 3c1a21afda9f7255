package meridian.document;

import meridian.activity.Event;
import meridian.tenancy.Ref;

/** Everything that can happen to the files of a thing. */
public sealed interface FileActivity extends Event {
    record FileAttached(Ref subject, String name, String sha256) implements FileActivity {
        @Override
        public String type() {
            return "file_attached";
        }
    }

    record FileRemoved(Ref subject, String name, String sha256) implements FileActivity {
        @Override
        public String type() {
            return "file_removed";
        }
    }
}
