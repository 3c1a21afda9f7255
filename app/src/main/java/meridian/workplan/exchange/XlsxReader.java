package meridian.workplan.exchange;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * Reads the sheets of an XLSX (ECMA-376, transitional and strict) in two passes over the archive: the first measures
 * every part and keeps names, texts and formats, the second streams the sheets. Our own, because merged ranges are
 * needed and because every limit must hold before memory is spent.
 */
final class XlsxReader {
    private static final XMLInputFactory XML = XMLInputFactory.newDefaultFactory();

    static {
        XML.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        XML.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        XML.setXMLResolver((publicId, systemId, base, namespace) -> InputStream.nullInputStream());
    }

    private static final Pattern NOT_SHOWN = Pattern.compile("\"[^\"]*\"|\\[[^\\]]*]|\\\\.|_.|\\*.");
    private static final int MERGES = 50_000;

    private final Archive archive;
    private final int size;
    private final Limits limits;
    private final List<String> texts = new ArrayList<>();
    private final List<Format> formats = new ArrayList<>();
    private final Map<String, SheetPart> sheetParts = new LinkedHashMap<>();
    private boolean since1904;
    private int cells;
    private int rows;

    private enum Format { PLAIN, DATE, PERCENT }

    private record SheetPart(String name, boolean hidden) {}

    XlsxReader(byte[] bytes, Limits limits) {
        this.archive = opened(bytes, limits);
        this.size = bytes.length;
        this.limits = limits;
    }

    private static Archive opened(byte[] bytes, Limits limits) {
        try {
            return new Archive(bytes, limits.entries());
        } catch (IndexOutOfBoundsException broken) {
            throw new UnreadableFile("exchange.unreadable.damaged");
        }
    }

    List<Sheet> sheets() {
        try {
            survey();
            return readSheets();
        } catch (XMLStreamException | IOException | RuntimeException broken) {
            if (broken instanceof UnreadableFile known) throw known;
            throw new UnreadableFile("exchange.unreadable.damaged");
        }
    }

    private void survey() throws IOException, XMLStreamException {
        var kept = new HashMap<String, byte[]>();
        var rest = new byte[16384];
        long inflated = 0;
        refuseOtherKinds();
        for (var part : archive.parts()) {
            var keep = keeps(part.name()) ? new ByteArrayOutputStream() : null;
            try (var in = archive.open(part)) {
                for (int read; (read = in.read(rest)) > 0; ) {
                    inflated += read;
                    if (inflated > limits.inflated() || inflated > 8 << 20 && inflated / limits.ratio() > size)
                        throw new UnreadableFile("exchange.unreadable.bomb");
                    if (keep != null) keep.write(rest, 0, read);
                }
            }
            if (keep != null) kept.put(part.name(), keep.toByteArray());
        }
        readWorkbook(kept.getOrDefault("xl/workbook.xml", new byte[0]), kept.getOrDefault("xl/_rels/workbook.xml.rels", new byte[0]));
        if (kept.containsKey("xl/styles.xml")) readFormats(kept.get("xl/styles.xml"));
        if (kept.containsKey("xl/sharedStrings.xml")) readTexts(kept.get("xl/sharedStrings.xml"));
    }

    private static boolean keeps(String name) {
        return switch (name) {
            case "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml", "xl/sharedStrings.xml" -> true;
            default -> false;
        };
    }

    private static String plain(String name) {
        var path = name.replace('\\', '/');
        return path.startsWith("/") ? path.substring(1) : path;
    }

    private void refuseOtherKinds() {
        if (archive.part("xl/workbook.xml") != null) return;
        if (archive.part("xl/workbook.bin") != null) throw new UnreadableFile("exchange.unreadable.xls");
        if (archive.part("content.xml") != null && archive.part("mimetype") != null) throw new UnreadableFile("exchange.unreadable.ods");
        throw new UnreadableFile("exchange.unreadable.kind");
    }

    private void readWorkbook(byte[] workbook, byte[] relations) throws XMLStreamException {
        var targets = new HashMap<String, String>();
        each(relations, "Relationship", xml -> {
            var target = plain(attribute(xml, "Target", ""));
            targets.put(attribute(xml, "Id", ""), target.startsWith("xl/") ? target : "xl/" + target);
        });
        each(workbook, "workbookPr", xml -> since1904 = attribute(xml, "date1904", "0").matches("1|true"));
        each(workbook, "sheet", xml -> {
            var part = targets.get(attribute(xml, "id", ""));
            boolean hidden = !attribute(xml, "state", "visible").equals("visible");
            if (part != null) sheetParts.put(part, new SheetPart(attribute(xml, "name", ""), hidden));
        });
        if (sheetParts.size() > limits.sheets()) throw new UnreadableFile("exchange.unreadable.sheets", limits.sheets());
    }

    private void readFormats(byte[] styles) throws XMLStreamException {
        var codes = new HashMap<Integer, String>();
        each(styles, "numFmt", xml -> codes.put(integer(attribute(xml, "numFmtId", "0")), attribute(xml, "formatCode", "")));
        var inside = new boolean[1];
        var xml = open(new ByteArrayInputStream(styles));
        while (next(xml)) {
            if (xml.getEventType() == XMLStreamConstants.START_ELEMENT) {
                if (xml.getLocalName().equals("cellXfs")) inside[0] = true;
                else if (inside[0] && xml.getLocalName().equals("xf")) {
                    int id = integer(attribute(xml, "numFmtId", "0"));
                    formats.add(format(id, codes.get(id)));
                }
            } else if (xml.getEventType() == XMLStreamConstants.END_ELEMENT && xml.getLocalName().equals("cellXfs")) inside[0] = false;
        }
    }

    private static Format format(int id, @Nullable String code) {
        if (code == null) {
            // The built-in dates, those of the East Asian editions (27–36, 50–58) among them.
            boolean date = id >= 14 && id <= 22 || id >= 27 && id <= 36 || id >= 45 && id <= 47 || id >= 50 && id <= 58;
            return date ? Format.DATE : id == 9 || id == 10 ? Format.PERCENT : Format.PLAIN;
        }
        var shown = NOT_SHOWN.matcher(code).replaceAll("").toLowerCase(java.util.Locale.ROOT);
        if (shown.contains("general")) return Format.PLAIN;
        if (shown.contains("%")) return Format.PERCENT;
        return shown.chars().anyMatch(c -> "ymdhs".indexOf(c) >= 0) ? Format.DATE : Format.PLAIN;
    }

    private void readTexts(byte[] shared) throws XMLStreamException {
        var xml = open(new ByteArrayInputStream(shared));
        while (next(xml))
            if (xml.getEventType() == XMLStreamConstants.START_ELEMENT && xml.getLocalName().equals("si")) texts.add(richText(xml, "si"));
    }

    /** The text of all runs up to the end of {@code element}, without the phonetic ones (rPh). */
    private String richText(XMLStreamReader xml, String element) throws XMLStreamException {
        var text = new StringBuilder();
        boolean inText = false;
        int phonetic = 0;
        while (next(xml)) {
            switch (xml.getEventType()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    if (xml.getLocalName().equals("rPh")) phonetic++;
                    inText = xml.getLocalName().equals("t") && phonetic == 0;
                }
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE -> {
                    if (inText) append(text, xml);
                }
                case XMLStreamConstants.END_ELEMENT -> {
                    inText = false;
                    if (xml.getLocalName().equals("rPh")) phonetic--;
                    if (xml.getLocalName().equals(element)) return unescaped(text);
                }
                default -> {}
            }
        }
        throw new UnreadableFile("exchange.unreadable.damaged");
    }

    /** Twice what a cell may hold is kept, so that the cell that uses it can be named in the refusal. */
    private void append(StringBuilder text, XMLStreamReader xml) {
        if (text.length() <= limits.cellLength()) text.append(xml.getTextCharacters(), xml.getTextStart(), xml.getTextLength());
    }

    private static final Pattern ESCAPED = Pattern.compile("_x([0-9A-Fa-f]{4})_");

    private static String unescaped(StringBuilder text) {
        if (text.indexOf("_x") < 0) return text.toString();
        return ESCAPED.matcher(text).replaceAll(hit ->
                java.util.regex.Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(hit.group(1), 16))));
    }

    private List<Sheet> readSheets() throws IOException, XMLStreamException {
        var sheets = new ArrayList<Sheet>();
        for (var sheet : sheetParts.entrySet()) {
            var part = archive.part(sheet.getKey());
            if (part == null) continue;
            try (var in = archive.open(part)) {
                sheets.add(readSheet(sheet.getValue(), in));
            }
        }
        if (sheets.isEmpty()) throw new UnreadableFile("exchange.unreadable.damaged");
        return sheets;
    }

    private Sheet readSheet(SheetPart part, InputStream in) throws XMLStreamException {
        var found = new ArrayList<Sheet.Row>();
        var merges = new ArrayList<int[]>();
        var row = new ArrayList<Cell>();
        int number = 0;
        var xml = open(in);
        while (next(xml)) {
            int event = xml.getEventType();
            if (event == XMLStreamConstants.END_ELEMENT && xml.getLocalName().equals("row")) {
                while (!row.isEmpty() && row.getLast() == Cell.BLANK) row.removeLast();
                if (row.isEmpty()) continue;
                found.add(Sheet.row(number, row));
                if (row.stream().anyMatch(cell -> !cell.blank()) && ++rows > limits.rows())
                    throw new UnreadableFile("exchange.unreadable.rows", limits.rows());
            } else if (event == XMLStreamConstants.START_ELEMENT) {
                switch (xml.getLocalName()) {
                    case "row" -> {
                        row.clear();
                        int given = integer(attribute(xml, "r", String.valueOf(number + 1)));
                        if (given <= number || given > 1 << 20) throw new UnreadableFile("exchange.unreadable.damaged");
                        number = given;
                    }
                    case "c" -> readCell(xml, number, row);
                    case "mergeCell" -> {
                        if (merges.size() < MERGES) merge(attribute(xml, "ref", ""), merges);
                    }
                    default -> {}
                }
            }
        }
        return new Sheet(part.name(), part.hidden(), Sheet.filled(found, merges));
    }

    private void readCell(XMLStreamReader xml, int number, List<Cell> row) throws XMLStreamException {
        var name = attribute(xml, "r", "");
        int column = name.isEmpty() ? row.size() + 1 : column(name);
        var type = attribute(xml, "t", "n");
        int style = integer(attribute(xml, "s", "0"));
        var cell = value(xml, type, style < formats.size() ? formats.get(style) : Format.PLAIN);
        if (cell.text().length() > limits.cellLength())
            throw new UnreadableFile("exchange.unreadable.cell", new CellRef(number, column).toString(), limits.cellLength());
        if (cell.text().isEmpty()) return;
        if (column > limits.columns()) throw new UnreadableFile("exchange.unreadable.columns", limits.columns());
        if (++cells > limits.cells()) throw new UnreadableFile("exchange.unreadable.cells", limits.cells());
        if (column <= row.size()) throw new UnreadableFile("exchange.unreadable.damaged");
        while (row.size() < column - 1) row.add(Cell.BLANK);
        row.add(cell);
    }

    private static int column(String name) {
        int column = 0;
        for (int i = 0; i < name.length() && i < 4 && Character.isLetter(name.charAt(i)); i++)
            column = column * 26 + Character.toUpperCase(name.charAt(i)) - 'A' + 1;
        if (column < 1) throw new UnreadableFile("exchange.unreadable.damaged");
        return column;
    }

    private Cell value(XMLStreamReader xml, String type, Format format) throws XMLStreamException {
        var value = new StringBuilder();
        String inline = null;
        boolean inValue = false, formula = false;
        while (next(xml)) {
            switch (xml.getEventType()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    inValue = xml.getLocalName().equals("v");
                    formula |= xml.getLocalName().equals("f");
                    if (xml.getLocalName().equals("is")) inline = richText(xml, "is");
                }
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE -> {
                    if (inValue) append(value, xml);
                }
                case XMLStreamConstants.END_ELEMENT -> {
                    inValue = false;
                    if (xml.getLocalName().equals("c"))
                        return formula && value.isEmpty() && inline == null
                                ? new Cell(Cell.Kind.ERROR, "#?", 0, false)
                                : cell(type, format, value, inline);
                }
                default -> {}
            }
        }
        throw new UnreadableFile("exchange.unreadable.damaged");
    }

    private Cell cell(String type, Format format, StringBuilder value, @Nullable String inline) {
        if (inline != null) return Cell.of(inline);
        if (value.isEmpty()) return Cell.BLANK;
        return switch (type) {
            case "s" -> {
                int index = integer(value.toString().strip());
                if (index < 0 || index >= texts.size()) throw new UnreadableFile("exchange.unreadable.damaged");
                yield Cell.of(texts.get(index));
            }
            case "str", "inlineStr" -> Cell.of(unescaped(value));
            case "b" -> new Cell(Cell.Kind.BOOLEAN, value.toString().strip().equals("1") ? "TRUE" : "FALSE", 0, false);
            case "e" -> new Cell(Cell.Kind.ERROR, value.toString(), 0, false);
            case "d" -> Cell.of(value.toString());
            default -> number(value.toString().strip(), format);
        };
    }

    private Cell number(String value, Format format) {
        double number = Double.parseDouble(value);
        if (!Double.isFinite(number)) throw new UnreadableFile("exchange.unreadable.damaged");
        // Excel shows 15 digits; 0.1 + 0.2 must not come in as 0.30000000000000004.
        var shown = new BigDecimal(number).round(new MathContext(15)).stripTrailingZeros();
        if (Math.abs(shown.scale()) > 40) return new Cell(Cell.Kind.NUMBER, shown.toString(), number, false);
        if (format == Format.PERCENT)
            return new Cell(Cell.Kind.PERCENT, shown.movePointRight(2).stripTrailingZeros().toPlainString() + "%", number, false);
        if (format == Format.DATE) {
            var date = Serial.toDate(since1904 ? number + 1462 : number);
            if (date != null) return new Cell(Cell.Kind.DATE, Serial.text(date), since1904 ? number + 1462 : number, false);
        }
        return new Cell(Cell.Kind.NUMBER, shown.toPlainString(), number, false);
    }

    private static void merge(String range, List<int[]> merges) {
        int colon = range.indexOf(':');
        if (colon < 0) return;
        try {
            var from = CellRef.of(range.substring(0, colon));
            var to = CellRef.of(range.substring(colon + 1));
            if (to.row() > from.row()) merges.add(new int[] {from.row(), from.column(), to.row()});
        } catch (IllegalArgumentException notARange) {
            throw new UnreadableFile("exchange.unreadable.damaged");
        }
    }

    /** Days since 1899-12-30, as Excel counts after its 29 February 1900. */
    static final class Serial {
        private Serial() {}

        static @Nullable LocalDateTime toDate(double serial) {
            if (serial < 1 || serial >= 2_958_466) return null;
            try {
                long days = (long) Math.floor(serial);
                long seconds = Math.round((serial - days) * 86_400 / 60) * 60;
                return LocalDateTime.of(1899, 12, 30, 0, 0).plusDays(days).plusSeconds(seconds);
            } catch (DateTimeException outOfRange) {
                return null;
            }
        }

        static String text(LocalDateTime date) {
            return date.toLocalTime().equals(java.time.LocalTime.MIDNIGHT)
                    ? date.toLocalDate().toString()
                    : date.toLocalDate() + " " + date.toLocalTime();
        }
    }

    private interface Visit {
        void at(XMLStreamReader xml);
    }

    private static void each(byte[] part, String element, Visit visit) throws XMLStreamException {
        if (part.length == 0) throw new UnreadableFile("exchange.unreadable.damaged");
        var xml = open(new ByteArrayInputStream(part));
        while (next(xml))
            if (xml.getEventType() == XMLStreamConstants.START_ELEMENT && xml.getLocalName().equals(element)) visit.at(xml);
    }

    private static XMLStreamReader open(InputStream in) throws XMLStreamException {
        // Decoded here, strictly: the parser reports broken bytes on the process's own error output.
        var buffered = new BufferedInputStream(in, 16_384);
        return XML.createXMLStreamReader(new InputStreamReader(buffered, encoding(buffered).newDecoder()));
    }

    /** Office writes UTF-8; the standard also allows UTF-16, which begins with its mark. */
    private static Charset encoding(BufferedInputStream in) throws XMLStreamException {
        try {
            in.mark(4);
            int first = in.read(), second = in.read(), third = in.read();
            in.reset();
            if (first == 0xFE && second == 0xFF || first == 0xFF && second == 0xFE) return StandardCharsets.UTF_16;
            if (first == 0xEF && second == 0xBB && third == 0xBF) in.skipNBytes(3);
            return StandardCharsets.UTF_8;
        } catch (IOException broken) {
            throw new XMLStreamException(broken);
        }
    }

    private static boolean next(XMLStreamReader xml) throws XMLStreamException {
        if (!xml.hasNext()) return false;
        int event = xml.next();
        // No spreadsheet program writes a document type; only an attack does.
        if (event == XMLStreamConstants.DTD || event == XMLStreamConstants.ENTITY_REFERENCE)
            throw new UnreadableFile("exchange.unreadable.damaged");
        return true;
    }

    private static String attribute(XMLStreamReader xml, String name, String otherwise) {
        for (int i = 0; i < xml.getAttributeCount(); i++)
            if (xml.getAttributeLocalName(i).equals(name)) return xml.getAttributeValue(i);
        return otherwise;
    }

    private static int integer(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException notANumber) {
            throw new UnreadableFile("exchange.unreadable.damaged");
        }
    }
}
