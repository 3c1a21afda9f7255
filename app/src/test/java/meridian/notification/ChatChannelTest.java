package meridian.notification;

import static db.notification.Tables.NOTICE;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import meridian.outbox.NoticeGroup;
import org.jooq.DSLContext;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What a connector of a chat service can rely on. */
class ChatChannelTest extends Telling {
    @Autowired
    DSLContext db;

    @Test
    void peopleWhomAChatReachesAreToldThereOnceAlsoAfterItWasDown() {
        clock.set(Instant.parse("2026-11-23T07:10:00Z"));
        var world = worlds.world();
        var reached = world.person("李婷").member();
        chat.reached.add(reached);
        chat.failures = 1;
        tell(world, "铺货", "李婷", "陈浩");
        carriers.carryDue();
        assertThat(mine(reached)).isEmpty();
        clock.forward(Duration.ofMinutes(1));
        carriers.carryDue();
        carriers.carryDue();
        assertThat(mine(reached)).hasSize(1).first().satisfies(sent -> {
            assertThat(sent.message().text()).isEqualTo("王敏向您派发了任务“铺货”");
            assertThat(sent.message().title()).isEqualTo("新品区域上市");
            assertThat(sent.message().address()).startsWith("https://meridian.example/w/" + world.slug + "/notices/");
        });
    }

    @Test
    void quietHoursHoldWhatAPersonIsToldButNotWhatIsCritical() {
        clock.set(Instant.parse("2026-11-23T16:00:00Z"));
        var world = worlds.world();
        var reached = world.person("李婷").member();
        chat.reached.add(reached);
        choose(world, "李婷", night(), Digest.NONE);
        tell(world, "夜里", "李婷");
        tell(world, notice(world, "urgent", NoticeGroup.EMERGENCY, true, "断供", "李婷"));
        carriers.carryDue();
        assertThat(mine(reached)).hasSize(1).first().satisfies(sent -> assertThat(sent.message().urgent()).isTrue());
        clock.forward(Duration.ofHours(8));
        carriers.carryDue();
        assertThat(mine(reached)).hasSize(2);
    }

    @Test
    void aGroupHearsOfACauseOnceWhoeverIsToldLater() {
        var world = worlds.world();
        chat.groups.add(world.project);
        tell(world, notice(world, "a", NoticeGroup.EMERGENCY, true, "断供", "李婷", "陈浩"));
        tell(world, notice(world, "a", NoticeGroup.EMERGENCY, true, "断供", "周颖"));
        carriers.carryDue();
        var sent = chat.sent.stream().filter(each -> each.to().equals(new ChatChannel.Receiver.Group("group-" + world.project))).toList();
        assertThat(sent).hasSize(1).first().satisfies(each -> assertThat(each.message().address()).isEqualTo("https://meridian.example/w/" + world.slug + "/p/HDSS/plan"));
    }

    @Test
    void aGroupHearsOfItOnceAlsoWhenTwoTellIt() throws Exception {
        var world = worlds.world();
        chat.groups.add(world.project);
        var both = new CyclicBarrier(2);
        try (var two = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var recipient : List.of("李婷", "周颖")) {
                two.submit(() -> world.in(() -> transaction.executeWithoutResult(status -> {
                    try {
                        both.await(10, TimeUnit.SECONDS);
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                    notices.tell(notice(world, "b", NoticeGroup.EMERGENCY, true, "断供", recipient));
                })));
            }
        }
        carriers.carryDue();
        assertThat(chat.sent.stream().filter(each -> each.to().equals(new ChatChannel.Receiver.Group("group-" + world.project)))).hasSize(1);
        world.in(() -> transaction.executeWithoutResult(status -> assertThat(db.fetchCount(NOTICE, NOTICE.CAUSE.eq("b"))).isEqualTo(2)));
    }

    private List<ChatFake.Sent> mine(meridian.tenancy.MemberId member) {
        return chat.sent.stream().filter(each -> each.to().equals(new ChatChannel.Receiver.Person(member))).toList();
    }
}
