package meridian.document;

import static db.document.Tables.ATTACHMENT;
import static db.document.Tables.EARLIER_VERSION;
import static db.document.Tables.FILE;
import static db.identity.Tables.MEMBER;

import java.io.InputStream;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import meridian.activity.Activities;
import meridian.document.FileSubject.Standing;
import meridian.tenancy.Actor;
import meridian.tenancy.AttachmentId;
import meridian.tenancy.Id;
import meridian.tenancy.NotAllowed;
import meridian.tenancy.NotFound;
import meridian.tenancy.ProjectId;
import meridian.tenancy.Ref;
import meridian.tenancy.Refused;
import meridian.tenancy.WorkspaceId;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The files attached to things. What is taken away can be brought back for as long as its content is not collected. */
@Component
public class Attachments {
    private static final int MOST = 200;
    private static final int MOST_OF_MANY = 2_000;

    private final DSLContext db;
    private final Clock clock;
    private final FileStore store;
    private final Storage storage;
    private final Activities activities;
    private final ObjectProvider<FileSubject> subjects;
    private final ObjectProvider<NamingRule> naming;

    Attachments(DSLContext db, Clock clock, FileStore store, Storage storage, Activities activities, ObjectProvider<FileSubject> subjects, ObjectProvider<NamingRule> naming) {
        this.db = db;
        this.clock = clock;
        this.store = store;
        this.storage = storage;
        this.activities = activities;
        this.subjects = subjects;
        this.naming = naming;
    }

    /** A file to be sent to somebody who may have it; its content is asked for when it is sent. */
    public record Opened(Attachment attachment, Source content) {
        /** To be closed. */
        public interface Source {
            InputStream open();
        }
    }

    /** What a file was before; {@code own} is what it was called before it took a proposed name. */
    public record Earlier(int version, String name, long size, String type, String sha256, String broughtBy, Instant at, @Nullable String own) {
        public String length() {
            return Attachment.length(size);
        }
    }

    /** One file with what it was before, as one person sees it; {@code address} leads to the thing it is attached to. */
    public record Sheet(Attachment file, List<Earlier> earlier, String address, boolean inProject, boolean mayReplace, boolean mayRemove, UUID next, long largest) {}

    /** A file as it went or came back, and where the thing is. */
    public record Moved(String name, String address) {}

    /** The files of a thing, oldest first. */
    @Transactional(readOnly = true)
    public FileShelf on(Ref thing, Actor actor) {
        var standing = standing(thing, actor);
        return on(thing, standing.attach(), standing.keep(), actor);
    }

    /** As {@link #on(Ref, Actor)}, for a page that has found out already how its reader stands before the thing. */
    @Transactional(readOnly = true)
    public FileShelf on(Ref thing, boolean mayAttach, boolean mayKeep, Actor actor) {
        return new FileShelf(thing, of(thing), mayAttach, mayKeep, actor.person(), AttachmentId.next().value(), store.largest());
    }

    private List<Attachment> of(Ref thing) {
        return read(ATTACHMENT.SUBJECT_ID.eq(thing.id()).and(ATTACHMENT.SUBJECT_KIND.eq(thing.kind())).and(ATTACHMENT.REMOVED_AT.isNull()));
    }

    /** The files of several things of a kind by their things, for a page that has found out already that its reader may see those. */
    @Transactional(readOnly = true)
    public Map<UUID, List<Attachment>> of(String kind, Collection<? extends Id> things) {
        return read(ATTACHMENT.SUBJECT_ID.in(things.stream().map(Id::value).toList()).and(ATTACHMENT.SUBJECT_KIND.eq(kind)).and(ATTACHMENT.REMOVED_AT.isNull()), MOST_OF_MANY).stream()
                .collect(Collectors.groupingBy(file -> file.subject().id()));
    }

    private List<Attachment> read(Condition which) {
        return read(which, MOST);
    }

    private List<Attachment> read(Condition which, int most) {
        var by = DSL.coalesce(ATTACHMENT.BROUGHT_BY, ATTACHMENT.ATTACHED_BY);
        var at = DSL.coalesce(ATTACHMENT.BROUGHT_AT, ATTACHMENT.ATTACHED_AT);
        return db.select(ATTACHMENT.ID, ATTACHMENT.SUBJECT_KIND, ATTACHMENT.SUBJECT_ID, ATTACHMENT.NAME, FILE.SIZE, FILE.TYPE, ATTACHMENT.SHA256, ATTACHMENT.ATTACHED_BY, MEMBER.DISPLAY_NAME, at, ATTACHMENT.VERSION, FILE.PAGES, FILE.PICTURES,
                        FILE.UNPICTURED, ATTACHMENT.PROPOSED_NAME, ATTACHMENT.OWN_NAME)
                .from(ATTACHMENT)
                .join(FILE).on(FILE.WORKSPACE_ID.eq(ATTACHMENT.WORKSPACE_ID), FILE.SHA256.eq(ATTACHMENT.SHA256))
                .join(MEMBER).on(MEMBER.WORKSPACE_ID.eq(ATTACHMENT.WORKSPACE_ID), MEMBER.ID.eq(by))
                .where(which)
                .orderBy(ATTACHMENT.ATTACHED_AT, ATTACHMENT.ID)
                .limit(most)
                .fetch(row -> new Attachment(row.value1(), new Ref(row.value2(), row.value3()), row.value4(), row.value5(), row.value6(), HexFormat.of().formatHex(row.value7()), row.value8(), row.value9(), row.value10(), row.value11(), row.value12(),
                        row.value13(), row.value14(), row.value15(), row.value16()));
    }

    /** Where this thing is, for who may attach to it; refused otherwise. */
    @Transactional(readOnly = true)
    public String requireAttach(Ref thing, Actor actor) {
        var standing = standing(thing, actor);
        if (!standing.attach()) throw new NotAllowed();
        return standing.address();
    }

    /** Something that was received, to be attached under the name it came with. */
    public record Incoming(AttachmentId id, FileStore.Received content) {}

    /** Attaches what was received, all or nothing; the same id again changes nothing. */
    @Transactional
    public void attach(Ref thing, List<Incoming> files, Actor actor) {
        var standing = standing(thing, actor);
        if (!standing.attach()) throw new NotAllowed();
        requirePlace(thing, files.size(), files.isEmpty() ? "file" : files.getFirst().content().field);
        keep(files.stream().map(Incoming::content).toList(), actor);
        for (var file : files) attach(thing, file, standing, actor);
    }

    /** Refuses where a thing would have too many. */
    void requirePlace(Ref thing, int more, String field) {
        if (db.fetchCount(ATTACHMENT, ATTACHMENT.SUBJECT_ID.eq(thing.id()), ATTACHMENT.REMOVED_AT.isNull()) + more > MOST) throw Refused.at(field, "file.too_many", MOST);
    }

    private void attach(Ref thing, Incoming file, Standing standing, Actor actor) {
        var content = file.content();
        var made = db.insertInto(ATTACHMENT)
                .set(ATTACHMENT.ID, file.id())
                .set(ATTACHMENT.PROJECT_ID, standing.project())
                .set(ATTACHMENT.SUBJECT_KIND, thing.kind())
                .set(ATTACHMENT.SUBJECT_ID, thing.id())
                .set(ATTACHMENT.SHA256, content.sha256)
                .set(ATTACHMENT.NAME, content.name)
                .set(ATTACHMENT.PROPOSED_NAME, proposal(content, 1, standing, actor))
                .set(ATTACHMENT.ATTACHED_BY, actor.person())
                .set(ATTACHMENT.ATTACHED_AT, clock.instant())
                .onConflictDoNothing()
                .execute();
        if (made == 0) return;
        var attachment = find(file.id());
        subject(thing).attached(thing.id(), attachment, actor);
        activities.record(actor, new FileActivity.FileAttached(thing, content.name, attachment.sha256()), standing.project(), standing.party());
    }

    // A photograph is what it is called by whoever took it, and what the house makes has its name.
    private @Nullable String proposal(FileStore.Received content, int version, Standing standing, Actor actor) {
        if (standing.project() == null || content.own() || content.type.startsWith("image/")) return null;
        return naming.stream().flatMap(rule -> rule.proposal(standing.project(), standing.party(), content.name, version, actor).stream()).findFirst().orElse(null);
    }

    // Against the collector: a row is held before its content is put in its place, always in the same order; and what the workspace has is
    // counted last, so that nobody waits for somebody else's content to be put away.
    private void keep(List<FileStore.Received> contents, Actor actor) {
        contents.forEach(storage::requireSize);
        var fresh = new ArrayList<FileStore.Received>();
        for (var content : contents.stream().sorted(Comparator.comparing(FileStore.Received::mark)).toList()) {
            boolean there = !db.insertInto(FILE)
                    .set(FILE.SHA256, content.sha256)
                    .set(FILE.SIZE, content.size)
                    .set(FILE.TYPE, content.type)
                    .set(FILE.TOUCHED_AT, clock.instant())
                    .onConflict(FILE.WORKSPACE_ID, FILE.SHA256)
                    .doUpdate()
                    .set(FILE.TOUCHED_AT, clock.instant())
                    .returningResult(DSL.field("xmax = 0", Boolean.class))
                    .fetchSingle()
                    .value1();
            store.keep(actor.workspace(), content);
            if (!there) fresh.add(content);
        }
        try {
            storage.add(fresh);
        } catch (Refused refused) {
            fresh.forEach(content -> store.forget(actor.workspace(), content.sha256));
            throw refused;
        }
    }

    /**
     * Puts a newer version in the place of a file, by whoever may attach something there; what stood before stays readable. The same
     * content again changes nothing. Answers where the file is.
     */
    @Transactional
    public String replace(AttachmentId id, FileStore.Received content, Actor actor) {
        db.select(ATTACHMENT.ID).from(ATTACHMENT).where(ATTACHMENT.ID.eq(id)).forUpdate().fetch();
        var before = find(id);
        var standing = standing(before.subject(), actor);
        if (!standing.attach()) throw new NotAllowed();
        if (before.sha256().equals(content.mark())) throw Refused.at(content.field, "file.same", content.name);
        if (before.version() >= MOST) throw Refused.at(content.field, "file.too_many_versions", MOST);
        keep(List.of(content), actor);
        db.insertInto(EARLIER_VERSION)
                .columns(EARLIER_VERSION.ATTACHMENT_ID, EARLIER_VERSION.VERSION, EARLIER_VERSION.SHA256, EARLIER_VERSION.NAME, EARLIER_VERSION.OWN_NAME, EARLIER_VERSION.BROUGHT_BY, EARLIER_VERSION.BROUGHT_AT)
                .select(DSL.select(ATTACHMENT.ID, ATTACHMENT.VERSION, ATTACHMENT.SHA256, ATTACHMENT.NAME, ATTACHMENT.OWN_NAME, DSL.coalesce(ATTACHMENT.BROUGHT_BY, ATTACHMENT.ATTACHED_BY), DSL.coalesce(ATTACHMENT.BROUGHT_AT, ATTACHMENT.ATTACHED_AT)).from(ATTACHMENT)
                        .where(ATTACHMENT.ID.eq(id)))
                .execute();
        db.update(ATTACHMENT)
                .set(ATTACHMENT.SHA256, content.sha256)
                .set(ATTACHMENT.NAME, content.name)
                .set(ATTACHMENT.PROPOSED_NAME, proposal(content, before.version() + 1, standing, actor))
                .setNull(ATTACHMENT.OWN_NAME)
                .set(ATTACHMENT.VERSION, ATTACHMENT.VERSION.plus(1))
                .set(ATTACHMENT.BROUGHT_BY, actor.person())
                .set(ATTACHMENT.BROUGHT_AT, clock.instant())
                .where(ATTACHMENT.ID.eq(id))
                .execute();
        activities.record(actor, new FileActivity.FileReplaced(before.subject(), content.name, content.mark(), before.version() + 1), standing.project(), standing.party());
        return "/files/" + id;
    }

    /**
     * Settles what a file is called: it takes the name that was proposed, and its own is kept beside it, or goes on under its own. Refused
     * at {@code name} where that is neither. Answers where the thing is.
     */
    @Transactional
    public String settleName(AttachmentId id, String name, Actor actor) {
        db.select(ATTACHMENT.ID).from(ATTACHMENT).where(ATTACHMENT.ID.eq(id)).forUpdate().fetch();
        var file = find(id);
        var standing = standing(file.subject(), actor);
        if (!mayRemove(standing, file, actor)) throw new NotAllowed();
        if (name.equals(file.name())) {
            if (file.proposed() == null) return standing.address();
            db.update(ATTACHMENT).setNull(ATTACHMENT.PROPOSED_NAME).where(ATTACHMENT.ID.eq(id)).execute();
            activities.record(actor, new FileActivity.FileNameKept(file.subject(), file.name(), file.proposed()), standing.project(), standing.party());
            return standing.address();
        }
        if (!name.equals(file.proposed())) throw Refused.at("name", "refused.not_a_choice");
        db.update(ATTACHMENT)
                .set(ATTACHMENT.NAME, name)
                .set(ATTACHMENT.OWN_NAME, file.name())
                .setNull(ATTACHMENT.PROPOSED_NAME)
                .where(ATTACHMENT.ID.eq(id))
                .execute();
        activities.record(actor, new FileActivity.FileRenamed(file.subject(), file.name(), name), standing.project(), standing.party());
        return standing.address();
    }

    private static boolean mayRemove(Standing standing, Attachment file, Actor actor) {
        return standing.keep() || standing.attach() && file.by().equals(actor.person());
    }

    /** Writes down that somebody brought something that the virus scanner held back. */
    @Transactional
    public void infected(Ref thing, String name, String found, Actor actor) {
        var standing = standing(thing, actor);
        activities.record(actor, new FileActivity.FileInfected(thing, name, found), standing.project(), standing.party());
    }

    /** Takes a file away: one’s own, or anybody’s for who keeps the thing. */
    @Transactional
    public Moved remove(AttachmentId id, Actor actor) {
        var attachment = find(id);
        var standing = standing(attachment.subject(), actor);
        if (!mayRemove(standing, attachment, actor)) throw new NotAllowed();
        int removed = db.update(ATTACHMENT).set(ATTACHMENT.REMOVED_AT, clock.instant()).set(ATTACHMENT.REMOVED_BY, actor.person()).where(ATTACHMENT.ID.eq(id), ATTACHMENT.REMOVED_AT.isNull()).execute();
        if (removed == 0) throw new NotFound(); // somebody else was faster
        activities.record(actor, new FileActivity.FileRemoved(attachment.subject(), attachment.name(), attachment.sha256()), standing.project(), standing.party());
        return new Moved(attachment.name(), standing.address());
    }

    /** Brings back what was taken away, by whoever could take it away. What it was attached to must still be there. */
    @Transactional
    public Moved restore(AttachmentId id, Actor actor) {
        db.select(ATTACHMENT.ID).from(ATTACHMENT).where(ATTACHMENT.ID.eq(id)).forUpdate().fetch();
        var attachment = read(ATTACHMENT.ID.eq(id).and(ATTACHMENT.REMOVED_AT.isNotNull())).stream().findFirst().orElseThrow(NotFound::new);
        var standing = standing(attachment.subject(), actor);
        if (!mayRemove(standing, attachment, actor)) throw new NotAllowed();
        requirePlace(attachment.subject(), 1, "form");
        // Attached anew, so that an archive which was written meanwhile is known to lack it; who brought it and when stays beside.
        db.update(ATTACHMENT)
                .set(ATTACHMENT.BROUGHT_BY, DSL.coalesce(ATTACHMENT.BROUGHT_BY, ATTACHMENT.ATTACHED_BY))
                .set(ATTACHMENT.BROUGHT_AT, DSL.coalesce(ATTACHMENT.BROUGHT_AT, ATTACHMENT.ATTACHED_AT))
                .set(ATTACHMENT.ATTACHED_AT, clock.instant())
                .setNull(ATTACHMENT.REMOVED_AT)
                .setNull(ATTACHMENT.REMOVED_BY)
                .where(ATTACHMENT.ID.eq(id))
                .execute();
        activities.record(actor, new FileActivity.FileRestored(attachment.subject(), attachment.name(), attachment.sha256()), standing.project(), standing.party());
        return new Moved(attachment.name(), standing.address());
    }

    /** A file for who may see what it is attached to. */
    @Transactional(readOnly = true)
    public Opened open(AttachmentId id, Actor actor) {
        var attachment = find(id);
        standing(attachment.subject(), actor);
        return new Opened(attachment, () -> store.open(actor.workspace(), attachment.sha256()));
    }

    /** What it was before, for the same people. */
    @Transactional(readOnly = true)
    public Opened open(AttachmentId id, int version, Actor actor) {
        var now = find(id);
        standing(now.subject(), actor);
        if (now.version() == version) return open(id, actor);
        var was = earlier(id).stream().filter(one -> one.version() == version).findFirst().orElseThrow(NotFound::new);
        return new Opened(new Attachment(id, now.subject(), was.name(), was.size(), was.type(), was.sha256(), now.by(), was.broughtBy(), was.at(), version, null, null, null, null, was.own()), () -> store.open(actor.workspace(), was.sha256()));
    }

    /** A file and its versions, the newest first. */
    @Transactional(readOnly = true)
    public Sheet sheet(AttachmentId id, Actor actor) {
        var file = find(id);
        var standing = standing(file.subject(), actor);
        return new Sheet(file, file.version() == 1 ? List.of() : earlier(id), standing.address(), standing.project() != null, standing.attach(), mayRemove(standing, file, actor), AttachmentId.next().value(), store.largest());
    }

    private List<Earlier> earlier(AttachmentId id) {
        return db.select(EARLIER_VERSION.VERSION, EARLIER_VERSION.NAME, FILE.SIZE, FILE.TYPE, EARLIER_VERSION.SHA256, MEMBER.DISPLAY_NAME, EARLIER_VERSION.BROUGHT_AT, EARLIER_VERSION.OWN_NAME)
                .from(EARLIER_VERSION)
                .join(FILE).on(FILE.WORKSPACE_ID.eq(EARLIER_VERSION.WORKSPACE_ID), FILE.SHA256.eq(EARLIER_VERSION.SHA256))
                .join(MEMBER).on(MEMBER.WORKSPACE_ID.eq(EARLIER_VERSION.WORKSPACE_ID), MEMBER.ID.eq(EARLIER_VERSION.BROUGHT_BY))
                .where(EARLIER_VERSION.ATTACHMENT_ID.eq(id))
                .orderBy(EARLIER_VERSION.VERSION.desc())
                .fetch(row -> new Earlier(row.value1(), row.value2(), row.value3(), row.value4(), HexFormat.of().formatHex(row.value5()), row.value6(), row.value7(), row.value8()));
    }

    private Attachment find(AttachmentId id) {
        return read(ATTACHMENT.ID.eq(id).and(ATTACHMENT.REMOVED_AT.isNull())).stream().findFirst().orElseThrow(NotFound::new);
    }

    Standing standing(Ref thing, Actor actor) {
        return subject(thing).standing(thing.id(), actor).orElseThrow(NotFound::new);
    }

    private FileSubject subject(Ref thing) {
        return subjects.stream().filter(subject -> subject.kind().equals(thing.kind())).findFirst().orElseThrow(NotFound::new);
    }

    /** Removes for good the file of a project that was taken away longest ago, if that was before the instant. */
    @Transactional
    public @Nullable Gone removeOldest(Instant before) {
        var oldest = db.select(ATTACHMENT.ID, ATTACHMENT.PROJECT_ID, ATTACHMENT.NAME)
                .from(ATTACHMENT)
                .where(ATTACHMENT.REMOVED_AT.lt(before), ATTACHMENT.PROJECT_ID.isNotNull())
                .orderBy(ATTACHMENT.REMOVED_AT)
                .limit(1)
                .forUpdate()
                .fetchOne();
        if (oldest == null) return null;
        db.deleteFrom(ATTACHMENT).where(ATTACHMENT.ID.eq(oldest.value1())).execute();
        return new Gone(oldest.value1(), oldest.value2(), oldest.value3());
    }

    /** What was removed for good. */
    public record Gone(AttachmentId id, ProjectId project, String name) {}

    /** Removes the files of things which are gone for good. */
    @Transactional
    public void forgetAbout(Collection<? extends Id> things) {
        db.deleteFrom(ATTACHMENT).where(ATTACHMENT.SUBJECT_ID.in(things.stream().map(Id::value).toList())).execute();
    }

    /** Lets go of contents that nothing has referred to since {@code before}; answers how many. What a project threw away is emptied with its trash. */
    @Transactional
    public int collect(WorkspaceId workspace, Instant before) {
        db.deleteFrom(ATTACHMENT).where(ATTACHMENT.REMOVED_AT.lt(before), ATTACHMENT.PROJECT_ID.isNull()).execute();
        var gone = db.deleteFrom(FILE)
                .where(FILE.TOUCHED_AT.lt(before))
                .andNotExists(DSL.selectOne().from(ATTACHMENT).where(ATTACHMENT.WORKSPACE_ID.eq(FILE.WORKSPACE_ID), ATTACHMENT.SHA256.eq(FILE.SHA256)))
                .andNotExists(DSL.selectOne().from(EARLIER_VERSION).where(EARLIER_VERSION.WORKSPACE_ID.eq(FILE.WORKSPACE_ID), EARLIER_VERSION.SHA256.eq(FILE.SHA256)))
                .returning(FILE.SHA256, FILE.SIZE)
                .fetch();
        // While the rows are held: whoever brings the same content again waits and finds it gone.
        gone.forEach(file -> store.forget(workspace, file.get(FILE.SHA256)));
        if (!gone.isEmpty()) storage.gone(gone.stream().mapToLong(file -> file.get(FILE.SIZE)).sum(), gone.size());
        store.sweep(workspace, before);
        return gone.size();
    }
}
