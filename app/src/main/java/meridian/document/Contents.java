package meridian.document;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.springframework.core.env.Environment;

/**
 * Where contents lie, by key: {@code <workspace>/<two digits>/<sha256>}. What is put there is whole or not there at all, also after a
 * crash. A folder, or a bucket of a store that speaks S3 where {@code meridian.files.s3.bucket} is set.
 */
public interface Contents extends AutoCloseable {
    /** Puts a file there, which may be gone from where it was. */
    void put(String key, Path file) throws IOException;

    boolean has(String key) throws IOException;

    /** @throws java.nio.file.NoSuchFileException where nothing is */
    InputStream open(String key) throws IOException;

    /** Nothing there is no fault. */
    void delete(String key) throws IOException;

    /** The keys that begin so, in their order. */
    List<String> under(String beginning) throws IOException;

    /** For people: {@code /srv/meridian/files}, {@code s3://bucket}. */
    String place();

    /** Whether it can be reached now, as far as that can be told within moments. */
    default boolean answers() {
        return true;
    }

    @Override
    default void close() {}

    /** As the settings say; {@code folder} is where contents lie if they say nothing. */
    static Contents of(Environment settings, Path folder) {
        var bucket = settings.getProperty("meridian.files.s3.bucket", "");
        if (bucket.isBlank()) return new DiskContents(folder);
        var endpoint = settings.getProperty("meridian.files.s3.endpoint", "");
        // A store of one’s own usually has one name for all buckets; Amazon’s has one for each.
        boolean pathStyle = settings.getProperty("meridian.files.s3.path-style", Boolean.class, !endpoint.isBlank());
        return new S3Contents(bucket, endpoint.isBlank() ? null : URI.create(endpoint), pathStyle, settings.getProperty("meridian.files.s3.region", "us-east-1"), settings.getProperty("meridian.files.s3.key", ""),
                settings.getProperty("meridian.files.s3.secret", ""));
    }
}
