package meridian.identity;

import static db.identity.Tables.MEMBER;

import java.util.List;
import meridian.tenancy.Actor;
import meridian.tenancy.MemberId;
import meridian.tenancy.NotAllowed;
import org.jooq.DSLContext;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Who may change the workspace itself: its admins, and the system at a fixed time or while it is set up. */
@Component
public class Admins {
    private final DSLContext db;

    Admins(DSLContext db) {
        this.db = db;
    }

    /** Refuses everybody else. Asked in the transaction of what is about to be done. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void require(Actor actor) {
        if (!is(actor)) throw new NotAllowed();
    }

    /** All of them who work here. */
    @Transactional(readOnly = true)
    public List<MemberId> all() {
        return db.select(MEMBER.ID).from(MEMBER).where(MEMBER.WORKSPACE_ROLE.eq("admin"), MEMBER.STATE.eq("active")).fetch(MEMBER.ID);
    }

    /** Whether this is one of them. */
    public boolean is(Actor actor) {
        return actor.member() == null
                || db.fetchExists(MEMBER, MEMBER.ID.eq(actor.person()), MEMBER.WORKSPACE_ROLE.eq("admin"), MEMBER.STATE.eq("active"));
    }
}
