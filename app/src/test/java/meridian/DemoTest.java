package meridian;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import meridian.world.Program;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo as it is run: cut off at any moment, it is whole at the next start. */
class DemoTest {
    @TempDir
    Path folder;

    private Program program;

    @AfterEach
    void end() throws InterruptedException {
        if (program != null) program.close();
    }

    @Test
    void cutOffWhileItsStoryIsToldItStartsOverAndThenIsKept() throws Exception {
        program = Program.begin(folder, "demo");
        program.await("The work plan");
        program.kill();
        assertThat(folder.resolve("told")).doesNotExist();
        Files.delete(folder.resolve("said"));

        program = Program.start(folder, "demo");
        program.await("wang.min@xinghe.example");
        assertThat(program.said()).contains("starts over").contains("Six weeks of work");
        long tasks;
        try (var database = program.database()) {
            assertThat(number(database, "select count(*) from identity.workspace")).isEqualTo(1);
            tasks = number(database, "select count(*) from workplan.task where kind = 'task' and deleted_at is null");
            assertThat(tasks).as("about 200 tasks").isBetween(190L, 215L);
            assertThat(number(database, "select count(*) from workplan.task where status = 'blocked'")).isGreaterThan(3);
            assertThat(number(database, "select count(*) from identity.absence where current_date between first_day - 4 and last_day + 1")).isPositive();
        }
        assertThat(program.terminate()).as("ends as it is asked to").isIn(0, 143, 130);
        assertThat(program.said()).doesNotContain("Exception");
        Files.delete(folder.resolve("said"));

        program = Program.inTerminal(folder, "demo");
        program.await(program.url("/"));
        program.await("wang.min@xinghe.example");
        assertThat(program.said()).doesNotContain("starts over").doesNotContain("Six weeks of work");
        try (var database = program.database()) {
            assertThat(number(database, "select count(*) from workplan.task where kind = 'task' and deleted_at is null")).isEqualTo(tasks);
        }
        var said = new java.io.ByteArrayOutputStream();
        var before = System.err;
        System.setErr(new java.io.PrintStream(said, true));
        try {
            assertThat(Commands.run(new String[] {"serve", "--port", Integer.toString(program.port), "--data", folder.resolve("other").toString()})).isEqualTo(1);
        } finally {
            System.setErr(before);
        }
        assertThat(said.toString()).contains("Port " + program.port + " is in use. Choose another with --port.");
        assertThat(folder.resolve("other")).doesNotExist();
        ctrlCEndsItInOrderAndStartedFreshItForgetsWhatWasDone();
    }

    // On the demo of the story above, as telling one takes long.
    private void ctrlCEndsItInOrderAndStartedFreshItForgetsWhatWasDone() throws Exception {
        try (var database = program.database(); var statement = database.createStatement()) {
            statement.execute("update identity.workspace set name = '改过的企业'");
        }
        var said = new java.io.ByteArrayOutputStream();
        var before = System.err;
        System.setErr(new java.io.PrintStream(said, true));
        try {
            assertThat(Commands.run(new String[] {"demo", "--fresh", "--port", Integer.toString(program.port + 1), "--data", folder.toString()})).isEqualTo(1);
        } finally {
            System.setErr(before);
        }
        assertThat(said.toString()).contains("is running; stop it first");
        try (var database = program.database()) {
            assertThat(number(database, "select count(*) from identity.workspace where name = '改过的企业'")).as("nothing was forgotten under a running demo").isEqualTo(1);
        }
        assertThat(program.interrupt()).as("ends as Ctrl-C asks").isIn(0, 130);
        assertThat(program.said()).as("the program ends before its database").doesNotContain("Exception").doesNotContain("terminating connection");
        assertThat(folder.resolve("postgres/cluster/postmaster.pid")).as("its database has ended in order").doesNotExist();
        Files.delete(folder.resolve("said"));

        program = Program.inTerminal(folder, "demo --fresh");
        program.await("Six weeks of work");
        try (var database = program.database()) {
            assertThat(number(database, "select count(*) from identity.workspace where name = '改过的企业'")).isZero();
            assertThat(number(database, "select count(*) from identity.workspace")).isEqualTo(1);
        }
        assertThat(program.interrupt()).as("Ctrl-C ends it while it tells its story").isEqualTo(130);
        assertThat(program.said()).as("quietly").endsWith("Six weeks of work …\n");
        assertThat(folder.resolve("postgres/cluster/postmaster.pid")).as("its database has ended in order").doesNotExist();
        assertThat(folder.resolve("told")).as("so that the next start tells it anew").doesNotExist();
    }

    private static long number(Connection database, String sql) throws SQLException {
        try (var rows = database.createStatement().executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
