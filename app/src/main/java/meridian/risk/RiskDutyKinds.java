package meridian.risk;

import meridian.duty.Duty;
import meridian.duty.DutyKind;
import meridian.duty.DutyRule;
import meridian.identity.Power;
import meridian.tenancy.Reader;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The kinds of duty that risks make, and where each is done. */
@Configuration
class RiskDutyKinds {
    /** Done with one tap where nothing is new; what is new is a tap on the words away. */
    record Submission(String name) implements DutyKind {
        @Override
        public Power power() {
            return Power.REPORT;
        }

        @Override
        public String address(Duty duty, Reader reader) {
            return "/p/" + duty.projectCode() + "/risks/weekly?party=" + duty.subject().id() + "&week=" + duty.period();
        }

        @Override
        public String oneTap(Duty duty, Reader reader) {
            return "/p/" + duty.projectCode() + "/risks/weekly/" + duty.subject().id() + "/" + duty.period();
        }
    }

    record OnRisk(String name, String place) implements DutyKind {
        @Override
        public String address(Duty duty, Reader reader) {
            return "/p/" + duty.projectCode() + "/risks/" + number(duty.title()) + place;
        }
    }

    record Assessment(String name) implements DutyKind {
        @Override
        public DutyRule rule() {
            return DutyRule.workingDays(5);
        }

        @Override
        public String address(Duty duty, Reader reader) {
            return "/p/" + duty.projectCode() + "/risks/assessment";
        }
    }

    record Measure(String name) implements DutyKind {
        @Override
        public String address(Duty duty, Reader reader) {
            return "/p/" + duty.projectCode() + "/risks/" + number(duty.title()) + "#measures";
        }

        @Override
        public String oneTap(Duty duty, Reader reader) {
            return "/p/" + duty.projectCode() + "/risks/measures/" + duty.subject().id() + "/done";
        }
    }

    // A duty's title begins with what people call the risk by: “R-3 …”.
    private static int number(String title) {
        int until = title.indexOf(' ');
        return Integer.parseInt(title.substring(2, until < 0 ? title.length() : until));
    }

    @Bean
    DutyKind riskSubmission() {
        return new Submission(WeeklyRisks.SUBMISSION);
    }

    @Bean
    DutyKind riskAssessment() {
        return new Assessment(RiskDuties.ASSESSMENT);
    }

    @Bean
    DutyKind riskMeasure() {
        return new Measure(RiskDuties.MEASURE);
    }

    @Bean
    DutyKind riskReview() {
        return new OnRisk(RiskDuties.REVIEW, "#review");
    }
}
