package meridian.workplan.exchange;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds a name as written among the known ones: exactly, in another spelling, or as a slip of one of them. */
final class Names {

    /**
     * @param known the known name; null where there is none, or more than one
     * @param near known names it may mean, best first
     */
    record Match(@Nullable String known, List<String> near) {}

    /** Comparisons in one check: whoever brings thousands of unknown names has other worries than their spelling. */
    private static final int COMPARED = 500_000;

    private static final Pattern SEGMENTS = Pattern.compile("\\s*[/\uFF0F\\\\>\uFF1E|·—–]+\\s*|\\s+-\\s+");
    private static final Pattern KIND = Pattern.compile(
            "(?<=..)(区域|大区|片区|分公司|事业部|部门|中心|部|区|region|department|dept\\.?|division|team)$", Pattern.CASE_INSENSITIVE);

    private final Map<List<String>, List<String>> byForm = new LinkedHashMap<>();
    private final Map<String, List<String>> byJoined = new HashMap<>();
    private final Map<List<String>, List<String>> byEnd = new LinkedHashMap<>();
    private final Map<String, Match> seen = new HashMap<>();
    private final boolean paths;
    private int compared;

    private Names(Collection<String> known, boolean paths) {
        this.paths = paths;
        for (var name : new LinkedHashSet<>(known)) {
            byForm.computeIfAbsent(form(name), form -> new ArrayList<>()).add(name);
            if (paths) {
                byJoined.computeIfAbsent(String.join("", form(name)), form -> new ArrayList<>()).add(name);
                var segments = SEGMENTS.split(name);
                byEnd.computeIfAbsent(form(segments[segments.length - 1]), form -> new ArrayList<>()).add(name);
            }
        }
    }

    /** People and deliverables: spaces and case don't matter. */
    static Names of(Collection<String> known) {
        return new Names(known, false);
    }

    /** Parties: 华东 is 华东区域, 总部财务 is 总部/财务部, and 市场部 alone is whichever has it, if only one. */
    static Names ofParties(Collection<String> known) {
        return new Names(known, true);
    }

    /** 华东区域 and 市场部 of 华东区域/市场部. */
    static List<String> segments(String path) {
        return java.util.Arrays.stream(SEGMENTS.split(path.strip())).filter(segment -> !segment.isBlank()).toList();
    }

    boolean none() {
        return byForm.isEmpty();
    }

    Match find(String name) {
        return seen.computeIfAbsent(name, this::search);
    }

    private Match search(String name) {
        var form = form(name);
        var same = byForm.get(form);
        if (same == null && paths) same = byJoined.get(String.join("", form));
        if (same == null && paths) same = byEnd.get(form);
        if (same != null) {
            if (same.contains(name)) return new Match(name, List.of());
            return same.size() == 1 ? new Match(same.getFirst(), List.of()) : new Match(null, List.copyOf(same));
        }
        var near = nearest(form, byForm);
        if (near == null && paths) near = nearest(form, byEnd);
        return new Match(null, near == null ? List.of() : List.copyOf(near));
    }

    private @Nullable List<String> nearest(List<String> form, Map<List<String>, List<String>> among) {
        List<String> best = null;
        double least = Nearness.SLIP;
        for (var other : among.entrySet()) {
            if (compared > COMPARED) return best;
            if (length(form) > 60 || Math.abs(length(form) - length(other.getKey())) > 3) continue;
            compared++;
            double apart = apart(form, other.getKey());
            if (apart <= least && (best == null || apart < least)) {
                least = apart;
                best = other.getValue();
            }
        }
        return best;
    }

    private static int length(List<String> form) {
        int length = 0;
        for (var segment : form) length += segment.length();
        return length;
    }

    /** By the worst segment: 华东/市场 and 华南/市场 are two parties, however much they share. */
    private static double apart(List<String> one, List<String> other) {
        if (one.size() != other.size()) return Nearness.between(String.join("", one), String.join("", other));
        double worst = 0;
        for (int i = 0; i < one.size() && worst < 1; i++) worst = Math.max(worst, Nearness.between(one.get(i), other.get(i)));
        return worst;
    }

    /** How far two parties are apart but for the words every party has. */
    static double apart(String one, String other) {
        return apart(form(one, true), form(other, true));
    }

    private List<String> form(String name) {
        return form(name, paths);
    }

    private static List<String> form(String name, boolean path) {
        var plain = Normalizer.normalize(name, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT).strip();
        if (!path) return List.of(plain.replaceAll("[\\s·.]+", ""));
        var form = new ArrayList<String>();
        for (var segment : SEGMENTS.split(plain)) {
            var bare = KIND.matcher(segment.strip()).replaceFirst("").replaceAll("\\s+", "");
            if (!bare.isEmpty()) form.add(bare);
        }
        return form;
    }
}
