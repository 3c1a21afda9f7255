package meridian.document;

import static db.activity.Tables.ACTIVITY;
import static db.document.Tables.ATTACHMENT;
import static db.document.Tables.FILE;
import static db.document.Tables.STORAGE;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import meridian.identity.Grants;
import meridian.identity.Role;
import meridian.project.RuleBooks;
import meridian.project.Trash;
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
import org.junit.jupiter.api.Timeout;
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
    Trash trash;

    @Autowired
    RuleBooks rules;

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
    void aDownloadThatWasCutOffGoesOnWhereItWas() {
        var content = "0123456789".repeat(5_000).getBytes(StandardCharsets.UTF_8);
        attach(executor, "记录.txt", content);
        var address = executor.get(world.here("/tasks/" + number)).page().select("#files a.link").attr("href");
        var whole = executor.get(address);
        assertThat(header(whole, "accept-ranges")).isEqualTo("bytes");
        var mark = header(whole, "etag");
        var rest = executor.getRange(address, "bytes=49990-", mark);
        assertThat(rest.status()).isEqualTo(206);
        assertThat(rest.body()).isEqualTo("0123456789");
        assertThat(header(rest, "content-range")).isEqualTo("bytes 49990-49999/50000");
        assertThat(executor.getRange(address, "bytes=3-5", null).body()).isEqualTo("345");
        assertThat(executor.getRange(address, "bytes=-2", null).body()).isEqualTo("89");
        var beyond = executor.getRange(address, "bytes=50000-", null);
        assertThat(beyond.status()).isEqualTo(416);
        assertThat(header(beyond, "content-range")).isEqualTo("bytes */50000");
        for (var notTaken : List.of("bytes=1-2,4-5", "bytes=5-3", "lines=1-2", "bytes=x-")) {
            var all = executor.getRange(address, notTaken, null);
            assertThat(all.status()).as(notTaken).isEqualTo(200);
            assertThat(all.response().body()).as(notTaken).isEqualTo(content);
        }
        assertThat(executor.getRange(address, "bytes=3-5", "\"another\"").status()).as("of a version that is there no more").isEqualTo(200);
        assertThat(world.signedIn("外人", port).getRange(address, "bytes=3-5", null).status()).isEqualTo(404);
    }

    @Test
    void aFileThatDoesNotFitTheNamingRuleIsOfferedTheFittingNameAndForcedToNothing() {
        attach(executor, "早先.txt", "一".getBytes(StandardCharsets.UTF_8));
        publishRules();
        attach(executor, "陈列方案 v2.txt", "二".getBytes(StandardCharsets.UTF_8));
        attach(executor, "现场.png", PNG);
        var here = world.here("/tasks/" + number);
        assertThat(executor.get(here).page().select("#files .proposed-name")).as("not before the rules were in force, and no photograph").hasSize(1);
        var fitting = executor.get(here).page().select("#files .proposed-name b").text();
        assertThat(fitting).matches("新品区域上市-华南-陈列方案-\\d{8}-v2\\.txt");
        assertThat(world.signedIn("林峰", port).get(here).page().select("#files .proposed-name")).as("whose file it is not").isEmpty();
        var to = executor.get(here).page().select("#files .proposed-name form").attr("action");
        assertThat(world.signedIn("林峰", port).post(to, "name", fitting).status()).isEqualTo(403);
        assertThat(world.signedIn("外人", port).post(to, "name", fitting).status()).isEqualTo(404);
        assertThat(executor.post(to, "name", "自定.txt").status()).isEqualTo(422);
        assertThat(executor.post(to, "name", fitting, "_from", here).location()).isEqualTo(here + "#files");
        assertThat(executor.get(here).page().select("#files a.link").eachText()).containsExactly("早先.txt", fitting, "现场.png");
        assertThat(executor.get(to.replaceFirst("/name$", "")).page().select(".facts").text()).as("its own name is kept").contains("陈列方案 v2.txt");
        assertThat(executor.get(here).page().select(".timeline").text()).contains("采用了建议的文件名");

        attach(executor, "样品.txt", "三".getBytes(StandardCharsets.UTF_8));
        assertThat(executor.post(executor.get(here).page().select("#files .proposed-name form").attr("action"), "name", "样品.txt").status()).isEqualTo(303);
        assertThat(executor.get(here).page().select("#files .proposed-name")).isEmpty();
        assertThat(executor.get(here).page().select("#files a.link").eachText()).contains("样品.txt");
        assertThat(executor.get(here).page().select(".timeline").text()).as("whoever looks hears of it").contains("保留了附件原名");
        assertThat(executor.upload(to.replaceFirst("/name$", "/versions"), "file", "陈列方案 v3.txt", "四".getBytes(StandardCharsets.UTF_8)).status()).isEqualTo(303);
        assertThat(executor.get(to.replaceFirst("/name$", "")).page().select("#versions").text()).as("and of what it was before").contains("陈列方案 v2.txt");
    }

    private void publishRules() {
        world.in(() -> {
            var chief = world.person("王敏").actor();
            var before = rules.of(world.project);
            rules.write(world.project, new RuleBooks.Facts("子午", "", "", "文件按规则命名", "{project}-{region}-{document}-{yyyyMMdd}-v{n}", ""), before.version(), chief);
            rules.publish(world.project, rules.of(world.project).version(), chief);
        });
    }

    @Test
    void whatAFileIsIsToldByItsContent() {
        var page = world.here("/tasks/" + number);
        var to = world.url("/files?_form=attach&_from=" + page);
        var lie = executor.upload(to, "file", "harmless.png", "<!doctype html><script>alert(1)</script>".getBytes(StandardCharsets.UTF_8), "subject", "task:" + task);
        assertThat(lie.status()).isEqualTo(422);
        assertThat(lie.page().select("#attach .error").text()).contains("harmless.png", "text/html");
        attach(executor, "drawing.svg", "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>".getBytes(StandardCharsets.UTF_8));
        assertThat(executor.get(attach(executor, "letter.txt", "%PDF-1.7\n%âãÏÓ\n".getBytes(StandardCharsets.ISO_8859_1)).location()).page().select("#files a.link").eachText()).as("a PDF is called one").containsExactly("drawing.svg", "letter.pdf");
        attach(executor, "table.xlsx", xlsx());
        var links = executor.get(page).page().select("#files a.link").eachAttr("href");
        assertThat(links.stream().map(link -> header(executor.get(link), "content-disposition").replaceAll(";.*", ""))).containsExactly("attachment", "inline", "attachment");
        assertThat(header(executor.get(links.get(1)), "content-type")).startsWith("application/pdf");
        // No viewer shows a PDF in a sandbox; nothing is loaded or run beside it all the same.
        assertThat(header(executor.get(links.get(1)), "content-security-policy")).startsWith("default-src 'none'").doesNotContain("sandbox").doesNotContain("script-src");
        assertThat(header(executor.get(links.get(1)), "x-content-type-options")).isEqualTo("nosniff");
        assertThat(header(executor.get(links.get(2)), "content-type")).startsWith("application/vnd.openxmlformats");
    }

    @Test
    void aLargeFileComesInPartsAndGoesOnWhereTheLineWasCut() {
        var content = new byte[3_000_000];
        new java.util.Random(7).nextBytes(content);
        var id = UUID.randomUUID().toString();
        var here = world.url("/files/uploads");
        for (int i = 0; i < 2; i++) assertThat(executor.postForData(here, "id", id, "subject", "task:" + task, "name", "现场.bin", "size", "3000000").body()).contains("\"received\":0");
        assertThat(executor.postBytes(here + "/" + id + "?from=0", Arrays.copyOf(content, 1_000_000)).body()).contains("\"received\":1000000", "\"done\":false");
        // The answer was lost: what is sent again is stale, and the sender asks how far it has come.
        assertThat(executor.postBytes(here + "/" + id + "?from=0", Arrays.copyOf(content, 1_000_000)).status()).isEqualTo(409);
        assertThat(executor.getJson(here + "/" + id).body()).contains("\"received\":1000000");
        assertThat(world.signedIn("陈浩", port).getJson(here + "/" + id).status()).as("somebody else’s").isEqualTo(404);
        assertThat(executor.postBytes(here + "/" + id + "?from=1000000", new byte[2_000_001]).status()).as("more than was announced").isEqualTo(400);
        assertThat(executor.get(world.here("/tasks/" + number)).page().select("#files li")).as("nothing is there before all of it is").isEmpty();
        assertThat(executor.postBytes(here + "/" + id + "?from=1000000", Arrays.copyOfRange(content, 1_000_000, 3_000_000)).body()).contains("\"done\":true");
        assertThat(executor.postBytes(here + "/" + id + "?from=3000000", new byte[0]).body()).as("asked again").contains("\"done\":true");
        var link = executor.get(world.here("/tasks/" + number)).page().select("#files a.link");
        assertThat(link.eachText()).containsExactly("现场.bin");
        assertThat(executor.get(link.attr("href")).response().body()).isEqualTo(content);
        assertThat(contents()).as("no part of it is left").hasSize(1);
    }

    @Test
    void anUploadIsRefusedBeforeItBeginsOrAtItsEndAndLetGoOfWhenItIsLeft() {
        var here = world.url("/files/uploads");
        assertThat(executor.postForData(here, "subject", "task:" + task, "name", "a.bin", "size", "0").status()).isEqualTo(422);
        assertThat(executor.postForData(here, "subject", "task:" + task, "name", "film.mp4", "size", "600000000").body()).contains("500 MB");
        assertThat(world.signedIn("外人", port).postForData(here, "subject", "task:" + task, "name", "a.bin", "size", "1").status()).isEqualTo(404);
        var lie = begin(executor, "harmless.png", 40);
        assertThat(executor.postBytes(here + "/" + lie + "?from=0", "<!doctype html><script>alert(1)</script>".getBytes(StandardCharsets.UTF_8)).status()).isEqualTo(422);
        assertThat(executor.getJson(here + "/" + lie).status()).as("refused for good").isEqualTo(404);
        var dropped = begin(executor, "a.bin", 10);
        executor.postBytes(here + "/" + dropped + "?from=0", new byte[5]);
        assertThat(executor.postForData(here + "/" + dropped + "/removal").status()).isEqualTo(200);
        assertThat(contents()).isEmpty();
        var left = begin(executor, "b.bin", 10);
        executor.postBytes(here + "/" + left + "?from=0", new byte[5]);
        clock.set(Instant.now().plus(Duration.ofDays(4)));
        collection.run();
        clock.release();
        assertThat(contents()).isEmpty();
        for (int i = 0; i < 20; i++) begin(executor, "c.bin", 10);
        assertThat(executor.postForData(here, "subject", "task:" + task, "name", "d.bin", "size", "10").body()).contains("20");
    }

    private String begin(Browser who, String name, int size) {
        var id = UUID.randomUUID().toString();
        assertThat(who.postForData(world.url("/files/uploads"), "id", id, "subject", "task:" + task, "name", name, "size", Integer.toString(size)).status()).isEqualTo(200);
        return id;
    }

    @Test
    void aNewVersionTakesThePlaceOfAFileAndTheEarlierOnesStayReadable() {
        attach(executor, "方案.txt", "erste".getBytes(StandardCharsets.UTF_8));
        var place = executor.get(world.here("/tasks/" + number)).page().select("#files a.button").attr("href");
        var lead = world.signedIn("陈浩", port);
        assertThat(lead.upload(place + "/versions", "file", "方案 终稿.txt", "zweite".getBytes(StandardCharsets.UTF_8)).location()).isEqualTo(place);
        assertThat(lead.upload(place + "/versions", "file", "方案 终稿.txt", "zweite".getBytes(StandardCharsets.UTF_8)).status()).as("nothing new").isEqualTo(422);
        assertThat(world.signedIn("审计员", port).upload(place + "/versions", "file", "x.txt", new byte[] {1}).status()).isEqualTo(403);
        var page = world.signedIn("林峰", port).get(place).page();
        assertThat(page.select("h1").text()).isEqualTo("方案 终稿.txt");
        assertThat(page.select("#versions li").eachText()).satisfiesExactly(now -> assertThat(now).contains("陈浩").endsWith("V2"), was -> assertThat(was).contains("方案.txt", "周颖").endsWith("V1"));
        var links = page.select("#versions a.link").eachAttr("href");
        assertThat(executor.get(links.get(0)).body()).isEqualTo("zweite");
        assertThat(executor.get(links.get(1)).body()).isEqualTo("erste");
        assertThat(world.signedIn("外人", port).get(links.get(1)).status()).isEqualTo(404);
        assertThat(executor.get(world.here("/tasks/" + number)).page().select("#files li").text()).contains("方案 终稿.txt", "V2");
        clock.set(Instant.now().plus(Duration.ofDays(40)));
        collection.run();
        assertThat(contents()).as("an earlier version is referred to").hasSize(2);
        clock.release();
        assertThat(executor.post(place + "/removal").status()).as("whose file it is").isEqualTo(303);
        clock.set(Instant.now().plus(Duration.ofDays(40)));
        trash.run();
        collection.run();
        assertThat(contents()).isEmpty();
        assertThat(count(db -> db.select(STORAGE.FILES).from(STORAGE).fetchSingle().value1())).as("and counted as gone").isZero();
    }

    @Test
    void aWorkspaceTakesNoMoreThanItsAdminAllows() {
        var admin = world.signedIn("管理员", port);
        attach(executor, "a.bin", new byte[400_000]);
        var page = admin.get(world.url("/admin/files")).page();
        assertThat(page.select("main").text()).contains("400 kB", "50 GB", "服务器磁盘", "未配置");
        var version = page.select("#storage [name=version]").val();
        assertThat(admin.post(world.url("/admin/files"), "_form", "storage", "_from", world.url("/admin/files"), "version", version, "quota", "100000", "largest", "x").page().select("#storage .error").eachText()).hasSize(1);
        assertThat(admin.post(world.url("/admin/files"), "version", version, "quota", "0.001", "largest", "1").status()).isEqualTo(303);
        assertThat(admin.post(world.url("/admin/files"), "version", version, "quota", "1").status()).as("somebody was quicker").isEqualTo(409);
        var large = executor.upload(world.url("/files?_form=attach&_from=" + world.here("/tasks/" + number)), "file", "b.bin", new byte[1_200_000], "subject", "task:" + task);
        assertThat(large.page().select("#attach .error").text()).contains("b.bin过大", "1 MB");
        var more = new byte[700_000];
        more[0] = 1;
        assertThat(executor.upload(world.url("/files?_form=attach&_from=" + world.here("/tasks/" + number)), "file", "c.bin", more, "subject", "task:" + task).page().select("#attach .error").text()).contains("c.bin放不下");
        assertThat(contents()).as("what was refused is not kept").hasSize(1);
        assertThat(attach(executor, "again.bin", new byte[400_000]).status()).as("the same content takes nothing").isEqualTo(303);
        begin(executor, "d.bin", 500_000);
        assertThat(executor.postForData(world.url("/files/uploads"), "subject", "task:" + task, "name", "e.bin", "size", "500000").status()).as("what is on its way is counted").isEqualTo(422);
        assertThat(executor.get(world.url("/admin/files")).status()).isEqualTo(403);
    }

    @Test
    void aPictureIsShownSmallToWhoMaySeeIt() {
        attach(executor, "点.png", PNG);
        attach(executor, "kaputt.png", Arrays.copyOf(PNG, 40));
        var pictures = executor.get(world.here("/tasks/" + number)).page().select("#files img").eachAttr("src");
        var seen = executor.get(pictures.get(0));
        assertThat(header(seen, "content-type")).isEqualTo("image/jpeg");
        assertThat(Arrays.copyOf(seen.response().body(), 2)).isEqualTo(new byte[] {(byte) 0xFF, (byte) 0xD8});
        assertThat(world.signedIn("外人", port).get(pictures.get(0)).status()).isEqualTo(404);
        assertThat(executor.get(pictures.get(0).replace("small", "2")).status()).as("no second page").isEqualTo(404);
        assertThat(executor.get(pictures.get(1)).status()).isEqualTo(404);
        assertThat(executor.get(world.here("/tasks/" + number)).page().select("#files img")).as("tried once").hasSize(1);
        assertThat(executor.get(executor.get(world.here("/tasks/" + number)).page().select("#files a.button").last().attr("href")).page().select("main").text()).contains("已损坏");
    }

    private static byte[] xlsx() {
        var bytes = new java.io.ByteArrayOutputStream();
        try (var zip = new java.util.zip.ZipOutputStream(bytes)) {
            zip.putNextEntry(new java.util.zip.ZipEntry("[Content_Types].xml"));
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return bytes.toByteArray();
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
    void aCharterTakesFilesAsATaskDoes() {
        var at = world.here("/charter");
        var subject = executor.get(at).page().select("#files [name=subject]").val();
        assertThat(subject).startsWith("charter:");
        assertThat(bring(executor, at, subject).location()).isEqualTo(at + "#files");
        assertThat(world.signedIn("林峰", port).get(at).page().select("#files a.link").eachText()).containsExactly("合同.txt");
        assertThat(bring(world.signedIn("外人", port), at, subject).status()).isEqualTo(404);
        assertThat(bring(world.signedIn("审计员", port), at, subject).status()).isEqualTo(403);
    }

    private Browser.Seen bring(Browser who, String at, String subject) {
        return who.upload(world.url("/files?_form=attach&_from=" + at), "file", "合同.txt", "甲方".getBytes(StandardCharsets.UTF_8), "subject", subject);
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
    @Timeout(60)
    void takenAwayByTwoAtOnceItIsTakenAwayOnce() {
        attach(executor, "a.txt", "a".getBytes(StandardCharsets.UTF_8));
        var removal = executor.get(world.here("/tasks/" + number)).page().select("#files form[action$=/removal]").attr("action");
        var lead = world.signedIn("陈浩", port);
        var answers = new ArrayList<CompletableFuture<Integer>>();
        world.in(() -> transaction.executeWithoutResult(status -> {
            db.select(ATTACHMENT.ID).from(ATTACHMENT).forUpdate().fetch();
            for (var who : List.of(executor, lead)) answers.add(CompletableFuture.supplyAsync(() -> who.post(removal).status()));
            while (db.fetchSingle("select count(*) from pg_locks where not granted").get(0, int.class) < 2) LockSupport.parkNanos(10_000_000);
        }));
        assertThat(answers.stream().map(CompletableFuture::join)).containsExactlyInAnyOrder(303, 404);
        assertThat(count(db -> db.fetchCount(ACTIVITY, ACTIVITY.TYPE.eq("file_removed")))).isEqualTo(1);
    }

    @Test
    void badUploadsAreRefusedBesideTheField() {
        var page = world.here("/tasks/" + number);
        var to = world.url("/files?_form=attach&_from=" + page);
        assertThat(executor.upload(to, "file", "leer.txt", new byte[0], "subject", "task:" + task).page().select("#attach").text()).contains("leer.txt是空文件");
        assertThat(executor.post(to, "subject", "task:" + task).status()).isEqualTo(422);
        var large = executor.upload(to, "file", "film.bin", new byte[21 * 1024 * 1024], "subject", "task:" + task);
        assertThat(large.status()).isEqualTo(422);
        assertThat(large.page().select("#attach").text()).contains("20 MB");
        assertThat(executor.post(to, "subject", "nonsense").status()).isEqualTo(400);
        assertThat(attach(executor, "..\\..\\C:\\Users\\周颖\\照片.png", PNG).status()).isEqualTo(303);
        assertThat(attach(executor, "../../../etc/passwd", PNG).status()).isEqualTo(303);
        attach(executor, "长".repeat(400) + ".md", "x".getBytes(StandardCharsets.UTF_8));
        assertThat(executor.get(page).page().select("#files a.link").eachText()).satisfiesExactly(first -> assertThat(first).isEqualTo("照片.png"), second -> assertThat(second).isEqualTo("passwd.png"), third -> assertThat(third).hasSize(200).endsWith(".md"));
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
        trash.run();
        collection.run();
        assertThat(contents()).hasSize(2);
        clock.set(Instant.now().plus(Duration.ofDays(31)));
        trash.run();
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
        try (var received = store.receive(world.workspace, "file", "a.png", new ByteArrayInputStream(PNG))) {
            assertThat(received.name()).isEqualTo("a.png");
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
            return files.filter(file -> Files.isRegularFile(file) && !file.toString().contains("/pictures/")).toList();
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
