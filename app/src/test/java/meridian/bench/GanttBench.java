package meridian.bench;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Cookie;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import meridian.browser.Chromium;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The chart of 10,000 tasks with 10,000 links in headless Chromium: until it stands, its memory, its frames while it is scrolled and zoomed, and an edit until it is seen. */
final class GanttBench implements Subject {
    /** What a browser does for a frame before it paints: scripts, style and layout. */
    private static final Set<String> WORK = Set.of("FunctionCall", "EvaluateScript", "FireAnimationFrame", "EventDispatch", "TimerFire", "UpdateLayoutTree", "Layout", "PrePaint", "MajorGC", "MinorGC");

    @Override
    public Set<String> names() {
        return Set.of("gantt");
    }

    @Override
    public void measure(Ground ground) throws Exception {
        var size = ground.sizes.get(1);
        link(ground, size);
        var house = ground.served().house();
        var address = house + "/w/" + Seed.SLUG + "/p/" + size.code() + "/gantt";
        ground.say("the chart of " + size.tasks() + " tasks in Chromium");
        var chromium = Chromium.ofTheTests();
        var first = new ArrayList<Double>();
        for (int i = 0; i < ground.runs(); i++) {
            try (var context = signedIn(chromium, house)) {
                var page = open(context, address);
                first.add(number(page.evaluate("performance.getEntriesByName('gantt-ready')[0].startTime")) / 1000);
            }
        }
        ground.tell(Figure.atMost("gantt", "first paint of the chart, nothing kept", Load.median(first), "s", 1.5));
        try (var context = signedIn(chromium, house)) {
            var page = open(context, address + "?critical=1&front=1");
            var session = context.newCDPSession(page);
            session.send("HeapProfiler.collectGarbage");
            session.send("Performance.enable");
            var metrics = session.send("Performance.getMetrics").getAsJsonArray("metrics");
            for (var each : metrics) {
                var metric = each.getAsJsonObject();
                if (metric.get("name").getAsString().equals("JSHeapUsedSize")) ground.tell(Figure.atMost("gantt", "script heap", metric.get("value").getAsDouble() / 1e6, "MB", 60));
            }
            frames(ground, chromium.browser(), page);
            var edits = new ArrayList<Double>();
            for (int i = 0; i < ground.runs(); i++) edits.add(edit(page));
            ground.tell(Figure.atMost("gantt", "edit to changed chart, links followed by the server", Load.median(edits), "ms", 200));
        }
    }

    // Each task waits for the one before it in its package; the last for the first of the next.
    private static void link(Ground ground, Seed.Sized size) throws Exception {
        try (var owner = ground.owner(); var statement = owner.createStatement()) {
            statement.execute("select set_config('meridian.workspace', '" + Seed.WORKSPACE + "', false)");
            statement.execute("insert into workplan.dependency (successor_task_id, predecessor_task_id, type, lag_minutes) select md5('task" + size.code() + ":' || i + 1)::uuid, md5('task" + size.code() + ":' || i)::uuid, "
                    + "case when i % 23 = 0 then 'SS' else 'FS' end, case when i % 7 = 0 then 480 else 0 end from generate_series(1, " + (size.tasks() - 1) + ") i where i % 90 <> 89 on conflict do nothing");
            statement.execute("analyze workplan.dependency");
        }
    }

    private static BrowserContext signedIn(Chromium chromium, String house) {
        var context = chromium.desktop();
        context.addCookies(List.of(new Cookie("meridian_session", Seed.session(0)).setUrl(house)));
        return context;
    }

    private static Page open(BrowserContext context, String address) {
        var page = context.newPage();
        page.navigate(address);
        page.locator("gantt-chart[data-ready]").waitFor();
        return page;
    }

    private static void frames(Ground ground, Browser browser, Page page) {
        browser.startTracing(page, new Browser.StartTracingOptions().setCategories(List.of("devtools.timeline", "toplevel", "disabled-by-default-devtools.timeline")));
        var box = page.locator("canvas.gantt-time").boundingBox();
        page.mouse().move(box.x + 300, box.y + 300);
        for (int i = 0; i < 150; i++) wheel(page, 0, i % 3 == 0 ? 700 : 240);
        for (int i = 0; i < 60; i++) wheel(page, 120, 0);
        page.keyboard().down("Control");
        for (int i = 0; i < 40; i++) wheel(page, 0, i < 20 ? 60 : -60);
        page.keyboard().up("Control");
        var events = JsonMapper.shared().readTree(new String(browser.stopTracing(), StandardCharsets.UTF_8)).get("traceEvents");
        var thread = thread(events);
        var begins = new ArrayList<Double>();
        var work = new ArrayList<double[]>();
        double longest = 0;
        int tasks = 0;
        for (var event : events) {
            if (!(event.path("pid").asString() + ":" + event.path("tid").asString()).equals(thread)) continue;
            var name = event.path("name").asString();
            double at = event.path("ts").asDouble(), lasts = event.path("dur").asDouble();
            if (name.equals("AnimationFrame") && event.path("ph").asString().equals("b")) begins.add(at);
            if (!event.path("ph").asString().equals("X")) continue;
            if (WORK.contains(name)) work.add(new double[] {at, at + lasts});
            if (name.equals("RunTask")) {
                longest = Math.max(longest, lasts / 1000);
                if (lasts > 50_000) tasks++;
            }
        }
        var spent = perFrame(begins.stream().mapToDouble(Double::doubleValue).sorted().toArray(), work);
        ground.tell(Figure.plain("gantt", "frames while scrolling and zooming", spent.length, ""));
        ground.tell(Figure.plain("gantt", "scripting and layout a frame: median", spent[spent.length / 2], "ms"));
        ground.tell(Figure.atMost("gantt", "scripting and layout a frame: p95", spent[(int) (spent.length * .95)], "ms", 8));
        ground.tell(Figure.plain("gantt", "longest task", longest, "ms"));
        ground.tell(Figure.atMost("gantt", "tasks over 50 ms", tasks, "", 0));
    }

    private static void wheel(Page page, double x, double y) {
        page.mouse().wheel(x, y);
        page.waitForTimeout(12);
    }

    /** The page’s own thread: the one that draws most frames. */
    private static String thread(JsonNode events) {
        Map<String, Integer> frames = new HashMap<>();
        for (var event : events) if (event.path("name").asString().equals("FireAnimationFrame")) frames.merge(event.path("pid").asString() + ":" + event.path("tid").asString(), 1, Integer::sum);
        return frames.entrySet().stream().max(Map.Entry.comparingByValue()).orElseThrow().getKey();
    }

    // What lies within something else is counted once; frames in which nothing was done are none.
    private static double[] perFrame(double[] begins, List<double[]> work) {
        work.sort((a, b) -> Double.compare(a[0], b[0]));
        var sums = new double[begins.length + 1];
        double until = 0;
        for (var each : work) {
            double from = Math.max(each[0], until);
            until = Math.max(until, each[1]);
            if (from >= until) continue;
            int at = Arrays.binarySearch(begins, each[0]);
            sums[at < 0 ? -at - 1 : at + 1] += (until - from) / 1000;
        }
        return Arrays.stream(sums).skip(1).filter(ms -> ms > .05).sorted().toArray();
    }

    /** A task of which up to five hundred others follow is moved by a day: from the key to the chart that shows what became of it. */
    private static double edit(Page page) {
        page.evaluate("performance.clearMarks('gantt-edit'); performance.clearMarks('gantt-edited')");
        page.locator("[data-tree]").focus();
        page.evaluate("""
                () => { const chart = document.querySelector('gantt-chart'), plan = chart.plan;
                  const i = [...plan.rows].findIndex((row, k) => k > 3000 && chart.movable(row) && plan.to[row] && (plan.flags[row] & 1) === 0);
                  chart.choose(i); chart.nudge(1, false); chart.flush(); }""");
        page.waitForCondition(() -> (Boolean) page.evaluate("performance.getEntriesByName('gantt-edited').length > 0"));
        return number(page.evaluate("performance.getEntriesByName('gantt-edited').at(-1).startTime - performance.getEntriesByName('gantt-edit').at(-1).startTime"));
    }

    private static double number(Object value) {
        return ((Number) value).doubleValue();
    }
}
