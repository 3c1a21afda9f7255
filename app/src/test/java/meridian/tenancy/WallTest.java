package meridian.tenancy;

import static db.identity.Tables.MEMBER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import meridian.world.MeridianTest;
import meridian.world.TestDatabase;
import org.jooq.DSLContext;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.transaction.support.TransactionTemplate;

class WallTest extends MeridianTest {
    @Autowired
    DSLContext db;

    @Autowired
    TransactionTemplate transaction;

    @Test
    void withoutAWorkspaceThereAreNoRows() {
        worlds.world();
        assertThat(transaction.<Integer>execute(status -> db.fetchCount(MEMBER))).isZero();
        assertThat(db.fetchCount(MEMBER)).isZero();
    }

    @Test
    void aWorkspaceSeesItsOwnRowsOnly() {
        var one = worlds.world();
        var other = worlds.world();
        var seen = in(one.workspace, () -> transaction.<Integer>execute(status -> db.fetchCount(MEMBER)));
        assertThat(seen).isEqualTo(one.people.size());
        var foreign = in(one.workspace, () -> transaction.<Integer>execute(status -> db.fetchCount(MEMBER, MEMBER.ID.eq(other.person("王敏").member()))));
        assertThat(foreign).isZero();
    }

    /** What a worker claims from without knowing a workspace yet: ids and times, no content. */
    private static final java.util.Set<String> GLOBAL = java.util.Set.of("identity.secret_link", "meeting.calendar_feed", "duty.timer", "outbox.delivery");

    @Test
    void everyTenantTableHasTheWall() throws Exception {
        try (var owner = TestDatabase.asOwner()) {
            var open = owner.createStatement().executeQuery(
                    """
                    select n.nspname || '.' || c.relname
                    from pg_class c join pg_namespace n on n.oid = c.relnamespace
                    join pg_attribute a on a.attrelid = c.oid and a.attname = 'workspace_id' and not a.attisdropped
                    where c.relkind = 'r' and not c.relrowsecurity
                    order by 1""");
            var names = new java.util.ArrayList<String>();
            while (open.next()) names.add(open.getString(1));
            assertThat(names).isSubsetOf(GLOBAL);
        }
    }

    @Test
    void theApplicationDoesNotStartAsTheOwner() throws Exception {
        try (var owner = TestDatabase.asOwner()) {
            var jdbc = new JdbcTemplate(new SingleConnectionDataSource(owner, true));
            assertThatThrownBy(() -> Database.refuseMightyRole(jdbc)).isInstanceOf(IllegalStateException.class).hasMessageContaining("superuser");
        }
    }
}
