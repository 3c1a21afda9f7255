package meridian.duty.web;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import meridian.duty.Dossiers;
import meridian.duty.DutyKind;
import meridian.duty.Inbox;
import meridian.tenancy.Actor;
import meridian.tenancy.DutyId;
import meridian.tenancy.Reader;
import meridian.web.Answer;
import meridian.web.Choice;
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
    private static final Pattern QUERY = Pattern.compile("(/owed)?(\\?[A-Za-z0-9=&_.:%-]*)?");

    private final Inbox inbox;
    private final Dossiers dossiers;
    private final Map<String, DutyKind> kinds;
    private final Clock clock;

    InboxController(Inbox inbox, Dossiers dossiers, List<DutyKind> kinds, Clock clock) {
        this.inbox = inbox;
        this.dossiers = dossiers;
        this.kinds = kinds.stream().collect(Collectors.toMap(DutyKind::name, Function.identity()));
        this.clock = clock;
    }

    /** What an address of the inbox asks for; {@code at} is the duty whose further acts are shown. */
    public record Asked(@Nullable String show, @Nullable String kind, @Nullable String project, @Nullable String after, @Nullable String hidden, @Nullable String at) {
        Inbox.Filter filter() {
            return Inbox.Filter.parse(show, kind, project);
        }
    }

    @GetMapping
    Answer mine(Asked asked, Reader reader) {
        var cursor = Inbox.Cursor.parse(asked.after());
        var filter = asked.filter();
        var listing = asked.hidden() == null ? inbox.of(reader, filter, cursor) : inbox.hidden(reader, filter, cursor);
        return Answer.page("duty/inbox", InboxPage.of(listing, filter, asked, false, kinds::get, panel(listing, asked, reader), reader, clock.instant()));
    }

    @GetMapping("/owed")
    Answer owed(Asked asked, Reader reader) {
        var filter = asked.filter();
        return Answer.page("duty/inbox", InboxPage.of(inbox.owedTo(reader, filter, Inbox.Cursor.parse(asked.after())), filter, asked, true, kinds::get, null, reader, clock.instant()));
    }

    // What can be done with one row beside doing it; read only when somebody asks for it.
    private InboxPage.@Nullable Panel panel(Inbox.Listing listing, Asked asked, Reader reader) {
        var item = listing.items().stream().filter(one -> one.duty().id().toString().equals(asked.at())).findFirst().orElse(null);
        if (item == null) return null;
        var duty = item.duty();
        var kind = kinds.get(duty.kind());
        var given = kind == null || kind.power() == null;
        var people = given ? dossiers.people(duty.project()).stream().filter(person -> !person.id().equals(duty.owner())).map(person -> new Choice(person.id().toString(), person.name())).toList() : List.<Choice>of();
        return new InboxPage.Panel(duty.id().toString(), duty.read(), given, people, Snooze.possible(clock.instant(), duty.dueAt(), reader.zone()).stream().map(Snooze::text).toList());
    }

    @GetMapping("/{id}")
    Answer open(@PathVariable DutyId id, Reader reader) {
        var duty = inbox.open(id, reader);
        var kind = kinds.get(duty.kind());
        return Answer.to(Objects.requireNonNull(InboxPage.whole(kind == null ? "/inbox" : kind.address(duty, reader), reader)));
    }

    @PostMapping("/{id}/reminder")
    Answer remind(@PathVariable DutyId id, @RequestParam(name = "_from", defaultValue = "") String from, Reader reader, Actor actor) {
        inbox.remind(id, actor);
        return (isInbox(from, reader) ? back(from, reader) : Answer.to("/w/" + reader.slug() + "/inbox/owed")).saying("duty.reminder_given");
    }

    @PostMapping("/{id}/reading")
    Answer mark(@PathVariable DutyId id, @RequestParam(defaultValue = "true") String read, @RequestParam(name = "_from", defaultValue = "") String from, Reader reader, Actor actor) {
        inbox.mark(id, !read.equals("false"), actor);
        return back(from, reader);
    }

    @PostMapping("/reading")
    Answer readAll(@RequestParam(name = "_from", defaultValue = "") String from, Reader reader, Actor actor) {
        inbox.readAll(actor);
        return back(from, reader);
    }

    /** Whether an act was done on a page of the inbox. */
    static boolean isInbox(String from, Reader reader) {
        var home = "/w/" + reader.slug() + "/inbox";
        return from.startsWith(home) && QUERY.matcher(from.substring(home.length())).matches();
    }

    /** Back to the page of the inbox on which something was done, with its filter and nothing unfolded; else to its beginning. */
    static Answer.To back(String from, Reader reader) {
        return Answer.to(isInbox(from, reader) ? from.replaceAll("([?&])at=[^&]*(&|$)", "$1").replaceAll("[?&]$", "") : "/w/" + reader.slug() + "/inbox");
    }
}
