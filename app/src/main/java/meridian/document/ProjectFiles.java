package meridian.document;

import static db.document.Tables.ATTACHMENT;
import static db.document.Tables.FILE;
import static db.identity.Tables.MEMBER;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.row;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import meridian.tenancy.Actor;
import meridian.tenancy.AttachmentId;
import meridian.tenancy.NotFound;
import meridian.tenancy.ProjectId;
import meridian.tenancy.Ref;
import meridian.tenancy.WorkspaceId;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** All files of a project at once, for whoever takes the whole project along and has made sure that they may. */
@Component
public class ProjectFiles {
    private final DSLContext db;
    private final FileStore store;
    private final Attachments attachments;

    ProjectFiles(DSLContext db, FileStore store, Attachments attachments) {
        this.db = db;
        this.store = store;
        this.attachments = attachments;
    }

    /** One file, by what it holds and where it is attached. */
    public record Item(AttachmentId id, Ref subject, String name, long size, String type, byte[] sha256, String by, Instant at) {}

    /** How many there are and how large they are together. */
    public record Sum(int files, long bytes) {}

    /** Of what was attached after an instant (null: ever), except to things of one kind. */
    @Transactional(readOnly = true)
    public Sum sum(ProjectId project, @Nullable Instant since, String except) {
        return db.select(count(), DSL.sum(FILE.SIZE)).from(ATTACHMENT)
                .join(FILE).on(FILE.WORKSPACE_ID.eq(ATTACHMENT.WORKSPACE_ID), FILE.SHA256.eq(ATTACHMENT.SHA256))
                .where(which(project, since, except))
                .fetchSingle(found -> new Sum(found.value1(), found.value2() == null ? 0 : found.value2().longValue()));
    }

    /** The next so many, in the order in which they came, after the given one. */
    @Transactional(readOnly = true)
    public List<Item> page(ProjectId project, @Nullable Instant since, String except, @Nullable Item after, int most) {
        return db.select(ATTACHMENT.ID, ATTACHMENT.SUBJECT_KIND, ATTACHMENT.SUBJECT_ID, ATTACHMENT.NAME, FILE.SIZE, FILE.TYPE, ATTACHMENT.SHA256, MEMBER.DISPLAY_NAME, ATTACHMENT.ATTACHED_AT)
                .from(ATTACHMENT)
                .join(FILE).on(FILE.WORKSPACE_ID.eq(ATTACHMENT.WORKSPACE_ID), FILE.SHA256.eq(ATTACHMENT.SHA256))
                .join(MEMBER).on(MEMBER.WORKSPACE_ID.eq(ATTACHMENT.WORKSPACE_ID), MEMBER.ID.eq(ATTACHMENT.ATTACHED_BY))
                .where(which(project, since, except))
                .and(after == null ? noCondition() : row(ATTACHMENT.ATTACHED_AT, ATTACHMENT.ID).gt(after.at(), after.id()))
                .orderBy(ATTACHMENT.ATTACHED_AT, ATTACHMENT.ID)
                .limit(inline(most))
                .fetch(found -> new Item(found.value1(), new Ref(found.value2(), found.value3()), found.value4(), found.value5(), found.value6(), found.value7(), found.value8(), found.value9()));
    }

    private static Condition which(ProjectId project, @Nullable Instant since, String except) {
        return ATTACHMENT.PROJECT_ID.eq(project).and(ATTACHMENT.REMOVED_AT.isNull()).and(ATTACHMENT.SUBJECT_KIND.ne(except)).and(since == null ? noCondition() : ATTACHMENT.ATTACHED_AT.gt(since));
    }

    /** The content of this fingerprint; nothing where it is gone from its place. */
    public Optional<InputStream> open(WorkspaceId workspace, byte[] sha256) throws IOException {
        try {
            return Optional.of(store.open(workspace, HexFormat.of().formatHex(sha256)));
        } catch (NotFound gone) {
            return Optional.empty();
        }
    }

    // ---- made by the house itself

    /** A file that the house has made and that lies beside its place until it is attached or let go. */
    public record Made(FileStore.Received content, byte[] sha256, long size) implements AutoCloseable {
        @Override
        public void close() {
            content.close();
        }
    }

    /** Begins a file of this name; what was made of this thing and cut off is let go of. */
    public Making make(WorkspaceId workspace, String name, Ref thing) throws IOException {
        return store.make(workspace, name, thing.kind() + "-" + thing.id());
    }

    /** Attaches it under its name; the same id again changes nothing. */
    @Transactional
    public void attach(Ref thing, AttachmentId id, String name, Made made, Actor actor) {
        attachments.attach(thing, List.of(new Attachments.Incoming(id, made.content())), actor);
    }
}
