package meridian.progress;

import java.time.LocalDate;
import java.time.Instant;
import java.util.List;
import meridian.duty.Cadence;
import meridian.tenancy.MemberId;
import meridian.tenancy.ReportId;
import meridian.tenancy.TaskId;
import org.jspecify.annotations.Nullable;

/** A report as it is about to be filled in: what is known already stands in it. */
public record Sheet(
        ReportId id,
        @Nullable Integer version,
        Reporter who,
        boolean own,
        Cadence cadence,
        LocalDate day,
        LocalDate today,
        boolean dayOff,
        boolean onLeave,
        @Nullable Instant arrivedAt,
        @Nullable Instant writtenAt,
        boolean awaitsConfirmation,
        String lastPlan,
        String plan,
        String help,
        @Nullable MemberId helpFrom,
        List<TaskLine> lines,
        List<String> free,
        List<Person> people) {

    /** One of the person’s tasks; {@code state} is what is proposed, empty when nothing can be said yet. */
    public record TaskLine(
            TaskId task, int number, String title, @Nullable LocalDate due, boolean overdue, String status, @Nullable LineState state,
            @Nullable Integer progress, @Nullable Integer remainingMinutes, @Nullable Integer spentMinutes, String note, String reason) {}

    public record Person(MemberId id, String name) {}

    public boolean filed() {
        return version != null;
    }

    /** Entered after its day (补报). */
    public boolean afterwards() {
        return !cadence.period(today).equals(day);
    }

    /** The same sheet with a pasted text read into it: lines that name a task go to it, the rest stays free. */
    public Sheet with(PastedReport pasted, String projectCode) {
        var lines = new java.util.ArrayList<>(this.lines);
        var free = new java.util.ArrayList<>(this.free);
        for (var item : pasted.progress()) {
            int at = -1;
            for (int i = 0; i < lines.size() && at < 0; i++) if (names(item.text(), lines.get(i), projectCode)) at = i;
            if (at < 0) {
                free.add(item.state() == LineState.DONE && Line.free(item.text()).state() != LineState.DONE ? "✅ " + item.text() : item.text());
            } else {
                var line = lines.get(at);
                var note = line.note().isEmpty() ? item.text() : line.note() + "\n" + item.text();
                lines.set(at, new TaskLine(line.task(), line.number(), line.title(), line.due(), line.overdue(), line.status(), item.state(),
                        item.percent() == null ? line.progress() : item.percent(), line.remainingMinutes(), line.spentMinutes(), note, item.state() == LineState.BLOCKED ? item.text() : line.reason()));
            }
        }
        var plan = pasted.plan().isEmpty() ? this.plan : String.join("\n", pasted.plan());
        var help = pasted.help().isEmpty() ? this.help : String.join("\n", pasted.help());
        return new Sheet(id, version, who, own, cadence, day, today, dayOff, onLeave, arrivedAt, writtenAt, awaitsConfirmation, lastPlan, plan, help, helpFrom, lines, free, people);
    }

    private static boolean names(String text, TaskLine line, String projectCode) {
        if (java.util.regex.Pattern.compile("(?:\\b" + projectCode + "-|#)" + line.number() + "(?!\\d)", java.util.regex.Pattern.CASE_INSENSITIVE).matcher(text).find()) return true;
        var title = bare(line.title());
        return title.length() >= 3 && bare(text).contains(title);
    }

    private static String bare(String text) {
        return text.toLowerCase().replaceAll("[\\s\\p{Punct}\\p{IsPunctuation}]+", "");
    }
}
