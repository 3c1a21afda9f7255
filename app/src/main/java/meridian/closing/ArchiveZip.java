package meridian.closing;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDateTime;
import java.util.HexFormat;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import meridian.document.Making;

/**
 * An archive as it is written: every entry as it is, none compressed (what is large is compressed already), all of one time, so that the
 * same contents in the same order are the same bytes. Each content is read once: the sum that stands before it is set right behind it.
 * Entries come from several threads, one after the other. Last come {@link #MANIFEST}, with the SHA-256 of every entry as sha256sum
 * reads it, and {@link #SEAL}.
 */
final class ArchiveZip {
    static final String MANIFEST = "manifest.txt";
    static final String SEAL = "manifest.txt.p7s";
    private static final int BUFFER = 1 << 20;
    /** Where the CRC stands in what comes before a content. */
    private static final int CRC = 14;

    /** Whoever came first is next: a document waits for one file, not for all of them. */
    private final ReentrantLock turn = new ReentrantLock(true);

    private final Making file;
    private final ZipOutputStream zip;
    private final LocalDateTime time;
    private final Set<String> names = ConcurrentHashMap.newKeySet();
    private final StringBuilder manifest = new StringBuilder();
    private final byte[] buffer = new byte[BUFFER];

    /** @param time to the even second, which is all that a ZIP keeps */
    ArchiveZip(Making file, LocalDateTime time) {
        this.file = file;
        this.zip = new ZipOutputStream(file, StandardCharsets.UTF_8);
        this.time = even(time);
        zip.setMethod(ZipOutputStream.STORED);
    }

    static LocalDateTime even(LocalDateTime time) {
        return time.withNano(0).withSecond(time.getSecond() & ~1);
    }

    int entries() {
        return names.size();
    }

    /** Whether an entry of this name was written. */
    boolean holds(String name) {
        return names.contains(name);
    }

    void add(String name, byte[] content) throws IOException {
        var crc = new CRC32();
        crc.update(content);
        var sha256 = sha256().digest(content);
        turn.lock();
        try {
            begin(entry(name, content.length, crc.getValue(), time));
            zip.write(content, 0, content.length);
            end(name, sha256);
        } finally {
            turn.unlock();
        }
    }

    /** Adds an entry of this length and answers its SHA-256. */
    byte[] add(String name, long size, InputStream content) throws IOException {
        turn.lock();
        try {
            return copy(name, size, content);
        } finally {
            turn.unlock();
        }
    }

    private byte[] copy(String name, long size, InputStream content) throws IOException {
        var entry = entry(name, size, 0, time);
        long place = file.place();
        begin(entry);
        var crc = new CRC32();
        var digest = sha256();
        long copied = 0;
        for (int n = content.read(buffer); n >= 0; n = content.read(buffer)) {
            copied += n;
            if (copied > size) break;
            crc.update(buffer, 0, n);
            digest.update(buffer, 0, n);
            zip.write(buffer, 0, n);
        }
        if (copied != size) throw new IOException(name + " is not as long as it was");
        entry.setCrc(crc.getValue());
        var found = digest.digest();
        end(name, found);
        file.amend(place + CRC, (int) crc.getValue());
        file.sure();
        return found;
    }

    private void begin(ZipEntry entry) throws IOException {
        if (!names.add(entry.getName())) throw new IOException(entry.getName() + " is there already");
        zip.putNextEntry(entry);
    }

    private void end(String name, byte[] sha256) throws IOException {
        zip.closeEntry();
        manifest.append(HexFormat.of().formatHex(sha256)).append("  ").append(name).append('\n');
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
