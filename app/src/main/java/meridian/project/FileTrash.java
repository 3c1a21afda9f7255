package meridian.project;

import static db.document.Tables.ATTACHMENT;
import static db.identity.Tables.MEMBER;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import meridian.document.Attachments;
import meridian.identity.Permission;
import meridian.tenancy.Actor;
import meridian.tenancy.AttachmentId;
import meridian.tenancy.NotFound;
import meridian.tenancy.Ref;
import meridian.tenancy.Refused;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Files that were taken away from things of a project. Not everybody may know of every thing, so whoever brought a file or took it
 * away finds it here, and whoever runs the project finds all of them.
 */
@Component
class FileTrash implements TrashKind {
    private static final String KIND = "file";

    private final DSLContext db;
    private final Attachments attachments;

    FileTrash(DSLContext db, Attachments attachments) {
        this.db = db;
        this.attachments = attachments;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public List<Thrown> thrown(ProjectAccess here, @Nullable Place after, int most) {
        return db.select(ATTACHMENT.ID, ATTACHMENT.NAME, ATTACHMENT.REMOVED_AT, MEMBER.DISPLAY_NAME)
                .from(ATTACHMENT)
                .leftJoin(MEMBER).on(MEMBER.WORKSPACE_ID.eq(ATTACHMENT.WORKSPACE_ID), MEMBER.ID.eq(ATTACHMENT.REMOVED_BY))
                .where(found(here))
                .and(Place.behind(after, ATTACHMENT.REMOVED_AT, ATTACHMENT.ID, AttachmentId::new))
                .orderBy(ATTACHMENT.REMOVED_AT.desc(), ATTACHMENT.ID.desc())
                .limit(most)
                .fetch(row -> new Thrown(Ref.of(KIND, row.value1()), KIND, "", row.value2(), row.value3(), Objects.toString(row.value4(), ""), !here.auditor() && !here.closed()));
    }

    private static Condition found(ProjectAccess here) {
        var whose = here.auditor() || here.mayEverywhere(Permission.MANAGE_PROJECT) ? DSL.noCondition() : ATTACHMENT.ATTACHED_BY.eq(here.member()).or(ATTACHMENT.REMOVED_BY.eq(here.member()));
        return ATTACHMENT.PROJECT_ID.eq(here.id()).and(ATTACHMENT.REMOVED_AT.isNotNull()).and(whose);
    }

    @Override
    public Back restore(ProjectAccess here, UUID id, Actor actor) {
        if (!db.fetchExists(ATTACHMENT, ATTACHMENT.ID.eq(new AttachmentId(id)).and(found(here)))) throw new NotFound();
        try {
            return new Back(attachments.restore(new AttachmentId(id), actor).address() + "#files", "trash.said_restored");
        } catch (NotFound e) {
            throw Refused.at("form", "trash.thing_gone");
        }
    }

    @Override
    public @Nullable Gone removeOldest(Instant before) {
        var gone = attachments.removeOldest(before);
        return gone == null ? null : new Gone(gone.project(), Ref.of(KIND, gone.id()), gone.name());
    }
}
