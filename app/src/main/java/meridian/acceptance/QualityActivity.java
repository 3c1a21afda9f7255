package meridian.acceptance;

import meridian.activity.Event;
import meridian.tenancy.Ref;

/** Everything that can happen in a quality check. */
public sealed interface QualityActivity extends Event {
    record QualityChecked(Ref subject, int number, String title, int findings) implements QualityActivity {
        @Override
        public String type() {
            return "quality_checked";
        }
    }

    /** {@code act}: found, mended, verified, returned. */
    record FindingMoved(Ref subject, int number, String title, String act, String note) implements QualityActivity {
        @Override
        public String type() {
            return "finding_" + act;
        }
    }
}
