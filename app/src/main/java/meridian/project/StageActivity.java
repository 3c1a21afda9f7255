package meridian.project;

import java.util.List;
import meridian.activity.Event;
import meridian.tenancy.Ref;

/** A project's way through its stages. */
public sealed interface StageActivity extends Event {
    record GatePassed(Ref subject, String from, String to, List<String> waived, String reason) implements StageActivity {
        @Override
        public String type() {
            return "gate_passed";
        }

        @Override
        public List<Change> changes() {
            return List.of(new Change("stage", from, to));
        }
    }

    record ProjectReopened(Ref subject, String reason) implements StageActivity {
        @Override
        public String type() {
            return "project_reopened";
        }
    }

    record CycleBegun(Ref subject, int number, String firstDay, String lastDay) implements StageActivity {
        @Override
        public String type() {
            return "cycle_begun";
        }
    }

    record CycleAimed(Ref subject, String goals, String length) implements StageActivity {
        @Override
        public String type() {
            return "cycle_aimed";
        }
    }

    record CycleEnded(Ref subject, int number, String summary) implements StageActivity {
        @Override
        public String type() {
            return "cycle_ended";
        }
    }
}
