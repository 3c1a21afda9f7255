package meridian.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Cookie;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import meridian.world.MeridianTest;
import meridian.world.Worlds;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the service worker does in a real browser: a page where there is no network, and notices told by push. */
class ServiceWorkerJourneyTest extends MeridianTest {
    private static Chromium chromium;

    private Worlds.World world;

    @BeforeAll
    static void startChromium() {
        chromium = Chromium.ofTheTests();
    }

    @BeforeEach
    void aWorld() {
        world = worlds.world();
    }

    private String url(String path) {
        return "http://localhost:" + port + world.url(path);
    }

    private BrowserContext signedIn(String name, BrowserContext context) {
        context.addCookies(List.of(new Cookie("meridian_session", world.session(name)).setUrl("http://localhost:" + port)));
        return context;
    }

    private static void ready(Page page) {
        page.evaluate("() => navigator.serviceWorker.ready.then(registration => new Promise(done => { const wait = () => registration.active?.state === 'activated' ? done() : setTimeout(wait, 20); wait(); }))");
    }

    @Test
    void aPageThatWasNotOpenSaysSoWithoutANetworkAndShowsWhatWaits() {
        try (var telephone = signedIn("周颖", chromium.telephone())) {
            var page = telephone.newPage();
            page.navigate(url("/inbox"));
            ready(page);
            page.waitForTimeout(300);
            page.evaluate("member => localStorage.setItem('unsent:' + member, JSON.stringify([{ id: 'x', url: '/nowhere', body: '', written: new Date().toISOString(), what: '今日进度', page: '/' }]))", world.person("周颖").member().toString());
            page.evaluate("() => localStorage.setItem('unsent:somebody-else', JSON.stringify([{ id: 'y', written: new Date().toISOString(), what: '别人的', page: '/' }]))");
            telephone.setOffline(true);
            page.navigate(url("/projects"));
            assertThat(page.locator("h1")).hasText("没有网络");
            assertThat(page.locator("[data-unsent] li")).hasCount(1);
            assertThat(page.locator("[data-unsent] li")).containsText("今日进度");
            assertThat(page.locator("body")).not().containsText("别人的");
            telephone.setOffline(false);
            assertThat(page.locator("main h1")).not().hasText("没有网络");
            assertThat(page.url()).isEqualTo(url("/projects"));
        }
    }

    @Test
    void theWorkerKeepsNoPageOfAnybody() {
        try (var desktop = signedIn("Johanna Maier", chromium.desktop())) {
            var page = desktop.newPage();
            page.navigate(url("/inbox"));
            ready(page);
            page.navigate(url("/notices"));
            page.navigate(url("/me"));
            page.waitForTimeout(300);
            @SuppressWarnings("unchecked")
            var kept = (List<String>) page.evaluate("async () => { const all = []; for (const name of await caches.keys()) for (const request of await (await caches.open(name)).keys()) all.push(new URL(request.url).pathname); return all; }");
            assertThat(kept).isNotEmpty().allMatch(path -> path.equals("/offline") || path.endsWith("/js/offline-page.js"));
            desktop.setOffline(true);
            page.navigate(url("/projects"));
            assertThat(page.locator("h1")).hasText("No connection");
        }
    }

    @Test
    void aPushIsShownAndLeadsToTheNotice() {
        try (var desktop = signedIn("李婷", chromium.desktop())) {
            desktop.grantPermissions(List.of("notifications"));
            var page = desktop.newPage();
            page.navigate(url("/inbox"));
            ready(page);
            var cdp = desktop.newCDPSession(page);
            var registrations = ConcurrentHashMap.<String>newKeySet();
            cdp.on("ServiceWorker.workerRegistrationUpdated", event -> event.getAsJsonArray("registrations").forEach(each -> registrations.add(each.getAsJsonObject().get("registrationId").getAsString())));
            cdp.send("ServiceWorker.enable");
            for (int i = 0; i < 100 && registrations.isEmpty(); i++) page.waitForTimeout(20);
            var message = new JsonObject();
            message.addProperty("origin", "http://localhost:" + port);
            message.addProperty("registrationId", registrations.iterator().next());
            message.addProperty("data", "{\"title\":\"新品区域上市\",\"body\":\"王敏提到了您\",\"tag\":\"t1\",\"url\":\"" + world.url("/notices") + "\",\"lang\":\"zh-CN\",\"at\":1,\"critical\":false}");
            cdp.send("ServiceWorker.deliverPushMessage", message);
            cdp.send("ServiceWorker.deliverPushMessage", message);
            page.waitForTimeout(500);
            @SuppressWarnings("unchecked")
            var shown = (List<String>) page.evaluate("async () => (await (await navigator.serviceWorker.ready).getNotifications()).map(each => each.title + '|' + each.body + '|' + each.data.url)");
            assertThat(shown).as("the same tag: replaced, not doubled").containsExactly("新品区域上市|王敏提到了您|" + world.url("/notices"));
        }
    }

    @Test
    void theSettingsPageSaysWhatThisBrowserCan() {
        try (var desktop = signedIn("李婷", chromium.desktop())) {
            var page = desktop.newPage();
            page.navigate(url("/me/notices"));
            ready(page);
            assertThat(page.locator("[data-push-state]:visible")).hasCount(1);
        }
    }
}
