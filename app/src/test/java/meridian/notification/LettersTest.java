package meridian.notification;

import static db.identity.Tables.MEMBER;
import static db.notification.Tables.NOTICE;
import static db.outbox.Tables.DELIVERY;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import meridian.outbox.Deliveries;
import meridian.outbox.Notice;
import meridian.outbox.NoticeGroup;
import meridian.tenancy.MemberId;
import meridian.tenancy.Ref;
import meridian.world.Browser;
import meridian.world.Worlds;
import org.jooq.DSLContext;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Notices by e-mail, through a real mail server. */
class LettersTest extends Telling {
    /** 15:10 in Shanghai, 08:10 in Berlin; a Monday. */
    private static final Instant AFTERNOON = Instant.parse("2026-11-23T07:10:00Z");

    @Autowired
    DSLContext db;

    @Autowired
    Deliveries deliveries;

    @Autowired
    Bell bell;

    @Test
    void aLetterIsInTheRecipientsLanguageAndZoneAsHtmlAndText() throws Exception {
        clock.set(AFTERNOON);
        var world = worlds.world();
        tell(world, "门店<铺货>&验收", "李婷", "Johanna Maier");
        var chinese = lettersTo(world.person("李婷").email()).getFirst();
        assertThat(chinese.getSubject()).isEqualTo("王敏向您派发了任务“门店<铺货>&验收”");
        assertThat(chinese.getFrom()[0].toString()).isEqualTo("meridian@example.com");
        assertThat(chinese.getReplyTo()[0].toString()).isEqualTo("coordination@example.com");
        var text = part(chinese, "text/plain");
        assertThat(text).contains("新品区域上市").contains("王敏向您派发了任务“门店<铺货>&验收”").contains("15:10").contains("Asia/Shanghai").contains("https://meridian.example/w/" + world.slug + "/notices/");
        var html = Jsoup.parse(part(chinese, "text/html"));
        assertThat(html.select("html").attr("lang")).isEqualTo("zh-CN");
        assertThat(html.select("a.act").attr("href")).startsWith("https://meridian.example/w/" + world.slug + "/notices/");
        assertThat(html.select("a.act").text()).isEqualTo("查看");
        assertThat(html.body().text()).contains("“门店<铺货>&验收”");
        assertThat(html.select("meta[name=viewport]")).hasSize(1);

        var english = lettersTo(world.person("Johanna Maier").email()).getFirst();
        assertThat(english.getSubject()).isEqualTo("王敏 offers you the task “门店<铺货>&验收”");
        assertThat(part(english, "text/plain")).contains("08:10").contains("Europe/Berlin").contains("Tasks and plan");
        assertThat(english.getHeader("Content-Language")[0]).isEqualTo("en");
    }

    @Test
    void theHeadersSayThatAMachineWroteItWhatItIsAboutAndHowToGetNoMore() throws Exception {
        var world = worlds.world();
        tell(world, notice(world, "a", NoticeGroup.PLAN, false, "铺货", "李婷"));
        tell(world, notice(world, "b", NoticeGroup.REQUEST, false, "铺货", "李婷"));
        tell(world, notice(world, "c", NoticeGroup.EMERGENCY, true, "断供", "李婷"));
        var letters = lettersTo(world.person("李婷").email());
        assertThat(letters).hasSize(3);
        for (var letter : letters) {
            assertThat(letter.getHeader("Auto-Submitted")[0]).isEqualTo("auto-generated");
            assertThat(letter.getHeader("List-Id")[0]).contains("<notices.example.com>");
            assertThat(letter.getMessageID()).matches("<[0-9a-f-]{36}@example.com>");
        }
        var first = letters.stream().filter(letter -> subject(letter).contains("铺货")).toList();
        assertThat(first.getFirst().getHeader("References")[0]).isEqualTo(first.getLast().getHeader("References")[0]);
        assertThat(first.getFirst().getHeader("List-Unsubscribe-Post")[0]).isEqualTo("List-Unsubscribe=One-Click");
        assertThat(first.getFirst().getHeader("List-Unsubscribe")[0]).matches("<https://meridian.example/unsubscribe/[A-Za-z0-9_-]+>");
        var critical = letters.stream().filter(letter -> subject(letter).contains("断供")).findFirst().orElseThrow();
        assertThat(critical.getHeader("List-Unsubscribe")).isNull();
        assertThat(subject(critical)).startsWith("【紧急】");
        assertThat(critical.getHeader("Importance")[0]).isEqualTo("high");
    }

    @Test
    void twoHundredPeopleAreToldInAFewStatementsAndEachGetsOneLetter() throws Exception {
        var world = worlds.world();
        var many = new java.util.ArrayList<MemberId>();
        world.in(() -> transaction.executeWithoutResult(status -> {
            for (int i = 0; i < 200; i++) {
                var copy = db.selectFrom(MEMBER).where(MEMBER.ID.eq(world.person("李婷").member())).fetchSingle().into(MEMBER);
                copy.setId(MemberId.next());
                copy.setAccountId(null);
                copy.setEmail("reader" + i + "@" + world.slug + ".example");
                db.insertInto(MEMBER).set(copy).execute();
                many.add(copy.getId());
            }
        }));
        var notice = new Notice("task_offered", NoticeGroup.PLAN, many, "many", world.project, new Ref("task", java.util.UUID.randomUUID()), "停电通知", "/p/HDSS/plan", List.of(Notice.person(world.person("王敏").member())), false);
        var started = System.nanoTime();
        var taken = statements.of(() -> tell(world, notice)).stream().filter(sql -> !sql.contains("set_config")).toList();
        var told = Duration.ofNanos(System.nanoTime() - started);
        assertThat(taken).as(String.join("\n", taken)).hasSizeLessThanOrEqualTo(5);
        started = System.nanoTime();
        carriers.carryDue();
        var drained = Duration.ofNanos(System.nanoTime() - started);
        for (int i = 0; i < 200; i++) assertThat(lettersTo("reader" + i + "@" + world.slug + ".example")).as("reader " + i).hasSize(1);
        assertThat(told).isLessThan(Duration.ofSeconds(2));
        assertThat(drained).isLessThan(Duration.ofSeconds(30));
    }

    @Autowired
    meridian.world.Statements statements;

    private static String subject(jakarta.mail.internet.MimeMessage letter) {
        try {
            return letter.getSubject();
        } catch (jakarta.mail.MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void oneClickEndsOneGroupWithoutSigningInAndLookingChangesNothing() throws Exception {
        var world = worlds.world();
        tell(world, "铺货", "李婷");
        var email = world.person("李婷").email();
        var matcher = Pattern.compile("/unsubscribe/[A-Za-z0-9_-]+").matcher(lettersTo(email).getFirst().getHeader("List-Unsubscribe")[0]);
        assertThat(matcher.find()).isTrue();
        var address = matcher.group();
        var stranger = new Browser(port);
        var asked = stranger.get(address);
        assertThat(asked.status()).isEqualTo(200);
        assertThat(asked.page().select("form[action=" + address + "]")).isNotEmpty();
        tell(world, "第二件", "李婷");
        assertThat(lettersTo(email)).hasSize(2);

        var done = stranger.post(address, "List-Unsubscribe", "One-Click");
        assertThat(done.status()).as("no redirect (RFC 8058)").isEqualTo(200);
        assertThat(done.body()).contains("任务与计划");
        assertThat(stranger.post(address, "List-Unsubscribe", "One-Click").status()).isEqualTo(200);
        var fromMailInABrowser = HttpRequest.newBuilder(URI.create("http://localhost:" + port + address)).header("Origin", "https://mail.example").header("Sec-Fetch-Site", "cross-site")
                .header("Content-Type", "application/x-www-form-urlencoded").POST(HttpRequest.BodyPublishers.ofString("List-Unsubscribe=One-Click")).build();
        try (var client = HttpClient.newHttpClient()) {
            assertThat(client.send(fromMailInABrowser, HttpResponse.BodyHandlers.discarding()).statusCode()).isEqualTo(200);
        }
        tell(world, "第三件", "李婷");
        tell(world, notice(world, "other group", NoticeGroup.MENTION, false, "第四件", "李婷"));
        tell(world, notice(world, "critical", NoticeGroup.PLAN, true, "第五件", "李婷"));
        assertThat(lettersTo(email).stream().map(LettersTest::subject)).anyMatch(subject -> subject.contains("第四件")).anyMatch(subject -> subject.contains("第五件")).noneMatch(subject -> subject.contains("第三件"));
        world.in(() -> assertThat(bell.unread(world.person("李婷").member())).isEqualTo(5));

        stranger.post(address, "all", "true");
        tell(world, notice(world, "other group again", NoticeGroup.MENTION, false, "第六件", "李婷"));
        tell(world, notice(world, "critical again", NoticeGroup.MENTION, true, "第七件", "李婷"));
        assertThat(lettersTo(email).stream().map(LettersTest::subject)).anyMatch(subject -> subject.contains("第七件")).noneMatch(subject -> subject.contains("第六件"));
    }

    @Test
    void anAddressThatThisHouseDidNotSignIsNotFound() throws Exception {
        var world = worlds.world();
        tell(world, "铺货", "李婷");
        var header = lettersTo(world.person("李婷").email()).getFirst().getHeader("List-Unsubscribe")[0];
        var token = header.substring(header.lastIndexOf('/') + 1, header.length() - 1);
        var stranger = new Browser(port);
        assertThat(stranger.get("/unsubscribe/" + token).status()).isEqualTo(200);
        for (int i = 0; i < token.length(); i++) {
            var other = token.charAt(i) == 'A' ? 'B' : 'A';
            var forged = token.substring(0, i) + other + token.substring(i + 1);
            assertThat(stranger.post("/unsubscribe/" + forged).status()).as("letter " + i).isEqualTo(404);
        }
        for (var nonsense : List.of("x", "%00", "a".repeat(5000), token + "A", token.substring(1), "..")) assertThat(stranger.get("/unsubscribe/" + nonsense).status()).as(nonsense).isBetween(400, 499);
    }

    @Test
    void lettersWaitForTheEndOfQuietHoursButCriticalOnesDoNot() {
        clock.set(Instant.parse("2026-11-23T16:00:00Z")); // midnight in Shanghai
        var world = worlds.world();
        choose(world, "李婷", night(), Digest.NONE);
        tell(world, "夜里", "李婷");
        tell(world, notice(world, "urgent", NoticeGroup.EMERGENCY, true, "断供", "李婷"));
        var email = world.person("李婷").email();
        assertThat(lettersTo(email)).hasSize(1).first().satisfies(letter -> assertThat(subject(letter)).contains("断供"));
        clock.forward(Duration.ofHours(6));
        assertThat(lettersTo(email)).hasSize(1);
        clock.forward(Duration.ofHours(1));
        assertThat(lettersTo(email)).hasSize(2);
    }

    @Test
    void quietHoursChosenAfterwardsCountAndWhatWasReadMeanwhileIsNotSent() {
        clock.set(Instant.parse("2026-11-23T16:00:00Z"));
        var world = worlds.world();
        tell(world, "夜里", "李婷");
        choose(world, "李婷", night(), Digest.NONE);
        var email = world.person("李婷").email();
        assertThat(lettersTo(email)).isEmpty();
        tell(world, "读过的", "李婷");
        world.in(() -> transaction.executeWithoutResult(status -> db.update(NOTICE).set(NOTICE.READ_AT, clock.instant()).where(NOTICE.TITLE.eq("读过的")).execute()));
        clock.forward(Duration.ofHours(8));
        assertThat(lettersTo(email)).hasSize(1).first().satisfies(letter -> assertThat(subject(letter)).contains("夜里"));
    }

    @Test
    void aDigestIsOneLetterWithWhatGatheredAndIsNotUnread() throws Exception {
        clock.set(AFTERNOON);
        var world = worlds.world();
        choose(world, "李婷", null, Digest.DAILY, NoticeGroup.DUTY);
        var email = world.person("李婷").email();
        for (int i = 1; i <= 3; i++) tell(world, "第" + i + "件", "李婷");
        tell(world, notice(world, "not by letter", NoticeGroup.DUTY, false, "不发的", "李婷"));
        tell(world, notice(world, "urgent", NoticeGroup.EMERGENCY, true, "断供", "李婷"));
        world.in(() -> transaction.executeWithoutResult(status -> db.update(NOTICE).set(NOTICE.READ_AT, clock.instant()).where(NOTICE.TITLE.eq("第2件")).execute()));
        assertThat(lettersTo(email)).hasSize(1).first().satisfies(letter -> assertThat(subject(letter)).contains("断供"));
        clock.set(Instant.parse("2026-11-23T23:59:00Z"));
        assertThat(lettersTo(email)).hasSize(1);
        clock.set(Instant.parse("2026-11-24T00:00:00Z"));
        var digest = lettersTo(email).getLast();
        assertThat(subject(digest)).startsWith("昨天以来的2条通知");
        assertThat(part(digest, "text/html")).contains("第1件").contains("第3件").doesNotContain("第2件").doesNotContain("不发的");
        assertThat(part(digest, "text/plain")).contains("第1件").contains("11-23 15:10");
        assertThat(digest.getHeader("List-Unsubscribe")).isNotNull();
        clock.forward(Duration.ofDays(1));
        assertThat(lettersTo(email)).as("nothing gathered: no letter").hasSize(2);
        tell(world, "新的一件", "李婷");
        clock.forward(Duration.ofDays(1));
        assertThat(lettersTo(email)).hasSize(3);
        assertThat(part(lettersTo(email).getLast(), "text/plain")).contains("新的一件").doesNotContain("第1件");
    }

    @Test
    void aWeeklyDigestWaitsForMonday() {
        clock.set(AFTERNOON);
        var world = worlds.world();
        choose(world, "Johanna Maier", null, Digest.WEEKLY);
        tell(world, "铺货", "Johanna Maier");
        clock.set(Instant.parse("2026-11-29T20:00:00Z"));
        assertThat(lettersTo(world.person("Johanna Maier").email())).isEmpty();
        clock.set(Instant.parse("2026-11-30T07:00:00Z"));
        assertThat(lettersTo(world.person("Johanna Maier").email())).hasSize(1);
    }

    @Test
    void theSameCauseIsOneLetterHoweverOftenItIsTold() {
        var world = worlds.world();
        for (int i = 0; i < 5; i++) tell(world, notice(world, "one cause", NoticeGroup.PLAN, false, "铺货", "李婷"));
        assertThat(lettersTo(world.person("李婷").email())).hasSize(1);
    }

    @Test
    void aDeadMailServerDelaysLettersAndThenTheyAllArriveOnce() {
        clock.set(AFTERNOON);
        var world = worlds.world();
        POST.stop();
        try {
            tell(world, "铺货", "李婷");
            carriers.carryDue();
        } finally {
            POST.start();
        }
        var email = world.person("李婷").email();
        assertThat(lettersTo(email)).isEmpty();
        clock.forward(Duration.ofMinutes(1));
        assertThat(lettersTo(email)).hasSize(1);
        clock.forward(Duration.ofDays(1));
        assertThat(lettersTo(email)).hasSize(1);
    }

    @Test
    void aLetterThatMayHaveArrivedIsNotSentAgainUnlessItIsCritical() {
        clock.set(AFTERNOON);
        var world = worlds.world();
        tell(world, "铺货", "李婷");
        tell(world, notice(world, "urgent", NoticeGroup.EMERGENCY, true, "断供", "李婷"));
        // A node takes both in hand, begins to hand them over, and dies.
        for (var delivery : deliveries.claim("email", 100, List.of())) if (world.workspace.equals(delivery.workspace())) deliveries.leaving(delivery);
        clock.forward(Duration.ofMinutes(6));
        assertThat(lettersTo(world.person("李婷").email())).hasSize(1).first().satisfies(letter -> assertThat(subject(letter)).contains("断供"));
        var failed = deliveries.failed(world.workspace, 10);
        assertThat(failed).hasSize(1).first().satisfies(each -> assertThat(each.reason()).contains("may have arrived"));
    }

    @Test
    void whatIsGivenUpIsSeenByTheAdminsAndCanBeTriedAgain() {
        clock.set(AFTERNOON);
        var world = worlds.world();
        var elsewhere = worlds.world();
        POST.stop();
        try {
            tell(world, "铺货", "李婷");
            for (int i = 0; i < 15; i++) {
                carriers.carryDue();
                clock.forward(Duration.ofHours(10));
            }
        } finally {
            POST.start();
        }
        var admin = world.signedIn("管理员", port);
        assertThat(admin.get(world.url("/notices")).page().select(".notice-line a").eachText()).containsExactly("有内容未能送达：邮件");
        var page = admin.get(world.url("/admin/delivery")).page();
        assertThat(page.select("form[action$=/retry]")).hasSize(1);
        var retry = page.select("form[action$=/retry]").attr("action");
        assertThat(elsewhere.signedIn("管理员", port).get(elsewhere.url("/admin/delivery")).page().select("form[action$=/retry]")).isEmpty();
        assertThat(elsewhere.signedIn("管理员", port).post(retry.replace(world.slug, elsewhere.slug)).status()).isEqualTo(404);
        assertThat(world.signedIn("李婷", port).post(retry).status()).isEqualTo(403);
        assertThat(admin.post(retry).status()).isEqualTo(303);
        assertThat(lettersTo(world.person("李婷").email())).hasSize(1);
        assertThat(db.fetchCount(DELIVERY, DELIVERY.WORKSPACE_ID.eq(world.workspace))).isZero();
    }

    @Test
    void whatWaitedInACopyIsHeldUntilAnAdminSendsOrDropsIt() {
        clock.set(AFTERNOON);
        var world = worlds.world();
        tell(world, "铺货", "李婷");
        tell(world, "陈列", "陈浩");
        held(world);
        var email = world.person("李婷").email();
        assertThat(lettersTo(email)).isEmpty();
        var admin = world.signedIn("管理员", port);
        var page = admin.get(world.url("/admin/delivery")).page();
        assertThat(page.select("#held").text()).contains("2");
        assertThat(page.select("form[action$=/retry]")).as("what is held did not fail").isEmpty();
        assertThat(world.signedIn("李婷", port).post(world.url("/admin/delivery/held/sending")).status()).isEqualTo(403);
        assertThat(admin.post(world.url("/admin/delivery/held/sending")).status()).isEqualTo(303);
        assertThat(lettersTo(email)).hasSize(1);
        assertThat(admin.get(world.url("/admin/delivery")).page().select("#held")).isEmpty();

        tell(world, "巡店", "李婷");
        held(world);
        assertThat(admin.post(world.url("/admin/delivery/held/removal")).status()).isEqualTo(303);
        clock.forward(Duration.ofDays(1));
        assertThat(lettersTo(email)).hasSize(1);
        assertThat(db.fetchCount(DELIVERY, DELIVERY.WORKSPACE_ID.eq(world.workspace))).isZero();
    }

    // As a restore leaves what waited.
    private void held(Worlds.World world) {
        db.update(DELIVERY).set(DELIVERY.GIVEN_UP_AT, clock.instant()).set(DELIVERY.HELD, true).where(DELIVERY.WORKSPACE_ID.eq(world.workspace)).execute();
    }

    @Test
    void whoHasLeftGetsNoLetter() {
        var world = worlds.world();
        tell(world, "铺货", "李婷");
        world.in(() -> transaction.executeWithoutResult(status -> db.update(MEMBER).set(MEMBER.STATE, "left").where(MEMBER.ID.eq(world.person("李婷").member())).execute()));
        assertThat(lettersTo(world.person("李婷").email())).isEmpty();
    }
}
