package meridian.project;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import meridian.activity.Activities;
import meridian.identity.Workspaces;
import meridian.outbox.Job;
import meridian.tenancy.Actor;
import meridian.tenancy.NotFound;
import meridian.tenancy.Tenancy;
import meridian.tenancy.WorkspaceId;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/** What was thrown away in a project, of every kind. It can be brought back for 30 days to the minute; then it is removed. */
@Component
public class Trash implements Job {
    public static final int DAYS = 30;
    private static final int PAGE = 50;
    private static final int MOST_AT_ONCE = 2_000;
    private static final Logger log = LoggerFactory.getLogger(Trash.class);

    private final ObjectProvider<TrashKind> kinds;
    private final Workspaces workspaces;
    private final Activities activities;
    private final TransactionTemplate transaction;
    private final Clock clock;

    Trash(ObjectProvider<TrashKind> kinds, Workspaces workspaces, Activities activities, TransactionTemplate transaction, Clock clock) {
        this.kinds = kinds;
        this.workspaces = workspaces;
        this.activities = activities;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** A page of the trash; {@code after} is the place of its last thing where more follows. */
    public record Page(List<TrashKind.Thrown> things, TrashKind.@Nullable Place after) {}

    /** The newest things of all kinds behind a place. */
    @Transactional(readOnly = true)
    public Page of(ProjectAccess here, TrashKind.@Nullable Place after) {
        if (here.guest()) throw new NotFound();
        var found = new ArrayList<TrashKind.Thrown>();
        kinds.forEach(kind -> found.addAll(kind.thrown(here, after, PAGE + 1)));
        found.sort(Comparator.comparing(TrashKind.Thrown::at).thenComparing(thrown -> thrown.thing().id().toString()).reversed());
        if (found.size() <= PAGE) return new Page(found, null);
        var page = List.copyOf(found.subList(0, PAGE));
        return new Page(page, page.getLast().place());
    }

    @Transactional
    public TrashKind.Back restore(ProjectAccess here, String kind, UUID id, Actor actor) {
        if (here.guest()) throw new NotFound();
        return kinds.stream().filter(one -> one.kind().equals(kind)).findFirst().orElseThrow(NotFound::new).restore(here, id, actor);
    }

    @Override
    public String name() {
        return "project.trash";
    }

    @Override
    public Duration every() {
        return Duration.ofHours(1);
    }

    @Override
    public void run() {
        for (var workspace : workspaces.all()) {
            try {
                Tenancy.run(workspace, () -> empty(workspace));
            } catch (RuntimeException e) {
                log.warn("the trash of workspace {} could not be emptied", workspace, e); // the others’ still is
            }
        }
    }

    // One transaction a thing: what was removed stays removed when the work is cut off.
    private void empty(WorkspaceId workspace) {
        var before = clock.instant().minus(Duration.ofDays(DAYS));
        kinds.forEach(kind -> {
            for (int gone = 0; gone < MOST_AT_ONCE; gone++) if (!Boolean.TRUE.equals(transaction.execute(status -> removeOldest(kind, before, workspace)))) break;
        });
    }

    private boolean removeOldest(TrashKind kind, Instant before, WorkspaceId workspace) {
        var gone = kind.removeOldest(before);
        if (gone == null) return false;
        activities.record(Actor.system(workspace), new ProjectActivity.ThingRemoved(gone.thing(), gone.name()), gone.project(), null);
        return true;
    }
}
