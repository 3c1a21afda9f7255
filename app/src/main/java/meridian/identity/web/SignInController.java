package meridian.identity.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import meridian.identity.Accounts;
import meridian.identity.Attempts;
import meridian.identity.Attempts.Door;
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
    private final Attempts attempts;
    private final Sessions sessions;
    private final Workspaces workspaces;

    SignInController(Accounts accounts, Attempts attempts, Sessions sessions, Workspaces workspaces) {
        this.accounts = accounts;
        this.attempts = attempts;
        this.sessions = sessions;
        this.workspaces = workspaces;
    }

    /** What the sign-in page shows. */
    public record SignInPage(String next) {}

    /** The workspaces to choose from; none for somebody who has left them all. */
    public record DoorPage(List<Workspaces.Entry> workspaces) {}

    @GetMapping("/")
    Answer door(@RequestAttribute(name = Doorkeeper.ACCOUNT, required = false) @Nullable AccountId account) {
        if (account == null) return Answer.to(workspaces.none() ? "/setup" : "/signin");
        var entries = workspaces.of(account);
        return entries.size() == 1 ? Answer.to("/w/" + entries.getFirst().slug() + "/inbox") : Answer.page("identity/door", new DoorPage(entries));
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
        var name = Accounts.normal(email);
        new Refused.Check()
                .reject(name.isEmpty(), "email", "refused.missing")
                .reject(name.length() > 254, "email", "refused.too_long", 254, name.length())
                .reject(password.isEmpty(), "password", "refused.missing")
                .done();
        attempts.begin(Door.SIGNIN, name, request.getRemoteAddr(), "password");
        var account = accounts.prove(name, password).orElseThrow(() -> Refused.at("password", "identity.wrong_password"));
        attempts.succeeded(Door.SIGNIN, name, request.getRemoteAddr());
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
    static String local(String next) {
        return next.startsWith("/") && !next.startsWith("//") && !next.contains("\\") && next.chars().noneMatch(c -> c < ' ') ? next : "/";
    }
}
