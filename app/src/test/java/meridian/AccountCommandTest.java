package meridian;

import static db.activity.Tables.ACTIVITY;
import static meridian.Shell.said;
import static org.assertj.core.api.Assertions.assertThat;

import meridian.world.MeridianTest;
import meridian.world.TestDatabase;
import org.jooq.DSLContext;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

class AccountCommandTest extends MeridianTest {
    @Autowired
    DSLContext db;

    @Autowired
    TransactionTemplate transaction;

    @Test
    void theOnlyAdminWhoForgotTheirsComesBackByTheShell() {
        var world = worlds.world();
        var admin = world.person("管理员");
        var address = Shell.asOwner(TestDatabase.url());
        assertThat(said(1, "account", "reset", "nobody@" + world.slug + ".example", "--db", address)).isEmpty();
        assertThat(said(2, "account", "reset", "--db", address)).isEmpty();

        var first = said(0, "account", "reset", admin.email(), "--db", address).lines().toList().getLast();
        var link = said(0, "account", "reset", " " + admin.email().toUpperCase() + " ", "--db", address).lines().toList().getLast();
        assertThat(browser().get(first).status()).as("a newer one ends it").isEqualTo(404);
        var browser = browser();
        assertThat(browser.get(link).page().text()).contains(admin.email());
        assertThat(browser.post(link, "password", "quite another phrase").status()).isEqualTo(303);
        assertThat(browser.get(world.url("/admin/people")).status()).isEqualTo(200);
        assertThat(browser().get(link).status()).isEqualTo(404);
        int kept = in(world.workspace, () -> transaction.execute(status -> db.fetchCount(ACTIVITY, ACTIVITY.TYPE.eq("reset_link_made"), ACTIVITY.SUBJECT_ID.eq(admin.member().value()))));
        assertThat(kept).isEqualTo(2);
    }
}
