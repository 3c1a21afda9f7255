package meridian.document;

import static db.document.Tables.ATTACHMENT;
import static db.document.Tables.FILE;
import static db.identity.Tables.MEMBER;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import meridian.activity.Activities;
import meridian.document.FileSubject.Standing;
import meridian.tenancy.Actor;
import meridian.tenancy.AttachmentId;
import meridian.tenancy.NotAllowed;
import meridian.tenancy.NotFound;
import meridian.tenancy.Ref;
import meridian.tenancy.Refused;
import meridian.tenancy.Text;
import meridian.tenancy.WorkspaceId;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The files attached to things. What is taken away can be brought back for as long as its content is not collected. */
@Component
public class Attachments {
    private static final int MOST = 200;
    private static final int LONGEST_NAME = 200;

    private final DSLContext db;
    private final Clock clock;
    private final FileStore store;
    private final Activities activities;
    private final ObjectProvider<FileSubject> subjects;

    Attachments(DSLContext db, Clock clock, FileStore store, Activities activities, ObjectProvider<FileSubject> subjects) {
        this.db = db;
        this.clock = clock;
        this.store = store;
        this.activities = activities;
        this.subjects = subjects;
    }

    /** A file to be sent to somebody who may have it. */
    public record Opened(Attachment attachment, Path content) {}

    /** The files of a thing, oldest first. */
    @Transactional(readOnly = true)
    public FileShelf on(Ref thing, Actor actor) {
        var standing = standing(thing, actor);
        return on(thing, standing.attach(), standing.keep(), actor);
    }

    /** As {@link #on(Ref, Actor)}, for a page that has found out already how its reader stands before the thing. */
    @Transactional(readOnly = true)
    public FileShelf on(Ref thing, boolean mayAttach, boolean mayKeep, Actor actor) {
        return new FileShelf(thing, of(thing), mayAttach, mayKeep, actor.person(), AttachmentId.next().value());
    }

    private List<Attachment> of(Ref thing) {
        return read(ATTACHMENT.SUBJECT_ID.eq(thing.id()).and(ATTACHMENT.SUBJECT_KIND.eq(thing.kind())).and(ATTACHMENT.REMOVED_AT.isNull()));
    }

    private List<Attachment> read(Condition which) {
        return db.select(ATTACHMENT.ID, ATTACHMENT.SUBJECT_KIND, ATTACHMENT.SUBJECT_ID, ATTACHMENT.NAME, FILE.SIZE, FILE.TYPE, ATTACHMENT.SHA256, ATTACHMENT.ATTACHED_BY, MEMBER.DISPLAY_NAME, ATTACHMENT.ATTACHED_AT)
                .from(ATTACHMENT)
                .join(FILE).on(FILE.WORKSPACE_ID.eq(ATTACHMENT.WORKSPACE_ID), FILE.SHA256.eq(ATTACHMENT.SHA256))
                .join(MEMBER).on(MEMBER.WORKSPACE_ID.eq(ATTACHMENT.WORKSPACE_ID), MEMBER.ID.eq(ATTACHMENT.ATTACHED_BY))
                .where(which)
                .orderBy(ATTACHMENT.ATTACHED_AT, ATTACHMENT.ID)
                .limit(MOST)
                .fetch(row -> new Attachment(row.value1(), new Ref(row.value2(), row.value3()), row.value4(), row.value5(), row.value6(), HexFormat.of().formatHex(row.value7()), row.value8(), row.value9(), row.value10()));
    }

    /** Where this thing is, for who may attach to it; refused otherwise. */
    @Transactional(readOnly = true)
    public String requireAttach(Ref thing, Actor actor) {
        var standing = standing(thing, actor);
        if (!standing.attach()) throw new NotAllowed();
        return standing.address();
    }

    /** Something that was received, to be attached under the name it came with. */
    public record Incoming(AttachmentId id, String name, FileStore.Received content) {}

    /** Attaches what was received, all or nothing; the same id again changes nothing. */
    @Transactional
    public void attach(Ref thing, List<Incoming> files, Actor actor) {
        var standing = standing(thing, actor);
        if (!standing.attach()) throw new NotAllowed();
        var check = new Refused.Check();
        for (var file : files) check.reject(file.content().empty(), "file", "file.empty", name(file.name()));
        check.reject(db.fetchCount(ATTACHMENT, ATTACHMENT.SUBJECT_ID.eq(thing.id()), ATTACHMENT.REMOVED_AT.isNull()) + files.size() > MOST, "file", "file.too_many", MOST);
        check.done();
        for (var file : files) attach(thing, file, standing, actor);
    }

    private void attach(Ref thing, Incoming file, Standing standing, Actor actor) {
        var content = file.content();
        // Against the collector: the row is held before the content is put in its place.
        db.insertInto(FILE)
                .set(FILE.SHA256, content.sha256)
                .set(FILE.SIZE, content.size)
                .set(FILE.TYPE, content.type)
                .set(FILE.TOUCHED_AT, clock.instant())
                .onConflict(FILE.WORKSPACE_ID, FILE.SHA256)
                .doUpdate()
                .set(FILE.TOUCHED_AT, clock.instant())
                .execute();
        var name = name(file.name());
        var made = db.insertInto(ATTACHMENT)
                .set(ATTACHMENT.ID, file.id())
                .set(ATTACHMENT.PROJECT_ID, standing.project())
                .set(ATTACHMENT.SUBJECT_KIND, thing.kind())
                .set(ATTACHMENT.SUBJECT_ID, thing.id())
                .set(ATTACHMENT.SHA256, content.sha256)
                .set(ATTACHMENT.NAME, name)
                .set(ATTACHMENT.ATTACHED_BY, actor.person())
                .set(ATTACHMENT.ATTACHED_AT, clock.instant())
                .onConflictDoNothing()
                .execute();
        if (made == 0) return;
        store.keep(actor.workspace(), content);
        var attachment = find(file.id());
        subject(thing).attached(thing.id(), attachment, actor);
        activities.record(actor, new FileActivity.FileAttached(thing, name, attachment.sha256()), standing.project(), standing.party());
    }

    // What a browser sends as a name may be a path of somebody's computer. Too long: the end, which says what it is, stays.
    static String name(String typed) {
        var name = Text.clean(typed).replace('\n', ' ');
        name = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1).strip();
        if (name.isEmpty() || name.matches("\\.+")) return "file";
        if (name.length() <= LONGEST_NAME) return name;
        var dot = name.lastIndexOf('.');
        var end = dot > 0 && name.length() - dot <= 20 ? name.substring(dot) : "";
        return name.substring(0, LONGEST_NAME - end.length()) + end;
    }

    /** Takes a file away: one’s own, or anybody’s for who keeps the thing. Answers where the thing is. */
    @Transactional
    public String remove(AttachmentId id, Actor actor) {
        var attachment = find(id);
        var standing = standing(attachment.subject(), actor);
        if (!standing.keep() && !(standing.attach() && attachment.by().equals(actor.person()))) throw new NotAllowed();
        db.update(ATTACHMENT).set(ATTACHMENT.REMOVED_AT, clock.instant()).set(ATTACHMENT.REMOVED_BY, actor.person()).where(ATTACHMENT.ID.eq(id), ATTACHMENT.REMOVED_AT.isNull()).execute();
        activities.record(actor, new FileActivity.FileRemoved(attachment.subject(), attachment.name(), attachment.sha256()), standing.project(), standing.party());
        return standing.address();
    }

    /** A file for who may see what it is attached to. */
    @Transactional(readOnly = true)
    public Opened open(AttachmentId id, Actor actor) {
        var attachment = find(id);
        standing(attachment.subject(), actor);
        return new Opened(attachment, store.path(actor.workspace(), HexFormat.of().parseHex(attachment.sha256())));
    }

    private Attachment find(AttachmentId id) {
        return read(ATTACHMENT.ID.eq(id).and(ATTACHMENT.REMOVED_AT.isNull())).stream().findFirst().orElseThrow(NotFound::new);
    }

    private Standing standing(Ref thing, Actor actor) {
        return subject(thing).standing(thing.id(), actor).orElseThrow(NotFound::new);
    }

    private FileSubject subject(Ref thing) {
        return subjects.stream().filter(subject -> subject.kind().equals(thing.kind())).findFirst().orElseThrow(NotFound::new);
    }

    /** Lets go of contents that nothing has referred to since {@code before}; answers how many. */
    @Transactional
    public int collect(WorkspaceId workspace, Instant before) {
        db.deleteFrom(ATTACHMENT).where(ATTACHMENT.REMOVED_AT.lt(before)).execute();
        var gone = db.deleteFrom(FILE)
                .where(FILE.TOUCHED_AT.lt(before))
                .andNotExists(DSL.selectOne().from(ATTACHMENT).where(ATTACHMENT.WORKSPACE_ID.eq(FILE.WORKSPACE_ID), ATTACHMENT.SHA256.eq(FILE.SHA256)))
                .returning(FILE.SHA256)
                .fetch(FILE.SHA256);
        // While the rows are held: whoever brings the same content again waits and finds it gone.
        gone.forEach(sha256 -> store.forget(workspace, sha256));
        store.sweep(workspace, before);
        return gone.size();
    }
}
