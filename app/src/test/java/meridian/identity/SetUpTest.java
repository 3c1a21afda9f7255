package meridian.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import meridian.Meridian;
import meridian.tenancy.Tenancy;
import meridian.world.Browser;
import meridian.world.TestDatabase;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;

/** What happens once in the life of an installation, so it needs one of its own. */
class SetUpTest {
    @Test
    void whoHoldsTheCodeSetsUpAFreshInstallationAndNobodyAfterThem() throws Exception {
        var settings = new HashMap<>(TestDatabase.fresh("setup_test"));
        settings.put("server.port", 0);
        settings.put("spring.datasource.hikari.maximum-pool-size", 4);
        var application = new SpringApplication(Meridian.class);
        application.setDefaultProperties(settings);
        try (var context = application.run()) {
            var port = Integer.parseInt(context.getEnvironment().getRequiredProperty("local.server.port"));
            var code = context.getBean(SetUp.class).code().orElseThrow();
            var browser = new Browser(port);
            assertThat(browser.get("/").location()).isEqualTo("/setup");
            assertThat(browser.get("/setup").page().select("form#setup")).hasSize(1);

            var stranger = setUp(new Browser(port), "ABCD-EFGH-JKMN", "acme", "long enough words");
            assertThat(stranger.status()).isEqualTo(422);
            assertThat(stranger.page().select("#setup-code-error")).hasSize(1);
            assertThat(stranger.page().select("input[name=slug]").val()).isEqualTo("acme");

            var careless = setUp(browser, code, "No Spaces", "short");
            assertThat(careless.status()).isEqualTo(422);
            assertThat(careless.page().select("#setup-slug-error")).hasSize(1);
            assertThat(careless.page().select("#setup-password-error")).hasSize(1);
            assertThat(context.getBean(Workspaces.class).none()).isTrue();

            var done = setUp(browser, code.toLowerCase().replace("-", " "), "acme", "long enough words");
            assertThat(done.status()).isEqualTo(303);
            assertThat(done.location()).isEqualTo("/w/acme/admin/people");
            assertThat(browser.get("/").location()).isEqualTo("/w/acme/inbox");
            assertThat(browser.get("/w/acme/me").status()).isEqualTo(200);

            assertThat(context.getBean(SetUp.class).code()).isEmpty();
            assertThat(new Browser(port).get("/setup").status()).isEqualTo(404);
            assertThat(setUp(new Browser(port), code, "other", "long enough words").status()).isEqualTo(404);

            var workspace = context.getBean(Workspaces.class).all().getFirst();
            var calendars = Tenancy.in(workspace, () -> context.getBean(Calendars.class).all());
            assertThat(calendars.values()).singleElement().satisfies(calendar -> assertThat(calendar.zone().getId()).isEqualTo("Asia/Shanghai"));
        }
    }

    private static Browser.Seen setUp(Browser browser, String code, String slug, String password) {
        return browser.post("/setup", "_form", "setup", "_from", "/setup", "code", code, "workspace_name", "阿克米", "slug", slug, "unit_code", "acme",
                "language", "zh-CN", "region_name", "总部", "zone", "Asia/Shanghai", "holiday_set", "CN", "display_name", "首任管理员", "email", "First@Acme.example", "password", password);
    }
}
