package meridian.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import meridian.closing.ArchiveCheck;

/** The archive of a project of 10,000 tasks with files of one gigabyte: how quick, in how much memory; then checked as a file. */
final class ArchiveBench implements Subject {
    private static final int FILE = 16 << 20;
    private static final int FILES = 64;

    @Override
    public Set<String> names() {
        return Set.of("archive");
    }

    @Override
    public void measure(Ground ground) throws Exception {
        var size = ground.sizes.get(1);
        var folder = Files.createTempDirectory("meridian-bench-archive");
        ground.stop();
        // What was seeded by SQL is in no index: reading it all, which only happens here, is left out.
        try (var served = ground.start(List.of("-Dmeridian.jobs=false", "-Dmeridian.carriers=true"), "--data", folder.toString())) {
            var workspace = ground.one("select workspace_id from identity.workspace where slug = '" + Seed.SLUG + "'");
            var project = ground.one("select id from project.project where workspace_id = '" + workspace + "' and code = '" + size.code() + "'");
            try (var owner = ground.owner()) {
                owner.createStatement().execute("update project.project set stage = 'closing' where id = '" + project + "'");
                // What an earlier run has left in a database that is kept.
                owner.createStatement().execute("delete from document.attachment where project_id = '" + project + "' and subject_kind in ('archive', 'task')");
                owner.createStatement().execute("delete from closing.archive where project_id = '" + project + "'");
            }
            var load = new Load(served.house(), Seed.session(0));
            var page = "/w/" + Seed.SLUG + "/p/" + size.code() + "/closing/archive";
            for (int i = 0; i < 20; i++) load.get(page);
            double idle = Served.megabytes(served.process.pid(), "Rss");
            var enough = new AtomicBoolean();
            var peak = new AtomicReference<>(idle);
            var watcher = Thread.startVirtualThread(() -> watch(served.process.pid(), enough, peak));
            ground.say(FILES + " files of " + (FILE >> 20) + " MB");
            long bytes = bring(ground, folder.resolve("files").resolve(workspace), workspace, project);
            ground.say("writing the archive of them and of " + size.tasks() + " tasks");
            double seconds = write(ground, load, page, project);
            enough.set(true);
            watcher.join();
            ground.tell(Figure.plain("archive", "the documents of " + size.tasks() + " tasks and " + bytes / 1_000_000 + " MB of files, from asking to sealed", seconds, "s"));
            ground.tell(Figure.atLeast("archive", "file data a second, everything else included", bytes / 1e6 / seconds, "MB/s", 100));
            ground.tell(Figure.atMost("archive", "memory above idle, at most", peak.get() - idle, "MB", 256));
            var sha256 = ground.one("select encode(sha256, 'hex') from closing.archive where project_id = '" + project + "' order by number desc limit 1");
            long begin = System.nanoTime();
            var verdict = ArchiveCheck.of(folder.resolve("files").resolve(workspace).resolve(sha256.substring(0, 2)).resolve(sha256), "");
            if (!verdict.good()) throw new IllegalStateException("the archive is not good: " + verdict.findings());
            ground.tell(Figure.plain("archive", "checked by verify-archive", (System.nanoTime() - begin) / 1e9, "s"));
        } finally {
            forget(folder);
        }
    }

    /** Seconds from asking for the next volume until it is sealed. */
    private static double write(Ground ground, Load load, String page, String project) throws Exception {
        long begin = System.nanoTime();
        var asked = load.post(page, "language=en");
        if (asked.statusCode() != 303) throw new IllegalStateException("asking answers " + asked.statusCode());
        while (true) {
            var state = ground.one("select state from closing.archive where project_id = '" + project + "' order by number desc limit 1");
            if (state.equals("done")) return (System.nanoTime() - begin) / 1e9;
            if (state.equals("failed")) throw new IllegalStateException("the archive ends as " + ground.one("select failure from closing.archive where project_id = '" + project + "' order by number desc limit 1"));
            if (System.nanoTime() - begin > 600e9) throw new IllegalStateException("the archive is not written");
            Thread.sleep(20);
        }
    }

    private static long bring(Ground ground, Path folder, String workspace, String project) throws Exception {
        var random = new Random(7);
        var content = new byte[FILE];
        long bytes = 0;
        try (var owner = ground.owner()) {
            var chief = ground.one("select member_id from identity.role_grant where project_id = '" + project + "' and role = 'chief_coordinator' limit 1");
            for (int i = 0; i < FILES; i++) {
                random.nextBytes(content);
                var sha256 = java.util.HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
                Files.createDirectories(folder.resolve(sha256.substring(0, 2)));
                Files.write(folder.resolve(sha256.substring(0, 2)).resolve(sha256), content);
                owner.createStatement().execute("insert into document.file (workspace_id, sha256, size, type, touched_at) values ('" + workspace + "', decode('" + sha256 + "', 'hex'), " + FILE + ", 'application/octet-stream', now()) on conflict do nothing");
                owner.createStatement().execute("insert into document.attachment (workspace_id, id, project_id, subject_kind, subject_id, sha256, name, attached_by, attached_at) values ('" + workspace + "', '" + UUID.randomUUID() + "', '" + project + "', 'task', '" + UUID.randomUUID()
                        + "', decode('" + sha256 + "', 'hex'), 'file " + i + ".bin', '" + chief + "', now())");
                bytes += FILE;
            }
        }
        return bytes;
    }

    private static void watch(long pid, AtomicBoolean enough, AtomicReference<Double> peak) {
        while (!enough.get()) {
            peak.set(Math.max(peak.get(), Served.megabytes(pid, "Rss")));
            try {
                Thread.sleep(100);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private static void forget(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
        }
    }
}
