package meridian.coordination;

import java.util.List;
import meridian.activity.Event;
import meridian.tenancy.Ref;

/** Everything that can happen to a resource request. */
public sealed interface RequestActivity extends Event {
    record RequestDrafted(Ref subject, int number, String name) implements RequestActivity {
        @Override
        public String type() {
            return "request_drafted";
        }
    }

    record RequestChanged(Ref subject, int number, List<Change> changes) implements RequestActivity {
        @Override
        public String type() {
            return "request_changed";
        }
    }

    /** One of its moves: {@code request_submit}, {@code request_grant} … */
    record RequestMoved(Ref subject, int number, RequestMove move, String note) implements RequestActivity {
        @Override
        public String type() {
            return "request_" + move.text();
        }
    }
}
