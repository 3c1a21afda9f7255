package meridian.identity.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Locale;
import meridian.identity.Attempts;
import meridian.identity.Attempts.Door;
import meridian.identity.Doorkeeper;
import meridian.identity.Sessions;
import meridian.identity.SetUp;
import meridian.identity.Workspaces;
import meridian.tenancy.NotFound;
import meridian.tenancy.Text;
import meridian.web.Answer;
import meridian.web.Choice;
import meridian.web.Requests;
import meridian.web.Words;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The first page of a fresh installation. Once there is a workspace it is not found. */
@Controller
public class SetUpController {
    private final SetUp setUp;
    private final Workspaces workspaces;
    private final Attempts attempts;
    private final Sessions sessions;

    SetUpController(SetUp setUp, Workspaces workspaces, Attempts attempts, Sessions sessions) {
        this.setUp = setUp;
        this.workspaces = workspaces;
        this.attempts = attempts;
        this.sessions = sessions;
    }

    /** What the setup page offers. */
    public record SetUpPage(CalendarChoices choices, List<Choice> languages, String zone, String holidaySet) {}

    @GetMapping("/setup")
    Answer page(HttpServletRequest request) {
        if (!workspaces.none()) throw new NotFound();
        var chinese = Requests.locale(request).getLanguage().equals("zh");
        return Answer.page("identity/setup", new SetUpPage(CalendarChoices.of(""), Choice.LANGUAGES, chinese ? "Asia/Shanghai" : "", chinese ? "CN" : ""));
    }

    @PostMapping("/setup")
    Answer begin(
            @RequestParam(defaultValue = "") String code,
            @RequestParam(name = "workspace_name", defaultValue = "") String workspaceName,
            @RequestParam(defaultValue = "") String slug,
            @RequestParam(name = "unit_code", defaultValue = "") String unitCode,
            @RequestParam(defaultValue = "zh-CN") String language,
            @RequestParam(name = "region_name", defaultValue = "") String regionName,
            @RequestParam(defaultValue = "") String zone,
            @RequestParam(name = "holiday_set", defaultValue = "") String holidaySet,
            @RequestParam(name = "display_name", defaultValue = "") String displayName,
            @RequestParam(defaultValue = "") String email,
            @RequestParam(defaultValue = "") String password,
            HttpServletRequest request,
            HttpServletResponse response) {
        if (!workspaces.none()) throw new NotFound();
        attempts.begin(Door.SETUP, "", request.getRemoteAddr(), "code");
        var begun = setUp.begin(new SetUp.Beginning(code, workspaceName, Text.clean(slug).toLowerCase(Locale.ROOT), Text.clean(unitCode).toUpperCase(Locale.ROOT),
                Words.language(language), regionName, Text.clean(zone), Text.clean(holidaySet).toUpperCase(Locale.ROOT), displayName, email, password));
        attempts.succeeded(Door.SETUP, "", request.getRemoteAddr());
        Doorkeeper.leaveCookie(request, response, sessions.begin(begun.account(), request.getRemoteAddr(), request.getHeader("User-Agent")));
        return Answer.to("/w/" + begun.slug() + "/admin/people").saying("identity.setup_done");
    }
}
