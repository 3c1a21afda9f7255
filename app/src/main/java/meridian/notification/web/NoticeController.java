package meridian.notification.web;

import meridian.notification.Bell;
import meridian.tenancy.Actor;
import meridian.tenancy.NoticeId;
import meridian.tenancy.Reader;
import meridian.web.Answer;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** What the reader was told. */
@Controller
@RequestMapping("/w/{slug}/notices")
public class NoticeController {
    private final Bell bell;

    NoticeController(Bell bell) {
        this.bell = bell;
    }

    @GetMapping
    Answer list(@RequestParam(required = false) @Nullable NoticeId after, @RequestParam(defaultValue = "false") boolean unread, Reader reader) {
        return Answer.page("notification/notices", NoticesPage.of(bell.of(reader, unread, after), unread, after == null, reader.zone()));
    }

    /** Where the bell, letters and browsers lead: from now on it counts as read. */
    @GetMapping("/{id}")
    Answer open(@PathVariable NoticeId id, Reader reader, Actor actor) {
        return Answer.to("/w/" + reader.slug() + bell.open(id, actor));
    }

    @PostMapping("/{id}/reading")
    Answer read(@PathVariable NoticeId id, Reader reader, Actor actor) {
        bell.open(id, actor);
        return Answer.to("/w/" + reader.slug() + "/notices");
    }

    @PostMapping("/reading")
    Answer readAll(Reader reader, Actor actor) {
        bell.readAll(actor);
        return Answer.to("/w/" + reader.slug() + "/notices");
    }
}
