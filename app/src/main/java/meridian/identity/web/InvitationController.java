package meridian.identity.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import meridian.identity.Accounts;
import meridian.identity.Attempts;
import meridian.identity.Attempts.Door;
import meridian.identity.Doorkeeper;
import meridian.identity.Invitations;
import meridian.identity.Sessions;
import meridian.tenancy.AccountId;
import meridian.tenancy.Refused;
import meridian.web.Answer;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestParam;

/** The page behind an invitation's link. */
@Controller
public class InvitationController {
    private final Invitations invitations;
    private final Accounts accounts;
    private final Attempts attempts;
    private final Sessions sessions;

    InvitationController(Invitations invitations, Accounts accounts, Attempts attempts, Sessions sessions) {
        this.invitations = invitations;
        this.accounts = accounts;
        this.attempts = attempts;
        this.sessions = sessions;
    }

    /** What the page shows; {@code signedIn} when the invited address is the one that is signed in here. */
    public record InvitationPage(Invitations.Invitation invitation, String action, boolean signedIn) {}

    @GetMapping("/invitation/{token}")
    Answer page(@PathVariable String token, @RequestAttribute(name = Doorkeeper.ACCOUNT, required = false) @Nullable AccountId account) {
        var invitation = invitations.read(token);
        var signedIn = account != null && accounts.emailOf(account).equals(invitation.email());
        return Answer.page("identity/invitation", new InvitationPage(invitation, "/invitation/" + token, signedIn));
    }

    @PostMapping("/invitation/{token}")
    Answer accept(
            @PathVariable String token,
            @RequestParam(defaultValue = "") String password,
            @RequestAttribute(name = Doorkeeper.ACCOUNT, required = false) @Nullable AccountId account,
            HttpServletRequest request,
            HttpServletResponse response) {
        var invitation = invitations.read(token);
        var signedIn = account != null && accounts.emailOf(account).equals(invitation.email());
        var proved = signedIn ? account : invitation.known() ? prove(invitation.email(), password, request) : null;
        var joined = invitations.accept(token, password, proved);
        if (!signedIn) Doorkeeper.leaveCookie(request, response, sessions.begin(joined.account(), request.getRemoteAddr(), request.getHeader("User-Agent")));
        return Answer.to("/w/" + joined.slug() + "/inbox").saying("identity.joined", invitation.workspaceName());
    }

    private AccountId prove(String email, String password, HttpServletRequest request) {
        attempts.begin(Door.SIGNIN, email, request.getRemoteAddr(), "password");
        var account = accounts.prove(email, password).orElseThrow(() -> Refused.at("password", "identity.wrong_password"));
        attempts.succeeded(Door.SIGNIN, email, request.getRemoteAddr());
        return account;
    }
}
