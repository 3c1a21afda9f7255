package meridian.project.web;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import meridian.project.ProjectAccess;
import meridian.project.Trash;
import meridian.project.TrashKind;
import meridian.tenancy.Actor;
import meridian.tenancy.Reader;
import meridian.web.Answer;
import meridian.web.Ui;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** What was thrown away in the last 30 days, of every kind. */
@Controller
@RequestMapping("/w/{slug}/p/{code}/trash")
public class TrashController {
    private final Trash trash;

    TrashController(Trash trash) {
        this.trash = trash;
    }

    /** What the page shows. */
    public record TrashPage(ProjectAccess here, Trash.Page page, boolean first) {
        /** Whole days until it is removed; 0 on the last one. */
        public long daysLeft(Ui ui, TrashKind.Thrown thing) {
            return Math.max(0, Duration.between(ui.now(), thing.at().plus(Duration.ofDays(Trash.DAYS))).toDays());
        }

        public @Nullable String more() {
            return page.after() == null ? null : page.after().at() + "~" + page.after().id();
        }
    }

    @GetMapping
    Answer page(ProjectAccess here, @RequestParam(required = false) @Nullable String after) {
        return Answer.page("project/trash", new TrashPage(here, trash.of(here, after == null ? null : place(after)), after == null));
    }

    private static TrashKind.Place place(String text) {
        var parts = text.split("~", 2);
        if (parts.length < 2) throw new IllegalArgumentException("no place in the trash: " + text);
        return new TrashKind.Place(Instant.parse(parts[0]), UUID.fromString(parts[1]));
    }

    @PostMapping("/{kind}/{id}/restoration")
    Answer restore(@PathVariable String kind, @PathVariable UUID id, ProjectAccess here, Actor actor, Reader reader) {
        var back = trash.restore(here, kind, id, actor);
        return Answer.to("/w/" + reader.slug() + back.address()).saying(back.said());
    }
}
