package meridian.document;

import java.util.Locale;
import meridian.web.Words;
import org.dhatim.fastexcel.PaperSize;
import org.dhatim.fastexcel.Position;
import org.dhatim.fastexcel.Worksheet;

/** How a sheet of a workbook goes onto paper: as wide as the page, its headings on every one, the pages counted. */
public final class SheetPaper {
    private static final float EDGE = 0.4f; // inches
    private static final float EDGE_OF_FOOT = 0.7f;

    private SheetPaper() {}

    /** {@code headings} is the row in which the titles of the columns stand. */
    public static void upright(Worksheet sheet, int headings, Words words, Locale language) {
        set(sheet, PaperSize.A4_PAPER, headings, words, language);
    }

    /** Where there are many columns, or long ones. */
    public static void onItsSide(Worksheet sheet, PaperSize paper, int headings, Words words, Locale language) {
        sheet.pageOrientation("landscape");
        set(sheet, paper, headings, words, language);
    }

    private static void set(Worksheet sheet, PaperSize paper, int headings, Words words, Locale language) {
        sheet.paperSize(paper);
        sheet.fitToWidth((short) 1);
        sheet.fitToHeight((short) 0);
        sheet.repeatRows(headings, headings);
        sheet.leftMargin(EDGE);
        sheet.rightMargin(EDGE);
        sheet.bottomMargin(EDGE_OF_FOOT);
        sheet.footer(words.in(language, "document.page", "&P", "&N"), Position.CENTER);
    }
}
