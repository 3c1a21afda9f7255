package meridian.knowledge;

import static db.identity.Tables.MEMBER;
import static db.knowledge.Tables.ENTRY;

import java.util.Optional;
import java.util.UUID;
import meridian.document.FileSubject;
import meridian.identity.Admins;
import meridian.tenancy.Actor;
import meridian.tenancy.EntryId;
import org.jooq.DSLContext;
import org.springframework.stereotype.Component;

/** Files of an entry: brought by its author, seen by whoever may read it; also the pictures in it. */
@Component
public class KnowledgeFiles implements FileSubject {
    private final DSLContext db;
    private final Shelf shelf;
    private final Readership readership;
    private final Admins admins;

    KnowledgeFiles(DSLContext db, Shelf shelf, Readership readership, Admins admins) {
        this.db = db;
        this.shelf = shelf;
        this.readership = readership;
        this.admins = admins;
    }

    @Override
    public String kind() {
        return Entry.KIND;
    }

    @Override
    public Optional<Standing> standing(UUID thing, Actor actor) {
        var auditor = db.fetchExists(MEMBER, MEMBER.ID.eq(actor.person()), MEMBER.WORKSPACE_ROLE.eq("auditor"));
        if (!auditor && !readership.writes(actor.person())) return Optional.empty();
        return shelf.read(ENTRY.ID.eq(new EntryId(thing)), actor.person()).stream().findFirst().flatMap(entry -> {
            var keeps = keeps(entry, !auditor && admins.is(actor), actor);
            if (!auditor && !keeps && !entry.published() && !entry.reviewing()) return Optional.empty();
            return Optional.of(new Standing(entry.project() == null ? null : entry.project().id(), entry.party(), "/knowledge/" + entry.number(), keeps, keeps));
        });
    }

    /** Whether this person adds files and takes them away. */
    public static boolean keeps(Entry entry, boolean admin, Actor actor) {
        return entry.state() != EntryState.RETIRED && (entry.writtenBy(actor.person()) || admin);
    }
}
