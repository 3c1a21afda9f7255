package meridian.acceptance.web;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import meridian.acceptance.FindingState;
import meridian.acceptance.QualityCheck;
import meridian.acceptance.QualityChecks;
import meridian.identity.Permission;
import meridian.identity.Role;
import meridian.project.Parties;
import meridian.project.Party;
import meridian.project.ProjectAccess;
import meridian.project.Responsibilities;
import meridian.project.Team;
import meridian.project.Teams;
import meridian.tenancy.Actor;
import meridian.tenancy.DeliverableId;
import meridian.tenancy.FindingId;
import meridian.tenancy.MemberId;
import meridian.tenancy.NotAllowed;
import meridian.tenancy.PartyId;
import meridian.tenancy.QualityCheckId;
import meridian.tenancy.Reader;
import meridian.web.Answer;
import meridian.web.Choice;
import meridian.web.Entered;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Quality checks: their list, the form of one with what was found, and its page, where each finding is settled. */
@Controller
@RequestMapping("/w/{slug}/p/{code}/quality")
public class QualityController {
    private static final int ROWS = 5;

    private final QualityChecks checks;
    private final Parties parties;
    private final Teams teams;
    private final Responsibilities responsibilities;
    private final Clock clock;

    QualityController(QualityChecks checks, Parties parties, Teams teams, Responsibilities responsibilities, Clock clock) {
        this.checks = checks;
        this.parties = parties;
        this.teams = teams;
        this.responsibilities = responsibilities;
        this.clock = clock;
    }

    // ---- the list

    public record ListPage(ProjectAccess project, QualityChecks.Listing listing, boolean all, boolean first, LocalDate today) {
        public boolean mayCheck() {
            return project.may(Permission.CHECK_QUALITY);
        }

        public String sign(QualityChecks.Line line) {
            return line.findings() == line.verified() ? "done" : line.due() != null && line.due().isBefore(today) ? "late" : "open";
        }
    }

    @GetMapping
    Answer list(ProjectAccess here, @RequestParam(defaultValue = "") String show, @RequestParam(required = false) @Nullable Integer after) {
        here.require(Permission.READ);
        var all = !show.equals("open");
        return Answer.page("acceptance/quality", new ListPage(here, checks.list(here.id(), all, after), all, after == null, today(here)));
    }

    // ---- the form

    public record FormPage(ProjectAccess project, UUID id, List<Party> units, List<Choice> deliverables, List<Choice> people, LocalDate today) {
        public List<Choice> parties() {
            return units.stream().filter(party -> project.may(Permission.CHECK_QUALITY, party.id())).map(party -> new Choice(party.id().toString(), party.name())).toList();
        }

        public List<Integer> rows() {
            return IntStream.range(0, ROWS).boxed().toList();
        }
    }

    @GetMapping("/new")
    Answer add(ProjectAccess here) {
        here.require(Permission.CHECK_QUALITY);
        var deliverables = responsibilities.of(here.id()).rows().stream().map(row -> new Choice(row.id().toString(), row.name())).toList();
        return Answer.page("acceptance/quality_form", new FormPage(here, QualityCheckId.next().value(), parties.of(here.id()), deliverables, people(teams.of(here.id())), today(here)));
    }

    @PostMapping
    Answer create(ProjectAccess here, Reader reader, Actor actor, @RequestParam UUID id, @RequestParam Map<String, String> form) {
        here.require(Permission.CHECK_QUALITY);
        var entered = new Entered();
        var party = entered.chosen("party", typed(form, "party"), PartyId::of);
        var deliverable = entered.chosen("deliverable", typed(form, "deliverable"), DeliverableId::of);
        var on = entered.day("checked_on", typed(form, "checked_on"));
        var findings = new ArrayList<QualityChecks.NewFinding>();
        for (int i = 0; i < ROWS; i++) {
            var content = typed(form, "content_" + i);
            if (content.isBlank() && typed(form, "owner_" + i).isBlank() && typed(form, "due_on_" + i).isBlank()) continue;
            // Rows stand where they were typed: what is wrong with one is said beside it.
            while (findings.size() < i) findings.add(null);
            findings.add(new QualityChecks.NewFinding(FindingId.next(), content, entered.chosen("owner_" + i, typed(form, "owner_" + i), MemberId::of), entered.day("due_on_" + i, typed(form, "due_on_" + i))));
        }
        int number = checks.record(here.id(), new QualityChecks.NewCheck(new QualityCheckId(id), typed(form, "title"), party, deliverable, on, typed(form, "note"), findings, entered.problems()), actor);
        return Answer.to(address(here, reader, number)).saying("quality.said_recorded");
    }

    private static String typed(Map<String, String> form, String field) {
        return form.getOrDefault(field, "");
    }

    // ---- one check

    /** {@code finding} is the id of a finding yet to be added. */
    public record CheckPage(ProjectAccess project, QualityCheck check, List<Choice> people, LocalDate today, UUID finding) {
        public boolean mayCheck() {
            return QualityChecks.mayCheck(project, check);
        }

        public boolean mayMend(QualityCheck.Finding finding) {
            return finding.state() == FindingState.OPEN && QualityChecks.mayMend(project, check, finding);
        }

        public boolean mayVerify(QualityCheck.Finding finding) {
            return finding.state() == FindingState.MENDED && QualityChecks.mayVerify(project, check, finding);
        }

        public boolean maySendBack(QualityCheck.Finding finding) {
            return finding.state() == FindingState.MENDED && mayCheck();
        }

        public String sign(QualityCheck.Finding finding) {
            return switch (finding.state()) {
                case OPEN -> finding.late(today) ? "late" : "open";
                case MENDED -> "doing";
                case VERIFIED -> "done";
            };
        }

        public String sign() {
            return check.state().equals("open") ? "open" : "done";
        }
    }

    @GetMapping("/{check}")
    Answer page(ProjectAccess here, @PathVariable int check) {
        here.require(Permission.READ);
        var found = checks.get(here.id(), check);
        return Answer.page("acceptance/quality_check", new CheckPage(here, found, QualityChecks.mayCheck(here, found) ? people(teams.of(here.id())) : List.of(), today(here), FindingId.next().value()));
    }

    @PostMapping("/{check}/findings")
    Answer find(ProjectAccess here, Reader reader, Actor actor, @PathVariable int check, @RequestParam UUID id, @RequestParam(defaultValue = "") String content, @RequestParam(defaultValue = "") String owner, @RequestParam(name = "due_on", defaultValue = "") String dueOn) {
        here.require(Permission.READ);
        var found = checks.get(here.id(), check);
        if (!QualityChecks.mayCheck(here, found)) throw new NotAllowed();
        var entered = new Entered();
        checks.find(here.id(), found.id(), new QualityChecks.NewFinding(new FindingId(id), content, entered.chosen("owner", owner, MemberId::of), entered.day("due_on", dueOn)), entered.problems(), actor);
        return Answer.to(address(here, reader, check)).saying("quality.said_found");
    }

    @PostMapping("/findings/{finding}/mending")
    Answer mend(ProjectAccess here, Reader reader, Actor actor, @PathVariable UUID finding, @RequestParam(defaultValue = "") String said, @RequestParam int version) {
        return Answer.to(address(here, reader, checks.mend(here.id(), new FindingId(finding), said, version, actor))).saying("quality.said_mended");
    }

    @PostMapping("/findings/{finding}/verification")
    Answer verify(ProjectAccess here, Reader reader, Actor actor, @PathVariable UUID finding, @RequestParam int version) {
        return Answer.to(address(here, reader, checks.verify(here.id(), new FindingId(finding), version, actor))).saying("quality.said_verified");
    }

    @PostMapping("/findings/{finding}/return")
    Answer sendBack(ProjectAccess here, Reader reader, Actor actor, @PathVariable UUID finding, @RequestParam(defaultValue = "") String reason, @RequestParam(name = "due_on", defaultValue = "") String dueOn, @RequestParam int version) {
        here.require(Permission.READ);
        var entered = new Entered();
        var on = entered.day("due_on", dueOn);
        return Answer.to(address(here, reader, checks.sendBack(here.id(), new FindingId(finding), reason, on, entered.problems(), version, actor))).saying("quality.said_returned");
    }

    // ---- in short

    static List<Choice> people(Team team) {
        var people = new LinkedHashMap<String, String>();
        for (var seat : team.seats()) {
            if (seat.left() || seat.role() == Role.GUEST) continue;
            people.merge(seat.member().toString(), seat.partyName() == null ? seat.name() : seat.name() + " · " + seat.partyName(), (one, other) -> one.length() >= other.length() ? one : other);
        }
        return people.entrySet().stream().map(person -> new Choice(person.getKey(), person.getValue())).toList();
    }

    private LocalDate today(ProjectAccess here) {
        return LocalDate.ofInstant(clock.instant(), here.homeZone());
    }

    private static String address(ProjectAccess here, Reader reader, int number) {
        return "/w/" + reader.slug() + "/p/" + here.code() + "/quality/" + number;
    }
}
