package meridian.document;

import static db.document.Tables.ATTACHMENT;
import static db.document.Tables.FILE;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.UUID;
import meridian.activity.Event;
import meridian.index.Entry;
import meridian.index.Searchable;
import meridian.tenancy.Ref;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Files by their names and by what stands in them; read with the thing they are attached to, and found by whoever finds that. */
@Component
class FileSearch implements Searchable {
    static final String KIND = "file";

    private final DSLContext db;
    private final ObjectProvider<FileSubject> subjects;

    FileSearch(DSLContext db, ObjectProvider<FileSubject> subjects) {
        this.db = db;
        this.subjects = subjects;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Collection<UUID> touchedBy(Event event) {
        return event instanceof FileActivity ? List.of(event.subject().id()) : List.of();
    }

    @Override
    public List<Entry> entries(Collection<UUID> things) {
        var elsewhere = new HashMap<UUID, UUID>();
        subjects.forEach(subject -> elsewhere.putAll(subject.foundWith(things)));
        return db.select(ATTACHMENT.ID, ATTACHMENT.PROJECT_ID, ATTACHMENT.SUBJECT_ID, ATTACHMENT.NAME, ATTACHMENT.ATTACHED_BY, ATTACHMENT.ATTACHED_AT, ATTACHMENT.SHA256, FILE.TYPE)
                .from(ATTACHMENT)
                .join(FILE).on(FILE.WORKSPACE_ID.eq(ATTACHMENT.WORKSPACE_ID), FILE.SHA256.eq(ATTACHMENT.SHA256))
                .where(ATTACHMENT.SUBJECT_ID.in(things), ATTACHMENT.REMOVED_AT.isNull())
                .orderBy(ATTACHMENT.ID)
                .fetch(row -> {
                    var file = Entry.of(Ref.of(KIND, row.value1()), row.value4(), "").partOf(row.value3()).under(elsewhere.getOrDefault(row.value3(), row.value3())).by(row.value5()).at(row.value6()).file(row.value7(), row.value8());
                    return (row.value2() == null ? file : file.of(row.value2())).done();
                });
    }

    @Override
    public List<UUID> after(@Nullable UUID last, int most) {
        return db.selectDistinct(ATTACHMENT.SUBJECT_ID).from(ATTACHMENT).where(last == null ? DSL.noCondition() : ATTACHMENT.SUBJECT_ID.gt(last)).orderBy(ATTACHMENT.SUBJECT_ID).limit(most).fetch(ATTACHMENT.SUBJECT_ID);
    }
}
