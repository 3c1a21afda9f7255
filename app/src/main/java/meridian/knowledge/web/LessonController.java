package meridian.knowledge.web;

import java.util.List;
import java.util.UUID;
import meridian.activity.Stories;
import meridian.activity.StoryPart.Telling;
import meridian.identity.Permission;
import meridian.knowledge.Entries;
import meridian.knowledge.EntryKind;
import meridian.knowledge.Shelf;
import meridian.project.Learned;
import meridian.project.Parties;
import meridian.project.ProjectAccess;
import meridian.tenancy.Actor;
import meridian.tenancy.EntryId;
import meridian.tenancy.NotFound;
import meridian.tenancy.PartyId;
import meridian.tenancy.Reader;
import meridian.tenancy.Ref;
import meridian.web.Answer;
import meridian.web.Choice;
import meridian.web.Entered;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** What a project has learned, what others learned that is of use to it, and lessons written down where they happened. */
@Controller
@RequestMapping("/w/{slug}/p/{code}/lessons")
public class LessonController {
    private final Entries entries;
    private final Shelf shelf;
    private final Parties parties;
    private final Stories stories;

    LessonController(Entries entries, Shelf shelf, Parties parties, Stories stories) {
        this.entries = entries;
        this.shelf = shelf;
        this.parties = parties;
        this.stories = stories;
    }

    public record LessonsPage(ProjectAccess project, List<Shelf.Line> lines, List<Learned.Offer> offers) {
        public boolean mayWrite() {
            return writes(project);
        }
    }

    static boolean writes(ProjectAccess project) {
        return project.may(Permission.COMMENT) && !project.auditor();
    }

    @GetMapping
    Answer list(ProjectAccess here, Reader reader) {
        here.require(Permission.READ);
        return Answer.page("knowledge/lessons", new LessonsPage(here, shelf.ofProject(here.id(), reader), shelf.ofScenario(here.scenario(), here.id())));
    }

    @GetMapping("/new")
    Answer add(ProjectAccess here, Reader reader, @RequestParam(required = false) @Nullable String from) {
        here.require(Permission.COMMENT);
        var choices = parties.of(here.id()).stream().map(party -> new Choice(party.id().toString(), party.name())).toList();
        return Answer.page("knowledge/form", new EntryForm(EntryKind.LESSON, null, EntryId.next().value(), here, origin(from, here, reader), choices));
    }

    private @Nullable Telling origin(@Nullable String from, ProjectAccess here, Reader reader) {
        if (from == null || from.isBlank()) return null;
        return stories.tell(Ref.parse(from), here.id(), reader).orElseThrow(NotFound::new);
    }

    @PostMapping
    Answer create(ProjectAccess here, Reader reader, Actor actor, @RequestParam UUID id, @RequestParam(required = false) @Nullable String from, @RequestParam(defaultValue = "") String party, EntryForm.Fields form) {
        here.require(Permission.COMMENT);
        var origin = origin(from, here, reader);
        var entered = new Entered();
        var of = entered.chosen("party", party, PartyId::of);
        int number = entries.write(new Entries.NewEntry(new EntryId(id), EntryKind.LESSON, here.id(), of, origin == null ? null : origin.ref(), form.typed(), entered.problems()), actor);
        return Answer.to(KnowledgeController.address(reader, number)).saying("knowledge.said_written");
    }
}
