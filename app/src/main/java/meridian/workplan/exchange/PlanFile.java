package meridian.workplan.exchange;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A spreadsheet, or a plan of a scheduling program laid out as one, as raw cells. Its type is told from its content, never from its name. What cannot be read safely and
 * whole is refused with {@link UnreadableFile}; nothing else is thrown for any bytes.
 */
public record PlanFile(String name, Format format, String charset, List<Sheet> sheets, Origin origin) {
    public enum Format { XLSX, CSV, PROJECT }

    public static PlanFile read(String name, InputStream in, Limits limits) throws IOException {
        var bytes = in.readNBytes(limits.bytes() + 1);
        return read(name, bytes, limits);
    }

    public static PlanFile read(String name, byte[] bytes, Limits limits) {
        if (bytes.length > limits.bytes()) throw new UnreadableFile("exchange.unreadable.size", limits.bytes() >> 20);
        if (bytes.length == 0) throw new UnreadableFile("exchange.unreadable.empty");
        if (ProjectFiles.like(bytes)) {
            var laid = limits.apart() ? Apart.read(bytes) : ProjectSheet.of(ProjectFiles.read(bytes, limits));
            return new PlanFile(name, Format.PROJECT, "", List.of(laid.sheet()), laid.origin());
        }
        var file = starts(bytes, 'P', 'K', 3, 4) || starts(bytes, 'P', 'K', 5, 6)
                ? workbook(name, new XlsxReader(bytes, limits).sheets())
                : text(name, bytes, limits);
        if (file.sheets.stream().allMatch(sheet -> sheet.rows().stream().allMatch(Sheet.Row::blank)))
            throw new UnreadableFile("exchange.unreadable.empty");
        return file;
    }

    // The sheet that a plan taken out here carries along is not one for people.
    private static PlanFile workbook(String name, List<Sheet> sheets) {
        var copy = Copy.of(sheets);
        return new PlanFile(name, Format.XLSX, "", copy == null ? sheets : sheets.stream().filter(sheet -> !Copy.is(sheet)).toList(), Origin.copyOf(copy));
    }

    private static PlanFile text(String name, byte[] bytes, Limits limits) {
        refuseKnownKinds(bytes);
        var decoded = CsvReader.decode(bytes);
        var sheet = new Sheet("", false, new CsvReader(limits).rows(decoded.text()));
        return new PlanFile(name, Format.CSV, decoded.charset(), List.of(sheet), Origin.NONE);
    }

    private static void refuseKnownKinds(byte[] bytes) {
        if (starts(bytes, 0xD0, 0xCF, 0x11, 0xE0)) {
            var whole = new String(bytes, StandardCharsets.ISO_8859_1);
            if (whole.contains(wide("EncryptedPackage"))) throw new UnreadableFile("exchange.unreadable.password");
            if (whole.contains(wide("Workbook")) || whole.contains(wide("Book")))
                throw new UnreadableFile("exchange.unreadable.xls");
            throw new UnreadableFile("exchange.unreadable.kind");
        }
        var head = new String(bytes, 0, Math.min(bytes.length, 512), StandardCharsets.ISO_8859_1)
                .replaceFirst("^\u00ef\u00bb\u00bf", "")
                .stripLeading()
                .toLowerCase(java.util.Locale.ROOT);
        if (head.startsWith("<html") || head.startsWith("<!doctype html") || head.startsWith("<table"))
            throw new UnreadableFile("exchange.unreadable.html");
        if (head.startsWith("<?xml") || head.startsWith("%pdf") || head.startsWith("{\\rtf")
                || starts(bytes, 0x89, 'P', 'N', 'G') || starts(bytes, 0xFF, 0xD8, 0xFF) || starts(bytes, 'G', 'I', 'F', '8')
                || starts(bytes, 0x1F, 0x8B) || starts(bytes, 'R', 'a', 'r', '!') || starts(bytes, '7', 'z', 0xBC, 0xAF))
            throw new UnreadableFile("exchange.unreadable.kind");
    }

    /** Names inside an OLE file are UTF-16. */
    private static String wide(String name) {
        return new String(name.getBytes(StandardCharsets.UTF_16LE), StandardCharsets.ISO_8859_1);
    }

    private static boolean starts(byte[] bytes, int... magic) {
        if (bytes.length < magic.length) return false;
        for (int i = 0; i < magic.length; i++) if ((bytes[i] & 0xFF) != magic[i]) return false;
        return true;
    }
}
