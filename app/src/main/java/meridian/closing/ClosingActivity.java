package meridian.closing;

import java.util.List;
import meridian.activity.Event;
import meridian.tenancy.Ref;

/** Everything that can happen while a project is closed, beside its archive. */
public sealed interface ClosingActivity extends Event {
    /** {@code act}: added, changed, removed. */
    record HandoverListed(Ref subject, String name, String act) implements ClosingActivity {
        @Override
        public String type() {
            return "handover_" + act;
        }
    }

    /** {@code side}: given, received, witnessed. */
    record HandoverConfirmed(Ref subject, String name, String side) implements ClosingActivity {
        @Override
        public String type() {
            return "handover_" + side;
        }
    }

    /** {@code act}: added, changed, removed, done. */
    record OpenPointMoved(Ref subject, String name, String act, String note) implements ClosingActivity {
        @Override
        public String type() {
            return "open_point_" + act;
        }
    }

    /** {@code act}: added, removed. */
    record SettlementEntered(Ref subject, String name, String amount, String act) implements ClosingActivity {
        @Override
        public String type() {
            return "settlement_" + act;
        }
    }

    record SettlementConfirmed(Ref subject) implements ClosingActivity {
        @Override
        public String type() {
            return "settlement_confirmed";
        }
    }

    record LessonsDecided(Ref subject, String lessons) implements ClosingActivity {
        @Override
        public String type() {
            return "lessons_decided";
        }
    }

    record SummaryDrafted(Ref subject) implements ClosingActivity {
        @Override
        public String type() {
            return "summary_drafted";
        }
    }

    record SummaryRewritten(Ref subject, List<Change> changes) implements ClosingActivity {
        @Override
        public String type() {
            return "summary_rewritten";
        }
    }

    record SummaryReopened(Ref subject, String reason) implements ClosingActivity {
        @Override
        public String type() {
            return "summary_reopened";
        }
    }

    record SummaryPublished(Ref subject, String version, String sha256) implements ClosingActivity {
        @Override
        public String type() {
            return "summary_published";
        }
    }

    record ClosingApproved(Ref subject, String version, String sha256) implements ClosingActivity {
        @Override
        public String type() {
            return "closing_approved";
        }
    }

    record EvaluationWritten(Ref subject, int months, String outcome) implements ClosingActivity {
        @Override
        public String type() {
            return "evaluation_written";
        }
    }
}
