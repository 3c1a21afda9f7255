package meridian.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import meridian.Meridian;
import meridian.world.TestDatabase;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;

class JobsTest {
    @Test
    void aNodeRunsTheJobsAndRemembersThatItDid() throws Exception {
        var application = new SpringApplication(Meridian.class);
        var settings = new HashMap<>(TestDatabase.settings());
        settings.put("server.port", 0);
        settings.put("meridian.jobs", "true");
        application.setDefaultProperties(settings);
        try (var context = application.run()) {
            assertThat(context.getBeansOfType(Job.class)).isNotEmpty();
            var patience = System.nanoTime() + Duration.ofSeconds(30).toNanos();
            while (!done() && System.nanoTime() < patience) Thread.sleep(250);
            assertThat(done()).isTrue();
        }
    }

    private static boolean done() throws SQLException {
        try (var connection = TestDatabase.asOwner(); var statement = connection.createStatement();
                var found = statement.executeQuery("select count(*) from outbox.scheduled_tasks where task_name = 'duty.recurring' and last_success is not null and not picked")) {
            found.next();
            return found.getInt(1) == 1;
        }
    }
}
