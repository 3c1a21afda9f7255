package meridian;

import static meridian.Shell.said;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.DriverManager;
import java.time.Clock;
import java.util.UUID;
import meridian.activity.SealCheck;
import meridian.activity.Seals;
import meridian.tenancy.WorkspaceId;
import meridian.world.TestDatabase;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.Test;

class AuditCommandTest {
    @Test
    void theFirstBrokenRowIsFoundFromTheShell() throws Exception {
        var url = (String) TestDatabase.fresh("audited").get("spring.datasource.url");
        var workspace = WorkspaceId.next();
        try (var owner = DriverManager.getConnection(url, TestDatabase.owner(), TestDatabase.ownerPassword())) {
            owner.createStatement().execute("insert into identity.workspace (workspace_id, slug, name, unit_code) values ('" + workspace + "', 'audited', 'Audited', 'AU')");
            var there = DSL.using(owner, SQLDialect.POSTGRES);
            for (var type : new String[] {"first", "second", "third"}) {
                owner.createStatement().execute("insert into activity.activity (workspace_id, id, type, subject_kind, subject_id) values ('" + workspace + "', '" + UUID.randomUUID() + "', '" + type + "', 'party', '" + UUID.randomUUID() + "')");
                assertThat(new Seals(there, Clock.systemUTC()).seal(workspace)).isEqualTo(1);
            }
            var head = "audited:3:" + SealCheck.of(there, workspace).head().hash();
            var address = Shell.asOwner(url);

            assertThat(said(0, "audit", "verify", "--db", address)).contains("audited: 3 activities are as they were sealed, 0 wait").contains(head);
            assertThat(said(0, "audit", "verify", "--db", address, "--anchor", head, "--json")).contains("\"good\":true");
            assertThat(said(1, "audit", "verify", "--db", address, "--anchor", "audited:2:" + "0".repeat(64))).contains("made anew");
            assertThat(said(1, "audit", "verify", "--db", address, "--anchor", "nobody:2:" + "0".repeat(64))).contains("audited");
            assertThat(said(1, "audit", "verify", "--db", address, "--anchor", "audited")).isNotNull();

            owner.createStatement().execute("update activity.activity set type = 'x' where type = 'second'");
            assertThat(said(1, "audit", "verify", "--db", address)).contains("audited: BROKEN. Activity").contains("was changed after seal 2").contains("The 1 activities before it");
            assertThat(said(1, "audit", "verify", "--db", address, "--json")).contains("\"broken\":\"row_changed\"");
        }
    }
}
