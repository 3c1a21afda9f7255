package meridian.workplan;

import java.util.List;
import meridian.activity.Event;
import meridian.tenancy.Ref;

/** Everything that can happen in a work plan. */
public sealed interface WorkPlanActivity extends Event {
    record TaskAdded(Ref subject, int number, String title) implements WorkPlanActivity {
        @Override
        public String type() {
            return "task_added";
        }
    }

    record TaskEdited(Ref subject, int number, String title, List<Change> changes) implements WorkPlanActivity {
        @Override
        public String type() {
            return "task_edited";
        }
    }

    record TaskProgressed(Ref subject, int number, String title, List<Change> changes) implements WorkPlanActivity {
        @Override
        public String type() {
            return "task_progressed";
        }
    }

    /** A move of the status; the type is the move’s: {@code task_started}, {@code task_blocked} … */
    record BlockerRestated(Ref subject, int number, String title, String reason) implements WorkPlanActivity {
        @Override
        public String type() {
            return "task_blocker_restated";
        }
    }

    record TaskStatusMoved(Ref subject, TaskMove move, int number, String title, String reason) implements WorkPlanActivity {
        @Override
        public String type() {
            return switch (move) {
                case START -> "task_started";
                case BLOCK -> "task_blocked";
                case UNBLOCK -> "task_unblocked";
                case COMPLETE -> "task_completed";
                case ACCEPT -> "task_accepted";
                case CANCEL -> "task_cancelled";
                case REOPEN -> "task_reopened";
            };
        }
    }

    record TaskOffered(Ref subject, int number, String title, String to) implements WorkPlanActivity {
        @Override
        public String type() {
            return "task_offered";
        }
    }

    record OfferAccepted(Ref subject, int number, String title) implements WorkPlanActivity {
        @Override
        public String type() {
            return "task_offer_accepted";
        }
    }

    record OfferReturned(Ref subject, int number, String title, String reason) implements WorkPlanActivity {
        @Override
        public String type() {
            return "task_offer_returned";
        }
    }

    record TaskMoved(Ref subject, int number, String title) implements WorkPlanActivity {
        @Override
        public String type() {
            return "task_moved";
        }
    }

    record TaskDeleted(Ref subject, int number, String title, int tasks) implements WorkPlanActivity {
        @Override
        public String type() {
            return "task_deleted";
        }
    }

    record TaskRestored(Ref subject, int number, String title) implements WorkPlanActivity {
        @Override
        public String type() {
            return "task_restored";
        }
    }

    /** Several rows at once; the subject is the project. */
    record TasksEdited(Ref subject, int tasks) implements WorkPlanActivity {
        @Override
        public String type() {
            return "tasks_edited";
        }
    }

    record EditUndone(Ref subject, int tasks) implements WorkPlanActivity {
        @Override
        public String type() {
            return "plan_edit_undone";
        }
    }

    record PlanImported(Ref subject, int tasks) implements WorkPlanActivity {
        @Override
        public String type() {
            return "plan_imported";
        }
    }

    record ImportUndone(Ref subject, int tasks) implements WorkPlanActivity {
        @Override
        public String type() {
            return "plan_import_undone";
        }
    }

    /** A plan skeleton was copied from a scenario template. */
    record PlanLaidOut(Ref subject, int tasks) implements WorkPlanActivity {
        @Override
        public String type() {
            return "plan_laid_out";
        }
    }

    record PackageResponsibilitiesChanged(Ref subject, int number, String title, List<Change> changes) implements WorkPlanActivity {
        @Override
        public String type() {
            return "package_responsibilities_changed";
        }
    }

    record TaskCommented(Ref subject, int number, String title) implements WorkPlanActivity {
        @Override
        public String type() {
            return "task_commented";
        }
    }

    record CommentTakenBack(Ref subject, int number, String title) implements WorkPlanActivity {
        @Override
        public String type() {
            return "task_comment_taken_back";
        }
    }

    record CommentRestored(Ref subject, int number, String title) implements WorkPlanActivity {
        @Override
        public String type() {
            return "task_comment_restored";
        }
    }

    /** What an edit moved by the links between tasks; the subject is the project. At most fifty of the tasks are told. */
    record PlanRescheduled(Ref subject, int tasks, List<Change> changes) implements WorkPlanActivity {
        @Override
        public String type() {
            return "plan_rescheduled";
        }
    }

    record BaselineFrozen(Ref subject, int number, String name, int tasks) implements WorkPlanActivity {
        @Override
        public String type() {
            return "baseline_frozen";
        }
    }
}
