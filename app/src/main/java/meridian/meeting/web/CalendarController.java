package meridian.meeting.web;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import meridian.meeting.CalendarFeeds;
import meridian.outbox.Mails;
import meridian.tenancy.Actor;
import meridian.tenancy.Reader;
import meridian.web.Answer;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;

/** Everybody’s calendar: its secret address, and what calendar programs read there. */
@Controller
public class CalendarController {
    private final CalendarFeeds feeds;
    private final Mails mails;

    CalendarController(CalendarFeeds feeds, Mails mails) {
        this.feeds = feeds;
        this.mails = mails;
    }

    /** {@code address}: just made, shown this once. */
    public record CalendarPage(CalendarFeeds.@Nullable Feed feed, @Nullable String address) {}

    @GetMapping("/w/{slug}/me/calendar")
    Answer page(Reader reader, Actor actor) {
        return Answer.page("meeting/calendar", new CalendarPage(feeds.of(reader.member(), actor).orElse(null), null));
    }

    /** Answers with the page itself: an address that is shown once stands in no other address. */
    @PostMapping("/w/{slug}/me/calendar")
    Answer make(Reader reader, Actor actor, HttpServletRequest request) {
        var path = feeds.make(actor);
        var whole = mails.configured() ? mails.address(path) : request.getScheme() + "://" + request.getHeader(HttpHeaders.HOST) + path;
        return Answer.page("meeting/calendar", new CalendarPage(feeds.of(reader.member(), actor).orElse(null), whole));
    }

    @PostMapping("/w/{slug}/me/calendar/removal")
    Answer end(Reader reader, Actor actor) {
        feeds.end(actor);
        return Answer.to("/w/" + reader.slug() + "/me/calendar").saying("meeting.said_feed_ended");
    }

    @GetMapping("/calendar/{token}.ics")
    ResponseEntity<byte[]> feed(@PathVariable String token) {
        return ResponseEntity.ok()
                .contentType(new MediaType("text", "calendar", StandardCharsets.UTF_8))
                .header(HttpHeaders.CACHE_CONTROL, "private, no-cache")
                .body(feeds.read(token).getBytes(StandardCharsets.UTF_8));
    }
}
