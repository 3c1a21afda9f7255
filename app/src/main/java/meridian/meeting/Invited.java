package meridian.meeting;

import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import meridian.tenancy.Tenancy;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** What somebody sees and says who came by the signed address in an invitation, without signing in. */
@Component
public class Invited {
    private final AnswerLinks links;
    private final Meetings meetings;
    private final TransactionTemplate transaction;

    Invited(AnswerLinks links, Meetings meetings, TransactionTemplate transaction) {
        this.links = links;
        this.meetings = meetings;
        this.transaction = transaction;
    }

    /** The next meeting it asks to, how many it asks to in all, and who is asked. */
    public record Question(Meeting meeting, int many, Meeting.Participant who) {}

    /** An address that was not made here, or whose meetings are over, is not found. */
    public Question read(String token) {
        var invited = links.read(token);
        return in(invited, () -> {
            var open = meetings.asked(invited);
            return new Question(open.getFirst(), open.size(), open.getFirst().participants().stream().filter(one -> one.person().equals(invited.person())).findFirst().orElseThrow(AnswerLinks::over));
        });
    }

    /** Answers for all meetings that it still asks to. */
    public void answer(String token, Meeting.Reply reply, String note) {
        var invited = links.read(token);
        in(invited, () -> {
            meetings.answer(invited, reply, note);
            return List.of();
        });
    }

    private <T> T in(AnswerLinks.Invited invited, Supplier<T> work) {
        return Tenancy.get(invited.workspace(), () -> Objects.requireNonNull(transaction.execute(status -> work.get())));
    }
}
