package meridian.activity;

import static db.activity.Tables.ACTIVITY;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import meridian.tenancy.ProjectId;
import meridian.tenancy.Ref;
import meridian.tenancy.WorkspaceId;
import meridian.world.MeridianTest;
import meridian.world.TestDatabase;
import meridian.world.Worlds.World;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** A history that was touched is found out, whoever was at work meanwhile. */
class SealTest extends MeridianTest {
    @Autowired
    Seals seals;

    @Autowired
    Activities activities;

    private World world;

    @BeforeEach
    void aWorldWithAHistory() {
        world = worlds.world();
        happen("a");
        happen("b");
        sealAll();
        happen("c");
        happen("d");
        sealAll();
    }

    @Test
    void whatNobodyTouchedIsAsItWasSealed() throws SQLException {
        var verdict = check();
        assertThat(verdict.finding()).isNull();
        assertThat(verdict.rows()).isEqualTo(number("select count(*) from activity.activity where workspace_id = '" + world.workspace + "'"));
        assertThat(verdict.head().waiting()).isZero();
        happen("e");
        assertThat(check().head().waiting()).isEqualTo(1);
        assertThat(seals.wanted()).contains(world.workspace);
        sealAll();
        assertThat(check().good()).isTrue();
        assertThat(seals.wanted()).doesNotContain(world.workspace);
    }

    @Test
    void aChangedRowIsNamed() throws SQLException {
        var row = row("c");
        owner("update activity.activity set data = jsonb_set(data, '{name}', '\"x\"') where id = '" + row + "'");
        assertThat(check().finding()).satisfies(found -> {
            assertThat(found.what()).isEqualTo("row_changed");
            assertThat(found.row()).isEqualTo(row);
            assertThat(found.type()).isEqualTo("happened");
        });
    }

    @Test
    void everyColumnOfARowIsSealed() throws SQLException {
        var row = row("a");
        for (var change : List.of("at = at + interval '1 microsecond'", "actor_id = '" + UUID.randomUUID() + "'", "address = 'x'", "type = 'other'", "v = 2::smallint", "subject_kind = 'x'",
                "subject_id = '" + UUID.randomUUID() + "'", "project_id = '" + UUID.randomUUID() + "'", "party_id = '" + UUID.randomUUID() + "'")) {
            owner("create table kept as select * from activity.activity where id = '" + row + "'");
            owner("update activity.activity set " + change + " where id = '" + row + "'");
            assertThat(check().good()).as(change).isFalse();
            owner("delete from activity.activity where id = '" + row + "'");
            owner("insert into activity.activity select * from kept");
            owner("drop table kept");
            assertThat(check().good()).as("put back: " + change).isTrue();
        }
    }

    @Test
    void aRemovedRowIsNamed() throws SQLException {
        var row = row("b");
        owner("delete from activity.activity where id = '" + row + "'");
        assertThat(check().finding()).satisfies(found -> {
            assertThat(found.what()).isEqualTo("row_missing");
            assertThat(found.row()).isEqualTo(row);
        });
    }

    @Test
    void aRowThatWasSlippedInIsNamed() throws SQLException {
        var row = UUID.randomUUID();
        owner("insert into activity.activity (workspace_id, id, at, type, subject_kind, subject_id, xact) select workspace_id, '" + row + "', at, 'happened', 'party', subject_id, xact from activity.activity where id = '" + row("b") + "'");
        assertThat(check().finding()).satisfies(found -> {
            assertThat(found.what()).isEqualTo("row_added");
            assertThat(found.row()).isEqualTo(row);
        });
    }

    @Test
    void aSealIsNeitherTakenOutNorChanged() throws SQLException {
        owner("create table kept as select * from activity.seal where workspace_id = '" + world.workspace + "'");
        owner("delete from activity.seal where number = 1 and workspace_id = '" + world.workspace + "'");
        assertThat(check().finding().what()).isEqualTo("seal_missing");
        for (var change : List.of("hash = '\\x00'", "marks = overlay(marks placing '\\xff'::bytea from 20)", "previous_hash = '\\x01'", "row_count = row_count + 1")) {
            owner("delete from activity.seal where workspace_id = '" + world.workspace + "'");
            owner("insert into activity.seal select * from kept");
            assertThat(check().good()).isTrue();
            owner("update activity.seal set " + change + " where number = 2 and workspace_id = '" + world.workspace + "'");
            assertThat(check().good()).as(change).isFalse();
        }
        owner("drop table kept");
    }

    @Test
    void aLongTransactionDelaysTheSealAndDoesNotBreakIt() throws SQLException {
        try (var slow = TestDatabase.asOwner()) {
            slow.setAutoCommit(false);
            insert(slow, world.workspace, "slow");
            happen("e");
            happen("f");
            sealAll();
            assertThat(check().good()).isTrue();
            assertThat(check().head().waiting()).as("what came after the slow one began waits for it").isEqualTo(2);
            insert(slow, world.workspace, "slow");
            slow.commit();
        }
        sealAll();
        var verdict = check();
        assertThat(verdict.good()).isTrue();
        assertThat(verdict.head().waiting()).isZero();
        assertThat(verdict.rows()).isEqualTo(number("select count(*) from activity.activity where workspace_id = '" + world.workspace + "'"));
    }

    @Test
    void manyWriteWhileItIsSealed() throws Exception {
        var over = new AtomicBoolean();
        var written = new AtomicInteger();
        var writers = new ArrayList<Thread>();
        for (int i = 0; i < 6; i++) writers.add(Thread.startVirtualThread(() -> {
            while (!over.get()) {
                happen("w");
                written.incrementAndGet();
            }
        }));
        for (int i = 0; i < 40; i++) sealAll();
        over.set(true);
        for (var writer : writers) writer.join();
        sealAll();
        var verdict = check();
        assertThat(written.get()).isPositive();
        assertThat(verdict.good()).isTrue();
        assertThat(verdict.head().waiting()).isZero();
        assertThat(verdict.head().number()).isGreaterThan(5);
    }

    @Test
    void theApplicationItselfCannotTouchIt() {
        for (var act : List.of("update activity.activity set type = 'x'", "delete from activity.activity", "update activity.seal set hash = ''", "delete from activity.seal")) {
            org.assertj.core.api.Assertions.assertThatThrownBy(() -> in(world.workspace, () -> transaction.execute(status -> db.execute(act)))).as(act).hasMessageContaining("permission denied");
        }
    }

    @Autowired
    DSLContext db;

    @Autowired
    org.springframework.transaction.support.TransactionTemplate transaction;

    /** A server that counts transactions from its own beginning, as after a restore. */
    @Test
    void itIsSealedFurtherWhereTransactionsAreCountedAnew() throws Exception {
        var settings = TestDatabase.fresh("moved");
        var workspace = WorkspaceId.next();
        try (var owner = DriverManager.getConnection((String) settings.get("spring.datasource.url"), TestDatabase.owner(), TestDatabase.ownerPassword())) {
            owner.createStatement().execute("insert into identity.workspace (workspace_id, slug, name, unit_code) values ('" + workspace + "', 'moved', 'Moved', 'MV')");
            var there = DSL.using(owner, SQLDialect.POSTGRES);
            var chain = new Seals(there, Clock.systemUTC());
            insert(owner, workspace, "before");
            owner.createStatement().execute("update activity.activity set xact = xact + 5000000000");
            owner.createStatement().execute("call activity.carry_on()");
            insert(owner, workspace, "after");
            assertThat(chain.seal(workspace)).isEqualTo(2);
            insert(owner, workspace, "later");
            owner.createStatement().execute("call activity.carry_on()");
            assertThat(chain.seal(workspace)).isEqualTo(1);
            assertThat(SealCheck.of(there, workspace).good()).isTrue();
        }
    }

    // ---- words of these stories

    private record Happened(Ref subject, String name) implements Event {
        @Override
        public String type() {
            return "happened";
        }
    }

    private void happen(String name) {
        in(world.workspace, () -> transaction.execute(status -> {
            activities.record(world.person("王敏").actor(), new Happened(Ref.of("party", world.parties.get("华南")), name), (ProjectId) null, null);
            return null;
        }));
    }

    private UUID row(String name) {
        return in(world.workspace, () -> transaction.execute(status -> db.select(ACTIVITY.ID).from(ACTIVITY).where("type = 'happened' and data->>'name' = ?", name).fetchSingle().value1().value()));
    }

    private void sealAll() {
        in(world.workspace, () -> {
            while (seals.seal(world.workspace) > 0) {
                // link by link
            }
            return null;
        });
    }

    private SealCheck.Verdict check() {
        return in(world.workspace, () -> seals.check(world.workspace));
    }

    private static void insert(Connection connection, WorkspaceId workspace, String type) throws SQLException {
        connection.createStatement().execute("insert into activity.activity (workspace_id, id, at, type, subject_kind, subject_id) values ('" + workspace + "', '" + new UUID(Instant.now().toEpochMilli() << 16 | 0x7000, UUID.randomUUID().getLeastSignificantBits())
                + "', now(), '" + type + "', 'party', '" + UUID.randomUUID() + "')");
    }

    private static void owner(String sql) throws SQLException {
        try (var owner = TestDatabase.asOwner()) {
            owner.createStatement().execute(sql);
        }
    }

    private static long number(String sql) throws SQLException {
        try (var owner = TestDatabase.asOwner(); var rows = owner.createStatement().executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
