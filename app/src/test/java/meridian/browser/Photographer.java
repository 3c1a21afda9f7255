package meridian.browser;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Cookie;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import meridian.browser.Paths.Stop;
import org.jspecify.annotations.Nullable;

/** Takes the pictures of one width in one language, and says what is wrong with a page. */
final class Photographer {
    /** Longer pages are cut here: what comes below repeats what is above. */
    private static final int TALLEST = 3200;

    // What keeps to the bottom of the screen would hide what a whole page shows in its middle.
    private static final String SINK = """
            [...document.querySelectorAll('body *')].forEach(e => {
                const style = getComputedStyle(e);
                if (style.position === 'fixed' && style.bottom === '0px' || style.position === 'sticky' && style.bottom !== 'auto') e.style.position = 'static';
            })""";

    private static final String CUT = """
            [...document.querySelectorAll('h1, h2, th, td, a, button, label, small, b, span')]
                .filter(e => e.offsetParent && !e.closest('details:not([open])') && e.scrollWidth > e.clientWidth + 1 && ['hidden', 'clip'].includes(getComputedStyle(e).overflowX) && e.clientWidth > 1)
                .map(e => e.textContent.trim().slice(0, 40)).slice(0, 5)""";

    private Photographer() {}

    /** One picture: {@code cut} are words that end in an ellipsis. */
    record Shot(String page, String language, int width, String scheme, String file, List<String> faults, List<String> cut) {}

    static List<Shot> take(String house, List<Stop> stops, String language, int width, List<String> schemes, @Nullable Paths paths, Path out, Runnable taken) {
        var shots = new ArrayList<Shot>();
        try (var chromium = Chromium.start()) {
            Map<String, BrowserContext> open = new HashMap<>();
            for (var stop : stops) {
                var context = open.computeIfAbsent(String.valueOf(stop.who()), who -> chromium.context(width, false));
                if (stop.who() != null) context.addCookies(List.of(new Cookie("meridian_session", paths.session(stop.who())).setUrl(house)));
                shots.addAll(page(context, house, stop, language, width, schemes, out));
                taken.run();
            }
        }
        return shots;
    }

    private static List<Shot> page(BrowserContext context, String house, Stop stop, String language, int width, List<String> schemes, Path out) {
        var shots = new ArrayList<Shot>();
        var where = stop.name() + " (" + stop.address() + ", " + language + ", " + width + " px)";
        try (var page = context.newPage()) {
            Set<String> faults = new LinkedHashSet<>();
            page.onConsoleMessage(message -> {
                if (message.type().equals("error")) faults.add(where + " console: " + message.text());
            });
            page.onPageError(error -> faults.add(where + " script: " + error));
            Response answer = page.navigate(house + stop.address() + (stop.who() == null ? (stop.address().contains("?") ? "&" : "?") + "lang=" + language : ""));
            if (answer.status() >= 400) faults.add(where + " answers " + answer.status());
            page.waitForTimeout(200);
            int wider = ((Number) page.evaluate("document.documentElement.scrollWidth - innerWidth")).intValue();
            if (wider > 0) faults.add(where + " is " + wider + " px wider than the screen");
            @SuppressWarnings("unchecked")
            var cut = (List<String>) page.evaluate(CUT);
            page.evaluate(SINK);
            for (var scheme : schemes) {
                page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme.equals("dark") ? ColorScheme.DARK : ColorScheme.LIGHT));
                page.waitForTimeout(50);
                int height = Math.max(900, Math.min(TALLEST, ((Number) page.evaluate("document.documentElement.scrollHeight")).intValue()));
                var file = stop.name() + "-" + width + "-" + language + "-" + scheme + ".png";
                page.screenshot(new Page.ScreenshotOptions().setFullPage(true).setClip(0, 0, width, height).setPath(out.resolve(file)));
                shots.add(new Shot(stop.name(), language, width, scheme, file, List.copyOf(faults), cut));
            }
        } catch (PlaywrightException e) {
            shots.add(new Shot(stop.name(), language, width, "", "", List.of(where + " " + e.getMessage().lines().findFirst().orElse("")), List.of()));
        }
        return shots;
    }
}
