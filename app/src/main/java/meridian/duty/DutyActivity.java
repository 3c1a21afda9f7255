package meridian.duty;

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
}
