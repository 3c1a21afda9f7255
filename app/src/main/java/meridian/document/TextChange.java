package meridian.document;

import com.github.difflib.DiffUtils;
import com.github.difflib.algorithm.myers.MyersDiffWithLinearSpace;
import java.util.ArrayList;
import java.util.List;

/** What differs between two texts, line by line: {@code kind} is same, gone or come. Long stretches that are the same are left out. */
public record TextChange(String kind, String line) {
    private static final int AROUND = 2;
    // Beyond this, finding the shortest way from one text to the other costs more than it tells.
    private static final int MOST_LINES = 1000;

    public static List<TextChange> between(String before, String after) {
        if (before.equals(after)) return List.of();
        var old = before.lines().toList();
        var fresh = after.lines().toList();
        var all = new ArrayList<TextChange>();
        if (old.size() > MOST_LINES || fresh.size() > MOST_LINES) {
            old.forEach(line -> all.add(new TextChange("gone", line)));
            fresh.forEach(line -> all.add(new TextChange("come", line)));
            return all;
        }
        int at = 0;
        var come = new ArrayList<TextChange>();
        for (var delta : DiffUtils.diff(old, fresh, new MyersDiffWithLinearSpace<>(), null).getDeltas()) {
            // What went stands before what came in its place.
            if (delta.getSource().getPosition() > at) {
                all.addAll(come);
                come.clear();
            }
            same(old, at, delta.getSource().getPosition(), all);
            delta.getSource().getLines().forEach(line -> all.add(new TextChange("gone", line)));
            delta.getTarget().getLines().forEach(line -> come.add(new TextChange("come", line)));
            at = delta.getSource().getPosition() + delta.getSource().size();
        }
        all.addAll(come);
        same(old, at, old.size(), all);
        return near(all);
    }

    private static void same(List<String> lines, int from, int until, List<TextChange> all) {
        for (int i = from; i < until; i++) all.add(new TextChange("same", lines.get(i)));
    }

    private static List<TextChange> near(List<TextChange> all) {
        var shown = new boolean[all.size()];
        for (int at = 0; at < all.size(); at++) {
            if (all.get(at).kind().equals("same")) continue;
            for (int i = Math.max(0, at - AROUND); i <= Math.min(all.size() - 1, at + AROUND); i++) shown[i] = true;
        }
        var near = new ArrayList<TextChange>();
        for (int i = 0; i < all.size(); i++) {
            if (shown[i]) near.add(all.get(i));
            else if (near.isEmpty() || !near.getLast().line().equals("…")) near.add(new TextChange("same", "…"));
        }
        return near;
    }
}
