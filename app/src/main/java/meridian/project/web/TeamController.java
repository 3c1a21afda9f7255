package meridian.project.web;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import meridian.identity.Members;
import meridian.identity.Permission;
import meridian.identity.Role;
import meridian.project.Parties;
import meridian.project.ProjectAccess;
import meridian.project.ScopeExceptions;
import meridian.project.Team;
import meridian.project.Teams;
import meridian.tenancy.Actor;
import meridian.tenancy.DepartmentId;
import meridian.tenancy.MemberId;
import meridian.tenancy.NotAllowed;
import meridian.tenancy.PartyId;
import meridian.tenancy.Reader;
import meridian.tenancy.Refused;
import meridian.tenancy.RegionId;
import meridian.tenancy.RoleGrantId;
import meridian.web.Answer;
import meridian.web.Choice;
import meridian.web.Entered;
import meridian.web.Ui;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The team and responsibility table, the organisation chart, and the parties. */
@Controller
@RequestMapping("/w/{slug}/p/{code}/team")
public class TeamController {
    private final Teams teams;
    private final Parties parties;
    private final Members members;
    private final ScopeExceptions exceptions;

    TeamController(Teams teams, Parties parties, Members members, ScopeExceptions exceptions) {
        this.exceptions = exceptions;
        this.teams = teams;
        this.parties = parties;
        this.members = members;
    }

    /** The team’s page. */
    public record TeamPage(ProjectAccess project, Team team, List<Parties.Candidate> candidates, Map<PartyId, ScopeExceptions.LeftOut> leftOut) {
        public boolean mayManage() {
            return project.mayEverywhere(Permission.MANAGE_TEAM);
        }

        public boolean mayGive() {
            return project.may(Permission.MANAGE_TEAM);
        }

        public boolean mayHandOver() {
            return mayManage() || project.mayEverywhere(Permission.APPROVE);
        }

        public boolean mayChange(Team.Seat seat) {
            return Teams.mayOver(project, seat.role(), seat.party());
        }

        /** With it, somebody leaves the project. */
        public boolean lastSeat(Team.Seat seat) {
            return team.seats().stream().filter(other -> other.member().equals(seat.member())).count() == 1;
        }

        public boolean onlyChief(Team.Seat seat) {
            return seat.role() == Role.CHIEF_COORDINATOR && team.of(Role.CHIEF_COORDINATOR).size() == 1;
        }

        /** What the charter has in scope and is no party yet. */
        public List<String> inScopeOnly() {
            return candidates.stream().filter(Parties.Candidate::inScope).map(Parties.Candidate::name).toList();
        }

        public List<Choice> regionsAndDepartments(Ui ui) {
            return candidates.stream().map(one -> new Choice(one.kind() + ":" + one.id(), one.name() + " · " + ui.t("team.kind." + one.kind()))).toList();
        }
    }

    /** The form for one role: a new one ({@code seat} is null) or what is said of one. */
    public record SeatPage(ProjectAccess project, Team.@Nullable Seat seat, UUID id, List<Choice> people, List<Choice> parties, String role, String party) {
        public List<Choice> roles(Ui ui) {
            var everywhere = project.mayEverywhere(Permission.MANAGE_TEAM);
            return Arrays.stream(Role.values())
                    .filter(role -> role != Role.CHIEF_COORDINATOR)
                    .filter(role -> everywhere || role == Role.EXECUTOR || role == Role.TECHNICAL_SUPPORT)
                    .map(role -> new Choice(role.text(), ui.t("role." + role.text())))
                    .toList();
        }
    }

    /** The form for handing over the chief coordinator’s role. */
    public record ChiefPage(ProjectAccess project, @Nullable String chief, @Nullable MemberId chiefId, List<Choice> people) {
        public List<Choice> staying(Ui ui) {
            return Stream.concat(Teams.STAYING.stream().map(role -> new Choice(role.text(), ui.t("role." + role.text()))), Stream.of(new Choice("none", ui.t("team.leaves")))).toList();
        }
    }

    @GetMapping
    Answer team(ProjectAccess project) {
        project.require(Permission.READ);
        var candidates = project.mayEverywhere(Permission.MANAGE_TEAM) ? parties.candidates(project.id()) : List.<Parties.Candidate>of();
        return Answer.page("project/team", new TeamPage(project, teams.of(project.id()), candidates, exceptions.of(project.id())));
    }

    @GetMapping("/new")
    Answer newSeat(ProjectAccess project, @RequestParam(defaultValue = "") String role, @RequestParam(defaultValue = "") String party) {
        project.require(Permission.MANAGE_TEAM);
        return Answer.page("project/seat", seatPage(project, null, role, party));
    }

    @GetMapping("/{seat}")
    Answer seat(ProjectAccess project, @PathVariable UUID seat) {
        project.require(Permission.MANAGE_TEAM);
        var found = teams.seat(project.id(), new RoleGrantId(seat));
        if (!Teams.mayOver(project, found.role(), found.party())) throw new NotAllowed();
        return Answer.page("project/seat", seatPage(project, found, "", ""));
    }

    private SeatPage seatPage(ProjectAccess project, Team.@Nullable Seat seat, String role, String party) {
        var units = parties.of(project.id()).stream().filter(unit -> project.may(Permission.MANAGE_TEAM, unit.id())).map(unit -> new Choice(unit.id().toString(), unit.name())).toList();
        return new SeatPage(project, seat, RoleGrantId.next().value(), people(), units, role, party);
    }

    private List<Choice> people() {
        return members.choices().stream().map(one -> new Choice(one.id().toString(), one.region().isEmpty() ? one.name() : one.name() + " · " + one.region())).toList();
    }

    @PostMapping
    Answer give(
            ProjectAccess project,
            Reader reader,
            Actor actor,
            @RequestParam UUID id,
            @RequestParam(defaultValue = "") String member,
            @RequestParam(defaultValue = "") String role,
            @RequestParam(defaultValue = "") String party,
            @RequestParam(defaultValue = "") String duties,
            @RequestParam(defaultValue = "") String contact,
            @RequestParam(defaultValue = "") String deputy,
            @RequestParam(defaultValue = "") String then) {
        project.require(Permission.MANAGE_TEAM);
        var entered = new Entered();
        var who = entered.chosen("member", member, MemberId::of);
        var what = entered.word("role", role, TeamController::role);
        var where = entered.chosen("party", party, PartyId::of);
        var stand = entered.chosen("deputy", deputy, MemberId::of);
        entered.done();
        teams.give(project.id(), new RoleGrantId(id), who, what, where, new Teams.Facts(duties, contact, stand), actor);
        return (then.equals("another") ? Answer.to("/w/" + reader.slug() + "/p/" + project.code() + "/team/new") : team(project, reader)).saying("team.given");
    }

    @PostMapping("/{seat}")
    Answer change(
            ProjectAccess project,
            Reader reader,
            Actor actor,
            @PathVariable UUID seat,
            @RequestParam int version,
            @RequestParam(defaultValue = "") String duties,
            @RequestParam(defaultValue = "") String contact,
            @RequestParam(defaultValue = "") String deputy) {
        var entered = new Entered();
        var stand = entered.chosen("deputy", deputy, MemberId::of);
        entered.done();
        teams.change(project.id(), new RoleGrantId(seat), new Teams.Facts(duties, contact, stand), version, actor);
        return team(project, reader).saying("entry.saved");
    }

    @PostMapping("/{seat}/removal")
    Answer take(ProjectAccess project, Reader reader, Actor actor, @PathVariable UUID seat, @RequestParam int version) {
        teams.take(project.id(), new RoleGrantId(seat), version, actor);
        return team(project, reader).saying("team.taken");
    }

    @GetMapping("/chief")
    Answer chief(ProjectAccess project) {
        if (!project.mayEverywhere(Permission.MANAGE_TEAM)) project.requireEverywhere(Permission.APPROVE);
        var chiefs = teams.of(project.id()).of(Role.CHIEF_COORDINATOR);
        var chief = chiefs.isEmpty() ? null : chiefs.getFirst();
        return Answer.page("project/chief", new ChiefPage(project, chief == null ? null : chief.name(), chief == null ? null : chief.member(), people()));
    }

    @PostMapping("/chief")
    Answer handOver(
            ProjectAccess project,
            Reader reader,
            Actor actor,
            @RequestParam(defaultValue = "") String to,
            @RequestParam(defaultValue = "") String chief,
            @RequestParam(name = "stays_as", defaultValue = "") String staysAs) {
        var entered = new Entered();
        var next = entered.chosen("to", to, MemberId::of);
        var shown = entered.chosen("", chief, MemberId::of);
        var stays = staysAs.equals("none") ? null : entered.word("stays_as", staysAs, TeamController::role);
        entered.done();
        teams.handOver(project.id(), next, shown, stays, actor);
        var gone = staysAs.equals("none") && reader.member().equals(shown) && project.grants().size() == 1;
        return gone ? Answer.to("/w/" + reader.slug() + "/projects").saying("team.handed_over") : team(project, reader).saying("team.handed_over");
    }

    @PostMapping("/parties")
    Answer addParty(ProjectAccess project, Reader reader, Actor actor, @RequestParam(defaultValue = "") String party) {
        project.requireEverywhere(Permission.MANAGE_TEAM);
        var colon = party.indexOf(':');
        if (colon < 0) throw Refused.at("party", "refused.not_a_choice");
        var entered = new Entered();
        try {
            if (party.startsWith("region:")) {
                var region = entered.chosen("party", party.substring(colon + 1), RegionId::of);
                entered.done();
                if (region != null) parties.addRegion(project.id(), region, actor);
            } else {
                var department = entered.chosen("party", party.substring(colon + 1), DepartmentId::of);
                entered.done();
                if (department != null) parties.addDepartment(project.id(), department, actor);
            }
        } catch (Refused refused) {
            throw new Refused(refused.problems().stream().map(problem -> new Refused.Problem("party", problem.key(), problem.arguments())).toList());
        }
        return team(project, reader).saying("team.party_added");
    }

    @PostMapping("/parties/scope")
    Answer addScope(ProjectAccess project, Reader reader, Actor actor) {
        int added = parties.addScope(project.id(), actor);
        return team(project, reader).saying("team.scope_added", added);
    }

    @PostMapping("/parties/{party}/up")
    Answer moveUp(ProjectAccess project, Reader reader, Actor actor, @PathVariable UUID party, @RequestParam int version) {
        parties.moveUp(project.id(), new PartyId(party), version, actor);
        return team(project, reader);
    }

    @PostMapping("/parties/{party}/removal")
    Answer removeParty(ProjectAccess project, Reader reader, Actor actor, @PathVariable UUID party, @RequestParam int version, @RequestParam(defaultValue = "") String reason) {
        parties.remove(project.id(), new PartyId(party), reason, version, actor);
        return team(project, reader).saying("team.party_removed");
    }

    private static Answer.To team(ProjectAccess project, Reader reader) {
        return Answer.to("/w/" + reader.slug() + "/p/" + project.code() + "/team");
    }

    private static Optional<Role> role(String text) {
        return Arrays.stream(Role.values()).filter(role -> role.text().equals(text)).findFirst();
    }
}
