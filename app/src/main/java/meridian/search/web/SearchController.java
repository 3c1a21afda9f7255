package meridian.search.web;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import meridian.index.Searchable;
import meridian.index.Words;
import meridian.project.ProjectAccess;
import meridian.project.Projects;
import meridian.search.Searches;
import meridian.search.Searches.Found;
import meridian.search.Searches.Known;
import meridian.search.Searches.Narrow;
import meridian.search.Searches.PartyName;
import meridian.search.Searches.PersonName;
import meridian.search.Searches.Place;
import meridian.search.Searches.Results;
import meridian.search.Searches.Sight;
import meridian.tenancy.MemberId;
import meridian.tenancy.PartyId;
import meridian.tenancy.Reader;
import meridian.tenancy.Text;
import meridian.web.Answer;
import meridian.web.Choice;
import meridian.web.Ui;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The search: the box that answers while somebody types, and the page with all results, which needs no script. */
@Controller
@RequestMapping("/w/{slug}/search")
public class SearchController {
    private static final int PAGE = 20;
    private static final int SUGGESTED = 12; // as far as the plan in the order of the rail
    private static final Map<String, Duration> TIMES = Map.of("week", Duration.ofDays(7), "month", Duration.ofDays(31), "quarter", Duration.ofDays(92), "year", Duration.ofDays(366));
    private static final List<String> TIMES_IN_ORDER = List.of("week", "month", "quarter", "year");

    private final Searches searches;
    private final Projects projects;
    private final Clock clock;
    private final ObjectProvider<Searchable> searchables;

    SearchController(Searches searches, Projects projects, Clock clock, ObjectProvider<Searchable> searchables) {
        this.searches = searches;
        this.projects = projects;
        this.clock = clock;
        this.searchables = searchables;
    }

    // ---- as somebody types

    /** A place to go to, or something to do, by its name. */
    public record Command(String label, String address) {}

    public record SuggestionsPage(String typed, String at, List<Found> found, boolean more, boolean tooLong) {
        /** What the navigation beside this page leads to, as far as its name holds what was typed. */
        public List<Command> commands(Ui ui) {
            var sought = Words.plain(typed).strip();
            var all = Commands.of(ui);
            if (sought.isEmpty()) return all.stream().limit(SUGGESTED).toList();
            return all.stream().filter(command -> Words.plain(command.label()).contains(sought) || sought.length() > 1 && command.address().substring(command.address().lastIndexOf('/') + 1).startsWith(sought)).limit(4).toList();
        }
    }

    @GetMapping("/suggestions")
    Answer suggestions(@RequestParam(defaultValue = "") String q, @RequestParam(defaultValue = "") String at, Reader reader, HttpServletRequest request) {
        var typed = Text.clean(q);
        if (Searches.tooLong(typed)) return Answer.page("search/suggestions", new SuggestionsPage("", "", List.of(), false, true));
        var sight = searches.sight(reader);
        var near = near(at, sight, reader, request);
        var results = searches.find(typed, Narrow.NOT, sight, near == null ? null : near.id(), null, SUGGESTED);
        return Answer.page("search/suggestions", new SuggestionsPage(typed, near == null ? "" : near.code(), results.found(), results.next() != null, false));
    }

    // ---- the page

    public record SearchPage(String typed, String at, boolean tooLong, Results results, @Nullable String kind, List<String> kinds, @Nullable String project, List<Known> projects, @Nullable String party, List<PartyName> parties,
            @Nullable String author, List<PersonName> people, @Nullable String since, boolean first) {
        public List<Choice> kindChoices(Ui ui) {
            return kinds.stream().filter(each -> ui.has("search.kind." + each)).map(each -> new Choice(each, ui.t("search.kind." + each))).toList();
        }

        public List<Choice> projectChoices() {
            return projects.stream().map(each -> new Choice(each.code(), each.code() + " " + each.name())).toList();
        }

        public List<Choice> partyChoices() {
            return parties.stream().map(each -> new Choice(each.id().toString(), each.name())).toList();
        }

        public List<Choice> peopleChoices() {
            return people.stream().map(each -> new Choice(each.id().toString(), each.name())).toList();
        }

        public List<Choice> times(Ui ui) {
            return TIMES_IN_ORDER.stream().map(each -> new Choice(each, ui.t("search.since." + each))).toList();
        }

        public boolean narrows() {
            return kind != null || project != null || party != null || author != null || since != null;
        }
    }

    /** What results are narrowed to, as it stands in the address. */
    public record Wanted(@Nullable String kind, @Nullable String project, @Nullable String party, @Nullable String author, @Nullable String since, @Nullable String after) {}

    @GetMapping
    Answer page(@RequestParam(defaultValue = "") String q, @RequestParam(defaultValue = "") String at, Wanted wanted, Reader reader, HttpServletRequest request) {
        var typed = Text.clean(q);
        boolean tooLong = Searches.tooLong(typed);
        var sight = searches.sight(reader);
        var near = near(at, sight, reader, request);
        var kinds = kinds();
        var kind = kinds.contains(given(wanted.kind())) ? wanted.kind() : null;
        var project = sight.projects().values().stream().filter(each -> each.code().equals(wanted.project())).findFirst().orElse(null);
        var reads = project != null && project.reads();
        var party = project == null ? null : id(wanted.party());
        var author = project == null ? null : id(wanted.author());
        var since = wanted.since() == null ? null : TIMES.get(wanted.since());
        var place = Place.of(wanted.after());
        var narrow = new Narrow(kind, project == null ? null : project.id(), party == null ? null : new PartyId(party), author == null ? null : new MemberId(author), since == null ? null : from(since));
        var results = tooLong ? Results.NONE : searches.find(typed, narrow, sight, near == null ? null : near.id(), place, PAGE);
        return Answer.page("search/search",
                new SearchPage(tooLong ? "" : typed, near == null ? "" : near.code(), tooLong, results, kind, kinds, project == null ? null : project.code(), List.copyOf(sight.projects().values().stream().sorted(java.util.Comparator.comparing(Known::code)).toList()),
                        party == null ? null : party.toString(), reads ? searches.parties(project.id()) : List.of(), author == null ? null : author.toString(), reads ? searches.people(project.id()) : List.of(), since == null ? null : wanted.since(), place == null),
                tooLong ? 422 : 200);
    }

    private Instant from(Duration before) {
        return clock.instant().minus(before);
    }

    // The project that somebody comes from: its numbers come first, and its navigation stays beside the page.
    private @Nullable Known near(String code, Sight sight, Reader reader, HttpServletRequest request) {
        var known = sight.projects().values().stream().filter(each -> each.code().equals(code)).findFirst().orElse(null);
        if (known != null) request.setAttribute(ProjectAccess.ATTRIBUTE, projects.access(code, reader));
        return known;
    }

    private List<String> kinds() {
        var all = new ArrayList<>(List.of("task", "risk", "meeting", "decision", "minutes_row", "emergency", "resource_request", "dispute", "quality_check", "file", "comment", "document", "project", "charter", "deliverable", "indicator", "letter", "resource", "party", "member"));
        searchables.stream().map(Searchable::kind).sorted().filter(kind -> !all.contains(kind)).forEach(all::add);
        return all;
    }

    private static String given(@Nullable String text) {
        return text == null ? "" : text;
    }

    private static @Nullable UUID id(@Nullable String text) {
        try {
            return text == null || text.isEmpty() ? null : UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
