package meridian.workplan.exchange;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A check as JSON, written by hand so that the shell command starts without a mapper. */
final class CheckJson {
    private final Wording wording;
    private final StringBuilder out = new StringBuilder();

    CheckJson(Wording wording) {
        this.wording = wording;
    }

    String write(PlanCheck check) {
        var whole = new LinkedHashMap<String, Object>();
        whole.put("file", check.file().name());
        whole.put("format", check.file().format().name().toLowerCase(java.util.Locale.ROOT));
        if (!check.file().charset().isEmpty()) whole.put("charset", check.file().charset());
        whole.put("readable", true);
        whole.put("importable", check.importable());
        whole.put("title", check.draft().head().title());
        whole.put("sheet", check.file().sheets().get(Math.clamp(check.columns().sheet(), 0, check.file().sheets().size() - 1)).name());
        whole.put("headingRow", check.columns().headingRow());
        var columns = new LinkedHashMap<String, Object>();
        check.columns().of().forEach((column, at) -> columns.put(column.code(), CellRef.letters(at)));
        whole.put("columns", columns);
        whole.put("rows", check.rows());
        whole.put("tasks", check.draft().tasks().size());
        whole.put("milestones", check.milestones());
        whole.put("phases", check.phases());
        whole.put("packages", check.packages());
        whole.put("predecessors", check.predecessors());
        whole.put("people", check.people());
        whole.put("parties", check.parties());
        whole.put("unknownPeople", check.unknownPeople());
        whole.put("unknownParties", check.unknownParties());
        whole.put("errors", check.count(Severity.ERROR));
        whole.put("warnings", check.count(Severity.WARNING));
        whole.put("notices", check.count(Severity.NOTICE));
        whole.put("problems", check.problems().stream().map(this::problem).toList());
        value(whole);
        return out.toString();
    }

    /** Any maps, lists, numbers, texts and nulls. */
    static String write(Map<String, Object> whole) {
        var json = new CheckJson((key, args) -> key);
        json.value(whole);
        return json.out.toString();
    }

    String refusal(String name, UnreadableFile refused) {
        var whole = new LinkedHashMap<String, Object>();
        whole.put("file", name);
        whole.put("readable", false);
        whole.put("importable", false);
        whole.put("key", refused.key());
        whole.put("message", refused.in(wording));
        value(whole);
        return out.toString();
    }

    private Map<String, Object> problem(Problem problem) {
        var one = new LinkedHashMap<String, Object>();
        if (problem.cell() != null) one.put("cell", problem.cell().toString());
        if (problem.column() != null) one.put("column", problem.column().code());
        one.put("severity", problem.severity().code());
        one.put("key", problem.key());
        one.put("message", problem.in(wording));
        if (!problem.value().isEmpty()) one.put("value", problem.value());
        one.put("mends", problem.mends().stream().map(this::mend).toList());
        return one;
    }

    private Map<String, Object> mend(Mend mend) {
        var one = new LinkedHashMap<String, Object>();
        one.put("message", mend.in(wording));
        var values = new LinkedHashMap<String, Object>();
        mend.values().forEach((cell, value) -> values.put(cell.toString(), value));
        if (!values.isEmpty()) one.put("values", values);
        if (!mend.leaveOut().isEmpty()) one.put("leaveOut", List.copyOf(mend.leaveOut()));
        return one;
    }

    private void value(@Nullable Object value) {
        switch (value) {
            case null -> out.append("null");
            case Map<?, ?> map -> {
                char before = '{';
                for (var entry : map.entrySet()) {
                    out.append(before);
                    text(entry.getKey().toString());
                    out.append(':');
                    value(entry.getValue());
                    before = ',';
                }
                out.append(before == '{' ? "{}" : "}");
            }
            case Collection<?> list -> {
                char before = '[';
                for (var one : list) {
                    out.append(before);
                    value(one);
                    before = ',';
                }
                out.append(before == '[' ? "[]" : "]");
            }
            case Number number -> out.append(number);
            case Boolean truth -> out.append(truth);
            default -> text(value.toString());
        }
    }

    private void text(String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') out.append('\\').append(c);
            else if (c == '\n') out.append("\\n");
            else if (c < ' ' || c == 0x7F || c >= 0x2028 && c <= 0x202E || c >= 0xD800 && c <= 0xDFFF && !paired(text, i)) out.append(String.format("\\u%04x", (int) c));
            else out.append(c);
        }
        out.append('"');
    }

    private static boolean paired(String text, int i) {
        return Character.isHighSurrogate(text.charAt(i))
                ? i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))
                : i > 0 && Character.isHighSurrogate(text.charAt(i - 1));
    }
}
