package meridian.knowledge;

import static db.knowledge.Tables.ENTRY;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import meridian.activity.StoryPart;
import meridian.project.Projects;
import meridian.tenancy.EntryId;
import meridian.tenancy.ProjectId;
import meridian.tenancy.Reader;
import org.springframework.stereotype.Component;

/** Lessons as parts of a story: what was learned from it. */
@Component
class KnowledgeStory implements StoryPart {
    private final Shelf shelf;

    KnowledgeStory(Shelf shelf) {
        this.shelf = shelf;
    }

    @Override
    public String kind() {
        return Entry.KIND;
    }

    @Override
    public List<Telling> tell(Collection<UUID> things, ProjectId project, Reader reader) {
        var asked = ENTRY.ID.in(things.stream().map(EntryId::new).toList()).and(ENTRY.PROJECT_ID.eq(project));
        return shelf.read(asked.and(Projects.readBy(project, reader)).and(Readership.known(reader)), reader.member()).stream().map(entry -> telling(entry, shelf.shown(entry, reader))).toList();
    }

    private static Telling telling(Entry entry, EntryText text) {
        var lines = new ArrayList<Line>();
        lines.add(new Line(entry.createdAt(), entry.author().name(), "story.knowledge_written", List.of(), ""));
        for (var edition : entry.editions().reversed()) lines.add(new Line(edition.at(), edition.reviewer(), "story.knowledge_published", List.of(String.valueOf(edition.number())), edition.number() == entry.edition() ? Markdown.words(text.advice(), 400) : ""));
        return new Telling(entry.ref(), entry.createdAt(), entry.code(), text.title(), "/knowledge/" + entry.number(), text.advice(), entry.party(), entry.partyName(), "knowledge.state." + entry.state().text(), lines);
    }
}
