package meridian.coordination.web;

import java.util.List;
import java.util.UUID;
import meridian.coordination.EmergencyGroup;
import meridian.coordination.EmergencyGroups;
import meridian.identity.Permission;
import meridian.project.Parties;
import meridian.project.Party;
import meridian.project.ProjectAccess;
import meridian.project.Teams;
import meridian.tenancy.Actor;
import meridian.tenancy.EmergencyContactId;
import meridian.tenancy.MemberId;
import meridian.tenancy.Reader;
import meridian.tenancy.Refused;
import meridian.web.Answer;
import meridian.web.Choice;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The emergency group: who is called, with which number, and where they talk. */
@Controller
@RequestMapping("/w/{slug}/p/{code}/emergencies/group")
public class EmergencyGroupController {
    private final EmergencyGroups groups;
    private final Parties parties;
    private final Teams teams;

    EmergencyGroupController(EmergencyGroups groups, Parties parties, Teams teams) {
        this.groups = groups;
        this.parties = parties;
        this.teams = teams;
    }

    /** What the group's page shows; {@code people} may be added, {@code contact} is the id of the next one. */
    public record GroupPage(ProjectAccess project, EmergencyGroup group, List<EmergencyGroup.Gap> gaps, List<Choice> people, UUID contact) {
        public boolean mayEdit() {
            return project.mayEverywhere(Permission.LEAD_EMERGENCY);
        }
    }

    @GetMapping
    Answer group(ProjectAccess here) {
        here.require(Permission.READ);
        var group = groups.of(here.id());
        var gaps = group.gaps(parties.of(here.id()).stream().map(Party::name).toList());
        return Answer.page("coordination/emergency_group", new GroupPage(here, group, gaps, here.mayEverywhere(Permission.LEAD_EMERGENCY) ? people(here, group) : List.of(), EmergencyContactId.next().value()));
    }

    private List<Choice> people(ProjectAccess here, EmergencyGroup group) {
        var there = group.contacts().stream().map(EmergencyGroup.Contact::member).toList();
        return teams.of(here.id()).seats().stream()
                .filter(seat -> !seat.left() && !there.contains(seat.member()) && seat.role() != meridian.identity.Role.GUEST)
                .map(seat -> new Choice(seat.member().toString(), seat.partyName() == null ? seat.name() : seat.name() + " · " + seat.partyName()))
                .collect(java.util.stream.Collectors.toMap(Choice::value, choice -> choice, (first, again) -> first, java.util.LinkedHashMap::new))
                .values()
                .stream()
                .toList();
    }

    @PostMapping
    Answer make(ProjectAccess here, Reader reader, Actor actor) {
        groups.makeFromTeam(here.id(), actor);
        return back(here, reader).saying("emergency.said_group_made");
    }

    @PostMapping("/chat")
    Answer chat(
            @RequestParam int version, @RequestParam(name = "chat_name", defaultValue = "") String name, @RequestParam(name = "chat_link", defaultValue = "") String link, ProjectAccess here, Reader reader, Actor actor) {
        groups.chat(here.id(), name, link, version, actor);
        return back(here, reader);
    }

    @PostMapping("/contacts")
    Answer add(
            @RequestParam UUID id,
            @RequestParam(defaultValue = "") String member,
            @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "") String phone,
            @RequestParam(defaultValue = "") String note,
            ProjectAccess here,
            Reader reader,
            Actor actor) {
        groups.add(here.id(), new EmergencyContactId(id), new EmergencyGroups.Facts(member(member), name, phone, note), actor);
        return back(here, reader);
    }

    private static @org.jspecify.annotations.Nullable MemberId member(String typed) {
        try {
            return typed.isBlank() ? null : MemberId.of(typed.strip());
        } catch (IllegalArgumentException e) {
            throw Refused.at("member", "refused.not_a_choice");
        }
    }

    @PostMapping("/contacts/{id}")
    Answer change(
            @PathVariable UUID id,
            @RequestParam int version,
            @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "") String phone,
            @RequestParam(defaultValue = "") String note,
            ProjectAccess here,
            Reader reader,
            Actor actor) {
        groups.change(here.id(), new EmergencyContactId(id), new EmergencyGroups.Facts(null, name, phone, note), version, actor);
        return back(here, reader).saying("entry.saved");
    }

    @PostMapping("/contacts/{id}/front")
    Answer front(@PathVariable UUID id, ProjectAccess here, Reader reader, Actor actor) {
        groups.callFirst(here.id(), new EmergencyContactId(id), actor);
        return back(here, reader).saying("entry.saved");
    }

    @PostMapping("/contacts/{id}/removal")
    Answer remove(@PathVariable UUID id, @RequestParam int version, ProjectAccess here, Reader reader, Actor actor) {
        groups.remove(here.id(), new EmergencyContactId(id), version, actor);
        return back(here, reader).saying("rota.removed");
    }

    private static Answer.To back(ProjectAccess here, Reader reader) {
        return Answer.to("/w/" + reader.slug() + "/p/" + here.code() + "/emergencies/group");
    }
}
