package meridian.workplan.exchange;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import org.jspecify.annotations.Nullable;

/**
 * A ZIP archive in memory, read by its catalogue (APPNOTE 6.3, with ZIP64 sizes). Not ZipInputStream, which stumbles over
 * the ZIP64 descriptors that common writers of XLSX leave behind each part.
 */
final class Archive {
    private static final int END = 0x06054b50, ENTRY = 0x02014b50, PART = 0x04034b50;

    /** @param sealed encrypted, so of no use */
    record Part(String name, long at, long packed, int method, boolean sealed) {}

    private final ByteBuffer bytes;
    private final Map<String, Part> parts = new LinkedHashMap<>();

    Archive(byte[] whole, int mostParts) {
        bytes = ByteBuffer.wrap(whole).order(ByteOrder.LITTLE_ENDIAN);
        int end = end();
        int count = bytes.getShort(end + 10) & 0xFFFF;
        if (count > mostParts) throw new UnreadableFile("exchange.unreadable.bomb");
        int at = bytes.getInt(end + 16);
        for (int i = 0; i < count; i++) at = readEntry(at);
    }

    /** The catalogue's end, before a comment of up to 64 kB. */
    private int end() {
        for (int at = bytes.limit() - 22; at >= Math.max(0, bytes.limit() - 22 - 0xFFFF); at--) if (bytes.getInt(at) == END) return at;
        throw new UnreadableFile("exchange.unreadable.damaged");
    }

    private int readEntry(int at) {
        if (bytes.getInt(at) != ENTRY) throw new UnreadableFile("exchange.unreadable.damaged");
        int nameLength = bytes.getShort(at + 28) & 0xFFFF, extraLength = bytes.getShort(at + 30) & 0xFFFF;
        var raw = new byte[nameLength];
        bytes.get(at + 46, raw);
        var name = new String(raw, StandardCharsets.UTF_8).replace('\\', '/').replaceFirst("^/+", "");
        long packed = bytes.getInt(at + 20) & 0xFFFFFFFFL, offset = bytes.getInt(at + 42) & 0xFFFFFFFFL;
        boolean unpackedLarge = bytes.getInt(at + 24) == -1;
        for (int extra = at + 46 + nameLength, last = extra + extraLength; extra + 4 <= last; ) {
            int length = bytes.getShort(extra + 2) & 0xFFFF;
            if ((bytes.getShort(extra) & 0xFFFF) == 1) {
                int field = extra + 4 + (unpackedLarge ? 8 : 0);
                if (packed == 0xFFFFFFFFL) {
                    packed = bytes.getLong(field);
                    field += 8;
                }
                if (offset == 0xFFFFFFFFL) offset = bytes.getLong(field);
            }
            extra += 4 + length;
        }
        var part = new Part(name, offset, packed, bytes.getShort(at + 10) & 0xFFFF, (bytes.getShort(at + 8) & 1) != 0);
        if (!name.endsWith("/") && parts.put(name, part) != null) throw new UnreadableFile("exchange.unreadable.damaged");
        return at + 46 + nameLength + extraLength + (bytes.getShort(at + 32) & 0xFFFF);
    }

    Collection<Part> parts() {
        return parts.values();
    }

    @Nullable Part part(String name) {
        return parts.get(name);
    }

    InputStream open(Part part) throws IOException {
        if (part.sealed()) throw new UnreadableFile("exchange.unreadable.password");
        int at = Math.toIntExact(part.at());
        if (bytes.getInt(at) != PART) throw new UnreadableFile("exchange.unreadable.damaged");
        int from = at + 30 + (bytes.getShort(at + 26) & 0xFFFF) + (bytes.getShort(at + 28) & 0xFFFF);
        if (part.packed() < 0 || from > bytes.limit() || part.packed() > bytes.limit() - from) throw new UnreadableFile("exchange.unreadable.damaged");
        int length = (int) part.packed();
        if (part.method() == 0) return new ByteArrayInputStream(bytes.array(), from, length);
        if (part.method() != 8) throw new UnreadableFile("exchange.unreadable.damaged");
        // Without a zlib head an inflater wants one byte more than it uses.
        var packed = new ByteArrayInputStream(bytes.array(), from, Math.min(length + 1, bytes.limit() - from));
        var inflater = new Inflater(true);
        return new InflaterInputStream(packed, inflater, 8192) {
            @Override
            public void close() throws IOException {
                inflater.end();
                super.close();
            }
        };
    }
}
