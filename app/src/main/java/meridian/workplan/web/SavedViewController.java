package meridian.workplan.web;

import java.util.List;
import java.util.Objects;
import meridian.project.ProjectAccess;
import meridian.project.Stage;
import meridian.tenancy.Reader;
import meridian.tenancy.SavedViewId;
import meridian.web.Answer;
import meridian.workplan.SavedViews;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Views of the plan under a name. */
@Controller
@RequestMapping("/w/{slug}/p/{code}/plan/views")
public class SavedViewController {
    private final SavedViews views;

    SavedViewController(SavedViews views) {
        this.views = views;
    }

    /** The views there are; {@code look}: the one that can be kept, or null. */
    public record SavedViewsPage(ProjectAccess here, List<SavedViews.SavedView> views, SavedViews.@Nullable Look look, String id) {
        public boolean maySave() {
            return !here.auditor() && here.stage() != Stage.CLOSED;
        }
    }

    /** @param of the address, below the project, of what the reader looks at */
    @GetMapping
    Answer page(@RequestParam(required = false) @Nullable String of, ProjectAccess here) {
        return Answer.page("workplan/savedviews", new SavedViewsPage(here, views.of(here), SavedViews.Look.of(of), SavedViewId.next().toString()));
    }

    @PostMapping
    Answer save(@RequestParam SavedViewId id, @RequestParam(defaultValue = "") String name, @RequestParam(defaultValue = "") String view, @RequestParam(required = false) @Nullable String shared, ProjectAccess here, Reader reader) {
        var look = SavedViews.Look.of(view);
        views.save(here, id, name, look, shared != null);
        return Answer.to(address(here, reader) + Objects.requireNonNull(look).address()).saying("gantt.said_saved", name.strip());
    }

    @PostMapping("/{id}/removal")
    Answer remove(@PathVariable SavedViewId id, ProjectAccess here, Reader reader) {
        views.remove(here, id);
        return Answer.to(address(here, reader) + "/plan/views").undoable(address(here, reader) + "/plan/views/" + id + "/restoration", "gantt.said_removed");
    }

    @PostMapping("/{id}/restoration")
    Answer restore(@PathVariable SavedViewId id, ProjectAccess here, Reader reader) {
        views.restore(here, id);
        return Answer.to(address(here, reader) + "/plan/views").saying("trash.said_restored");
    }

    private static String address(ProjectAccess here, Reader reader) {
        return "/w/" + reader.slug() + "/p/" + here.code();
    }
}
