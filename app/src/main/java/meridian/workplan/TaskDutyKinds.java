package meridian.workplan;

import meridian.duty.Duty;
import meridian.duty.DutyKind;
import meridian.tenancy.Reader;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The kinds of duty that tasks open; all are done on the task’s page. */
@Configuration
class TaskDutyKinds {
    record AtTheTask(String name) implements DutyKind {
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
    DutyKind taskMention() {
        return new AtTheTask(TaskComments.MENTION);
    }
}
