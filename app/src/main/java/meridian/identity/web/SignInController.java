package meridian.identity.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import meridian.identity.Accounts;
import meridian.identity.Doorkeeper;
import meridian.identity.Sessions;
import meridian.identity.Workspaces;
import meridian.tenancy.AccountId;
import meridian.tenancy.Refused;
import meridian.web.Answer;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestParam;

/** Signing in and out, and the door of the house: where to go from {@code /}. */
@Controller
public class SignInController {
    private final Accounts accounts;
    private final Sessions sessions;
    private final Workspaces workspaces;

    SignInController(Accounts accounts, Sessions sessions, Workspaces workspaces) {
        this.accounts = accounts;
        this.sessions = sessions;
        this.workspaces = workspaces;
    }

    /** What the sign-in page shows. */
    public record SignInPage(String next) {}

    @GetMapping("/")
    Answer door(@RequestAttribute(name = Doorkeeper.ACCOUNT, required = false) @Nullable AccountId account) {
        if (account == null) return Answer.to("/signin");
        var entries = workspaces.of(account);
        return Answer.to(entries.isEmpty() ? "/signin" : "/w/" + entries.getFirst().slug() + "/inbox");
    }

    @GetMapping("/signin")
    Answer page(@RequestParam(defaultValue = "/") String next) {
        return Answer.page("identity/signin", new SignInPage(local(next)));
    }

    @PostMapping("/signin")
    Answer signIn(
            @RequestParam(defaultValue = "") String email,
            @RequestParam(defaultValue = "") String password,
            @RequestParam(defaultValue = "/") String next,
            HttpServletRequest request,
            HttpServletResponse response) {
        var account = accounts.prove(email, password).orElseThrow(() -> Refused.at("password", "identity.wrong_password"));
        Doorkeeper.leaveCookie(request, response, sessions.begin(account, request.getRemoteAddr(), request.getHeader("User-Agent")));
        return Answer.to(local(next));
    }

    @PostMapping("/signout")
    Answer signOut(HttpServletRequest request, HttpServletResponse response) {
        var token = Doorkeeper.token(request);
        if (token != null) sessions.end(token);
        Doorkeeper.leaveCookie(request, response, null);
        return Answer.to("/signin");
    }

    // Only ever to a page of this house.
    private static String local(String next) {
        return next.startsWith("/") && !next.startsWith("//") && !next.contains("\\") ? next : "/";
    }
}
