package meridian.document;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.apache.fontbox.ttf.CmapLookup;
import org.apache.pdfbox.cos.COSName;

/**
 * Puts right what a reader copies out of a PDF and searches in it. A font draws 目 and the radical ⽬ with one glyph, and
 * the PDF library names such a glyph by the lowest code point, the radical, so that 目标 would not be found.
 */
final class ToUnicode {
    private static final Pattern RANGE = Pattern.compile("<(\\p{XDigit}{4})>\\s*<(\\p{XDigit}{4})>\\s*<(\\p{XDigit}+)>");
    private static final int MOST_IN_A_SECTION = 100;

    private ToUnicode() {}

    /** To be called once the font is subset, that is after a first save. */
    static void repair(PdfFonts.Embedded font) throws IOException {
        var stream = font.font().getCOSObject().getCOSStream(COSName.TO_UNICODE);
        if (stream == null) return;
        var characters = font.source().getUnicodeCmapLookup();
        var texts = new TreeMap<Integer, String>();
        var ranges = RANGE.matcher(stream.toTextString());
        while (ranges.find()) {
            int last = Integer.parseInt(ranges.group(2), 16);
            for (int glyph = Integer.parseInt(ranges.group(1), 16); glyph <= last; glyph++) {
                var text = typed(characters, glyph);
                if (!text.isEmpty()) texts.put(glyph, text);
            }
        }
        try (var out = stream.createOutputStream(COSName.FLATE_DECODE)) {
            out.write(map(texts).getBytes(StandardCharsets.US_ASCII));
        }
    }

    /** What a person would type for this glyph; empty for one without a character. */
    static String typed(CmapLookup characters, int glyph) {
        var all = characters.getCharCodes(glyph);
        if (all == null || all.isEmpty()) return "";
        int best = all.stream().filter(c -> !standsIn(c)).min(Integer::compare).orElse(all.getFirst());
        return switch (best) {
            case 0x2E3A -> "——"; // the font joins two dashes into one glyph
            case 0x2E3B -> "———";
            default -> standsIn(best) ? Normalizer.normalize(Character.toString(best), Normalizer.Form.NFKC) : Character.toString(best);
        };
    }

    /** Radicals, rare and compatibility forms, joined letters, and signs of other trades, which share glyphs with what Chinese text has. */
    private static boolean standsIn(int c) {
        return (c >= 0x2E80 && c <= 0x2FDF)
                || (c >= 0x3400 && c <= 0x4DBF)
                || (c >= 0xE000 && c <= 0xFAFF)
                || (c >= 0xFB00 && c <= 0xFB06)
                || (c >= 0x2F800 && c <= 0x2FA1F)
                || c == 0xA0 || c == 0x2003 || c == 0x2012 || c == 0x2215 || c == 0x2329 || c == 0x232A || c == 0x301C;
    }

    private static String map(TreeMap<Integer, String> texts) {
        var out = new StringBuilder("""
                /CIDInit /ProcSet findresource begin
                12 dict begin
                begincmap
                /CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
                /CMapName /Adobe-Identity-UCS def
                /CMapType 2 def
                1 begincodespacerange
                <0000> <FFFF>
                endcodespacerange
                """);
        var entries = texts.entrySet().stream().toList();
        for (int from = 0; from < entries.size(); from += MOST_IN_A_SECTION) {
            var section = entries.subList(from, Math.min(from + MOST_IN_A_SECTION, entries.size()));
            out.append(section.size()).append(" beginbfchar\n");
            for (var entry : section) out.append("<%04X> <%s>\n".formatted(entry.getKey(), utf16(entry.getValue())));
            out.append("endbfchar\n");
        }
        return out.append("""
                endcmap
                CMapName currentdict /CMap defineresource pop
                end
                end
                """).toString();
    }

    private static String utf16(String text) {
        var hex = new StringBuilder();
        for (char unit : text.toCharArray()) hex.append("%04X".formatted((int) unit));
        return hex.toString();
    }
}
