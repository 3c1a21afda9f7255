package meridian.meeting;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.TreeSet;
import net.fortuna.ical4j.data.CalendarBuilder;
import net.fortuna.ical4j.model.Calendar;
import net.fortuna.ical4j.model.Component;
import net.fortuna.ical4j.model.Period;
import net.fortuna.ical4j.model.component.VEvent;

/** Reads iCalendar as another program does: strictly, with its own idea of rules and zones. */
final class Calendars4j {
    private Calendars4j() {}

    static Calendar read(String text) {
        try {
            var calendar = new CalendarBuilder().build(new StringReader(text));
            var result = calendar.validate();
            assertThat(result.getEntries().stream().filter(entry -> entry.getSeverity() == net.fortuna.ical4j.validate.ValidationEntry.Severity.ERROR).map(Object::toString).toList()).as(text).isEmpty();
            return calendar;
        } catch (Exception e) {
            throw new AssertionError(text, e);
        }
    }

    static List<VEvent> events(Calendar calendar) {
        return calendar.getComponents(Component.VEVENT);
    }

    /** The moments at which an event happens, as the library works them out. */
    static List<Instant> moments(VEvent event, Instant from, Instant until, ZoneId zone) {
        var found = new TreeSet<Instant>();
        var window = new Period<>(ZonedDateTime.ofInstant(from, zone), ZonedDateTime.ofInstant(until, zone));
        for (var each : event.<ZonedDateTime>calculateRecurrenceSet(window)) found.add(each.getStart().toInstant());
        return List.copyOf(found);
    }

    static String value(VEvent event, String property) {
        return event.getProperty(property).map(net.fortuna.ical4j.model.Property::getValue).orElse("");
    }
}
