package meridian.document;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.Set;
import java.util.stream.Stream;
import meridian.tenancy.NotFound;
import meridian.tenancy.Refused;
import meridian.tenancy.Text;
import meridian.tenancy.UploadId;
import meridian.tenancy.WorkspaceId;
import org.apache.tika.Tika;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;
import org.springframework.util.unit.DataSize;

/**
 * Contents, named by their SHA-256, apart for each workspace: {@code <workspace>/<two digits>/<sha256>}. Nothing is shared between
 * workspaces, so that nobody learns from an upload what others have. Where they lie is the matter of {@link Contents}; what arrives
 * is looked at first, in a folder of this machine: is it what its name says, and does the virus scanner let it pass?
 */
@Component
public class FileStore implements DisposableBean {
    /** The key of the problem that a scanner’s find is refused with; its arguments are the name of the file and of what was found. */
    public static final String INFECTED = "file.infected";

    /** The key of the problem that the virus scanner cannot be asked now. */
    public static final String UNCHECKED = "file.scan_down";

    /** The key of the problem that the place of the contents does not answer now. */
    public static final String DOWN = "file.store_down";

    private static final Logger log = LoggerFactory.getLogger(FileStore.class);
    private static final String UNFINISHED = ".part-";
    private static final int LONGEST_NAME = 200;
    private static final Set<String> SCANNED = Set.of("application/pdf", "image/png", "image/jpeg", "image/webp");

    private final Path folder;
    private final Contents contents;
    private final VirusScanner scanner;
    private final long largest;
    private final Tika tika = new Tika();

    FileStore(@Value("${meridian.files:var/files}") Path folder, @Value("${meridian.files.largest:500MB}") DataSize largest, VirusScanner scanner, Environment settings) {
        this.folder = folder.toAbsolutePath().normalize();
        this.contents = Contents.of(settings, this.folder);
        this.scanner = scanner;
        this.largest = largest.toMegabytes() * 1_000_000; // as disks and networks count
    }

    /** How large a file may be in this installation, in bytes. */
    public long largest() {
        return largest;
    }

    /** Where the contents lie, for admins. */
    public String place() {
        return contents.place();
    }

    /** Whether that place answers now. */
    public boolean answers() {
        return contents.answers();
    }

    /** Whether a problem passes by itself: what was refused with it may be sent again. */
    public static boolean passes(Refused.Problem problem) {
        return problem.key().equals(UNCHECKED) || problem.key().equals(DOWN);
    }

    static Refused down(String field, String name, Exception e) {
        log.error("a file could not be put in its place", e);
        return Refused.at(field, DOWN, name);
    }

    /** Content that has arrived and lies beside its place until it is attached or let go. */
    public final class Received implements AutoCloseable {
        final String field;
        final String name;
        final boolean renamed;
        final Path path;
        final byte[] sha256;
        final long size;
        final String type;

        private Received(String field, TrueName named, Path path, byte[] sha256, long size, String type) {
            this.field = field;
            this.name = named.name();
            this.renamed = named.changed();
            this.path = path;
            this.sha256 = sha256;
            this.size = size;
            this.type = type;
        }

        /** Made by the house itself. */
        boolean own() {
            return field.isEmpty();
        }

        /** The name it came with, or what that was corrected to. */
        public String name() {
            return name;
        }

        /** Its SHA-256. */
        String mark() {
            return HexFormat.of().formatHex(sha256);
        }

        /** Whether the name said something else than the content. */
        public boolean renamed() {
            return renamed;
        }

        /** What a scanner or a camera makes: a PDF or a picture, by its content. */
        public boolean paper() {
            return SCANNED.contains(type);
        }

        @Override
        public void close() {
            try {
                Files.deleteIfExists(path);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /**
     * Takes in content. Refused at the field it came by if it is empty, is something else than its name says and that cannot be mended
     * by a better name, or is held back by the virus scanner.
     */
    public Received receive(WorkspaceId workspace, String field, String typedName, InputStream content) {
        var name = name(typedName);
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            var beside = spool(workspace, new DigestInputStream(content, digest), Long.MAX_VALUE);
            try {
                long size = Files.size(beside);
                if (size == 0) throw Refused.at(field, "file.empty", name);
                var named = TrueName.of(name, detect(beside, null), beside, field);
                pass(beside, field, name);
                return new Received(field, named, beside, digest.digest(), size, detect(beside, named.name()));
            } catch (IOException | RuntimeException e) {
                Files.deleteIfExists(beside);
                throw e;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Begins a file that the house itself makes: it is what it is called, and no limit of people’s files holds for it. Halves of the same
     * thing that lie on this machine, whose maker was cut off, are let go of.
     */
    Making make(WorkspaceId workspace, String name, String thing) throws IOException {
        var there = Files.createDirectories(folder.resolve(workspace.toString()));
        var halves = UNFINISHED + thing + "-";
        try (var files = Files.newDirectoryStream(there, file -> file.getFileName().toString().startsWith(halves))) {
            for (var half : files) Files.deleteIfExists(half);
        }
        return new Making(Files.createTempFile(there, halves, ""), (path, sha256) -> new Received("", new TrueName(name(name), false), path, sha256, Files.size(path), detect(path, name)));
    }

    private void pass(Path content, String field, String name) {
        switch (scanner.scan(content)) {
            case VirusScanner.Clean clean -> {}
            case VirusScanner.Infected infected -> {
                log.warn("a file was refused: the virus scanner found {} in it", infected.found());
                throw Refused.at(field, INFECTED, name, infected.found());
            }
            case VirusScanner.Unchecked unchecked -> throw Refused.at(field, unchecked.tooLarge() ? "file.scan_too_large" : UNCHECKED, name);
        }
    }

    /** Writes what comes to this machine’s disk, forced, and no more than so much of it. */
    private Path spool(WorkspaceId workspace, InputStream content, long most) throws IOException {
        var there = Files.createDirectories(folder.resolve(workspace.toString()));
        var beside = Files.createTempFile(there, UNFINISHED, "");
        try (var channel = FileChannel.open(beside, StandardOpenOption.WRITE); OutputStream out = Channels.newOutputStream(channel)) {
            var buffer = new byte[64 * 1024];
            long written = 0;
            for (int n = content.read(buffer); n >= 0; n = content.read(buffer)) {
                written += n;
                if (written > most) throw new IllegalArgumentException("more than was announced");
                out.write(buffer, 0, n);
            }
            channel.force(true);
            return beside;
        } catch (IOException | RuntimeException e) {
            Files.deleteIfExists(beside);
            throw e;
        }
    }

    // By its first bytes; the name, where there is one, decides only what they leave open (a DOCX is a ZIP).
    private String detect(Path content, @Nullable String name) throws IOException {
        try (var bytes = new BufferedInputStream(Files.newInputStream(content))) {
            var type = name == null ? tika.detect(bytes) : tika.detect(bytes, name);
            return type.length() > 200 ? "application/octet-stream" : type;
        }
    }

    // What a browser sends as a name may be a path of somebody's computer. Too long: the end, which says what it is, stays.
    static String name(String typed) {
        var name = Text.clean(typed).replace('\n', ' ');
        name = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1).strip();
        if (name.isEmpty() || name.matches("\\.+")) return "file";
        if (name.length() <= LONGEST_NAME) return name;
        var dot = name.lastIndexOf('.');
        var end = dot > 0 && name.length() - dot <= 20 ? name.substring(dot) : "";
        return name.substring(0, LONGEST_NAME - end.length()) + end;
    }

    // ---- contents

    private static String key(WorkspaceId workspace, String sha256) {
        return workspace + "/" + sha256.substring(0, 2) + "/" + sha256;
    }

    /** Puts what was received in its place, if it is not there already. */
    void keep(WorkspaceId workspace, Received received) {
        var key = key(workspace, received.mark());
        try {
            if (!contents.has(key)) contents.put(key, received.path);
        } catch (IOException e) {
            throw received.own() ? new UncheckedIOException(e) : down(received.field, received.name, e);
        }
    }

    /** A content, to be read to its end and closed. */
    public InputStream open(WorkspaceId workspace, String sha256) {
        return opened(key(workspace, sha256));
    }

    private InputStream opened(String key) {
        try {
            return contents.open(key);
        } catch (NoSuchFileException e) {
            throw new NotFound();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Lets go of a content and of the pictures that were made of it. */
    void forget(WorkspaceId workspace, byte[] sha256) {
        var name = HexFormat.of().formatHex(sha256);
        try {
            contents.delete(key(workspace, name));
            for (var picture : contents.under(pictures(workspace, name))) contents.delete(picture);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    // ---- pictures of contents; they can be made anew at any time

    private static String pictures(WorkspaceId workspace, String sha256) {
        return workspace + "/pictures/" + sha256 + "/";
    }

    void keepPicture(WorkspaceId workspace, String sha256, String which, Path picture) {
        try {
            contents.put(pictures(workspace, sha256) + which, picture);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    InputStream openPicture(WorkspaceId workspace, String sha256, String which) {
        return opened(pictures(workspace, sha256) + which);
    }

    /** A content as a file of this machine, for a program that wants one; to be deleted afterwards. */
    public Path copy(WorkspaceId workspace, String sha256) {
        try (var content = open(workspace, sha256)) {
            return spool(workspace, content, Long.MAX_VALUE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    // ---- parts of uploads

    private static String parts(WorkspaceId workspace, UploadId upload) {
        return workspace + "/uploads/" + upload + "/";
    }

    /** A part that has arrived and lies beside; its length. */
    record Part(Path path, long length) implements AutoCloseable {
        @Override
        public void close() throws IOException {
            Files.deleteIfExists(path);
        }
    }

    /** @throws IllegalArgumentException if more comes than {@code most} */
    Part receivePart(WorkspaceId workspace, InputStream content, long most) throws IOException {
        var path = spool(workspace, content, most);
        return new Part(path, Files.size(path));
    }

    void keepPart(WorkspaceId workspace, UploadId upload, long from, Part part) throws IOException {
        contents.put(parts(workspace, upload) + String.format("%015d", from), part.path());
    }

    /** All parts of an upload, one after the other. */
    InputStream joined(WorkspaceId workspace, UploadId upload) throws IOException {
        var parts = new ArrayList<>(contents.under(parts(workspace, upload))).iterator();
        return new java.io.SequenceInputStream(new java.util.Enumeration<>() {
            @Override
            public boolean hasMoreElements() {
                return parts.hasNext();
            }

            @Override
            public InputStream nextElement() {
                return opened(parts.next());
            }
        });
    }

    void forgetParts(WorkspaceId workspace, UploadId upload) {
        try {
            for (var part : contents.under(parts(workspace, upload))) contents.delete(part);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What was cut off by a crash on this machine, older than this. */
    void sweep(WorkspaceId workspace, Instant before) {
        var there = folder.resolve(workspace.toString());
        if (!Files.isDirectory(there)) return;
        try (Stream<Path> files = Files.list(there)) {
            for (var file : files.filter(each -> each.getFileName().toString().startsWith(UNFINISHED)).toList()) {
                if (!Files.getLastModifiedTime(file).toInstant().isBefore(before)) continue;
                try (Stream<Path> all = Files.walk(file)) {
                    for (var one : all.sorted(java.util.Comparator.reverseOrder()).toList()) Files.deleteIfExists(one);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void destroy() {
        contents.close();
    }
}
