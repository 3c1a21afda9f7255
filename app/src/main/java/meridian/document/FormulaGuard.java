package meridian.document;

/** Keeps text that begins like a formula from becoming one when a CSV is opened: an apostrophe goes before it. */
public final class FormulaGuard {
    private FormulaGuard() {}

    // The full-width forms are formulas too to an Excel set to Chinese or Japanese.
    private static final String STARTS = "=+-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20";

    public static boolean looksLikeFormula(String text) {
        return !text.isEmpty() && STARTS.indexOf(text.charAt(0)) >= 0;
    }

    public static String put(String text) {
        return guarded(text) ? "'" + text : text;
    }

    public static String lift(String text) {
        return text.length() > 1 && text.charAt(0) == '\'' && guarded(text) ? text.substring(1) : text;
    }

    /** Text that has apostrophes of its own before a formula's start is guarded too, so that lifting gives it back. */
    private static boolean guarded(String text) {
        int at = 0;
        while (at < text.length() && text.charAt(at) == '\'') at++;
        return at < text.length() && STARTS.indexOf(text.charAt(at)) >= 0;
    }
}
