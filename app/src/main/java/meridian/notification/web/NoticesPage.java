package meridian.notification.web;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import meridian.notification.Bell;
import meridian.web.Ui;
import org.jspecify.annotations.Nullable;

/** A reader's notices under the days on which they were told, in the reader's zone. */
public record NoticesPage(boolean unreadOnly, List<Day> days, @Nullable String next, boolean first) {
    public record Day(LocalDate day, List<Bell.Line> lines) {
        public String heading(Ui ui) {
            if (day.equals(ui.today())) return ui.t("notification.today");
            if (day.equals(ui.today().minusDays(1))) return ui.t("notification.yesterday");
            return ui.date(day);
        }
    }

    static NoticesPage of(Bell.Listing listing, boolean unreadOnly, boolean first, ZoneId zone) {
        var days = new ArrayList<Day>();
        for (var line : listing.lines()) {
            var day = LocalDate.ofInstant(line.toldAt(), zone);
            if (days.isEmpty() || !days.getLast().day().equals(day)) days.add(new Day(day, new ArrayList<>()));
            days.getLast().lines().add(line);
        }
        return new NoticesPage(unreadOnly, days, listing.next() == null ? null : listing.next().toString(), first);
    }
}
