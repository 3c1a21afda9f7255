package meridian.workplan;

import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import meridian.calendar.WorkCalendar;
import meridian.project.ProjectAccess;
import meridian.tenancy.DeliverableId;
import meridian.tenancy.DepartmentId;
import meridian.tenancy.MemberId;
import meridian.tenancy.PartyId;
import meridian.tenancy.RegionId;
import meridian.tenancy.TaskId;
import meridian.workplan.exchange.Known;
import org.jspecify.annotations.Nullable;

/**
 * What there is where a plan is to be imported: whom and what its names can mean, and which rows stand in the plan
 * already.
 *
 * @param people everybody of the workspace by name; of several with one name those of the project’s team come first
 * @param places parties, regions and departments by every name they go by
 * @param groups phases and packages of the plan by their parent and title
 * @param sources every row of the plan by its own id, and by what the program that a file of it came from calls it
 * @param standing the tasks of the plan as a file would have them
 */
record Surroundings(
        ProjectAccess access,
        Scope scope,
        Map<String, List<Person>> people,
        Map<String, Place> places,
        Map<String, DeliverableId> deliverables,
        Map<String, TaskId> numbers,
        Map<Group, TaskId> groups,
        Map<RegionId, WorkCalendar> calendars,
        Known known,
        Map<String, TaskId> sources,
        List<StandingPlan.Line> standing,
        Skeleton skeleton) {

    /**
     * What the scenario template laid out, as far as nobody has touched it.
     *
     * @param alone it is all there is in the plan
     */
    record Skeleton(Set<TaskId> rows, boolean alone) {
        static final Skeleton NONE = new Skeleton(Set.of(), false);
    }

    /** As it will be when the template’s plan has made room. */
    Surroundings withoutSkeleton() {
        var gone = skeleton.rows();
        var left = new LinkedHashMap<>(numbers);
        left.values().removeIf(gone::contains);
        var named = new LinkedHashMap<>(groups);
        named.values().removeIf(gone::contains);
        var known = new LinkedHashMap<>(sources);
        known.values().removeIf(gone::contains);
        return new Surroundings(access, scope, people, places, deliverables, left, named, calendars, this.known.numbers(left.keySet()), known,
                standing.stream().filter(line -> !gone.contains(line.id())).toList(), skeleton);
    }

    record Person(MemberId id, String name, String region, boolean inTeam) {}

    /** A party of the project, or a region or department that could become one. */
    record Place(String name, @Nullable PartyId party, @Nullable RegionId region, @Nullable DepartmentId department, RegionId calendarRegion) {}

    record Group(@Nullable TaskId parent, TaskKind kind, String title) {}

    @Nullable Person person(String name) {
        var all = people.get(name);
        return all == null ? null : all.getFirst();
    }

    @Nullable Person person(MemberId id) {
        return people.values().stream().flatMap(List::stream).filter(person -> person.id().equals(id)).findFirst().orElse(null);
    }

    /** The calendar that work of a party goes by; the project’s home where it is nobody’s. */
    WorkCalendar calendar(@Nullable PartyId party) {
        var found = party == null ? null : scope.parties().get(party);
        var calendar = found == null ? null : calendars.get(found.calendarRegion());
        return calendar != null ? calendar : calendars.get(access.homeRegion());
    }

    /** The first days off of the home region’s holidays, for 节前 and the like. */
    static List<Known.Holiday> holidays(WorkCalendar calendar, int homeYear) {
        var holidays = new ArrayList<Known.Holiday>();
        var last = "";
        for (var day = LocalDateTime.of(homeYear - 1, 1, 1, 0, 0).toLocalDate(); day.getYear() <= homeYear + 2; day = day.plusDays(1)) {
            var off = calendar.overrideOf(day);
            var name = off == null || off.working() ? "" : off.name();
            if (!name.isEmpty() && !name.equals(last)) holidays.add(new Known.Holiday(name, day));
            last = name;
        }
        return holidays;
    }

    static Known known(ProjectAccess access, Map<String, List<Person>> people, Map<String, Place> places, Map<String, DeliverableId> deliverables, Map<String, TaskId> numbers, Map<RegionId, WorkCalendar> calendars) {
        var home = calendars.get(access.homeRegion());
        var byName = new LinkedHashMap<String, WorkCalendar>();
        places.forEach((name, place) -> byName.put(name, calendars.getOrDefault(place.calendarRegion(), home)));
        return Known.nothing(access.startsOn().getYear())
                .people(List.copyOf(people.keySet()))
                .parties(List.copyOf(places.keySet()))
                .deliverables(List.copyOf(deliverables.keySet()))
                .numbers(numbers.keySet())
                .calendar((party, day) -> byName.getOrDefault(party, home).isWorkingDay(day), holidays(home, access.startsOn().getYear()));
    }
}
