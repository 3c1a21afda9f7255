package meridian.workplan.exchange;

/** An error blocks the import until it is mended or its row left out; a warning asks to be looked at; a notice says what was understood. */
public enum Severity {
    ERROR, WARNING, NOTICE;

    public String code() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }

    public String key() {
        return "exchange.severity." + code();
    }
}
