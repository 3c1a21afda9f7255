package meridian.knowledge;

import static db.duty.Tables.DUTY;
import static db.identity.Tables.MEMBER;
import static db.identity.Tables.ROLE_GRANT;
import static db.knowledge.Tables.ENTRY;
import static org.jooq.impl.DSL.exists;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.notExists;
import static org.jooq.impl.DSL.selectOne;
import static org.jooq.impl.DSL.trueCondition;

import java.util.List;
import meridian.tenancy.Actor;
import meridian.tenancy.MemberId;
import meridian.tenancy.NotAllowed;
import meridian.tenancy.Reader;
import meridian.tenancy.WorkspaceRole;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.SQLDataType;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Who knows what. What is published is for everybody in the workspace but its guests; what is not, for its author, who reviews it, the
 * admins and the auditors. Auditors change nothing.
 */
@Component
public class Readership {
    private final DSLContext db;

    Readership(DSLContext db) {
        this.db = db;
    }

    // Whoever has roles, and only a guest’s, is somebody else’s.
    private static Condition guest() {
        return exists(selectOne().from(ROLE_GRANT).where(ROLE_GRANT.WORKSPACE_ID.eq(MEMBER.WORKSPACE_ID), ROLE_GRANT.MEMBER_ID.eq(MEMBER.ID), ROLE_GRANT.ROLE.eq(inline("guest"))))
                .and(notExists(selectOne().from(ROLE_GRANT).where(ROLE_GRANT.WORKSPACE_ID.eq(MEMBER.WORKSPACE_ID), ROLE_GRANT.MEMBER_ID.eq(MEMBER.ID), ROLE_GRANT.ROLE.ne(inline("guest")))));
    }

    private static Condition writes() {
        return guest().not().and(MEMBER.WORKSPACE_ROLE.ne(inline("auditor"))).and(MEMBER.STATE.eq(inline("active")));
    }

    /** Turns guests away. */
    @Transactional(readOnly = true)
    public void require(Reader reader) {
        if (reader.role() == WorkspaceRole.NONE && db.fetchExists(MEMBER, MEMBER.ID.eq(reader.member()), guest())) throw new NotAllowed();
    }

    /** Turns away guests, and auditors, who change nothing. */
    @Transactional(readOnly = true)
    public void requireWriter(Actor actor) {
        if (!writes(actor.person())) throw new NotAllowed();
    }

    boolean writes(MemberId member) {
        return db.fetchExists(MEMBER, MEMBER.ID.eq(member), writes());
    }

    /** Everybody who can be asked to review what this person wrote, by name. */
    @Transactional(readOnly = true)
    public List<Entry.Person> reviewers(MemberId author) {
        return db.select(MEMBER.ID, MEMBER.DISPLAY_NAME)
                .from(MEMBER)
                .where(writes(), MEMBER.ID.ne(author))
                .orderBy(MEMBER.DISPLAY_NAME.collate(name("extension", "names")), MEMBER.ID)
                .fetch(row -> new Entry.Person(row.value1(), row.value2()));
    }

    /** Which entries a reader who is no guest may know of. */
    static Condition known(Reader reader) {
        return full(reader) ? trueCondition() : ENTRY.EDITION.gt(inline(0)).or(own(reader.member()));
    }

    /** What is one’s own, or given to one to review. */
    static Condition own(MemberId member) {
        return ENTRY.AUTHOR_ID.eq(member).or(reviewing(member));
    }

    /** What waits for this person’s review: asked of them, or come to them as a duty of somebody else. */
    static Condition reviewing(MemberId member) {
        var owed = exists(selectOne().from(DUTY).where(DUTY.WORKSPACE_ID.eq(ENTRY.WORKSPACE_ID), DUTY.SUBJECT_ID.eq(ENTRY.ID.coerce(SQLDataType.UUID)), DUTY.KIND.eq(inline(Entries.REVIEW_OWED)), DUTY.STATE.eq(inline("open")), DUTY.DOER_ID.eq(member)));
        return ENTRY.STATE.eq(inline("review")).and(ENTRY.APPROVER_ID.eq(member).or(owed));
    }

    static boolean full(Reader reader) {
        return reader.role() != WorkspaceRole.NONE;
    }

    /** Whether what is not published yet is for this reader. */
    static boolean sees(Entry entry, Reader reader) {
        return full(reader) || entry.writtenBy(reader.member()) || entry.reviewing();
    }
}
