package meridian.closing;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import meridian.document.DetachedSeal;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/**
 * Checks an archive with nothing but its file: the hash of every entry, the seal of the manifest, what is missing or was added, and that
 * the file around the entries is byte for byte as it was written. Reads it once, whatever its size.
 */
public final class ArchiveCheck {
    /** Beyond this a manifest is none of ours. */
    private static final long LONGEST_MANIFEST = 256L << 20;

    private static final int BUFFER = 1 << 17;

    /** What can be wrong. */
    public enum What {
        /** It is no ZIP, or not all of one. */
        UNREADABLE,
        NO_MANIFEST,
        /** There is no seal, or it is not of this manifest. */
        SEAL_BROKEN,
        /** The seal is whole but of another certificate than was expected. */
        OTHER_SEAL,
        CHANGED,
        MISSING,
        ADDED,
        /** All entries are whole; the file around them is not as it was written. */
        FRAME_CHANGED
    }

    /** One thing that is wrong, and where: the name of an entry, or what is known of the place. */
    public record Finding(What what, String where) {}

    /** {@code head} is what the archive says of itself in archive.json. */
    public record Verdict(List<Finding> findings, int entries, long bytes, DetachedSeal seal, JsonNode head) {
        public boolean good() {
            return findings.isEmpty();
        }
    }

    private final Path file;
    private final String expected;
    private final List<Finding> findings = new ArrayList<>();

    private ArchiveCheck(Path file, String expected) {
        this.file = file;
        this.expected = expected;
    }

    /** @param fingerprint of the certificate that the seal must be made with; empty: any */
    public static Verdict of(Path file, String fingerprint) throws IOException {
        return new ArchiveCheck(file, fingerprint).run();
    }

    private Verdict run() throws IOException {
        var none = new DetachedSeal(false, "", "", null);
        ZipFile opened;
        try {
            opened = new ZipFile(file.toFile(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            if (!Files.isReadable(file)) throw e;
            return new Verdict(List.of(new Finding(What.UNREADABLE, String.valueOf(e.getMessage()))), 0, Files.size(file), none, MissingNode.getInstance());
        }
        try (var zip = opened) {
            var entries = zip.stream().map(ZipEntry.class::cast).toList();
            var manifest = small(zip, ArchiveZip.MANIFEST);
            if (manifest == null) return new Verdict(List.of(new Finding(What.NO_MANIFEST, ArchiveZip.MANIFEST)), entries.size(), Files.size(file), none, MissingNode.getInstance());
            var sealing = small(zip, ArchiveZip.SEAL);
            var seal = sealing == null ? none : DetachedSeal.of(manifest, sealing);
            if (!seal.good()) findings.add(new Finding(What.SEAL_BROKEN, ArchiveZip.SEAL));
            else if (!expected.isEmpty() && !expected.equalsIgnoreCase(seal.fingerprint())) findings.add(new Finding(What.OTHER_SEAL, seal.fingerprint()));
            var wanted = wanted(manifest);
            var found = walk(zip, entries);
            found.forEach((name, sha256) -> {
                if (name.equals(ArchiveZip.MANIFEST) || name.equals(ArchiveZip.SEAL)) return;
                var was = wanted.remove(name);
                if (was == null) findings.add(new Finding(What.ADDED, name));
                else if (!was.equals(sha256)) findings.add(new Finding(What.CHANGED, name));
            });
            wanted.keySet().forEach(name -> findings.add(new Finding(What.MISSING, name)));
            return new Verdict(List.copyOf(findings), entries.size(), Files.size(file), seal, head(zip));
        } catch (IOException | IllegalArgumentException e) { // whatever cannot be read of it
            findings.add(new Finding(What.UNREADABLE, String.valueOf(e.getMessage())));
            return new Verdict(List.copyOf(findings), 0, Files.size(file), none, MissingNode.getInstance());
        }
    }

    private static byte[] small(ZipFile zip, String name) throws IOException {
        var entry = zip.getEntry(name);
        if (entry == null || entry.getSize() > LONGEST_MANIFEST) return null;
        try (var in = zip.getInputStream(entry)) {
            return in.readAllBytes();
        }
    }

    private static Map<String, String> wanted(byte[] manifest) {
        var wanted = new LinkedHashMap<String, String>();
        new String(manifest, StandardCharsets.UTF_8).lines().forEach(line -> {
            if (line.length() > 66) wanted.put(line.substring(66), line.substring(0, 64));
        });
        return wanted;
    }

    // Writes the archive once more, against the file itself: what the ZIP says twice (name, size, time) has to be the same in both places.
    private Map<String, String> walk(ZipFile zip, List<? extends ZipEntry> entries) throws IOException {
        var found = new LinkedHashMap<String, String>();
        var buffer = new byte[BUFFER];
        String wrong = null;
        try (var against = new Against(file)) {
            var again = new ZipOutputStream(against, StandardCharsets.UTF_8);
            for (var entry : entries) {
                var digest = ArchiveZip.sha256();
                if (found.containsKey(entry.getName())) {
                    findings.add(new Finding(What.ADDED, entry.getName()));
                    continue;
                }
                try (var in = zip.getInputStream(entry)) {
                    var copied = wrong == null ? begin(again, entry) : "";
                    wrong = wrong == null && copied != null ? copied : wrong;
                    for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                        digest.update(buffer, 0, n);
                        if (wrong == null) again.write(buffer, 0, n);
                    }
                    if (wrong == null) again.closeEntry();
                } catch (ZipException e) {
                    wrong = entry.getName();
                }
                found.put(entry.getName(), HexFormat.of().formatHex(digest.digest()));
            }
            if (wrong == null) {
                again.finish();
                again.flush();
                if (!against.whole()) wrong = "byte " + against.place();
            }
        }
        if (wrong != null && found.size() == entries.size()) findings.add(new Finding(What.FRAME_CHANGED, wrong));
        return found;
    }

    /** Null when it could be begun as it was. */
    private static String begin(ZipOutputStream again, ZipEntry entry) throws IOException {
        if (entry.getMethod() != ZipEntry.STORED || entry.getSize() != entry.getCompressedSize() || entry.getTimeLocal() == null) return entry.getName();
        again.putNextEntry(ArchiveZip.entry(entry.getName(), entry.getSize(), entry.getCrc(), entry.getTimeLocal()));
        return null;
    }

    private static JsonNode head(ZipFile zip) throws IOException {
        var head = small(zip, ArchiveWriter.HEAD);
        try {
            return head == null ? MissingNode.getInstance() : new JsonMapper().readTree(head);
        } catch (JacksonException e) {
            return MissingNode.getInstance();
        }
    }

    /** Takes what is written and holds it against a file. */
    private static final class Against extends OutputStream {
        private final InputStream there;
        private byte[] read = new byte[BUFFER];
        private long place;
        private boolean same = true;

        Against(Path file) throws IOException {
            there = new BufferedInputStream(Files.newInputStream(file), BUFFER);
        }

        @Override
        public void write(int one) throws IOException {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            if (!same) return;
            if (read.length < length) read = new byte[length];
            int got = there.readNBytes(read, 0, length);
            int differs = Arrays.mismatch(read, 0, got, bytes, offset, offset + length);
            if (differs >= 0) {
                same = false;
                place += differs;
            } else place += length;
        }

        /** Whether all was the same, and nothing follows. */
        boolean whole() throws IOException {
            return same && there.read() < 0;
        }

        long place() {
            return place;
        }

        @Override
        public void close() throws IOException {
            there.close();
        }
    }
}
