package meridian.outbox;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Runs every {@link Job} on one of the nodes at its time. {@code meridian.jobs=false} leaves them to other nodes. */
@Component
final class Jobs implements SmartLifecycle {
    private final DataSource dataSource;
    private final List<Job> jobs;
    private final boolean wanted;
    private @Nullable Scheduler scheduler;

    Jobs(DataSource dataSource, List<Job> jobs, @Value("${meridian.jobs:true}") boolean wanted) {
        this.dataSource = dataSource;
        this.jobs = jobs;
        this.wanted = wanted;
    }

    @Override
    public void start() {
        if (!wanted || jobs.isEmpty()) return;
        var tasks = jobs.stream()
                .map(job -> Tasks.recurring(job.name(), FixedDelay.of(job.every())).execute((instance, context) -> job.run()))
                .toList();
        scheduler = Scheduler.create(dataSource)
                .startTasks(tasks)
                .tableName("outbox.scheduled_tasks")
                .executorService(Executors.newFixedThreadPool(2, Thread.ofPlatform().daemon().name("job-", 1).factory()))
                .threads(2)
                .pollingInterval(Duration.ofSeconds(10))
                .shutdownMaxWait(Duration.ofSeconds(5))
                .build();
        scheduler.start();
    }

    @Override
    public void stop() {
        if (scheduler != null) scheduler.stop();
        scheduler = null;
    }

    @Override
    public boolean isRunning() {
        return scheduler != null;
    }
}
