package meridian.identity.web;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.List;
import meridian.identity.Absences;
import meridian.identity.Accounts;
import meridian.identity.Attempts;
import meridian.identity.Attempts.Door;
import meridian.identity.Doorkeeper;
import meridian.identity.Members;
import meridian.identity.Sessions;
import meridian.identity.Workspaces;
import meridian.tenancy.AbsenceId;
import meridian.tenancy.Actor;
import meridian.tenancy.NotFound;
import meridian.tenancy.Reader;
import meridian.tenancy.Refused;
import meridian.tenancy.Text;
import meridian.web.Answer;
import meridian.web.Choice;
import meridian.web.Device;
import meridian.web.Words;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Everybody's own page: how they are called and reached, their password, where they are signed in, when they are away. */
@Controller
@RequestMapping("/w/{slug}/me")
public class ProfileController {
    private final Members members;
    private final Accounts accounts;
    private final Attempts attempts;
    private final Sessions sessions;
    private final Absences absences;
    private final Workspaces workspaces;

    ProfileController(Members members, Accounts accounts, Attempts attempts, Sessions sessions, Absences absences, Workspaces workspaces) {
        this.members = members;
        this.accounts = accounts;
        this.attempts = attempts;
        this.sessions = sessions;
        this.absences = absences;
        this.workspaces = workspaces;
    }

    /** What the page shows. */
    public record ProfilePage(Members.Member member, String signsInAs, List<SessionLine> sessions, AbsencesPart absences, List<Choice> languages, CalendarChoices choices, boolean elsewhere) {}

    /** One place where the account is signed in. */
    public record SessionLine(String key, String device, String address, Instant begunAt, Instant seenAt, boolean current) {}

    @GetMapping
    Answer page(Reader reader, HttpServletRequest request) {
        var lines = sessions.of(reader.account(), Doorkeeper.token(request)).stream()
                .map(session -> new SessionLine(session.key(), Device.of(session.agent()), session.address(), session.begunAt(), session.seenAt(), session.current()))
                .toList();
        var part = new AbsencesPart(absences.of(reader.member()), AbsenceId.next(), AbsencesPart.standIns(members.choices(), reader.member()), "/w/" + reader.slug() + "/me/absences");
        return Answer.page("identity/profile", new ProfilePage(members.get(reader.member()), accounts.emailOf(reader.account()), lines, part, Choice.LANGUAGES, CalendarChoices.of(""),
                workspaces.of(reader.account()).size() > 1));
    }

    @PostMapping
    Answer change(
            @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "") String phone,
            @RequestParam(defaultValue = "zh-CN") String language,
            @RequestParam(defaultValue = "") String zone,
            @RequestParam int version,
            Reader reader,
            Actor actor) {
        members.changeOwn(new Members.Profile(name, phone, Words.language(language), Text.clean(zone)), version, actor);
        return Answer.to("/w/" + reader.slug() + "/me").saying("identity.saved");
    }

    @PostMapping("/password")
    Answer changePassword(@RequestParam(defaultValue = "") String current, @RequestParam(defaultValue = "") String password, Reader reader, HttpServletRequest request) {
        var name = accounts.emailOf(reader.account());
        attempts.begin(Door.SIGNIN, name, request.getRemoteAddr(), "current");
        if (!accounts.proves(reader.account(), current)) throw Refused.at("current", "identity.current_password_wrong");
        attempts.succeeded(Door.SIGNIN, name, request.getRemoteAddr());
        accounts.changePassword(reader.account(), password, Doorkeeper.token(request));
        return Answer.to("/w/" + reader.slug() + "/me").saying("identity.password_changed");
    }

    @PostMapping("/sessions/{key}/end")
    Answer endSession(@PathVariable String key, Reader reader) {
        sessions.end(reader.account(), key);
        return Answer.to("/w/" + reader.slug() + "/me").saying("identity.session_ended");
    }

    @PostMapping("/absences")
    Answer beAway(
            @RequestParam AbsenceId id,
            @RequestParam(defaultValue = "") String kind,
            @RequestParam(name = "first_day", defaultValue = "") String firstDay,
            @RequestParam(name = "last_day", defaultValue = "") String lastDay,
            @RequestParam(name = "stand_in", defaultValue = "") String standIn,
            @RequestParam(defaultValue = "") String note,
            Reader reader,
            Actor actor) {
        absences.enter(id, AbsencesPart.read(reader.member(), kind, firstDay, lastDay, standIn, note), actor);
        return Answer.to("/w/" + reader.slug() + "/me").saying("identity.absence_entered");
    }

    @PostMapping("/absences/{id}/removal")
    Answer notBeAway(@PathVariable AbsenceId id, Reader reader, Actor actor) {
        if (absences.of(reader.member()).stream().noneMatch(absence -> absence.id().equals(id))) throw new NotFound();
        absences.remove(id, actor);
        return Answer.to("/w/" + reader.slug() + "/me").saying("identity.absence_removed");
    }
}
