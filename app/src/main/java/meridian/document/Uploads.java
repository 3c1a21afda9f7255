package meridian.document;

import static db.document.Tables.UPLOAD;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import meridian.tenancy.Actor;
import meridian.tenancy.AttachmentId;
import meridian.tenancy.NotAllowed;
import meridian.tenancy.NotFound;
import meridian.tenancy.Ref;
import meridian.tenancy.Refused;
import meridian.tenancy.Stale;
import meridian.tenancy.UploadId;
import meridian.tenancy.WorkspaceId;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Files that come in parts: announced, then part by part from where the last one ended, so that a line that is cut costs no more than
 * one part. A part that was acknowledged lies in the store. When the last one is there, the file is looked at and attached like any other.
 */
@Component
public class Uploads {
    /** How much may come in one part. */
    public static final long LARGEST_PART = 16L << 20;

    private static final int MOST_AT_ONCE = 20;
    private static final Duration KEPT = Duration.ofDays(3);
    private static final String FIELD = "file";

    private final DSLContext db;
    private final Clock clock;
    private final TransactionTemplate transaction;
    private final FileStore store;
    private final Storage storage;
    private final Attachments attachments;

    Uploads(DSLContext db, Clock clock, TransactionTemplate transaction, FileStore store, Storage storage, Attachments attachments) {
        this.db = db;
        this.clock = clock;
        this.transaction = transaction;
        this.store = store;
        this.storage = storage;
        this.attachments = attachments;
    }

    /** What is announced; {@code replaces}: as a newer version of that file. */
    public record Announced(UploadId id, Ref thing, @Nullable AttachmentId replaces, String name, long size) {}

    /** How far it is; {@code name} is what the file is called now, {@code renamed} whether that is not what it was called. */
    public record State(UploadId id, String name, long size, long received, boolean done, boolean renamed) {
        public boolean whole() {
            return received == size;
        }
    }

    private record Row(State state, Ref thing, @Nullable AttachmentId replaces) {}

    /** Begins, or answers how far the same one has come. */
    public State begin(Announced announced, Actor actor) {
        return transaction.execute(status -> {
            var standing = attachments.standing(announced.thing(), actor);
            if (!standing.attach()) throw new NotAllowed();
            var before = find(announced.id(), actor, false);
            if (before.isPresent()) return before.get().state();
            var name = FileStore.name(announced.name());
            if (announced.size() <= 0) throw Refused.at(FIELD, "file.empty", name);
            storage.requireRoom(announced.size(), FIELD, name);
            if (announced.replaces() == null) attachments.requirePlace(announced.thing(), 1, FIELD);
            else if (!attachments.sheet(announced.replaces(), actor).file().subject().equals(announced.thing())) throw new NotFound();
            if (db.fetchCount(UPLOAD, UPLOAD.BEGUN_BY.eq(actor.person()), UPLOAD.DONE_AT.isNull()) >= MOST_AT_ONCE) throw Refused.at(FIELD, "file.too_many_uploads", MOST_AT_ONCE);
            int made = db.insertInto(UPLOAD)
                    .set(UPLOAD.ID, announced.id())
                    .set(UPLOAD.PROJECT_ID, standing.project())
                    .set(UPLOAD.SUBJECT_KIND, announced.thing().kind())
                    .set(UPLOAD.SUBJECT_ID, announced.thing().id())
                    .set(UPLOAD.REPLACES_ATTACHMENT_ID, announced.replaces())
                    .set(UPLOAD.NAME, name)
                    .set(UPLOAD.SIZE, announced.size())
                    .set(UPLOAD.BEGUN_BY, actor.person())
                    .set(UPLOAD.TOUCHED_AT, clock.instant())
                    .onConflictDoNothing()
                    .execute();
            if (made == 0) throw new NotFound(); // somebody else’s
            return new State(announced.id(), name, announced.size(), 0, false, false);
        });
    }

    /** How far one’s own upload is. */
    public State state(UploadId id, Actor actor) {
        return transaction.execute(status -> find(id, actor, false).orElseThrow(NotFound::new).state());
    }

    private Optional<Row> find(UploadId id, Actor actor, boolean hold) {
        var query = db.select(UPLOAD.NAME, UPLOAD.SIZE, UPLOAD.RECEIVED, UPLOAD.DONE_AT, UPLOAD.SUBJECT_KIND, UPLOAD.SUBJECT_ID, UPLOAD.REPLACES_ATTACHMENT_ID).from(UPLOAD).where(UPLOAD.ID.eq(id), UPLOAD.BEGUN_BY.eq(actor.person()));
        return (hold ? query.forUpdate() : query)
                .fetchOptional(row -> new Row(new State(id, row.value1(), row.value2(), row.value3(), row.value4() != null, false), new Ref(row.value5(), row.value6()), row.value7()));
    }

    /** Takes the part that begins at {@code from}; stale where the upload is elsewhere. With the last one the file is attached. */
    public State go(UploadId id, long from, InputStream content, Actor actor) throws IOException {
        var before = transaction.execute(status -> find(id, actor, false).orElseThrow(NotFound::new)).state();
        if (before.done()) return before;
        if (before.received() != from) throw new Stale();
        if (!before.whole()) {
            try (var part = store.receivePart(actor.workspace(), content, Math.min(LARGEST_PART, before.size() - from))) {
                if (part.length() > 0) take(id, from, part, actor);
            }
        }
        var now = state(id, actor);
        return now.whole() && !now.done() ? finish(id, actor) : now;
    }

    private void take(UploadId id, long from, FileStore.Part part, Actor actor) {
        transaction.executeWithoutResult(status -> {
            var now = find(id, actor, true).orElseThrow(NotFound::new).state();
            if (now.done() || now.received() != from) throw new Stale();
            try {
                store.keepPart(actor.workspace(), id, from, part);
            } catch (IOException e) {
                throw FileStore.down(FIELD, now.name(), e);
            }
            db.update(UPLOAD).set(UPLOAD.RECEIVED, from + part.length()).set(UPLOAD.TOUCHED_AT, clock.instant()).where(UPLOAD.ID.eq(id)).execute();
        });
    }

    // What is refused for good is let go of; what could not be looked at now may be sent for again, without its parts.
    private State finish(UploadId id, Actor actor) {
        var row = transaction.execute(status -> find(id, actor, false).orElseThrow(NotFound::new));
        try (var joined = store.joined(actor.workspace(), id); var received = store.receive(actor.workspace(), FIELD, row.state().name(), joined)) {
            if (received.size != row.state().size()) throw new IOException("parts of upload " + id + " are missing");
            transaction.executeWithoutResult(status -> {
                if (find(id, actor, true).orElseThrow(NotFound::new).state().done()) return;
                if (row.replaces() == null) attachments.attach(row.thing(), List.of(new Attachments.Incoming(new AttachmentId(id.value()), received)), actor);
                else attachments.replace(row.replaces(), received, actor);
                db.update(UPLOAD).set(UPLOAD.DONE_AT, clock.instant()).where(UPLOAD.ID.eq(id)).execute();
            });
            store.forgetParts(actor.workspace(), id);
            return new State(id, received.name(), row.state().size(), row.state().size(), true, received.renamed());
        } catch (Refused refused) {
            var problem = refused.problems().getFirst();
            if (problem.key().equals(FileStore.INFECTED)) attachments.infected(row.thing(), row.state().name(), String.valueOf(problem.arguments().getLast()), actor);
            if (!FileStore.passes(problem)) drop(id, actor);
            throw refused;
        } catch (IOException | UncheckedIOException e) {
            throw FileStore.down(FIELD, row.state().name(), e);
        }
    }

    /** Gives up one’s own upload. */
    public void drop(UploadId id, Actor actor) {
        int gone = transaction.execute(status -> db.deleteFrom(UPLOAD).where(UPLOAD.ID.eq(id), UPLOAD.BEGUN_BY.eq(actor.person()), UPLOAD.DONE_AT.isNull()).execute());
        if (gone == 0) throw new NotFound();
        store.forgetParts(actor.workspace(), id);
    }

    /** Lets go of uploads that nobody has gone on with for three days. */
    void collect(WorkspaceId workspace, Instant now) {
        var gone = transaction.execute(status -> db.deleteFrom(UPLOAD).where(UPLOAD.TOUCHED_AT.lt(now.minus(KEPT))).returning(UPLOAD.ID).fetch(UPLOAD.ID));
        gone.forEach(upload -> store.forgetParts(workspace, upload));
    }
}
