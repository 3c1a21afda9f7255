package meridian.project;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.stream.Stream;
import meridian.web.Choice;
import meridian.web.Ui;
import org.jspecify.annotations.Nullable;

/** How an amount is read: in Chinese from ten thousand on in 万, in English in full. A way to show, never to store. */
public final class Money {
    private static final BigDecimal WAN = BigDecimal.valueOf(10_000);

    private Money() {}

    /** The currencies that are offered, and the one there is. */
    public static List<Choice> currencies(String own) {
        return Stream.concat(Stream.of("CNY", "USD", "EUR", "HKD", "SGD", "JPY", "GBP"), Stream.of(own)).distinct().map(currency -> new Choice(currency, currency)).toList();
    }

    public static String shown(Ui ui, @Nullable BigDecimal amount, String currency) {
        if (amount == null) return "–";
        if (!ui.chinese()) return currency + " " + ui.number(amount);
        var large = amount.abs().compareTo(WAN) >= 0;
        var number = ui.number(large ? amount.divide(WAN, 4, RoundingMode.HALF_UP) : amount) + (large ? "万" : "");
        return currency.equals("CNY") ? number + "元" : number + " " + currency;
    }
}
