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
}
