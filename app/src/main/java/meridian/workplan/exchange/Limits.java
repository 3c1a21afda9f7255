package meridian.workplan.exchange;

/**
 * How much of a file is read before it is refused.
 *
 * @param inflated bytes of all parts of an XLSX once unpacked
 * @param ratio unpacked size against the file's own, from 8 MB unpacked on
 * @param cellLength characters; 32,767 is Excel's own limit
 * @param apart whether plans of scheduling programs are read in a process of their own
 */
public record Limits(
        int bytes, long inflated, int ratio, int entries, int sheets, int rows, int columns, int cells, int cellLength, boolean apart) {

    public static Limits standard() {
        return new Limits(20 << 20, 120L << 20, 150, 2_000, 50, 50_000, 200, 1_000_000, 32_767, false);
    }

    /** As {@link #standard}, where others depend on the process that reads. */
    public static Limits served() {
        var same = standard();
        return new Limits(same.bytes, same.inflated, same.ratio, same.entries, same.sheets, same.rows, same.columns, same.cells, same.cellLength, true);
    }
}
