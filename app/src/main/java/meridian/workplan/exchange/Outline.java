package meridian.workplan.exchange;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A plan without columns for phase and package keeps them in its numbers: 1 is a phase, 1.2 a package in it, 1.2.3 a task.
 * What has no number beneath it is a task at any depth.
 */
final class Outline {
    private static final Pattern NUMBER = Pattern.compile("\\d{1,6}(\\.\\d{1,6}){0,9}");

    private final Checking checking;

    Outline(Checking checking) {
        this.checking = checking;
    }

    void apply() {
        if (checking.columns.has(Column.PHASE) || checking.columns.has(Column.PACKAGE) || !checking.columns.has(Column.NUMBER)) return;
        var above = new HashSet<String>();
        for (var task : checking.tasks) {
            if (!NUMBER.matcher(task.number()).matches() || !task.phase().isEmpty()) return;
            for (int dot = task.number().lastIndexOf('.'); dot > 0; dot = task.number().lastIndexOf('.', dot - 1)) above.add(task.number().substring(0, dot));
        }
        var titles = new HashMap<String, String>();
        for (var task : checking.tasks) if (above.contains(task.number()) && depth(task.number()) <= 2) titles.put(task.number(), task.title());
        if (titles.isEmpty()) return;
        var placed = new ArrayList<TaskDraft>();
        for (var task : checking.tasks) {
            if (titles.containsKey(task.number()))
                checking.report(checking.ref(task.row(), Column.NUMBER), Column.NUMBER, Severity.NOTICE, "exchange.row.summary", List.of(task.number()), task.number(), List.of());
            else placed.add(task.in(titles.getOrDefault(upTo(task.number(), 1), ""), titles.getOrDefault(upTo(task.number(), 2), "")));
        }
        checking.tasks.clear();
        checking.tasks.addAll(placed);
    }

    private static int depth(String number) {
        return (int) number.chars().filter(c -> c == '.').count() + 1;
    }

    private static String upTo(String number, int depth) {
        int end = -1;
        for (int i = 0; i < depth; i++) {
            end = number.indexOf('.', end + 1);
            if (end < 0) return "";
        }
        return number.substring(0, end);
    }
}
