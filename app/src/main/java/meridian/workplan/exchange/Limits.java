package meridian.workplan.exchange;

/**
 * How much of a file is read before it is refused.
 *
 * @param inflated bytes of all parts of an XLSX once unpacked
 * @param ratio unpacked size against the file's own, from 8 MB unpacked on
 * @param cellLength characters; 32,767 is Excel's own limit
 */
public record Limits(
        int bytes, long inflated, int ratio, int entries, int sheets, int rows, int columns, int cells, int cellLength) {

    public static Limits standard() {
        return new Limits(20 << 20, 120L << 20, 150, 2_000, 50, 50_000, 200, 1_000_000, 32_767);
    }
}
