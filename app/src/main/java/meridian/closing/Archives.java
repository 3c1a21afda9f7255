package meridian.closing;

import static db.closing.Tables.ARCHIVE;
import static db.identity.Tables.MEMBER;
import static db.project.Tables.PROJECT;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import meridian.activity.Activities;
import meridian.document.ProjectFiles;
import meridian.identity.Permission;
import meridian.outbox.Notice;
import meridian.outbox.NoticeGroup;
import meridian.outbox.Notices;
import meridian.project.Papers;
import meridian.project.ProjectAccess;
import meridian.project.Projects;
import meridian.project.Stage;
import meridian.tenancy.Actor;
import meridian.tenancy.ArchiveId;
import meridian.tenancy.AttachmentId;
import meridian.tenancy.NotFound;
import meridian.tenancy.ProjectId;
import meridian.tenancy.Ref;
import meridian.tenancy.Refused;
import meridian.tenancy.WorkspaceId;
import meridian.web.Words;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** The archives of projects: asked for while a project is closed, written in the background, handed out to who may take a project along. */
@Component
public class Archives {
    /** The kind of reference that the file of an archive is attached to. */
    public static final String KIND = "archive";

    /** A writer says every few seconds that it lives; one silent for so long is gone. */
    static final Duration SILENT = Duration.ofSeconds(30);

    private static final int MOST_ATTEMPTS = 5;

    private final DSLContext db;
    private final Clock clock;
    private final Projects projects;
    private final ProjectFiles files;
    private final Activities activities;
    private final Notices notices;
    private volatile Runnable wake = () -> {};

    Archives(DSLContext db, Clock clock, Projects projects, ProjectFiles files, Activities activities, Notices notices) {
        this.db = db;
        this.clock = clock;
        this.projects = projects;
        this.files = files;
        this.activities = activities;
        this.notices = notices;
    }

    // ---- asking

    /**
     * Has the next volume written: the first one with everything, one after that with what came since the last. Asked again while one is
     * written changes nothing; one that failed is tried once more.
     */
    @Transactional
    public void ask(ProjectId project, Locale language, Actor actor) {
        var access = projects.access(project, actor);
        access.requireEverywhere(Permission.MANAGE_PROJECT);
        db.select(PROJECT.ID).from(PROJECT).where(PROJECT.ID.eq(project)).forUpdate().fetch();
        if (access.stage() != Stage.CLOSING) throw Refused.because("closing.archive_not_closing");
        var there = of(project);
        if (there.stream().anyMatch(Archive::running)) return;
        afterwards(wake);
        var failed = there.stream().filter(archive -> archive.state() == Archive.State.FAILED).findFirst();
        if (failed.isPresent()) {
            db.update(ARCHIVE).set(ARCHIVE.STATE, "waiting").set(ARCHIVE.LANGUAGE, Papers.tag(language)).set(ARCHIVE.ATTEMPTS, 0).set(ARCHIVE.DONE, 0).set(ARCHIVE.FAILURE, "")
                    .setNull(ARCHIVE.FINISHED_AT).setNull(ARCHIVE.BEAT_AT).set(ARCHIVE.ASKED_BY, actor.person()).set(ARCHIVE.ASKED_AT, clock.instant())
                    .where(ARCHIVE.ID.eq(failed.get().id())).execute();
            return;
        }
        var last = there.stream().findFirst();
        int number = last.map(Archive::number).orElse(0) + 1;
        var id = ArchiveId.next();
        db.insertInto(ARCHIVE)
                .set(ARCHIVE.ID, id)
                .set(ARCHIVE.PROJECT_ID, project)
                .set(ARCHIVE.NUMBER, number)
                .set(ARCHIVE.LANGUAGE, Papers.tag(language))
                .set(ARCHIVE.SINCE, last.map(Archive::askedAt).orElse(null))
                .set(ARCHIVE.ASKED_BY, actor.person())
                .set(ARCHIVE.ASKED_AT, clock.instant())
                .execute();
        activities.record(actor, new ArchiveActivity.ArchiveAsked(Ref.of(KIND, id), access.code(), number), project, null);
    }

    private static void afterwards(Runnable work) {
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                work.run();
            }
        });
    }

    // ---- writing

    /** Has whoever writes on this node called as soon as there is something to write. */
    void wakes(Runnable writer) {
        this.wake = writer;
    }

    /** The workspaces in which an archive waits. */
    List<WorkspaceId> waiting() {
        return db.fetch("select closing.waiting_workspaces()").map(row -> new WorkspaceId(row.get(0, java.util.UUID.class)));
    }

    /** Takes up one that waits, or whose writer is gone: from now on it is written here. */
    @Transactional
    Optional<Archive> claim() {
        var now = clock.instant();
        db.update(ARCHIVE).set(ARCHIVE.STATE, "failed").set(ARCHIVE.FINISHED_AT, now).set(ARCHIVE.FAILURE, "given up after " + MOST_ATTEMPTS + " attempts")
                .where(ARCHIVE.STATE.eq("writing"), ARCHIVE.BEAT_AT.lt(now.minus(SILENT)), ARCHIVE.ATTEMPTS.ge(MOST_ATTEMPTS)).execute();
        var id = db.select(ARCHIVE.ID).from(ARCHIVE)
                .where(ARCHIVE.STATE.eq("waiting").or(ARCHIVE.STATE.eq("writing").and(ARCHIVE.BEAT_AT.lt(now.minus(SILENT)))))
                .orderBy(ARCHIVE.ASKED_AT).limit(1).forUpdate().skipLocked().fetchOne(ARCHIVE.ID);
        if (id == null) return Optional.empty();
        db.update(ARCHIVE).set(ARCHIVE.STATE, "writing").set(ARCHIVE.BEAT_AT, now).set(ARCHIVE.ATTEMPTS, ARCHIVE.ATTEMPTS.plus(1)).set(ARCHIVE.DONE, 0).set(ARCHIVE.TOTAL, 0).where(ARCHIVE.ID.eq(id)).execute();
        return read(ARCHIVE.ID.eq(id)).stream().findFirst();
    }

    /** Says that whoever writes it lives, and how far it is; false when it is written by somebody else by now. */
    @Transactional
    boolean beat(Archive archive, int done, int total) {
        return db.update(ARCHIVE).set(ARCHIVE.BEAT_AT, clock.instant()).set(ARCHIVE.DONE, done).set(ARCHIVE.TOTAL, total).where(mine(archive)).execute() > 0;
    }

    /** Still written by who took it up then, and not by somebody else since. */
    private static Condition mine(Archive archive) {
        return ARCHIVE.ID.eq(archive.id()).and(ARCHIVE.STATE.eq("writing")).and(ARCHIVE.ATTEMPTS.eq(archive.attempt())).and(ARCHIVE.ASKED_AT.eq(archive.askedAt()));
    }

    /** What came of a writing. */
    record Written(String fileName, byte[] sha256, long size, int entries, int lacking, String seal) {}

    /** It is whole: its file is kept, and whoever asked for it is told. */
    @Transactional
    void finish(Archive archive, Written written, ProjectFiles.Made content, Actor actor) {
        if (db.select(ARCHIVE.ID).from(ARCHIVE).where(mine(archive)).forUpdate().fetch().isEmpty()) throw new IllegalStateException("written by somebody else by now");
        var access = projects.access(archive.project(), actor);
        files.attach(Ref.of(KIND, archive.id()), new AttachmentId(archive.id().value()), written.fileName(), content, actor);
        db.update(ARCHIVE)
                .set(ARCHIVE.STATE, "done")
                .set(ARCHIVE.DONE, ARCHIVE.TOTAL)
                .set(ARCHIVE.FINISHED_AT, clock.instant())
                .set(ARCHIVE.FILE_NAME, written.fileName())
                .set(ARCHIVE.SHA256, written.sha256())
                .set(ARCHIVE.SIZE, written.size())
                .set(ARCHIVE.ENTRIES, written.entries())
                .set(ARCHIVE.LACKING, written.lacking())
                .set(ARCHIVE.SEAL, written.seal())
                .where(mine(archive))
                .execute();
        activities.record(actor, new ArchiveActivity.ArchiveSealed(Ref.of(KIND, archive.id()), access.code(), archive.number(), HexFormat.of().formatHex(written.sha256()), written.entries()), archive.project(), null);
        notices.tell(new Notice("archive_sealed", NoticeGroup.PROJECT, List.of(archive.askedBy()), "archive:" + archive.id() + ":" + archive.askedAt(), archive.project(), Ref.of(KIND, archive.id()), access.name(),
                "/p/" + access.code() + "/closing/archive", List.of(), false));
    }

    @Transactional
    void fail(Archive archive, String why) {
        db.update(ARCHIVE).set(ARCHIVE.STATE, "failed").set(ARCHIVE.FINISHED_AT, clock.instant()).set(ARCHIVE.FAILURE, why.length() > 500 ? why.substring(0, 500) : why)
                .where(mine(archive)).execute();
    }

    // ---- reading

    /** The volumes, the newest first. */
    @Transactional(readOnly = true)
    public List<Archive> of(ProjectId project) {
        return read(ARCHIVE.PROJECT_ID.eq(project));
    }

    /** The state of the writing of an archive and, for the one that attaches its file, where it is. */
    @Transactional(readOnly = true)
    Optional<Archive> find(ArchiveId id) {
        return read(ARCHIVE.ID.eq(id)).stream().findFirst();
    }

    public static boolean mayTake(ProjectAccess access) {
        return access.mayEverywhere(Permission.EXPORT);
    }

    /** A volume for somebody who takes it away; that they did is kept. */
    @Transactional
    public Archive take(ProjectId project, int number, Actor actor) {
        var access = projects.access(project, actor);
        access.requireEverywhere(Permission.EXPORT);
        var archive = read(ARCHIVE.PROJECT_ID.eq(project).and(ARCHIVE.NUMBER.eq(number)).and(ARCHIVE.STATE.eq("done"))).stream().findFirst().orElseThrow(NotFound::new);
        activities.record(actor, new ArchiveActivity.ArchiveTaken(Ref.of(KIND, archive.id()), access.code(), number), project, null);
        return archive;
    }

    private List<Archive> read(Condition which) {
        return db.select(ARCHIVE.ID, ARCHIVE.PROJECT_ID, ARCHIVE.NUMBER, ARCHIVE.LANGUAGE, ARCHIVE.SINCE, ARCHIVE.STATE, ARCHIVE.TOTAL, ARCHIVE.DONE, ARCHIVE.ASKED_BY, MEMBER.DISPLAY_NAME, ARCHIVE.ASKED_AT, ARCHIVE.FINISHED_AT,
                        ARCHIVE.FILE_NAME, ARCHIVE.SHA256, DSL.coalesce(ARCHIVE.SIZE, 0L), DSL.coalesce(ARCHIVE.ENTRIES, 0), ARCHIVE.LACKING, ARCHIVE.SEAL, ARCHIVE.FAILURE, ARCHIVE.ATTEMPTS)
                .from(ARCHIVE)
                .join(MEMBER).on(MEMBER.WORKSPACE_ID.eq(ARCHIVE.WORKSPACE_ID), MEMBER.ID.eq(ARCHIVE.ASKED_BY))
                .where(which)
                .orderBy(ARCHIVE.NUMBER.desc())
                .limit(100)
                .fetch(row -> {
                    Instant since = row.value5();
                    var sha256 = row.value14();
                    return new Archive(row.value1(), row.value2(), row.value3(), Words.language(row.value4()), since, Archive.State.of(row.value6()), row.value7(), row.value8(), row.value9(), row.value10(), row.value11(), row.value12(), row.value13(),
                            sha256 == null ? "" : HexFormat.of().formatHex(sha256), row.value15(), row.value16(), row.value17(), row.value18(), row.value19(), row.value20());
                });
    }
}
