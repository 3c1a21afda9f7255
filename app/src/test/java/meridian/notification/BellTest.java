package meridian.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import meridian.outbox.Notice;
import meridian.outbox.NoticeGroup;
import meridian.outbox.Notices;
import meridian.tenancy.NotFound;
import meridian.tenancy.Reader;
import meridian.tenancy.Ref;
import meridian.tenancy.WorkspaceRole;
import meridian.world.MeridianTest;
import meridian.world.Worlds;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.IllegalTransactionStateException;
import org.springframework.transaction.support.TransactionTemplate;

class BellTest extends MeridianTest {
    @Autowired
    Notices notices;

    @Autowired
    Bell bell;

    @Autowired
    TransactionTemplate transaction;

    @Test
    void theSameCauseIsToldOnceToEachRecipient() {
        var world = worlds.world();
        tell(world, "duty:1:lead", "华南物料", "李婷", "王敏", "李婷");
        tell(world, "duty:1:lead", "华南物料", "李婷", "陈浩");
        tell(world, "duty:1:chief", "华南物料", "李婷");
        world.in(() -> {
            assertThat(bell.unread(world.person("李婷").member())).isEqualTo(2);
            assertThat(bell.unread(world.person("王敏").member())).isEqualTo(1);
            assertThat(bell.unread(world.person("陈浩").member())).isEqualTo(1);
        });
    }

    @Test
    void whatIsRolledBackWasNeverTold() {
        var world = worlds.world();
        world.in(() -> transaction.executeWithoutResult(status -> {
            notices.tell(notice(world, "x", "华南物料", "李婷"));
            status.setRollbackOnly();
        }));
        world.in(() -> assertThat(bell.unread(world.person("李婷").member())).isZero());
        world.in(() -> assertThatThrownBy(() -> notices.tell(notice(world, "x", "华南物料", "李婷"))).isInstanceOf(IllegalTransactionStateException.class));
    }

    @Test
    void nobodyReadsOrOpensAnothersNotices() {
        var world = worlds.world();
        var elsewhere = worlds.world();
        tell(world, "x", "华南物料", "李婷");
        var id = in(world.workspace, () -> bell.of(reader(world, "李婷"), false, null).lines().getFirst().id());
        world.in(() -> {
            assertThat(bell.of(reader(world, "陈浩"), false, null).lines()).isEmpty();
            assertThatThrownBy(() -> bell.open(id, world.person("陈浩").actor())).isInstanceOf(NotFound.class);
        });
        elsewhere.in(() -> assertThatThrownBy(() -> bell.open(id, world.person("李婷").actor())).isInstanceOf(NotFound.class));
        world.in(() -> assertThat(bell.open(id, world.person("李婷").actor())).isEqualTo("/p/HDSS/plan"));
        world.in(() -> assertThat(bell.unread(world.person("李婷").member())).isZero());
    }

    @Test
    void namesTimesAndWordsAreTheReaders() {
        var sentence = new Sentence("test", "T", List.of(Notice.at(Instant.parse("2026-11-23T07:10:00Z"))));
        assertThat(Sentence.time(Instant.parse("2026-11-23T07:10:00Z"), java.time.ZoneId.of("Asia/Shanghai"), Instant.parse("2026-11-23T08:00:00Z"))).isEqualTo("15:10");
        assertThat(Sentence.time(Instant.parse("2026-11-23T17:10:00Z"), java.time.ZoneId.of("Asia/Shanghai"), Instant.parse("2026-11-23T08:00:00Z"))).isEqualTo("11-24 01:10");
        assertThat(Notice.form(sentence.arguments().getFirst())).isEqualTo("at");
        assertThat(Notice.form("member:forged")).isNull();
    }

    private void tell(Worlds.World world, String cause, String title, String... people) {
        world.in(() -> transaction.executeWithoutResult(status -> notices.tell(notice(world, cause, title, people))));
    }

    private static Notice notice(Worlds.World world, String cause, String title, String... people) {
        return new Notice("test", NoticeGroup.PLAN, Arrays.stream(people).map(name -> world.person(name).member()).toList(), cause, world.project,
                new Ref("task", new UUID(1, 1)), title, "/p/HDSS/plan", List.of(), false);
    }

    private static Reader reader(Worlds.World world, String name) {
        var person = world.person(name);
        return new Reader(world.workspace, world.slug, "星河", person.account(), person.member(), name, java.time.ZoneId.of("Asia/Shanghai"), Locale.SIMPLIFIED_CHINESE, WorkspaceRole.NONE, null);
    }
}
