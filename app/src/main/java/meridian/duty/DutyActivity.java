package meridian.duty;

import java.util.List;
import meridian.activity.Event;
import meridian.tenancy.MemberId;
import meridian.tenancy.Ref;

/** Everything that people do about a duty beside doing it. */
public sealed interface DutyActivity extends Event {
    record DutyReminded(Ref subject, String kind, MemberId owner) implements DutyActivity {
        @Override
        public String type() {
            return "duty_reminded";
        }
    }

    record DutyPaused(Ref subject, String reason, String waitingFor) implements DutyActivity {
        @Override
        public String type() {
            return "duty_paused";
        }
    }

    record DutyResumed(Ref subject) implements DutyActivity {
        @Override
        public String type() {
            return "duty_resumed";
        }
    }

    record DutyHandedOver(Ref subject, List<Change> changes, String reason) implements DutyActivity {
        @Override
        public String type() {
            return "duty_handed_over";
        }
    }

    /** Whoever answers for what it is about is another one now. */
    record DutySucceeded(Ref subject, List<Change> changes) implements DutyActivity {
        @Override
        public String type() {
            return "duty_succeeded";
        }
    }

    record DutyRelayed(Ref subject, List<Change> changes) implements DutyActivity {
        @Override
        public String type() {
            return "duty_relayed";
        }
    }

    /** Somebody was asked to help at a rung above the owner: {@code duty_risen_lead}, {@code duty_risen_chief}, {@code duty_risen_sponsor}; who was asked stands in the changes, who was passed over and why in {@code skipped}. */
    record DutyRisen(Ref subject, String title, String kind, Rung rung, List<Change> changes, List<Climb.Skip> skipped) implements DutyActivity {
        @Override
        public String type() {
            return "duty_risen_" + rung.text();
        }
    }

    record DutyExplained(Ref subject, String text, boolean elsewhere) implements DutyActivity {
        @Override
        public String type() {
            return "duty_explained";
        }
    }

    record MoreTimeAsked(Ref subject, List<Change> changes, String reason) implements DutyActivity {
        @Override
        public String type() {
            return "duty_more_time_asked";
        }
    }

    record MoreTimeGranted(Ref subject, List<Change> changes, String note) implements DutyActivity {
        @Override
        public String type() {
            return "duty_more_time_granted";
        }
    }

    record MoreTimeRefused(Ref subject, String note) implements DutyActivity {
        @Override
        public String type() {
            return "duty_more_time_refused";
        }
    }

    record ShiftEntered(Ref subject, List<Change> changes) implements DutyActivity {
        @Override
        public String type() {
            return "shift_entered";
        }
    }

    record ShiftRemoved(Ref subject, List<Change> changes) implements DutyActivity {
        @Override
        public String type() {
            return "shift_removed";
        }
    }

    record DutyReassigned(Ref subject, List<Change> changes) implements DutyActivity {
        @Override
        public String type() {
            return "duty_reassigned";
        }
    }

    record RuleChanged(Ref subject, String kind, List<Change> changes) implements DutyActivity {
        @Override
        public String type() {
            return "duty_rule_changed";
        }
    }
}
