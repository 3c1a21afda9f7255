package meridian.document;

import static db.document.Tables.FILE;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Set;
import java.util.stream.Stream;
import meridian.tenancy.NotFound;
import meridian.tenancy.WorkspaceId;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Small pictures of files: of a photograph, of a PDF’s first pages. They are made when first asked for, in a process of its own (see
 * {@link PicturesApart}), upright, without what the camera wrote into them, and kept beside the contents. What is too large, locked or
 * broken gets none, which is written down, so that it is tried once.
 */
@Component
public class Pictures {
    /** What pictures are made of. */
    public static final Set<String> TYPES = Set.of("image/png", "image/jpeg", "image/gif", "image/bmp", "image/x-ms-bmp", "image/webp", "application/pdf");

    /** How many pages of a PDF. */
    public static final int PAGES = 5;

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final DSLContext db;
    private final Clock clock;
    private final TransactionTemplate transaction;
    private final FileStore store;
    private final PicturesApart apart = new PicturesApart(PATIENCE);

    Pictures(DSLContext db, Clock clock, TransactionTemplate transaction, FileStore store) {
        this.db = db;
        this.clock = clock;
        this.transaction = transaction;
        this.store = store;
    }

    /** What came of looking at a content. */
    record Made(@Nullable Integer pages, int pictures, @Nullable String refused) {}

    /** A picture as JPEG, to be closed: {@code small}, or the number of a page. Not found where there is none. */
    public InputStream open(WorkspaceId workspace, Attachment file, String which) {
        if (!TYPES.contains(file.type()) || !which.matches("small|[1-" + PAGES + "]")) throw new NotFound();
        var known = known(file);
        if (known == null) known = make(workspace, file);
        if (known.pictures() == 0 || !which.equals("small") && Integer.parseInt(which) > known.pictures()) throw new NotFound();
        try {
            return store.openPicture(workspace, file.sha256(), which);
        } catch (NotFound lost) {
            make(workspace, file); // a copy that was restored holds none
            return store.openPicture(workspace, file.sha256(), which);
        }
    }

    private @Nullable Made known(Attachment file) {
        return transaction.execute(status -> db.select(FILE.PAGES, FILE.PICTURES, FILE.UNPICTURED, FILE.PICTURED_AT).from(FILE).where(FILE.SHA256.eq(HexFormat.of().parseHex(file.sha256())))
                .fetchOptional(row -> row.value4() == null ? null : new Made(row.value1(), row.value2() == null ? 0 : row.value2(), row.value3())).orElse(null));
    }

    private Made make(WorkspaceId workspace, Attachment file) {
        Path content = null;
        Path folder = null;
        try {
            content = store.copy(workspace, file.sha256());
            folder = Files.createTempDirectory(content.getParent(), ".part-pictures-");
            var made = apart.make(content, file.type(), folder);
            if (made.refused() != null && made.refused().equals("busy")) throw new NotFound(); // next time
            try (Stream<Path> pictures = Files.list(folder)) {
                for (var picture : pictures.toList()) store.keepPicture(workspace, file.sha256(), picture.getFileName().toString(), picture);
            }
            transaction.executeWithoutResult(status -> db.update(FILE).set(FILE.PAGES, made.pages()).set(FILE.PICTURES, made.pictures()).set(FILE.UNPICTURED, made.refused()).set(FILE.PICTURED_AT, clock.instant())
                    .where(FILE.SHA256.eq(HexFormat.of().parseHex(file.sha256()))).execute());
            return made;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            remove(folder);
            remove(content);
        }
    }

    private static void remove(@Nullable Path path) {
        if (path == null) return;
        try {
            if (Files.isDirectory(path)) {
                try (Stream<Path> left = Files.list(path)) {
                    for (var one : left.toList()) Files.deleteIfExists(one);
                }
            }
            Files.deleteIfExists(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
