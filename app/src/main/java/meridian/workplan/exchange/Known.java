package meridian.workplan.exchange;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is already known where a plan is to be imported. An empty list means that nothing is known of that kind, so
 * nothing is held to be unknown: a shell without a database checks only what the file itself says.
 *
 * @param parties regions, departments and parties as people write them: {@code 华东区域}, {@code 华东区域/市场部}
 * @param numbers source numbers of tasks the project already has, to which predecessors may point
 * @param homeYear the year of a date that names none, where the file gives no hint either
 * @param workdays null where no calendar is at hand: then Monday to Friday are working days and nothing is remarked
 * @param holidays first days off of public holidays with their names, for 节前 and the like
 */
public record Known(
        List<String> people,
        List<String> parties,
        List<String> deliverables,
        Set<String> numbers,
        int homeYear,
        @Nullable Workdays workdays,
        List<Holiday> holidays) {

    /** Whether a day is worked in a party (by the name the file gives it; may be empty). */
    public interface Workdays {
        boolean isWorkday(String party, LocalDate day);
    }

    /** @param first the first day off */
    public record Holiday(String name, LocalDate first) {}

    public static Known nothing(int homeYear) {
        return new Known(List.of(), List.of(), List.of(), Set.of(), homeYear, null, List.of());
    }

    public Known people(List<String> people) {
        return new Known(people, parties, deliverables, numbers, homeYear, workdays, holidays);
    }

    public Known parties(List<String> parties) {
        return new Known(people, parties, deliverables, numbers, homeYear, workdays, holidays);
    }

    public Known deliverables(List<String> deliverables) {
        return new Known(people, parties, deliverables, numbers, homeYear, workdays, holidays);
    }

    public Known numbers(Set<String> numbers) {
        return new Known(people, parties, deliverables, numbers, homeYear, workdays, holidays);
    }

    public Known calendar(Workdays workdays, List<Holiday> holidays) {
        return new Known(people, parties, deliverables, numbers, homeYear, workdays, holidays);
    }

    /** The known party that a path is in, if it is not known itself: 华东 for 华东区域/渠道部; null for none, and where the whole name is known or nearly so. */
    public @Nullable String within(String party) {
        var whole = Names.ofParties(parties).find(party);
        return whole.known() != null || !whole.near().isEmpty() ? null : standsFor(party);
    }

    /** The known party that a name not known as a whole probably stands for: 华东 for 华东区域/市场部; null for none. */
    public @Nullable String standsFor(String party) {
        var names = Names.ofParties(parties);
        var whole = names.find(party);
        if (whole.known() != null) return whole.known();
        if (!whole.near().isEmpty()) return whole.near().getFirst();
        var segments = Names.segments(party);
        if (segments.size() < 2) return null;
        var first = names.find(segments.getFirst()).known();
        return first != null ? first : names.find(segments.getLast()).known();
    }

    boolean works(String party, LocalDate day) {
        return workdays == null ? day.getDayOfWeek().getValue() < 6 : workdays.isWorkday(party, day);
    }
}
