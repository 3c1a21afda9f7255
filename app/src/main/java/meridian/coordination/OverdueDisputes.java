package meridian.coordination;

import java.time.Duration;
import meridian.identity.Workspaces;
import meridian.outbox.Job;
import meridian.tenancy.Tenancy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Takes disputes that were not settled in time to the sponsor. */
@Component
final class OverdueDisputes implements Job {
    private static final Logger log = LoggerFactory.getLogger(OverdueDisputes.class);

    private final Workspaces workspaces;
    private final Disputes disputes;

    OverdueDisputes(Workspaces workspaces, Disputes disputes) {
        this.workspaces = workspaces;
        this.disputes = disputes;
    }

    @Override
    public String name() {
        return "coordination.overdue_disputes";
    }

    @Override
    public Duration every() {
        return Duration.ofMinutes(1);
    }

    @Override
    public void run() {
        for (var workspace : workspaces.all()) {
            try {
                Tenancy.run(workspace, disputes::escalateOverdue);
            } catch (RuntimeException e) {
                log.warn("overdue disputes of workspace {} could not be taken to the sponsor", workspace, e); // the others still are
            }
        }
    }
}
