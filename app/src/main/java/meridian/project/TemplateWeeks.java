package meridian.project;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import org.jspecify.annotations.Nullable;

/** In which week of a project a day lies, as templates count them: the week of its start is the first. */
public final class TemplateWeeks {
    private TemplateWeeks() {}

    public static int of(LocalDate start, @Nullable LocalDate day, int otherwise) {
        if (day == null) return otherwise;
        var monday = start.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
        return (int) Math.clamp(Math.floorDiv(ChronoUnit.DAYS.between(monday, day), 7L) + 1, 1, 520);
    }
}
