package meridian.document;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;

/** Contents in a folder. What is put there was forced to disk beside its place, on the same disk. */
final class DiskContents implements Contents {
    private final Path folder;

    DiskContents(Path folder) {
        this.folder = folder;
    }

    private Path path(String key) {
        return folder.resolve(key);
    }

    @Override
    public void put(String key, Path file) throws IOException {
        var place = path(key);
        Files.createDirectories(place.getParent());
        Files.move(file, place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        force(place.getParent());
    }

    // A rename is only sure once the folder is on disk; where folders cannot be opened (Windows) the system sees to it.
    private static void force(Path directory) {
        try (var channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            // not every system lets a folder be forced
        }
    }

    @Override
    public boolean has(String key) {
        return Files.exists(path(key));
    }

    @Override
    public InputStream open(String key) throws IOException {
        return Files.newInputStream(path(key));
    }

    @Override
    public void delete(String key) throws IOException {
        Files.deleteIfExists(path(key));
    }

    @Override
    public List<String> under(String beginning) throws IOException {
        var from = path(beginning.substring(0, beginning.lastIndexOf('/')));
        if (!Files.isDirectory(from)) return List.of();
        try (Stream<Path> files = Files.walk(from)) {
            return files.filter(Files::isRegularFile).map(file -> folder.relativize(file).toString().replace('\\', '/')).filter(key -> key.startsWith(beginning)).sorted().toList();
        }
    }

    @Override
    public String place() {
        return folder.toString();
    }
}
