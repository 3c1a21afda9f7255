package meridian.workplan.exchange;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import meridian.document.FormulaGuard;
import org.jspecify.annotations.Nullable;

/** Delimited text (RFC 4180, also with semicolons or tabs) in whichever encoding Excel or WPS left it. */
final class CsvReader {
    record Decoded(String text, String charset) {}

    private static final Charset GB18030 = Charset.forName("GB18030");

    private final Limits limits;

    CsvReader(Limits limits) {
        this.limits = limits;
    }

    static Decoded decode(byte[] bytes) {
        var decoded = decoded(bytes);
        var text = decoded.text();
        long strange = text.chars().filter(c -> c < ' ' && c != '\t' && c != '\r' && c != '\n').count();
        if (text.indexOf('\0') >= 0 || strange * 100 > text.length()) throw new UnreadableFile("exchange.unreadable.kind");
        if (text.isBlank()) throw new UnreadableFile("exchange.unreadable.empty");
        return decoded;
    }

    private static Decoded decoded(byte[] bytes) {
        var marked = marked(bytes);
        if (marked != null) return marked;
        for (var charset : candidates(bytes)) {
            var text = strictly(bytes, 0, charset);
            if (text != null) return new Decoded(text, charset.name());
        }
        throw new UnreadableFile("exchange.unreadable.encoding");
    }

    private static @Nullable Decoded marked(byte[] bytes) {
        int length = Math.min(3, bytes.length);
        int mark = 0;
        for (int i = 0; i < length; i++) mark = mark << 8 | bytes[i] & 0xFF;
        Charset charset = null;
        int skip = 2;
        if (length == 3 && mark == 0xEFBBBF) {
            charset = StandardCharsets.UTF_8;
            skip = 3;
        } else if (length >= 2) {
            int two = length == 3 ? mark >> 8 : mark;
            if (two == 0xFFFE) charset = StandardCharsets.UTF_16LE;
            if (two == 0xFEFF) charset = StandardCharsets.UTF_16BE;
        }
        if (charset == null) return null;
        var text = strictly(bytes, skip, charset);
        if (text == null) throw new UnreadableFile("exchange.unreadable.encoding");
        return new Decoded(text, charset.name());
    }

    /** Without a mark, the zero bytes beside ASCII (delimiters, digits, line ends) give UTF-16 away. */
    private static List<Charset> candidates(byte[] bytes) {
        int even = 0, odd = 0;
        for (int i = 0; i < bytes.length; i++)
            if (bytes[i] == 0) {
                if (i % 2 == 0) even++;
                else odd++;
            }
        if (odd > bytes.length / 40 && odd > even * 10) return List.of(StandardCharsets.UTF_16LE);
        if (even > bytes.length / 40 && even > odd * 10) return List.of(StandardCharsets.UTF_16BE);
        return List.of(StandardCharsets.UTF_8, GB18030);
    }

    private static @Nullable String strictly(byte[] bytes, int from, Charset charset) {
        try {
            CharBuffer text = charset.newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes, from, bytes.length - from));
            return text.toString();
        } catch (CharacterCodingException malformed) {
            return null;
        }
    }

    List<Sheet.Row> rows(String text) {
        var rows = new ArrayList<Sheet.Row>();
        var cells = new ArrayList<Cell>();
        var value = new StringBuilder();
        char delimiter = delimiter(text);
        int at = afterSeparatorLine(text);
        int number = at > 0 ? 2 : 1;
        int count = 0;
        boolean quoted = false, wasQuoted = false;
        for (; at <= text.length(); at++) {
            boolean end = at == text.length();
            char c = end ? '\n' : text.charAt(at);
            if (quoted && !end) {
                if (c != '"') value.append(c);
                else if (at + 1 < text.length() && text.charAt(at + 1) == '"') value.append(text.charAt(++at));
                else quoted = false;
            } else if (c == '"' && value.isEmpty() && !wasQuoted) {
                quoted = wasQuoted = true;
            } else if (c == delimiter || c == '\n' || c == '\r') {
                cells.add(cell(value, number, cells.size() + 1));
                value.setLength(0);
                quoted = wasQuoted = false;
                if (c == delimiter) continue;
                if (c == '\r' && at + 1 < text.length() && text.charAt(at + 1) == '\n') at++;
                while (!cells.isEmpty() && cells.getLast().text().isEmpty()) cells.removeLast();
                if (cells.size() > limits.columns()) throw new UnreadableFile("exchange.unreadable.columns", limits.columns());
                if ((count += cells.size()) > limits.cells()) throw new UnreadableFile("exchange.unreadable.cells", limits.cells());
                if (!cells.isEmpty()) rows.add(Sheet.row(number, cells));
                if (rows.size() > limits.rows()) throw new UnreadableFile("exchange.unreadable.rows", limits.rows());
                cells.clear();
                number++;
            } else value.append(c);
            if (value.length() > limits.cellLength())
                throw new UnreadableFile("exchange.unreadable.cell", name(number, cells.size() + 1), limits.cellLength());
        }
        return rows;
    }

    private Cell cell(StringBuilder value, int row, int column) {
        if (value.isEmpty()) return Cell.BLANK;
        if (column > limits.columns() * 100) throw new UnreadableFile("exchange.unreadable.columns", limits.columns());
        return Cell.of(FormulaGuard.lift(value.toString()));
    }

    private static String name(int row, int column) {
        return new CellRef(row, column).toString();
    }

    /** Excel's own {@code sep=;} line. */
    private static int afterSeparatorLine(String text) {
        if (!text.regionMatches(true, 0, "sep=", 0, 4)) return 0;
        int end = text.indexOf('\n');
        return end < 0 || end > 8 ? 0 : end + 1;
    }

    private static char delimiter(String text) {
        if (afterSeparatorLine(text) > 0) return text.charAt(4);
        char best = ',';
        int most = 0;
        for (char candidate : new char[] {',', '\t', ';'}) {
            int count = 0, lines = 0;
            boolean quoted = false;
            for (int i = 0; i < text.length() && lines < 30; i++) {
                char c = text.charAt(i);
                if (c == '"') quoted = !quoted;
                else if (!quoted && c == '\n') lines++;
                else if (!quoted && c == candidate) count++;
            }
            if (count > most) {
                most = count;
                best = candidate;
            }
        }
        return best;
    }
}
