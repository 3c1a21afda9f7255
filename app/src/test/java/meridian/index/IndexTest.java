package meridian.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import meridian.tenancy.Actor;
import meridian.tenancy.CommentId;
import meridian.tenancy.TaskId;
import meridian.workplan.PlanRows;
import meridian.workplan.TaskComments;
import meridian.workplan.TaskFields;
import meridian.workplan.TaskKind;
import meridian.workplan.TaskTree;
import meridian.workplan.Tasks;
import meridian.world.MeridianTest;
import meridian.world.TestDatabase;
import meridian.world.Worlds.World;
import org.jooq.DSLContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

class IndexTest extends MeridianTest {
    @Autowired
    Tasks tasks;

    @Autowired
    TaskTree tree;

    @Autowired
    TaskComments comments;

    @Autowired
    PlanRows plan;

    @Autowired
    Index index;

    @Autowired
    Reading reading;

    @Autowired
    Contents contents;

    @Autowired
    DSLContext db;

    @Autowired
    TransactionTemplate transaction;

    private World world;

    @BeforeEach
    void aWorld() {
        world = worlds.world();
    }

    @Test
    void aThingIsFoundFromTheTransactionThatMakesItUntilTheOneThatThrowsItAway() {
        var id = add("门店陈列标准");
        assertThat(found("'陈列'")).containsExactly(id.value());
        in(world.workspace, () -> tasks.edit(id, 0, fields -> fields.withTitle("门店灯光标准"), chief()));
        assertThat(found("'陈列'")).isEmpty();
        assertThat(found("'灯光'")).containsExactly(id.value());
        var comment = CommentId.next();
        in(world.workspace, () -> {
            comments.write(id, comment, "色温统一为四千", chief());
            return null;
        });
        assertThat(found("'色温'")).containsExactly(comment.value());
        in(world.workspace, () -> {
            tree.delete(List.of(new TaskTree.Seen(id, tasks.get(id, chief()).version())), chief());
            return null;
        });
        assertThat(found("'灯光'")).as("in the trash").isEmpty();
        assertThat(found("'色温'")).as("and what was said about it").isEmpty();
        in(world.workspace, () -> tree.restore(world.project, id, chief()));
        assertThat(found("'灯光'")).containsExactly(id.value());
        assertThat(found("'色温'")).containsExactly(comment.value());
        in(world.workspace, () -> {
            comments.delete(id, comment, chief());
            return null;
        });
        assertThat(found("'色温'")).isEmpty();
    }

    @Test
    void whatIsRolledBackWasNeverFound() {
        assertThatThrownBy(() -> in(world.workspace, () -> transaction.execute(status -> {
            tasks.add(new Tasks.NewTask(TaskId.next(), world.project, TaskKind.TASK, null, null, TaskFields.titled("从未发生")), chief());
            throw new IllegalStateException();
        }))).isInstanceOf(IllegalStateException.class);
        assertThat(found("'从未'")).isEmpty();
    }

    @Test
    void manyRowsAtOnceAreFoundEachByItself() {
        var rows = new java.util.ArrayList<PlanRows.NewRow>();
        for (int i = 0; i < 1200; i++) rows.add(PlanRows.NewRow.of(TaskKind.TASK, null, TaskFields.titled("巡店 x" + i)));
        in(world.workspace, () -> {
            plan.insert(world.project, null, rows, List.of(), chief());
            return null;
        });
        assertThat(rows()).containsAll(rows.stream().map(row -> row.id().value()).toList());
        assertThat(found("'x1199'")).containsExactly(rows.getLast().id().value());
    }

    @Test
    void whatAThingIsCalledIsToldToThoseWhoFindIt() {
        var id = add("门店陈列标准");
        assertThat(in(world.workspace, () -> index.titles(List.of(id, TaskId.next()), Audience.project(world.project)))).containsExactly(java.util.Map.entry(id.value(), "门店陈列标准"));
        assertThat(in(world.workspace, () -> index.titles(List.of(id), Audience.admins(world.workspace)))).isEmpty();
        assertThat(in(worlds.world().workspace, () -> index.titles(List.of(id), Audience.project(world.project)))).isEmpty();
    }

    @Test
    void anotherWorkspaceFindsNothingOfIt() {
        add("门店陈列标准");
        var other = worlds.world();
        Set<UUID> there = in(other.workspace, () -> transaction.execute(status -> ids("'陈列'", world.project.value())));
        assertThat(there).isEmpty();
        Set<UUID> nowhere = transaction.execute(status -> ids("'陈列'", world.project.value()));
        assertThat(nowhere).as("without a workspace").isEmpty();
    }

    @Test
    void whatWasThereBeforeIsReadInTheBackgroundAndReadAgainChangesNothing() {
        var id = add("门店陈列标准");
        in(world.workspace, () -> {
            comments.write(id, CommentId.next(), "色温统一为四千", chief());
            return null;
        });
        in(world.workspace, () -> {
            reading.read();
            return null;
        });
        var before = rows();
        in(world.workspace, () -> transaction.execute(status -> db.execute("delete from index.entry where workspace_id = tenancy.workspace()")));
        assertThat(found("'陈列'")).isEmpty();
        in(world.workspace, () -> {
            reading.read();
            return null;
        });
        assertThat(found("'陈列'")).as("it was read already").isEmpty();
        in(world.workspace, () -> {
            reading.afresh();
            reading.read();
            return null;
        });
        assertThat(rows()).isEqualTo(before);
        assertThat(found("'陈列'")).containsExactly(id.value());
        assertThat(found("'色温'")).hasSize(1);
    }

    @Test
    void whileEverythingIsReadAnewPeopleGoOnWritingNobodyWaitsForLongAndNothingIsLost() throws Exception {
        var rows = new java.util.ArrayList<PlanRows.NewRow>();
        for (int i = 0; i < 600; i++) rows.add(PlanRows.NewRow.of(TaskKind.TASK, null, TaskFields.titled("巡店 " + i)));
        in(world.workspace, () -> {
            plan.insert(world.project, null, rows, List.of(), chief());
            return null;
        });
        var said = new java.util.concurrent.ConcurrentLinkedQueue<UUID>();
        var wrong = new java.util.concurrent.ConcurrentLinkedQueue<Throwable>();
        var longest = new java.util.concurrent.atomic.AtomicLong();
        var written = new java.util.concurrent.Semaphore(0);
        var enough = new java.util.concurrent.atomic.AtomicBoolean();
        var people = new java.util.ArrayList<Thread>();
        for (int i = 0; i < 3; i++) people.add(goesOn(enough, wrong, longest, () -> {
            var id = add("现场照片");
            tasks.edit(id, 0, fields -> fields.withTitle("现场录像"), chief());
            var comment = CommentId.next();
            comments.write(id, comment, "色温统一为四千", chief());
            said.add(id.value());
            said.add(comment.value());
            written.release();
        }));
        // Files are brought, and their texts read.
        var browser = world.signedIn("王敏", port);
        var next = rows.iterator();
        people.add(goesOn(enough, wrong, longest, () -> {
            var id = UUID.randomUUID();
            assertThat(browser.upload(world.url("/files"), "file", "清单.txt", id.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8), "subject", "task:" + next.next().id(), "id", id.toString()).status()).isEqualTo(303);
            said.add(id);
        }));
        people.add(goesOn(enough, wrong, longest, () -> contents.take().ifPresent(file -> contents.read(file, "陈列要求"))));
        try (var owner = TestDatabase.asOwner()) {
            for (int i = 1; i <= 2; i++) {
                written.tryAcquire(15, 60, java.util.concurrent.TimeUnit.SECONDS);
                Emptying.of(owner);
                in(world.workspace, () -> {
                    reading.read();
                    return null;
                });
            }
        }
        enough.set(true);
        for (var one : people) assertThat(one.join(java.time.Duration.ofSeconds(60))).as("nobody waits for ever").isTrue();
        assertThat(wrong).isEmpty();
        assertThat(longest.get()).as("the longest anybody waited, in milliseconds").isLessThan(10_000);
        var found = rows();
        assertThat(found).containsAll(said).containsAll(rows.stream().map(row -> row.id().value()).toList());
        assertThat(this.<Set<UUID>>in(world.workspace, () -> transaction.execute(status -> ids("'色温'", world.project.value())))).as("and by whom it may be found").isNotEmpty();
        in(world.workspace, () -> {
            reading.afresh();
            reading.read();
            return null;
        });
        assertThat(rows()).as("read once more in peace").isEqualTo(found);
    }

    private Thread goesOn(java.util.concurrent.atomic.AtomicBoolean enough, java.util.Queue<Throwable> wrong, java.util.concurrent.atomic.AtomicLong longest, Runnable work) {
        return Thread.ofPlatform().start(() -> {
            while (!enough.get() && wrong.isEmpty()) {
                long begin = System.nanoTime();
                try {
                    meridian.tenancy.Tenancy.run(world.workspace, work);
                } catch (RuntimeException | AssertionError e) {
                    wrong.add(e);
                }
                longest.accumulateAndGet((System.nanoTime() - begin) / 1_000_000, Math::max);
            }
        });
    }

    @Test
    void aWordThatIsEverywhereIsFoundNewestFirstAndPageByPage() {
        var rows = new java.util.ArrayList<PlanRows.NewRow>();
        for (int i = 0; i < 700; i++) rows.add(PlanRows.NewRow.of(TaskKind.TASK, null, TaskFields.titled("巡店 " + i + (i == 3 ? " 独有" : ""))));
        in(world.workspace, () -> {
            plan.insert(world.project, null, rows, List.of(), chief());
            return null;
        });
        var seen = new java.util.LinkedHashSet<UUID>();
        UUID last = null;
        for (int page = 0; page < 70; page++) {
            var some = page("'巡店'", last);
            assertThat(some).hasSize(10);
            assertThat(seen).doesNotContainAnyElementsOf(some);
            seen.addAll(some);
            last = some.getLast();
        }
        assertThat(page("'巡店'", last)).isEmpty();
        assertThat(found("'独有'")).containsExactly(rows.get(3).id().value());
    }

    private List<UUID> page(String query, UUID after) {
        return in(world.workspace, () -> transaction.execute(status -> List.of(db.fetchSingle(
                        """
                        select index.newest('title', ?::tsquery, array[?::uuid], '{}', null, '{}', '-infinity', coalesce((select at from index.entry where id = ?::uuid), 'infinity'), coalesce(?::uuid, 'ffffffff-ffff-ffff-ffff-ffffffffffff'), 10)
                        """,
                        query, world.project.value(), after, after).get(0, UUID[].class))));
    }

    private Actor chief() {
        return world.person("王敏").actor();
    }

    private TaskId add(String title) {
        var id = TaskId.next();
        in(world.workspace, () -> tasks.add(new Tasks.NewTask(id, world.project, TaskKind.TASK, null, null, TaskFields.titled(title)), chief()));
        return id;
    }

    private Set<UUID> found(String query) {
        return in(world.workspace, () -> transaction.execute(status -> ids(query, world.project.value())));
    }

    private Set<UUID> ids(String query, UUID audience) {
        return java.util.stream.Stream.of("title", "text")
                .flatMap(tier -> java.util.Arrays.stream(db.fetchSingle("select index.newest(?, ?::tsquery, array[?::uuid], '{}', null, '{}', '-infinity', 'infinity', 'ffffffff-ffff-ffff-ffff-ffffffffffff', 50)", tier, query, audience).get(0, UUID[].class)))
                .collect(Collectors.toSet());
    }

    private List<UUID> rows() {
        return in(world.workspace, () -> transaction.execute(status -> db.fetch("select id from index.entry where workspace_id = tenancy.workspace() order by id").getValues(0, UUID.class)));
    }
}
