package meridian.notification;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import meridian.outbox.Notice;
import meridian.tenancy.MemberId;
import meridian.web.Words;

/** What a notice says to one reader: its kind's message with names as they are today and times in the reader's zone. */
record Sentence(String kind, String title, List<String> arguments) {
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("HH:mm");
    private static final DateTimeFormatter DAY_AND_MINUTE = DateTimeFormatter.ofPattern("MM-dd HH:mm");
    private static final DateTimeFormatter FULL = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

    /** Whose names the sentence needs. */
    static Set<MemberId> people(Collection<Sentence> sentences) {
        return sentences.stream()
                .flatMap(sentence -> sentence.arguments.stream())
                .filter(argument -> "member".equals(Notice.form(argument)))
                .map(argument -> MemberId.of(Notice.value(argument)))
                .collect(Collectors.toSet());
    }

    String in(Words words, Locale locale, ZoneId zone, Instant now, Map<MemberId, String> names) {
        var given = new ArrayList<Object>();
        given.add(title);
        for (var argument : arguments) given.add(read(argument, words, locale, zone, now, names));
        return words.in(locale, "notice." + kind, given.toArray());
    }

    private static String read(String argument, Words words, Locale locale, ZoneId zone, Instant now, Map<MemberId, String> names) {
        var value = Notice.value(argument);
        return switch (Notice.form(argument)) {
            case "member" -> names.getOrDefault(MemberId.of(value), "—");
            case "at" -> moment(Instant.parse(value), zone, now);
            case "word" -> words.in(locale, value);
            case null, default -> value;
        };
    }

    // A day that something is due on ends at 24:00 there; 00:00 of the next would be read as a day more.
    private static String moment(Instant at, ZoneId zone, Instant now) {
        if (!LocalDateTime.ofInstant(at, zone).toLocalTime().equals(LocalTime.MIDNIGHT)) return time(at, zone, now);
        var day = time(at.minus(Duration.ofMinutes(1)), zone, now);
        return day.substring(0, day.length() - 5) + "24:00";
    }

    static String time(Instant at, ZoneId zone, Instant now) {
        var local = LocalDateTime.ofInstant(at, zone);
        var today = LocalDateTime.ofInstant(now, zone);
        if (local.toLocalDate().equals(today.toLocalDate())) return MINUTE.format(local);
        return (local.getYear() == today.getYear() ? DAY_AND_MINUTE : FULL).format(local);
    }
}
