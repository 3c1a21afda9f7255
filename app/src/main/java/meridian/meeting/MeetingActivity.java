package meridian.meeting;

import java.util.List;
import meridian.activity.Event;
import meridian.tenancy.Ref;

/** Everything that can happen to a meeting. */
public sealed interface MeetingActivity extends Event {
    /** {@code many}: how many of a series were called at once. */
    record MeetingCalled(Ref subject, int number, String title, int many) implements MeetingActivity {
        @Override
        public String type() {
            return "meeting_called";
        }
    }

    record MeetingChanged(Ref subject, int number, String title, int many, List<Change> changes) implements MeetingActivity {
        @Override
        public String type() {
            return "meeting_changed";
        }
    }

    record MeetingCancelled(Ref subject, int number, String title, int many, String reason) implements MeetingActivity {
        @Override
        public String type() {
            return "meeting_cancelled";
        }
    }

    /** {@code by}: {@code member:<id>}, or the name of a guest. */
    record InvitationAnswered(Ref subject, int number, String title, String by, String answer, String note, int many) implements MeetingActivity {
        @Override
        public String type() {
            return "meeting_answered";
        }
    }

    record AgendaWritten(Ref subject, int number, String title, List<Change> changes) implements MeetingActivity {
        @Override
        public String type() {
            return "meeting_agenda";
        }
    }

    record AttendanceTaken(Ref subject, int number, String title, List<Change> changes) implements MeetingActivity {
        @Override
        public String type() {
            return "meeting_attendance";
        }
    }

    record MeetingBegun(Ref subject, int number, String title) implements MeetingActivity {
        @Override
        public String type() {
            return "meeting_begun";
        }
    }

    record MeetingEnded(Ref subject, int number, String title) implements MeetingActivity {
        @Override
        public String type() {
            return "meeting_ended";
        }
    }

    /** The clocks of a zone follow other rules now; what was meant by the local time is another moment. */
    record MeetingRetimed(Ref subject, int number, String title, List<Change> changes) implements MeetingActivity {
        @Override
        public String type() {
            return "meeting_retimed";
        }
    }

    record CalendarAddressMade(Ref subject) implements MeetingActivity {
        @Override
        public String type() {
            return "calendar_address_made";
        }
    }

    record CalendarAddressEnded(Ref subject) implements MeetingActivity {
        @Override
        public String type() {
            return "calendar_address_ended";
        }
    }
}
