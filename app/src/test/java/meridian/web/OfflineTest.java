package meridian.web;

import static org.assertj.core.api.Assertions.assertThat;

import meridian.world.MeridianTest;
import org.junit.jupiter.api.Test;

class OfflineTest extends MeridianTest {
    @Test
    void theServiceWorkerComesFromTheTopOfTheHouseAndIsAskedForAnew() {
        var worker = browser().get("/sw.js");
        assertThat(worker.status()).isEqualTo(200);
        assertThat(worker.response().headers().firstValue("content-type").orElse("")).startsWith("text/javascript");
        assertThat(worker.response().headers().firstValue("cache-control").orElse("")).contains("no-cache");
        assertThat(worker.body()).startsWith("const VERSION = \"").contains("showNotification");
    }

    @Test
    void thePageWithoutANetworkIsTheSameForEverybodyInTheLanguageAskedFor() {
        var world = worlds.world();
        var chinese = browser().get("/offline?lang=zh-CN");
        var english = browser().get("/offline?lang=en");
        assertThat(chinese.page().select("h1").text()).isEqualTo("没有网络");
        assertThat(english.page().select("h1").text()).isEqualTo("No connection");
        assertThat(chinese.page().select("script[src], link")).as("nothing but its script is needed").hasSize(1);
        assertThat(world.signedIn("李婷", port).get("/offline?lang=zh-CN").body()).isEqualTo(chinese.body());
        assertThat(browser().get(chinese.page().select("script").attr("src")).status()).isEqualTo(200);
    }

    @Test
    void whatIsRefusedAtTheDoorIsSaidAsEverythingElse() {
        var world = worlds.world();
        var elsewhere = world.signedIn("Johanna Maier", port).get("/w/" + worlds.world().slug + "/inbox");
        assertThat(elsewhere.status()).isEqualTo(404);
        assertThat(elsewhere.page().select("h1").text()).isEqualTo("Not found");
        var late = browser().post(world.url("/me"), "name", "谁");
        assertThat(late.status()).isEqualTo(401);
        assertThat(late.page().select("h1").text()).isEqualTo("登录已失效");
        assertThat(late.page().select("a[href^='/signin?next=']")).hasSize(1);
        assertThat(browser().get("/error").status()).isEqualTo(404);
    }

    @Test
    void whatProgramsAskForAtTheTopOfTheHouseIsThere() {
        var robots = browser().get("/robots.txt");
        assertThat(robots.status()).isEqualTo(200);
        assertThat(robots.response().headers().firstValue("content-type").orElse("")).startsWith("text/plain");
        assertThat(robots.body()).contains("Disallow: /");
        assertThat(browser().get(browser().get("/favicon.ico").location().replaceFirst("^https?://[^/]+", "")).status()).isEqualTo(200);
    }
}
