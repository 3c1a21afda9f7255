package meridian.progress.web;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import meridian.progress.Filing;
import meridian.progress.Line;
import meridian.progress.LineState;
import meridian.tenancy.MemberId;
import meridian.tenancy.Refused;
import meridian.tenancy.ReportId;
import meridian.tenancy.TaskId;
import meridian.tenancy.Text;
import meridian.web.Entered;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;

/** A report as it was typed: {@code state.<task>}, {@code progress.<task>} … for each task, the rest under its own name. */
record ReportForm(MultiValueMap<String, String> typed) {
    private static final BigDecimal MOST_HOURS = BigDecimal.valueOf(10_000);
    private static final BigDecimal MOST_SPENT = BigDecimal.valueOf(200);

    Filing filing() {
        var check = new Refused.Check();
        var lines = new ArrayList<Line>();
        for (var name : typed.keySet()) if (name.startsWith("state.")) line(name.substring("state.".length()), lines, check);
        Text.clean(typed.getFirst("free")).lines().map(String::strip).filter(line -> !line.isEmpty()).map(Line::free).forEach(lines::add);
        var day = day(check);
        check.done();
        return new Filing(ReportId.of(text("id")), version(), day, text("plan_today"), text("help_needed"), text("help_from").isEmpty() ? null : MemberId.of(text("help_from")), lines, writtenAt());
    }

    private void line(String task, List<Line> lines, Refused.Check check) {
        var state = text("state." + task);
        if (state.isEmpty()) return;
        var progress = number("progress." + task, check);
        var remaining = number("remaining." + task, check);
        check.reject(remaining != null && remaining.abs().compareTo(MOST_HOURS) > 0, "remaining." + task, "progress.remaining_wrong");
        var spent = number("spent." + task, check);
        check.reject(spent != null && (spent.signum() < 0 || spent.compareTo(MOST_SPENT) > 0), "spent." + task, "progress.spent_wrong");
        if (!check.good()) return;
        lines.add(new Line(TaskId.of(task), LineState.of(state), text("note." + task), progress == null ? null : progress.setScale(0, RoundingMode.HALF_UP).intValue(),
                minutes(remaining), minutes(spent), text("reason." + task)));
    }

    private static @Nullable Integer minutes(@Nullable BigDecimal hours) {
        return hours == null ? null : Integer.valueOf(hours.multiply(BigDecimal.valueOf(60)).setScale(0, RoundingMode.HALF_UP).intValue());
    }

    private @Nullable BigDecimal number(String field, Refused.Check check) {
        var text = text(field).replace("%", "").replace("%", "");
        if (text.isEmpty()) return null;
        var good = text.matches("-?\\d{1,6}([.,]\\d{1,4})?");
        check.reject(!good, field, Entered.unread(text, 6));
        return good ? new BigDecimal(text.replace(',', '.')) : null;
    }

    private LocalDate day(Refused.Check check) {
        try {
            return LocalDate.parse(text("day"));
        } catch (DateTimeException e) {
            check.reject(true, "day", "refused.not_a_date");
            return LocalDate.EPOCH;
        }
    }

    private @Nullable Integer version() {
        return text("version").isEmpty() ? null : Integer.valueOf(text("version"));
    }

    private @Nullable Instant writtenAt() {
        try {
            return text("written_at").isEmpty() ? null : Instant.parse(text("written_at"));
        } catch (DateTimeException e) {
            return null; // a telephone that cannot tell the time reports all the same
        }
    }

    private String text(String field) {
        return Text.clean(typed.getFirst(field));
    }
}
