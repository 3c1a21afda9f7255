package meridian.workplan.exchange;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A link to the task before this one, by that task's number in the file.
 *
 * @param lag negative for a lead; in working time of the successor unless elapsed
 */
public record Predecessor(String number, Type type, Length lag) {
    public enum Type { FS, SS, FF, SF }

    private static final Pattern SEPARATORS = Pattern.compile("[,\uFF0C;\uFF1B\u3001\\n]+");
    private static final String LAG = "\\s*([+-]\\s*\\d[\\d.\\s]*[\\p{L}]*\\.?)";
    private static final Pattern TYPED = Pattern.compile(
            "(.+?)\\s*(FS|SS|FF|SF|完成-开始|开始-开始|完成-完成|开始-完成|完成后|后)(?:" + LAG + ")?", Pattern.CASE_INSENSITIVE);
    private static final Pattern UNTYPED = Pattern.compile("(.+?)(?:" + LAG + ")?");

    /** A token as it stands, and what it says; {@code link} is null where it says nothing. */
    public record Token(String text, @Nullable Predecessor link) {}

    /** {@code 12FS, 14SS+1d, 3}. A token that is a number as a whole stays one, however much it looks like a lag. */
    public static List<Token> parse(String text, Predicate<String> isNumber) {
        var tokens = new ArrayList<Token>();
        for (var part : SEPARATORS.split(text.replace('\uFF0B', '+').replace('\uFF0D', '-'))) {
            var token = part.strip();
            if (token.isEmpty() || token.equals("-") || token.equals("/") || token.equals("无")) continue;
            tokens.add(new Token(token, isNumber.test(token) ? new Predecessor(token, Type.FS, Length.NONE) : link(token)));
        }
        return tokens;
    }

    private static @Nullable Predecessor link(String token) {
        var typed = TYPED.matcher(token);
        if (typed.matches()) return link(typed.group(1), type(typed.group(2)), typed.group(3));
        var untyped = UNTYPED.matcher(token);
        return untyped.matches() ? link(untyped.group(1), Type.FS, untyped.group(2)) : null;
    }

    private static @Nullable Predecessor link(String number, Type type, @Nullable String lag) {
        var length = lag == null ? Length.NONE : Length.parse(lag, Length.Unit.DAY);
        return length == null ? null : new Predecessor(number.strip(), type, length);
    }

    private static Type type(String word) {
        return switch (word.toUpperCase(Locale.ROOT)) {
            case "SS", "开始-开始" -> Type.SS;
            case "FF", "完成-完成" -> Type.FF;
            case "SF", "开始-完成" -> Type.SF;
            default -> Type.FS;
        };
    }

    /** As the template writes it: {@code 12}, {@code 14SS+1d}. */
    @Override
    public String toString() {
        if (type == Type.FS && lag.zero()) return number;
        return number + type + (lag.zero() ? "" : (lag.amount().signum() > 0 ? "+" : "") + lag);
    }
}
