package meridian.document;

import static db.document.Tables.ATTACHMENT;
import static db.document.Tables.FILE;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import meridian.identity.Grants;
import meridian.identity.Role;
import meridian.tenancy.TaskId;
import meridian.tenancy.WorkspaceRole;
import meridian.workplan.TaskFields;
import meridian.workplan.TaskKind;
import meridian.workplan.Tasks;
import meridian.world.Browser;
import meridian.world.MeridianTest;
import meridian.world.TestDatabase;
import meridian.world.Worlds;
import org.jooq.DSLContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

class FilesTest extends MeridianTest {
    private static final byte[] PNG = java.util.Base64.getDecoder().decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

    @Autowired
    Tasks tasks;

    @Autowired
    Attachments attachments;

    @Autowired
    FileStore store;

    @Autowired
    FileCollection collection;

    @Autowired
    Grants grants;

    @Autowired
    DSLContext db;

    @Autowired
    TransactionTemplate transaction;

    Worlds.World world;
    Browser executor;
    TaskId task;
    int number;

    @BeforeEach
    void aTask() {
        world = worlds.world();
        executor = world.signedIn("周颖", port);
        task = task("周颖");
        number = in(world.workspace, () -> tasks.get(task, world.person("王敏").actor()).number());
    }

    @Test
    void aFileIsAttachedUnderItsOwnNameAndHandedOut() {
        assertThat(attach(executor, "现场 照片 2026.png", PNG).location()).isEqualTo(world.here("/tasks/" + number) + "#files");
        var page = world.signedIn("林峰", port).get(world.here("/tasks/" + number)).page();
        assertThat(page.select("#files img").attr("alt")).isEqualTo("现场 照片 2026.png");
        var seen = executor.get(page.select("#files a.link").attr("href"));
        assertThat(seen.response().body()).isEqualTo(PNG);
        assertThat(header(seen, "content-type")).startsWith("image/png");
        assertThat(header(seen, "content-disposition")).startsWith("inline").contains("filename*=UTF-8''");
        assertThat(header(seen, "content-security-policy")).contains("sandbox");
        assertThat(header(seen, "x-content-type-options")).isEqualTo("nosniff");
        assertThat(header(seen, "cache-control")).contains("private");
        assertThat(page.select("#files form[action*=/removal]")).as("not one’s own, not one’s party’s").isEmpty();
        assertThat(executor.get(world.here("/tasks/" + number)).page().select(".timeline").text()).contains("上传了附件");
    }

    @Test
    void whatAFileIsIsToldByItsContent() {
        attach(executor, "harmless.png", "<!doctype html><script>alert(1)</script>".getBytes(StandardCharsets.UTF_8));
        attach(executor, "drawing.svg", "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>".getBytes(StandardCharsets.UTF_8));
        attach(executor, "letter.txt", "%PDF-1.7\n%âãÏÓ\n".getBytes(StandardCharsets.ISO_8859_1));
        attach(executor, "table.xlsx", new byte[] {'P', 'K', 3, 4, 20, 0, 0, 0});
        var links = executor.get(world.here("/tasks/" + number)).page().select("#files a.link").eachAttr("href");
        assertThat(executor.get(world.here("/tasks/" + number)).page().select("#files img")).isEmpty();
        assertThat(links.stream().map(link -> header(executor.get(link), "content-disposition").replaceAll(";.*", ""))).containsExactly("attachment", "attachment", "inline", "attachment");
        assertThat(header(executor.get(links.get(2)), "content-type")).startsWith("application/pdf");
        // No viewer shows a PDF in a sandbox; nothing is loaded or run beside it all the same.
        assertThat(header(executor.get(links.get(2)), "content-security-policy")).startsWith("default-src 'none'").doesNotContain("sandbox").doesNotContain("script-src");
        assertThat(header(executor.get(links.get(2)), "x-content-type-options")).isEqualTo("nosniff");
        assertThat(header(executor.get(links.get(3)), "content-type")).startsWith("application/vnd.openxmlformats");
    }

    @Test
    void whoMayNotSeeTheThingCannotTellThatThereIsAFile() {
        world.add("客人", "guest@" + world.slug + ".example", "Asia/Shanghai", "华南", WorkspaceRole.NONE, Locale.ENGLISH);
        world.in(() -> grants.grant(world.person("客人").member(), world.project, null, Role.GUEST, world.person("王敏").actor()));
        attach(executor, "报价.txt", "一百万".getBytes(StandardCharsets.UTF_8));
        var link = executor.get(world.here("/tasks/" + number)).page().select("#files a.link").attr("href");
        var elsewhere = worlds.world();
        for (var stranger : List.of(world.signedIn("客人", port), world.signedIn("外人", port), world.signedIn("管理员", port))) {
            assertThat(stranger.get(link).status()).isEqualTo(404);
            assertThat(stranger.post(link.replaceAll("/[^/]+$", "/removal")).status()).isEqualTo(404);
            assertThat(attach(stranger, "x.txt", new byte[] {1}).status()).isEqualTo(404);
        }
        assertThat(elsewhere.signedIn("王敏", port).get(link.replace(world.slug, elsewhere.slug)).status()).as("an id of another workspace").isEqualTo(404);
        assertThat(world.signedIn("审计员", port).get(link).status()).isEqualTo(200);
        assertThat(attach(world.signedIn("审计员", port), "x.txt", new byte[] {1}).status()).isEqualTo(403);
        var own = task("客人");
        assertThat(attach(world.signedIn("客人", port), own, "draft.txt", new byte[] {1}).status()).as("a supplier’s own task").isEqualTo(303);
    }

    @Test
    void aFileIsTakenAwayByWhoBroughtItOrKeepsThePlan() {
        attach(executor, "a.txt", "a".getBytes(StandardCharsets.UTF_8));
        var removal = executor.get(world.here("/tasks/" + number)).page().select("#files form[action$=/removal]").attr("action");
        assertThat(world.signedIn("林峰", port).post(removal).status()).isEqualTo(403);
        assertThat(world.signedIn("李婷", port).post(removal).status()).as("a lead of another party").isEqualTo(403);
        assertThat(world.signedIn("陈浩", port).post(removal).status()).isEqualTo(303);
        assertThat(executor.get(world.here("/tasks/" + number)).page().select("#files li")).isEmpty();
        assertThat(executor.get(removal.replace("/removal", "/a.txt")).status()).isEqualTo(404);
        assertThat(executor.post(removal).status()).isEqualTo(404);
    }

    @Test
    void badUploadsAreRefusedBesideTheField() {
        var page = world.here("/tasks/" + number);
        var to = world.url("/files?_form=attach&_from=" + page);
        assertThat(executor.upload(to, "file", "leer.txt", new byte[0], "subject", "task:" + task).page().select("#attach").text()).contains("leer.txt是空文件");
        assertThat(executor.post(to, "subject", "task:" + task).status()).isEqualTo(422);
        var large = executor.upload(to, "file", "film.mp4", new byte[21 * 1024 * 1024], "subject", "task:" + task);
        assertThat(large.status()).isEqualTo(422);
        assertThat(large.page().select("#attach").text()).contains("20 MB");
        assertThat(executor.post(to, "subject", "nonsense").status()).isEqualTo(400);
        assertThat(attach(executor, "..\\..\\C:\\Users\\周颖\\照片.png", PNG).status()).isEqualTo(303);
        assertThat(attach(executor, "../../../etc/passwd", PNG).status()).isEqualTo(303);
        attach(executor, "长".repeat(400) + ".docx", "x".getBytes(StandardCharsets.UTF_8));
        assertThat(executor.get(page).page().select("#files a.link").eachText()).satisfiesExactly(first -> assertThat(first).isEqualTo("照片.png"), second -> assertThat(second).isEqualTo("passwd"), third -> assertThat(third).hasSize(200).endsWith(".docx"));
    }

    @Test
    void sentTwiceItIsThereOnceAndTheSameContentIsKeptOnce() {
        var id = UUID.randomUUID().toString();
        for (int i = 0; i < 2; i++) executor.upload(world.url("/files"), "file", "a.txt", "gleich".getBytes(StandardCharsets.UTF_8), "subject", "task:" + task, "id", id);
        attach(world.signedIn("陈浩", port), "b.txt", "gleich".getBytes(StandardCharsets.UTF_8));
        assertThat(executor.get(world.here("/tasks/" + number)).page().select("#files li a.link").eachText()).containsExactly("a.txt", "b.txt");
        assertThat(count(db -> db.fetchCount(FILE))).isEqualTo(1);
        assertThat(contents()).hasSize(1);
    }

    @Test
    void whatNothingRefersToIsCollectedAfterThirtyDaysAndNotBefore() {
        attach(executor, "a.txt", "bleibt".getBytes(StandardCharsets.UTF_8));
        attach(executor, "b.txt", "geht".getBytes(StandardCharsets.UTF_8));
        executor.post(executor.get(world.here("/tasks/" + number)).page().select("#files form[action$=/removal]").last().attr("action"));
        clock.set(Instant.now().plus(Duration.ofDays(29)));
        collection.run();
        assertThat(contents()).hasSize(2);
        clock.set(Instant.now().plus(Duration.ofDays(31)));
        collection.run();
        assertThat(contents()).hasSize(1);
        assertThat(count(db -> db.fetchCount(ATTACHMENT))).isEqualTo(1);
        clock.release();
        assertThat(executor.get(executor.get(world.here("/tasks/" + number)).page().select("#files a.link").attr("href")).body()).isEqualTo("bleibt");
        attach(executor, "c.txt", "geht".getBytes(StandardCharsets.UTF_8));
        assertThat(executor.get(executor.get(world.here("/tasks/" + number)).page().select("#files a.link").last().attr("href")).body()).as("brought again").isEqualTo("geht");
    }

    @Test
    void anUploadThatWasCutOffLeavesNothingForLong() throws Exception {
        var there = Files.createDirectories(TestDatabase.FILES.resolve(world.workspace.toString()));
        var half = Files.writeString(there.resolve(".part-123"), "half");
        Files.setLastModifiedTime(half, java.nio.file.attribute.FileTime.from(Instant.now().minus(Duration.ofDays(40))));
        var young = Files.writeString(there.resolve(".part-124"), "half");
        collection.run();
        assertThat(half).doesNotExist();
        assertThat(young).exists();
        try (var received = store.receive(world.workspace, "a.txt", new ByteArrayInputStream(PNG))) {
            assertThat(received.empty()).isFalse();
        }
        try (var left = Files.list(there)) {
            assertThat(left.toList()).as("let go without being attached").containsExactly(young);
        }
    }

    private TaskId task(String owner) {
        var fields = TaskFields.titled("门店陈列").withParty(world.parties.get("华南")).withOwner(world.person(owner).member());
        return in(world.workspace, () -> tasks.add(new Tasks.NewTask(TaskId.next(), world.project, TaskKind.TASK, null, null, fields), world.person("王敏").actor()).task().id());
    }

    private Browser.Seen attach(Browser who, String name, byte[] content) {
        return attach(who, task, name, content);
    }

    private Browser.Seen attach(Browser who, TaskId thing, String name, byte[] content) {
        return who.upload(world.url("/files"), "file", name, content, "subject", "task:" + thing, "id", UUID.randomUUID().toString());
    }

    private List<Path> contents() {
        try (var files = Files.walk(TestDatabase.FILES.resolve(world.workspace.toString()))) {
            return files.filter(Files::isRegularFile).toList();
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static String header(Browser.Seen seen, String name) {
        return String.join(", ", seen.response().headers().allValues(name));
    }

    private int count(java.util.function.Function<DSLContext, Integer> work) {
        return sql(work);
    }

    private <T> T sql(java.util.function.Function<DSLContext, T> work) {
        return in(world.workspace, () -> transaction.execute(status -> work.apply(db)));
    }
}
