package meridian.duty.web;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import meridian.duty.DutyKind;
import meridian.duty.Inbox;
import meridian.tenancy.Actor;
import meridian.tenancy.DutyId;
import meridian.tenancy.Reader;
import meridian.web.Answer;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The first page of a working day: what waits for the reader, and what they wait for. */
@Controller
@RequestMapping("/w/{slug}/inbox")
public class InboxController {
    private final Inbox inbox;
    private final Map<String, DutyKind> kinds;
    private final Clock clock;

    InboxController(Inbox inbox, List<DutyKind> kinds, Clock clock) {
        this.inbox = inbox;
        this.kinds = kinds.stream().collect(Collectors.toMap(DutyKind::name, Function.identity()));
        this.clock = clock;
    }

    @GetMapping
    Answer mine(@RequestParam(required = false) @Nullable String after, @RequestParam(required = false) @Nullable String hidden, Reader reader) {
        var cursor = Inbox.Cursor.parse(after);
        return page(hidden == null ? inbox.of(reader, cursor) : inbox.hidden(reader, cursor), false, after, reader);
    }

    @GetMapping("/owed")
    Answer owed(@RequestParam(required = false) @Nullable String after, Reader reader) {
        return page(inbox.owedTo(reader, Inbox.Cursor.parse(after)), true, after, reader);
    }

    private Answer page(Inbox.Listing listing, boolean owed, @Nullable String after, Reader reader) {
        return Answer.page("duty/inbox", InboxPage.of(listing, owed, after == null, kinds::get, reader, clock.instant()));
    }

    @GetMapping("/{id}")
    Answer open(@PathVariable DutyId id, Reader reader) {
        var duty = inbox.open(id, reader);
        var kind = kinds.get(duty.kind());
        return Answer.to(Objects.requireNonNull(InboxPage.whole(kind == null ? "/inbox" : kind.address(duty, reader), reader)));
    }

    @PostMapping("/{id}/reminder")
    Answer remind(@PathVariable DutyId id, Reader reader, Actor actor) {
        inbox.remind(id, actor);
        return Answer.to("/w/" + reader.slug() + "/inbox/owed").saying("duty.reminder_given");
    }

    @PostMapping("/reading")
    Answer readAll(Reader reader, Actor actor) {
        inbox.readAll(actor);
        return Answer.to("/w/" + reader.slug() + "/inbox");
    }
}
