package meridian.coordination.web;

import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import meridian.activity.Stories;
import meridian.coordination.Emergencies;
import meridian.coordination.Emergency;
import meridian.coordination.EmergencyGroup;
import meridian.coordination.EmergencyGroups;
import meridian.coordination.EmergencyRooms;
import meridian.coordination.EmergencyState.Act;
import meridian.coordination.Severity;
import meridian.document.Attachments;
import meridian.document.FileShelf;
import meridian.identity.Permission;
import meridian.project.Papers;
import meridian.project.Party;
import meridian.project.ProjectAccess;
import meridian.tenancy.Actor;
import meridian.tenancy.EmergencyEntryId;
import meridian.tenancy.PartyId;
import meridian.tenancy.Reader;
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

/** The room of one emergency: what is said, who takes part, the clocks, the solution and its judgement, the after-action note. */
@Controller
@RequestMapping("/w/{slug}/p/{code}/emergencies/{number:[0-9]{1,8}}")
public class EmergencyRoomController {
    private final Emergencies emergencies;
    private final EmergencyRooms rooms;
    private final EmergencyGroups groups;
    private final Stories stories;
    private final Attachments attachments;
    private final Papers papers;

    EmergencyRoomController(Emergencies emergencies, EmergencyRooms rooms, EmergencyGroups groups, Stories stories, Attachments attachments, Papers papers) {
        this.papers = papers;
        this.emergencies = emergencies;
        this.rooms = rooms;
        this.groups = groups;
        this.stories = stories;
        this.attachments = attachments;
    }

    /** What the room shows. {@code message} and {@code proposal} are the ids of what may be said next. */
    public record RoomPage(ProjectAccess project, EmergencyRooms.Room room, EmergencyGroup group, Stories.Around around, FileShelf files, UUID message, UUID proposal) {
        public Emergency emergency() {
            return room.emergency();
        }

        public List<Choice> partyChoices() {
            return room.parties().stream().map(party -> new Choice(party.id().toString(), party.name())).toList();
        }

        public boolean open() {
            return emergency().state().open();
        }

        public boolean maySpeak() {
            return open() && project.may(Permission.RAISE_EMERGENCY);
        }

        public boolean mayJoin() {
            return maySpeak() && !room.responds(project.member()) && !project.member().equals(emergency().raisedBy());
        }

        public boolean mayPropose() {
            return project.may(Permission.RAISE_EMERGENCY) && emergency().state().may(Act.PROPOSE);
        }

        /** Whoever raised it or runs the project, and not of their own proposal. */
        public boolean mayJudge() {
            return emergency().state().may(Act.ACCEPT) && leads() && !project.member().equals(emergency().proposedBy());
        }

        public boolean mayRestate() {
            return open() && leads();
        }

        public boolean mayWithdraw() {
            return emergency().state().may(Act.WITHDRAW) && leads();
        }

        public boolean mayClose() {
            return emergency().state().may(Act.CLOSE) && (leads() || project.may(Permission.RAISE_EMERGENCY) && project.member().equals(emergency().proposedBy()));
        }

        private boolean leads() {
            return project.may(Permission.RAISE_EMERGENCY) && (project.member().equals(emergency().raisedBy()) || project.mayEverywhere(Permission.LEAD_EMERGENCY));
        }

        /** What is missing here and now: anybody to call, or somebody who speaks for a party that is hit. */
        public List<EmergencyGroup.Gap> gaps() {
            return open() ? group.gaps(room.partiesHit().stream().map(Party::name).toList()).stream().filter(gap -> gap.grave() || gap.key().equals("party")).toList() : List.of();
        }

        public boolean mayLead() {
            return project.mayEverywhere(Permission.LEAD_EMERGENCY);
        }

        public List<Choice> severities(Ui ui) {
            return Arrays.stream(Severity.values()).map(severity -> new Choice(severity.text(), ui.t("emergency.severity." + severity.text()))).toList();
        }

        public boolean hits(Choice party) {
            return room.hit().contains(PartyId.of(party.value()));
        }

        /** Whether the clock of the solution runs again after a proposal was turned down. */
        public boolean runsOn() {
            return emergency().solution().running() && room.entries().stream().anyMatch(entry -> entry.kind().equals("rejection"));
        }
    }

    @GetMapping
    Answer room(@PathVariable int number, ProjectAccess here, Reader reader) {
        here.require(Permission.READ);
        var room = rooms.room(here, number);
        var ref = room.emergency().ref();
        var open = room.emergency().state().open();
        var files = attachments.on(ref, open && here.may(Permission.RAISE_EMERGENCY), open && here.mayEverywhere(Permission.LEAD_EMERGENCY), reader.actor());
        return Answer.page("coordination/emergency", new RoomPage(here, room, groups.of(here.id()), stories.around(ref, here.id(), reader), files,
                EmergencyEntryId.next().value(), EmergencyEntryId.next().value())).of(papers.registered(here, Emergencies.DOCUMENT_KIND, room.emergency().id(), reader));
    }

    @PostMapping("/messages")
    Answer say(@PathVariable int number, @RequestParam UUID id, @RequestParam(defaultValue = "") String body, ProjectAccess here, Reader reader, Actor actor) {
        emergencies.say(here.id(), number, new EmergencyEntryId(id), body, actor);
        return back(number, here, reader);
    }

    @PostMapping("/responders")
    Answer join(@PathVariable int number, ProjectAccess here, Reader reader, Actor actor) {
        emergencies.join(here.id(), number, actor);
        return back(number, here, reader);
    }

    @PostMapping("/solution")
    Answer propose(@PathVariable int number, @RequestParam UUID id, @RequestParam(defaultValue = "") String solution, ProjectAccess here, Reader reader, Actor actor) {
        emergencies.propose(here.id(), number, new EmergencyEntryId(id), solution, actor);
        return back(number, here, reader).saying("emergency.said_proposed");
    }

    @PostMapping("/solution/acceptance")
    Answer accept(@PathVariable int number, @RequestParam(defaultValue = "") String proposal, ProjectAccess here, Reader reader, Actor actor) {
        here.require(Permission.RAISE_EMERGENCY);
        emergencies.accept(here.id(), number, UUID.fromString(proposal), actor);
        return back(number, here, reader).saying("emergency.said_accepted");
    }

    @PostMapping("/solution/rejection")
    Answer reject(@PathVariable int number, @RequestParam(defaultValue = "") String proposal, @RequestParam(defaultValue = "") String reason, ProjectAccess here, Reader reader, Actor actor) {
        here.require(Permission.RAISE_EMERGENCY);
        emergencies.reject(here.id(), number, UUID.fromString(proposal), reason, actor);
        return back(number, here, reader).saying("emergency.said_rejected");
    }

    @PostMapping("/facts")
    Answer restate(
            @PathVariable int number,
            @RequestParam int version,
            @RequestParam(defaultValue = "") String severity,
            @RequestParam(defaultValue = "") String place,
            @RequestParam(required = false) @Nullable List<String> party,
            ProjectAccess here,
            Reader reader,
            Actor actor) {
        emergencies.restate(here.id(), number, Severity.of(severity).orElse(null), place, EmergencyController.parties(party), version, actor);
        return back(number, here, reader);
    }

    @PostMapping("/closure")
    Answer close(
            @PathVariable int number,
            @RequestParam(defaultValue = "") String cause,
            @RequestParam(defaultValue = "") String helped,
            @RequestParam(defaultValue = "") String changes,
            ProjectAccess here,
            Reader reader,
            Actor actor) {
        emergencies.close(here.id(), number, new Emergencies.Review(cause, helped, changes), actor);
        return back(number, here, reader).saying("emergency.said_closed");
    }

    @PostMapping("/withdrawal")
    Answer withdraw(@PathVariable int number, @RequestParam(defaultValue = "") String reason, ProjectAccess here, Reader reader, Actor actor) {
        emergencies.withdraw(here.id(), number, reason, actor);
        return back(number, here, reader);
    }

    private static Answer.To back(int number, ProjectAccess here, Reader reader) {
        return Answer.to("/w/" + reader.slug() + "/p/" + here.code() + "/emergencies/" + number);
    }
}
