package meridian.progress;

import meridian.duty.Duty;
import meridian.duty.DutyKind;
import meridian.duty.DutyRule;
import meridian.duty.Ladder;
import meridian.identity.Power;
import meridian.tenancy.Reader;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The kinds of duty that reports make, and where each is done. */
@Configuration
class ProgressDutyKinds {
    // A report that is missing is the lead’s business, nobody’s above.
    private static final DutyRule RULE = DutyRule.DATED.with(new Ladder(75, 100, 125, null, null));

    record Reporting(String name) implements DutyKind {
        @Override
        public DutyRule rule() {
            return RULE;
        }

        @Override
        public Power power() {
            return Power.REPORT;
        }

        /** For the owner; whoever stands in reports for them. */
        @Override
        public String address(Duty duty, Reader reader) {
            return "/p/" + duty.projectCode() + "/progress/today?day=" + duty.period() + (duty.owner().equals(reader.member()) ? "" : "&for=" + duty.owner());
        }
    }

    /** Done with one tap from the inbox; the report itself is a tap on the words away. */
    record AboutReport(String name, String act) implements DutyKind {
        @Override
        public DutyRule rule() {
            return RULE;
        }

        @Override
        public String address(Duty duty, Reader reader) {
            return "/p/" + duty.projectCode() + "/progress/reports/" + duty.subject().id();
        }

        @Override
        public @Nullable String oneTap(Duty duty, Reader reader) {
            return address(duty, reader) + "/" + act;
        }
    }

    @Bean
    DutyKind dailyReport() {
        return new Reporting(ProgressDuties.DAILY);
    }

    @Bean
    DutyKind weeklyReport() {
        return new Reporting(ProgressDuties.WEEKLY);
    }

    @Bean
    DutyKind reportConfirmation() {
        return new AboutReport(ProgressDuties.CONFIRM, "confirmation");
    }

    @Bean
    DutyKind reportCheck() {
        return new AboutReport(ProgressDuties.CHECK, "check");
    }
}
