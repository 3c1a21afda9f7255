package meridian.launch;

import java.util.List;
import meridian.activity.Event;
import meridian.tenancy.Ref;

/** Everything that can happen while a project is launched. */
public sealed interface LaunchActivity extends Event {
    record PlanConfirmationAsked(Ref subject, String party, String reason, String sha256) implements LaunchActivity {
        @Override
        public String type() {
            return reason.equals("change") ? "plan_confirmation_again" : "plan_confirmation_asked";
        }
    }

    record PlanConfirmed(Ref subject, String party, String sha256) implements LaunchActivity {
        @Override
        public String type() {
            return "plan_confirmed";
        }
    }

    record PlanToleranceSet(Ref subject, List<Change> changes) implements LaunchActivity {
        @Override
        public String type() {
            return "plan_tolerance_set";
        }
    }

    record ReadinessReported(Ref subject, String party, int gaps) implements LaunchActivity {
        @Override
        public String type() {
            return "readiness_reported";
        }
    }

    /** Its text is ready to be signed; {@code replaced}: what was signed on the one before is void. */
    record LetterPrepared(Ref subject, String party, String sha256, boolean replaced) implements LaunchActivity {
        @Override
        public String type() {
            return "letter_prepared";
        }
    }

    record LetterSigned(Ref subject, String party, String signer, String provider, String sha256) implements LaunchActivity {
        @Override
        public String type() {
            return "letter_signed";
        }
    }

    record LetterScanned(Ref subject, String party, String signer, String scan, String sha256) implements LaunchActivity {
        @Override
        public String type() {
            return "letter_scanned";
        }
    }

    record ScanChecked(Ref subject, String party, boolean agreed, String reason) implements LaunchActivity {
        @Override
        public String type() {
            return agreed ? "letter_scan_accepted" : "letter_scan_refused";
        }
    }

    /** The kickoff began, over these versions of the tables. */
    record KickoffBegun(Ref subject, String responsibilities, String resources) implements LaunchActivity {
        @Override
        public String type() {
            return "kickoff_begun";
        }
    }

    /** The charter was explained, or readiness heard. */
    record KickoffStepDone(Ref subject, String step) implements LaunchActivity {
        @Override
        public String type() {
            return step.equals("charter") ? "kickoff_charter_explained" : "kickoff_readiness_heard";
        }
    }

    /** How the parties stand to the tables, party by party where it is new. */
    record KickoffNoted(Ref subject, List<Change> changes) implements LaunchActivity {
        @Override
        public String type() {
            return "kickoff_noted";
        }
    }

    record KickoffAsked(Ref subject, String party, List<Change> changes) implements LaunchActivity {
        @Override
        public String type() {
            return "kickoff_asked";
        }
    }

    record KickoffAnswered(Ref subject, List<Change> changes) implements LaunchActivity {
        @Override
        public String type() {
            return "kickoff_answered";
        }
    }

    record KickoffEnded(Ref subject, int objections, int absent) implements LaunchActivity {
        @Override
        public String type() {
            return "kickoff_ended";
        }
    }

    record TablesConfirmed(Ref subject, String party) implements LaunchActivity {
        @Override
        public String type() {
            return "tables_confirmed";
        }
    }

    /** {@code versions} of charter, responsibility table and resource list. */
    record TablesSupplemented(Ref subject, String party, String versions) implements LaunchActivity {
        @Override
        public String type() {
            return "tables_supplemented";
        }
    }
}
