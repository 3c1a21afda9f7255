package meridian.meeting.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Cookie;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import meridian.browser.Chromium;
import meridian.meeting.Meeting;
import meridian.meeting.Meetings;
import meridian.meeting.MinuteBook;
import meridian.tenancy.MeetingId;
import meridian.world.MeridianTest;
import meridian.world.Worlds;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Two people write in one set of minutes, each in their own browser. */
class MinutesJourneyTest extends MeridianTest {
    private static Chromium chromium;

    @Autowired
    Meetings meetings;

    @Autowired
    MinuteBook book;

    private Worlds.World world;

    @BeforeAll
    static void start() {
        chromium = Chromium.ofTheTests();
    }

    @Test
    void everybodySeesWhoTypesAndWhatWasSavedWithoutLoadingAgain() {
        world = worlds.world();
        var number = minutes();
        try (var one = chromium.desktop(); var other = chromium.telephone()) {
            var here = open(one, "王敏", number);
            var there = open(other, "Johanna Maier", number);
            here.locator("[data-add=decisions]").click();
            var row = here.locator("#section-decisions .minutes-row");
            row.locator("[name=content]").fill("华南下周铺货");
            assertThat(row.locator(".saying")).hasText("已保存");
            var seen = there.locator("#section-decisions .minutes-row");
            assertThat(seen.locator("[name=content]")).hasValue("华南下周铺货");
            assertThat(seen.locator(".saying")).hasText("王敏 is typing");
            assertThat(seen.locator("[name=content]")).not().isEditable();
            here.locator("h1").click();
            assertThat(seen.locator(".saying")).hasText("");
            seen.locator("[name=content]").fill("华南下周铺货，德国再等一周");
            there.locator("h1").click();
            assertThat(row.locator("[name=content]")).hasValue("华南下周铺货，德国再等一周");
            // What one is typing stays, whatever comes in meanwhile.
            row.locator("[name=content]").focus();
            row.locator("[name=content]").fill("我正在写");
            there.locator("[data-add=problems]").click();
            there.locator("#section-problems .minutes-row [name=content]").fill("清关");
            assertThat(here.locator("#section-problems .minutes-row [name=content]")).hasValue("清关");
            assertThat(row.locator("[name=content]")).hasValue("我正在写");
            assertThat(there.evaluate("document.documentElement.scrollWidth <= innerWidth")).isEqualTo(true);
            assertThat(new AxeBuilder(here).analyze().getViolations()).isEmpty();
        }
    }

    private int minutes() {
        var people = List.of(world.person("王敏").member(), world.person("Johanna Maier").member());
        var starts = LocalDateTime.now(ZoneId.of("Asia/Shanghai")).minusMinutes(3);
        var id = MeetingId.next();
        return in(world.workspace, () -> {
            int number = meetings.call(world.project, id, new Meetings.Facts(Meeting.Kind.WEEKLY, "周例会", Meeting.Mode.ONLINE, "", "", "", world.regions.get("华东"), starts, 60, null, null, people, "", null, null, List.of()), null, world.person("王敏").actor());
            book.begin(world.project, id, world.person("王敏").actor());
            return number;
        });
    }

    private Page open(com.microsoft.playwright.BrowserContext context, String who, int number) {
        context.addCookies(List.of(new Cookie("meridian_session", world.session(who)).setUrl("http://localhost:" + port)));
        var page = context.newPage();
        page.navigate("http://localhost:" + port + world.here("/meetings/" + number + "/minutes"));
        page.locator("live-minutes").waitFor();
        return page;
    }
}
