package meridian.closing;

import java.io.IOException;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicIntegerArray;
import meridian.document.ProjectFiles;
import meridian.project.Projects;
import meridian.tenancy.Actor;
import meridian.tenancy.Ref;
import meridian.tenancy.Tenancy;
import meridian.tenancy.WorkspaceId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Writes the archives that wait, one after the other on each node. Cut off anywhere, what was written is let go of, and the archive is
 * written anew by whichever node finds its writer silent. {@code meridian.jobs=false} (or {@code meridian.carriers=false}) leaves it to other nodes.
 */
@Component
public class Archiving implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(Archiving.class);
    private static final long PAUSE = 2;
    private static final long BEAT = 2;

    private final Archives archives;
    private final ArchiveWriter writer;
    private final Projects projects;
    private final ProjectFiles files;
    private final boolean wanted;
    private final Semaphore asked = new Semaphore(0);
    private volatile boolean running;
    private volatile Thread thread;

    Archiving(Archives archives, ArchiveWriter writer, Projects projects, ProjectFiles files, @Value("${meridian.carriers:${meridian.jobs:true}}") boolean wanted) {
        this.archives = archives;
        this.writer = writer;
        this.projects = projects;
        this.files = files;
        this.wanted = wanted;
    }

    @Override
    public void start() {
        if (!wanted) return;
        running = true;
        archives.wakes(asked::release);
        thread = Thread.ofPlatform().daemon().name("archives").start(() -> {
            while (running) {
                try {
                    writeDue();
                } catch (RuntimeException e) {
                    if (running) log.warn("archives could not be looked for: {}", e.getMessage());
                }
                try {
                    asked.tryAcquire(PAUSE, TimeUnit.SECONDS); // asked for on another node, nobody calls
                    asked.drainPermits();
                } catch (InterruptedException e) {
                    return;
                }
            }
        });
    }

    /** Writes all that wait now; answers how many. Whoever holds this asks for an archive and writes it before anybody else here does. */
    public synchronized int writeDue() {
        int written = 0;
        for (var workspace : archives.waiting()) {
            var claimed = Tenancy.get(workspace, archives::claim);
            if (claimed.isEmpty()) continue;
            Tenancy.run(workspace, () -> write(claimed.get(), workspace));
            written++;
        }
        return written;
    }

    private void write(Archive archive, WorkspaceId workspace) {
        var far = new AtomicIntegerArray(2);
        var lost = new AtomicBoolean();
        try (var beats = Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("archive-beat").factory())) {
            beats.scheduleWithFixedDelay(() -> Tenancy.run(workspace, () -> {
                if (!archives.beat(archive, far.get(0), far.get(1))) lost.set(true);
            }), 0, BEAT, TimeUnit.SECONDS);
            try {
                write(archive, workspace, far, lost);
            } catch (IOException | RuntimeException e) {
                if (!running && wanted) return; // told to stop: written anew later
                log.warn("the archive {} could not be written", archive.id(), e);
                archives.fail(archive, e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage());
            } finally {
                beats.shutdownNow();
            }
        }
    }

    private void write(Archive archive, WorkspaceId workspace, AtomicIntegerArray far, AtomicBoolean lost) throws IOException {
        var actor = Actor.of(workspace, archive.askedBy());
        var name = writer.fileName(archive, projects.access(archive.project(), actor).code());
        try (var file = files.make(workspace, name, Ref.of(Archives.KIND, archive.id()))) {
            var result = writer.write(archive, workspace, file, (done, total) -> {
                far.set(0, done);
                far.set(1, total);
                if (lost.get()) throw new IOException("written by another node by now");
                if (wanted && !running) throw new IOException("told to stop");
            });
            try (var content = file.done()) {
                archives.beat(archive, far.get(0), far.get(1));
                archives.finish(archive, new Archives.Written(name, content.sha256(), content.size(), result.entries(), result.lacking(), result.seal()), content, actor);
            }
        }
    }

    @Override
    public void stop() {
        running = false;
        var writing = thread;
        if (writing != null) writing.interrupt();
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
