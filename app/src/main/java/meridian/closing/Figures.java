package meridian.closing;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a project’s data say of it when the summary report is drafted: plan against actual, causes, indicators, risks, clocks, by party.
 * Kept with the report, so that it says the same for ever; names are those of the day, amounts are plain text.
 */
public record Figures(String on, Plan plan, List<Milestone> milestones, Causes causes, List<Goal> indicators, Risks risks, List<Clock> clocks, List<Unit> parties, Money money) {

    /** Tasks, and how they stand to the approved baseline; without one, {@code baseline} is empty. {@code days}: by how many working days the end is later. */
    public record Plan(String baseline, int tasks, int done, int open, int cancelled, int onTime, int earlier, int later, int added, String plannedFinish, String finish, double days) {}

    public record Milestone(String title, String party, String planned, String actual, @Nullable Double days) {}

    /** Where lateness came from, and what got in the way. */
    public record Causes(int lateOwn, int lateElsewhere, int emergencies, int disputes, int requests) {}

    public record Goal(String name, String unit, String sign, String target, String actual, @Nullable Integer percent, String state) {}

    public record Risks(int total, int high, int medium, int low, int closed, int occurred, int open) {}

    public record Clock(String kind, int kept, int late, int missed, int elsewhere) {
        public int due() {
            return kept + late + missed;
        }
    }

    public record Unit(String name, int tasks, int done, int kept, int late, int missed) {}

    /** In the project’s currency: planned, settled; {@code uncounted}: lines that are in another and have no rate. */
    public record Money(String currency, String planned, String settled, int uncounted) {}
}
