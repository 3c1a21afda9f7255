package meridian.workplan.exchange;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import org.mpxj.MPXJException;
import org.mpxj.ProjectFile;
import org.mpxj.ganttproject.GanttProjectReader;
import org.mpxj.mpp.MPPReader;
import org.mpxj.mpx.MPXReader;
import org.mpxj.mspdi.MSPDIReader;
import org.mpxj.primavera.PrimaveraPMFileReader;
import org.mpxj.primavera.PrimaveraXERFileReader;
import org.mpxj.projectlibre.ProjectLibreReader;
import org.mpxj.reader.ProjectReader;

/** Plans of scheduling programs, read by MPXJ. What a file is is told from its content, never from its name. */
final class ProjectFiles {
    private static final int HEAD = 4096;
    private static final int MOST_UNPACKED = 80 << 20;

    private ProjectFiles() {}

    /** Whether these bytes begin like a plan of a scheduling program, by itself or packed. */
    static boolean like(byte[] bytes) {
        if (reader(bytes) != null) return true;
        try (var packed = packed(bytes)) {
            if (packed == null) return false;
            var head = packed.readNBytes(HEAD);
            return starts(head, 0xD0, 0xCF, 0x11, 0xE0) || reader(head) != null;
        } catch (IOException | UnreadableFile | IndexOutOfBoundsException e) {
            return false;
        }
    }

    // XML packs to a twentieth: large plans travel as a ZIP or GZIP of one file.
    private static @Nullable InputStream packed(byte[] bytes) throws IOException {
        if (starts(bytes, 0x1F, 0x8B)) return new GZIPInputStream(new ByteArrayInputStream(bytes));
        if (!starts(bytes, 'P', 'K', 3, 4)) return null;
        var parts = new Archive(bytes, 2_000);
        return parts.parts().size() == 1 ? parts.open(parts.parts().iterator().next()) : null;
    }

    private static byte[] unpacked(byte[] bytes, Limits limits) {
        try (var packed = reader(bytes) == null ? packed(bytes) : null) {
            if (packed == null) return bytes;
            int most = (int) Math.min(MOST_UNPACKED, Math.max(8L << 20, (long) bytes.length * limits.ratio()));
            var whole = packed.readNBytes(most + 1);
            if (whole.length > most) throw new UnreadableFile("exchange.unreadable.bomb");
            return whole;
        } catch (IOException | IndexOutOfBoundsException broken) {
            throw new UnreadableFile("exchange.unreadable.damaged");
        }
    }

    /**
     * Reads a plan with its tasks.
     *
     * @throws UnreadableFile for whatever cannot be read whole and safely, with the reason
     */
    static ProjectFile read(byte[] file, Limits limits) {
        if (file.length > limits.bytes()) throw new UnreadableFile("exchange.unreadable.size", limits.bytes() >> 20);
        if (file.length == 0) throw new UnreadableFile("exchange.unreadable.empty");
        var bytes = unpacked(file, limits);
        var reader = reader(bytes);
        if (reader == null) throw new UnreadableFile("exchange.unreadable.kind");
        try {
            var project = reader.read(new ByteArrayInputStream(bytes));
            if (project == null || project.getTasks().stream().noneMatch(task -> !task.getNull())) throw new UnreadableFile("exchange.unreadable.empty");
            if (project.getTasks().size() > limits.rows()) throw new UnreadableFile("exchange.unreadable.rows", limits.rows());
            return project;
        } catch (MPXJException broken) {
            throw new UnreadableFile(secret(broken) ? "exchange.unreadable.password" : "exchange.unreadable.broken");
        } catch (UnreadableFile refused) {
            throw refused;
        } catch (RuntimeException | StackOverflowError broken) {
            // A reader of a dozen undocumented formats meets bytes it does not expect in many ways.
            throw new UnreadableFile("exchange.unreadable.broken");
        }
    }

    private static boolean secret(MPXJException broken) {
        return String.valueOf(broken.getMessage()).toLowerCase(Locale.ROOT).contains("password");
    }

    private static @Nullable ProjectReader reader(byte[] bytes) {
        if (starts(bytes, 0xD0, 0xCF, 0x11, 0xE0)) return wide(bytes, "Props") && !wide(bytes, "Workbook") ? new MPPReader() : null;
        if (starts(bytes, 0xAC, 0xED)) return new ProjectLibreReader();
        var head = new String(bytes, 0, Math.min(bytes.length, HEAD), StandardCharsets.ISO_8859_1).replaceFirst("^\u00ef\u00bb\u00bf", "").stripLeading();
        if (head.startsWith("MPX,") || head.startsWith("MPX;") || head.startsWith("MPX\t")) return new MPXReader();
        if (head.startsWith("ERMHDR")) return new PrimaveraXERFileReader();
        if (!head.startsWith("<")) return null;
        // Entities could read files and swell; none of these formats declares any.
        if (new String(bytes, StandardCharsets.ISO_8859_1).contains("<!DOCTYPE") || head.contains("<!ENTITY")) throw new UnreadableFile("exchange.unreadable.entities");
        if (head.contains("schemas.microsoft.com/project")) return new MSPDIReader();
        if (head.contains("<APIBusinessObjects")) return new PrimaveraPMFileReader();
        if (head.contains("<project ") && (head.contains("view-date") || head.contains("webLink") || head.contains("gantt-divider-location"))) return new GanttProjectReader();
        return null;
    }

    /** Names inside an OLE file are UTF-16. */
    private static boolean wide(byte[] bytes, String name) {
        return new String(bytes, StandardCharsets.ISO_8859_1).contains(new String(name.getBytes(StandardCharsets.UTF_16LE), StandardCharsets.ISO_8859_1));
    }

    private static boolean starts(byte[] bytes, int... magic) {
        if (bytes.length < magic.length) return false;
        for (int i = 0; i < magic.length; i++) if ((bytes[i] & 0xFF) != magic[i]) return false;
        return true;
    }
}
