package meridian.workplan.web;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import meridian.activity.Stories;
import meridian.document.Attachments;
import meridian.identity.Permission;
import meridian.outbox.Follows;
import meridian.project.ProjectAccess;
import meridian.tenancy.Actor;
import meridian.tenancy.CommentId;
import meridian.tenancy.MemberId;
import meridian.tenancy.NotAllowed;
import meridian.tenancy.NotFound;
import meridian.tenancy.PartyId;
import meridian.tenancy.Reader;
import meridian.tenancy.Refused;
import meridian.tenancy.TaskId;
import meridian.web.Answer;
import meridian.workplan.Dispatching;
import meridian.workplan.PackageResponsibilities;
import meridian.workplan.PlanTable;
import meridian.workplan.TaskComments;
import meridian.workplan.TaskFields;
import meridian.workplan.TaskKind;
import meridian.workplan.Scheduling;
import meridian.workplan.Slips;
import meridian.workplan.TaskLinks;
import meridian.workplan.TaskMove;
import meridian.workplan.TaskSheets;
import meridian.workplan.TaskTree;
import meridian.workplan.Tasks;
import meridian.workplan.WorkTime;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The page of one task and everything that is done to it there. */
@Controller
@RequestMapping("/w/{slug}/p/{code}/tasks")
public class TaskController {
    private static final Set<String> PLACES = Set.of("indent", "outdent", "up", "down");

    private final TaskSheets sheets;
    private final PlanTable table;
    private final Tasks tasks;
    private final TaskTree tree;
    private final Dispatching dispatching;
    private final TaskComments comments;
    private final Stories stories;
    private final Attachments attachments;
    private final Follows follows;
    private final PackageResponsibilities responsibilities;
    private final TaskLinks links;
    private final Slips slips;
    private final Scheduling scheduling;

    TaskController(TaskSheets sheets, PlanTable table, Tasks tasks, TaskTree tree, Dispatching dispatching, TaskComments comments, Stories stories, Attachments attachments, Follows follows, PackageResponsibilities responsibilities, TaskLinks links, Slips slips, Scheduling scheduling) {
        this.stories = stories;
        this.attachments = attachments;
        this.follows = follows;
        this.sheets = sheets;
        this.table = table;
        this.tasks = tasks;
        this.tree = tree;
        this.dispatching = dispatching;
        this.comments = comments;
        this.responsibilities = responsibilities;
        this.links = links;
        this.slips = slips;
        this.scheduling = scheduling;
    }

    @GetMapping("/{number:[0-9]{1,8}}")
    Answer task(@PathVariable int number, ProjectAccess here, Reader reader) {
        var sheet = sheets.of(here, number);
        var ref = sheet.task().ref();
        var around = here.guest() ? Stories.Around.none(ref) : stories.around(ref, here.id(), reader);
        var files = attachments.on(ref, sheet.mayComment(), sheet.mayEdit(), reader.actor());
        var shown = sheet.task().kind() == TaskKind.PACKAGE && !here.guest();
        return Answer.page("workplan/task", TaskPage.of(here, sheet, around, files, shown ? responsibilities.of(sheet.task()) : null));
    }

    @PostMapping("/{number:[0-9]{1,8}}/responsibilities")
    Answer assign(@PathVariable int number, @RequestParam(defaultValue = "") String state, @RequestParam MultiValueMap<String, String> form, ProjectAccess here, Actor actor, Reader reader) {
        var letters = new HashMap<PartyId, String>();
        form.forEach((field, values) -> {
            if (field.startsWith("letter_")) letters.put(PartyId.of(field.substring(7)), values.getFirst());
        });
        responsibilities.assign(sheets.id(here, number), letters, state, actor);
        return Answer.to(address(here, reader, number)).saying("workplan.said_saved");
    }

    /** Where a duty points to: it knows the id and no number. */
    @GetMapping("/by-id/{id}")
    Answer byId(@PathVariable TaskId id, ProjectAccess here, Reader reader) {
        return Answer.to(address(here, reader, sheets.number(here, id)));
    }

    @PostMapping("/by-id/{id}/acceptance")
    Answer acceptFromInbox(@PathVariable TaskId id, ProjectAccess here, Actor actor, Reader reader) {
        dispatching.accept(id, actor);
        return Answer.to("/w/" + reader.slug() + "/inbox").saying("workplan.said_accepted");
    }

    @PostMapping("/by-id/{id}/completion")
    Answer completeFromInbox(@PathVariable TaskId id, ProjectAccess here, Actor actor, Reader reader) {
        tasks.complete(id, actor);
        return Answer.to("/w/" + reader.slug() + "/inbox").saying("workplan.said_completed");
    }

    @PostMapping("/by-id/{id}/mention")
    Answer readFromInbox(@PathVariable TaskId id, ProjectAccess here, Actor actor, Reader reader) {
        comments.read(id, actor);
        return Answer.to(address(here, reader, sheets.number(here, id)));
    }

    /** Follows every change of the task, mutes it, or neither: the reader’s own affair. */
    @PostMapping("/{number:[0-9]{1,8}}/following")
    Answer follow(@PathVariable int number, @RequestParam(defaultValue = "neither") String state, ProjectAccess here, Actor actor, Reader reader) {
        var task = tasks.get(sheets.id(here, number), actor);
        var wanted = Arrays.stream(Follows.State.values()).filter(each -> each.name().toLowerCase(Locale.ROOT).equals(state)).findFirst().orElseThrow(() -> Refused.at("state", "refused.not_a_choice"));
        follows.set(new Follows.Thing(task.ref(), task.project(), task.title(), task.address(here.code())), wanted, actor);
        return Answer.to(address(here, reader, number));
    }

    // ---- the form

    @GetMapping("/new")
    Answer newTask(@RequestParam(required = false) @Nullable String parent, ProjectAccess here) {
        if (!here.may(Permission.EDIT_PLAN)) throw new NotAllowed();
        var own = here.mayEverywhere(Permission.EDIT_PLAN) ? null : here.parties().stream().filter(party -> here.may(Permission.EDIT_PLAN, party)).findFirst().orElse(null);
        return Answer.page("workplan/form", new TaskFormPage(here, TaskId.next().toString(), null, null, TaskFields.titled("").withParty(own), parent, table.offers(here), sheets.deliverables(here), sheets.branches(here), table.day(here, own)));
    }

    @PostMapping
    Answer add(@RequestParam MultiValueMap<String, String> typed, @RequestParam TaskId id, @RequestParam(defaultValue = "task") String kind, @RequestParam(defaultValue = "") String parent, ProjectAccess here, Actor actor, Reader reader) {
        here.require(Permission.EDIT_PLAN);
        var fields = new TaskForm(typed).read(party -> table.day(here, party)).apply(TaskFields.titled(""));
        var added = tasks.add(new Tasks.NewTask(id, here.id(), TaskKind.of(kind), parent.isEmpty() ? null : TaskId.of(parent), null, fields), actor);
        return Answer.to(address(here, reader, added.task().number())).saying("workplan.said_added", here.code() + "-" + added.task().number());
    }

    @GetMapping("/{number:[0-9]{1,8}}/edit")
    Answer edit(@PathVariable int number, ProjectAccess here) {
        var sheet = sheets.of(here, number);
        if (!sheet.mayEdit()) throw new NotAllowed();
        scheduling.expectEdits(here.id(), table.tasks(here));
        var task = sheet.task();
        return Answer.page("workplan/form", new TaskFormPage(here, null, number, task.version(), sheet.fields(), null, sheet.offers(), sheets.deliverables(here), List.of(), sheet.dayMinutes()));
    }

    /** Saves the form; where that moves other tasks, their list is shown first and waits for a word. */
    @PostMapping("/{number:[0-9]{1,8}}")
    Answer save(@PathVariable int number, @RequestParam int version, @RequestParam(defaultValue = "") String slip, @RequestParam MultiValueMap<String, String> typed, ProjectAccess here, Actor actor, Reader reader) {
        var id = sheets.id(here, number);
        var change = new TaskForm(typed).read(party -> table.day(here, party));
        var task = tasks.get(id, actor);
        if (slip.equals("asked") && task.version() == version && here.may(Permission.EDIT_PLAN, task.party())) {
            var effect = slips.of(here, number, change);
            if (effect.moves()) return Answer.page("workplan/slip", SlipPage.ofForm(here, number, version, effect, typed));
        }
        var edited = slip.isEmpty() ? tasks.edit(id, version, change, actor) : slips.apply(here, id, version, change, actor);
        return Answer.to(address(here, reader, number)).undoable(undo(here, reader, edited.edit()), "workplan.said_saved");
    }

    // ---- what slips if this slips

    @GetMapping("/{number:[0-9]{1,8}}/slip")
    Answer slip(@PathVariable int number, @RequestParam(defaultValue = "1d") String late, ProjectAccess here) {
        if (here.guest()) throw new NotFound();
        var days = days(late);
        return Answer.page("workplan/slip", SlipPage.ofDelay(here, number, days == null ? null : slips.later(here, number, days), late));
    }

    @PostMapping("/{number:[0-9]{1,8}}/slip")
    Answer applySlip(@PathVariable int number, @RequestParam int version, @RequestParam(defaultValue = "") String late, ProjectAccess here, Actor actor, Reader reader) {
        var id = sheets.id(here, number);
        here.require(Permission.EDIT_PLAN, tasks.get(id, actor).party());
        var days = days(late);
        if (days == null) throw Refused.at("late", "workplan.late_wrong");
        var edited = slips.applyLater(here, id, version, number, days, actor);
        return Answer.to(address(here, reader, number)).undoable(undo(here, reader, edited.edit()), "workplan.said_saved");
    }

    private static @Nullable Double days(String typed) {
        var minutes = typed.length() > 12 ? null : WorkTime.parse(typed.strip(), 480);
        return minutes == null || minutes == 0 || minutes > 480 * 2000 ? null : Double.valueOf(minutes / 480.0);
    }

    // ---- what it waits for

    /** Adds predecessors: 12FS+2d, 15SS, or a title; of the version the person saw. Where that moves other tasks, their list is shown first. */
    @PostMapping("/{number:[0-9]{1,8}}/predecessors")
    Answer link(@PathVariable int number, @RequestParam int version, @RequestParam(defaultValue = "") String predecessor, @RequestParam(defaultValue = "FS") String type, @RequestParam(defaultValue = "") String lag,
            @RequestParam(defaultValue = "") String slip, @RequestParam MultiValueMap<String, String> typed, ProjectAccess here, Actor actor, Reader reader) {
        var id = sheets.id(here, number);
        var change = links.adding(here, id, predecessor, type, lag, actor);
        if (slip.equals("asked")) {
            var effect = slips.of(here, number, change);
            if (effect.moves()) return Answer.page("workplan/slip", SlipPage.ofLink(here, number, version, effect, typed));
        }
        var edited = slip.isEmpty() ? tasks.edit(id, version, change, actor) : slips.apply(here, id, version, change, actor);
        return Answer.to(address(here, reader, number) + "#links").undoable(undo(here, reader, edited.edit()), "workplan.said_linked");
    }

    @PostMapping("/{number:[0-9]{1,8}}/predecessors/{other:[0-9]{1,8}}/deletion")
    Answer unlink(@PathVariable int number, @PathVariable int other, @RequestParam int version, ProjectAccess here, Actor actor, Reader reader) {
        var edited = links.remove(sheets.id(here, number), version, sheets.id(here, other), actor);
        return Answer.to(address(here, reader, number) + "#links").undoable(undo(here, reader, edited.edit()), "workplan.said_unlinked");
    }

    // ---- doing it

    @PostMapping("/{number:[0-9]{1,8}}/status")
    Answer move(@PathVariable int number, @RequestParam String move, @RequestParam(defaultValue = "") String reason, ProjectAccess here, Actor actor, Reader reader) {
        tasks.move(sheets.id(here, number), TaskMove.of(move), reason, actor);
        return Answer.to(address(here, reader, number));
    }

    @PostMapping("/{number:[0-9]{1,8}}/blocker")
    Answer restateBlocker(@PathVariable int number, @RequestParam(defaultValue = "") String reason, ProjectAccess here, Actor actor, Reader reader) {
        tasks.restateBlocker(sheets.id(here, number), reason, actor);
        return Answer.to(address(here, reader, number));
    }

    @PostMapping("/{number:[0-9]{1,8}}/progress")
    Answer progress(@PathVariable int number, @RequestParam(defaultValue = "") String progress, ProjectAccess here, Actor actor, Reader reader) {
        if (!progress.strip().matches("[0-9]{1,3}")) throw Refused.at("progress", "workplan.progress_wrong");
        tasks.progress(sheets.id(here, number), Integer.parseInt(progress.strip()), null, actor);
        return Answer.to(address(here, reader, number));
    }

    @PostMapping("/{number:[0-9]{1,8}}/offer")
    Answer offer(@PathVariable int number, @RequestParam(required = false) @Nullable String was, @RequestParam(defaultValue = "") String to, ProjectAccess here, Actor actor, Reader reader) {
        if (to.isEmpty()) throw Refused.at("to", "refused.missing");
        if (was == null) dispatching.offer(sheets.id(here, number), MemberId.of(to), actor);
        else dispatching.offer(sheets.id(here, number), was.isEmpty() ? null : MemberId.of(was), MemberId.of(to), actor);
        return Answer.to(address(here, reader, number));
    }

    @PostMapping("/{number:[0-9]{1,8}}/acceptance")
    Answer accept(@PathVariable int number, ProjectAccess here, Actor actor, Reader reader) {
        dispatching.accept(sheets.id(here, number), actor);
        return Answer.to(address(here, reader, number));
    }

    @PostMapping("/{number:[0-9]{1,8}}/return")
    Answer giveBack(@PathVariable int number, @RequestParam(defaultValue = "") String reason, ProjectAccess here, Actor actor, Reader reader) {
        dispatching.giveBack(sheets.id(here, number), reason, actor);
        return Answer.to(here.guest() ? "/w/" + reader.slug() + "/p/" + here.code() + "/plan" : address(here, reader, number));
    }

    // ---- what is said about it

    @PostMapping("/{number:[0-9]{1,8}}/comments")
    Answer comment(@PathVariable int number, @RequestParam CommentId id, @RequestParam(defaultValue = "") String body, ProjectAccess here, Actor actor, Reader reader) {
        comments.write(sheets.id(here, number), id, body, actor);
        return Answer.to(address(here, reader, number) + "#comments");
    }

    @PostMapping("/{number:[0-9]{1,8}}/comments/{id}/deletion")
    Answer deleteComment(@PathVariable int number, @PathVariable CommentId id, ProjectAccess here, Actor actor, Reader reader) {
        comments.delete(sheets.id(here, number), id, actor);
        return Answer.to(address(here, reader, number) + "#comments").undoable(address(here, reader, number) + "/comments/" + id + "/restoration", "workplan.said_comment_deleted");
    }

    @PostMapping("/{number:[0-9]{1,8}}/comments/{id}/restoration")
    Answer restoreComment(@PathVariable int number, @PathVariable CommentId id, ProjectAccess here, Actor actor, Reader reader) {
        comments.restore(sheets.id(here, number), id, actor);
        return Answer.to(address(here, reader, number) + "#c-" + id).saying("workplan.said_comment_restored");
    }

    // ---- where it stands

    @PostMapping("/{number:[0-9]{1,8}}/place")
    Answer place(@PathVariable int number, @RequestParam String act, @RequestParam int version, ProjectAccess here, Actor actor, Reader reader) {
        if (!PLACES.contains(act)) throw Refused.because("refused.not_a_choice");
        var rows = List.of(new TaskTree.Seen(sheets.id(here, number), version));
        var edit = switch (act) {
            case "indent" -> tree.indent(rows, actor);
            case "outdent" -> tree.outdent(rows, actor);
            case "up" -> tree.reorder(rows, true, actor);
            default -> tree.reorder(rows, false, actor);
        };
        return Answer.to(address(here, reader, number)).undoable(undo(here, reader, edit), "workplan.said_moved");
    }

    @PostMapping("/{number:[0-9]{1,8}}/deletion")
    Answer delete(@PathVariable int number, @RequestParam int version, ProjectAccess here, Actor actor, Reader reader) {
        var edit = tree.delete(List.of(new TaskTree.Seen(sheets.id(here, number), version)), actor);
        return Answer.to("/w/" + reader.slug() + "/p/" + here.code() + "/plan").undoable(undo(here, reader, edit), "workplan.said_deleted", here.code() + "-" + number);
    }

    private static String address(ProjectAccess here, Reader reader, int number) {
        return "/w/" + reader.slug() + "/p/" + here.code() + "/tasks/" + number;
    }

    private static String undo(ProjectAccess here, Reader reader, meridian.tenancy.PlanEditId edit) {
        return "/w/" + reader.slug() + "/p/" + here.code() + "/plan/undo/" + edit;
    }
}
