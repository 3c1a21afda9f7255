package meridian.duty;

import meridian.tenancy.Reader;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The kinds of duty that the engine opens itself. */
@Configuration
class OwnDutyKinds {
    /** Says whether there is more time, within a working day; done on the page of the duty it is about. */
    record ExtensionAnswer(String name) implements DutyKind {
        @Override
        public String address(Duty duty, Reader reader) {
            return "/duties/extensions/" + duty.subject().id();
        }

        @Override
        public DutyRule rule() {
            return DutyRule.workingDays(1);
        }
    }

    @Bean
    DutyKind extensionAnswer() {
        return new ExtensionAnswer(Extensions.ANSWER);
    }
}
