package meridian.meeting;

import meridian.duty.Duty;
import meridian.duty.DutyKind;
import meridian.duty.DutyRule;
import meridian.tenancy.Reader;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The kinds of duty that meetings leave behind. */
@Configuration
class MinutesDutyKinds {
    /** Done on the page of the minutes. */
    record OnMinutes(String name, DutyRule rule) implements DutyKind {
        @Override
        public String address(Duty duty, Reader reader) {
            return "/p/" + duty.projectCode() + minutes(duty.title());
        }
    }

    /** Done with one tap from the inbox; what was decided is a tap on the words away. */
    record ActionItem(String name) implements DutyKind {
        @Override
        public String address(Duty duty, Reader reader) {
            return "/p/" + duty.projectCode() + minutes(duty.title()) + "#row-" + duty.subject().id();
        }

        @Override
        public @Nullable String oneTap(Duty duty, Reader reader) {
            return "/p/" + duty.projectCode() + "/meetings/actions/" + duty.subject().id() + "/done";
        }
    }

    // A title begins with what people call the meeting by (“M-12 …”).
    static String minutes(String title) {
        int from = title.indexOf('-') + 1;
        int until = title.indexOf(' ', from);
        return "/meetings/" + title.substring(from, until < 0 ? title.length() : until) + "/minutes";
    }

    @Bean
    DutyKind meetingMinutes() {
        return new OnMinutes(MinuteBook.WRITE, DutyRule.workingDays(1));
    }

    /** Minutes that were sent back are owed again by who prepared them. */
    @Bean
    DutyKind minutesRevision() {
        return new OnMinutes(MinutesApproval.REVISE, DutyRule.workingDays(2));
    }

    @Bean
    DutyKind minutesAcknowledgement() {
        return new OnMinutes(MinuteBook.READ, DutyRule.workingDays(2));
    }

    @Bean
    DutyKind actionItem() {
        return new ActionItem(MinuteBook.ACTION);
    }
}
