package meridian;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import meridian.closing.ArchiveCheck;
import meridian.world.Program;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The program as it is run, in a process of its own, killed without warning while people change single rows and paste many
 * at once, a plan is imported and an archive written: what was acknowledged is there afterwards, and nothing is there by halves.
 */
class CrashTest {
    private static final int PASTED = 400;
    private static final String PLAN = "/w/xinghe/p/HDSS/plan";

    @TempDir
    Path folder;

    private final HttpClient http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
    private final Set<String> pastedWhole = ConcurrentHashMap.newKeySet();
    private Program program;
    private String cookie = "";

    @AfterEach
    void end() throws InterruptedException {
        if (program != null) program.close();
    }

    /** One story, as each start costs half a minute: it is killed three times, twice with its database. */
    @Test
    void killedInTheMiddleOfUpdatesPastesAndAnImportItLosesNothingAcknowledgedAndKeepsNothingByHalves() throws Exception {
        program = Program.start(folder, "demo");
        signIn();
        workUntil(program::killWithItsDatabase);
        program = Program.start(folder, "demo");
        everythingAcknowledgedIsThereAndNothingByHalves();

        signIn();
        var before = plan();
        var at = upload();
        confirm(at);
        blowInTheMiddleOf(at, program::kill);
        program = Program.start(folder, "demo");
        assertThat(plan()).as("after a killed program").isEqualTo(before);
        everythingAcknowledgedIsThereAndNothingByHalves();

        signIn();
        var sealed = archives();
        bringFiles();
        confirm(at);
        blowInTheMiddleOf(at, () -> {
            assertThat(post(OVER + "/closing/archive", "application/x-www-form-urlencoded", "language=zh-CN")).isEqualTo(303);
            awaitHalfAnArchive();
            program.killWithItsDatabase();
        });
        assertThat(halves()).as("the half of an archive that the dead have left").hasSize(1);
        program = Program.start(folder, "demo");
        assertThat(plan()).as("after a killed program and database").isEqualTo(before);
        everythingAcknowledgedIsThereAndNothingByHalves();

        theArchiveIsWrittenAnew(sealed);
        signIn();
        confirm(at);
        var patience = System.nanoTime() + TimeUnit.SECONDS.toNanos(120);
        while (!progress(at).contains("\"state\":\"written\"") && System.nanoTime() < patience) Thread.sleep(200);
        assertThat(progress(at)).contains("\"state\":\"written\"");
        everythingAcknowledgedIsThereAndNothingByHalves();
        try (var owner = program.database()) {
            assertThat(strings(owner, "select count(*)::text from workplan.task where plan_import_id is not null and kind = 'task'")).containsExactly(Integer.toString(IMPORTED));
            assertThat(strings(owner, "select count(*)::text from workplan.dependency d join workplan.task t on t.id = d.successor_task_id where t.plan_import_id is not null")).containsExactly(Integer.toString(IMPORTED / 10 * 9));
        }
    }

    // ---- the archive

    /** A project of the demo that is over; closed once more, it takes a supplementary volume. */
    private static final String OVER = "/w/xinghe/p/QJDZ";
    private static final int FILES = 30;
    private static final int FILE = 8 << 20;

    private void bringFiles() throws Exception {
        var content = new byte[FILE];
        try (var owner = program.database(); var statement = owner.createStatement()) {
            statement.execute("update project.project set stage = 'closing' where code = 'QJDZ'");
            var of = strings(owner, "select workspace_id || ' ' || id from project.project where code = 'QJDZ'").iterator().next().split(" ");
            for (int i = 1; i <= FILES; i++) {
                content[i] = 1;
                var sha256 = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
                var place = Files.createDirectories(folder.resolve("files").resolve(of[0]).resolve(sha256.substring(0, 2)));
                Files.write(place.resolve(sha256), content);
                statement.execute("insert into document.file (workspace_id, sha256, size, type, touched_at) values ('" + of[0] + "', decode('" + sha256 + "', 'hex'), " + FILE + ", 'application/octet-stream', now())");
                statement.execute("insert into document.attachment (workspace_id, id, project_id, subject_kind, subject_id, sha256, name, attached_by, attached_at) select '" + of[0] + "', '" + UUID.randomUUID() + "', '" + of[1] + "', 'task', '" + UUID.randomUUID() + "', decode('" + sha256
                        + "', 'hex'), '现场录像 " + i + ".bin', attached_by, now() from document.attachment where workspace_id = '" + of[0] + "' limit 1");
            }
        }
    }

    private void awaitHalfAnArchive() throws Exception {
        var patience = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (System.nanoTime() < patience) {
            for (var half : halves()) if (Files.size(half) > 3L * FILE) return;
            Thread.sleep(2);
        }
        throw new IOException("the archive is not written; the program said:\n" + program.said());
    }

    private List<Path> halves() throws IOException {
        try (var files = Files.walk(folder.resolve("files"), 2)) {
            return files.filter(file -> file.getFileName().toString().startsWith(".part-archive-")).toList();
        }
    }

    /** The volumes that are sealed: of which project, by which hash. */
    private Set<String> archives() throws Exception {
        try (var owner = program.database()) {
            return strings(owner, "select workspace_id || '/' || substr(encode(sha256, 'hex'), 1, 2) || '/' || encode(sha256, 'hex') from closing.archive where state = 'done'");
        }
    }

    // By itself, once its writer was silent for long enough.
    private void theArchiveIsWrittenAnew(Set<String> before) throws Exception {
        var patience = System.nanoTime() + TimeUnit.SECONDS.toNanos(180);
        while (archives().size() == before.size() && System.nanoTime() < patience) Thread.sleep(200);
        assertThat(archives()).hasSize(before.size() + 1).containsAll(before);
        for (var archive : archives()) {
            var verdict = ArchiveCheck.of(folder.resolve("files").resolve(archive), "");
            assertThat(verdict.findings()).as(archive).isEmpty();
            if (!before.contains(archive)) assertThat(verdict.bytes()).isGreaterThan((long) FILES * FILE);
        }
        assertThat(halves()).isEmpty();
    }

    private static final int IMPORTED = 5_000;

    /** How much there is of everything that an import writes. */
    private String plan() throws Exception {
        try (var owner = program.database()) {
            return strings(owner, "select (select count(*) from workplan.task) || ' ' || (select count(*) from workplan.dependency) || ' ' || (select count(*) from workplan.task_criterion) || ' ' || (select count(*) from identity.member) || ' '"
                    + " || (select count(*) from project.party) || ' ' || (select count(*) from duty.duty where kind = 'task_done') || ' ' || (select count(*) from activity.activity where type like '%import%')").toString();
        }
    }

    private String upload() throws Exception {
        var csv = new StringBuilder("编号,阶段,任务模块,任务内容,负责人,区域/部门,开始时间,结束时间,验收标准,前置任务\n");
        for (int i = 1; i <= IMPORTED; i++) {
            csv.append(i).append(",第").append(1 + i * 10 / (IMPORTED + 1)).append("期,模块").append(1 + i / 50).append(",导入的任务").append(i).append(",周颖,华南,2027-03-01,2027-03-12,签收单,").append(i % 10 == 1 ? "" : i - 1).append('\n');
        }
        var boundary = "----meridian";
        var body = "--" + boundary + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"plan.csv\"\r\nContent-Type: text/csv\r\n\r\n" + csv + "\r\n--" + boundary + "--\r\n";
        var answer = http.send(request(PLAN + "/import").header("Content-Type", "multipart/form-data; boundary=" + boundary).POST(HttpRequest.BodyPublishers.ofString(body)).build(), HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(303);
        return answer.headers().firstValue("location").orElseThrow();
    }

    // A writer that was killed is believed dead after half a minute of silence.
    private void confirm(String at) throws Exception {
        var patience = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (progress(at).contains("\"state\":\"writing\"") && System.nanoTime() < patience) Thread.sleep(500);
        assertThat(post(at + "/confirmation", "application/x-www-form-urlencoded", "")).isEqualTo(303);
    }

    private void blowInTheMiddleOf(String at, Blow blow) throws Exception {
        var patience = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        var seen = "";
        while (System.nanoTime() < patience) {
            seen = progress(at);
            if (seen.contains("\"state\":\"writing\"") && !seen.contains("\"written\":0")) break;
            assertThat(seen).as("the import was written before the blow fell").doesNotContain("\"written\":" + IMPORTED);
            Thread.sleep(10);
        }
        assertThat(seen).contains("\"state\":\"writing\"");
        blow.fall();
    }

    private String progress(String at) throws Exception {
        return http.send(request(at + "/progress").header("Accept", "application/json").build(), HttpResponse.BodyHandlers.ofString()).body();
    }

    private interface Blow {
        void fall() throws Exception;
    }

    private void workUntil(Blow blow) throws Exception {
        int before = acknowledged.size();
        int pastedBefore = pastedWhole.size();
        var enough = new AtomicBoolean();
        var workers = new ArrayList<Thread>();
        for (int i = 0; i < 3; i++) workers.add(Thread.startVirtualThread(() -> {
            while (!enough.get()) addOne();
        }));
        workers.add(Thread.startVirtualThread(() -> {
            while (!enough.get()) pasteMany();
        }));
        var patience = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while ((acknowledged.size() < before + 40 || pastedWhole.size() < pastedBefore + 2) && System.nanoTime() < patience) Thread.sleep(20);
        assertThat(pastedWhole.size()).as("pastes acknowledged before the blow; the program said:\n" + program.said()).isGreaterThanOrEqualTo(pastedBefore + 2);
        Thread.sleep(70); // somewhere in the middle of the next paste
        blow.fall();
        enough.set(true);
        for (var worker : workers) worker.join();
    }

    private void addOne() {
        var id = id();
        if (post(PLAN + "/rows", "application/x-www-form-urlencoded", "id=" + id + "&kind=task&title=" + URLEncoder.encode("单个 " + id, StandardCharsets.UTF_8)) < 400) acknowledged.add(id);
    }

    // All rows of one paste carry its name.
    private void pasteMany() {
        var name = "批" + id();
        var rows = IntStream.range(0, PASTED).mapToObj(i -> "{\"id\":\"" + id() + "\",\"values\":{\"title\":\"" + name + "\"}}").collect(Collectors.joining(","));
        if (post(PLAN + "/pasting", "application/json", "{\"rows\":[" + rows + "],\"behind\":{\"kind\":\"task\"}}") < 400) pastedWhole.add(name);
    }

    private void everythingAcknowledgedIsThereAndNothingByHalves() throws Exception {
        try (var owner = program.database()) {
            assertThat(strings(owner, "select id::text from workplan.task")).as("rows acknowledged one by one").containsAll(acknowledged);
            assertThat(strings(owner, "select title from workplan.task where title like '批%' group by title having count(*) = " + PASTED)).as("pastes acknowledged").containsAll(pastedWhole);
            assertThat(strings(owner, "select title || ' ' || count(*) from workplan.task where title like '批%' group by title having count(*) <> " + PASTED)).as("pastes by halves").isEmpty();
            assertThat(strings(owner, "select tasks::text from (select sum(tasks) tasks from workplan.task_count where status is not null) counted")).as("the board’s counts and the tasks")
                    .isEqualTo(strings(owner, "select count(*)::text from workplan.task where kind = 'task' and deleted_at is null"));
            assertThat(strings(owner, "select party_id || status || due_on || unassigned || sum(tasks) from workplan.task_count where tasks <> 0 group by party_id, status, due_on, unassigned"))
                    .isEqualTo(strings(owner, "select party_id || status || finish_at::date || (owner_id is null) || count(*) from workplan.task where kind = 'task' and deleted_at is null group by party_id, status, finish_at::date, owner_id is null"));
            assertThat(strings(owner, "select t.id::text from workplan.task t where title like '单个%' and not exists (select from activity.activity a where a.subject_id = t.id)")).as("tasks without a history").isEmpty();
        }
        assertThat(get(PLAN)).isEqualTo(200);
    }

    private static Set<String> strings(Connection connection, String sql) throws SQLException {
        var found = new java.util.TreeSet<String>();
        try (var rows = connection.createStatement().executeQuery(sql)) {
            while (rows.next()) if (rows.getString(1) != null) found.add(rows.getString(1));
        }
        return found;
    }

    private void signIn() throws Exception {
        var form = "email=" + URLEncoder.encode("wang.min@xinghe.example", StandardCharsets.UTF_8) + "&password=meridian-demo";
        var answer = http.send(request("/signin").header("Content-Type", "application/x-www-form-urlencoded").POST(HttpRequest.BodyPublishers.ofString(form)).build(), HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(303);
        cookie = answer.headers().allValues("set-cookie").stream().filter(set -> set.startsWith("meridian_session=")).map(set -> set.substring(0, set.indexOf(';'))).findFirst().orElseThrow();
    }

    private int get(String address) throws Exception {
        return http.send(request(address).build(), HttpResponse.BodyHandlers.discarding()).statusCode();
    }

    /** The answer’s status; what was not answered was not acknowledged. */
    private int post(String address, String type, String body) {
        try {
            return http.send(request(address).header("Content-Type", type).POST(HttpRequest.BodyPublishers.ofString(body)).build(), HttpResponse.BodyHandlers.discarding()).statusCode();
        } catch (IOException e) {
            return 599;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 599;
        }
    }

    private HttpRequest.Builder request(String address) {
        var request = HttpRequest.newBuilder(URI.create(program.url(address))).timeout(Duration.ofSeconds(30));
        return cookie.isEmpty() ? request : request.header("Cookie", cookie);
    }

    // Sorted by the time they were made, as the application's own are.
    private static String id() {
        var random = UUID.randomUUID();
        long high = System.currentTimeMillis() << 16 | 0x7000 | random.getMostSignificantBits() & 0x0fff;
        return new UUID(high, random.getLeastSignificantBits()).toString();
    }
}
