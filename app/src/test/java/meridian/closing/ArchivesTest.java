package meridian.closing;

import static db.project.Tables.PROJECT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import meridian.closing.ArchiveCheck.What;
import meridian.document.Seal;
import meridian.project.Stage;
import meridian.tenancy.NotAllowed;
import meridian.tenancy.Refused;
import meridian.world.MeridianTest;
import meridian.world.Worlds.World;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.text.PDFTextStripper;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

/** The archive proves itself: written in the background, sealed, checked without the application. */
class ArchivesTest extends MeridianTest {
    @Autowired
    Archiving archiving;

    @Autowired
    Archives archives;

    @Autowired
    Seal seal;

    @Autowired
    DSLContext db;

    @Autowired
    TransactionTemplate transaction;

    @TempDir
    Path folder;

    World world;

    @BeforeEach
    void aWorld() {
        world = worlds.world();
    }

    @Test
    void aProjectIsArchivedInOneFileThatProvesItself() throws Exception {
        var chief = world.signedIn("王敏", port);
        assertThatThrownBy(() -> world.in(() -> archives.ask(world.project, java.util.Locale.ENGLISH, world.person("王敏").actor()))).isInstanceOf(Refused.class);
        chief.post(world.here("/risks"), "id", UUID.randomUUID().toString(), "description", "印厂年底排期紧张", "party", world.parties.get("华南").toString(), "category", "supply", "estimate", "high");
        var task = task(chief);
        chief.upload(world.url("/files"), "file", "照片/门店 1.txt", "门店照片".getBytes(StandardCharsets.UTF_8), "subject", task);
        chief.upload(world.url("/files"), "file", "合同.txt", "合同".getBytes(StandardCharsets.UTF_8), "subject", task);
        stage(Stage.CLOSING);

        // Only who runs the project asks for it, once; who reads the project sees it, who may take a project along downloads it.
        assertThatThrownBy(() -> world.in(() -> archives.ask(world.project, java.util.Locale.ENGLISH, world.person("陈浩").actor()))).isInstanceOf(NotAllowed.class);
        assertThat(chief.get(world.here("/closing/archive")).page().select("form#archive")).hasSize(1);
        for (int i = 0; i < 2; i++) assertThat(chief.post(world.here("/closing/archive"), "language", "zh-CN").status()).isEqualTo(303);
        assertThat(chief.get(world.here("/closing/archive")).page().select("m-progress[src]")).hasSize(1);
        assertThat(archiving.writeDue()).isPositive();
        assertThat(archiving.writeDue()).isZero();
        var page = chief.get(world.here("/closing/archive")).page();
        assertThat(page.select("#volume-1").text()).contains("已封存", "SHA-256");
        assertThat(world.signedIn("周颖", port).get(world.here("/closing/archive")).page().select("#volume-1 a.button")).isEmpty();
        assertThat(world.signedIn("陈浩", port).get(world.here("/closing/archive/1/archive.zip")).status()).isEqualTo(403);
        assertThat(world.signedIn("外人", port).get(world.here("/closing/archive/1/archive.zip")).status()).isEqualTo(404);
        assertThat(chief.get(world.here("/closing/archive/2/archive.zip")).status()).isEqualTo(404);
        var taken = chief.get(world.here("/closing/archive/1/archive.zip"));
        assertThat(taken.response().headers().firstValue("content-disposition").orElse("")).contains("attachment", ".zip");
        var file = Files.write(folder.resolve("archive.zip"), taken.response().body());

        // What is in it.
        try (var zip = new ZipFile(file.toFile())) {
            var names = zip.stream().map(java.util.zip.ZipEntry::getName).toList();
            assertThat(names).anyMatch(name -> name.startsWith("documents/") && name.endsWith(".docx") && name.contains("目标说明书")).anyMatch(name -> name.contains("跨区域协同风险跟踪表") && name.endsWith(".xlsx"))
                    .anyMatch(name -> name.startsWith("documents/") && name.endsWith(".xml")).contains("files/task/00001 门店 1.txt", "files/task/00002 合同.txt", "history/activities.jsonl", "catalogue.xlsx", "catalogue.docx", "catalogue.html", "catalogue.pdf", "archive.json", "README.txt")
                    .endsWith("manifest.txt", "manifest.txt.p7s");
            assertThat(new String(zip.getInputStream(zip.getEntry("files/task/00002 合同.txt")).readAllBytes(), StandardCharsets.UTF_8)).isEqualTo("合同");
            assertThat(new String(zip.getInputStream(zip.getEntry("history/activities.jsonl")).readAllBytes(), StandardCharsets.UTF_8).lines()).allMatch(line -> line.startsWith("{") && line.endsWith("}")).anyMatch(line -> line.contains("risk_raise"));
            try (var pdf = Loader.loadPDF(zip.getInputStream(zip.getEntry("catalogue.pdf")).readAllBytes())) {
                assertThat(new PDFTextStripper().getText(pdf)).contains("归档目录", "合同.txt", "页数", "XH-HDSS");
                assertThat(pdf.getSignatureDictionaries()).as("its catalogue is sealed by itself, too").hasSize(1);
            }
        }
        assertThat(ArchiveCheck.of(file, "").findings()).isEmpty();
        assertThat(ArchiveCheck.of(file, seal.fingerprint()).good()).isTrue();
        assertThat(ArchiveCheck.of(file, "0".repeat(64)).findings()).extracting(ArchiveCheck.Finding::what).containsExactly(What.OTHER_SEAL);
        standardToolsAgree(file);
        aByteIsFoundWhereverItIs(file);

        // A further volume holds what came after.
        clock.forward(Duration.ofMinutes(1));
        chief.upload(world.url("/files"), "file", "补充协议.txt", "补充".getBytes(StandardCharsets.UTF_8), "subject", task);
        chief.post(world.here("/closing/archive"), "language", "en");
        archiving.writeDue();
        var second = Files.write(folder.resolve("second.zip"), chief.get(world.here("/closing/archive/2/archive.zip")).response().body());
        try (var zip = new ZipFile(second.toFile())) {
            assertThat(zip.stream().map(java.util.zip.ZipEntry::getName).filter(name -> name.startsWith("files/"))).containsExactly("files/task/00001 补充协议.txt");
        }
        assertThat(ArchiveCheck.of(second, seal.fingerprint()).good()).isTrue();
        assertThat(chief.get(world.here("/closing/archive")).page().select("#volume-2 h2").text()).contains("补充归档");
    }

    /** Flipped one at a time: places all over the file, and every byte of its ends. */
    private void aByteIsFoundWhereverItIs(Path file) throws IOException {
        var bytes = Files.readAllBytes(file);
        var places = new ArrayList<Integer>();
        for (int i = 0; i < bytes.length; i += Math.max(1, bytes.length / 150)) places.add(i);
        for (int i = bytes.length - 40; i < bytes.length; i++) places.add(i);
        for (int i = 0; i < 40; i++) places.add(i);
        var other = folder.resolve("tampered.zip");
        for (int place : places) {
            bytes[place] ^= 1;
            Files.write(other, bytes);
            assertThat(ArchiveCheck.of(other, "").good()).as("byte " + place).isFalse();
            bytes[place] ^= 1;
        }
        Files.write(other, java.util.Arrays.copyOf(bytes, bytes.length + 1));
        assertThat(ArchiveCheck.of(other, "").good()).as("one byte more").isFalse();
        Files.write(other, java.util.Arrays.copyOf(bytes, bytes.length / 2));
        assertThat(ArchiveCheck.of(other, "").good()).as("half of it").isFalse();
        Files.writeString(other, "no archive");
        assertThat(ArchiveCheck.of(other, "").findings()).extracting(ArchiveCheck.Finding::what).containsExactly(What.UNREADABLE);
        // Made anew around other contents, the seal or the manifest tells.
        rewritten(file, other, "files/task/00002 合同.txt", "另一份合同".getBytes(StandardCharsets.UTF_8), null);
        assertThat(ArchiveCheck.of(other, "").findings()).containsExactly(new ArchiveCheck.Finding(What.CHANGED, "files/task/00002 合同.txt"));
        rewritten(file, other, "files/task/00002 合同.txt", null, null);
        assertThat(ArchiveCheck.of(other, "").findings()).containsExactly(new ArchiveCheck.Finding(What.MISSING, "files/task/00002 合同.txt"));
        rewritten(file, other, "", null, "files/task/00003 假.txt");
        assertThat(ArchiveCheck.of(other, "").findings()).containsExactly(new ArchiveCheck.Finding(What.ADDED, "files/task/00003 假.txt"));
        rewritten(file, other, "manifest.txt.p7s", null, null);
        assertThat(ArchiveCheck.of(other, "").findings()).containsExactly(new ArchiveCheck.Finding(What.SEAL_BROKEN, "manifest.txt.p7s"));
        rewritten(file, other, "manifest.txt", null, null);
        assertThat(ArchiveCheck.of(other, "").findings()).extracting(ArchiveCheck.Finding::what).containsExactly(What.NO_MANIFEST);
    }

    private static void rewritten(Path from, Path to, String which, byte @Nullable [] content, @Nullable String added) throws IOException {
        try (var zip = new ZipFile(from.toFile()); var out = new ZipOutputStream(Files.newOutputStream(to))) {
            for (var entry : zip.stream().toList()) {
                var kept = zip.getInputStream(entry).readAllBytes();
                if (entry.getName().equals(which)) kept = content;
                if (kept == null) continue;
                put(out, entry.getName(), kept, entry.getTimeLocal());
            }
            if (added != null) put(out, added, new byte[0], LocalDateTime.of(2026, 1, 1, 0, 0));
        }
    }

    private static void put(ZipOutputStream out, String name, byte[] content, LocalDateTime time) throws IOException {
        var crc = new java.util.zip.CRC32();
        crc.update(content);
        out.putNextEntry(ArchiveZip.entry(name, content.length, crc.getValue(), time));
        out.write(content);
        out.closeEntry();
    }

    private void standardToolsAgree(Path file) throws Exception {
        if (!there("openssl") || !there("sha256sum")) return; // documented for who has them
        var at = Files.createDirectories(folder.resolve("unpacked"));
        try (var zip = new ZipFile(file.toFile())) {
            for (var entry : zip.stream().toList()) {
                var place = at.resolve(entry.getName());
                Files.createDirectories(place.getParent());
                try (var in = zip.getInputStream(entry)) {
                    Files.copy(in, place);
                }
            }
        }
        assertThat(run(at, "sha256sum", "-c", "--quiet", "manifest.txt")).isZero();
        var verify = List.of("openssl", "cms", "-verify", "-inform", "DER", "-in", "manifest.txt.p7s", "-binary", "-content", "manifest.txt", "-noverify", "-out", "/dev/null", "-signer", "seal.pem");
        assertThat(run(at, verify.toArray(String[]::new))).isZero();
        Files.writeString(at.resolve("manifest.txt"), "0".repeat(64) + "  README.txt\n");
        assertThat(run(at, verify.toArray(String[]::new))).isNotZero();
    }

    private static boolean there(String program) {
        return java.util.Arrays.stream(System.getenv("PATH").split(File.pathSeparator)).anyMatch(place -> Files.isExecutable(Path.of(place, program)));
    }

    private static int run(Path at, String... command) throws Exception {
        var process = new ProcessBuilder(command).directory(at.toFile()).redirectErrorStream(true).redirectOutput(at.resolveSibling("out").toFile()).start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    @Test
    void whoFindsAWriterSilentWritesTheArchiveAnewAndAFailureCanBeTriedAgain() {
        stage(Stage.CLOSING);
        var chief = world.signedIn("王敏", port);
        chief.post(world.here("/closing/archive"), "language", "en");
        // Somebody takes it up and is killed.
        assertThat(in(world.workspace, archives::claim)).isPresent();
        assertThat(in(world.workspace, archives::claim)).as("it is being written").isEmpty();
        clock.forward(Archives.SILENT.plusSeconds(1));
        archiving.writeDue();
        assertThat(volumes()).extracting(Archive::state).containsExactly(Archive.State.DONE);

        chief.post(world.here("/closing/archive"), "language", "en");
        var claimed = in(world.workspace, archives::claim).orElseThrow();
        world.in(() -> archives.fail(claimed, "no space left"));
        assertThat(chief.get(world.here("/closing/archive")).page().select("#volume-2").text()).contains("no space left");
        chief.post(world.here("/closing/archive"), "language", "en");
        archiving.writeDue();
        assertThat(volumes()).extracting(Archive::state).containsExactly(Archive.State.DONE, Archive.State.DONE);
        // Five writers died over it: it is not taken up for ever.
        chief.post(world.here("/closing/archive"), "language", "en");
        for (int i = 0; i < 5; i++) {
            assertThat(in(world.workspace, archives::claim)).isPresent();
            clock.forward(Archives.SILENT.plusSeconds(1));
        }
        assertThat(in(world.workspace, archives::claim)).isEmpty();
        assertThat(volumes().getFirst().state()).isEqualTo(Archive.State.FAILED);
    }

    @Test
    void aContentThatIsNoLongerWhatItWasStopsTheArchiveAndWhoWasTakenForDeadSpoilsNothing() throws Exception {
        var chief = world.signedIn("王敏", port);
        var bytes = "签收单 1".getBytes(StandardCharsets.UTF_8);
        chief.upload(world.url("/files"), "file", "签收单.txt", bytes, "subject", task(chief));
        var there = store().resolve(sha256(bytes).substring(0, 2)).resolve(sha256(bytes));
        stage(Stage.CLOSING);
        for (var other : List.of("签收单 2", "签收单", "签收单 1，另加一行")) {
            Files.writeString(there, other);
            chief.post(world.here("/closing/archive"), "language", "zh-CN");
            archiving.writeDue();
            assertThat(volumes().getFirst().state()).as(other).isEqualTo(Archive.State.FAILED);
            assertThat(chief.get(world.here("/closing/archive")).page().select("#volume-1").text()).contains("签收单.txt");
            assertThat(halves()).isEmpty();
        }
        Files.write(there, bytes);
        chief.post(world.here("/closing/archive"), "language", "zh-CN");
        // A writer is cut off for a while; another one begins anew, and what the first says afterwards counts for nothing.
        var first = in(world.workspace, archives::claim).orElseThrow();
        var half = Files.write(store().resolve(".part-archive-" + first.id() + "-1"), bytes);
        clock.forward(Archives.SILENT.plusSeconds(1));
        var second = in(world.workspace, archives::claim).orElseThrow();
        assertThat(in(world.workspace, () -> archives.beat(first, 1, 2))).isFalse();
        world.in(() -> archives.fail(first, "cut off"));
        assertThatThrownBy(() -> world.in(() -> archives.finish(first, null, null, world.person("王敏").actor()))).isInstanceOf(IllegalStateException.class);
        assertThat(in(world.workspace, () -> archives.beat(second, 1, 2))).isTrue();
        clock.forward(Archives.SILENT.plusSeconds(1));
        archiving.writeDue();
        assertThat(volumes()).extracting(Archive::state).containsExactly(Archive.State.DONE);
        assertThat(half).as("the half of the first").doesNotExist();
        assertThat(halves()).isEmpty();
        assertThat(Files.readAllBytes(there)).isEqualTo(bytes);
    }

    private Path store() {
        return meridian.world.TestDatabase.FILES.resolve(world.workspace.toString());
    }

    private List<Path> halves() throws IOException {
        try (var files = Files.list(store())) {
            return files.filter(file -> file.getFileName().toString().startsWith(".part-")).toList();
        }
    }

    private static String sha256(byte[] bytes) throws Exception {
        return java.util.HexFormat.of().formatHex(java.security.MessageDigest.getInstance("SHA-256").digest(bytes));
    }

    private List<Archive> volumes() {
        return in(world.workspace, () -> archives.of(world.project));
    }

    private String task(meridian.world.Browser chief) {
        var id = UUID.randomUUID();
        world.in(() -> transaction.executeWithoutResult(status -> tasks.add(new meridian.workplan.Tasks.NewTask(new meridian.tenancy.TaskId(id), world.project, meridian.workplan.TaskKind.TASK, null, null, meridian.workplan.TaskFields.titled("铺货").withParty(world.parties.get("华南"))), world.person("王敏").actor())));
        return "task:" + id;
    }

    @Autowired
    meridian.workplan.Tasks tasks;

    private void stage(Stage stage) {
        world.in(() -> transaction.executeWithoutResult(status -> db.update(PROJECT).set(PROJECT.STAGE, stage.text()).where(PROJECT.ID.eq(world.project)).execute()));
    }
}
