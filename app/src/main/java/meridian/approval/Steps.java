package meridian.approval;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import meridian.identity.Role;
import meridian.tenancy.MemberId;
import meridian.tenancy.Refused;

/**
 * The steps that a kind of document takes. Each names a role, or a person by their id; a role means everybody who holds it,
 * where one person is wanted the first. Whoever asks for approval may ask more people, not fewer; what nobody can be found
 * for, and the preparer’s own step, fall away.
 */
public record Steps(List<Line> lines) {
    public static final Steps NONE = new Steps(List.of());
    private static final String ROLE = "role:";

    public record Line(String step, String who) {
        public StepKind kind() {
            return StepKind.of(step);
        }
    }

    public Steps {
        lines = List.copyOf(lines);
    }

    public static String role(Role role) {
        return ROLE + role.text();
    }

    public boolean none() {
        return lines.isEmpty();
    }

    /** Who was chosen for a step, as it is kept. */
    public List<String> of(StepKind kind) {
        return lines.stream().filter(line -> line.kind() == kind).map(Line::who).toList();
    }

    /** The people a step asks in a project, without the one whose work it is. */
    public List<MemberId> people(StepKind kind, List<Candidate> project, MemberId preparer) {
        var found = new ArrayList<MemberId>();
        for (var who : of(kind)) {
            var named = project.stream().filter(candidate -> means(who, candidate) && !candidate.member().equals(preparer)).map(Candidate::member);
            if (kind == StepKind.COUNTERSIGN) named.filter(member -> !found.contains(member)).forEach(found::add);
            else named.findFirst().ifPresent(found::add);
        }
        return found;
    }

    /** Refuses a route that leaves out somebody these steps ask. Somebody asked in another step has been asked. */
    void require(Route route, List<Candidate> project, MemberId preparer, Refused.Check check) {
        for (var kind : List.of(StepKind.CHECK, StepKind.COUNTERSIGN, StepKind.APPROVE)) {
            for (var who : of(kind)) {
                var meant = project.stream().filter(candidate -> means(who, candidate) && !candidate.member().equals(preparer)).toList();
                if (meant.isEmpty()) continue;
                var missing = kind == StepKind.COUNTERSIGN
                        ? meant.stream().filter(candidate -> route.steps().stream().noneMatch(step -> step.member().equals(candidate.member()))).findFirst()
                        : route.steps().stream().anyMatch(step -> step.kind() == kind && meant.stream().anyMatch(candidate -> candidate.member().equals(step.member()))) ? Optional.<Candidate>empty() : Optional.of(meant.getFirst());
                missing.ifPresent(candidate -> check.reject(true, Route.field(kind), "approval.step_needed", candidate.name()));
            }
        }
    }

    private static boolean means(String who, Candidate candidate) {
        if (who.startsWith(ROLE)) return candidate.roles().stream().anyMatch(role -> who.equals(role(role)));
        return candidate.member().toString().equals(who);
    }
}
