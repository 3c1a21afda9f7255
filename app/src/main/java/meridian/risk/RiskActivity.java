package meridian.risk;

import java.util.List;
import meridian.activity.Event;
import meridian.tenancy.Ref;

/** Everything that can happen to the risks of a project. */
public sealed interface RiskActivity extends Event {
    record RiskRaised(Ref subject, int number, String name, Level estimate) implements RiskActivity {
        @Override
        public String type() {
            return "risk_raise";
        }
    }

    /** An act with what it changed: {@code risk_assess}, {@code risk_close} … */
    record RiskMoved(Ref subject, int number, String name, RiskAct act, List<Change> changes, String note) implements RiskActivity {
        @Override
        public String type() {
            return "risk_" + act.text();
        }
    }

    /** A party has submitted its risks of a week; {@code risks} of them are new. */
    record WeekSubmitted(Ref subject, String name, String week, int risks) implements RiskActivity {
        @Override
        public String type() {
            return "risk_submitted";
        }
    }

    record BandsChanged(Ref subject, List<Change> changes) implements RiskActivity {
        @Override
        public String type() {
            return "risk_bands";
        }
    }

    /** A register was brought as a file; so many risks came of it. */
    record RisksImported(Ref subject, String name, int risks) implements RiskActivity {
        @Override
        public String type() {
            return "risks_imported";
        }
    }
}
