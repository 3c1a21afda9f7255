package meridian.notification;

import static db.outbox.Tables.DELIVERY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import meridian.outbox.NoticeGroup;
import meridian.tenancy.WebhookId;
import meridian.world.Browser;
import meridian.world.Worlds;
import org.jooq.DSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.json.JsonMapper;

/** Webhooks to a real receiver; the signatures are checked by Standard Webhooks’ own library. */
class WebhooksTest extends Telling {
    @Autowired
    DSLContext db;

    @Autowired
    Webhooks webhooks;

    private Receiver receiver;

    @BeforeEach
    void aReceiver() throws Exception {
        receiver = new Receiver();
    }

    @AfterEach
    void gone() {
        receiver.close();
    }

    private record Made(String page, String secret) {}

    private Made add(Worlds.World world, Browser admin, String address, String... groups) {
        var fields = new java.util.ArrayList<>(List.of("id", WebhookId.next().toString(), "name", "数据平台", "address", address));
        for (var group : groups) fields.addAll(List.of("group_" + group, "true"));
        var shown = admin.post(world.url("/admin/webhooks"), fields.toArray(String[]::new));
        assertThat(shown.status()).isEqualTo(200);
        return new Made(world.url("/admin/webhooks/" + fields.get(1)), shown.page().select("input[readonly]").val());
    }

    private static HttpHeaders headers(Receiver.Posted posted) {
        Map<String, List<String>> all = posted.headers().entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, each -> List.of(each.getValue())));
        return HttpHeaders.of(all, (name, value) -> true);
    }

    @Test
    void aMessageSaysNoMoreThanTheNoticeAndIsSigned() throws Exception {
        var world = worlds.world();
        var made = add(world, world.signedIn("管理员", port), receiver.url("/hook"), "plan");
        assertThat(made.secret()).matches("whsec_[A-Za-z0-9+/]{32}");
        tell(world, notice(world, "a", NoticeGroup.PLAN, false, "铺货", "李婷", "陈浩"));
        tell(world, notice(world, "a", NoticeGroup.PLAN, false, "铺货", "周颖"));
        tell(world, notice(world, "b", NoticeGroup.REQUEST, false, "不告知的", "李婷"));
        carriers.carryDue();
        assertThat(receiver.posted).as("one cause, one message").hasSize(1);
        var posted = receiver.posted.getFirst();
        new Webhook(made.secret()).verify(posted.text(), headers(posted));
        assertThatThrownBy(() -> new Webhook(made.secret()).verify(posted.text().replace("铺货", "补货"), headers(posted))).isInstanceOf(WebhookVerificationException.class);
        assertThatThrownBy(() -> new Webhook("whsec_" + "A".repeat(32)).verify(posted.text(), headers(posted))).isInstanceOf(WebhookVerificationException.class);
        var body = new JsonMapper().readTree(posted.text());
        assertThat(body.propertyNames()).containsExactlyInAnyOrder("type", "timestamp", "data");
        assertThat(body.path("type").asString()).isEqualTo("notice.task_offered");
        assertThat(Instant.parse(body.path("timestamp").asString())).isBefore(Instant.now().plusSeconds(5));
        assertThat(body.path("data").propertyNames()).containsExactlyInAnyOrder("workspace", "group", "critical", "subject", "title", "text", "address", "project");
        assertThat(body.path("data").path("address").asString()).isEqualTo("https://meridian.example/w/" + world.slug + "/p/HDSS/plan");
        assertThat(body.path("data").path("text").asString()).isEqualTo("王敏向您派发了任务“铺货”");
        assertThat(posted.headers()).containsEntry("Content-Type", "application/json");
        var page = world.signedIn("管理员", port).get(made.page()).page();
        assertThat(page.text()).contains("已送达").contains("HTTP 201").contains("notice.task_offered");
    }

    @Test
    void theSecretIsShownOnceAndARenewedOneReplacesIt() throws Exception {
        var world = worlds.world();
        var admin = world.signedIn("管理员", port);
        var made = add(world, admin, receiver.url("/hook"), "plan");
        assertThat(admin.get(made.page()).body()).doesNotContain(made.secret()).doesNotContain("whsec_");
        assertThat(admin.get(world.url("/admin/delivery")).body()).doesNotContain("whsec_");
        var renewed = admin.post(made.page() + "/secret").page().select("input[readonly]").val();
        assertThat(renewed).startsWith("whsec_").isNotEqualTo(made.secret());
        tell(world, "铺货", "李婷");
        carriers.carryDue();
        var posted = receiver.posted.getFirst();
        new Webhook(renewed).verify(posted.text(), headers(posted));
        assertThatThrownBy(() -> new Webhook(made.secret()).verify(posted.text(), headers(posted))).isInstanceOf(WebhookVerificationException.class);
    }

    @Test
    void aReceiverThatFailsIsTriedAgainUnderTheSameIdUntilItTakesIt() {
        clock.set(Instant.parse("2026-11-23T07:10:00Z"));
        var world = worlds.world();
        add(world, world.signedIn("管理员", port), receiver.url("/hook"), "plan");
        receiver.answers = posted -> receiver.posted.size() < 4 ? 500 : 200;
        tell(world, "铺货", "李婷");
        for (int i = 0; i < 8; i++) {
            carriers.carryDue();
            clock.forward(Duration.ofHours(9));
        }
        assertThat(receiver.posted).hasSize(4);
        assertThat(receiver.posted.stream().map(posted -> posted.headers().get("webhook-id")).distinct()).hasSize(1);
        assertThat(receiver.posted.stream().map(Receiver.Posted::text).distinct()).as("the same bytes").hasSize(1);
    }

    @Test
    void aRedirectIsNotFollowedAndARetryAfterIsHeard() {
        clock.set(Instant.parse("2026-11-23T07:10:00Z"));
        var world = worlds.world();
        var admin = world.signedIn("管理员", port);
        var made = add(world, admin, receiver.url("/hook"), "plan");
        receiver.answers = posted -> 302;
        receiver.answerHeaders = Map.of("Location", receiver.url("/elsewhere"), "Retry-After", "7200");
        tell(world, "铺货", "李婷");
        carriers.carryDue();
        clock.forward(Duration.ofMinutes(100));
        carriers.carryDue();
        assertThat(receiver.posted).hasSize(1).allMatch(posted -> posted.path().equals("/hook"));
        assertThat(admin.get(made.page()).page().text()).contains("redirects are not followed");
        clock.forward(Duration.ofMinutes(30));
        carriers.carryDue();
        assertThat(receiver.posted).hasSize(2);
    }

    @Test
    void whatIsGivenUpIsShownAndCanBeSentAgain() {
        clock.set(Instant.parse("2026-11-23T07:10:00Z"));
        var world = worlds.world();
        var admin = world.signedIn("管理员", port);
        var made = add(world, admin, receiver.url("/hook"), "plan");
        receiver.answers = posted -> 503;
        tell(world, "铺货", "李婷");
        for (int i = 0; i < 20; i++) {
            carriers.carryDue();
            clock.forward(Duration.ofHours(9));
        }
        assertThat(receiver.posted).hasSize(14);
        var page = admin.get(made.page()).page();
        assertThat(page.text()).contains("失败");
        receiver.answers = posted -> 204;
        assertThat(admin.post(page.select("form[action$=/sending]").attr("action")).status()).isEqualTo(303);
        carriers.carryDue();
        assertThat(receiver.posted).hasSize(15);
        assertThat(receiver.posted.getLast().headers().get("webhook-id")).isEqualTo(receiver.posted.getFirst().headers().get("webhook-id"));
        assertThat(admin.get(made.page()).page().text()).contains("已送达");
        assertThat(db.fetchCount(DELIVERY, DELIVERY.WORKSPACE_ID.eq(world.workspace), DELIVERY.CHANNEL.eq("webhook"))).isZero();
    }

    @Test
    void aReceiverThatIsGoneIsSwitchedOff() {
        var world = worlds.world();
        var admin = world.signedIn("管理员", port);
        var made = add(world, admin, receiver.url("/hook"), "plan");
        receiver.answers = posted -> 410;
        tell(world, "铺货", "李婷");
        carriers.carryDue();
        assertThat(admin.get(made.page()).page().select(".head .state").text()).isEqualTo("已停用");
        tell(world, "第二件", "李婷");
        carriers.carryDue();
        assertThat(receiver.posted).hasSize(1);
    }

    @Test
    void aDeadReceiverDelaysNeitherAnotherNorLetters() throws Exception {
        var world = worlds.world();
        var admin = world.signedIn("管理员", port);
        try (var silent = new java.net.ServerSocket(0, 50, java.net.InetAddress.getLoopbackAddress())) { // accepts, and never answers
            add(world, admin, "http://127.0.0.1:" + silent.getLocalPort() + "/hook", "plan");
            add(world, admin, receiver.url("/hook"), "plan");
            for (int i = 0; i < 10; i++) tell(world, "第" + i + "件", "李婷");
            var running = Thread.startVirtualThread(carriers::carryDue);
            var started = System.nanoTime();
            while (receiver.posted.size() < 10) {
                assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(10));
                Thread.sleep(20);
            }
            while (java.util.Arrays.stream(POST.getReceivedMessages()).filter(letter -> to(letter).equals(world.person("李婷").email())).count() < 10) {
                assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(10));
                Thread.sleep(20);
            }
            assertThat(running.isAlive()).isTrue();
            silent.close();
            running.join();
        }
    }

    private static String to(jakarta.mail.internet.MimeMessage letter) {
        try {
            return letter.getAllRecipients()[0].toString();
        } catch (jakarta.mail.MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void adminsKeepWebhooksOfTheirOwnWorkspaceOnly() {
        var world = worlds.world();
        var elsewhere = worlds.world();
        var made = add(world, world.signedIn("管理员", port), receiver.url("/hook"), "plan");
        var other = made.page().replace(world.slug, elsewhere.slug);
        var stranger = elsewhere.signedIn("管理员", port);
        assertThat(stranger.get(other).status()).isEqualTo(404);
        for (var act : List.of("", "/secret", "/removal", "/test")) assertThat(stranger.post(other + act, "name", "x", "address", receiver.url("/x"), "group_plan", "true", "version", "0").status()).as(act).isEqualTo(404);
        assertThat(world.signedIn("王敏", port).get(made.page()).status()).isEqualTo(403);
        assertThat(world.signedIn("审计员", port).post(made.page() + "/removal").status()).isEqualTo(403);
        tell(elsewhere, "别处的", "李婷");
        carriers.carryDue();
        assertThat(receiver.posted).isEmpty();
    }

    @Test
    void whatIsTypedWrongIsSaidBesideTheField() {
        var world = worlds.world();
        var admin = world.signedIn("管理员", port);
        var form = world.url("/admin/delivery");
        var refused = admin.post(world.url("/admin/webhooks"), "_form", "webhook", "_from", form, "id", WebhookId.next().toString(), "name", " ", "address", "gopher://x", "group_none", "true");
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.page().select("#webhook-name-error, #webhook-address-error, #webhook-groups-error")).hasSize(3);
        assertThat(refused.page().select("#webhook-address").val()).isEqualTo("gopher://x");
        var made = add(world, admin, receiver.url("/hook"), "plan");
        assertThat(admin.post(made.page(), "name", "改名", "address", receiver.url("/hook"), "group_plan", "true", "active", "true", "version", "0").status()).isEqualTo(303);
        assertThat(admin.post(made.page(), "_form", "webhook", "_from", made.page(), "name", "又改", "address", receiver.url("/hook"), "group_plan", "true", "version", "0").status()).isEqualTo(409);
        assertThat(admin.post(made.page() + "/removal").status()).isEqualTo(303);
        assertThat(admin.get(made.page()).status()).isEqualTo(404);
    }

    @Test
    void aTestMessageArrives() throws Exception {
        var world = worlds.world();
        var admin = world.signedIn("管理员", port);
        var made = add(world, admin, receiver.url("/hook"), "emergency");
        assertThat(admin.post(made.page() + "/test").status()).isEqualTo(303);
        carriers.carryDue();
        assertThat(receiver.posted).hasSize(1);
        new Webhook(made.secret()).verify(receiver.posted.getFirst().text(), headers(receiver.posted.getFirst()));
        assertThat(receiver.posted.getFirst().text()).contains("\"notice.test\"");
    }
}
