package meridian.identity;

import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import meridian.outbox.Job;
import meridian.outbox.Notice;
import meridian.outbox.NoticeGroup;
import meridian.outbox.Notices;
import meridian.tenancy.Actor;
import meridian.tenancy.Ref;
import meridian.tenancy.RegionId;
import meridian.tenancy.Tenancy;
import meridian.tenancy.WorkspaceId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Brings the holidays of a year into every region’s calendar once they are published: next year’s, and those of the years that plans
 * reach into. A year that would move something waits until an admin has looked at that; they are told once.
 */
@Component
public class HolidayYears implements Job {
    static final int FURTHEST = 5;
    private static final Logger log = LoggerFactory.getLogger(HolidayYears.class);

    private final Workspaces workspaces;
    private final Regions regions;
    private final PlannedDays planned;
    private final Admins admins;
    private final Notices notices;
    private final TransactionTemplate transaction;
    private final Clock clock;

    HolidayYears(Workspaces workspaces, Regions regions, PlannedDays planned, Admins admins, Notices notices, TransactionTemplate transaction, Clock clock) {
        this.workspaces = workspaces;
        this.regions = regions;
        this.planned = planned;
        this.admins = admins;
        this.notices = notices;
        this.transaction = transaction;
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

    /** Brings in what this workspace’s regions wait for, or tells its admins. */
    public void bring(WorkspaceId workspace) {
        waiting(regions.all(), planned.until()).forEach((region, years) -> {
            try {
                years.forEach(year -> bring(workspace, region, year));
            } catch (RuntimeException e) {
                log.warn("the holidays of region {} could not be brought in", region, e); // the other regions’ still are
            }
        });
    }

    private void bring(WorkspaceId workspace, RegionId region, int year) {
        Runnable change = () -> regions.importMissing(region, year, year, Actor.system(workspace));
        var moves = regions.preview(change);
        if (moves.isEmpty()) change.run();
        else transaction.executeWithoutResult(status -> tell(region, year, moves.size()));
    }

    private void tell(RegionId region, int year, int moves) {
        notices.tell(new Notice("holidays_waiting", NoticeGroup.PROJECT, admins.all(), "holidays:" + region + ":" + year, null, Ref.of("region", region), regions.get(region).name(),
                "/admin/regions/" + region + "?year=" + year, List.of(String.valueOf(year), String.valueOf(moves)), false));
    }

    /** The published years that open regions have nothing of yet, as far as plans reach by {@link PlannedDays}. */
    public Map<RegionId, List<Integer>> waiting(Collection<Regions.Region> of, Map<RegionId, LocalDate> until) {
        int year = LocalDate.now(clock).getYear();
        return regions.waiting(of, region -> {
            var last = until.get(region);
            return last == null ? year + 1 : Math.clamp(last.getYear(), year + 1, year + FURTHEST);
        });
    }
}
