package meridian.launch;

import static db.identity.Tables.MEMBER;
import static db.identity.Tables.ROLE_GRANT;

import java.util.LinkedHashMap;
import java.util.Map;
import meridian.tenancy.MemberId;
import meridian.tenancy.PartyId;
import meridian.tenancy.ProjectId;
import org.jooq.DSLContext;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Who signs for each party: its lead, else the head of the support department; who holds it longest. A party without one has no signer. */
@Component
class Signers {
    private final DSLContext db;

    Signers(DSLContext db) {
        this.db = db;
    }

    record Signer(MemberId member, String name) {}

    @Transactional(readOnly = true)
    Map<PartyId, Signer> of(ProjectId project) {
        var signers = new LinkedHashMap<PartyId, Signer>();
        db.select(ROLE_GRANT.PARTY_ID, MEMBER.ID, MEMBER.DISPLAY_NAME)
                .from(ROLE_GRANT)
                .join(MEMBER).on(MEMBER.WORKSPACE_ID.eq(ROLE_GRANT.WORKSPACE_ID), MEMBER.ID.eq(ROLE_GRANT.MEMBER_ID))
                .where(ROLE_GRANT.PROJECT_ID.eq(project), ROLE_GRANT.PARTY_ID.isNotNull(), ROLE_GRANT.ROLE.in("lead", "support_head"), MEMBER.STATE.ne("left"))
                .orderBy(ROLE_GRANT.ROLE, ROLE_GRANT.GRANTED_AT, ROLE_GRANT.ID)
                .forEach(row -> signers.putIfAbsent(row.value1(), new Signer(row.value2(), row.value3())));
        return signers;
    }
}
