package meridian.duty;

import static db.duty.Tables.DUTY;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import meridian.identity.Grants;
import meridian.identity.Role;
import meridian.tenancy.DutyId;
import meridian.tenancy.Ref;
import meridian.world.MeridianTest;
import meridian.world.Worlds;
import org.jooq.DSLContext;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

class InboxTest extends MeridianTest {
    /** 15:10 in Shanghai, 08:10 in Berlin. */
    private static final Instant AFTERNOON = Instant.parse("2026-11-23T07:10:00Z");

    @Autowired
    Duties duties;

    @Autowired
    Grants grants;

    @Autowired
    DSLContext db;

    @Autowired
    TransactionTemplate transaction;

    @Test
    void dutiesStandUnderLateTodayAndLaterInTheReadersOwnZone() {
        clock.set(AFTERNOON);
        var world = worlds.world();
        for (var name : new String[] {"李婷", "Johanna Maier"}) {
            owe(world, name, "王敏", "超时的", "2026-11-23T07:00:00Z");
            owe(world, name, "王敏", "今天在上海", "2026-11-23T16:00:00Z"); // 24:00 in Shanghai, 17:00 in Berlin
            owe(world, name, "王敏", "今天在柏林", "2026-11-23T20:00:00Z"); // 04:00 tomorrow in Shanghai
        }
        var shanghai = world.signedIn("李婷", port).get(world.url("/inbox")).page();
        assertThat(shanghai.select("#inbox-late .duty").text()).contains("超时的");
        assertThat(shanghai.select("#inbox-today .duty").text()).contains("今天在上海").contains("24:00").doesNotContain("今天在柏林");
        assertThat(shanghai.select("#inbox-later .duty").text()).contains("今天在柏林").contains("明天");
        var berlin = world.signedIn("Johanna Maier", port).get(world.url("/inbox")).page();
        assertThat(berlin.select("#inbox-today .duty")).hasSize(2);
        assertThat(berlin.select("#inbox-today").text()).contains("Today").contains("17:00").contains("21:00");
    }

    @Test
    void aDutyIsUnreadUntilItsOwnerOpensIt() {
        var world = worlds.world();
        var id = owe(world, "李婷", "王敏", "看一看", "2027-01-01T00:00:00Z");
        var owner = world.signedIn("李婷", port);
        var to = world.signedIn("王敏", port);
        assertThat(owner.get(world.url("/inbox")).page().select(".duty.unread")).hasSize(1);
        assertThat(to.get(world.url("/inbox/" + id)).status()).isEqualTo(303);
        assertThat(to.get(world.url("/inbox/owed")).page().select(".duty").text()).contains("未读");
        assertThat(owner.get(world.url("/inbox/" + id)).status()).isEqualTo(303);
        assertThat(owner.get(world.url("/inbox")).page().select(".duty.unread")).isEmpty();
        assertThat(to.get(world.url("/inbox/owed")).page().select(".duty").text()).contains("已读");
    }

    @Test
    void nobodyOpensOrRemindsOfADutyThatIsNotTheirs() {
        var world = worlds.world();
        var id = owe(world, "李婷", "王敏", "两人之间", "2027-01-01T00:00:00Z");
        assertThat(world.signedIn("陈浩", port).get(world.url("/inbox/" + id)).status()).isEqualTo(404);
        assertThat(world.signedIn("陈浩", port).post(world.url("/inbox/" + id + "/reminder")).status()).isEqualTo(404);
        assertThat(world.signedIn("李婷", port).post(world.url("/inbox/" + id + "/reminder")).status()).isEqualTo(403);
        assertThat(world.signedIn("陈浩", port).get(world.url("/inbox")).body()).doesNotContain("两人之间");
        var elsewhere = worlds.world();
        assertThat(elsewhere.signedIn("王敏", port).get(elsewhere.url("/inbox/" + id)).status()).isEqualTo(404);
    }

    @Test
    void whomItIsOwedToRemindsOnceInFourHours() {
        clock.set(AFTERNOON);
        var world = worlds.world();
        var id = owe(world, "李婷", "王敏", "催一催", "2026-11-24T00:00:00Z");
        var owner = world.signedIn("李婷", port);
        var to = world.signedIn("王敏", port);
        owner.get(world.url("/inbox/" + id));
        var reminder = world.url("/inbox/" + id + "/reminder");
        assertThat(to.post(reminder).status()).isEqualTo(303);
        assertThat(owner.get(world.url("/inbox")).page().select(".duty.unread").text()).contains("已催办");
        var again = to.post(reminder, "_form", "remind-" + id, "_from", world.url("/inbox/owed"));
        assertThat(again.status()).isEqualTo(422);
        assertThat(again.body()).contains("四小时内已催办过");
        clock.forward(Duration.ofHours(4));
        assertThat(to.post(reminder).status()).isEqualTo(303);
    }

    @Test
    void aThousandDutiesAreReadAPageAtATime() {
        var world = worlds.world();
        var soon = Instant.now().plus(Duration.ofDays(3));
        world.in(() -> duties.openAll(java.util.stream.IntStream.range(0, 1000)
                .mapToObj(i -> new Duties.NewDuty("test_thing", world.project, null, new Ref("task", UUID.randomUUID()), "第" + i + "件", world.person("李婷").member(), world.person("王敏").member(), null, soon.plusSeconds(i / 10)))
                .toList()));
        var browser = world.signedIn("李婷", port);
        var seen = new java.util.HashSet<String>();
        var address = world.url("/inbox");
        var started = System.nanoTime();
        int pages = 0;
        while (address != null && pages++ < 30) {
            var page = browser.get(address).page();
            page.select(".duty").eachAttr("id").forEach(id -> assertThat(seen.add(id)).isTrue());
            assertThat(page.select("#inbox-later header small").text()).isEqualTo("1000");
            address = page.select(".pager a[href*=after]").stream().map((Element link) -> link.attr("href")).findFirst().orElse(null);
        }
        assertThat(seen).hasSize(1000);
        assertThat(Duration.ofNanos(System.nanoTime() - started).dividedBy(pages)).isLessThan(Duration.ofMillis(500));
    }

    @Test
    void theListIsNarrowedByDayKindProjectAndWhatWaits() {
        clock.set(AFTERNOON);
        var world = worlds.world();
        owe(world, "李婷", "王敏", "超时的", "2026-11-23T07:00:00Z");
        owe(world, "李婷", "王敏", "今天的", "2026-11-23T16:00:00Z"); // 24:00 in Shanghai
        var waiting = owe(world, "李婷", "王敏", "周三的", "2026-11-25T07:00:00Z");
        owe(world, "李婷", "王敏", "下周的", "2026-11-30T07:00:00Z");
        world.in(() -> {
            duties.open(new Duties.NewDuty(Extensions.ANSWER, null, null, new Ref("extension", UUID.randomUUID()), "延期", world.person("李婷").member(), null, null, Instant.parse("2026-11-25T08:00:00Z")));
            duties.pause(waiting, "等门店", null, world.person("李婷").actor());
        });
        var browser = world.signedIn("李婷", port);
        var page = browser.get(world.url("/inbox")).page();
        assertThat(page.select(".views a").eachText()).containsExactly("全部 5", "已超时 1", "今天 1", "本周 3", "等待他人 1");
        assertThat(page.select(".days a").eachText()).first().isEqualTo("周一 23 1");
        assertThat(page.select(".days a").eachText().get(2)).isEqualTo("周三 25 2");
        assertThat(listed(browser, world.url("/inbox?show=late"))).containsExactly("超时的");
        assertThat(listed(browser, world.url("/inbox?show=today"))).containsExactly("今天的");
        assertThat(listed(browser, world.url("/inbox?show=week"))).hasSize(3);
        assertThat(listed(browser, world.url("/inbox?show=waiting"))).containsExactly("周三的");
        assertThat(listed(browser, world.url("/inbox?show=2026-11-25"))).hasSize(2);
        assertThat(listed(browser, world.url("/inbox?show=2026-11-25&project=" + world.project))).containsExactly("周三的");
        assertThat(listed(browser, world.url("/inbox?kind=" + Extensions.ANSWER))).hasSize(1);
        assertThat(browser.get(world.url("/inbox?show=2026-11-24")).page().text()).contains("没有符合条件的待办");
        assertThat(browser.get(world.url("/inbox?show=gestern")).status()).isEqualTo(400);
        assertThat(browser.get(world.url("/inbox?kind=%3Cscript%3E")).page().select("main script")).isEmpty();
        assertThat(listed(world.signedIn("王敏", port), world.url("/inbox/owed?show=late"))).containsExactly("超时的");
    }

    private static java.util.List<String> listed(meridian.world.Browser browser, String address) {
        return browser.get(address).page().select(".duty .words").eachText();
    }

    @Test
    void aRowIsPutOffHandedOverAndMarkedWhereItStands() {
        clock.set(AFTERNOON);
        var world = worlds.world();
        var late = owe(world, "李婷", "王敏", "超时的", "2026-11-23T07:00:00Z");
        var first = owe(world, "李婷", "王敏", "周三的", "2026-11-25T07:00:00Z");
        var second = owe(world, "李婷", "王敏", "周四的", "2026-11-26T07:00:00Z");
        var browser = world.signedIn("李婷", port);
        var filtered = world.url("/inbox?show=week");
        var more = browser.get(filtered).page().select("#more-" + first).attr("href");
        assertThat(more).contains("show=week", "at=" + first);
        var panel = browser.get(more).page().select("#panel-" + first).first();
        assertThat(panel.text()).contains("稍后：2小时后", "稍后：明天09:00", "标为已读", "移交");
        assertThat(panel.text()).as("it is due before").doesNotContain("下周一");
        assertThat(browser.get(world.url("/inbox?at=" + late)).page().select("#panel-" + late + " form[action$=snooze]")).isEmpty();
        assertThat(browser.get(world.url("/inbox?at=" + UUID.randomUUID())).page().select(".panel")).isEmpty();

        var read = browser.post(world.url("/inbox/" + first + "/reading"), "read", "true", "_from", more);
        assertThat(read.location()).isEqualTo(filtered);
        assertThat(browser.get(filtered).page().select("#duty-" + first).hasClass("unread")).isFalse();
        browser.post(world.url("/inbox/" + first + "/reading"), "read", "false", "_from", more);
        assertThat(browser.get(filtered).page().select("#duty-" + first).hasClass("unread")).isTrue();
        assertThat(world.signedIn("王敏", port).post(world.url("/inbox/" + first + "/reading"), "read", "true").status()).isEqualTo(403);

        assertThat(browser.post(world.url("/duties/" + first + "/snooze"), "until", "tomorrow", "_from", more).location()).isEqualTo(filtered);
        assertThat(listed(browser, filtered)).containsExactly("周四的");
        var unfolded = filtered + "&at=" + second;
        var refused = browser.post(world.url("/duties/" + second + "/handover"), "_form", "handover", "_from", unfolded, "to", world.person("陈浩").member().toString(), "reason", "");
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.page().select("#panel-" + second + " [name=reason]").attr("aria-invalid")).isEqualTo("true");
        assertThat(browser.post(world.url("/duties/" + second + "/handover"), "_form", "handover", "_from", unfolded, "to", world.person("陈浩").member().toString(), "reason", "出差").location()).isEqualTo(filtered);
        assertThat(listed(world.signedIn("陈浩", port), world.url("/inbox"))).contains("周四的");
        // Only an address of the inbox is gone back to.
        assertThat(browser.post(world.url("/inbox/reading"), "_from", "https://example.com/w/" + world.slug + "/inbox").location()).isEqualTo(world.url("/inbox"));
        assertThat(browser.post(world.url("/inbox/reading"), "_from", world.url("/inbox") + "x").location()).isEqualTo(world.url("/inbox"));
    }

    @Test
    void everythingIsMarkedAsReadAtOnce() {
        var world = worlds.world();
        owe(world, "李婷", "王敏", "一", "2027-01-01T00:00:00Z");
        owe(world, "李婷", "王敏", "二", "2027-01-01T00:00:00Z");
        var browser = world.signedIn("李婷", port);
        assertThat(browser.post(world.url("/inbox/reading")).status()).isEqualTo(303);
        assertThat(browser.get(world.url("/inbox")).page().select(".duty.unread")).isEmpty();
    }

    private DutyId owe(Worlds.World world, String owner, String to, String title, String due) {
        var subject = UUID.randomUUID();
        world.in(() -> {
            grants.grant(world.person(owner).member(), world.project, null, Role.EXECUTOR, world.person("王敏").actor());
            duties.open(new Duties.NewDuty("test_thing", world.project, null, new Ref("task", subject), title, world.person(owner).member(), world.person(to).member(), null, Instant.parse(due)));
        });
        return in(world.workspace, () -> transaction.execute(status -> db.select(DUTY.ID).from(DUTY).where(DUTY.SUBJECT_ID.eq(subject)).fetchSingle(DUTY.ID)));
    }
}
