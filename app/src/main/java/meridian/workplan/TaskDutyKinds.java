package meridian.workplan;

import meridian.duty.Duty;
import meridian.duty.DutyKind;
import meridian.duty.DutyRule;
import meridian.duty.Ladder;
import meridian.tenancy.Reader;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The kinds of duty that tasks open; all are done on the task’s page. */
@Configuration
class TaskDutyKinds {
    // After one working day to the lead, after two to the chief coordinator; the sponsor hears of it in other ways.
    private static final DutyRule UNCHANGED = DutyRule.workingDays(1).with(new Ladder(75, null, 100, 200, null));

    record AtTheTask(String name, DutyRule rule) implements DutyKind {
        AtTheTask(String name) {
            this(name, DutyRule.DATED);
        }

        @Override
        public String address(Duty duty, Reader reader) {
            return "/w/" + reader.slug() + "/p/" + duty.projectCode() + "/tasks/by-id/" + duty.subject().id();
        }

        @Override
        public @Nullable String oneTap(Duty duty, Reader reader) {
            return switch (name) {
                case TaskDuties.ANSWER -> address(duty, reader) + "/acceptance";
                case TaskDuties.WORK -> address(duty, reader) + "/completion";
                case TaskComments.MENTION -> address(duty, reader) + "/mention";
                default -> null;
            };
        }
    }

    @Bean
    DutyKind taskAcceptance() {
        return new AtTheTask(TaskDuties.ANSWER);
    }

    @Bean
    DutyKind taskDone() {
        return new AtTheTask(TaskDuties.WORK);
    }

    @Bean
    DutyKind taskReturned() {
        return new AtTheTask(TaskDuties.RETURNED);
    }

    @Bean
    DutyKind blocker() {
        return new AtTheTask(TaskDuties.BLOCKER, UNCHANGED);
    }

    @Bean
    DutyKind taskMention() {
        return new AtTheTask(TaskComments.MENTION, DutyRule.DATED.with(Ladder.PERSONAL));
    }
}
