package meridian.identity.web;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import meridian.activity.Activities;
import meridian.calendar.DayOverride;
import meridian.calendar.HolidaySets;
import meridian.calendar.Interval;
import meridian.identity.CalendarImpact;
import meridian.identity.Calendars;
import meridian.identity.HolidayYears;
import meridian.identity.Members;
import meridian.identity.PlannedDays;
import meridian.identity.Regions;
import meridian.identity.WeekHours;
import meridian.tenancy.Actor;
import meridian.tenancy.MemberId;
import meridian.tenancy.NotFound;
import meridian.tenancy.Reader;
import meridian.tenancy.Refused;
import meridian.tenancy.RegionId;
import meridian.tenancy.Text;
import meridian.web.Answer;
import meridian.web.Choice;
import meridian.web.Entered;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The regions and their calendars. */
@Controller
@RequestMapping("/w/{slug}/admin/regions")
public class RegionController {
    private final Regions regions;
    private final Calendars calendars;
    private final Members members;
    private final Activities activities;
    private final HolidayYears holidayYears;
    private final Clock clock;
    private final PlannedDays planned;

    RegionController(Regions regions, Calendars calendars, Members members, Activities activities, HolidayYears holidayYears, Clock clock, PlannedDays planned) {
        this.planned = planned;
        this.regions = regions;
        this.calendars = calendars;
        this.members = members;
        this.activities = activities;
        this.holidayYears = holidayYears;
        this.clock = clock;
    }

    public record RegionsPage(List<RegionLine> lines, RegionId next, List<Choice> parents, CalendarChoices choices, List<Unpublished> unpublished, List<Waiting> waiting, List<Regions.Region> closed) {}

    /** A year that plans of a region reach into before its holidays are published: until then its days are counted by the weekly hours alone. */
    public record Unpublished(String region, String holidaySet, int year, LocalDate until) {}

    /** A year whose holidays are published, but would move something and wait to be looked at. */
    public record Waiting(Regions.Region region, int year) {}

    /** A region in the list; {@code hours} are today's there, empty on a day off. */
    public record RegionLine(Regions.Region region, int depth, LocalDateTime localTime, String hours) {}

    /**
     * @param entered the day whose entry is being edited, if any
     * @param hoursDraft the weekly hours that the form begins with
     * @param covered whether the holiday set knows the whole year
     * @param unpublished the years that plans reach into and the holiday set does not know
     */
    public record RegionPage(
            Regions.Region region,
            List<Choice> parents,
            List<Choice> people,
            List<WeekHours> hours,
            WeekHours hoursDraft,
            boolean editsHours,
            YearGrid grid,
            List<DayOverride> days,
            @Nullable DayOverride entered,
            boolean covered,
            List<Unpublished> unpublished,
            List<Waiting> waiting,
            CalendarChoices choices,
            HistoryPart history) {
        public DayOfWeek[] weekdays() {
            return DayOfWeek.values();
        }

        /** What the form begins with for even weeks: empty where they are like the odd ones. */
        public String evenDraft(DayOfWeek weekday) {
            var even = hoursDraft.text(weekday, true);
            return even.equals(hoursDraft.text(weekday, false)) ? "" : even.isEmpty() ? "-" : even;
        }
    }

    @GetMapping
    Answer list(Reader reader) {
        AdminGate.pass(reader);
        var all = calendars.all();
        var now = clock.instant();
        var tree = regions.tree();
        var until = planned.until();
        var lines = tree.stream()
                .map(branch -> {
                    var there = LocalDateTime.ofInstant(now, branch.region().zone());
                    return new RegionLine(branch.region(), branch.depth(), there, text(all.get(branch.region().id()).hoursOf(there.toLocalDate())));
                })
                .toList();
        return Answer.page("identity/regions", new RegionsPage(lines, RegionId.next(), parents(tree), CalendarChoices.of(""), tree.stream().flatMap(branch -> unpublished(branch.region(), until).stream()).toList(), waiting(tree.stream().map(Regions.Branch::region).toList(), until), regions.closed()));
    }

    @PostMapping
    Answer add(
            @RequestParam RegionId id,
            @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "") String parent,
            @RequestParam(defaultValue = "") String zone,
            @RequestParam(name = "holiday_set", defaultValue = "") String holidaySet,
            Reader reader,
            Actor actor) {
        var entered = new Entered();
        var above = entered.chosen("parent", parent, RegionId::of);
        entered.done();
        regions.add(id, name, above, Text.clean(zone), set(holidaySet), Regions.OFFICE, actor);
        return Answer.to("/w/" + reader.slug() + "/admin/regions/" + id).saying("identity.region_added");
    }

    /** What a change of the calendar would move; all that was typed is sent again when it is confirmed. */
    public record ImpactPage(List<CalendarImpact.Move> moves, String action, String back, List<Map.Entry<String, String>> typed) {
        static final int MOST_SHOWN = 500;

        public List<CalendarImpact.Move> shown() {
            return moves.stream().limit(MOST_SHOWN).toList();
        }
    }

    // Whatever would move is listed first and waits for a word.
    private Answer changing(HttpServletRequest request, String back, Runnable change, Supplier<Answer> then) {
        if (request.getParameter("confirmed") == null) {
            var moves = regions.preview(change);
            var typed = request.getParameterMap().entrySet().stream().filter(each -> !each.getKey().startsWith("_")).flatMap(each -> Arrays.stream(each.getValue()).map(value -> Map.entry(each.getKey(), value))).toList();
            if (!moves.isEmpty()) return Answer.page("identity/impact", new ImpactPage(moves, request.getRequestURI(), back, typed));
        }
        change.run();
        return then.get();
    }

    @PostMapping("/closure-days")
    Answer closeEverywhere(
            @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "") String first,
            @RequestParam(defaultValue = "") String last,
            @RequestParam(defaultValue = "off") String kind,
            @RequestParam(defaultValue = "") String hours,
            HttpServletRequest request,
            Reader reader,
            Actor actor) {
        var days = days(name, first, last, kind, hours);
        var back = "/w/" + reader.slug() + "/admin/regions";
        return changing(request, back, () -> regions.setDaysEverywhere(days, actor), () -> Answer.to(back).saying("identity.days_set"));
    }

    @GetMapping("/{id}")
    Answer page(
            @PathVariable RegionId id,
            @RequestParam(required = false) @Nullable Integer year,
            @RequestParam(defaultValue = "") String day,
            @RequestParam(name = "from", defaultValue = "") String hoursFrom,
            Reader reader) {
        AdminGate.pass(reader);
        var region = regions.get(id);
        if (region.closed()) throw new NotFound();
        var today = LocalDate.ofInstant(clock.instant(), region.zone());
        int shown = Math.clamp(year == null ? today.getYear() : year, 2000, 2100);
        var days = regions.days(id, shown);
        var until = planned.until();
        var hours = regions.hours(id);
        var draft = hours.stream().filter(one -> one.effectiveFrom().toString().equals(hoursFrom)).findFirst()
                .orElseGet(() -> hours.isEmpty() ? new WeekHours(today, Map.of(), Map.of()) : new WeekHours(today.withDayOfMonth(1).plusMonths(1), hours.getFirst().odd(), hours.getFirst().even()));
        var parents = parents(regions.tree().stream().filter(branch -> !branch.region().id().equals(id)).toList());
        return Answer.page("identity/region", new RegionPage(region, parents, People.choices(members.choices()), hours, draft, draft.effectiveFrom().toString().equals(hoursFrom),
                YearGrid.of(shown, calendars.of(id), today), days, days.stream().filter(one -> one.day().toString().equals(day)).findFirst().orElse(null),
                region.holidaySet().isEmpty() || HolidaySets.covers(region.holidaySet(), shown), unpublished(region, until), waiting(List.of(region), until), CalendarChoices.of(region.holidaySet()), HistoryPart.about(id, activities)));
    }

    @PostMapping("/{id}")
    Answer change(
            @PathVariable RegionId id,
            @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "") String parent,
            @RequestParam(defaultValue = "") String zone,
            @RequestParam(name = "holiday_set", defaultValue = "") String holidaySet,
            @RequestParam(defaultValue = "") String lead,
            @RequestParam int version,
            Reader reader,
            Actor actor) {
        var entered = new Entered();
        var facts = new Regions.Facts(name, entered.chosen("parent", parent, RegionId::of), Text.clean(zone), set(holidaySet), entered.chosen("lead", lead, MemberId::of));
        entered.done();
        regions.change(id, facts, version, actor);
        return Answer.to(address(reader, id)).saying("identity.saved");
    }

    @PostMapping("/{id}/closure")
    Answer close(@PathVariable RegionId id, @RequestParam int version, Reader reader, Actor actor) {
        regions.close(id, version, actor);
        return Answer.to("/w/" + reader.slug() + "/admin/regions").saying("identity.region_closed");
    }

    @PostMapping("/{id}/reopening")
    Answer reopen(@PathVariable RegionId id, @RequestParam int version, Reader reader, Actor actor) {
        regions.reopen(id, version, actor);
        return Answer.to("/w/" + reader.slug() + "/admin/regions").saying("identity.region_reopened");
    }

    @PostMapping("/{id}/hours")
    Answer setHours(@PathVariable RegionId id, @RequestParam Map<String, String> typed, @RequestParam int version, HttpServletRequest request, Reader reader, Actor actor) {
        regions.get(id);
        var entered = new Entered();
        var from = entered.requiredDay("effective_from", typed.getOrDefault("effective_from", ""));
        entered.done();
        var hours = WeekHours.parse(from, week("odd", typed), week("even", typed));
        return changing(request, address(reader, id), () -> regions.setHours(id, hours, version, actor), () -> Answer.to(address(reader, id)).saying("identity.hours_set", from));
    }

    private static List<String> week(String name, Map<String, String> typed) {
        return IntStream.rangeClosed(1, 7).mapToObj(weekday -> typed.getOrDefault(name + weekday, "")).toList();
    }

    @PostMapping("/{id}/hours/{from}/removal")
    Answer removeHours(@PathVariable RegionId id, @PathVariable LocalDate from, @RequestParam int version, HttpServletRequest request, Reader reader, Actor actor) {
        return changing(request, address(reader, id), () -> regions.removeHours(id, from, version, actor), () -> Answer.to(address(reader, id)).saying("identity.hours_removed"));
    }

    @PostMapping("/{id}/days")
    Answer setDays(
            @PathVariable RegionId id,
            @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "") String first,
            @RequestParam(defaultValue = "") String last,
            @RequestParam(defaultValue = "off") String kind,
            @RequestParam(defaultValue = "") String hours,
            @RequestParam int version,
            HttpServletRequest request,
            Reader reader,
            Actor actor) {
        regions.get(id);
        var days = days(name, first, last, kind, hours);
        var back = address(reader, id) + "?year=" + days.first().getYear() + "#special";
        return changing(request, back, () -> regions.setDays(id, days, version, actor), () -> Answer.to(back).saying("identity.days_set"));
    }

    @PostMapping("/{id}/days/{day}/removal")
    Answer removeDay(@PathVariable RegionId id, @PathVariable LocalDate day, @RequestParam int version, HttpServletRequest request, Reader reader, Actor actor) {
        var back = address(reader, id) + "?year=" + day.getYear() + "#special";
        return changing(request, back, () -> regions.removeDay(id, day, version, actor), () -> Answer.to(back).saying("identity.day_removed"));
    }

    @PostMapping("/{id}/holidays")
    Answer importHolidays(
            @PathVariable RegionId id,
            @RequestParam(defaultValue = "") String set,
            @RequestParam(defaultValue = "") String year,
            @RequestParam int version,
            HttpServletRequest request,
            Reader reader,
            Actor actor) {
        regions.get(id);
        var entered = new Entered();
        int wanted = Objects.requireNonNullElse(entered.whole("year", year), 0);
        entered.done();
        var back = address(reader, id) + "?year=" + wanted + "#special";
        var days = new AtomicInteger();
        return changing(request, back, () -> days.set(regions.importHolidays(id, set(set), wanted, version, actor)), () -> Answer.to(back).saying("identity.holidays_imported", days.get()));
    }

    private static Regions.Days days(String name, String first, String last, String kind, String hours) {
        var entered = new Entered();
        var from = entered.requiredDay("first", first);
        var to = last.isBlank() ? from : entered.day("last", last);
        var check = new Refused.Check(entered.problems());
        check.reject(!Arrays.asList("off", "work").contains(kind), "kind", "refused.not_a_choice");
        var typed = kind.equals("work") ? WeekHours.stretches("hours", hours, check) : List.<Interval>of();
        check.optional("name", name, 80);
        check.optional("hours", hours, 60);
        check.reject(typed.size() > 1, "hours", "identity.hours_one");
        check.done();
        return new Regions.Days(from, to, kind.equals("work"), typed.isEmpty() ? null : typed.getFirst(), name);
    }

    private List<Unpublished> unpublished(Regions.Region region, Map<RegionId, LocalDate> planned) {
        var until = planned.get(region.id());
        if (until == null || region.holidaySet().isEmpty()) return List.of();
        int thisYear = LocalDate.ofInstant(clock.instant(), region.zone()).getYear();
        return IntStream.rangeClosed(thisYear, Math.min(until.getYear(), thisYear + 5)).filter(year -> !HolidaySets.covers(region.holidaySet(), year))
                .mapToObj(year -> new Unpublished(region.name(), region.holidaySet(), year, until)).toList();
    }

    private List<Waiting> waiting(List<Regions.Region> of, Map<RegionId, LocalDate> planned) {
        var years = holidayYears.waiting(of, planned);
        return of.stream().flatMap(region -> years.getOrDefault(region.id(), List.of()).stream().map(year -> new Waiting(region, year))).toList();
    }

    private static List<Choice> parents(List<Regions.Branch> tree) {
        return tree.stream().map(branch -> new Choice(branch.region().id().toString(), "\u2003".repeat(branch.depth()) + branch.region().name())).toList();
    }

    private static String text(List<Interval> hours) {
        return String.join(", ", hours.stream().map(Interval::toString).toList());
    }

    private static String set(String typed) {
        return Text.clean(typed).toUpperCase(Locale.ROOT);
    }

    private static String address(Reader reader, RegionId id) {
        return "/w/" + reader.slug() + "/admin/regions/" + id;
    }
}
