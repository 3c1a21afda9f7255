package meridian.identity;

import static db.identity.Tables.WORKSPACE;

import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import meridian.activity.Activities;
import meridian.activity.Changes;
import meridian.tenancy.AccountId;
import meridian.tenancy.Actor;
import meridian.tenancy.Ref;
import meridian.tenancy.Refused;
import meridian.tenancy.Stale;
import meridian.tenancy.Tenancy;
import meridian.tenancy.WorkspaceId;
import org.jooq.DSLContext;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/** The tenants. What is in one is invisible from every other. */
@Component
public class Workspaces {
    private final DSLContext db;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final Admins admins;
    private final Activities activities;

    Workspaces(DSLContext db, TransactionTemplate transaction, Clock clock, Admins admins, Activities activities) {
        this.db = db;
        this.transaction = transaction;
        this.clock = clock;
        this.admins = admins;
        this.activities = activities;
    }

    /** A workspace that somebody may enter. */
    public record Entry(WorkspaceId id, String slug, String name) {}

    /** Whether nothing has been set up yet. */
    public boolean none() {
        return !db.select(org.jooq.impl.DSL.field("identity.workspace_exists()", Boolean.class)).fetchSingle().value1();
    }

    /** Whether the demo lives here: its people's passwords are known to everybody. */
    public boolean holdsDemo() {
        return db.select(org.jooq.impl.DSL.field("identity.demo_exists()", Boolean.class)).fetchSingle().value1();
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
        return create(WorkspaceId.next(), name, slug, unitCode, locale, demo);
    }

    WorkspaceId create(WorkspaceId id, String name, String slug, String unitCode, Locale locale, boolean demo) {
        var check = new Refused.Check();
        var cleanName = check.text("name", name, 120);
        check(check, slug, unitCode);
        check.done();
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

    static void check(Refused.Check check, String slug, String unitCode) {
        check.reject(!slug.matches("[a-z0-9][a-z0-9-]{1,38}"), "slug", "identity.slug_wrong");
        check.reject(!unitCode.matches("[A-Z0-9]{2,8}"), "unit_code", "identity.unit_code_wrong");
    }

    /** The workspace's own settings. */
    public record Settings(String name, String slug, String unitCode, Locale locale, int version) {}

    @Transactional(readOnly = true)
    public Settings settings() {
        return db.select(WORKSPACE.NAME, WORKSPACE.SLUG, WORKSPACE.UNIT_CODE, WORKSPACE.DEFAULT_LOCALE, WORKSPACE.VERSION)
                .from(WORKSPACE)
                .fetchSingle(row -> new Settings(row.value1(), row.value2(), row.value3(), Locale.forLanguageTag(row.value4()), row.value5()));
    }

    /** Changes the current workspace; its word in addresses stays, because links to it are everywhere. */
    @Transactional
    public void change(String typedName, String unitCode, Locale locale, int version, Actor actor) {
        admins.require(actor);
        var before = settings();
        var check = new Refused.Check();
        var name = check.text("name", typedName, 120);
        check(check, before.slug(), unitCode);
        check.done();
        var changed = db.update(WORKSPACE)
                .set(WORKSPACE.NAME, name)
                .set(WORKSPACE.UNIT_CODE, unitCode)
                .set(WORKSPACE.DEFAULT_LOCALE, Members.tag(locale))
                .set(WORKSPACE.VERSION, WORKSPACE.VERSION.plus(1))
                .where(WORKSPACE.WORKSPACE_ID.eq(actor.workspace()), WORKSPACE.VERSION.eq(version))
                .execute();
        if (changed == 0) throw new Stale();
        var changes = new Changes()
                .of("name", before.name(), name)
                .of("unit_code", before.unitCode(), unitCode)
                .of("locale", Members.tag(before.locale()), Members.tag(locale));
        if (changes.any()) activities.record(actor, new IdentityActivity.WorkspaceChanged(Ref.of("workspace", actor.workspace()), changes.list()));
    }
}
