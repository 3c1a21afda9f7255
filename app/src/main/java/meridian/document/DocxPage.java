package meridian.document;

import meridian.document.DocumentContent.Sheet;

/** A4 and its margins in twentieths of a point, the same as in {@code pdf.css}. */
record DocxPage(int width, int height, int top, int bottom, int side) {

    static DocxPage of(Sheet sheet) {
        return switch (sheet) {
            case PORTRAIT -> new DocxPage(11906, 16838, 1417, 1247, 1247);
            case LANDSCAPE -> new DocxPage(16838, 11906, 1247, 1134, 1134);
        };
    }

    int text() {
        return width - 2 * side;
    }

    /** The width of the text in these proportions, to the last twentieth. */
    int[] shares(int... proportions) {
        long whole = 0;
        for (int proportion : proportions) whole += proportion;
        var widths = new int[proportions.length];
        long before = 0;
        for (int i = 0; i < widths.length; i++) {
            long until = before + proportions[i];
            widths[i] = (int) (text() * until / whole - text() * before / whole);
            before = until;
        }
        return widths;
    }
}
