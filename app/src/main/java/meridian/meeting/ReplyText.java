package meridian.meeting;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import meridian.meeting.Meeting.Reply;
import org.jspecify.annotations.Nullable;

/**
 * What a calendar program answers to an invitation (iTIP REPLY, RFC 5546): whose answer, to which meeting or series of ours, and which one of
 * it. Anything else is nothing.
 *
 * @param of the id in the UID that was sent out
 * @param secret what else is in it: only the letter to one person about one meeting or series holds it
 * @param occurrence which one meeting of a series is meant; null: all of it
 */
record ReplyText(UUID of, String secret, @Nullable Occurrence occurrence, String address, Reply reply, String note) {
    private static final int LONGEST = 200_000;
    private static final String HOUSE = "@meridian";

    /** When it would have begun by its series: as a moment, or as what clocks show in the zone of the meeting. */
    record Occurrence(@Nullable Instant at, @Nullable LocalDateTime local) {
        boolean of(LocalDateTime begins, ZoneId zone) {
            return at == null ? begins.equals(local) : begins.atZone(zone).toInstant().equals(at);
        }
    }

    static Optional<ReplyText> read(String text) {
        if (text.length() > LONGEST) return Optional.empty();
        var lines = unfolded(text);
        if (lines.stream().noneMatch(line -> line.equalsIgnoreCase("METHOD:REPLY"))) return Optional.empty();
        UUID of = null;
        var secret = "";
        Occurrence occurrence = null;
        var address = "";
        var note = "";
        Reply reply = null;
        boolean event = false;
        for (var line : lines) {
            if (line.equalsIgnoreCase("BEGIN:VEVENT")) event = true;
            if (line.equalsIgnoreCase("END:VEVENT")) break;
            int colon = colon(line);
            if (!event || colon < 0) continue;
            var head = line.substring(0, colon).toUpperCase(Locale.ROOT);
            var value = line.substring(colon + 1).strip();
            var name = head.split(";", 2)[0];
            switch (name) {
                case "UID" -> {
                    of = id(value);
                    secret = of == null || !value.contains(".") ? "" : value.substring(value.indexOf('.') + 1, value.length() - HOUSE.length());
                }
                case "RECURRENCE-ID" -> occurrence = occurrence(line.substring(0, colon), value);
                case "COMMENT" -> note = value.replace("\\n", " ").replace("\\N", " ").replaceAll("\\\\(.)", "$1");
                case "ATTENDEE" -> {
                    address = value.replaceFirst("(?i)^mailto:", "").strip().toLowerCase(Locale.ROOT);
                    reply = head.contains("PARTSTAT=ACCEPTED") ? Reply.ACCEPTED : head.contains("PARTSTAT=TENTATIVE") ? Reply.TENTATIVE : head.contains("PARTSTAT=DECLINED") ? Reply.DECLINED : null;
                }
                default -> {}
            }
        }
        if (of == null || reply == null || address.isEmpty()) return Optional.empty();
        return Optional.of(new ReplyText(of, secret, occurrence, address, reply, note.length() > 500 ? note.substring(0, 500) : note));
    }

    private static List<String> unfolded(String text) {
        var lines = new ArrayList<String>();
        for (var line : text.split("\\r?\\n")) {
            if (!lines.isEmpty() && (line.startsWith(" ") || line.startsWith("\t"))) lines.set(lines.size() - 1, lines.getLast() + line.substring(1));
            else lines.add(line);
        }
        return lines;
    }

    // The first colon outside of a quoted parameter.
    private static int colon(String line) {
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            if (line.charAt(i) == '"') quoted = !quoted;
            if (line.charAt(i) == ':' && !quoted) return i;
        }
        return -1;
    }

    private static @Nullable UUID id(String uid) {
        try {
            return uid.endsWith(HOUSE) ? UUID.fromString(uid.substring(0, uid.length() - HOUSE.length()).split("\\.", 2)[0]) : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static @Nullable Occurrence occurrence(String head, String value) {
        try {
            var said = LocalDateTime.parse(value.endsWith("Z") ? value.substring(0, value.length() - 1) : value, DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss"));
            if (value.endsWith("Z")) return new Occurrence(said.toInstant(ZoneOffset.UTC), null);
            var zone = zone(head);
            return zone == null ? new Occurrence(null, said) : new Occurrence(said.atZone(zone).toInstant(), null);
        } catch (DateTimeException e) {
            return null;
        }
    }

    // A program that gives zones names of its own keeps the hours it was sent, so that the hours say enough.
    private static @Nullable ZoneId zone(String head) {
        for (var parameter : head.split(";")) {
            if (!parameter.regionMatches(true, 0, "TZID=", 0, 5)) continue;
            try {
                return ZoneId.of(parameter.substring(5).replace("\"", ""));
            } catch (DateTimeException e) {
                return null;
            }
        }
        return null;
    }
}
