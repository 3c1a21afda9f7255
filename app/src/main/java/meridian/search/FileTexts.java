package meridian.search;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.HexFormat;
import meridian.document.FileStore;
import meridian.index.Contents;
import meridian.outbox.Job;
import meridian.tenancy.NotFound;
import meridian.tenancy.Tenancy;
import meridian.tenancy.WorkspaceId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Takes the texts out of files that were attached, one by one and outside of any transaction. One that cannot be read, or not in time, is
 * found by its name alone.
 */
@Component
class FileTexts implements Job {
    private static final Logger log = LoggerFactory.getLogger(FileTexts.class);

    private final Contents contents;
    private final FileStore store;

    FileTexts(Contents contents, FileStore store) {
        this.contents = contents;
        this.store = store;
    }

    @Override
    public String name() {
        return "search.file_texts";
    }

    @Override
    public Duration every() {
        return Duration.ofSeconds(5);
    }

    @Override
    public void run() {
        for (var workspace : contents.waiting()) {
            try {
                Tenancy.run(workspace, () -> read(workspace));
            } catch (RuntimeException e) {
                log.warn("files of workspace {} could not be read for the search", workspace, e); // the others still are
            }
        }
    }

    private void read(WorkspaceId workspace) {
        for (var next = contents.take(); next.isPresent(); next = contents.take()) {
            var file = next.get();
            try {
                contents.read(file, text(workspace, file));
            } catch (FileText.Unreadable | NotFound e) {
                contents.unreadable(file);
            }
        }
    }

    // What nothing can be read of is not fetched from where it lies.
    private String text(WorkspaceId workspace, Contents.Waiting file) throws FileText.Unreadable {
        if (!FileText.readable(file.type())) throw new FileText.Unreadable(file.type());
        var copy = store.copy(workspace, HexFormat.of().formatHex(file.sha256()));
        try {
            return FileText.of(copy, file.type());
        } finally {
            try {
                Files.deleteIfExists(copy);
            } catch (IOException e) {
                log.warn("a copy for the search could not be removed", e);
            }
        }
    }
}
