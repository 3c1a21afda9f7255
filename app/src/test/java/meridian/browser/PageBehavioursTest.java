package meridian.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.FilePayload;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the scripts promise: pages that follow, drafts that survive, forms that arrive once. */
class PageBehavioursTest {
    private static Chromium chromium;
    private Booth booth;
    private BrowserContext person;
    private Page page;

    @BeforeAll
    static void startChromium() {
        chromium = Chromium.ofTheTests();
    }

    @BeforeEach
    void open() throws IOException {
        booth = new Booth();
        person = chromium.desktop();
        page = person.newPage();
    }

    @AfterEach
    void shut() {
        person.close();
        booth.close();
    }

    @Test
    void aShortcutGoesToTheInboxWithoutLoadingThePageAnew() {
        visit("/report");
        page.evaluate("window.same = true");
        page.keyboard().press("g");
        page.keyboard().press("i");
        assertThat(page.locator("h1")).hasText("Inbox");
        assertThat(page.evaluate("window.same")).isEqualTo(true);
        page.goBack();
        assertThat(page.locator("h1")).hasText("Report");
    }

    @Test
    void lettersTypedIntoAFieldAreNoShortcuts() {
        visit("/report");
        page.locator("#title").pressSequentially("g i");
        assertThat(page.locator("h1")).hasText("Report");
        assertThat(page.locator("#title")).hasValue("g i");
    }

    @Test
    void aChangeElsewhereIsSeenWithinASecondAndTwoTabsShareOneStream() {
        visit("/inbox");
        var second = person.newPage();
        second.navigate(booth.url("/inbox"));
        page.bringToFront();
        page.waitForTimeout(600);
        change();
        assertThat(booth.streams).hasSize(1);
        assertThat(page.locator("#number")).hasText("2", new LocatorAssertions.HasTextOptions().setTimeout(1000));
    }

    @Test
    void whatIsBeingTypedIsLeftAloneWhileTheRestFollows() {
        visit("/report");
        page.locator("#title").fill("half a sen");
        change();
        assertThat(page.locator("#number")).hasText("2");
        assertThat(page.locator("#title")).hasValue("half a sen");
    }

    @Test
    void aRefusedFormShowsItsErrorKeepsWhatWasTypedAndOutlivesAChangeElsewhere() {
        visit("/report");
        page.locator("#text").fill("why");
        page.locator("button").click();
        assertThat(page.locator(".errors")).isVisible();
        assertThat(page.locator("#text")).hasValue("why");
        change();
        assertThat(page.locator("#number")).hasText("2");
        assertThat(page.locator(".errors")).isVisible();
        assertThat(page.url()).endsWith("/report");
    }

    @Test
    void aDraftSurvivesAReloadAndIsGoneOnceAccepted() {
        visit("/report");
        page.locator("#title").fill("Dealers signed");
        page.waitForTimeout(400);
        visit("/report");
        assertThat(page.locator("#title")).hasValue("Dealers signed");
        page.locator("form > button").click();
        page.waitForCondition(() -> Boolean.TRUE.equals(page.evaluate("Object.keys(localStorage).length === 0")));
        assertThat(booth.accepted).hasSize(1);
        visit("/report");
        assertThat(page.locator("#title")).hasValue("");
    }

    @Test
    void twoQuickTapsSendOnce() {
        visit("/report");
        page.locator("#title").fill("Once");
        booth.answers = new CountDownLatch(1);
        page.locator("button").dblclick();
        page.waitForTimeout(500);
        booth.answers.countDown();
        assertThat(page.locator("#title")).hasValue("");
        assertThat(booth.posts).hasValue(1);
    }

    @Test
    void aFileThatWasTakenIsNoLongerChosenOneThatWasRefusedIs() {
        visit("/report");
        page.locator("#file").setInputFiles(new FilePayload("photo.jpg", "image/jpeg", new byte[] {1}));
        page.locator("button").click();
        assertThat(page.locator(".errors")).isVisible();
        assertThat(page.evaluate("document.getElementById('file').files.length")).isEqualTo(1);
        page.locator("#title").fill("Once");
        page.locator("button").click();
        assertThat(page.locator(".errors")).hasCount(0);
        assertThat(page.evaluate("document.getElementById('file').files.length")).isEqualTo(0);
    }

    @Test
    void aSecondTapThatComesOnTheFreshFormSendsNothing() {
        visit("/report");
        page.locator("#title").fill("Once");
        page.evaluate("document.addEventListener('meridian:page', () => { document.querySelector('form button').click(); window.tapped = true; }, { once: true })");
        page.locator("button").click();
        page.waitForCondition(() -> Boolean.TRUE.equals(page.evaluate("window.tapped === true")));
        assertThat(booth.posts).hasValue(1);
        page.locator("#title").fill("Twice");
        page.locator("button").click();
        assertThat(page.locator("#title")).hasValue("");
        assertThat(page.locator(".errors")).hasCount(0);
        assertThat(booth.posts).hasValue(2);
    }

    @Test
    void aFormCutOffWaitsOnTheDeviceAndIsSentFromAnotherPage() throws IOException {
        visit("/report");
        page.locator("#title").fill("Written underground");
        booth.cut();
        page.locator("button").click();
        assertThat(page.locator("html[data-unsent]")).hasCount(1);
        booth.recover();
        visit("/inbox");
        assertThat(page.locator("html[data-unsent]")).hasCount(0);
        assertThat(booth.accepted.values()).singleElement().satisfies(form -> {
            assertThat(form).containsEntry("title", "Written underground");
            assertThat(form.get("written_at")).isNotBlank();
        });
    }

    @Test
    void aFormWhoseAnswerWasLostIsSentAgainUnderTheSameId() {
        visit("/report");
        page.locator("#title").fill("Arrived unheard");
        booth.loseNextAnswer = true;
        page.locator("button").click();
        page.waitForTimeout(400);
        assertThat(booth.accepted).hasSize(1);
        visit("/inbox");
        assertThat(page.locator("html[data-unsent]")).hasCount(0);
        assertThat(booth.accepted).hasSize(1);
    }

    @Test
    void whatWasMissedWhileTheServerWasAwayIsReadOnReturn() throws IOException {
        visit("/inbox");
        page.waitForTimeout(500);
        booth.cut();
        assertThat(page.locator("html[data-net=reconnecting]")).hasCount(1, patiently());
        booth.number = 7;
        booth.recover();
        assertThat(page.locator("#number")).hasText("7", new LocatorAssertions.HasTextOptions().setTimeout(20_000));
        assertThat(page.locator("html[data-net]")).hasCount(0, patiently());
        assertThat(booth.rereads.get()).isBetween(1, 2);
    }

    @Test
    void theOpenTabIsInSightHoweverThePageWasComeTo() {
        visit("/tabs");
        assertThat(page.locator(".tabs a[aria-current]")).isInViewport();
        visit("/inbox");
        page.evaluate("document.querySelector('nav').insertAdjacentHTML('beforeend', '<a href=\"/tabs\" id=\"on\">Tabs</a>')");
        page.locator("#on").click();
        assertThat(page.locator("h1")).hasText("Tabs");
        assertThat(page.locator(".tabs a[aria-current]")).isInViewport();
    }

    private static LocatorAssertions.HasCountOptions patiently() {
        return new LocatorAssertions.HasCountOptions().setTimeout(20_000);
    }

    private void change() {
        page.waitForCondition(() -> !booth.streams.isEmpty());
        booth.change();
    }

    private void visit(String path) {
        page.navigate(booth.url(path));
        page.waitForTimeout(250);
    }
}
