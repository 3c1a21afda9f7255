package meridian.acceptance;

import java.util.regex.Pattern;
import meridian.duty.Duty;
import meridian.duty.DutyKind;
import meridian.duty.DutyRule;
import meridian.identity.Power;
import meridian.tenancy.Reader;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The kinds of duty that acceptance makes; each is done on a page of the application. */
@Configuration
class AcceptanceDutyKinds {
    static final String SUBMISSION = "acceptance_submission";
    static final String CONVENING = "acceptance_convening";
    static final String OPINION = "acceptance_opinion";
    static final String VERDICT = "acceptance_verdict";
    static final String REPLACEMENT = "acceptance_replacement";
    static final String RECTIFICATION = "acceptance_rectification";
    static final String RECHECK = "acceptance_recheck";
    static final String HAND_OVER_REPORT = "acceptance_report";
    static final String DECIDE_REPORT = "decide_acceptance_report";

    // A duty’s title begins with what people call the application by: “AC-3 …”.
    private static final Pattern NUMBER = Pattern.compile("AC-(\\d{1,9})\\b");

    /** {@code place} is below the application’s page. */
    record OnApplication(String name, DutyRule rule, String place, @Nullable Power power) implements DutyKind {
        @Override
        public String address(Duty duty, Reader reader) {
            return "/p/" + duty.projectCode() + application(duty.title()) + place + (name.equals(RECTIFICATION) ? duty.subject().id() : "");
        }
    }

    static String application(String title) {
        var number = NUMBER.matcher(title);
        return number.lookingAt() ? "/acceptance/" + number.group(1) : "/acceptance";
    }

    @Bean
    DutyKind acceptanceSubmission() {
        return new OnApplication(SUBMISSION, DutyRule.workingDays(3), "/edit", Power.SIGN);
    }

    @Bean
    DutyKind acceptanceConvening() {
        return new OnApplication(CONVENING, DutyRule.workingDays(2), "#panel", null);
    }

    @Bean
    DutyKind acceptanceOpinion() {
        return new OnApplication(OPINION, DutyRule.workingDays(2), "#opinions", null);
    }

    @Bean
    DutyKind acceptanceVerdict() {
        return new OnApplication(VERDICT, DutyRule.workingDays(3), "/verdict", Power.APPROVE);
    }

    @Bean
    DutyKind acceptanceReplacement() {
        return new OnApplication(REPLACEMENT, DutyRule.workingDays(1), "#panel", null);
    }

    @Bean
    DutyKind acceptanceRectification() {
        return new OnApplication(RECTIFICATION, DutyRule.DATED, "#rectification-", null);
    }

    /** Where reports are approved, whoever convened the panel hands its report over; also when it was sent back. */
    @Bean
    DutyKind acceptanceReport() {
        return new OnApplication(HAND_OVER_REPORT, DutyRule.workingDays(2), "#approval", null);
    }

    @Bean
    DutyKind acceptanceRecheck() {
        return new OnApplication(RECHECK, DutyRule.workingDays(2), "#recheck", Power.APPROVE);
    }
}
