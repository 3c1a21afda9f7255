package meridian.workplan.exchange;

import java.io.PrintWriter;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A computed plan for a shell: as a table for people, as JSON for programs. */
final class ScheduleReport {
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");
    private static final int NAME = 32;

    private ScheduleReport() {}

    static String json(String name, FileSchedule computed) {
        var whole = new LinkedHashMap<String, Object>();
        whole.put("file", name);
        whole.put("readable", true);
        whole.put("slack_unit", "minutes");
        whole.put("finish", computed.network().size() == 0 ? null : LocalDateTime.ofInstant(computed.schedule().finish(), java.time.ZoneOffset.UTC).toString());
        var tasks = new ArrayList<Map<String, Object>>();
        for (int place = 0; place < computed.rows().size(); place++) {
            var row = computed.rows().get(place);
            var task = new LinkedHashMap<String, Object>();
            task.put("id", row.id());
            task.put("name", row.name());
            task.put("start", computed.start(place).toString());
            task.put("finish", computed.finish(place).toString());
            task.put("total_slack", computed.totalSlack(place));
            task.put("critical", computed.schedule().critical(place));
            task.put("summary", computed.network().summary(place));
            task.put("file_start", row.start() == null ? null : row.start().toString());
            task.put("file_finish", row.finish() == null ? null : row.finish().toString());
            tasks.add(task);
        }
        whole.put("tasks", tasks);
        return CheckJson.write(whole);
    }

    static void print(FileSchedule computed, Wording wording, PrintWriter out) {
        out.println(pad(wording.say("exchange.schedule.number"), 8) + pad(wording.say("exchange.schedule.name"), NAME) + pad(wording.say("exchange.schedule.start"), 18) + pad(wording.say("exchange.schedule.finish"), 18)
                + pad(wording.say("exchange.schedule.slack"), 12) + pad(wording.say("exchange.schedule.file_start"), 22) + wording.say("exchange.schedule.file_finish"));
        int critical = 0;
        int same = 0;
        int dated = 0;
        for (int place = 0; place < computed.rows().size(); place++) {
            var row = computed.rows().get(place);
            boolean hot = computed.schedule().critical(place);
            if (!computed.network().summary(place) && hot) critical++;
            if (row.start() != null && row.finish() != null) {
                dated++;
                if (same(row.start(), computed.start(place)) && same(row.finish(), computed.finish(place))) same++;
            }
            var slack = (hot ? "* " : "  ") + days(computed.totalSlack(place));
            out.println(pad(row.id(), 8) + pad("  ".repeat(Math.min(row.level() - 1, 5)) + row.name(), NAME) + pad(MINUTE.format(computed.start(place)), 18) + pad(MINUTE.format(computed.finish(place)), 18)
                    + pad(slack, 12) + pad(text(row.start()), 22) + text(row.finish()));
        }
        out.println();
        out.println(wording.say("exchange.schedule.same", computed.rows().size(), critical, same, dated, MINUTE.format(LocalDateTime.ofInstant(computed.schedule().finish(), java.time.ZoneOffset.UTC))));
    }

    // A file that gives days only agrees where the day is the same.
    private static boolean same(LocalDateTime file, LocalDateTime ours) {
        boolean day = file.toLocalTime().equals(java.time.LocalTime.MIDNIGHT) || file.toLocalTime().equals(java.time.LocalTime.of(23, 59));
        return day ? file.toLocalDate().equals(ours.toLocalDate()) : file.equals(ours);
    }

    private static String days(long minutes) {
        return minutes == 0 ? "0" : minutes % 480 == 0 ? minutes / 480 + " d" : "%.1f d".formatted(minutes / 480.0);
    }

    private static String text(@Nullable LocalDateTime at) {
        return at == null ? "" : MINUTE.format(at);
    }

    // A Chinese character is as wide as two Latin ones.
    private static String pad(String text, int width) {
        var padded = new StringBuilder();
        int used = 0;
        for (int i = 0; i < text.length(); ) {
            int sign = text.codePointAt(i);
            int wide = sign >= 0x2E80 ? 2 : 1;
            if (used + wide > width - 2) {
                padded.append('…');
                used++;
                break;
            }
            padded.appendCodePoint(sign);
            used += wide;
            i += Character.charCount(sign);
        }
        return padded.append(" ".repeat(Math.max(1, width - used))).toString();
    }
}
