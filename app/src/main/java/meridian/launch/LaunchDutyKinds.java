package meridian.launch;

import meridian.duty.Duty;
import meridian.duty.DutyKind;
import meridian.duty.DutyRule;
import meridian.identity.Power;
import meridian.tenancy.Reader;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The kinds of duty that a launch makes; who may sign for another does them in their place. */
@Configuration
class LaunchDutyKinds {
    static final String CONFIRM_PLAN = "confirm_plan";
    static final String REPORT_READINESS = "report_readiness";
    static final String SIGN_LETTER = "sign_letter";
    static final String CHECK_SCAN = "check_scan";
    static final String CONFIRM_TABLES = "confirm_tables";

    record Signing(String name, DutyRule rule, String place, boolean tap) implements DutyKind {
        @Override
        public String address(Duty duty, Reader reader) {
            return "/p/" + duty.projectCode() + "/launch/" + place + "/" + duty.subject().id();
        }

        @Override
        public @Nullable String oneTap(Duty duty, Reader reader) {
            return tap ? address(duty, reader) + "/confirmation" : null;
        }

        @Override
        public Power power() {
            return Power.SIGN;
        }
    }

    @Bean
    DutyKind confirmPlan() {
        return new Signing(CONFIRM_PLAN, DutyRule.workingDays(2), "plan", true);
    }

    @Bean
    DutyKind reportReadiness() {
        return new Signing(REPORT_READINESS, DutyRule.workingDays(3), "readiness", false);
    }

    @Bean
    DutyKind signLetter() {
        return new Signing(SIGN_LETTER, DutyRule.workingDays(2), "letters", false);
    }

    /** A second person looks at what was signed on paper. */
    record Checking(String name) implements DutyKind {
        @Override
        public String address(Duty duty, Reader reader) {
            return "/p/" + duty.projectCode() + "/launch/letters/" + duty.subject().id() + "#signature";
        }

        @Override
        public DutyRule rule() {
            return DutyRule.workingDays(2);
        }
    }

    @Bean
    DutyKind checkScan() {
        return new Checking(CHECK_SCAN);
    }

    /** Confirmed with one tap from the inbox by whoever was absent from the kickoff. */
    record Afterwards(String name) implements DutyKind {
        @Override
        public String address(Duty duty, Reader reader) {
            return "/p/" + duty.projectCode() + "/launch/kickoff#tables";
        }

        // What its title names is what whoever taps has read.
        @Override
        public String oneTap(Duty duty, Reader reader) {
            var named = Kickoff.Versions.named(duty.title());
            return "/p/" + duty.projectCode() + "/launch/kickoff/parties/" + duty.subject().id() + "/confirmation" + (named == null ? "" : "?versions=" + named.code());
        }

        @Override
        public Power power() {
            return Power.SIGN;
        }

        @Override
        public DutyRule rule() {
            return DutyRule.workingDays(2);
        }
    }

    @Bean
    DutyKind confirmTables() {
        return new Afterwards(CONFIRM_TABLES);
    }
}
