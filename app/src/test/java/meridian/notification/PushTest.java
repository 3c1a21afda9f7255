package meridian.notification;

import static db.notification.Tables.PUSH_SUBSCRIPTION;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Random;
import meridian.outbox.NoticeGroup;
import meridian.world.Browser;
import meridian.world.Worlds;
import org.jooq.DSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.json.JsonMapper;

/** Push to browsers, through a receiver that reads what arrives as a browser would. */
class PushTest extends Telling {
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    @Autowired
    DSLContext db;

    @Autowired
    PushSubscriptions subscriptions;

    @Autowired
    Bell bell;

    private Receiver service;
    private KeyPair keys;
    private final byte[] secret = new byte[16];

    @BeforeEach
    void aBrowser() throws Exception {
        service = new Receiver();
        var generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        keys = generator.generateKeyPair();
        new Random().nextBytes(secret);
    }

    @AfterEach
    void gone() {
        service.close();
    }

    private Browser.Seen subscribe(Browser browser, String path) {
        return browser.post("/push", "endpoint", service.url(path), "p256dh", BASE64.encodeToString(PushEncryption.point((ECPublicKey) keys.getPublic())), "auth", BASE64.encodeToString(secret));
    }

    @Test
    void aNoticeArrivesEncryptedForThatBrowserAndSignedByThisHouse() throws Exception {
        var world = worlds.world();
        var browser = world.signedIn("李婷", port);
        assertThat(subscribe(browser, "/push/abc").status()).isEqualTo(204);
        tell(world, notice(world, "a", NoticeGroup.EMERGENCY, true, "断供", "李婷"));
        carriers.carryDue();
        assertThat(service.posted).hasSize(1);
        var came = service.posted.getFirst();
        assertThat(came.headers()).containsEntry("Content-Encoding", "aes128gcm").containsEntry("Urgency", "high").containsKey("TTL");
        assertThat(came.headers().get("Topic")).matches("[A-Za-z0-9_-]{1,32}");
        var message = new JsonMapper().readTree(BrowserSide.decrypt(came.body(), keys, secret));
        assertThat(message.path("title").asString()).isEqualTo("【紧急】新品区域上市");
        assertThat(message.path("body").asString()).isEqualTo("王敏向您派发了任务“断供”");
        assertThat(message.path("critical").asBoolean()).isTrue();
        var url = message.path("url").asString();
        assertThat(url).startsWith(world.url("/notices/"));
        assertThat(browser.get(url).location()).isEqualTo(world.url("/p/HDSS/plan"));
        signedByThisHouse(came.headers().get("Authorization"));
    }

    private void signedByThisHouse(String authorization) throws Exception {
        assertThat(authorization).matches("vapid t=[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+, k=[A-Za-z0-9_-]+");
        var jwt = authorization.substring(8, authorization.indexOf(",")).split("\\.");
        var point = Base64.getUrlDecoder().decode(authorization.substring(authorization.indexOf("k=") + 2));
        assertThat(BASE64.encodeToString(point)).isEqualTo(subscriptions.publicKey());
        var claims = new JsonMapper().readTree(Base64.getUrlDecoder().decode(jwt[1]));
        assertThat(claims.path("aud").asString()).isEqualTo(service.url("").replaceAll("/$", ""));
        assertThat(claims.path("sub").asString()).isEqualTo("https://meridian.example/");
        assertThat(Instant.ofEpochSecond(claims.path("exp").asLong())).isBetween(Instant.now(), Instant.now().plus(Duration.ofHours(24)));
        var w = new java.security.spec.ECPoint(new BigInteger(1, java.util.Arrays.copyOfRange(point, 1, 33)), new BigInteger(1, java.util.Arrays.copyOfRange(point, 33, 65)));
        var verifier = Signature.getInstance("SHA256withECDSAinP1363Format");
        verifier.initVerify(KeyFactory.getInstance("EC").generatePublic(new java.security.spec.ECPublicKeySpec(w, ((ECPublicKey) keys.getPublic()).getParams())));
        verifier.update((jwt[0] + "." + jwt[1]).getBytes(StandardCharsets.US_ASCII));
        assertThat(verifier.verify(Base64.getUrlDecoder().decode(jwt[2]))).isTrue();
    }

    @Test
    void aBrowserThatIsGoneIsForgotten() {
        for (var gone : new int[] {404, 410}) {
            var world = worlds.world();
            service.answers = posted -> gone;
            subscribe(world.signedIn("李婷", port), "/gone" + gone);
            tell(world, "铺货", "李婷");
            carriers.carryDue();
            assertThat(subscriptions.of(world.person("李婷").account())).isEmpty();
        }
    }

    @Test
    void aServiceThatIsDownIsTriedAgainAndTheBrowserStays() {
        clock.set(Instant.parse("2026-11-23T07:10:00Z"));
        var world = worlds.world();
        service.answers = posted -> service.posted.size() < 3 ? 503 : 201;
        subscribe(world.signedIn("李婷", port), "/down");
        tell(world, "铺货", "李婷");
        for (int i = 0; i < 6; i++) {
            carriers.carryDue();
            clock.forward(Duration.ofHours(1));
        }
        assertThat(service.posted).hasSize(3);
        assertThat(service.posted.stream().map(posted -> posted.headers().get("Topic")).distinct()).as("the same topic: replaced, not doubled").hasSize(1);
        assertThat(subscriptions.of(world.person("李婷").account())).hasSize(1).first().satisfies(browser -> assertThat(browser.reachedAt()).isNotNull());
    }

    @Test
    void aBrowserBelongsToWhoSubscribedLastAndToNobodyAfterSigningOut() {
        var world = worlds.world();
        var first = world.signedIn("李婷", port);
        subscribe(first, "/shared");
        subscribe(world.signedIn("陈浩", port), "/shared");
        assertThat(subscriptions.of(world.person("李婷").account())).isEmpty();
        tell(world, "只给李婷", "李婷");
        carriers.carryDue();
        assertThat(service.posted).isEmpty();
        assertThat(first.post("/push/removal", "endpoint", service.url("/shared")).status()).isEqualTo(204);
        assertThat(subscriptions.of(world.person("陈浩").account())).as("only one’s own is removed").hasSize(1);
        assertThat(world.signedIn("陈浩", port).post("/push/removal", "endpoint", service.url("/shared")).status()).isEqualTo(204);
        assertThat(subscriptions.of(world.person("陈浩").account())).isEmpty();
    }

    @Test
    void quietHoursHoldPushAndGroupsAreChosen() {
        clock.set(Instant.parse("2026-11-23T16:00:00Z"));
        var world = worlds.world();
        subscribe(world.signedIn("李婷", port), "/quiet");
        choose(world, "李婷", night(), Digest.DAILY);
        tell(world, "夜里", "李婷");
        carriers.carryDue();
        assertThat(service.posted).isEmpty();
        clock.forward(Duration.ofHours(7));
        carriers.carryDue();
        assertThat(service.posted).hasSize(1);
        assertThat(world.signedIn("李婷", port).post(world.url("/me/notices"), "version", "1", "email_plan", "true").status()).isEqualTo(303);
        tell(world, "白天", "李婷");
        carriers.carryDue();
        assertThat(service.posted).hasSize(1);
    }

    @Test
    void aTestGoesToThatBrowserAtOnceAndNobodyTestsAnothers() throws Exception {
        clock.set(Instant.parse("2026-11-23T16:00:00Z"));
        var world = worlds.world();
        var browser = world.signedIn("李婷", port);
        choose(world, "李婷", night(), Digest.NONE);
        subscribe(browser, "/one");
        var page = browser.get(world.url("/me/notices")).page();
        assertThat(page.select("[data-push]").attr("data-push")).isEqualTo(subscriptions.publicKey());
        assertThat(page.html()).doesNotContain(service.url("/one"));
        var test = page.select("form[action$=/test]").attr("action");
        assertThat(world.signedIn("陈浩", port).post(test).status()).isEqualTo(404);
        assertThat(world.signedIn("陈浩", port).post(test.replace("/test", "/removal")).status()).isEqualTo(404);
        assertThat(browser.post(test).status()).isEqualTo(303);
        carriers.carryDue();
        assertThat(service.posted).hasSize(1);
        assertThat(new String(BrowserSide.decrypt(service.posted.getFirst().body(), keys, secret), StandardCharsets.UTF_8)).contains("测试");
        world.in(() -> assertThat(bell.unread(world.person("李婷").member())).isEqualTo(1));
        assertThat(browser.post(test.replace("/test", "/removal")).status()).isEqualTo(303);
        assertThat(browser.post(test).status()).isEqualTo(404);
    }

    @Test
    void whatIsNoSubscriptionIsRefused() {
        var world = worlds.world();
        var browser = world.signedIn("李婷", port);
        var point = BASE64.encodeToString(PushEncryption.point((ECPublicKey) keys.getPublic()));
        var auth = BASE64.encodeToString(secret);
        assertThat(new Browser(port).post("/push", "endpoint", service.url("/x"), "p256dh", point, "auth", auth).status()).isEqualTo(401);
        for (var endpoint : new String[] {"", "nonsense", "ftp://example.com/x", "file:///etc/passwd", "http://user@127.0.0.1/x", "http://127.0.0.1/" + "x".repeat(2000)}) {
            assertThat(browser.post("/push", "endpoint", endpoint, "p256dh", point, "auth", auth).status()).as(endpoint).isEqualTo(422);
        }
        assertThat(browser.post("/push", "endpoint", service.url("/x"), "p256dh", point.substring(4), "auth", auth).status()).isEqualTo(422);
        assertThat(browser.post("/push", "endpoint", service.url("/x"), "p256dh", point, "auth", "AAAA").status()).isEqualTo(422);
        assertThat(db.fetchCount(PUSH_SUBSCRIPTION, PUSH_SUBSCRIPTION.ACCOUNT_ID.eq(world.person("李婷").account()))).isZero();
    }

    @Test
    void oneAccountHasTwentyBrowsersAtMost() {
        var world = worlds.world();
        var browser = world.signedIn("李婷", port);
        for (int i = 0; i < 23; i++) assertThat(subscribe(browser, "/many/" + i).status()).isEqualTo(204);
        assertThat(subscriptions.of(world.person("李婷").account())).hasSize(20);
    }
}
