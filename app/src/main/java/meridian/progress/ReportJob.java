package meridian.progress;

import java.time.Duration;
import meridian.identity.Workspaces;
import meridian.outbox.Job;
import meridian.tenancy.Tenancy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Asks for reports when the working day begins, region by region. */
@Component
final class ReportJob implements Job {
    private static final Logger log = LoggerFactory.getLogger(ReportJob.class);

    private final Workspaces workspaces;
    private final ProgressDuties duties;

    ReportJob(Workspaces workspaces, ProgressDuties duties) {
        this.workspaces = workspaces;
        this.duties = duties;
    }

    @Override
    public String name() {
        return "progress.reports_owed";
    }

    @Override
    public Duration every() {
        return Duration.ofMinutes(5);
    }

    @Override
    public void run() {
        for (var workspace : workspaces.all()) {
            try {
                Tenancy.run(workspace, duties::openNow);
            } catch (RuntimeException e) {
                log.warn("reports of workspace {} could not be asked for", workspace, e); // the others still are
            }
        }
    }
}
