package meridian.workplan;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import meridian.calendar.NoWorkingTimeException;
import meridian.identity.CalendarImpact;
import meridian.identity.CalendarWatch;
import meridian.tenancy.Actor;
import meridian.tenancy.DepartmentId;
import meridian.tenancy.ProjectId;
import meridian.tenancy.RegionId;
import meridian.tenancy.Tenancy;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The plans of every project in which a region works are calculated anew when its calendar changes; what that would move can be seen before. */
@Component
class CalendarChanges implements CalendarWatch, CalendarImpact {
    private final Scheduling scheduling;

    CalendarChanges(Scheduling scheduling) {
        this.scheduling = scheduling;
    }

    @Override
    @Transactional
    public void changed(RegionId region) {
        settle(scheduling.projectsOf(region));
    }

    @Override
    @Transactional
    public void moved(DepartmentId department) {
        settle(scheduling.projectsOf(department));
    }

    private void settle(List<ProjectId> projects) {
        var system = Actor.system(Objects.requireNonNull(Tenancy.current()));
        for (var project : projects) {
            scheduling.hold(project);
            scheduling.settle(project, system);
        }
    }

    @Override
    @Transactional(readOnly = true)
    public List<Move> moves(RegionId region) {
        var moves = new ArrayList<Move>();
        for (var project : scheduling.projectsOf(region)) {
            var found = scheduling.read(project);
            try {
                for (var place : found.schedule().moves()) {
                    var was = place.row().finish();
                    var is = place.finish();
                    if (place.summary() || was == null || is == null || was.toLocalDate().equals(is.toLocalDate())) continue;
                    moves.add(new Move("kind.task", place.row().title(), found.name(), "/p/" + found.code() + "/tasks/" + place.row().number(), was, is));
                }
            } catch (PlanSchedule.Circle | NoWorkingTimeException e) {
                // A plan that cannot be calculated does not move.
            }
        }
        return moves;
    }
}
