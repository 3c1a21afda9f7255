package meridian.closing;

import java.util.List;
import meridian.duty.Duty;
import meridian.duty.DutyKind;
import meridian.duty.DutyRule;
import meridian.identity.Power;
import meridian.tenancy.Reader;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The kinds of duty that a closing makes, and those that outlive the project. */
@Configuration
class ClosingDutyKinds {
    static final String CONFIRM_HANDOVER = "confirm_handover";
    static final String OPEN_POINT = "open_point";
    static final String REVISE_SUMMARY = "revise_summary";
    static final String REVISE_APPLICATION = "revise_closing";
    static final String DECIDE_SUMMARY = "decide_summary";
    static final String DECIDE_APPLICATION = "decide_closing";
    static final String EVALUATE = "follow_up_evaluation";

    /** What is no open point of the project itself. */
    static final List<String> OWN = List.of(CONFIRM_HANDOVER, OPEN_POINT, REVISE_SUMMARY, REVISE_APPLICATION, DECIDE_SUMMARY, DECIDE_APPLICATION, EVALUATE);

    /** What is owed on when the project is closed. */
    static final List<String> LASTING = List.of(OPEN_POINT, EVALUATE);

    /** Confirmed with one tap from the inbox. */
    record Confirming(String name) implements DutyKind {
        @Override
        public String address(Duty duty, Reader reader) {
            return "/p/" + duty.projectCode() + "/closing/handover#item-" + duty.subject().id();
        }

        @Override
        public String oneTap(Duty duty, Reader reader) {
            return "/p/" + duty.projectCode() + "/closing/handover/" + duty.subject().id() + "/confirmation";
        }

        @Override
        public DutyRule rule() {
            return DutyRule.workingDays(3);
        }

        @Override
        public Power power() {
            return Power.SIGN;
        }
    }

    record Doing(String name, String place, @Nullable String anchor) implements DutyKind {
        @Override
        public String address(Duty duty, Reader reader) {
            return "/p/" + duty.projectCode() + "/closing/" + place + (anchor == null ? "/" + duty.subject().id() : anchor.isEmpty() ? "" : "#" + anchor + (anchor.endsWith("-") ? duty.subject().id() : ""));
        }
    }

    @Bean
    DutyKind confirmHandover() {
        return new Confirming(CONFIRM_HANDOVER);
    }

    @Bean
    DutyKind openPoint() {
        return new Doing(OPEN_POINT, "points", "point-");
    }

    @Bean
    DutyKind reviseSummary() {
        return new Doing(REVISE_SUMMARY, "summary", "approval");
    }

    @Bean
    DutyKind reviseClosing() {
        return new Doing(REVISE_APPLICATION, "application", "approval");
    }

    @Bean
    DutyKind followUpEvaluation() {
        return new Doing(EVALUATE, "evaluations", null);
    }
}
