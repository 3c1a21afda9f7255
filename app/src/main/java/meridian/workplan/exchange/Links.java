package meridian.workplan.exchange;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What only shows across rows: numbers used twice, predecessors that lead nowhere, to themselves or round in a circle. */
final class Links {
    private static final Pattern RANGE = Pattern.compile("(\\d{1,6})\\s*(?:[-~\uFF5E–至到])\\s*(\\d{1,6})");

    private static final Pattern SIGNS = Pattern.compile("[\\s#\uFF03]|^第|[项号条]$");
    private static final Pattern DECIMALS = Pattern.compile("\\.0*$");
    private static final Pattern ZEROS = Pattern.compile("^([a-z]*)0+(?=\\d)");
    private static final Pattern WHOLE = Pattern.compile("\\d{1,9}");

    private final Checking checking;
    private final List<TaskDraft> tasks;
    private final Map<String, Integer> byNumber = new HashMap<>();
    private final Map<String, Integer> byPlainNumber = new HashMap<>();
    private final Map<String, Integer> byTitle = new HashMap<>();
    /** Who waits for whom: a task has its own place, a group of the file’s outline one where it begins and one where it ends. */
    private final List<int[]> links = new ArrayList<>();
    /** By what number a task says that it waits for another place. */
    private final Map<List<Integer>, String> said = new HashMap<>();
    private final Map<String, Integer> byGroup = new HashMap<>();
    private boolean plainNumbers;
    private boolean byOrder;

    Links(Checking checking) {
        this.checking = checking;
        this.tasks = checking.tasks;
    }

    void check() {
        number();
        var groups = checking.file.origin().groups();
        for (int i = 0; i < groups.size(); i++) byGroup.putIfAbsent(groups.get(i).number(), i);
        var linked = new ArrayList<TaskDraft>(tasks.size());
        for (int i = 0; i < tasks.size(); i++) linked.add(tasks.get(i).predecessors(predecessors(i)));
        tasks.clear();
        tasks.addAll(linked);
        if (byOrder) checking.report(new CellRef(Math.max(1, checking.columns.headingRow()), checking.columns.at(Column.PREDECESSORS)), Column.PREDECESSORS,
                Severity.NOTICE, "exchange.predecessor.by-order", List.of(), "", List.of());
        circles();
    }

    private void number() {
        if (!checking.columns.has(Column.NUMBER))
            for (int i = 0; i < tasks.size(); i++) tasks.set(i, tasks.get(i).numbered(String.valueOf(i + 1)));
        for (int i = 0; i < tasks.size(); i++) {
            var task = tasks.get(i);
            plainNumbers |= WHOLE.matcher(task.number()).matches();
            byTitle.putIfAbsent(task.title(), i);
            if (task.number().isEmpty()) continue;
            byPlainNumber.putIfAbsent(plain(task.number()), i);
            var earlier = byNumber.putIfAbsent(task.number(), i);
            if (earlier != null) duplicate(i, tasks.get(earlier));
        }
    }

    private void duplicate(int index, TaskDraft earlier) {
        var task = tasks.get(index);
        var cell = checking.ref(task.row(), Column.NUMBER);
        var taken = checking.numbers();
        var mends = new ArrayList<Mend>();
        // 1.10 typed into a number cell becomes 1.1.
        var before = index == 0 ? "" : tasks.get(index - 1).number();
        if (before.endsWith(".9") && task.number().equals(before.substring(0, before.length() - 1) + "1") && !taken.contains(task.number() + "0"))
            mends.add(Mend.write(cell, task.number() + "0"));
        for (int suffix = 2; suffix < 10_000; suffix++)
            if (!taken.contains(task.number() + "-" + suffix)) {
                mends.add(Mend.write(cell, task.number() + "-" + suffix));
                break;
            }
        checking.report(cell, Column.NUMBER, Severity.ERROR, "exchange.number.duplicate",
                List.of(task.number(), new CellRef(earlier.row(), checking.columns.at(Column.NUMBER)).toString(), earlier.title()), task.number(), mends);
    }

    private List<Predecessor> predecessors(int index) {
        var task = tasks.get(index);
        var raw = checking.columns.has(Column.PREDECESSORS) ? cellOf(task) : Cell.BLANK;
        if (raw.blank() || raw.merged() && raw.kind() == Cell.Kind.ERROR) return List.of();
        if (raw.kind() == Cell.Kind.ERROR || raw.text().length() > 2_000) {
            report(task, Severity.ERROR, "exchange.predecessor.unreadable", List.of(raw.text().length() > 40 ? raw.text().substring(0, 40) + "…" : raw.text()), List.of(write(task, "")));
            return List.of();
        }
        var text = CleanText.of(raw.text()).text();
        var tokens = Predecessor.parse(text, number -> byNumber.containsKey(number) || byTitle.containsKey(number));
        var found = new LinkedHashSet<Predecessor>();
        for (var token : tokens) {
            var range = RANGE.matcher(token.text());
            if (range.matches() && !byNumber.containsKey(token.text())) range(task, index, Integer.parseInt(range.group(1)), Integer.parseInt(range.group(2)), token, tokens, found);
            else if (token.link() == null) report(task, Severity.ERROR, "exchange.predecessor.unreadable", List.of(token.text()), List.of(without(task, tokens, token)));
            else link(task, index, token.link(), token, tokens, found);
        }
        return List.copyOf(found);
    }

    private Cell cellOf(TaskDraft task) {
        var corrected = checking.corrections.values().get(checking.ref(task.row(), Column.PREDECESSORS));
        return corrected != null ? Cell.of(corrected) : row(task).cell(checking.columns.at(Column.PREDECESSORS));
    }

    private @Nullable Map<Integer, Sheet.Row> rows;

    private Sheet.Row row(TaskDraft task) {
        if (rows == null) {
            rows = new HashMap<>();
            for (var row : checking.file.sheets().get(checking.columns.sheet()).rows()) rows.put(row.number(), row);
        }
        return rows.get(task.row());
    }

    private void link(TaskDraft task, int index, Predecessor link, Predecessor.Token token, List<Predecessor.Token> tokens, LinkedHashSet<Predecessor> found) {
        var target = find(link.number());
        if (target == null && checking.known.numbers().contains(link.number())) {
            found.add(link);
        } else if (target == null && byGroup.containsKey(link.number())) {
            if (found.add(link)) waits(index, end(byGroup.get(link.number()), link.type()), link.number());
        } else if (target == null) {
            report(task, Severity.ERROR, "exchange.predecessor.unknown", List.of(link.number()), List.of(without(task, tokens, token)));
        } else if (target == index) {
            report(task, Severity.ERROR, "exchange.predecessor.self", List.of(link.number()), List.of(without(task, tokens, token)));
        } else {
            var number = tasks.get(target).number();
            if (found.add(new Predecessor(number.isEmpty() ? link.number() : number, link.type(), link.lag()))) waits(index, target, number.isEmpty() ? link.number() : number);
        }
    }

    private void range(TaskDraft task, int index, int from, int to, Predecessor.Token token, List<Predecessor.Token> tokens, LinkedHashSet<Predecessor> found) {
        if (to <= from || to - from > 60) {
            report(task, Severity.ERROR, "exchange.predecessor.unreadable", List.of(token.text()), List.of(without(task, tokens, token)));
            return;
        }
        var each = new ArrayList<String>();
        for (int number = from; number <= to; number++) each.add(String.valueOf(number));
        report(task, Severity.WARNING, "exchange.predecessor.range", List.of(token.text(), String.join(", ", each)),
                List.of(write(task, joined(tokens, token, String.join(", ", each))), write(task, joined(tokens, token, from + "FS-" + to + "d"))));
        for (var number : each) link(task, index, new Predecessor(number, Predecessor.Type.FS, Length.NONE), token, tokens, found);
    }

    /** By number, by number but for its zeros and signs, by title, and last by order, as Microsoft Project counts. */
    private @Nullable Integer find(String number) {
        var exact = byNumber.get(number);
        if (exact == null) exact = byPlainNumber.get(plain(number));
        if (exact == null) exact = byTitle.get(number);
        if (exact != null || plainNumbers || !WHOLE.matcher(number).matches()) return exact;
        int order = Integer.parseInt(number);
        if (order < 1 || order > tasks.size()) return null;
        byOrder = true;
        return order - 1;
    }

    private static String plain(String number) {
        var bare = SIGNS.matcher(number.toLowerCase(Locale.ROOT)).replaceAll("");
        return ZEROS.matcher(DECIMALS.matcher(bare).replaceFirst("")).replaceFirst("$1");
    }

    private Mend without(TaskDraft task, List<Predecessor.Token> tokens, Predecessor.Token token) {
        return write(task, joined(tokens, token, ""));
    }

    private static String joined(List<Predecessor.Token> tokens, Predecessor.Token replaced, String by) {
        var kept = new ArrayList<String>();
        for (var token : tokens) {
            if (token != replaced) kept.add(token.text());
            else if (!by.isEmpty()) kept.add(by);
        }
        return String.join(", ", kept);
    }

    private Mend write(TaskDraft task, String value) {
        return Mend.write(checking.ref(task.row(), Column.PREDECESSORS), value);
    }

    private void report(TaskDraft task, Severity severity, String key, List<Object> args, List<Mend> mends) {
        var text = cellOf(task).text();
        checking.report(checking.ref(task.row(), Column.PREDECESSORS), Column.PREDECESSORS, severity, key, args, text.length() > 300 ? text.substring(0, 300) + "…" : text, mends);
    }

    private void waits(int place, int before, String number) {
        links.add(new int[] {place, before});
        said.putIfAbsent(List.of(place, before), number);
    }

    private int begin(int group) {
        return tasks.size() + 2 * group;
    }

    /** Where a link that leaves a group takes hold of it. */
    private int end(int group, Predecessor.Type type) {
        return begin(group) + (type == Predecessor.Type.FS || type == Predecessor.Type.FF ? 1 : 0);
    }

    /** A group begins before whatever is in it and ends after it. */
    private void outline() {
        var groups = checking.file.origin().groups();
        var places = new HashMap<List<String>, Integer>();
        for (int i = 0; i < groups.size(); i++) {
            var group = groups.get(i);
            places.putIfAbsent(List.of(group.phase(), group.workPackage()), i);
            links.add(new int[] {begin(i) + 1, begin(i)});
            if (group.parent() >= 0) {
                links.add(new int[] {begin(i), begin(group.parent())});
                links.add(new int[] {begin(group.parent()) + 1, begin(i) + 1});
            }
            for (var link : group.predecessors()) {
                int held = begin(i) + (link.type() == Predecessor.Type.FF || link.type() == Predecessor.Type.SF ? 1 : 0);
                var task = byNumber.get(link.number());
                if (task != null) links.add(new int[] {held, task});
                else if (byGroup.containsKey(link.number())) links.add(new int[] {held, end(byGroup.get(link.number()), link.type())});
            }
        }
        for (int i = 0; i < tasks.size(); i++) {
            var group = places.get(List.of(tasks.get(i).phase(), tasks.get(i).workPackage()));
            if (group == null) continue;
            links.add(new int[] {i, begin(group)});
            links.add(new int[] {begin(group) + 1, i});
        }
    }

    private void circles() {
        var groups = checking.file.origin().groups();
        if (!groups.isEmpty()) outline();
        var before = new int[tasks.size() + 2 * groups.size()][];
        var counts = new int[before.length];
        for (var link : links) counts[link[0]]++;
        for (int i = 0; i < before.length; i++) before[i] = new int[counts[i]];
        for (var link : links) before[link[0]][--counts[link[0]]] = link[1];
        for (var members : components(before)) {
            int at = culprit(members, before);
            var path = path(at, members, before);
            var names = path.stream().map(this::name).distinct().toList();
            if (path.size() > 2 && names.size() > 1 && !names.getLast().equals(names.getFirst())) names = java.util.stream.Stream.concat(names.stream(), java.util.stream.Stream.of(names.getFirst())).toList();
            var shown = names.size() <= 12 ? names : java.util.stream.Stream.of(names.subList(0, 6), List.of("…"), names.subList(names.size() - 5, names.size())).flatMap(List::stream).toList();
            if (at < tasks.size()) report(tasks.get(at), Severity.ERROR, "exchange.predecessor.circle", List.of(String.join(" → ", shown)), broken(path));
            else checking.report(null, null, Severity.ERROR, "exchange.predecessor.circle", List.of(String.join(" → ", shown)), "", List.of());
        }
    }

    private String name(int place) {
        if (place < tasks.size()) return name(tasks.get(place));
        var group = checking.file.origin().groups().get((place - tasks.size()) / 2);
        return group.number() + " " + group.title();
    }

    private static String name(TaskDraft task) {
        return task.number().isEmpty() ? task.title() : task.number();
    }

    /** Without the first link of the circle that a task itself names. */
    private List<Mend> broken(List<Integer> path) {
        for (int step = 0; step + 1 < path.size(); step++) {
            var number = path.get(step) < tasks.size() ? said.get(List.of(path.get(step), path.get(step + 1))) : null;
            if (number == null) continue;
            var task = tasks.get(path.get(step));
            var kept = task.predecessors().stream().filter(link -> !link.number().equals(number)).map(Predecessor::toString).toList();
            return List.of(Mend.say("exchange.mend.unlink", Map.of(checking.ref(task.row(), Column.PREDECESSORS), String.join(", ", kept)), name(task), name(path.get(step + 1))));
        }
        return List.of();
    }

    /** The first member that waits for one further down: most plans are written in order. */
    private static int culprit(List<Integer> members, int[][] before) {
        var inside = new HashSet<>(members);
        return members.stream().sorted().filter(i -> Arrays.stream(before[i]).anyMatch(p -> p > i && inside.contains(p))).findFirst().orElseThrow();
    }

    /** A shortest way from a task over its predecessors back to itself, beginning with a later one. */
    private static List<Integer> path(int from, List<Integer> members, int[][] before) {
        var inside = new HashSet<>(members);
        for (int first : Arrays.stream(before[from]).sorted().filter(p -> p > from && inside.contains(p)).toArray()) {
            var via = new HashMap<Integer, Integer>();
            var queue = new ArrayDeque<Integer>(List.of(first));
            via.put(first, from);
            while (!queue.isEmpty()) {
                int at = queue.poll();
                for (int next : before[at]) {
                    if (next == from) {
                        var path = new ArrayDeque<Integer>(List.of(from));
                        for (int step = at; step != from; step = via.get(step)) path.addFirst(step);
                        path.addFirst(from);
                        return List.copyOf(path);
                    }
                    if (inside.contains(next) && via.putIfAbsent(next, at) == null) queue.add(next);
                }
            }
        }
        throw new IllegalStateException("no circle through " + from);
    }

    /** Tarjan's strongly connected components of more than one task, without recursion: plans have 50,000 rows. */
    private static List<List<Integer>> components(int[][] before) {
        int size = before.length, counter = 0;
        var index = new int[size];
        var low = new int[size];
        var next = new int[size];
        var onStack = new boolean[size];
        var stack = new ArrayDeque<Integer>();
        var components = new ArrayList<List<Integer>>();
        for (int root = 0; root < size; root++) {
            if (index[root] != 0) continue;
            var calls = new ArrayDeque<Integer>(List.of(root));
            while (!calls.isEmpty()) {
                int at = calls.peek();
                if (index[at] == 0) {
                    index[at] = low[at] = ++counter;
                    stack.push(at);
                    onStack[at] = true;
                }
                if (next[at] < before[at].length) {
                    int to = before[at][next[at]++];
                    if (index[to] == 0) calls.push(to);
                    else if (onStack[to]) low[at] = Math.min(low[at], index[to]);
                    continue;
                }
                calls.pop();
                if (!calls.isEmpty()) low[calls.peek()] = Math.min(low[calls.peek()], low[at]);
                if (low[at] != index[at]) continue;
                var members = new ArrayList<Integer>();
                int member;
                do {
                    member = stack.pop();
                    onStack[member] = false;
                    members.add(member);
                } while (member != at);
                if (members.size() > 1) components.add(members);
            }
        }
        return components;
    }
}
