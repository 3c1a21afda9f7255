package meridian.document;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Set;
import java.util.stream.Stream;
import meridian.tenancy.WorkspaceId;
import org.apache.tika.Tika;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Contents on disk, named by their SHA-256, a folder for each workspace: {@code <workspace>/<two digits>/<sha256>}. Nothing is
 * shared between workspaces, so that nobody learns from an upload what others have. A content is there whole or not at all,
 * also after a crash: it is written beside, forced to disk, and put in its place.
 */
@Component
public class FileStore {
    private static final String UNFINISHED = ".part-";
    private static final Set<String> SCANNED = Set.of("application/pdf", "image/png", "image/jpeg", "image/webp");

    private final Path folder;
    private final Tika tika = new Tika();

    FileStore(@Value("${meridian.files:var/files}") Path folder) {
        this.folder = folder.toAbsolutePath().normalize();
    }

    /** Content that has arrived and lies beside its place until it is attached or let go. */
    public final class Received implements AutoCloseable {
        final Path path;
        final byte[] sha256;
        final long size;
        final String type;

        private Received(Path path, byte[] sha256, long size, String type) {
            this.path = path;
            this.sha256 = sha256;
            this.size = size;
            this.type = type;
        }

        public boolean empty() {
            return size == 0;
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

    /** Takes in content; what it is, is told by its first bytes, and by the name only where they leave it open (a DOCX is a ZIP). */
    public Received receive(WorkspaceId workspace, String name, InputStream content) {
        try {
            var there = Files.createDirectories(folder.resolve(workspace.toString()));
            var beside = Files.createTempFile(there, UNFINISHED, "");
            var digest = MessageDigest.getInstance("SHA-256");
            long size;
            try (var channel = FileChannel.open(beside, StandardOpenOption.WRITE); OutputStream out = Channels.newOutputStream(channel)) {
                size = new DigestInputStream(content, digest).transferTo(out);
                channel.force(true);
            } catch (IOException | RuntimeException e) {
                Files.deleteIfExists(beside);
                throw e;
            }
            return new Received(beside, digest.digest(), size, type(beside, name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private String type(Path content, String name) throws IOException {
        try (var bytes = new BufferedInputStream(Files.newInputStream(content))) {
            var type = tika.detect(bytes, name);
            return type.length() > 200 ? "application/octet-stream" : type;
        }
    }

    /** Puts what was received in its place; if it is there already, its age begins anew. */
    void keep(WorkspaceId workspace, Received received) {
        var place = path(workspace, received.sha256);
        try {
            Files.createDirectories(place.getParent());
            if (Files.exists(place)) {
                Files.setLastModifiedTime(place, FileTime.from(Instant.now()));
                return;
            }
            Files.move(received.path, place, StandardCopyOption.ATOMIC_MOVE);
            force(place.getParent());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    // A rename is only sure once the folder is on disk; where folders cannot be opened (Windows) the system sees to it.
    private static void force(Path directory) {
        try (var channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            // not every system lets a folder be forced
        }
    }

    Path path(WorkspaceId workspace, byte[] sha256) {
        var name = HexFormat.of().formatHex(sha256);
        return folder.resolve(workspace.toString()).resolve(name.substring(0, 2)).resolve(name);
    }

    void forget(WorkspaceId workspace, byte[] sha256) {
        try {
            Files.deleteIfExists(path(workspace, sha256));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Uploads that were cut off by a crash, older than this. */
    void sweep(WorkspaceId workspace, Instant before) {
        var there = folder.resolve(workspace.toString());
        if (!Files.isDirectory(there)) return;
        try (Stream<Path> files = Files.list(there)) {
            for (var file : files.filter(each -> each.getFileName().toString().startsWith(UNFINISHED)).toList()) {
                if (Files.getLastModifiedTime(file).toInstant().isBefore(before)) Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
