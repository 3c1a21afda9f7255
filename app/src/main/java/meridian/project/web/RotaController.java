package meridian.project.web;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import meridian.duty.Relay;
import meridian.duty.Rota;
import meridian.identity.Members;
import meridian.identity.Permission;
import meridian.identity.Regions;
import meridian.identity.Role;
import meridian.project.ProjectAccess;
import meridian.project.Teams;
import meridian.tenancy.Actor;
import meridian.tenancy.MemberId;
import meridian.tenancy.Reader;
import meridian.tenancy.Refused;
import meridian.tenancy.RegionId;
import meridian.tenancy.ShiftId;
import meridian.tenancy.Text;
import meridian.web.Answer;
import meridian.web.Choice;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Who is on duty in which region when, and who answers an emergency now (接力响应). */
@Controller
@RequestMapping("/w/{slug}/p/{code}/rota")
public class RotaController {
    private static final int DAYS = 14;
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("MM-dd");
    private static final DateTimeFormatter DAY_AND_MINUTE = DateTimeFormatter.ofPattern("MM-dd HH:mm");

    private final Rota rota;
    private final Regions regions;
    private final Teams teams;
    private final Members members;
    private final Clock clock;

    RotaController(Rota rota, Regions regions, Teams teams, Members members, Clock clock) {
        this.rota = rota;
        this.regions = regions;
        this.teams = teams;
        this.members = members;
        this.clock = clock;
    }

    /** The rota of one region over the next days. */
    public record Lane(RegionId region, String name, ZoneId zone, boolean awake, List<Rota.Shift> shifts, List<LocalDate> holes, boolean mayChange) {}

    public record RotaPage(ProjectAccess project, List<Lane> lanes, Relay now, String answers, @Nullable Lane turn, List<Choice> regions, List<Choice> people, ShiftId next) {
        public boolean mayChange() {
            return !regions.isEmpty();
        }

        /** A local time of a region as its people write it: 11-23 09:00; 24:00 of the day before instead of midnight. */
        public String time(LocalDateTime at, boolean end) {
            return end && at.toLocalTime().equals(LocalTime.MIDNIGHT) ? DAY.format(at.minusDays(1)) + " 24:00" : DAY_AND_MINUTE.format(at);
        }

        /** Tomorrow at midnight there, where a new shift begins if nothing else is said. */
        public String begin(ZoneId zone, Instant now) {
            return LocalDate.ofInstant(now, zone).plusDays(1).atStartOfDay().toString();
        }
    }

    @GetMapping
    Answer rota(ProjectAccess project, Reader reader, Actor actor) {
        project.require(Permission.READ);
        var now = clock.instant();
        var known = regions.all().stream().collect(Collectors.toMap(Regions.Region::id, Function.identity()));
        var today = LocalDate.ofInstant(now, project.homeZone());
        var turns = rota.turns(project.id(), today, today.plusDays(DAYS - 1L), actor);
        boolean may = project.may(Permission.MANAGE_TEAM);
        var lanes = new ArrayList<Lane>();
        for (var id : turns.regions()) {
            var region = known.get(id);
            if (region == null) continue;
            var time = LocalTime.ofInstant(now, region.zone());
            lanes.add(new Lane(id, region.name(), region.zone(), !time.isBefore(Relay.WAKES) && time.isBefore(Relay.SLEEPS), turns.shifts().stream().filter(shift -> shift.region().equals(id) && shift.until().isAfter(now)).toList(),
                    turns.holes().getOrDefault(id, List.of()), may && turns.mayChange().test(id)));
        }
        var turn = turns.now();
        var people = new LinkedHashMap<MemberId, String>();
        for (var seat : teams.of(project.id()).seats()) if (!seat.left() && seat.role() != Role.GUEST) people.putIfAbsent(seat.member(), seat.name());
        return Answer.page("project/rota", new RotaPage(project, lanes, turn, name(turn.member(), people), lanes.stream().filter(lane -> lane.region().equals(turn.region())).findFirst().orElse(null),
                lanes.stream().filter(Lane::mayChange).map(lane -> new Choice(lane.region().toString(), lane.name() + " · " + lane.zone().getId())).toList(),
                people.entrySet().stream().map(person -> new Choice(person.getKey().toString(), person.getValue())).toList(), ShiftId.next()));
    }

    // Who stands in for somebody on duty may hold no role.
    private String name(@Nullable MemberId member, Map<MemberId, String> people) {
        if (member == null) return "";
        var name = people.get(member);
        return name != null ? name : members.get(member).name();
    }

    @PostMapping
    Answer add(
            @RequestParam ShiftId id,
            @RequestParam(defaultValue = "") String region,
            @RequestParam(defaultValue = "") String member,
            @RequestParam(name = "starts_at", defaultValue = "") String startsAt,
            @RequestParam(name = "ends_at", defaultValue = "") String endsAt,
            ProjectAccess project,
            Reader reader,
            Actor actor) {
        project.require(Permission.MANAGE_TEAM);
        var check = new Refused.Check();
        var where = chosen(check, "region", region, RegionId::of);
        var who = chosen(check, "member", member, MemberId::of);
        var starts = time(check, "starts_at", startsAt);
        var ends = time(check, "ends_at", endsAt);
        check.done();
        rota.add(id, project.id(), new Rota.NewShift(where, who, starts, ends), actor);
        return Answer.to("/w/" + reader.slug() + "/p/" + project.code() + "/rota").saying("rota.added");
    }

    @PostMapping("/{shift}/removal")
    Answer remove(@PathVariable ShiftId shift, ProjectAccess project, Reader reader, Actor actor) {
        project.require(Permission.MANAGE_TEAM);
        rota.remove(shift, project.id(), actor);
        return Answer.to("/w/" + reader.slug() + "/p/" + project.code() + "/rota").saying("rota.removed");
    }

    private static <T> @Nullable T chosen(Refused.Check check, String field, String typed, Function<String, T> of) {
        if (typed.isBlank()) return null;
        try {
            return of.apply(typed.strip());
        } catch (IllegalArgumentException e) {
            check.reject(true, field, "refused.not_a_choice");
            return null;
        }
    }

    private static @Nullable LocalDateTime time(Refused.Check check, String field, String typed) {
        var text = Text.clean(typed);
        if (text.isEmpty()) {
            check.reject(true, field, "refused.missing");
            return null;
        }
        try {
            return LocalDateTime.parse(text);
        } catch (DateTimeException e) {
            check.reject(true, field, "refused.not_a_date");
            return null;
        }
    }
}
