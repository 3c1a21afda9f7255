package meridian.workplan.exchange;

/**
 * A cell as it stands in the file.
 *
 * @param text what a person sees, uncleaned; dates as ISO, percentages with their sign
 * @param number the serial of a date, the fraction of a percentage; 0 for text
 * @param merged a copy of the first cell of a merged range
 */
public record Cell(Kind kind, String text, double number, boolean merged) {
    public enum Kind { TEXT, NUMBER, DATE, PERCENT, BOOLEAN, ERROR }

    public static final Cell BLANK = new Cell(Kind.TEXT, "", 0, false);

    public static Cell of(String text) {
        return new Cell(Kind.TEXT, text, 0, false);
    }

    Cell copied() {
        return new Cell(kind, text, number, true);
    }

    public boolean blank() {
        return text.isBlank();
    }
}
