package meridian.document;

import static db.document.Tables.ATTACHMENT;
import static db.document.Tables.EARLIER_VERSION;
import static db.document.Tables.FILE;
import static db.document.Tables.STORAGE;
import static db.document.Tables.UPLOAD;

import java.util.List;
import meridian.activity.Activities;
import meridian.activity.Changes;
import meridian.identity.Admins;
import meridian.tenancy.Actor;
import meridian.tenancy.Ref;
import meridian.tenancy.Refused;
import meridian.tenancy.Stale;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.util.unit.DataSize;

/**
 * How much the files of a workspace may take, and how much they do. Each content counts once, until it is collected. The installation
 * sets the most ({@code meridian.files.quota}, {@code meridian.files.largest}); an admin may set less.
 */
@Component
public class Storage {
    private final DSLContext db;
    private final FileStore store;
    private final Admins admins;
    private final Activities activities;
    private final long most;

    Storage(DSLContext db, FileStore store, Admins admins, Activities activities, @Value("${meridian.files.quota:50000MB}") DataSize most) {
        this.db = db;
        this.store = store;
        this.admins = admins;
        this.activities = activities;
        this.most = most.toMegabytes() * 1_000_000;
    }

    /** Bytes; {@code unfinished} is what uploads on their way were promised. */
    public record Use(long bytes, int files, long quota, long largest, long mostQuota, long mostLargest, int version) {
        public int percent() {
            return (int) Math.min(100, bytes * 100 / quota);
        }

        public long left() {
            return Math.max(0, quota - bytes);
        }
    }

    /** What the files of a kind of thing take, earlier versions left out; what hangs on several kinds counts for each. */
    public record Share(String kind, long bytes, int files) {}

    @Transactional(readOnly = true)
    public Use use() {
        return db.select(STORAGE.BYTES, STORAGE.FILES, STORAGE.QUOTA, STORAGE.LARGEST, STORAGE.VERSION).from(STORAGE)
                .fetchOptional(row -> new Use(row.value1(), row.value2(), less(row.value3(), most), less(row.value4(), store.largest()), most, store.largest(), row.value5()))
                .orElseGet(() -> new Use(0, 0, most, store.largest(), most, store.largest(), 0));
    }

    private static long less(@Nullable Long own, long most) {
        return own == null ? most : Math.min(own, most);
    }

    /** What takes the room, the most first. */
    @Transactional(readOnly = true)
    public List<Share> shares() {
        var one = db.selectDistinct(ATTACHMENT.SUBJECT_KIND, ATTACHMENT.SHA256).from(ATTACHMENT).asTable("one");
        var kind = one.field(ATTACHMENT.SUBJECT_KIND);
        var bytes = DSL.sum(FILE.SIZE);
        return db.select(kind, bytes, DSL.count())
                .from(one)
                .join(FILE).on(FILE.SHA256.eq(one.field(ATTACHMENT.SHA256)))
                .groupBy(kind)
                .orderBy(bytes.desc())
                .fetch(row -> new Share(row.value1(), row.value2().longValue(), row.value3()));
    }

    /** Bytes that nothing refers to any more and that wait to be collected. */
    @Transactional(readOnly = true)
    public long letGo() {
        var kept = DSL.exists(DSL.selectOne().from(ATTACHMENT).where(ATTACHMENT.WORKSPACE_ID.eq(FILE.WORKSPACE_ID), ATTACHMENT.SHA256.eq(FILE.SHA256), ATTACHMENT.REMOVED_AT.isNull()));
        var earlier = DSL.exists(DSL.selectOne().from(EARLIER_VERSION).join(ATTACHMENT).on(ATTACHMENT.WORKSPACE_ID.eq(EARLIER_VERSION.WORKSPACE_ID), ATTACHMENT.ID.eq(EARLIER_VERSION.ATTACHMENT_ID))
                .where(EARLIER_VERSION.WORKSPACE_ID.eq(FILE.WORKSPACE_ID), EARLIER_VERSION.SHA256.eq(FILE.SHA256), ATTACHMENT.REMOVED_AT.isNull()));
        return db.select(DSL.coalesce(DSL.sum(FILE.SIZE), java.math.BigDecimal.ZERO)).from(FILE).where(DSL.not(kept), DSL.not(earlier)).fetchSingle().value1().longValue();
    }

    /** Sets less than the installation allows; null: all of it. */
    @Transactional
    public void limit(@Nullable Long quota, @Nullable Long largest, int version, Actor actor) {
        admins.require(actor);
        var check = new Refused.Check();
        check.reject(quota != null && (quota < 1_000_000 || quota > most), "quota", "file.quota_range", bytes(most));
        check.reject(largest != null && (largest < 1_000_000 || largest > store.largest()), "largest", "file.largest_range", bytes(store.largest()));
        check.done();
        hold();
        var before = db.select(STORAGE.QUOTA, STORAGE.LARGEST, STORAGE.VERSION).from(STORAGE).fetchSingle();
        // A workspace without a file has no row, and so no version, until now.
        if (before.value3() != version && !(version == 0 && before.value3() == 1)) throw new Stale();
        db.update(STORAGE).set(STORAGE.QUOTA, quota).set(STORAGE.LARGEST, largest).set(STORAGE.VERSION, STORAGE.VERSION.plus(1)).execute();
        var changes = new Changes().of("quota", text(before.value1()), text(quota)).of("largest", text(before.value2()), text(largest));
        if (changes.any()) activities.record(actor, new FileActivity.StorageLimited(Ref.of("workspace", actor.workspace()), changes.list()));
    }

    private static @Nullable String text(@Nullable Long bytes) {
        return bytes == null ? null : bytes(bytes);
    }

    /** Refuses what is announced and would not fit beside what is there and on its way; what is on its way is counted until the end of the transaction. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void requireRoom(long size, String field, String name) {
        hold();
        var use = use();
        if (size > use.largest()) throw Refused.at(field, "file.too_large", name, bytes(use.largest()));
        var underway = db.select(DSL.coalesce(DSL.sum(UPLOAD.SIZE), java.math.BigDecimal.ZERO)).from(UPLOAD).where(UPLOAD.DONE_AT.isNull()).fetchSingle().value1().longValue();
        if (size + underway > use.left()) throw Refused.at(field, "file.no_room", name, bytes(use.quota()));
    }

    void requireSize(FileStore.Received content) {
        if (!content.own() && content.size > use().largest()) throw Refused.at(content.field, "file.too_large", content.name, bytes(use().largest()));
    }

    /** Counts contents that are new, until the end of the transaction; refused where they do not fit. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void add(List<FileStore.Received> contents) {
        if (contents.isEmpty()) return;
        hold();
        var use = use();
        long bytes = contents.stream().mapToLong(content -> content.size).sum();
        if (bytes > use.left() && !contents.stream().allMatch(FileStore.Received::own)) throw Refused.at(contents.getFirst().field, "file.no_room", contents.getFirst().name, bytes(use.quota()));
        db.update(STORAGE).set(STORAGE.BYTES, STORAGE.BYTES.plus(bytes)).set(STORAGE.FILES, STORAGE.FILES.plus(contents.size())).execute();
    }

    private void hold() {
        db.insertInto(STORAGE).defaultValues().onConflictDoNothing().execute();
        db.select(STORAGE.VERSION).from(STORAGE).forUpdate().fetch();
    }

    @Transactional(propagation = Propagation.MANDATORY)
    void gone(long bytes, int files) {
        hold();
        db.update(STORAGE).set(STORAGE.BYTES, DSL.greatest(STORAGE.BYTES.minus(bytes), DSL.inline(0L))).set(STORAGE.FILES, DSL.greatest(STORAGE.FILES.minus(files), DSL.inline(0))).execute();
    }

    /** 840 B, 12 kB, 3.4 MB, 1.5 GB; without what says nothing. */
    public static String bytes(long size) {
        return Attachment.length(size);
    }
}
