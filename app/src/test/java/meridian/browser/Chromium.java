package meridian.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/** The machine's own Chromium. Each context is a person's browser with its own cookies and storage. */
public final class Chromium implements AutoCloseable {
    /** How long a page may take to show what is expected of it, in milliseconds: generous, because a machine under test is busy. */
    private static final int PATIENCE = 20_000;

    private static final List<String> FLAGS = List.of("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
            "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage");

    private static @Nullable Chromium ofTheTests;

    private final Playwright playwright;
    private final Browser browser;

    private Chromium(Path executable) {
        playwright = Playwright.create(new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright.chromium().launch(new BrowserType.LaunchOptions().setExecutablePath(executable).setArgs(FLAGS));
    }

    /** The one of this test run, started when first asked for. Skips the class where none is installed; bin/test installs one. */
    public static synchronized Chromium ofTheTests() {
        if (ofTheTests == null) {
            var started = start();
            PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE);
            Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(started::close));
            ofTheTests = started;
        }
        return ofTheTests;
    }

    static Chromium start() {
        var found = Stream.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome").map(Path::of).filter(Files::isExecutable).findFirst();
        Assumptions.assumeTrue(found.isPresent(), "no Chromium on this machine");
        return new Chromium(found.get());
    }

    public BrowserContext desktop() {
        return browser.newContext(new Browser.NewContextOptions().setViewportSize(1440, 900).setLocale("zh-CN"));
    }

    public BrowserContext telephone() {
        return browser.newContext(new Browser.NewContextOptions().setViewportSize(360, 740).setIsMobile(true).setHasTouch(true).setLocale("zh-CN"));
    }

    /** A screen of this width; narrow ones are touched. */
    public BrowserContext context(int width, boolean dark) {
        return browser.newContext(new Browser.NewContextOptions().setViewportSize(width, 900).setIsMobile(width < 600).setHasTouch(width < 600)
                .setColorScheme(dark ? ColorScheme.DARK : ColorScheme.LIGHT).setLocale("zh-CN"));
    }

    /** For what only a browser as a whole can do, such as tracing. */
    public Browser browser() {
        return browser;
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }
}
