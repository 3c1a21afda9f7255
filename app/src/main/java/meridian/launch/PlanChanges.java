package meridian.launch;

import java.time.Duration;
import java.util.Objects;
import meridian.identity.Workspaces;
import meridian.outbox.Job;
import meridian.tenancy.Actor;
import meridian.tenancy.Tenancy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Asks a party again when the plan has moved too far for it. */
@Component
final class PlanChanges implements Job {
    private static final Logger log = LoggerFactory.getLogger(PlanChanges.class);

    private final Workspaces workspaces;
    private final PlanConfirmations confirmations;

    PlanChanges(Workspaces workspaces, PlanConfirmations confirmations) {
        this.workspaces = workspaces;
        this.confirmations = confirmations;
    }

    @Override
    public String name() {
        return "launch.plan_changes";
    }

    @Override
    public Duration every() {
        return Duration.ofMinutes(1);
    }

    @Override
    public void run() {
        for (var workspace : workspaces.all()) {
            try {
                Tenancy.run(workspace, () -> confirmations.changed().forEach(project -> confirmations.compare(project, Actor.system(Objects.requireNonNull(Tenancy.current())))));
            } catch (RuntimeException e) {
                log.warn("the plans of workspace {} could not be compared with what was confirmed", workspace, e); // the others still are
            }
        }
    }
}
