package meridian.meeting;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import meridian.meeting.Meeting.Attendance;
import meridian.meeting.Minutes.Row;
import meridian.meeting.Minutes.Section;
import meridian.web.Words;
import org.jspecify.annotations.Nullable;

/** Minutes in words, section by section: for paper and for letters alike. */
final class MinutesText {
    private final Words words;
    private final Locale language;

    MinutesText(Words words, Locale language) {
        this.words = words;
        this.language = language;
    }

    /** The whole of it as plain text, for somebody who has no account. */
    String of(Minutes minutes, MinutesSheets.@Nullable Next next) {
        var lines = new ArrayList<String>();
        var meeting = minutes.meeting();
        lines.add(meeting.title());
        lines.add(labelled("meeting.when", when(meeting)));
        lines.add(labelled("minutes.place", place(meeting)));
        lines.add(labelled("meeting.host", meeting.hostName()));
        lines.add(labelled("minutes.present", names(meeting, Attendance.PRESENT)));
        lines.add(labelled("minutes.absent", names(meeting, Attendance.ABSENT)));
        for (var section : minutes.sections()) {
            var rows = minutes.of(section).stream().filter(row -> !row.blank()).toList();
            if (rows.isEmpty()) continue;
            lines.add("");
            lines.add(title(section));
            rows.forEach(row -> lines.add("- " + line(row)));
        }
        if (next != null) {
            lines.add("");
            lines.add(labelled("minutes.next", next.title() + " " + moment(next.startsAt(), meeting.zone())));
        }
        return String.join("\n", lines) + "\n";
    }

    String title(Section section) {
        return words.in(language, "minutes.section." + section.text());
    }

    /** A row on one line. */
    String line(Row row) {
        var parts = new ArrayList<String>();
        if (!row.partyName().isEmpty()) parts.add(row.partyName());
        parts.add(row.content());
        if (row.outcome() != null) parts.add(words.in(language, "minutes.outcome." + row.outcome().text()));
        if (!row.reply().isEmpty()) parts.add(row.reply());
        if (!row.ownerName().isEmpty()) parts.add(row.ownerName());
        if (row.dueOn() != null) parts.add(row.dueOn().toString());
        if (!row.deliverable().isEmpty()) parts.add(row.deliverable());
        return String.join(" · ", parts.stream().filter(part -> !part.isBlank()).toList());
    }

    String when(Meeting meeting) {
        return moment(meeting.startsAt(), meeting.zone()) + "–" + DateTimeFormatter.ofPattern("HH:mm").format(meeting.endsAt().atZone(meeting.zone())) + " (" + meeting.zone().getId() + ")";
    }

    String moment(java.time.Instant at, ZoneId zone) {
        return DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT).format(at.atZone(zone));
    }

    String place(Meeting meeting) {
        return List.of(words.in(language, "meeting.mode." + meeting.mode().text()), meeting.place(), meeting.link()).stream().filter(part -> !part.isEmpty()).collect(Collectors.joining(" · "));
    }

    /** Who was there, who was not and why, who sat in. */
    String names(Meeting meeting, Attendance attendance) {
        var people = meeting.participants().stream().filter(one -> one.attendance() == attendance).map(one -> one.absenceReason().isEmpty() ? one.name() : words.in(language, "minutes.absent_because", one.name(), one.absenceReason())).toList();
        return people.isEmpty() ? words.in(language, "minutes.nobody") : String.join(words.in(language, "dispute.separator"), people);
    }

    private String labelled(String key, String value) {
        return words.in(language, "meeting.mail_line", words.in(language, key), value);
    }
}
