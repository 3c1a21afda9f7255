package meridian.acceptance;

import java.util.List;
import meridian.activity.Event;
import meridian.tenancy.Ref;

/** Everything that can happen in the acceptance of deliverables. */
public sealed interface AcceptanceActivity extends Event {
    /** {@code act}: drafted, submitted, withdrawn, reopened, refreshed. */
    record ApplicationMoved(Ref subject, int number, String deliverable, String act, int round, String note) implements AcceptanceActivity {
        @Override
        public String type() {
            return "application_" + act;
        }
    }

    /** {@code panel}: names with their sides, as they were chosen. */
    record PanelConvened(Ref subject, int number, String deliverable, int round, List<String> panel) implements AcceptanceActivity {
        @Override
        public String type() {
            return "panel_convened";
        }
    }

    record ReviewerReplaced(Ref subject, int number, String deliverable, List<Change> changes, String reason) implements AcceptanceActivity {
        @Override
        public String type() {
            return "reviewer_replaced";
        }
    }

    /** A reviewer has left the company; nobody has taken the place yet. */
    record ReviewerLeft(Ref subject, int number, String deliverable, String name) implements AcceptanceActivity {
        @Override
        public String type() {
            return "reviewer_left";
        }
    }

    record VerdictGiven(Ref subject, int number, String deliverable, int round, String overall, int unmet) implements AcceptanceActivity {
        @Override
        public String type() {
            return "verdict_given";
        }
    }

    /** {@code absent}: those whose verdict was not waited for. */
    record RoundDecided(Ref subject, int number, String deliverable, int round, String outcome, List<String> absent) implements AcceptanceActivity {
        @Override
        public String type() {
            return "acceptance_" + outcome;
        }
    }

    record OpinionGiven(Ref subject, int number, String deliverable, String said) implements AcceptanceActivity {
        @Override
        public String type() {
            return "acceptance_opinion";
        }
    }

    /** {@code act}: added, changed, done. */
    record RectificationMoved(Ref subject, int number, String deliverable, String act, String content, List<Change> changes) implements AcceptanceActivity {
        @Override
        public String type() {
            return "rectification_" + act;
        }
    }

    record RecheckerNamed(Ref subject, int number, String deliverable, String name) implements AcceptanceActivity {
        @Override
        public String type() {
            return "rechecker_named";
        }
    }

    record Rechecked(Ref subject, int number, String deliverable, boolean settled, String note) implements AcceptanceActivity {
        @Override
        public String type() {
            return settled ? "recheck_signed" : "recheck_refused";
        }
    }

    record DeliverableWaived(Ref subject, String deliverable, boolean waived, String reason) implements AcceptanceActivity {
        @Override
        public String type() {
            return waived ? "acceptance_waived" : "acceptance_waiver_ended";
        }
    }

    record AcceptanceRulesChanged(Ref subject, List<Change> changes) implements AcceptanceActivity {
        @Override
        public String type() {
            return "acceptance_rules_changed";
        }
    }
}
