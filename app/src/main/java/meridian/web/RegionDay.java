package meridian.web;

import java.time.ZoneId;
import java.util.List;

/**
 * One line of the meridian: a region's working day on the common time axis. Spans are in percent of the axis, 0 to 100;
 * {@code note} stands small beside the name (how many people), {@code awake} says whether now is working time there.
 */
public record RegionDay(String name, String note, ZoneId zone, boolean awake, List<Span> spans) {
    public record Span(double from, double to, boolean common) {}
}
