package meridian.project;

import java.util.List;
import meridian.activity.Event;
import meridian.identity.Role;
import meridian.tenancy.MemberId;
import meridian.tenancy.Ref;
import org.jspecify.annotations.Nullable;

/** Everything that can happen to a project’s parties, its team and who is responsible for what. */
public sealed interface TeamActivity extends Event {
    record PartyRemoved(Ref subject, String name, String reason) implements TeamActivity {
        @Override
        public String type() {
            return "party_removed";
        }
    }

    /** Its region or department is called otherwise. */
    record PartyRenamed(Ref subject, List<Change> changes) implements TeamActivity {
        @Override
        public String type() {
            return "party_renamed";
        }
    }

    record PartiesOrdered(Ref subject, List<String> names) implements TeamActivity {
        @Override
        public String type() {
            return "parties_ordered";
        }
    }

    record SeatGiven(Ref subject, MemberId member, Role role) implements TeamActivity {
        @Override
        public String type() {
            return "seat_given";
        }
    }

    record SeatChanged(Ref subject, MemberId member, Role role, List<Change> changes) implements TeamActivity {
        @Override
        public String type() {
            return "seat_changed";
        }
    }

    record SeatTaken(Ref subject, MemberId member, Role role) implements TeamActivity {
        @Override
        public String type() {
            return "seat_taken";
        }
    }

    /** {@code from} is null where the project had no chief coordinator. */
    record ChiefHandedOver(Ref subject, @Nullable MemberId from, MemberId to) implements TeamActivity {
        @Override
        public String type() {
            return "chief_handed_over";
        }
    }

    record ScopeExceptionRecorded(Ref subject, String name, String reason) implements TeamActivity {
        @Override
        public String type() {
            return "scope_exception_recorded";
        }
    }

    record ScopeExceptionEnded(Ref subject, String name) implements TeamActivity {
        @Override
        public String type() {
            return "scope_exception_ended";
        }
    }

    record ResponsibilitiesChanged(Ref subject, List<Change> changes) implements TeamActivity {
        @Override
        public String type() {
            return "responsibilities_changed";
        }
    }
}
