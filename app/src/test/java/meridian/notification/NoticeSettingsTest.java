package meridian.notification;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalTime;
import meridian.outbox.NoticeGroup;
import meridian.world.MeridianTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class NoticeSettingsTest extends MeridianTest {
    @Autowired
    Preferences preferences;

    @Test
    void whatIsChosenIsKeptAndShown() {
        var world = worlds.world();
        var browser = world.signedIn("李婷", port);
        var here = world.url("/me/notices");
        var page = browser.get(here).page();
        assertThat(page.select("input[name=email_plan]").hasAttr("checked")).isTrue();
        assertThat(page.select("input[name=email_project]").hasAttr("checked")).isFalse();
        assertThat(browser.post(here, "email_duty", "true", "push_emergency", "true", "quiet_from", "22:00", "quiet_until", "07:00", "digest", "daily", "version", "0").status()).isEqualTo(303);
        world.in(() -> {
            var chosen = preferences.of(world.person("李婷").member());
            assertThat(chosen.email(NoticeGroup.DUTY)).isTrue();
            assertThat(chosen.email(NoticeGroup.PLAN)).isFalse();
            assertThat(chosen.push(NoticeGroup.EMERGENCY)).isTrue();
            assertThat(chosen.push(NoticeGroup.PLAN)).isFalse();
            assertThat(chosen.quiet()).isEqualTo(new Quiet(LocalTime.of(22, 0), LocalTime.of(7, 0)));
            assertThat(chosen.digest()).isEqualTo(Digest.DAILY);
            assertThat(preferences.of(world.person("陈浩").member())).isEqualTo(Preference.BEGINNING);
        });
        page = browser.get(here).page();
        assertThat(page.select("#notices-quiet_from").val()).isEqualTo("22:00");
        assertThat(page.select("input[name=email_plan]").hasAttr("checked")).isFalse();
        assertThat(page.select("input[name=digest][value=daily]").hasAttr("checked")).isTrue();
    }

    @Test
    void aFormThatWasOvertakenIsShownAgain() {
        var world = worlds.world();
        var browser = world.signedIn("李婷", port);
        var here = world.url("/me/notices");
        assertThat(browser.post(here, "digest", "none", "version", "0").status()).isEqualTo(303);
        assertThat(browser.post(here, "_form", "notices", "_from", here, "digest", "weekly", "version", "0").status()).isEqualTo(409);
    }

    @Test
    void senselessQuietHoursAreRefusedBesideTheField() {
        var world = worlds.world();
        var browser = world.signedIn("李婷", port);
        var here = world.url("/me/notices");
        for (var typed : new String[][] {{"22:00", ""}, {"", "07:00"}, {"07:00", "07:00"}, {"25:00", "07:00"}, {"abends", "07:00"}}) {
            var refused = browser.post(here, "_form", "notices", "_from", here, "email_plan", "true", "quiet_from", typed[0], "quiet_until", typed[1], "digest", "none", "version", "0");
            assertThat(refused.status()).as(String.join("-", typed)).isEqualTo(422);
            assertThat(refused.page().select("#notices-quiet_from-error, #notices-quiet_until-error")).as(String.join("-", typed)).hasSize(1);
            assertThat(refused.page().select("input[name=email_plan]").hasAttr("checked")).isTrue();
            assertThat(refused.page().select("input[name=email_duty]").hasAttr("checked")).isFalse();
        }
        assertThat(browser.post(here, "_form", "notices", "_from", here, "digest", "hourly", "version", "0").status()).isEqualTo(422);
    }
}
