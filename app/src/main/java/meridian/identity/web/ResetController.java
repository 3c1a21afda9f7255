package meridian.identity.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import meridian.identity.Accounts;
import meridian.identity.Attempts;
import meridian.identity.Attempts.Door;
import meridian.identity.Doorkeeper;
import meridian.identity.PasswordResets;
import meridian.identity.Sessions;
import meridian.tenancy.Refused;
import meridian.web.Answer;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** For who forgot their password. */
@Controller
public class ResetController {
    private final PasswordResets resets;
    private final Attempts attempts;
    private final Sessions sessions;

    ResetController(PasswordResets resets, Attempts attempts, Sessions sessions) {
        this.resets = resets;
        this.attempts = attempts;
        this.sessions = sessions;
    }

    /** Asking for a letter, or (no mail) whom to ask instead; {@code asked} after it. */
    public record AskPage(boolean byMail, boolean asked) {}

    /** Setting the new password of an address. */
    public record ResetPage(String email, String action) {}

    @GetMapping("/reset")
    Answer page() {
        return Answer.page("identity/reset", new AskPage(resets.byMail(), false));
    }

    @PostMapping("/reset")
    Answer ask(@RequestParam(defaultValue = "") String email, HttpServletRequest request) {
        var name = Accounts.normal(email);
        new Refused.Check().reject(name.isEmpty(), "email", "refused.missing").done();
        attempts.begin(Door.RESET, name, request.getRemoteAddr(), "email");
        resets.ask(name);
        return Answer.page("identity/reset", new AskPage(resets.byMail(), true));
    }

    @GetMapping("/reset/{token}")
    Answer page(@PathVariable String token) {
        return Answer.page("identity/newpassword", new ResetPage(resets.read(token), "/reset/" + token));
    }

    @PostMapping("/reset/{token}")
    Answer reset(@PathVariable String token, @RequestParam(defaultValue = "") String password, HttpServletRequest request, HttpServletResponse response) {
        var account = resets.reset(token, password);
        Doorkeeper.leaveCookie(request, response, sessions.begin(account, request.getRemoteAddr(), request.getHeader("User-Agent")));
        return Answer.to("/").saying("identity.password_changed");
    }
}
