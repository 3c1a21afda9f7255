package meridian.meeting.web;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Optional;
import meridian.identity.Permission;
import meridian.meeting.Meeting.Kind;
import meridian.meeting.Minutes.Section;
import meridian.meeting.MinutesOutlines;
import meridian.project.ProjectAccess;
import meridian.tenancy.Actor;
import meridian.tenancy.Reader;
import meridian.web.Answer;
import meridian.web.Choice;
import meridian.web.Ui;
import org.springframework.stereotype.Controller;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Which sections the minutes of each kind of meeting have. */
@Controller
@RequestMapping("/w/{slug}/p/{code}/meetings/outline")
public class OutlineController {
    private final MinutesOutlines outlines;

    OutlineController(MinutesOutlines outlines) {
        this.outlines = outlines;
    }

    public record OutlinePage(ProjectAccess project, MinutesOutlines.Outline outline) {
        public boolean mayChoose() {
            return project.mayEverywhere(Permission.EDIT_TOOL_RULES);
        }

        public List<Kind> kinds() {
            return List.of(Kind.values());
        }

        public List<Section> sections(Kind kind) {
            return outline.sections().getOrDefault(kind, List.of());
        }

        public List<Choice> choices(Ui ui) {
            return Arrays.stream(Section.values()).map(section -> new Choice(section.text(), ui.t("minutes.section." + section.text()))).toList();
        }

        public boolean has(Kind kind, Choice section) {
            return sections(kind).stream().anyMatch(one -> one.text().equals(section.value()));
        }
    }

    @GetMapping
    Answer page(ProjectAccess here) {
        here.require(Permission.READ);
        return Answer.page("meeting/outline", new OutlinePage(here, outlines.of(here.id())));
    }

    @PostMapping
    Answer choose(@RequestParam MultiValueMap<String, String> typed, @RequestParam int version, ProjectAccess here, Reader reader, Actor actor) {
        here.requireEverywhere(Permission.EDIT_TOOL_RULES);
        var chosen = new EnumMap<Kind, List<Section>>(Kind.class);
        for (var kind : Kind.values()) {
            var ticked = typed.getOrDefault("sections_" + kind.text(), List.of());
            chosen.put(kind, ticked == null ? new ArrayList<>() : ticked.stream().map(Section::of).flatMap(Optional::stream).toList());
        }
        outlines.choose(here.id(), chosen, version, actor);
        return Answer.to("/w/" + reader.slug() + "/p/" + here.code() + "/meetings/outline").saying("minutes.said_outline");
    }
}
