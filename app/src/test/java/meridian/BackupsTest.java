package meridian;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import db.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.CRC32;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import meridian.document.Attachments;
import meridian.document.FileStore;
import meridian.document.Seal;
import meridian.outbox.Deliveries;
import meridian.tenancy.AttachmentId;
import meridian.tenancy.TaskId;
import meridian.workplan.TaskFields;
import meridian.workplan.TaskKind;
import meridian.workplan.Tasks;
import meridian.world.MeridianTest;
import meridian.world.OutsidePostgres;
import meridian.world.TestDatabase;
import meridian.world.Worlds;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

class BackupsTest extends MeridianTest {
    @Autowired
    Tasks tasks;

    @Autowired
    Attachments attachments;

    @Autowired
    FileStore store;

    @Autowired
    Seal seal;

    @Autowired
    Deliveries deliveries;

    @Autowired
    TransactionTemplate transaction;

    @TempDir
    Path folder;

    private static byte[] pdf() throws IOException {
        var out = new java.io.ByteArrayOutputStream();
        try (var document = new org.apache.pdfbox.pdmodel.PDDocument()) {
            document.addPage(new org.apache.pdfbox.pdmodel.PDPage());
            document.save(out);
        }
        return out.toByteArray();
    }

    @Test
    void aCopyTakenWhilePeopleWorkHasOneMomentsContentAndIsRestoredWhole() throws Exception {
        var world = worlds.world();
        var copy = folder.resolve("copy.zip");
        var photograph = attach(world);
        seal.on(pdf(), "", java.time.ZonedDateTime.now()); // makes the key, if nobody has yet
        world.in(() -> transaction.executeWithoutResult(status -> deliveries.add(List.of(new Deliveries.NewDelivery("email", world.workspace, UUID.randomUUID(), null, false, Instant.now())))));
        var before = copyWhilePeopleWork(world, copy);
        try (var fresh = EmbeddedPostgres.start(folder.resolve("fresh"), List.of("fsync=off"))) {
            fresh.ensureDatabase("meridian");
            var there = new Backups.Owner(fresh.url("meridian"), fresh.owner(), fresh.ownerPassword());
            var restored = Backups.restore(there, folder.resolve("files"), copy);
            assertThat(restored.rows()).isPositive();
            sameContent(copy, there);
            assertThat(number(there, "select count(*) from outbox.delivery where held")).isEqualTo(restored.held()).isPositive();
            assertThat(folder.resolve("seal").resolve("seal.pem")).as("the key of the seal").hasSameBinaryContentAs(Backups.seal(TestDatabase.FILES));
            assertThat(folder.resolve("files").resolve(photograph)).as("the file behind an attachment").hasContent("the photograph");
            assertThat(tasksOf(there, world)).as("what was acknowledged before the copy began").isGreaterThanOrEqualTo(before);
            assertThat(number(there, "select coalesce(sum(tasks), 0) from workplan.task_count where project_id = '" + world.project + "'")).as("counts and tasks are of one moment").isEqualTo(tasksOf(there, world));
            assertThat(number(there, "select count(*) from activity.activity where project_id = '" + world.project + "' and type = 'task_added'")).as("activities and tasks are of one moment").isEqualTo(tasksOf(there, world));
            assertThatThrownBy(() -> Backups.restore(there, folder.resolve("files"), copy)).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("not empty");
            sameContent(copy, there);
        }
    }

    @Test
    void aCopyGoesIntoAnExternalPostgresThatBelongsToAnOrdinaryRole() throws Exception {
        var world = worlds.world();
        var copy = folder.resolve("copy.zip");
        copyWhilePeopleWork(world, copy);
        try (var outside = OutsidePostgres.start()) {
            outside.execute("postgres", "create role owner login createrole password 'secret'");
            outside.execute("postgres", "create database meridian owner owner");
            var there = new Backups.Owner(outside.url("meridian"), "owner", "secret");
            Backups.restore(there, folder.resolve("files"), copy);
            sameContent(copy, there);
            assertThat(tasksOf(there, world)).isPositive();
        }
    }

    @Test
    void whatIsNoCopyIsRefusedAndLeavesTheDatabaseEmpty() throws Exception {
        var text = Files.writeString(folder.resolve("letter.zip"), "Dear Sir or Madam");
        var archive = folder.resolve("other.zip");
        try (var zip = new ZipOutputStream(Files.newOutputStream(archive))) {
            zip.putNextEntry(new java.util.zip.ZipEntry("hello"));
        }
        var whole = folder.resolve("whole.zip");
        Backups.backup(owner(), TestDatabase.FILES, whole);
        var half = Files.write(folder.resolve("half.zip"), java.util.Arrays.copyOf(Files.readAllBytes(whole), (int) (Files.size(whole) / 2)));
        try (var fresh = EmbeddedPostgres.start(folder.resolve("fresh"), List.of("fsync=off"))) {
            fresh.ensureDatabase("meridian");
            var there = new Backups.Owner(fresh.url("meridian"), fresh.owner(), fresh.ownerPassword());
            for (var file : List.of(text, archive, half)) {
                assertThatThrownBy(() -> Backups.restore(there, folder.resolve("files"), file)).as(file.toString()).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("is not a copy");
            }
            assertThat(number(there, "select count(*) from pg_namespace where nspname = 'tenancy'")).isZero();
        }
    }

    @Test
    void aCopyWithADamagedRowLeavesNothingBehindAndIsSaidSo() throws Exception {
        worlds.world();
        var whole = folder.resolve("whole.zip");
        Backups.backup(owner(), TestDatabase.FILES, whole);
        var damaged = folder.resolve("damaged.zip");
        try (var from = new ZipFile(whole.toFile()); var to = new ZipOutputStream(Files.newOutputStream(damaged))) {
            for (var entry : java.util.Collections.list(from.entries())) {
                to.putNextEntry(new java.util.zip.ZipEntry(entry.getName()));
                to.write(from.getInputStream(entry).readAllBytes());
                if (entry.getName().equals("tables/workplan.task_count")) to.write("not\ta\trow\n".getBytes(StandardCharsets.UTF_8));
            }
        }
        try (var fresh = EmbeddedPostgres.start(folder.resolve("fresh"), List.of("fsync=off"))) {
            fresh.ensureDatabase("meridian");
            var there = new Backups.Owner(fresh.url("meridian"), fresh.owner(), fresh.ownerPassword());
            assertThatThrownBy(() -> Backups.restore(there, folder.resolve("files"), damaged)).isInstanceOf(SQLException.class);
            assertThat(number(there, "select count(*) from identity.workspace")).isZero();
            Backups.restore(there, folder.resolve("files"), whole);
            sameContent(whole, there);
        }
    }

    @Test
    void aCopyThatFailsLeavesNoHalfFile() {
        assertThatThrownBy(() -> Backups.backup(new Backups.Owner(TestDatabase.url(), Migrations.ROLE, "wrong"), TestDatabase.FILES, folder.resolve("copy.zip"))).isInstanceOf(SQLException.class);
        assertThat(folder).isEmptyDirectory();
    }

    /** Attaches a file to a task and answers where its content lies. */
    private String attach(Worlds.World world) throws Exception {
        var chief = world.person("王敏").actor();
        var task = in(world.workspace, () -> tasks.add(new Tasks.NewTask(TaskId.next(), world.project, TaskKind.TASK, null, null, TaskFields.titled("陈列")), chief).task());
        try (var received = store.receive(world.workspace, "file", "照片.txt", new java.io.ByteArrayInputStream("the photograph".getBytes(StandardCharsets.UTF_8)))) {
            world.in(() -> attachments.attach(task.ref(), List.of(new Attachments.Incoming(AttachmentId.next(), received)), chief));
        }
        var sha256 = in(world.workspace, () -> attachments.on(task.ref(), chief)).files().getFirst().sha256();
        return world.workspace + "/" + sha256.substring(0, 2) + "/" + sha256;
    }

    /** Answers how many tasks were acknowledged before the copy began. */
    private int copyWhilePeopleWork(Worlds.World world, Path copy) throws Exception {
        var enough = new AtomicBoolean();
        var acknowledged = new AtomicInteger();
        var writers = new ArrayList<Thread>();
        for (int i = 0; i < 3; i++) {
            writers.add(Thread.startVirtualThread(() -> {
                while (!enough.get()) {
                    var fields = TaskFields.titled("任务\t\"quoted\", back\\slash, 'single', \\N and 表").withParty(world.parties.get("华南"));
                    in(world.workspace, () -> tasks.add(new Tasks.NewTask(TaskId.next(), world.project, TaskKind.TASK, null, null, fields), world.person("王敏").actor()));
                    acknowledged.incrementAndGet();
                }
            }));
        }
        while (acknowledged.get() < 20) Thread.sleep(10);
        int before = acknowledged.get();
        Backups.backup(owner(), TestDatabase.FILES, copy);
        int after = acknowledged.get();
        enough.set(true);
        for (var writer : writers) writer.join();
        assertThat(after).as("people went on working while the copy was made").isGreaterThan(before);
        return before;
    }

    // A copy of the copy is the same: every table's rows, and the version.
    private void sameContent(Path copy, Backups.Owner there) throws Exception {
        var again = folder.resolve("again.zip");
        Backups.backup(there, folder.resolve("files"), again);
        var found = content(again);
        var copied = content(copy);
        // What waited to leave is held, and is the one thing that is not as it was.
        assertThat(found.remove("tables/outbox.delivery")).startsWith(copied.remove("tables/outbox.delivery").replaceAll(",.*", ""));
        assertThat(found).isEqualTo(copied).containsKey("tables/workplan.task");
        assertThat(number(there, "select count(*) from outbox.delivery where given_up_at is null")).as("messages that would leave").isZero();
    }

    /** Of each table: how many lines there are, and a checksum that knows no order. */
    private static Map<String, String> content(Path copy) throws IOException {
        var content = new TreeMap<String, String>();
        try (var zip = new ZipFile(copy.toFile())) {
            for (var entry : java.util.Collections.list(zip.entries())) {
                long sum = 0;
                int lines = 0;
                for (var line : new String(zip.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
                    var crc = new CRC32();
                    crc.update(line.getBytes(StandardCharsets.UTF_8));
                    sum += crc.getValue() * 31 + line.length();
                    lines++;
                }
                content.put(entry.getName(), lines + " lines, " + Long.toHexString(sum));
            }
        }
        return content;
    }

    private static long tasksOf(Backups.Owner there, Worlds.World world) throws SQLException {
        return number(there, "select count(*) from workplan.task where project_id = '" + world.project + "'");
    }

    private static long number(Backups.Owner there, String sql) throws SQLException {
        try (var connection = there.connect(); var rows = connection.createStatement().executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private static Backups.Owner owner() {
        return new Backups.Owner(TestDatabase.url(), TestDatabase.owner(), TestDatabase.ownerPassword());
    }
}
