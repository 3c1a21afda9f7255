package meridian.coordination;

import java.util.List;
import meridian.activity.Event;
import meridian.tenancy.MemberId;
import meridian.tenancy.Ref;
import org.jspecify.annotations.Nullable;

/** Everything that can happen to an emergency and to the group that is called for one. */
public sealed interface EmergencyActivity extends Event {
    record EmergencyRaised(Ref subject, int number, String title, Severity severity) implements EmergencyActivity {
        @Override
        public String type() {
            return "emergency_raised";
        }
    }

    /** A message in the room; {@code answer} where it stopped the response clock. */
    record EmergencySpokenOf(Ref subject, int number, String title, boolean answer) implements EmergencyActivity {
        @Override
        public String type() {
            return answer ? "emergency_answered" : "emergency_spoken_of";
        }
    }

    record EmergencyJoined(Ref subject, int number, String title) implements EmergencyActivity {
        @Override
        public String type() {
            return "emergency_joined";
        }
    }

    record EmergencyRestated(Ref subject, int number, String title, List<Change> changes) implements EmergencyActivity {
        @Override
        public String type() {
            return "emergency_restated";
        }
    }

    record SolutionProposed(Ref subject, int number, String title) implements EmergencyActivity {
        @Override
        public String type() {
            return "solution_proposed";
        }
    }

    record SolutionAccepted(Ref subject, int number, String title) implements EmergencyActivity {
        @Override
        public String type() {
            return "solution_accepted";
        }
    }

    record SolutionRejected(Ref subject, int number, String title, String reason) implements EmergencyActivity {
        @Override
        public String type() {
            return "solution_rejected";
        }
    }

    record EmergencyClosed(Ref subject, int number, String title) implements EmergencyActivity {
        @Override
        public String type() {
            return "emergency_closed";
        }
    }

    record EmergencyWithdrawn(Ref subject, int number, String title, String reason) implements EmergencyActivity {
        @Override
        public String type() {
            return "emergency_withdrawn";
        }
    }

    record EmergencyGroupMade(Ref subject, int contacts) implements EmergencyActivity {
        @Override
        public String type() {
            return "emergency_group_made";
        }
    }

    record EmergencyGroupClosed(Ref subject) implements EmergencyActivity {
        @Override
        public String type() {
            return "emergency_group_closed";
        }
    }

    record EmergencyChatChanged(Ref subject, List<Change> changes) implements EmergencyActivity {
        @Override
        public String type() {
            return "emergency_chat_changed";
        }
    }

    /** {@code name} is of somebody outside; a member is kept by id. */
    record EmergencyContactAdded(Ref subject, @Nullable MemberId member, String name) implements EmergencyActivity {
        @Override
        public String type() {
            return "emergency_contact_added";
        }
    }

    record EmergencyContactChanged(Ref subject, @Nullable MemberId member, String name, List<Change> changes) implements EmergencyActivity {
        @Override
        public String type() {
            return "emergency_contact_changed";
        }
    }

    record EmergencyContactRemoved(Ref subject, @Nullable MemberId member, String name) implements EmergencyActivity {
        @Override
        public String type() {
            return "emergency_contact_removed";
        }
    }
}
