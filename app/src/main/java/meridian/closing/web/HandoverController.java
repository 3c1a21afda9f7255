package meridian.closing.web;

import java.util.List;
import java.util.UUID;
import meridian.closing.HandoverItem;
import meridian.closing.Handovers;
import meridian.closing.OpenPoint;
import meridian.closing.OpenPoints;
import meridian.identity.Permission;
import meridian.project.Papers;
import meridian.project.ProjectAccess;
import meridian.project.Stage;
import meridian.project.Team;
import meridian.project.Teams;
import meridian.project.WhenClosed;
import meridian.tenancy.Actor;
import meridian.tenancy.HandoverItemId;
import meridian.tenancy.MemberId;
import meridian.tenancy.OpenPointId;
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

/** The handover list and the open points of a project. */
@Controller
@RequestMapping("/w/{slug}/p/{code}/closing")
public class HandoverController {
    private final Handovers handovers;
    private final OpenPoints points;
    private final Teams teams;
    private final Papers papers;

    HandoverController(Handovers handovers, OpenPoints points, Teams teams, Papers papers) {
        this.papers = papers;
        this.handovers = handovers;
        this.points = points;
        this.teams = teams;
    }

    public record HandoverPage(ProjectAccess project, List<HandoverItem> items, List<Choice> people, UUID next) {
        public boolean mayWrite() {
            return project.stage() == Stage.CLOSING && project.mayEverywhere(Permission.MANAGE_PROJECT);
        }

        public boolean mayConfirm(HandoverItem item) {
            return project.stage() != Stage.CLOSED && !item.waitsFor(project.member()).isEmpty();
        }

        public long signed() {
            return items.stream().filter(HandoverItem::signed).count();
        }
    }

    private static List<Choice> people(Team team) {
        return team.seats().stream().filter(seat -> !seat.left() && seat.role() != meridian.identity.Role.GUEST).map(seat -> new Choice(seat.member().toString(), seat.name())).distinct().toList();
    }

    @GetMapping("/handover")
    Answer handover(ProjectAccess here, Reader reader) {
        here.require(Permission.READ);
        var may = here.stage() == Stage.CLOSING && here.mayEverywhere(Permission.MANAGE_PROJECT);
        return Answer.page("closing/handover", new HandoverPage(here, handovers.of(here.id()), may ? people(teams.of(here.id())) : List.of(), HandoverItemId.next().value())).of(papers.registered(here, Handovers.DOCUMENT_KIND, here.id(), reader));
    }

    /** What the forms send. */
    public record HandoverForm(@Nullable String name, @Nullable String note, @Nullable String from, @Nullable String to, @Nullable String witness) {
        Handovers.Facts facts() {
            var entered = new Entered();
            var facts = new Handovers.Facts(said(name), said(note), entered.chosen("from", said(from), MemberId::of), entered.chosen("to", said(to), MemberId::of), entered.chosen("witness", said(witness), MemberId::of));
            entered.done();
            return facts;
        }
    }

    private static String said(@Nullable String typed) {
        return typed == null ? "" : typed;
    }

    @PostMapping("/handover")
    Answer add(@RequestParam UUID id, HandoverForm form, ProjectAccess here, Reader reader, Actor actor) {
        here.requireEverywhere(Permission.MANAGE_PROJECT);
        handovers.add(here.id(), new HandoverItemId(id), form.facts(), actor);
        return Answer.to(ClosingController.address(here, reader) + "/handover").saying("closing.said_listed");
    }

    @PostMapping("/handover/draft")
    Answer draft(HandoverForm form, ProjectAccess here, Reader reader, Actor actor) {
        here.requireEverywhere(Permission.MANAGE_PROJECT);
        return Answer.to(ClosingController.address(here, reader) + "/handover").saying("closing.said_drafted", handovers.draft(here.id(), form.facts(), actor));
    }

    @PostMapping("/handover/{item}")
    Answer change(@PathVariable HandoverItemId item, @RequestParam int version, HandoverForm form, ProjectAccess here, Reader reader, Actor actor) {
        here.requireEverywhere(Permission.MANAGE_PROJECT);
        handovers.change(here.id(), item, form.facts(), version, actor);
        return Answer.to(ClosingController.address(here, reader) + "/handover#item-" + item).saying("entry.saved");
    }

    @PostMapping("/handover/{item}/confirmation")
    Answer confirm(@PathVariable HandoverItemId item, @RequestParam(required = false) @Nullable Integer version, ProjectAccess here, Reader reader, Actor actor) {
        here.require(Permission.READ);
        handovers.confirm(here.id(), item, version, actor);
        return Answer.to(ClosingController.address(here, reader) + "/handover#item-" + item).saying("closing.said_confirmed");
    }

    @PostMapping("/handover/{item}/removal")
    Answer remove(@PathVariable HandoverItemId item, @RequestParam int version, ProjectAccess here, Reader reader, Actor actor) {
        here.requireEverywhere(Permission.MANAGE_PROJECT);
        handovers.remove(here.id(), item, version, actor);
        return Answer.to(ClosingController.address(here, reader) + "/handover").saying("closing.said_removed");
    }

    // ---- open points

    public record PointsPage(ProjectAccess project, List<OpenPoint> points, List<Choice> people, UUID next) {
        public boolean mayWrite() {
            return project.stage() == Stage.CLOSING && project.mayEverywhere(Permission.MANAGE_PROJECT);
        }

        public boolean mayFinish(OpenPoint point) {
            return !point.done() && OpenPoints.mayFinish(project, point);
        }

        public long open() {
            return points.stream().filter(point -> !point.done()).count();
        }
    }

    @GetMapping("/points")
    Answer points(ProjectAccess here, Reader reader) {
        here.require(Permission.READ);
        var may = here.stage() == Stage.CLOSING && here.mayEverywhere(Permission.MANAGE_PROJECT);
        return Answer.page("closing/points", new PointsPage(here, points.of(here.id()), may ? people(teams.of(here.id())) : List.of(), OpenPointId.next().value())).of(papers.registered(here, OpenPoints.DOCUMENT_KIND, here.id(), reader));
    }

    public record PointForm(@Nullable String content, @Nullable String note, @Nullable String owner, @Nullable String due_on) {
        OpenPoints.Facts facts() {
            var entered = new Entered();
            var facts = new OpenPoints.Facts(said(content), said(note), entered.chosen("owner", said(owner), MemberId::of), entered.day("due_on", said(due_on)));
            entered.done();
            return facts;
        }
    }

    @PostMapping("/points")
    Answer addPoint(@RequestParam UUID id, PointForm form, ProjectAccess here, Reader reader, Actor actor) {
        here.requireEverywhere(Permission.MANAGE_PROJECT);
        points.add(here.id(), new OpenPointId(id), form.facts(), actor);
        return Answer.to(ClosingController.address(here, reader) + "/points").saying("closing.said_listed");
    }

    @PostMapping("/points/draft")
    Answer draftPoints(ProjectAccess here, Reader reader, Actor actor) {
        here.requireEverywhere(Permission.MANAGE_PROJECT);
        return Answer.to(ClosingController.address(here, reader) + "/points").saying("closing.said_drafted", points.draft(here.id(), actor));
    }

    @PostMapping("/points/{point}")
    Answer changePoint(@PathVariable OpenPointId point, @RequestParam int version, PointForm form, ProjectAccess here, Reader reader, Actor actor) {
        here.requireEverywhere(Permission.MANAGE_PROJECT);
        points.change(here.id(), point, form.facts(), version, actor);
        return Answer.to(ClosingController.address(here, reader) + "/points#point-" + point).saying("entry.saved");
    }

    @PostMapping("/points/{point}/done")
    @WhenClosed
    Answer finish(@PathVariable OpenPointId point, @RequestParam(defaultValue = "") String said, ProjectAccess here, Reader reader, Actor actor) {
        here.require(Permission.READ);
        points.finish(here.id(), point, said, actor);
        return Answer.to(ClosingController.address(here, reader) + "/points#point-" + point).saying("closing.said_done");
    }

    @PostMapping("/points/{point}/removal")
    Answer removePoint(@PathVariable OpenPointId point, @RequestParam int version, ProjectAccess here, Reader reader, Actor actor) {
        here.requireEverywhere(Permission.MANAGE_PROJECT);
        points.remove(here.id(), point, version, actor);
        return Answer.to(ClosingController.address(here, reader) + "/points").saying("closing.said_removed");
    }
}
