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

    record MinutesBegun(Ref subject, int number, String title) implements MeetingActivity {
        @Override
        public String type() {
            return "minutes_begun";
        }
    }

    /** What somebody wrote in a row, from when they took it until they let it go. */
    record MinutesRowWritten(Ref subject, int number, String title, String section, List<Change> changes) implements MeetingActivity {
        @Override
        public String type() {
            return "minutes_row_written";
        }
    }

    record MinutesRowRemoved(Ref subject, int number, String title, String section, String content) implements MeetingActivity {
        @Override
        public String type() {
            return "minutes_row_removed";
        }
    }

    record MinutesPublished(Ref subject, int number, String title, String version, String reason) implements MeetingActivity {
        @Override
        public String type() {
            return "minutes_published";
        }
    }

    record MinutesReopened(Ref subject, int number, String title) implements MeetingActivity {
        @Override
        public String type() {
            return "minutes_reopened";
        }
    }

    record MinutesAcknowledged(Ref subject, int number, String title, int issue, String note) implements MeetingActivity {
        @Override
        public String type() {
            return "minutes_acknowledged";
        }
    }

    record Voted(Ref subject, int number, String title, String on, String choice) implements MeetingActivity {
        @Override
        public String type() {
            return "review_voted";
        }
    }

    record ActionItemDone(Ref subject, int number, String title, String content) implements MeetingActivity {
        @Override
        public String type() {
            return "action_item_done";
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

    record OutlineChosen(Ref subject, List<Change> changes) implements MeetingActivity {
        @Override
        public String type() {
            return "minutes_outline_chosen";
        }
    }
}
