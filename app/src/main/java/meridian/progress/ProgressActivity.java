package meridian.progress;

import java.time.LocalDate;
import meridian.activity.Event;
import meridian.tenancy.MemberId;
import meridian.tenancy.Ref;

/** Everything that happens to reports. */
public sealed interface ProgressActivity extends Event {
    record ReportFiled(Ref subject, MemberId member, LocalDate day, int done, int doing, int blocked, boolean late) implements ProgressActivity {
        @Override
        public String type() {
            return "report_filed";
        }
    }

    record ReportChanged(Ref subject, MemberId member, LocalDate day, int done, int doing, int blocked) implements ProgressActivity {
        @Override
        public String type() {
            return "report_changed";
        }
    }

    record ReportConfirmed(Ref subject, MemberId member, LocalDate day) implements ProgressActivity {
        @Override
        public String type() {
            return "report_confirmed";
        }
    }

    record ReportChecked(Ref subject, MemberId member, LocalDate day) implements ProgressActivity {
        @Override
        public String type() {
            return "report_checked";
        }
    }
}
