package meridian.coordination;

import meridian.activity.Event;
import meridian.tenancy.Ref;

/** Everything that can happen to a dispute. */
public sealed interface DisputeActivity extends Event {
    /** One of its moves: {@code dispute_raise}, {@code dispute_resolve} … */
    record DisputeMoved(Ref subject, int number, DisputeMove move, String note) implements DisputeActivity {
        @Override
        public String type() {
            return "dispute_" + move.text();
        }
    }

    /** A side has written what it says to it, or changed that; {@code before} is what stood there. */
    record SideStated(Ref subject, int number, String side, String before, String statement) implements DisputeActivity {
        @Override
        public String type() {
            return "dispute_stated";
        }
    }

    /** The resolution was written, or written anew, to be approved; what it says stays with it. */
    record ResolutionDrafted(Ref subject, int number, String sha256) implements DisputeActivity {
        @Override
        public String type() {
            return "dispute_drafted";
        }
    }

    record ResolutionAcknowledged(Ref subject, int number, String side, String objection) implements DisputeActivity {
        @Override
        public String type() {
            return "dispute_acknowledged";
        }
    }

    record MeasureDone(Ref subject, int number, String content) implements DisputeActivity {
        @Override
        public String type() {
            return "dispute_measure_done";
        }
    }
}
