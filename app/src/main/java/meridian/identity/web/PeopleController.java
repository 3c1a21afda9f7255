package meridian.identity.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import meridian.activity.Activities;
import meridian.identity.Absences;
import meridian.identity.Departments;
import meridian.identity.Invitations;
import meridian.identity.Members;
import meridian.identity.PasswordResets;
import meridian.identity.Regions;
import meridian.tenancy.AbsenceId;
import meridian.tenancy.Actor;
import meridian.tenancy.DepartmentId;
import meridian.tenancy.MemberId;
import meridian.tenancy.NotFound;
import meridian.tenancy.Reader;
import meridian.tenancy.RegionId;
import meridian.tenancy.Text;
import meridian.tenancy.WorkspaceRole;
import meridian.web.Answer;
import meridian.web.Choice;
import meridian.web.Entered;
import meridian.web.Words;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** The people of the workspace, their way in, and when they are away. */
@Controller
@RequestMapping("/w/{slug}/admin/people")
public class PeopleController {
    private static final int PAGE = 50;

    private final Members members;
    private final Regions regions;
    private final Departments departments;
    private final Absences absences;
    private final Invitations invitations;
    private final PasswordResets resets;
    private final Activities activities;

    PeopleController(Members members, Regions regions, Departments departments, Absences absences, Invitations invitations, PasswordResets resets, Activities activities) {
        this.members = members;
        this.regions = regions;
        this.departments = departments;
        this.absences = absences;
        this.invitations = invitations;
        this.resets = resets;
        this.activities = activities;
    }

    public record PeoplePage(List<Members.Member> people, String named, boolean left, @Nullable MemberId after, boolean more) {}

    public record NewPersonPage(MemberId next, PersonChoices choices, String zone) {}

    /** One person; {@code link} is a whole address to hand over, shown this once. */
    public record PersonPage(Members.Member member, PersonChoices choices, AbsencesPart absences, HistoryPart history, boolean self, int leftBehind, boolean byMail, @Nullable String link) {}

    /** What the fields of a person offer. */
    public record PersonChoices(List<Choice> regions, List<Choice> departments, List<Choice> languages, List<String> roles, CalendarChoices calendar) {}

    @GetMapping
    Answer list(@RequestParam(name = "q", defaultValue = "") String named, @RequestParam(defaultValue = "false") boolean left, @RequestParam(required = false) @Nullable MemberId after, Reader reader) {
        AdminGate.pass(reader);
        var found = members.named(named, left, PAGE + 1, after);
        var more = found.size() > PAGE;
        return Answer.page("identity/people", new PeoplePage(more ? found.subList(0, PAGE) : found, named, left, after, more));
    }

    @GetMapping("/new")
    Answer blank(Reader reader) {
        AdminGate.pass(reader);
        return Answer.page("identity/newperson", new NewPersonPage(MemberId.next(), choices(), reader.zone().getId()));
    }

    @PostMapping
    Answer add(
            @RequestParam MemberId id,
            @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "") String email,
            @RequestParam(defaultValue = "") String phone,
            @RequestParam(defaultValue = "zh-CN") String language,
            @RequestParam(defaultValue = "") String zone,
            @RequestParam(defaultValue = "") String region,
            @RequestParam(defaultValue = "") String department,
            @RequestParam(defaultValue = "none") String role,
            Reader reader,
            Actor actor) {
        AdminGate.pass(reader);
        var facts = read(name, email, phone, language, zone, region, department, role);
        members.add(id, new Members.NewMember(facts.name(), facts.email(), facts.phone(), facts.locale(), facts.zone(), facts.region(), facts.department(), facts.role(), null), actor);
        return Answer.to("/w/" + reader.slug() + "/admin/people/" + id).saying("identity.person_added");
    }

    // Also where a link was just made: a form on that page that is refused comes back there.
    @GetMapping({"/{id}", "/{id}/invitation", "/{id}/reset"})
    Answer page(@PathVariable MemberId id, Reader reader) {
        AdminGate.pass(reader);
        return Answer.page("identity/person", person(id, reader, null));
    }

    private PersonPage person(MemberId id, Reader reader, @Nullable String link) {
        var part = new AbsencesPart(absences.of(id), AbsenceId.next(), AbsencesPart.standIns(members.choices(), id), "/w/" + reader.slug() + "/admin/people/" + id + "/absences");
        return new PersonPage(members.get(id), choices(), part, HistoryPart.about(id, activities), id.equals(reader.member()), members.leftBehind(id), resets.byMail(), link);
    }

    @PostMapping("/{id}")
    Answer change(
            @PathVariable MemberId id,
            @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "") String email,
            @RequestParam(defaultValue = "") String phone,
            @RequestParam(defaultValue = "zh-CN") String language,
            @RequestParam(defaultValue = "") String zone,
            @RequestParam(defaultValue = "") String region,
            @RequestParam(defaultValue = "") String department,
            @RequestParam(defaultValue = "none") String role,
            @RequestParam int version,
            Reader reader,
            Actor actor) {
        members.change(id, read(name, email, phone, language, zone, region, department, role), version, actor);
        return Answer.to("/w/" + reader.slug() + "/admin/people/" + id).saying("identity.saved");
    }

    @PostMapping("/{id}/departure")
    Answer leave(@PathVariable MemberId id, @RequestParam(defaultValue = "") String receiver, @RequestParam int version, Reader reader, Actor actor) {
        var entered = new Entered();
        var to = entered.chosen("receiver", receiver, MemberId::of);
        entered.done();
        members.leave(id, to, version, actor);
        return Answer.to("/w/" + reader.slug() + "/admin/people/" + id).saying("identity.person_left");
    }

    @PostMapping("/{id}/return")
    Answer comeBack(@PathVariable MemberId id, @RequestParam int version, Reader reader, Actor actor) {
        members.comeBack(id, version, actor);
        return Answer.to("/w/" + reader.slug() + "/admin/people/" + id).saying("identity.person_returned");
    }

    @PostMapping("/{id}/invitation")
    Answer invite(@PathVariable MemberId id, Reader reader, Actor actor, HttpServletRequest request) {
        return Answer.page("identity/person", person(id, reader, whole(request, invitations.invite(id, actor))));
    }

    @PostMapping("/{id}/reset")
    Answer reset(@PathVariable MemberId id, Reader reader, Actor actor, HttpServletRequest request) {
        return Answer.page("identity/person", person(id, reader, whole(request, resets.linkFor(id, actor))));
    }

    // Shown to the admin who is looking at this host right now; letters use the configured address instead.
    private static String whole(HttpServletRequest request, String path) {
        return ServletUriComponentsBuilder.fromContextPath(request).path(path).build().toUriString();
    }

    @PostMapping("/{id}/absences")
    Answer beAway(
            @PathVariable("id") MemberId member,
            @RequestParam("id") AbsenceId id,
            @RequestParam(defaultValue = "") String kind,
            @RequestParam(name = "first_day", defaultValue = "") String firstDay,
            @RequestParam(name = "last_day", defaultValue = "") String lastDay,
            @RequestParam(name = "stand_in", defaultValue = "") String standIn,
            @RequestParam(defaultValue = "") String note,
            Reader reader,
            Actor actor) {
        AdminGate.pass(reader);
        members.get(member);
        absences.enter(id, AbsencesPart.read(member, kind, firstDay, lastDay, standIn, note), actor);
        return Answer.to("/w/" + reader.slug() + "/admin/people/" + member).saying("identity.absence_entered");
    }

    @PostMapping("/{id}/absences/{absence}/removal")
    Answer notBeAway(@PathVariable("id") MemberId member, @PathVariable AbsenceId absence, Reader reader, Actor actor) {
        AdminGate.pass(reader);
        if (absences.of(member).stream().noneMatch(found -> found.id().equals(absence))) throw new NotFound();
        absences.remove(absence, actor);
        return Answer.to("/w/" + reader.slug() + "/admin/people/" + member).saying("identity.absence_removed");
    }

    private static Members.Facts read(String name, String email, String phone, String language, String zone, String region, String department, String role) {
        var entered = new Entered();
        var workspaceRole = entered.chosen("role", role, WorkspaceRole::of);
        var facts = new Members.Facts(name, email, phone, Words.language(language), Text.clean(zone), entered.chosen("region", region, RegionId::of),
                entered.chosen("department", department, DepartmentId::of), workspaceRole == null ? WorkspaceRole.NONE : workspaceRole);
        entered.done();
        return facts;
    }

    private PersonChoices choices() {
        return new PersonChoices(
                regions.tree().stream().map(branch -> new Choice(branch.region().id().toString(), "\u2003".repeat(branch.depth()) + branch.region().name())).toList(),
                departments.tree().stream().map(branch -> new Choice(branch.department().id().toString(), "\u2003".repeat(branch.depth()) + branch.department().name())).toList(),
                Choice.LANGUAGES,
                List.of("none", "admin", "auditor"),
                CalendarChoices.of(""));
    }
}
