package meridian.identity;

import java.time.LocalDateTime;
import java.util.List;
import meridian.tenancy.RegionId;

/** Tells what a change of a region's calendar moves, before it is applied (调休预览). */
public interface CalendarImpact {
    /**
     * One thing that would move.
     *
     * @param key the message that says what it is: {@code kind.task}, {@code duty.<kind>}
     * @param address where it is shown, in the workspace
     * @param from when it is due, local to the region, and when it would be
     */
    record Move(String key, String title, String project, String address, LocalDateTime from, LocalDateTime to) {}

    /** Asked in a transaction in which the calendar has been changed already, and which is taken back afterwards. */
    List<Move> moves(RegionId region);
}
