package meridian.identity;

import static db.identity.Tables.MEMBER;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Locale;
import meridian.tenancy.AccountId;
import meridian.tenancy.Actor;
import meridian.tenancy.DepartmentId;
import meridian.tenancy.MemberId;
import meridian.tenancy.Refused;
import meridian.tenancy.RegionId;
import meridian.tenancy.WorkspaceRole;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The people of a workspace. Every row of business points to a member, never to an account. */
@Component
public class Members {
    private final DSLContext db;
    private final Clock clock;

    Members(DSLContext db, Clock clock) {
        this.db = db;
        this.clock = clock;
    }

    /** What is asked of a new member; without an account they are known by name until they accept an invitation. */
    public record NewMember(
            String name,
            @Nullable String email,
            String phone,
            Locale locale,
            String zone,
            @Nullable RegionId region,
            @Nullable DepartmentId department,
            WorkspaceRole role,
            @Nullable AccountId account) {}

    @Transactional
    public MemberId add(NewMember member, Actor actor) {
        var check = new Refused.Check();
        var name = check.text("name", member.name(), 80);
        var email = member.email() == null || member.email().isBlank() ? null : Accounts.normal(member.email());
        check.reject(email != null && !email.matches("[^@\\s]+@[^@\\s]+"), "email", "identity.email_wrong");
        check.reject(!isZone(member.zone()), "zone", "identity.zone_wrong");
        check.done();
        var id = MemberId.next();
        var made = db.insertInto(MEMBER)
                .set(MEMBER.ID, id)
                .set(MEMBER.ACCOUNT_ID, member.account())
                .set(MEMBER.DISPLAY_NAME, name)
                .set(MEMBER.EMAIL, email)
                .set(MEMBER.PHONE, member.phone())
                .set(MEMBER.LOCALE, member.locale().getLanguage().equals("zh") ? "zh-CN" : "en")
                .set(MEMBER.ZONE, member.zone())
                .set(MEMBER.REGION_ID, member.region())
                .set(MEMBER.DEPARTMENT_ID, member.department())
                .set(MEMBER.WORKSPACE_ROLE, member.role().text())
                .set(MEMBER.STATE, member.account() == null ? "invited" : "active")
                .set(MEMBER.CREATED_AT, clock.instant())
                .onConflictDoNothing()
                .execute();
        if (made == 0) throw Refused.at("email", "refused.taken");
        return id;
    }

    static boolean isZone(String zone) {
        try {
            ZoneId.of(zone);
            return true;
        } catch (DateTimeException e) {
            return false;
        }
    }
}
