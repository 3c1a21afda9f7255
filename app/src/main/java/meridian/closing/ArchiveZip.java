package meridian.closing;

import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDateTime;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * An archive as it is written: every entry as it is, none compressed (what is large is compressed already), all of one time, so that the
 * same contents are the same bytes. Last come {@link #MANIFEST}, with the SHA-256 of every entry as sha256sum reads it, and {@link #SEAL}.
 */
final class ArchiveZip {
    static final String MANIFEST = "manifest.txt";
    static final String SEAL = "manifest.txt.p7s";
    private static final int BUFFER = 1 << 17;

    private final ZipOutputStream zip;
    private final LocalDateTime time;
    private final Set<String> names = new HashSet<>();
    private final StringBuilder manifest = new StringBuilder();
    private final byte[] buffer = new byte[BUFFER];

    /** @param time to the even second, which is all that a ZIP keeps */
    ArchiveZip(OutputStream out, LocalDateTime time) {
        this.zip = new ZipOutputStream(new BufferedOutputStream(out, BUFFER), StandardCharsets.UTF_8);
        this.time = even(time);
        zip.setMethod(ZipOutputStream.STORED);
    }

    static LocalDateTime even(LocalDateTime time) {
        return time.withNano(0).withSecond(time.getSecond() & ~1);
    }

    interface Content {
        /** The content from its beginning; asked for twice. */
        InputStream open() throws IOException;
    }

    int entries() {
        return names.size();
    }

    /** Whether an entry of this name was written. */
    boolean holds(String name) {
        return names.contains(name);
    }

    void add(String name, byte[] content) throws IOException {
        add(name, () -> new ByteArrayInputStream(content));
    }

    /** Adds an entry and answers its SHA-256. */
    byte[] add(String name, Content content) throws IOException {
        if (!names.add(name)) throw new IOException(name + " is there already");
        var crc = new CRC32();
        var digest = sha256();
        long size = 0;
        try (var in = content.open()) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                crc.update(buffer, 0, n);
                digest.update(buffer, 0, n);
                size += n;
            }
        }
        zip.putNextEntry(entry(name, size, crc.getValue(), time));
        try (var in = content.open()) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) zip.write(buffer, 0, n);
        }
        zip.closeEntry();
        var found = digest.digest();
        manifest.append(HexFormat.of().formatHex(found)).append("  ").append(name).append('\n');
        return found;
    }

    /** Writes the manifest and its seal; nothing can be added any more. */
    void seal(UnaryOperator<byte[]> sealing) throws IOException {
        var text = manifest.toString().getBytes(StandardCharsets.UTF_8);
        add(MANIFEST, text);
        add(SEAL, sealing.apply(text));
        zip.finish();
        zip.flush();
    }

    static ZipEntry entry(String name, long size, long crc, LocalDateTime time) {
        var entry = new ZipEntry(name);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(size);
        entry.setCompressedSize(size);
        entry.setCrc(crc);
        entry.setTimeLocal(time);
        return entry;
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
