package meridian.calendar;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Days and hours for a calendar program: iCalendar (RFC 5545), one event a thing. An event keeps its {@code uid}, so that
 * taking the file again changes what is there instead of doubling it. With a method it is what calendars send each other (iTIP, RFC 5546).
 */
public record CalendarFile(String name, Instant at, @Nullable String method, List<Entry> entries) {
    private static final int LINE = 75;
    private static final DateTimeFormatter DAY = DateTimeFormatter.BASIC_ISO_DATE;
    private static final DateTimeFormatter LOCAL = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss");
    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    public CalendarFile {
        entries = List.copyOf(entries);
    }

    public CalendarFile(String name, Instant at, List<Entry> entries) {
        this(name, at, null, entries);
    }

    public sealed interface When {
        /** Whole days, the last one included, wherever one is. */
        record Days(LocalDate first, LocalDate last) implements When {}

        /** From one moment to another. */
        record Hours(Instant from, Instant to) implements When {}

        /** By the clock on a wall, again and again if it repeats; {@code instead}: in place of the one that would have begun then. */
        record Local(LocalDateTime from, Duration length, ZoneId zone, @Nullable Repetition repetition, @Nullable Instead instead) implements When {}
    }

    /** Which one of what repeats, by the clock of the whole: the one in its place may go by another. */
    public record Instead(LocalDateTime at, ZoneId zone) {}

    /** @param rule an RRULE; {@code without} and {@code also} are by the same clock as the event */
    public record Repetition(String rule, List<LocalDateTime> without, List<LocalDateTime> also) {}

    /** {@code answer}: NEEDS-ACTION, ACCEPTED, TENTATIVE, DECLINED. */
    public record Invited(String name, String address, String answer, boolean required) {}

    /** Whose meeting it is and who is asked to come; {@code place} and {@code link} may be empty. */
    public record Invitation(String organizer, String organizerAddress, List<Invited> invited, String place, String link) {}

    /**
     * @param version of the thing; a higher one replaces what was taken before
     * @param invitation of a meeting, which takes its people’s time; everything else makes nobody look busy
     */
    public record Entry(String uid, int version, Instant changedAt, When when, String title, String note, List<String> categories, boolean cancelled, @Nullable Invitation invitation) {
        public Entry(String uid, int version, Instant changedAt, When when, String title, String note, List<String> categories, boolean cancelled) {
            this(uid, version, changedAt, when, title, note, categories, cancelled, null);
        }
    }

    public String text() {
        var text = new StringBuilder();
        line(text, "BEGIN:VCALENDAR");
        line(text, "VERSION:2.0");
        line(text, "PRODID:-//Meridian//Meridian//EN");
        line(text, "CALSCALE:GREGORIAN");
        if (method != null) line(text, "METHOD:" + method);
        if (method == null) {
            line(text, "X-WR-CALNAME:" + escaped(name));
            line(text, "REFRESH-INTERVAL;VALUE=DURATION:PT1H");
            line(text, "X-PUBLISHED-TTL:PT1H");
        }
        zones(text);
        for (var entry : entries) write(entry, text);
        line(text, "END:VCALENDAR");
        return text.toString();
    }

    /** Leaves the stream open. */
    public void write(OutputStream out) throws IOException {
        out.write(text().getBytes(StandardCharsets.UTF_8));
    }

    // ---- zones

    private void zones(StringBuilder text) {
        var years = new TreeMap<String, int[]>();
        for (var entry : entries) {
            if (!(entry.when() instanceof When.Local local)) continue;
            int from = local.from().getYear();
            need(years, local.zone(), from, local.repetition() == null ? from : from + 2);
            if (local.instead() != null) need(years, local.instead().zone(), local.instead().at().getYear(), local.instead().at().getYear());
        }
        years.forEach((zone, span) -> zone(ZoneId.of(zone), span[0], span[1], text));
    }

    private static void need(TreeMap<String, int[]> years, ZoneId zone, int from, int until) {
        years.merge(zone.getId(), new int[] {from, until}, (one, other) -> new int[] {Math.min(one[0], other[0]), Math.max(one[1], other[1])});
    }

    // Each change of the clocks by itself: what the years in question need, however the rule behind it is written.
    private static void zone(ZoneId zone, int from, int until, StringBuilder text) {
        var rules = zone.getRules();
        var begin = LocalDate.of(from, 1, 1).minusDays(2).atStartOfDay(ZoneOffset.UTC).toInstant();
        var end = LocalDate.of(until + 1, 1, 2).atStartOfDay(ZoneOffset.UTC).toInstant();
        line(text, "BEGIN:VTIMEZONE");
        line(text, "TZID:" + zone.getId());
        observance(rules.isDaylightSavings(begin), LocalDateTime.of(1970, 1, 1, 0, 0), rules.getOffset(begin), rules.getOffset(begin), text);
        for (var change = rules.nextTransition(begin); change != null && change.getInstant().isBefore(end); change = rules.nextTransition(change.getInstant())) {
            observance(rules.isDaylightSavings(change.getInstant()), change.getDateTimeBefore(), change.getOffsetBefore(), change.getOffsetAfter(), text);
        }
        line(text, "END:VTIMEZONE");
    }

    private static void observance(boolean summer, LocalDateTime begins, ZoneOffset before, ZoneOffset after, StringBuilder text) {
        var kind = summer ? "DAYLIGHT" : "STANDARD";
        line(text, "BEGIN:" + kind);
        line(text, "DTSTART:" + LOCAL.format(begins));
        line(text, "TZOFFSETFROM:" + offset(before));
        line(text, "TZOFFSETTO:" + offset(after));
        line(text, "END:" + kind);
    }

    private static String offset(ZoneOffset offset) {
        int minutes = offset.getTotalSeconds() / 60;
        return "%s%02d%02d".formatted(minutes < 0 ? "-" : "+", Math.abs(minutes) / 60, Math.abs(minutes) % 60);
    }

    // ---- events

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
            case When.Local local -> {
                line(text, at("DTSTART", local.zone(), local.from()));
                line(text, "DURATION:" + local.length());
                if (local.instead() != null) line(text, at("RECURRENCE-ID", local.instead().zone(), local.instead().at()));
                if (local.repetition() != null) {
                    line(text, "RRULE:" + local.repetition().rule());
                    for (var without : local.repetition().without()) line(text, at("EXDATE", local.zone(), without));
                    for (var also : local.repetition().also()) line(text, at("RDATE", local.zone(), also));
                }
            }
        }
        line(text, "SUMMARY:" + escaped(entry.title()));
        if (!entry.note().isEmpty()) line(text, "DESCRIPTION:" + escaped(entry.note()));
        if (!entry.categories().isEmpty()) line(text, "CATEGORIES:" + String.join(",", entry.categories().stream().map(CalendarFile::escaped).toList()));
        line(text, "STATUS:" + (entry.cancelled() ? "CANCELLED" : "CONFIRMED"));
        line(text, entry.invitation() == null || entry.cancelled() ? "TRANSP:TRANSPARENT" : "TRANSP:OPAQUE");
        if (entry.invitation() != null) write(entry.invitation(), text);
        line(text, "END:VEVENT");
    }

    private static void write(Invitation invitation, StringBuilder text) {
        if (!invitation.place().isEmpty() || !invitation.link().isEmpty()) line(text, "LOCATION:" + escaped(invitation.place().isEmpty() ? invitation.link() : invitation.place()));
        if (!invitation.link().isEmpty() && invitation.link().chars().allMatch(c -> c > ' ' && c < 0x7f)) line(text, "URL:" + invitation.link());
        if (!invitation.organizerAddress().isEmpty()) line(text, "ORGANIZER;CN=" + quoted(invitation.organizer()) + ":mailto:" + invitation.organizerAddress());
        for (var one : invitation.invited()) {
            line(text, "ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=" + (one.required() ? "REQ-PARTICIPANT" : "OPT-PARTICIPANT") + ";PARTSTAT=" + one.answer() + ";RSVP=TRUE;CN=" + quoted(one.name()) + ":mailto:" + one.address());
        }
    }

    private static String at(String property, ZoneId zone, LocalDateTime at) {
        return property + ";TZID=" + zone.getId() + ":" + LOCAL.format(at);
    }

    // A parameter can hold no quote and no control character, whatever is done.
    private static String quoted(String name) {
        return "\"" + name.replaceAll("[\"\\p{Cntrl}]", " ") + "\"";
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
