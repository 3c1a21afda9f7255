package meridian.project;

import java.nio.charset.Charset;

/**
 * The pinyin initials of a Chinese name: 华北渠道整合 is HBQDZH. The 3,755 common characters of GB 2312 stand in pinyin order, so
 * where each letter begins is all that has to be known; rarer characters have no initial here.
 */
final class Initials {
    private static final Charset GB2312 = Charset.forName("GB2312");
    private static final String LETTERS = "ABCDEFGHJKLMNOPQRSTWXYZ";
    private static final int[] BEGIN = {
        45217, 45253, 45761, 46318, 46826, 47010, 47297, 47614, 48119, 49062, 49324, 49896, 50371, 50614, 50622, 50906, 51387, 51446, 52218, 52698, 52980, 53689, 54481
    };
    private static final int END = 55290;

    private Initials() {}

    static boolean hasHan(String text) {
        return text.codePoints().anyMatch(Initials::han);
    }

    /** Each common character as its initial, letters and digits as they are, everything else left out. */
    static String of(String text) {
        var initials = new StringBuilder();
        text.codePoints().forEach(c -> {
            if (c < 128 && Character.isLetterOrDigit(c)) initials.append((char) Character.toUpperCase(c));
            else if (han(c)) initials.append(initial(c));
        });
        return initials.toString();
    }

    private static boolean han(int c) {
        return c >= 0x4E00 && c <= 0x9FA5;
    }

    private static String initial(int c) {
        var bytes = Character.toString(c).getBytes(GB2312);
        if (bytes.length != 2) return "";
        int code = (bytes[0] & 0xFF) << 8 | bytes[1] & 0xFF;
        if (code < BEGIN[0] || code >= END) return "";
        int at = java.util.Arrays.binarySearch(BEGIN, code);
        return LETTERS.substring(at >= 0 ? at : -at - 2, (at >= 0 ? at : -at - 2) + 1);
    }
}
