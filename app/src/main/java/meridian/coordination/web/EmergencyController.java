package meridian.coordination.web;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import meridian.activity.Stories;
import meridian.activity.StoryPart.Telling;
import meridian.coordination.Emergencies;
import meridian.coordination.Emergency;
import meridian.coordination.EmergencyGroup;
import meridian.coordination.EmergencyGroups;
import meridian.coordination.EmergencyRooms;
import meridian.coordination.EmergencyStatistics;
import meridian.coordination.Severity;
import meridian.duty.DutyRule;
import meridian.duty.Rules;
import meridian.identity.Permission;
import meridian.project.Parties;
import meridian.project.Party;
import meridian.project.ProjectAccess;
import meridian.tenancy.Actor;
import meridian.tenancy.EmergencyId;
import meridian.tenancy.NotFound;
import meridian.tenancy.PartyId;
import meridian.tenancy.Reader;
import meridian.tenancy.Ref;
import meridian.tenancy.Refused;
import meridian.web.Answer;
import meridian.web.Ui;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The emergencies of a project: their list, raising one, and how the clocks were kept. */
@Controller
@RequestMapping("/w/{slug}/p/{code}/emergencies")
public class EmergencyController {
    private final Emergencies emergencies;
    private final EmergencyRooms rooms;
    private final EmergencyGroups groups;
    private final Parties parties;
    private final Stories stories;
    private final Rules rules;
    private final Clock clock;

    EmergencyController(Emergencies emergencies, EmergencyRooms rooms, EmergencyGroups groups, Parties parties, Stories stories, Rules rules, Clock clock) {
        this.emergencies = emergencies;
        this.rooms = rooms;
        this.groups = groups;
        this.parties = parties;
        this.stories = stories;
        this.rules = rules;
        this.clock = clock;
    }

    /** The list; {@code next} is the number after which its next page begins, {@code promised} the two clocks where there was none yet. */
    public record ListPage(ProjectAccess project, List<EmergencyRooms.Line> open, List<EmergencyRooms.Line> over, List<EmergencyGroup.Gap> gaps, @Nullable Integer next, List<DutyRule> promised) {
        public String promise(Ui ui) {
            return ui.t("emergency.none_text", promised.stream().map(rule -> Spans.words(ui, rule)).toArray());
        }

        public boolean mayRaise() {
            return project.may(Permission.RAISE_EMERGENCY);
        }

        public boolean mayLead() {
            return project.mayEverywhere(Permission.LEAD_EMERGENCY);
        }
    }

    /** The form. {@code origin} is what the emergency comes out of, with its text to start from; {@code carried} was typed there just now. */
    public record NewPage(ProjectAccess project, UUID id, List<Party> parties, Set<String> hit, @Nullable Telling origin, String carried, List<EmergencyGroup.Gap> gaps) {
        public List<Severity> severities() {
            return Arrays.asList(Severity.values());
        }

        /** Sent as it is, it says where: the rest can be told in the room. */
        public String title(Ui ui) {
            if (origin != null) return origin.title();
            var name = parties.stream().filter(party -> hit.contains(party.id().toString())).map(Party::name).findFirst().orElse("");
            return name.isEmpty() ? ui.t("emergency.title_somewhere") : ui.t("emergency.title_at", name);
        }

        public String what() {
            return !carried.isBlank() || origin == null ? carried : origin.text();
        }

        public String place() {
            return origin == null || origin.partyName() == null ? "" : origin.partyName();
        }

        /** The address that the refused form comes back to holds where it came from. */
        public @Nullable String from() {
            return origin == null ? null : origin.ref().toString();
        }
    }

    public record StatisticsPage(ProjectAccess project, EmergencyStatistics statistics) {}

    @GetMapping
    Answer list(ProjectAccess here, @RequestParam(required = false) @Nullable Integer after) {
        here.require(Permission.READ);
        var open = after == null ? rooms.of(here.id(), true, null) : List.<EmergencyRooms.Line>of();
        var over = rooms.of(here.id(), false, after);
        var more = over.size() > EmergencyRooms.PAGE;
        var shown = more ? over.subList(0, EmergencyRooms.PAGE) : over;
        return Answer.page("coordination/emergencies", new ListPage(here, open, shown, gaps(here), more ? Integer.valueOf(shown.getLast().emergency().number()) : null,
                open.isEmpty() && shown.isEmpty() ? List.of(rules.of(here.id(), Emergency.RESPONSE_OWED), rules.of(here.id(), Emergency.SOLUTION_OWED)) : List.of()));
    }

    private List<EmergencyGroup.Gap> gaps(ProjectAccess here) {
        return groups.of(here.id()).gaps(parties.of(here.id()).stream().map(Party::name).toList());
    }

    @GetMapping("/new")
    Answer form(ProjectAccess here, Reader reader, @RequestParam(required = false) @Nullable String from, @RequestParam(defaultValue = "") String at, @RequestParam(defaultValue = "") String what) {
        here.require(Permission.RAISE_EMERGENCY);
        var origin = from == null && !at.isEmpty() ? stories.at(at, here.id(), reader).orElse(null) : origin(from, here, reader);
        var all = parties.of(here.id());
        var hit = origin != null && origin.party() != null ? Set.of(origin.party().toString()) : here.parties().stream().map(PartyId::toString).collect(Collectors.toSet());
        return Answer.page("coordination/emergency_new", new NewPage(here, EmergencyId.next().value(), all, hit, origin, what, groups.of(here.id()).gaps(List.of()).stream().filter(EmergencyGroup.Gap::grave).toList()));
    }

    private @Nullable Telling origin(@Nullable String from, ProjectAccess here, Reader reader) {
        if (from == null || from.isBlank()) return null;
        return stories.tell(Ref.parse(from), here.id(), reader).orElseThrow(NotFound::new);
    }

    @PostMapping
    Answer raise(
            ProjectAccess here,
            Reader reader,
            Actor actor,
            @RequestParam UUID id,
            @RequestParam(defaultValue = "") String title,
            @RequestParam(defaultValue = "") String what,
            @RequestParam(defaultValue = "") String place,
            @RequestParam(defaultValue = "") String severity,
            @RequestParam(required = false) @Nullable List<String> party,
            @RequestParam(required = false) @Nullable String from) {
        here.require(Permission.RAISE_EMERGENCY);
        var origin = origin(from, here, reader);
        var raised = emergencies.raise(here.id(),
                new Emergencies.NewEmergency(new EmergencyId(id), title, what, place, Severity.of(severity).orElse(null), parties(party), origin == null ? null : origin.ref()), actor);
        return Answer.to("/w/" + reader.slug() + "/p/" + here.code() + "/emergencies/" + raised.number()).saying("emergency.said_raised", raised.name());
    }

    static List<PartyId> parties(@Nullable List<String> typed) {
        var parties = new ArrayList<PartyId>();
        for (var each : typed == null ? List.<String>of() : typed) {
            try {
                if (!each.isBlank()) parties.add(PartyId.of(each.strip()));
            } catch (IllegalArgumentException e) {
                throw Refused.at("parties", "refused.not_a_choice");
            }
        }
        return parties.stream().distinct().toList();
    }

    @GetMapping("/by-id/{id}")
    Answer byId(@PathVariable UUID id, ProjectAccess here, Reader reader) {
        here.require(Permission.READ);
        return Answer.to("/w/" + reader.slug() + "/p/" + here.code() + "/emergencies/" + rooms.number(here.id(), new EmergencyId(id)));
    }

    @GetMapping("/statistics")
    Answer statistics(ProjectAccess here) {
        here.require(Permission.READ);
        return Answer.page("coordination/emergency_statistics", new StatisticsPage(here, rooms.statistics(here.id(), clock.instant())));
    }
}
