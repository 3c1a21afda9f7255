package meridian.identity;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import meridian.tenancy.AccountId;
import meridian.tenancy.Actor;
import meridian.tenancy.NotFound;
import meridian.tenancy.Refused;
import meridian.tenancy.Tenancy;
import meridian.tenancy.WorkspaceId;
import meridian.tenancy.WorkspaceRole;
import org.jooq.DSLContext;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The first hour of a fresh installation: makes the workspace, its headquarters and its first admin. Open only while there is no
 * workspace, and only to who can read the code that the server printed when it started; so a stranger on the network cannot take it.
 */
@Component
public class SetUp {
    private static final String LETTERS = "ABCDEFGHJKMNPQRSTVWXYZ23456789";
    private static final long LOCK = 0x4d45524944L; // one setting up at a time, on all nodes

    private final String code = newCode();
    private final DSLContext db;
    private final TransactionTemplate transaction;
    private final Workspaces workspaces;
    private final Accounts accounts;
    private final Regions regions;
    private final Members members;

    SetUp(DSLContext db, TransactionTemplate transaction, Workspaces workspaces, Accounts accounts, Regions regions, Members members) {
        this.db = db;
        this.transaction = transaction;
        this.workspaces = workspaces;
        this.accounts = accounts;
        this.regions = regions;
        this.members = members;
    }

    /** What the first admin tells. */
    public record Beginning(
            String code,
            String workspaceName,
            String slug,
            String unitCode,
            Locale locale,
            String regionName,
            String zone,
            String holidaySet,
            String displayName,
            String email,
            String password) {}

    /** The admin who may now come in. */
    public record Begun(AccountId account, String slug) {}

    /** The code to print at the server's start; none once there is a workspace. */
    public Optional<String> code() {
        return workspaces.none() ? Optional.of(code) : Optional.empty();
    }

    public Begun begin(Beginning beginning) {
        if (!workspaces.none()) throw new NotFound();
        check(beginning);
        var hash = accounts.hash(beginning.password());
        var id = WorkspaceId.next();
        try {
            return Tenancy.in(id, () -> transaction.execute(status -> make(id, beginning, hash)));
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private Begun make(WorkspaceId id, Beginning beginning, String hash) {
        db.fetch("select pg_advisory_xact_lock(?)", LOCK);
        if (!workspaces.none()) throw new NotFound();
        var system = Actor.system(id);
        workspaces.create(id, beginning.workspaceName(), beginning.slug(), beginning.unitCode(), beginning.locale(), false);
        var headquarters = regions.add(beginning.regionName(), null, beginning.zone(), beginning.holidaySet(), Regions.OFFICE, system);
        var account = accounts.createWithHash(beginning.email(), hash, beginning.locale());
        members.add(new Members.NewMember(beginning.displayName(), beginning.email(), "", beginning.locale(), beginning.zone(), headquarters, null, WorkspaceRole.ADMIN, account), system);
        return new Begun(account, beginning.slug());
    }

    private void check(Beginning typed) {
        var given = typed.code().replaceAll("[^A-Za-z0-9]", "").toUpperCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8);
        if (!MessageDigest.isEqual(given, code.replace("-", "").getBytes(StandardCharsets.UTF_8))) throw Refused.at("code", "identity.setup_code_wrong");
        var check = new Refused.Check();
        check.text("workspace_name", typed.workspaceName(), 120);
        Workspaces.check(check, typed.slug(), typed.unitCode());
        check.text("region_name", typed.regionName(), 80);
        check.reject(!Members.isZone(typed.zone()), "zone", "identity.zone_wrong");
        check.reject(!Regions.isSet(typed.holidaySet()), "holiday_set", "identity.holiday_set_wrong");
        check.text("display_name", typed.displayName(), 80);
        check.reject(!Members.isEmail(Accounts.normal(typed.email())), "email", "identity.email_wrong");
        Accounts.check(check, typed.password(), "password");
        check.done();
    }

    private static String newCode() {
        var random = new SecureRandom();
        var code = new StringBuilder();
        for (int i = 0; i < 12; i++) {
            if (i > 0 && i % 4 == 0) code.append('-');
            code.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return code.toString();
    }
}
