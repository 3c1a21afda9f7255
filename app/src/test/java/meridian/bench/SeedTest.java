package meridian.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import meridian.tenancy.Tenancy;
import meridian.tenancy.TaskId;
import meridian.workplan.TaskFields;
import meridian.workplan.TaskKind;
import meridian.workplan.Tasks;
import meridian.world.Browser;
import meridian.world.MeridianTest;
import meridian.world.TestDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What benchmarks measure is what people make: rows written by SQL look like those the application writes, and its pages show them. */
class SeedTest extends MeridianTest {
    private static final Seed.Sized PROJECT = new Seed.Sized("K1", 60);

    @Autowired
    Tasks tasks;

    @BeforeEach
    void seed() throws Exception {
        try (var owner = TestDatabase.asOwner()) {
            try (var there = owner.createStatement().executeQuery("select 1 from identity.workspace where slug = '" + Seed.SLUG + "'")) {
                if (there.next()) return;
            }
            Seed.fill(owner, List.of(PROJECT), PROJECT.tasks(), step -> {});
        }
    }

    @Test
    void aSeededTaskIsFilledInAsOneThatWasMade() throws Exception {
        var world = worlds.world();
        var executor = world.person("周颖");
        var chief = world.person("王敏").actor();
        var made = here(world.workspace, () -> {
            var phase = tasks.add(new Tasks.NewTask(TaskId.next(), world.project, TaskKind.PHASE, null, null, TaskFields.titled("执行期")), chief).task();
            var pack = tasks.add(new Tasks.NewTask(TaskId.next(), world.project, TaskKind.PACKAGE, phase.id(), null, TaskFields.titled("铺货").withParty(world.parties.get("华南"))), chief).task();
            var fields = TaskFields.titled("走访").withParty(world.parties.get("华南")).withOwner(executor.member())
                    .withStart(LocalDate.now().atStartOfDay()).withFinish(TaskFields.endOf(LocalDate.now().plusDays(9)));
            return tasks.add(new Tasks.NewTask(TaskId.next(), world.project, TaskKind.TASK, pack.id(), null, fields), chief).task();
        });
        try (var owner = TestDatabase.asOwner()) {
            assertThat(filled(owner, "select * from workplan.task where workspace_id = '" + Seed.WORKSPACE + "' and kind = 'task' and status = 'not_started' and owner_id is not null"))
                    .isEqualTo(filled(owner, "select * from workplan.task where id = '" + made.id() + "'"));
            assertThat(filled(owner, "select * from duty.duty where workspace_id = '" + Seed.WORKSPACE + "' and kind = 'task_done'"))
                    .isEqualTo(filled(owner, "select * from duty.duty where subject_id = '" + made.id() + "' and kind = 'task_done'"));
            assertThat(counts(owner, "workspace_id = '" + Seed.WORKSPACE + "'")).isZero();
        }
    }

    @Test
    void itsPagesAreShown() {
        var chief = new Browser(port).withSession(Seed.session(0));
        var executor = new Browser(port).withSession(Seed.session(7));
        var project = "/w/" + Seed.SLUG + "/p/" + PROJECT.code();
        for (var page : List.of("/w/" + Seed.SLUG + "/inbox", "/w/" + Seed.SLUG + "/projects", project + "/plan", project + "/board", project + "/tasks/33", project + "/progress", "/w/" + Seed.SLUG + "/p/" + Seed.EMPTY + "/plan/import")) {
            assertThat(chief.get(page).status()).as(page).isEqualTo(200);
        }
        assertThat(chief.get(project + "/plan").page().select("tr[data-id]")).hasSize(50);
        assertThat(executor.get(project + "/tasks/33").status()).isEqualTo(200);
    }

    /** Which columns of the first row hold something, and of what kind. */
    private static TreeMap<String, String> filled(Connection owner, String rows) throws SQLException {
        try (var row = owner.createStatement().executeQuery("select key, jsonb_typeof(value) from jsonb_each((select to_jsonb(r) from (" + rows + " limit 1) r))")) {
            var found = new TreeMap<String, String>();
            while (row.next()) found.put(row.getString(1), row.getString(2));
            assertThat(found).isNotEmpty();
            return found;
        }
    }

    /** By how much the board's counts differ from the tasks. */
    private static int counts(Connection owner, String where) throws SQLException {
        try (var row = owner.createStatement().executeQuery("select count(*) from (select party_id, status, finish_at::date, owner_id is null, count(*) from workplan.task where kind = 'task' and " + where + " group by 1, 2, 3, 4 "
                + "except select party_id, status, due_on, unassigned, tasks from workplan.task_count where " + where + ") difference")) {
            row.next();
            return row.getInt(1);
        }
    }

    private static <T> T here(meridian.tenancy.WorkspaceId workspace, Callable<T> work) throws Exception {
        return Tenancy.in(workspace, work);
    }
}
