package meridian.workplan;

import java.awt.Color;
import java.io.IOException;
import java.io.OutputStream;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import meridian.document.DrawnPdf;
import meridian.document.Export;
import meridian.web.Words;
import org.jspecify.annotations.Nullable;

/** The whole chart on paper: A3 across, as many pages as it takes, the names of the rows at the left of each. */
final class GanttPdf {
    private static final int DAY = 1440;
    private static final float WIDE = 1190.5f, HIGH = 842, EDGE = 28, HEAD = 62, ROW = 14, NAMES = 330, TIME = WIDE - 2 * EDGE - NAMES;
    private static final int PER_PAGE = (int) ((HIGH - 2 * EDGE - HEAD - 14) / ROW);
    private static final float LEAST = .8f, MOST = 14;
    private static final Color INK = new Color(0x2a2f38), FAINT = new Color(0x68707c), LINE = new Color(0xe0dfdb), OFF = new Color(0xf3f2ef), PAPER = Color.WHITE, TODAY = new Color(0x1f5c99), HOT = new Color(0xb3261e), THEN = new Color(0x9a9da3);
    private static final Color[] DARK = {new Color(0x8b9099), new Color(0x2f6fb0), new Color(0xc0392b), new Color(0x1d7a4c), new Color(0x14532f), new Color(0x9a9da3)};
    private static final Color[] PALE = {new Color(0xd5d7da), new Color(0xbdd4ea), new Color(0xecc0bb), new Color(0x1d7a4c), new Color(0x14532f), new Color(0xe6e7e9)};

    private final GanttChart chart;
    private final Words words;
    private final Locale language;
    private final String title;
    private final int today;
    private final boolean critical;
    private final @Nullable Map<Integer, int[]> then;
    private final Map<Integer, Integer> at = new HashMap<>();
    private final int[] from, to, depth, place;
    private final float[] done;
    private final boolean[] summary;
    private final int[] rows;
    private final int firstDay;
    private final float perDay;

    /**
     * @param wanted the numbers of the rows to show, with those above them; null: all
     * @param closed the numbers of the rows that are folded
     */
    GanttPdf(GanttChart chart, @Nullable Set<Integer> wanted, Set<Integer> closed, boolean critical, GanttChart.@Nullable Then baseline, String title, LocalDate today, Words words, Locale language) {
        this.chart = chart;
        this.words = words;
        this.language = language;
        this.title = title;
        this.today = (int) today.toEpochDay();
        this.critical = critical;
        int size = chart.rows().number().length;
        from = new int[size];
        to = new int[size];
        depth = new int[size];
        place = new int[size];
        done = new float[size];
        summary = new boolean[size];
        for (int i = 0; i < size; i++) at.put(chart.rows().number()[i], i);
        var parent = tree(size);
        span(size, parent);
        rows = shown(size, parent, wanted, closed);
        int first = this.today, last = this.today + 7;
        for (int i : rows) {
            if (to[i] == 0) continue;
            first = Math.min(first, from[i] / DAY);
            last = Math.max(last, to[i] / DAY);
        }
        firstDay = first - 3;
        perDay = Math.clamp(TIME / (last - firstDay + 10f), LEAST, MOST);
        across = (int) Math.max(1, Math.ceil((last - firstDay + 4) * perDay / TIME));
        this.then = baseline == null ? null : new HashMap<>();
        if (this.then != null && baseline != null) for (int k = 0; k < baseline.number().length; k++) this.then.put(baseline.number()[k], new int[] {baseline.start()[k], baseline.finish()[k]});
    }

    private final int across;

    private int[] tree(int size) {
        var parent = new int[size];
        var above = new ArrayList<Integer>();
        for (int i = 0; i < size; i++) {
            var path = chart.rows().path()[i];
            while (!above.isEmpty() && !path.startsWith(chart.rows().path()[above.getLast()] + "/")) above.removeLast();
            parent[i] = above.isEmpty() ? -1 : above.getLast();
            if (!above.isEmpty()) summary[above.getLast()] = true;
            depth[i] = above.size();
            above.add(i);
        }
        return parent;
    }

    // As the chart on the screen does it: a summary spans what stands beneath it, unless its dates were typed.
    private void span(int size, int[] parent) {
        var rows = chart.rows();
        var low = new int[size];
        var high = new int[size];
        var weight = new double[size];
        var sum = new double[size];
        for (int i = size - 1; i >= 0; i--) {
            int start = rows.start()[i], finish = rows.finish()[i];
            from[i] = start != 0 ? start : finish - finish % DAY;
            to[i] = finish != 0 ? finish + 1 : start == 0 ? 0 : start - start % DAY + DAY;
            if (milestone(i) && finish != 0) from[i] = to[i] = finish % DAY == DAY - 1 ? finish - DAY / 2 + 1 : finish;
            done[i] = rows.progress()[i] / 100f;
            if (summary[i] && high[i] != 0) {
                if ((rows.flags()[i] & GanttChart.MANUAL) == 0 || to[i] == 0) {
                    from[i] = low[i];
                    to[i] = high[i];
                }
                done[i] = weight[i] == 0 ? 0 : (float) (sum[i] / weight[i]);
            }
            int up = parent[i];
            if (to[i] == 0 || up < 0 || rows.status()[i] == TaskStatus.CANCELLED.ordinal()) continue;
            if (high[up] == 0 || from[i] < low[up]) low[up] = from[i];
            high[up] = Math.max(high[up], to[i]);
            double heavy = Math.max(to[i] - from[i], 60);
            weight[up] += heavy;
            sum[up] += heavy * done[i];
        }
    }

    private int[] shown(int size, int[] parent, @Nullable Set<Integer> wanted, Set<Integer> closed) {
        var keep = new boolean[size];
        for (int i = 0; i < size; i++) {
            if (wanted != null && !wanted.contains(chart.rows().number()[i])) continue;
            for (int up = i; up >= 0 && !keep[up]; up = parent[up]) keep[up] = true;
        }
        Arrays.fill(place, -1);
        var shown = new int[size];
        int count = 0, folded = Integer.MAX_VALUE;
        for (int i = 0; i < size; i++) {
            if (depth[i] > folded) continue;
            folded = Integer.MAX_VALUE;
            if (!keep[i]) continue;
            place[i] = count;
            shown[count++] = i;
            if (summary[i] && closed.contains(chart.rows().number()[i])) folded = depth[i];
        }
        return Arrays.copyOf(shown, count);
    }

    private boolean milestone(int i) {
        return (chart.rows().flags()[i] & GanttChart.MILESTONE) != 0;
    }

    void write(String organisation, Export export, OutputStream out) throws IOException {
        DrawnPdf.write(title, organisation, language, export, pages -> {
            int down = Math.max(1, (rows.length + PER_PAGE - 1) / PER_PAGE);
            for (int tile = 0; tile < across; tile++) {
                for (int page = 0; page < down; page++) {
                    pages.page(WIDE, HIGH);
                    page(pages, tile, page * PER_PAGE, Math.min(rows.length, (page + 1) * PER_PAGE));
                    foot(pages, export, tile * down + page + 1, across * down);
                }
            }
        }, out);
    }

    private void page(DrawnPdf pages, int tile, int first, int end) throws IOException {
        float left = EDGE + NAMES, top = EDGE + HEAD;
        float origin = firstDay + tile * TIME / perDay;
        pages.text(true, 13, INK, EDGE, EDGE + 12, title, WIDE - 2 * EDGE);
        shade(pages, origin, left, top, first, end);
        scale(pages, origin, left, top, (end - first) * ROW);
        heads(pages, top);
        pages.within(left, top, TIME, (end - first) * ROW, on -> links(on, origin, left, top, first, end));
        for (int k = first; k < end; k++) row(pages, rows[k], origin, left, top + (k - first) * ROW);
        float now = left + (today + .5f - origin) * perDay;
        if (now > left && now < left + TIME) pages.line(TODAY, 1, now, top, now, top + (end - first) * ROW);
    }

    private void shade(DrawnPdf pages, float origin, float left, float top, int first, int end) throws IOException {
        if (perDay < 2.2) return;
        for (int k = first; k < end; k++) {
            var calendar = chart.calendars().get(chart.parties().get(chart.rows().party()[rows[k]]).calendar());
            for (int day = (int) origin; day < origin + TIME / perDay; day++) {
                int at = day - calendar.from(), until = at;
                if (at < 0 || at >= calendar.off().length() || calendar.off().charAt(at) == '0') continue;
                while (until < calendar.off().length() && calendar.off().charAt(until) == '1') until++;
                float x1 = Math.max(left, left + (day - origin) * perDay), x2 = Math.min(left + TIME, left + (day + until - at - origin) * perDay);
                if (x2 > x1) pages.box(OFF, x1, top + (k - first) * ROW, x2 - x1, ROW);
                day += until - at;
            }
        }
    }

    private void scale(DrawnPdf pages, float origin, float left, float top, float high) throws IOException {
        var months = DateTimeFormatter.ofPattern(language.getLanguage().equals("zh") ? "yyyy年M月" : "MMM yyyy", language);
        var from = LocalDate.ofEpochDay((long) origin).withDayOfMonth(1);
        var until = LocalDate.ofEpochDay((long) (origin + TIME / perDay) + 1);
        int step = perDay < 1.6 ? 3 : 1;
        for (var month = from; month.isBefore(until); month = month.plusMonths(1)) {
            if ((month.getMonthValue() - 1) % step != 0 && !month.equals(from)) continue;
            float x = left + (month.toEpochDay() - origin) * perDay;
            if (x >= left) pages.line(LINE, .6f, x, top - 30, x, top + high);
            float at = Math.max(x, left) + 3, next = left + (month.plusMonths(step).toEpochDay() - origin) * perDay;
            if (next - at > 20) pages.text(true, 8, INK, at, top - 20, months.format(month), Math.min(next, left + TIME) - at);
        }
        if (perDay * 7 >= 14) {
            for (var day = from.with(java.time.temporal.TemporalAdjusters.previousOrSame(java.time.DayOfWeek.MONDAY)); day.isBefore(until); day = day.plusDays(7)) {
                float x = left + (day.toEpochDay() - origin) * perDay;
                if (x < left || x > left + TIME - 8) continue;
                pages.line(LINE, .4f, x, top - 14, x, top + high);
                pages.text(false, 7, FAINT, x + 2, top - 5, String.valueOf(day.getDayOfMonth()), 20);
            }
        }
        pages.line(LINE, .8f, EDGE, top, WIDE - EDGE, top);
    }

    private void heads(DrawnPdf pages, float top) throws IOException {
        pages.text(false, 8, FAINT, EDGE, top - 5, words.in(language, "workplan.task"), 180);
        pages.text(false, 8, FAINT, EDGE + 190, top - 5, words.in(language, "field.party"), 50);
        pages.text(false, 8, FAINT, EDGE + 243, top - 5, words.in(language, "field.start"), 40);
        pages.text(false, 8, FAINT, EDGE + 287, top - 5, words.in(language, "field.finish"), 40);
    }

    private void row(DrawnPdf pages, int i, float origin, float left, float y) throws IOException {
        var data = chart.rows();
        boolean strong = data.kind()[i] != TaskKind.TASK.ordinal();
        float in = depth[i] * 9;
        pages.text(strong, 8, INK, EDGE + in, y + 10, (milestone(i) ? "◆ " : "") + data.title()[i], 184 - in);
        pages.text(false, 7, FAINT, EDGE + 190, y + 10, chart.parties().get(data.party()[i]).name(), 50);
        if (to[i] != 0) {
            pages.text(false, 7, FAINT, EDGE + 243, y + 10, day(from[i]), 44);
            pages.text(false, 7, FAINT, EDGE + 287, y + 10, day(milestone(i) ? to[i] : to[i] - 1), 44);
        }
        pages.line(LINE, .4f, EDGE, y + ROW, WIDE - EDGE, y + ROW);
        if (to[i] == 0) return;
        float x1 = left + (from[i] / (float) DAY - origin) * perDay, x2 = Math.max(x1 + 1.5f, left + (to[i] / (float) DAY - origin) * perDay), middle = y + ROW / 2;
        if (then != null) then(pages, i, origin, left, middle);
        if (x2 < left || x1 > left + TIME) return;
        float a = Math.max(x1, left), b = Math.min(x2, left + TIME);
        if (strong || summary[i]) {
            pages.box(INK, a, middle - 3, b - a, 3);
            if (x1 >= left) pages.shape(INK, x1, middle, x1 + 4, middle, x1, middle + 4);
            if (x2 <= left + TIME) pages.shape(INK, x2, middle, x2 - 4, middle, x2, middle + 4);
            return;
        }
        int status = data.status()[i];
        boolean hot = critical && (data.flags()[i] & GanttChart.CRITICAL) != 0;
        if (milestone(i)) {
            pages.shape(hot ? HOT : status >= 3 ? DARK[status] : INK, x1, middle - 5, x1 + 5, middle, x1, middle + 5, x1 - 5, middle);
            if (status < 3) pages.shape(PAPER, x1, middle - 3, x1 + 3, middle, x1, middle + 3, x1 - 3, middle);
            return;
        }
        pages.box(PALE[status], a, middle - 3.5f, b - a, 7);
        float reached = Math.min(b, x1 + (x2 - x1) * (status >= 3 && status < 5 ? 1 : done[i]));
        if (reached > a) pages.box(DARK[status], a, middle - 3.5f, reached - a, 7);
        pages.box(DARK[status], a, middle - 3.5f, 1, 7);
        if (hot) pages.box(HOT, a, middle + 4.2f, b - a, 1.2f);
        int owner = data.owner()[i];
        if (owner >= 0 && b + 30 < left + TIME) pages.text(false, 6.5f, FAINT, b + 3, middle + 2.5f, chart.people().get(owner).name(), Math.min(60, left + TIME - b - 4));
    }

    private void then(DrawnPdf pages, int i, float origin, float left, float middle) throws IOException {
        var was = then == null ? null : then.get(chart.rows().number()[i]);
        if (was == null || was[1] == 0 && was[0] == 0) return;
        int begin = was[0] != 0 ? was[0] : was[1] - was[1] % DAY, end = was[1] != 0 ? was[1] + 1 : was[0] + DAY;
        float a = Math.max(left, left + (begin / (float) DAY - origin) * perDay), b = Math.min(left + TIME, left + (end / (float) DAY - origin) * perDay);
        if (b > a) pages.box(THEN, a, middle + 5.6f, b - a, 1);
    }

    private void links(DrawnPdf pages, float origin, float left, float top, int first, int end) throws IOException {
        var links = chart.links();
        for (int k = 0; k < links.length; k += 4) {
            var a = at.get(links[k]);
            var b = at.get(links[k + 1]);
            if (a == null || b == null || place[a] < 0 || place[b] < 0 || to[a] == 0 || to[b] == 0) continue;
            // What leaves this page at its edge goes on upon the next.
            if (Math.max(place[a], place[b]) < first || Math.min(place[a], place[b]) >= end) continue;
            var type = LinkType.values()[links[k + 2] & 3];
            float x1 = left + ((type.fromFinish() ? to[a] : from[a]) / (float) DAY - origin) * perDay, x2 = left + ((type.toFinish() ? to[b] : from[b]) / (float) DAY - origin) * perDay;
            if (Math.max(x1, x2) < left - 8 || Math.min(x1, x2) > left + TIME + 8) continue;
            float y1 = top + (place[a] - first) * ROW + ROW / 2, y2 = top + (place[b] - first) * ROW + ROW / 2;
            float out = x1 + (type.fromFinish() ? 3 : -3), into = x2 + (type.toFinish() ? 4 : -4);
            boolean hot = critical && (chart.rows().flags()[a] & chart.rows().flags()[b] & GanttChart.CRITICAL) != 0;
            var colour = hot ? HOT : THEN;
            float between = y2 > y1 ? y2 - ROW / 2 : y2 + ROW / 2;
            if (type.fromFinish() && !type.toFinish() && into >= out) pages.line(colour, .6f, x1, y1, out, y1, out, y2, x2, y2);
            else pages.line(colour, .6f, x1, y1, out, y1, out, between, into, between, into, y2, x2, y2);
            float back = type.toFinish() ? 3 : -3;
            pages.line(colour, .6f, x2 + back, y2 - 2, x2, y2, x2 + back, y2 + 2);
        }
    }

    private static String day(int minutes) {
        return LocalDate.ofEpochDay(minutes / DAY).toString();
    }

    private void foot(DrawnPdf pages, Export export, int page, int of) throws IOException {
        var stamp = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT).format(export.at());
        pages.text(false, 7, FAINT, EDGE, HIGH - EDGE + 8, words.in(language, "gantt.taken", export.by(), stamp, String.valueOf(rows.length)), 600);
        var text = page + " / " + of;
        pages.text(false, 7, FAINT, WIDE - EDGE - pages.width(false, 7, text), HIGH - EDGE + 8, text, 80);
    }

    /** How many pages it takes. */
    int pages() {
        return across * Math.max(1, (rows.length + PER_PAGE - 1) / PER_PAGE);
    }
}
