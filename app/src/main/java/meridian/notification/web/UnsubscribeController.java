package meridian.notification.web;

import meridian.notification.Unsubscribing;
import meridian.outbox.NoticeGroup;
import meridian.web.Answer;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Where letters lead who wants no more of them; whoever looks needs no account. Looking changes nothing: mail filters look, too. */
@Controller
@RequestMapping("/unsubscribe/{token}")
public class UnsubscribeController {
    private final Unsubscribing unsubscribing;

    UnsubscribeController(Unsubscribing unsubscribing) {
        this.unsubscribing = unsubscribing;
    }

    /** {@code group} is null where it is about every letter. */
    public record UnsubscribePage(String action, @Nullable NoticeGroup group, boolean done) {}

    @GetMapping
    Answer ask(@PathVariable String token) {
        return Answer.page("notification/unsubscribe", new UnsubscribePage("/unsubscribe/" + token, unsubscribing.read(token).group(), false));
    }

    /** What a mail program sends by itself (RFC 8058) and what the page’s buttons send; the answer is no redirect. */
    @PostMapping
    Answer unsubscribe(@PathVariable String token, @RequestParam(defaultValue = "false") boolean all) {
        var wish = unsubscribing.read(token);
        unsubscribing.unsubscribe(wish, all);
        return Answer.page("notification/unsubscribe", new UnsubscribePage("/unsubscribe/" + token, all ? null : wish.group(), true));
    }
}
