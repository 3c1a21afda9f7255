package meridian.bench;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Cookie;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import meridian.browser.Chromium;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The chart of 10,000 tasks with 10,000 links in headless Chromium: until it stands, its memory, its frames while it is scrolled and zoomed, and an edit until it is seen. */
final class GanttBench implements Subject {
    /** What a browser does for a frame before it paints: scripts, style and layout. */
    private static final Set<String> WORK = Set.of("FunctionCall", "EvaluateScript", "FireAnimationFrame", "EventDispatch", "TimerFire", "UpdateLayoutTree", "Layout", "PrePaint", "MajorGC", "MinorGC");

    /** How long somebody looks at a chart before they edit it, in milliseconds. */
    private static final int LOOKING = 3_000;

    @Override
    public Set<String> names() {
        return Set.of("gantt");
    }

    @Override
    public void measure(Ground ground) throws Exception {
        var size = ground.sizes.get(1);
        link(ground, size);
        var house = ground.served().house();
        ground.say("the first calculation of " + size.tasks() + " tasks");
        ground.tell(Figure.plain("gantt", "the links came by SQL: everything read, calculated, moved and written", new Edits(ground, house, size).edit(size.tasks() / 2), "ms"));
        ground.say("the first edit after a start");
        try (var fresh = ground.start()) {
            var plan = new Edits(ground, fresh.house(), size);
            plan.open();
            Thread.sleep(LOOKING);
            ground.tell(Figure.plain("gantt", "first edit after a start, its chart open for 3 seconds", plan.edit(size.tasks() / 2 + 200), "ms"));
            ground.tell(Figure.plain("gantt", "second edit after a start", plan.edit(size.tasks() / 2 + 400), "ms"));
        }
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
            var moved = new ArrayList<Integer>();
            page.onResponse(answer -> {
                if (answer.url().endsWith("/plan/pasting") && answer.ok()) moved.add(Integer.parseInt(answer.headers().getOrDefault("x-moved", "0")));
            });
            var edits = new ArrayList<Double>();
            for (int i = 0; i < 2 * ground.runs() + 1; i++) edits.add(edit(page, 3_000 + 611 * i));
            ground.tell(Figure.plain("gantt", "tasks that moved with an edit: most", moved.stream().mapToInt(Integer::intValue).max().orElse(0), ""));
            ground.tell(Figure.plain("gantt", "edit to changed chart: slowest", edits.stream().mapToDouble(Double::doubleValue).max().orElse(0), "ms"));
            ground.tell(Figure.atMost("gantt", "edit to changed chart: median", Load.median(edits), "ms", 200));
        }
        if (ground.largest() != size) large(ground);
    }

    private static void large(Ground ground) throws Exception {
        var size = ground.largest();
        link(ground, size);
        ground.say("edits of a plan of " + size.tasks() + " tasks");
        var plan = new Edits(ground, ground.served().house(), size);
        ground.tell(Figure.plain("gantt", size.tasks() + " tasks: the links came by SQL: everything read, calculated, moved and written", plan.edit(size.tasks() / 2), "ms"));
        plan.edit(size.tasks() / 2 + 200);
        var edits = new ArrayList<Double>();
        for (int i = 0; i < 2 * ground.runs() + 1; i++) edits.add(plan.edit(size.tasks() / 3 + 611 * i));
        ground.tell(Figure.plain("gantt", size.tasks() + " tasks: edit written and told to the chart, median", Load.median(edits), "ms"));
        // The last tasks move the finish, and with it everybody's slack, which is written behind these edits.
        edits.clear();
        for (int i = 0; i < ground.runs(); i++) edits.add(plan.edit(size.tasks() - 1_000 + 31 * i));
        ground.tell(Figure.plain("gantt", size.tasks() + " tasks: edits that move the finish, one right after the other, slowest", edits.stream().mapToDouble(Double::doubleValue).max().orElse(0), "ms"));
        try (var fresh = ground.start()) {
            ground.tell(Figure.plain("gantt", size.tasks() + " tasks: first edit after a start", new Edits(ground, fresh.house(), size).edit(size.tasks() / 2 + 400), "ms"));
        }
    }

    /** Edits as the chart makes them, without a browser: written, and answered with what changed. */
    private static final class Edits {
        private final Ground ground;
        private final String house;
        private final Seed.Sized size;
        private final HttpClient http = HttpClient.newHttpClient();
        private String until = "";

        Edits(Ground ground, String house, Seed.Sized size) {
            this.ground = ground;
            this.house = house;
            this.size = size;
        }

        void open() throws Exception {
            until = mark(ask("/gantt/plan", null));
        }

        double edit(int wanted) throws Exception {
            try (var owner = ground.owner(); var statement = owner.createStatement()) {
                statement.execute("select set_config('meridian.workspace', '" + Seed.WORKSPACE + "', false)");
                var found = statement.executeQuery("select id, version, (start_at + interval '1 day')::date from workplan.task where project_id = md5('project" + size.code() + "')::uuid and kind = 'task' and status = 'not_started' and not milestone and number >= " + wanted + " order by number limit 1");
                found.next();
                var body = "{\"rows\":[{\"id\":\"" + found.getString(1) + "\",\"version\":" + found.getInt(2) + ",\"values\":{\"start\":\"" + found.getString(3) + " 00:00\"}}],\"behind\":null,\"slip\":true,\"since\":\"";
                if (until.isEmpty()) open();
                long begin = System.nanoTime();
                until = mark(ask("/plan/pasting", body + until + "\"}"));
                return (System.nanoTime() - begin) / 1e6;
            }
        }

        private static String mark(String answer) {
            var found = Pattern.compile("\"until\":\"([0-9.]+)\"").matcher(answer);
            if (!found.find()) throw new IllegalStateException(answer);
            return found.group(1);
        }

        private String ask(String path, @Nullable String body) throws Exception {
            var request = HttpRequest.newBuilder(URI.create(house + "/w/" + Seed.SLUG + "/p/" + size.code() + path))
                    .header("Cookie", "meridian_session=" + Seed.session(0)).header("Accept", "application/json");
            if (body != null) request.header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofString(body));
            var answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() >= 300) throw new IllegalStateException(path + " answers " + answer.statusCode() + " " + answer.body());
            return answer.body();
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

    /**
     * A task in the middle of a chain is moved by a day: from the key, or from the word that what slips may slip, to the chart
     * that shows what became of it.
     */
    private static double edit(Page page, int behind) {
        page.evaluate("performance.clearMarks('gantt-edit'); performance.clearMarks('gantt-edited')");
        page.locator("[data-tree]").focus();
        page.evaluate("""
                behind => { const chart = document.querySelector('gantt-chart'), plan = chart.plan;
                  const i = [...plan.rows].findIndex((row, k) => k > behind && chart.movable(row) && plan.status[row] === 0 && plan.to[row] && (plan.flags[row] & 1) === 0);
                  chart.choose(i); chart.nudge(1, false); chart.flush(); }""", behind);
        page.waitForCondition(() -> {
            if (page.locator("#slip-ahead").isVisible()) page.locator("#slip-ahead button[value=apply]").click();
            return (Boolean) page.evaluate("performance.getEntriesByName('gantt-edited').length > 0");
        });
        return number(page.evaluate("performance.getEntriesByName('gantt-edited').at(-1).startTime - performance.getEntriesByName('gantt-edit').at(-1).startTime"));
    }

    private static double number(Object value) {
        return ((Number) value).doubleValue();
    }
}
