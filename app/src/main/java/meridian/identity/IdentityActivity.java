package meridian.identity;

import java.util.List;
import meridian.activity.Event;
import meridian.tenancy.Ref;

/** Everything that can happen to a workspace, its regions, its departments and its people. */
public sealed interface IdentityActivity extends Event {
    record WorkspaceChanged(Ref subject, List<Change> changes) implements IdentityActivity {
        @Override
        public String type() {
            return "workspace_changed";
        }
    }

    record RegionAdded(Ref subject, String name) implements IdentityActivity {
        @Override
        public String type() {
            return "region_added";
        }
    }

    record RegionChanged(Ref subject, List<Change> changes) implements IdentityActivity {
        @Override
        public String type() {
            return "region_changed";
        }
    }

    record RegionClosed(Ref subject, String name) implements IdentityActivity {
        @Override
        public String type() {
            return "region_closed";
        }
    }

    /** Weekly hours from a date on were set, or (no hours) taken away. */
    record WeekHoursChanged(Ref subject, List<Change> changes) implements IdentityActivity {
        @Override
        public String type() {
            return "week_hours_changed";
        }
    }

    /** Single days of a region's calendar were set or taken away. */
    record CalendarDaysChanged(Ref subject, List<Change> changes) implements IdentityActivity {
        @Override
        public String type() {
            return "calendar_days_changed";
        }
    }

    record HolidaysImported(Ref subject, String set, int year, int days) implements IdentityActivity {
        @Override
        public String type() {
            return "holidays_imported";
        }
    }

    record DepartmentAdded(Ref subject, String name) implements IdentityActivity {
        @Override
        public String type() {
            return "department_added";
        }
    }

    record DepartmentChanged(Ref subject, List<Change> changes) implements IdentityActivity {
        @Override
        public String type() {
            return "department_changed";
        }
    }

    record RegionReopened(Ref subject, String name) implements IdentityActivity {
        @Override
        public String type() {
            return "region_reopened";
        }
    }

    record DepartmentReopened(Ref subject, String name) implements IdentityActivity {
        @Override
        public String type() {
            return "department_reopened";
        }
    }

    record DepartmentClosed(Ref subject, String name) implements IdentityActivity {
        @Override
        public String type() {
            return "department_closed";
        }
    }

    record MemberAdded(Ref subject) implements IdentityActivity {
        @Override
        public String type() {
            return "member_added";
        }
    }

    /** Names and addresses of a person are not kept here: a person can be erased, what happened cannot. */
    record MemberChanged(Ref subject, List<Change> changes) implements IdentityActivity {
        @Override
        public String type() {
            return "member_changed";
        }
    }

    record MemberLeft(Ref subject) implements IdentityActivity {
        @Override
        public String type() {
            return "member_left";
        }
    }

    record MemberReturned(Ref subject) implements IdentityActivity {
        @Override
        public String type() {
            return "member_returned";
        }
    }

    record MemberInvited(Ref subject) implements IdentityActivity {
        @Override
        public String type() {
            return "member_invited";
        }
    }

    record MemberJoined(Ref subject) implements IdentityActivity {
        @Override
        public String type() {
            return "member_joined";
        }
    }

    record ResetLinkMade(Ref subject) implements IdentityActivity {
        @Override
        public String type() {
            return "reset_link_made";
        }
    }

    record AbsenceEntered(Ref subject, List<Change> changes) implements IdentityActivity {
        @Override
        public String type() {
            return "absence_entered";
        }
    }

    record AbsenceRemoved(Ref subject, List<Change> changes) implements IdentityActivity {
        @Override
        public String type() {
            return "absence_removed";
        }
    }

    record PowerDelegated(Ref subject, List<Change> changes) implements IdentityActivity {
        @Override
        public String type() {
            return "power_delegated";
        }
    }

    record DelegationEnded(Ref subject, List<Change> changes) implements IdentityActivity {
        @Override
        public String type() {
            return "delegation_ended";
        }
    }
}
