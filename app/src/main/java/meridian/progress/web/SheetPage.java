package meridian.progress.web;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.stream.Stream;
import meridian.duty.Cadence;
import meridian.progress.LineState;
import meridian.progress.Sheet;
import meridian.web.Choice;
import meridian.web.Ui;
import org.jspecify.annotations.Nullable;

/** A report being filled in. {@code pasted}: a chat text was just read into it. */
public record SheetPage(Sheet sheet, String code, boolean pasted, boolean guest) {
    /** Where the draft is kept on the device: one for each person’s report of a day. */
    public String draft() {
        return "report:" + code + ":" + sheet.who().member() + ":" + sheet.day() + (pasted ? ":pasted" : "");
    }

    /** The query that leads back to this sheet. */
    public String query() {
        return "?day=" + sheet.day() + (sheet.own() ? "" : "&for=" + sheet.who().member());
    }

    /** A guest knows of nothing that a blocker could become. */
    public boolean mayConvert() {
        return !guest;
    }

    public String free() {
        return String.join("\n", sheet.free());
    }

    public List<Choice> people() {
        return sheet.people().stream().map(person -> new Choice(person.id().toString(), person.name())).toList();
    }

    public LineState[] states() {
        return LineState.values();
    }

    public List<Choice> stateChoices(Ui ui) {
        return Stream.of(states()).map(state -> new Choice(state.text(), ui.t("progress.state." + state.text()))).toList();
    }

    /** Hours with at most two decimals. */
    public static String hours(@Nullable Integer minutes) {
        return minutes == null ? "" : BigDecimal.valueOf(minutes).divide(BigDecimal.valueOf(60), 2, RoundingMode.HALF_UP).stripTrailingZeros().toPlainString();
    }

    public boolean week() {
        return sheet.cadence() == meridian.duty.Cadence.WEEK;
    }
}
