package meridian.identity.web;

import java.util.List;
import java.util.Locale;
import meridian.activity.Activities;
import meridian.identity.Workspaces;
import meridian.tenancy.Actor;
import meridian.tenancy.Reader;
import meridian.tenancy.Text;
import meridian.web.Answer;
import meridian.web.Choice;
import meridian.web.Words;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The workspace's own settings. */
@Controller
@RequestMapping("/w/{slug}/admin/workspace")
public class WorkspaceController {
    private final Workspaces workspaces;
    private final Activities activities;

    WorkspaceController(Workspaces workspaces, Activities activities) {
        this.workspaces = workspaces;
        this.activities = activities;
    }

    public record WorkspacePage(Workspaces.Settings settings, String language, List<Choice> languages, HistoryPart history) {}

    @GetMapping
    Answer page(Reader reader) {
        AdminGate.pass(reader);
        var settings = workspaces.settings();
        var language = settings.locale().getLanguage().equals("zh") ? "zh-CN" : "en";
        return Answer.page("identity/workspace", new WorkspacePage(settings, language, Choice.LANGUAGES, HistoryPart.about(reader.workspace(), activities)));
    }

    @PostMapping
    Answer change(
            @RequestParam(defaultValue = "") String name,
            @RequestParam(name = "unit_code", defaultValue = "") String unitCode,
            @RequestParam(defaultValue = "zh-CN") String language,
            @RequestParam int version,
            Reader reader,
            Actor actor) {
        workspaces.change(name, Text.clean(unitCode).toUpperCase(Locale.ROOT), Words.language(language), version, actor);
        return Answer.to("/w/" + reader.slug() + "/admin/workspace").saying("identity.saved");
    }
}
