package meridian.notification;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import meridian.board.Readings;
import meridian.outbox.Notice;
import meridian.outbox.NoticeGroup;
import meridian.outbox.Notices;
import meridian.tenancy.CommentId;
import meridian.tenancy.InstructionId;
import meridian.tenancy.Ref;
import meridian.tenancy.TaskId;
import meridian.workplan.Dispatching;
import meridian.workplan.TaskComments;
import meridian.workplan.TaskFields;
import meridian.workplan.TaskKind;
import meridian.workplan.Tasks;
import meridian.world.MeridianTest;
import meridian.world.Statements;
import meridian.world.Worlds;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

class NoticePagesTest extends MeridianTest {
    @Autowired
    Notices notices;

    @Autowired
    TransactionTemplate transaction;

    @Autowired
    Tasks tasks;

    @Autowired
    TaskComments comments;

    @Autowired
    Dispatching dispatching;

    @Autowired
    Readings readings;

    @Autowired
    Statements statements;

    @Test
    void theBellCountsWhatIsUnreadAndOpeningANoticeLeadsThereAndMarksIt() {
        var world = worlds.world();
        tell(world, "a", "甲", "李婷");
        tell(world, "b", "乙", "李婷");
        var browser = world.signedIn("李婷", port);
        var page = browser.get(world.url("/notices")).page();
        assertThat(page.select("#bell b").text()).isEqualTo("2");
        assertThat(page.select(".rail a[href$=/notices] b").text()).isEqualTo("2");
        assertThat(page.select(".notice-line.unread")).hasSize(2);
        var link = page.select(".notice-line a").first().attr("href");
        var opened = browser.get(link);
        assertThat(opened.status()).isEqualTo(303);
        assertThat(opened.location()).isEqualTo(world.url("/p/HDSS/plan"));
        page = browser.get(world.url("/notices")).page();
        assertThat(page.select("#bell b").text()).isEqualTo("1");
        assertThat(browser.get(world.url("/notices?unread=true")).page().select(".notice-line")).hasSize(1);
        assertThat(browser.post(page.select(".notice-line.unread form").attr("action")).status()).isEqualTo(303);
        assertThat(browser.get(world.url("/notices")).page().select("#bell b")).isEmpty();
        assertThat(browser.get(world.url("/notices?unread=true")).page().select(".empty h2").text()).isEqualTo("没有未读通知");
        assertThat(world.signedIn("陈浩", port).get(link).status()).isEqualTo(404);
        assertThat(world.signedIn("陈浩", port).post(link + "/reading").status()).isEqualTo(404);
    }

    @Test
    void noticesStandUnderTheDayOfTheReadersOwnZoneAndAreReadAPageAtATime() {
        var world = worlds.world();
        var evening = Instant.parse("2026-11-23T17:30:00Z"); // 01:30 on the 24th in Shanghai, 18:30 on the 23rd in Berlin
        clock.set(evening);
        tell(world, "night", "夜里的", "李婷");
        tell(world, "night", "夜里的", "Johanna Maier");
        clock.set(Instant.parse("2026-11-24T08:00:00Z"));
        for (int i = 0; i < 120; i++) tell(world, "n" + i, "第" + i, "李婷");
        assertThat(world.signedIn("Johanna Maier", port).get(world.url("/notices")).page().select("#day-2026-11-23 h2").text()).isEqualTo("Yesterday");
        var browser = world.signedIn("李婷", port);
        var seen = new HashSet<String>();
        var address = world.url("/notices");
        int pages = 0;
        while (!address.isEmpty() && pages++ < 5) {
            var page = browser.get(address).page();
            page.select(".notice-line").eachAttr("id").forEach(id -> assertThat(seen.add(id)).isTrue());
            assertThat(page.select("section.card h2").eachText()).containsOnly("今天");
            address = page.select(".pager a[rel=next]").attr("href");
        }
        assertThat(seen).hasSize(121);
        assertThat(pages).isEqualTo(3);
        browser.post(world.url("/notices/reading"));
        assertThat(browser.get(world.url("/notices")).page().select(".notice-line.unread")).isEmpty();
    }

    @Test
    void theListTakesFewStatementsHoweverLongItIs() {
        var world = worlds.world();
        for (int i = 0; i < 60; i++) tell(world, "n" + i, "第" + i, "李婷");
        var browser = world.signedIn("李婷", port);
        browser.get(world.url("/notices"));
        assertThat(statements.of(() -> browser.get(world.url("/notices")))).hasSizeLessThanOrEqualTo(6);
    }

    @Test
    void whoIsMentionedOfferedATaskOrInstructedIsTold() {
        var world = worlds.world();
        var id = TaskId.next();
        world.in(() -> {
            var chief = world.person("王敏").actor();
            var fields = TaskFields.titled("门店铺货").withParty(world.parties.get("华南"));
            tasks.add(new Tasks.NewTask(id, world.project, TaskKind.TASK, null, null, fields), chief);
            dispatching.offer(id, world.person("周颖").member(), world.person("陈浩").actor());
            comments.write(id, CommentId.next(), "@周颖 请看 <b>清单</b>", chief);
            dispatching.giveBack(id, "人手不够", world.person("周颖").actor());
            readings.instruct(world.project, InstructionId.next(), world.person("陈浩").member(), "请补齐", LocalDate.now(ZoneId.of("Asia/Shanghai")).plusDays(2), chief);
        });
        var executor = world.signedIn("周颖", port).get(world.url("/notices")).page();
        assertThat(executor.select(".notice-line a").eachText()).containsExactly("王敏在“门店铺货”中提到了您：@周颖 请看 <b>清单</b>", "陈浩向您派发了任务“门店铺货”");
        assertThat(executor.select(".notice-line small").first().text()).contains("新品区域上市");
        var lead = world.signedIn("陈浩", port).get(world.url("/notices")).page();
        assertThat(lead.select(".notice-line a").eachText()).anyMatch(text -> text.startsWith("王敏给您的批示（")).contains("周颖退回了任务“门店铺货”：人手不够");
    }

    @Test
    void anOpenPageHearsOfItWithinASecond() throws Exception {
        var world = worlds.world();
        var request = java.net.http.HttpRequest.newBuilder(java.net.URI.create("http://localhost:" + port + world.url("/live?topic=member:" + world.person("李婷").member())))
                .header("Cookie", "meridian_session=" + world.session("李婷")).header("Accept", "text/event-stream").GET().build();
        try (var http = java.net.http.HttpClient.newHttpClient()) {
            var stream = http.sendAsync(request, java.net.http.HttpResponse.BodyHandlers.ofLines()).get(10, java.util.concurrent.TimeUnit.SECONDS).body().iterator();
            assertThat(stream.next()).startsWith(":");
            var told = System.nanoTime();
            tell(world, "x", "甲", "李婷");
            while (!stream.next().contains("member:" + world.person("李婷").member())) assertThat(System.nanoTime() - told).isLessThan(Duration.ofSeconds(5).toNanos());
            assertThat(Duration.ofNanos(System.nanoTime() - told)).isLessThan(Duration.ofSeconds(1));
            http.shutdownNow();
        }
    }

    private void tell(Worlds.World world, String cause, String title, String person) {
        world.in(() -> transaction.executeWithoutResult(status -> notices.tell(new Notice("test", NoticeGroup.PLAN, List.of(world.person(person).member()), cause, world.project,
                new Ref("task", new UUID(1, 1)), title, "/p/HDSS/plan", List.of(), false))));
    }
}
