package meridian.acceptance;

import meridian.duty.Duty;
import meridian.duty.DutyKind;
import meridian.duty.DutyRule;
import meridian.tenancy.Reader;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The kinds of duty that quality checks make; each is done on the page of the check. */
@Configuration
class QualityDutyKinds {
    record OnCheck(String name, DutyRule rule) implements DutyKind {
        // A duty's title begins with what people call the check by: “QC-3 …”.
        @Override
        public String address(Duty duty, Reader reader) {
            var title = duty.title();
            int until = title.indexOf(' ');
            return "/p/" + duty.projectCode() + "/quality/" + title.substring(3, until < 0 ? title.length() : until) + "#finding-" + duty.subject().id();
        }
    }

    @Bean
    DutyKind qualityFinding() {
        return new OnCheck(QualityChecks.FINDING_OWED, DutyRule.DATED);
    }

    @Bean
    DutyKind qualityVerification() {
        return new OnCheck(QualityChecks.VERIFICATION_OWED, DutyRule.workingDays(2));
    }
}
