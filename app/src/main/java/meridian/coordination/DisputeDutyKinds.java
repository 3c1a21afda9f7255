package meridian.coordination;

import meridian.duty.Duty;
import meridian.duty.DutyKind;
import meridian.duty.DutyRule;
import meridian.tenancy.Reader;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The kinds of duty that disputes make. */
@Configuration
class DisputeDutyKinds {
    record OnDispute(String name, DutyRule rule, String place) implements DutyKind {
        @Override
        public String address(Duty duty, Reader reader) {
            return "/p/" + duty.projectCode() + "/disputes/" + Called.number(duty.title()) + place;
        }
    }

    /** Done with one tap from the inbox; what was decided is a tap on the words away. */
    record Measure(String name) implements DutyKind {
        @Override
        public String address(Duty duty, Reader reader) {
            return "/p/" + duty.projectCode() + "/disputes/" + Called.number(duty.title());
        }

        @Override
        public String oneTap(Duty duty, Reader reader) {
            return "/p/" + duty.projectCode() + "/disputes/measures/" + duty.subject().id() + "/done";
        }
    }

    @Bean
    DutyKind disputeStatement() {
        return new OnDispute(DisputeDuties.STATEMENT, DutyRule.workingDays(2), "#sides");
    }

    @Bean
    DutyKind disputeMeeting() {
        return new OnDispute(DisputeDuties.MEETING, DutyRule.workingDays(2), "#meeting");
    }

    @Bean
    DutyKind disputeResolution() {
        return new OnDispute(DisputeDuties.RESOLUTION, DutyRule.workingDays(5), "#resolution");
    }

    /** A resolution that was sent back is owed again by who wrote it. */
    @Bean
    DutyKind resolutionRevision() {
        return new OnDispute(DisputeDuties.REVISION, DutyRule.workingDays(2), "#resolution");
    }

    @Bean
    DutyKind disputeAcknowledgement() {
        return new OnDispute(DisputeDuties.ACKNOWLEDGEMENT, DutyRule.workingDays(2), "#resolution");
    }

    @Bean
    DutyKind disputeMeasure() {
        return new Measure(DisputeDuties.MEASURE);
    }
}
