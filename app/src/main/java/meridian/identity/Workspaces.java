package meridian.identity;

import static db.identity.Tables.WORKSPACE;

import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import meridian.tenancy.AccountId;
import meridian.tenancy.Refused;
import meridian.tenancy.Tenancy;
import meridian.tenancy.WorkspaceId;
import org.jooq.DSLContext;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** The tenants. What is in one is invisible from every other. */
@Component
public class Workspaces {
    private final DSLContext db;
    private final TransactionTemplate transaction;
    private final Clock clock;

    Workspaces(DSLContext db, TransactionTemplate transaction, Clock clock) {
        this.db = db;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** A workspace that somebody may enter. */
    public record Entry(WorkspaceId id, String slug, String name) {}

    /** Whether nothing has been set up yet. */
    public boolean none() {
        return !db.select(org.jooq.impl.DSL.field("identity.workspace_exists()", Boolean.class)).fetchSingle().value1();
    }

    public List<Entry> of(AccountId account) {
        return db.fetch("select * from identity.workspaces_of(?)", account.value())
                .map(row -> new Entry(new WorkspaceId(row.get("workspace_id", UUID.class)), row.get("slug", String.class), row.get("name", String.class)));
    }

    /** Every workspace, for work in the background. */
    public List<WorkspaceId> all() {
        return db.fetch("select identity.all_workspaces()").map(row -> new WorkspaceId(row.get(0, UUID.class)));
    }

    /** Makes an empty workspace; {@code slug} is its word in addresses, {@code unitCode} begins its documents' numbers. */
    public WorkspaceId create(String name, String slug, String unitCode, Locale locale, boolean demo) {
        var check = new Refused.Check();
        var cleanName = check.text("name", name, 120);
        check.reject(!slug.matches("[a-z0-9][a-z0-9-]{1,38}"), "slug", "identity.slug_wrong");
        check.reject(!unitCode.matches("[A-Z0-9]{2,8}"), "unit_code", "identity.unit_code_wrong");
        check.done();
        var id = WorkspaceId.next();
        Tenancy.run(id, () -> transaction.executeWithoutResult(status -> {
            var made = db.insertInto(WORKSPACE)
                    .set(WORKSPACE.WORKSPACE_ID, id)
                    .set(WORKSPACE.SLUG, slug)
                    .set(WORKSPACE.NAME, cleanName)
                    .set(WORKSPACE.UNIT_CODE, unitCode)
                    .set(WORKSPACE.DEFAULT_LOCALE, locale.getLanguage().equals("zh") ? "zh-CN" : "en")
                    .set(WORKSPACE.DEMO, demo)
                    .set(WORKSPACE.CREATED_AT, clock.instant())
                    .onConflictDoNothing()
                    .execute();
            if (made == 0) throw Refused.at("slug", "refused.taken");
        }));
        return id;
    }
}
