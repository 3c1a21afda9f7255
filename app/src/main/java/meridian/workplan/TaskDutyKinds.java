package meridian.workplan;

import meridian.duty.Duty;
import meridian.duty.DutyKind;
import meridian.tenancy.Reader;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The kinds of duty that tasks open; all are done on the task’s page. */
@Configuration
class TaskDutyKinds {
    record AtTheTask(String name) implements DutyKind {
        @Override
        public String address(Duty duty, Reader reader) {
            return "/p/" + duty.projectCode() + "/tasks/by-id/" + duty.subject().id();
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
}
