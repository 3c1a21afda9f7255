package meridian.meeting.web;

import meridian.meeting.Invited;
import meridian.meeting.Meeting;
import meridian.web.Answer;
import meridian.web.Entered;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Where invitations lead; whoever answers needs no account. Looking answers nothing: mail filters look, too. */
@Controller
@RequestMapping("/answer/{token}")
public class AnswerController {
    private final Invited invited;

    AnswerController(Invited invited) {
        this.invited = invited;
    }

    public record AnswerPage(Invited.Question question, String action, boolean done) {}

    @GetMapping
    Answer ask(@PathVariable String token) {
        return Answer.page("meeting/answer", new AnswerPage(invited.read(token), "/answer/" + token, false));
    }

    @PostMapping
    Answer answer(@PathVariable String token, @RequestParam(defaultValue = "") String answer, @RequestParam(defaultValue = "") String note) {
        invited.read(token);
        var entered = new Entered();
        var reply = entered.word("answer", answer, Meeting.Reply::of);
        entered.done();
        invited.answer(token, reply == null ? Meeting.Reply.NONE : reply, note);
        return Answer.page("meeting/answer", new AnswerPage(invited.read(token), "/answer/" + token, true));
    }
}
