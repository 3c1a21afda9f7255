package meridian.workplan.exchange;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;

/**
 * Days and hours for a calendar program: iCalendar (RFC 5545), one event a task. An event keeps its {@code uid}, so that
 * taking the file again changes what is there instead of doubling it; none of them makes anybody look busy.
 */
public record CalendarFile(String name, Instant at, List<Entry> entries) {
    private static final int LINE = 75;
    private static final DateTimeFormatter DAY = DateTimeFormatter.BASIC_ISO_DATE;
    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    public CalendarFile {
        entries = List.copyOf(entries);
    }

    public sealed interface When {
        /** Whole days, the last one included, wherever one is. */
        record Days(LocalDate first, LocalDate last) implements When {}

        /** From one moment to another. */
        record Hours(Instant from, Instant to) implements When {}
    }

    /** @param version of the task; a higher one replaces what was taken before */
    public record Entry(String uid, int version, Instant changedAt, When when, String title, String note, List<String> categories, boolean cancelled) {}

    /** Leaves the stream open. */
    public void write(OutputStream out) throws IOException {
        var text = new StringBuilder();
        line(text, "BEGIN:VCALENDAR");
        line(text, "VERSION:2.0");
        line(text, "PRODID:-//Meridian//Work plan//EN");
        line(text, "CALSCALE:GREGORIAN");
        line(text, "X-WR-CALNAME:" + escaped(name));
        for (var entry : entries) write(entry, text);
        line(text, "END:VCALENDAR");
        out.write(text.toString().getBytes(StandardCharsets.UTF_8));
    }

    private void write(Entry entry, StringBuilder text) {
        line(text, "BEGIN:VEVENT");
        line(text, "UID:" + entry.uid());
        line(text, "DTSTAMP:" + MOMENT.format(at));
        line(text, "LAST-MODIFIED:" + MOMENT.format(entry.changedAt()));
        line(text, "SEQUENCE:" + entry.version());
        switch (entry.when()) {
            case When.Days days -> {
                line(text, "DTSTART;VALUE=DATE:" + DAY.format(days.first()));
                line(text, "DTEND;VALUE=DATE:" + DAY.format(days.last().plusDays(1)));
            }
            case When.Hours hours -> {
                line(text, "DTSTART:" + MOMENT.format(hours.from()));
                if (hours.to().isAfter(hours.from())) line(text, "DTEND:" + MOMENT.format(hours.to()));
            }
        }
        line(text, "SUMMARY:" + escaped(entry.title()));
        if (!entry.note().isEmpty()) line(text, "DESCRIPTION:" + escaped(entry.note()));
        if (!entry.categories().isEmpty()) line(text, "CATEGORIES:" + String.join(",", entry.categories().stream().map(CalendarFile::escaped).toList()));
        line(text, "STATUS:" + (entry.cancelled() ? "CANCELLED" : "CONFIRMED"));
        line(text, "TRANSP:TRANSPARENT");
        line(text, "END:VEVENT");
    }

    private static String escaped(String text) {
        var escaped = new StringBuilder(text.length() + 8);
        text.replace("\r\n", "\n").replace('\r', '\n').codePoints().forEach(c -> {
            if (c == '\n') escaped.append("\\n");
            else if (c == ',' || c == ';' || c == '\\') escaped.append('\\').appendCodePoint(c);
            else if (c == '\t' || c >= ' ' && c != 0x7F) escaped.appendCodePoint(c);
        });
        return escaped.toString();
    }

    /** A line is at most 75 bytes; a longer one goes on behind a break and a blank, never inside a character. */
    private static void line(StringBuilder text, String line) {
        int bytes = 0;
        for (int i = 0; i < line.length(); ) {
            int c = line.codePointAt(i);
            int wide = c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
            if (bytes + wide > LINE) {
                text.append("\r\n ");
                bytes = 1;
            }
            text.appendCodePoint(c);
            bytes += wide;
            i += Character.charCount(c);
        }
        text.append("\r\n");
    }
}
