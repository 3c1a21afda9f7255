package meridian.identity;

import java.time.Duration;
import meridian.activity.Seals;
import meridian.outbox.Job;
import meridian.tenancy.Tenancy;
import meridian.tenancy.WorkspaceId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Seals what happened, so that a minute later nobody can change it unseen. */
@Component
class Sealing implements Job {
    private static final Logger log = LoggerFactory.getLogger(Sealing.class);

    private final Seals seals;

    Sealing(Seals seals) {
        this.seals = seals;
    }

    @Override
    public String name() {
        return "identity.seal";
    }

    // With the scheduler's own ten seconds well within a minute.
    @Override
    public Duration every() {
        return Duration.ofSeconds(30);
    }

    @Override
    public void run() {
        for (var workspace : seals.wanted()) {
            try {
                Tenancy.run(workspace, () -> sealAll(workspace));
            } catch (RuntimeException e) {
                log.warn("the history of workspace {} could not be sealed: {}", workspace, e.getMessage()); // the others’ still is
            }
        }
    }

    private void sealAll(WorkspaceId workspace) {
        while (seals.seal(workspace) > 0) {
            // link by link
        }
    }
}
