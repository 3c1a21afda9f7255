package meridian.coordination;

import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;

/** A number as a document writes it: with thousands separators and no trailing zeros. */
final class Amounts {
    private Amounts() {}

    static String number(Number amount) {
        return new DecimalFormat("#,##0.####", DecimalFormatSymbols.getInstance(Locale.ROOT)).format(amount);
    }
}
