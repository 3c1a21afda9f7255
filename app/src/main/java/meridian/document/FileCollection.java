package meridian.document;

import java.time.Clock;
import java.time.Duration;
import meridian.identity.Workspaces;
import meridian.outbox.Job;
import meridian.tenancy.Tenancy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Collects, once a day, what nothing has referred to for thirty days, and what began to come and was left. */
@Component
class FileCollection implements Job {
    static final Duration KEPT = Duration.ofDays(30);

    private static final Logger log = LoggerFactory.getLogger(FileCollection.class);

    private final Workspaces workspaces;
    private final Attachments attachments;
    private final Uploads uploads;
    private final Clock clock;

    FileCollection(Workspaces workspaces, Attachments attachments, Uploads uploads, Clock clock) {
        this.workspaces = workspaces;
        this.attachments = attachments;
        this.uploads = uploads;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "document.file_collection";
    }

    @Override
    public Duration every() {
        return Duration.ofDays(1);
    }

    @Override
    public void run() {
        for (var workspace : workspaces.all()) {
            try {
                Tenancy.run(workspace, () -> {
                    uploads.collect(workspace, clock.instant());
                    attachments.collect(workspace, clock.instant().minus(KEPT));
                });
            } catch (RuntimeException e) {
                log.warn("files of workspace {} could not be collected", workspace, e); // the others still are
            }
        }
    }
}
