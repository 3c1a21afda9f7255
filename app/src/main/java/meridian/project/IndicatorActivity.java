package meridian.project;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import meridian.activity.Event;
import meridian.tenancy.Ref;

/** Everything that can happen to an indicator. */
public sealed interface IndicatorActivity extends Event {
    record IndicatorAdded(Ref subject, String name) implements IndicatorActivity {
        @Override
        public String type() {
            return "indicator_added";
        }
    }

    record IndicatorChanged(Ref subject, String name, List<Change> changes) implements IndicatorActivity {
        @Override
        public String type() {
            return "indicator_changed";
        }
    }

    record IndicatorTargetsSet(Ref subject, String name, List<Change> changes) implements IndicatorActivity {
        @Override
        public String type() {
            return "indicator_targets_set";
        }
    }

    record IndicatorDeleted(Ref subject, String name) implements IndicatorActivity {
        @Override
        public String type() {
            return "indicator_deleted";
        }
    }

    record IndicatorRestored(Ref subject, String name) implements IndicatorActivity {
        @Override
        public String type() {
            return "indicator_restored";
        }
    }

    /** {@code on} is kept as text, like every day in an activity. */
    record IndicatorMeasured(Ref subject, String name, BigDecimal value, String on) implements IndicatorActivity {
        IndicatorMeasured(Ref subject, String name, BigDecimal value, LocalDate on) {
            this(subject, name, value, on.toString());
        }

        @Override
        public String type() {
            return "indicator_measured";
        }
    }

    record MeasurementWithdrawn(Ref subject, String name, BigDecimal value, String on) implements IndicatorActivity {
        @Override
        public String type() {
            return "measurement_withdrawn";
        }
    }
}
