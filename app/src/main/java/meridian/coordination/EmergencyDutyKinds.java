package meridian.coordination;

import java.time.Duration;
import java.util.Objects;
import meridian.duty.Clock;
import meridian.duty.Duty;
import meridian.duty.DutyKind;
import meridian.duty.DutyRule;
import meridian.duty.Ladder;
import meridian.tenancy.Reader;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The kinds of duty that emergencies open; all are done in the room. */
@Configuration
class EmergencyDutyKinds {
    record InTheRoom(String name, DutyRule rule, boolean emergency) implements DutyKind {
        @Override
        public String address(Duty duty, Reader reader) {
            return "/p/" + duty.projectCode() + "/emergencies/by-id/" + duty.subject().id();
        }

        /** The first answer is owed by the region that is awake. */
        @Override
        public boolean relayed() {
            return name.equals(EmergencyCalls.RESPONSE);
        }
    }

    private static final DutyRule RESPONSE = DutyRule.hours(2, Clock.ROUND_THE_CLOCK);
    private static final DutyRule SOLUTION = DutyRule.hours(24, Clock.ROUND_THE_CLOCK);

    /** The time a clock has where a project’s rule gives none. */
    static Duration usual(String kind) {
        return Duration.ofMinutes(Objects.requireNonNull((kind.equals(EmergencyCalls.RESPONSE) ? RESPONSE : SOLUTION).minutes()));
    }

    @Bean
    DutyKind emergencyResponse() {
        return new InTheRoom(EmergencyCalls.RESPONSE, RESPONSE, true);
    }

    @Bean
    DutyKind emergencySolution() {
        return new InTheRoom(EmergencyCalls.SOLUTION, SOLUTION, true);
    }

    @Bean
    DutyKind emergencyJudgement() {
        return new InTheRoom(EmergencyCalls.JUDGEMENT, new DutyRule(Clock.ROUND_THE_CLOCK, null, Ladder.STANDARD), true);
    }

    @Bean
    DutyKind emergencyReview() {
        return new InTheRoom(EmergencyCalls.REVIEW, DutyRule.workingDays(3), false);
    }
}
