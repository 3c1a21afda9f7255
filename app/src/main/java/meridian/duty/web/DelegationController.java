package meridian.duty.web;

import java.time.Clock;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import meridian.duty.DutyProjects;
import meridian.identity.Delegations;
import meridian.identity.Delegations.Delegation;
import meridian.identity.Grants;
import meridian.identity.Members;
import meridian.identity.Power;
import meridian.tenancy.Actor;
import meridian.tenancy.DelegationId;
import meridian.tenancy.MemberId;
import meridian.tenancy.ProjectId;
import meridian.tenancy.Reader;
import meridian.tenancy.Refused;
import meridian.tenancy.Text;
import meridian.web.Answer;
import meridian.web.Choice;
import meridian.web.Ui;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Everybody’s own page of the powers they have done by others, and of those they have for others (授权代理). */
@Controller
@RequestMapping("/w/{slug}/me/delegations")
public class DelegationController {
    private final Delegations delegations;
    private final Members members;
    private final Grants grants;
    private final DutyProjects projects;
    private final Clock clock;

    DelegationController(Delegations delegations, Members members, Grants grants, DutyProjects projects, Clock clock) {
        this.delegations = delegations;
        this.members = members;
        this.grants = grants;
        this.projects = projects;
        this.clock = clock;
    }

    public record DelegationPage(List<Delegation> given, List<Delegation> taken, DelegationId next, List<Choice> people, Map<ProjectId, DutyProjects.Name> projects, LocalDate today) {
        public List<Choice> powers(Ui ui) {
            return Arrays.stream(Power.values()).map(power -> new Choice(power.text(), ui.t("duty.power." + power.text()))).toList();
        }

        public List<Choice> choices() {
            return projects.entrySet().stream().map(project -> new Choice(project.getKey().toString(), project.getValue().name())).sorted(java.util.Comparator.comparing(Choice::label)).toList();
        }

        public String project(Delegation delegation, Ui ui) {
            var name = delegation.project() == null ? null : projects.get(delegation.project());
            return name == null ? ui.t("duty.delegation_everywhere") : name.name();
        }
    }

    @GetMapping
    Answer page(Reader reader) {
        var given = delegations.of(reader.member());
        var taken = delegations.to(reader.member());
        var people = members.choices().stream().filter(person -> !person.id().equals(reader.member())).map(person -> new Choice(person.id().toString(), person.region().isEmpty() ? person.name() : person.name() + " · " + person.region())).toList();
        var known = new java.util.HashSet<>(grants.projectsOf(reader.member()));
        taken.forEach(delegation -> { if (delegation.project() != null) known.add(delegation.project()); });
        return Answer.page("duty/delegations", new DelegationPage(given, taken, DelegationId.next(), people, known.isEmpty() ? Map.of() : projects.names(known), LocalDate.ofInstant(clock.instant(), reader.zone())));
    }

    @PostMapping
    Answer give(
            @RequestParam DelegationId id,
            @RequestParam(name = "stand_in", defaultValue = "") String standIn,
            @RequestParam(defaultValue = "") String power,
            @RequestParam(defaultValue = "") String project,
            @RequestParam(name = "first_day", defaultValue = "") String firstDay,
            @RequestParam(name = "last_day", defaultValue = "") String lastDay,
            @RequestParam(defaultValue = "") String note,
            Reader reader,
            Actor actor) {
        var check = new Refused.Check();
        var who = chosen(check, "stand_in", standIn, MemberId::of);
        var what = chosen(check, "power", power.toLowerCase(Locale.ROOT), Power::of);
        var where = chosen(check, "project", project, ProjectId::of);
        var first = day(check, "first_day", firstDay);
        var last = lastDay.isBlank() ? first : day(check, "last_day", lastDay);
        check.optional("note", note, 500);
        check.done();
        delegations.give(id, new Delegations.NewDelegation(who, what, where, first, last, note), actor);
        return Answer.to("/w/" + reader.slug() + "/me/delegations").saying("duty.delegation_given");
    }

    @PostMapping("/{id}/removal")
    Answer takeBack(@PathVariable DelegationId id, Reader reader, Actor actor) {
        delegations.takeBack(id, actor);
        return Answer.to("/w/" + reader.slug() + "/me/delegations").saying("duty.delegation_ended");
    }

    private static <T> @Nullable T chosen(Refused.Check check, String field, String typed, Function<String, T> of) {
        if (typed.isBlank()) return null;
        try {
            return of.apply(typed.strip());
        } catch (IllegalArgumentException e) {
            check.reject(true, field, "refused.not_a_choice");
            return null;
        }
    }

    private static LocalDate day(Refused.Check check, String field, String typed) {
        var text = Text.clean(typed);
        try {
            return LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            check.reject(true, field, text.isEmpty() ? "refused.missing" : "refused.not_a_date");
            return LocalDate.EPOCH;
        }
    }
}
