package meridian.workplan.exchange;

import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a file holds beside the rows of its sheet: by what its rows are known again, the groups of its outline with their
 * links, its calendars, its baselines.
 *
 * @param plan the program’s own identity of the plan
 * @param identities by the row’s number in the sheet
 * @param copy of a plan taken out here: what it looked like then
 */
public record Origin(
        @Nullable UUID plan,
        Map<Integer, String> identities,
        List<GroupDraft> groups,
        List<Calendar> calendars,
        List<Baseline> baselines,
        @Nullable Copy copy) {
    public static final Origin NONE = new Origin(null, Map.of(), List.of(), List.of(), List.of(), null);

    public Origin {
        identities = Map.copyOf(identities);
        groups = List.copyOf(groups);
        calendars = List.copyOf(calendars);
        baselines = List.copyOf(baselines);
    }

    static Origin copyOf(@Nullable Copy copy) {
        return new Origin(null, Map.of(), List.of(), List.of(), List.of(), copy);
    }

    /**
     * A calendar that rows of the file are worked in.
     *
     * @param own the file’s own, for all rows that name none
     * @param hours of its week, in figures
     */
    public record Calendar(String name, boolean own, String hours, int exceptions, int rows) {}

    /** A frozen plan: dates by the number of the row. */
    public record Baseline(int number, @Nullable LocalDateTime at, Map<String, ProjectPlan.Dates> dates) {
        public Baseline {
            dates = Map.copyOf(dates);
        }
    }
}
