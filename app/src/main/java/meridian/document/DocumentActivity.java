package meridian.document;

import java.util.List;
import meridian.activity.Event;
import meridian.tenancy.Ref;

/** Everything that can happen to a document as such; what it says changes where it belongs. */
public sealed interface DocumentActivity extends Event {
    record DocumentClassified(Ref subject, List<Change> changes) implements DocumentActivity {
        @Override
        public String type() {
            return "document_classified";
        }
    }

    record DocumentVoided(Ref subject, String number, String reason) implements DocumentActivity {
        @Override
        public String type() {
            return "document_voided";
        }
    }

    record KindClassified(Ref subject, String kind, List<Change> changes) implements DocumentActivity {
        @Override
        public String type() {
            return "document_kind_classified";
        }
    }

    record TemplateProposed(Ref subject, String kind, String file) implements DocumentActivity {
        @Override
        public String type() {
            return "template_proposed";
        }
    }

    record TemplateUsed(Ref subject, String kind) implements DocumentActivity {
        @Override
        public String type() {
            return "template_used";
        }
    }

    record TemplateRemoved(Ref subject, String kind) implements DocumentActivity {
        @Override
        public String type() {
            return "template_removed";
        }
    }

    record CopyAccepted(Ref subject, String file, String accepted, String left) implements DocumentActivity {
        @Override
        public String type() {
            return "copy_accepted";
        }
    }

    record DocumentExported(Ref subject, String format, String version) implements DocumentActivity {
        @Override
        public String type() {
            return "document_exported";
        }
    }
}
