package meridian.document;

/** How many lines a text wraps to in a cell of a spreadsheet: they size a row when it is edited, not when it is opened. */
public final class CellLines {
    private CellLines() {}

    /** @param width of the column in the spreadsheet's unit, a digit of its standard font */
    public static int of(String text, double width) {
        if (text.length() * 2 < width && text.indexOf('\n') < 0) return 1;
        int lines = 1;
        double used = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            double wide = c >= 0x2E80 ? 1.8 : 0.95;
            if (c == '\n' || used + wide > width) {
                lines++;
                used = 0;
            }
            if (c != '\n') used += wide;
        }
        return lines;
    }
}
