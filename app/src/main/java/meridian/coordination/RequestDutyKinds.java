package meridian.coordination;

import meridian.duty.Clock;
import meridian.duty.Duty;
import meridian.duty.DutyKind;
import meridian.duty.DutyRule;
import meridian.tenancy.Reader;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The kinds of duty that requests make; each is done on the request’s own page. */
@Configuration
class RequestDutyKinds {
    record OnRequest(String name, DutyRule rule) implements DutyKind {
        @Override
        public String address(Duty duty, Reader reader) {
            return "/p/" + duty.projectCode() + "/requests/" + Called.number(duty.title());
        }
    }

    @Bean
    DutyKind requestConsent() {
        return new OnRequest(RequestDuties.CONSENT, DutyRule.workingDays(1));
    }

    // Round the clock on purpose: the playbook promises an answer within a day, whatever day it is.
    @Bean
    DutyKind requestAnswer() {
        return new OnRequest(RequestDuties.ANSWER, DutyRule.hours(24, Clock.ROUND_THE_CLOCK));
    }

    @Bean
    DutyKind requestFulfilment() {
        return new OnRequest(RequestDuties.FULFILMENT, DutyRule.DATED);
    }

    @Bean
    DutyKind requestConfirmation() {
        return new OnRequest(RequestDuties.CONFIRMATION, DutyRule.workingDays(2));
    }
}
