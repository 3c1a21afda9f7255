package meridian.identity;

import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import meridian.outbox.Job;
import meridian.tenancy.Actor;
import meridian.tenancy.Tenancy;
import meridian.tenancy.WorkspaceId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Brings the holidays of a year into every region’s calendar once they are published: next year’s, and those of the years that plans reach into. */
@Component
class HolidayYears implements Job {
    static final int FURTHEST = 5;
    private static final Logger log = LoggerFactory.getLogger(HolidayYears.class);

    private final Workspaces workspaces;
    private final Regions regions;
    private final PlannedDays planned;
    private final Clock clock;

    HolidayYears(Workspaces workspaces, Regions regions, PlannedDays planned, Clock clock) {
        this.workspaces = workspaces;
        this.regions = regions;
        this.planned = planned;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "identity.holidays";
    }

    @Override
    public Duration every() {
        return Duration.ofHours(12);
    }

    @Override
    public void run() {
        for (var workspace : workspaces.all()) {
            try {
                Tenancy.run(workspace, () -> bring(workspace));
            } catch (RuntimeException e) {
                log.warn("the holidays of workspace {} could not be brought in", workspace, e); // the others’ still are
            }
        }
    }

    void bring(WorkspaceId workspace) {
        int year = LocalDate.now(clock).getYear();
        var until = planned.until();
        for (var region : regions.all()) {
            var last = until.get(region.id());
            int reached = last == null ? year + 1 : Math.clamp(last.getYear(), year + 1, year + FURTHEST);
            regions.importMissing(region.id(), reached, Actor.system(workspace));
        }
    }
}
