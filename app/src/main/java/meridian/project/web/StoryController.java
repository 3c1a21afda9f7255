package meridian.project.web;

import java.util.Comparator;
import java.util.List;
import meridian.activity.Stories;
import meridian.activity.StoryPart.Line;
import meridian.activity.StoryPart.Telling;
import meridian.identity.Permission;
import meridian.project.ProjectAccess;
import meridian.tenancy.NotFound;
import meridian.tenancy.Reader;
import meridian.tenancy.Ref;
import meridian.web.Answer;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** A thread through conversions, read as one story: what got stuck, what was asked for, what was disputed, how it ended. */
@Controller
@RequestMapping("/w/{slug}/p/{code}/story")
public class StoryController {
    private final Stories stories;

    StoryController(Stories stories) {
        this.stories = stories;
    }

    /** A moment of the story; {@code first} where its part begins. */
    public record Moment(Telling part, Line line, boolean first) {}

    public record StoryPage(ProjectAccess project, Stories.Story story, Telling told) {
        /** All parts' moments in the order of time. */
        public List<Moment> moments() {
            return story.parts().stream()
                    .flatMap(part -> part.lines().stream().map(line -> new Moment(part, line, line == part.lines().getFirst())))
                    .sorted(Comparator.comparing((Moment moment) -> moment.line().at()))
                    .toList();
        }
    }

    @GetMapping
    Answer story(@RequestParam(defaultValue = "") String of, ProjectAccess here, Reader reader) {
        here.require(Permission.READ);
        var thing = Ref.parse(of);
        var story = stories.of(thing, here.id(), reader);
        var told = story.parts().stream().filter(part -> part.ref().equals(thing)).findFirst().orElseThrow(NotFound::new);
        return Answer.page("project/story", new StoryPage(here, story, told));
    }
}
