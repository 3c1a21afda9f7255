package meridian.coordination.web;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Objects;
import meridian.duty.Clock;
import meridian.duty.DutyRule;
import meridian.web.Ui;

/** How long a clock runs, as a sentence says it: 24 hours, 2 working days. */
final class Spans {
    private static final int WORKING_DAY = 8 * 60;

    private Spans() {}

    static String words(Ui ui, DutyRule rule) {
        int minutes = Objects.requireNonNull(rule.minutes());
        if (rule.clock() == Clock.WORKING_TIME && minutes % WORKING_DAY == 0) return ui.t("coordination.working_days", minutes / WORKING_DAY);
        var hours = BigDecimal.valueOf(minutes).divide(BigDecimal.valueOf(60), 1, RoundingMode.HALF_UP).stripTrailingZeros().toPlainString();
        return ui.t(rule.clock() == Clock.WORKING_TIME ? "coordination.working_hours" : "coordination.hours", hours);
    }
}
